"""What is asked for that is no row of a table: a news item, a new dataset and its fields.

Each is described as a dataset is; answers in, files out.

Long because each question stands here in every language.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from datasite.checks import personal_data
from datasite.content import prose
from datasite.language.languages import LANGUAGES, Words
from datasite.model.register import Register
from datasite.new_records.drafts import LINES, Draft, Finding
from datasite.problems import N_, Message, Problem, ProblemsError
from datasite.tables import dataset_yaml, descriptor
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import (
    FORMATS,
    GROUPS,
    SHARED,
    TYPES,
    Dataset,
    Field,
    RuleUse,
)
from datasite.tables.scan import Row, Table

Cells = Mapping[str, str]
REFERENCES = (
    "projects",
    "organisations",
    "cooperation",
    "sources",
)  # of a news item: identifiers with commas between
_PLAIN = re.compile(r"[^\W\d_][\w ,.;()/–—’„”“…+-]*\Z")  # a text that YAML takes for itself
_OTHER = frozenset(
    {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
)  # and those that it takes for something else
_BOOLEAN = "boolean"


def _field(name: str, title: Words, description: Words, example: str = "", **more: object) -> Field:
    return Field(name=name, title=title, description=description, example=example, **more)  # type: ignore[arg-type]


def _words(pl: str, en: str) -> Words:
    return {"pl": pl, "en": en}


_IDENTIFIERS = _words(
    "Identyfikatory tego, o czym mowa; strony tych rekordów wskażą tekst.",
    "The identifiers of what it is about; the pages of these records will lead to the text.",
)
NEWS = Dataset(
    name="news",
    group="records",
    title=_words("Aktualność", "News item"),
    description=_words(
        "Jeden tekst w obu językach, naszymi słowami.",
        "One text in both languages, in our own words.",
    ),
    fields=(
        _field(
            "date",
            _words("dzień", "day"),
            _words("Dzień, pod którym tekst stanie.", "The day under which the text will stand."),
            "2026-04-30",
            required=True,
            format="edtf",
        ),
        _field(
            "title_pl",
            _words("tytuł po polsku", "title in Polish"),
            _words("Krótki tytuł.", "A short title."),
            "Drugi etap ruszył",
            required=True,
        ),
        _field(
            "title_en",
            _words("tytuł po angielsku", "title in English"),
            _words("Ten sam tytuł po angielsku.", "The same title in English."),
            "The second stage has begun",
            required=True,
        ),
        _field(
            "slug",
            _words("identyfikator", "identifier"),
            _words(
                "Końcówka adresu tekstu; raz opublikowana nie zmienia się.",
                "The last part of the text's address; once published it does not change.",
            ),
            "drugi-etap",
            required=True,
            format="slug",
        ),
        _field(
            "summary_pl",
            _words("streszczenie po polsku", "summary in Polish"),
            _words("Jedno zdanie do list.", "One sentence for lists."),
            "Urząd zapowiedział etap.",
            required=True,
        ),
        _field(
            "summary_en",
            _words("streszczenie po angielsku", "summary in English"),
            _words("To samo po angielsku.", "The same in English."),
            "The office announced it.",
            required=True,
        ),
        *(
            _field(name, title, _IDENTIFIERS)
            for name, title in zip(
                REFERENCES,
                (
                    _words("projekty", "projects"),
                    _words("organizacje", "organisations"),
                    _words("współpraca", "cooperation"),
                    _words("źródła", "sources"),
                ),
                strict=True,
            )
        ),
        _field(
            "text_pl",
            _words("tekst po polsku", "text in Polish"),
            _words(
                "Akapity w Markdown, z pustym wierszem między nimi.",
                "Paragraphs in Markdown, a blank line between them.",
            ),
            required=True,
            format=LINES,
        ),
        _field(
            "text_en",
            _words("tekst po angielsku", "text in English"),
            _words("Ten sam tekst po angielsku.", "The same text in English."),
            required=True,
            format=LINES,
        ),
    ),
    primary_key=("slug",),
    foreign_keys=(),
    rules=(RuleUse("both_languages"),),
    min_rows=0,
    max_rows=100_000,
)
DATASET = Dataset(
    name="dataset",
    group="records",
    title=_words("Tabela", "Dataset"),
    description=_words(
        "Opis nowej tabeli; potem jej pola.",
        "The description of a new table; its fields come next.",
    ),
    fields=(
        _field(
            "name",
            _words("nazwa", "name"),
            _words("Nazwa folderu i pliku.", "The name of the folder and of the file."),
            "trainings",
            required=True,
            pattern=descriptor.NAME,
        ),
        _field(
            "group",
            _words("grupa", "group"),
            _words(
                "Rekordy, powiązania rekordów, dowody albo słownik kodów.",
                "Records, links between records, evidence, or a list of codes.",
            ),
            "records",
            required=True,
            enum=GROUPS,
        ),
        _field(
            "title_pl",
            _words("tytuł po polsku", "title in Polish"),
            _words("Tytuł tabeli.", "The title of the table."),
            "Szkolenia",
            required=True,
        ),
        _field(
            "title_en",
            _words("tytuł po angielsku", "title in English"),
            _words("Ten sam tytuł po angielsku.", "The same title in English."),
            "Trainings",
            required=True,
        ),
        _field(
            "description_pl",
            _words("opis po polsku", "description in Polish"),
            _words("Czym jest jeden wiersz.", "What one row is."),
            "Jeden wiersz to jedno szkolenie.",
            required=True,
        ),
        _field(
            "description_en",
            _words("opis po angielsku", "description in English"),
            _words("To samo po angielsku.", "The same in English."),
            "One row is one training.",
            required=True,
        ),
        _field(
            "max",
            _words("najwięcej wierszy", "most rows"),
            _words(
                "Ile wierszy tabela może mieć; więcej to pomyłka.",
                "How many rows the table may have; more are a mistake.",
            ),
            "5000",
            required=True,
            pattern="[1-9][0-9]{0,4}",
        ),
    ),
    primary_key=("name",),
    foreign_keys=(),
    rules=(RuleUse("both_languages"),),
    min_rows=0,
    max_rows=1_000,
)


def fields(targets: Sequence[str]) -> Dataset:
    """The form of a field of a new dataset;

    `targets` are the keys to which it may point, as dataset.field.
    """
    return Dataset(
        name="fields",
        group="records",
        title=_words("Pole", "Field"),
        description=_words("Jedna kolumna nowej tabeli.", "One column of the new table."),
        fields=(
            _field(
                "name",
                _words("nazwa", "name"),
                _words("Nazwa kolumny.", "The name of the column."),
                "training_id",
                required=True,
                pattern=descriptor.NAME,
            ),
            _field(
                "type",
                _words("typ", "type"),
                _words("Rodzaj wartości.", "The kind of the values."),
                "string",
                required=True,
                enum=TYPES,
            ),
            _field(
                "format",
                _words("zapis", "format"),
                _words("Postać wartości.", "The form of the values."),
                "default",
                required=True,
                enum=FORMATS,
            ),
            _field(
                "title_pl",
                _words("tytuł po polsku", "title in Polish"),
                _words("Tytuł kolumny.", "The title of the column."),
                "szkolenie",
                required=True,
            ),
            _field(
                "title_en",
                _words("tytuł po angielsku", "title in English"),
                _words("Ten sam tytuł po angielsku.", "The same title in English."),
                "training",
                required=True,
            ),
            _field(
                "description_pl",
                _words("opis po polsku", "description in Polish"),
                _words("Co tu stoi.", "What stands here."),
                "Stały identyfikator.",
                required=True,
            ),
            _field(
                "description_en",
                _words("opis po angielsku", "description in English"),
                _words("To samo po angielsku.", "The same in English."),
                "A stable identifier.",
                required=True,
            ),
            _field(
                "example",
                _words("przykład", "example"),
                _words("Wartość, która jest dobra.", "A value that is right."),
                "szkolenie-2024",
                required=True,
            ),
            _field(
                "required",
                _words("wymagane", "required"),
                _words(
                    "Czy każdy wiersz musi mieć wartość.", "Whether each row must have a value."
                ),
                "true",
                required=True,
                type=_BOOLEAN,
            ),
            _field(
                "key",
                _words("w kluczu", "in the key"),
                _words(
                    "Czy pole należy do klucza, który odróżnia wiersze.",
                    "Whether the field is part of the key that tells rows apart.",
                ),
                "true",
                required=True,
                type=_BOOLEAN,
            ),
            _field(
                "to",
                _words("wskazuje na", "points to"),
                _words(
                    "Klucz tabeli, z której są wartości.",
                    "The key of the table that has the values.",
                ),
                "projects.project_id",
                enum=tuple(targets),
            ),
        ),
        primary_key=("name",),
        foreign_keys=(),
        rules=(RuleUse("both_languages"),),
        min_rows=0,
        max_rows=1_000,
    )


def beside(data: Catalog, news: Sequence[str]) -> Catalog:
    """The catalog with the forms as datasets; what has these names already stands in their tables.

    `news` are the names of texts, DATE-slug.
    """
    targets = [
        f"{name}.{dataset.primary_key[0]}"
        for name, dataset in data.datasets.items()
        if len(dataset.primary_key) == 1
    ]
    forms = {"news": NEWS, "dataset": DATASET, "fields": fields(targets)}
    names = {
        "news": [("slug", name[11:]) for name in news],
        "dataset": [("name", name) for name in data.datasets],
        "fields": [],
    }
    tables = {
        name: Table("", form.header, tuple(_row(form, *pair) for pair in names[name]))
        for name, form in forms.items()
    }
    return Catalog({**data.datasets, **forms}, {**data.tables, **tables})


def _row(form: Dataset, field: str, value: str) -> Row:
    """A row of which only the key counts; the rest is as it may be."""
    cells = {
        it.name: (
            it.enum[0]
            if it.enum
            else (
                "true"
                if it.type == _BOOLEAN
                else "1"
                if it.pattern
                else "2000"
                if it.format == "edtf"
                else it.name
            )
        )
        for it in form.fields
    }
    return Row({**cells, field: value}, dict.fromkeys(form.header, (0, 0)))


def news_files(cells: Cells) -> dict[str, str]:
    """The texts of a news item by path."""
    return {
        f"content/news/{cells['date']}-{cells['slug']}.{lang}.md": _news(cells, lang)
        for lang in LANGUAGES
    }


def _news(cells: Cells, lang: str) -> str:
    front = [
        ("Title", f"title_{lang}"),
        ("Summary", f"summary_{lang}"),
        *((name.capitalize(), name) for name in REFERENCES),
    ]
    lines = [f"{entry}: {cells[name]}" for entry, name in front if cells.get(name)]
    return "\n".join([*lines, "", cells.get(f"text_{lang}", "").strip(), ""])


def news_problems(draft: Draft, index: int, register: Register) -> Iterator[Finding]:
    """What the checks of prose say of a news item, by the field that is answered wrongly; what is
    not answered yet counts as right.
    """
    answered = draft.rows[index].cells
    stand_in = {
        "date": "2000-01-01",
        "slug": "slug",
        **{f"{stem}_{lang}": "…" for stem in ("title", "summary", "text") for lang in LANGUAGES},
    }
    cells = {**stand_in, **{name: value for name, value in answered.items() if value}}
    for path, text in news_files(cells).items():
        lines = text.split("\n")
        blank = lines.index("")
        lang = path.split(".")[-2]
        for problem in prose.judged(path, text, register, draft.excused):
            name = (
                lines[problem.line - 1].partition(":")[0].lower()
                if 0 < problem.line <= blank
                else ""
            )
            of_text = problem.line > blank or problem.rule == "nesting"
            field = (
                f"text_{lang}"
                if of_text
                else (
                    name
                    if name in REFERENCES
                    else (
                        f"{name}_{lang}"
                        if name
                        else "date"
                        if problem.rule == "news-date"
                        else "slug"
                    )
                )
            )
            if field in answered:
                yield Finding(index, field, problem)


def dataset_files(cells: Cells, columns: Sequence[Cells]) -> dict[str, str]:
    """The description and the header of a new dataset by path."""
    folder = f"datasets/{cells['name']}"
    header = ",".join(column["name"] for column in columns)
    return {
        f"{folder}/dataset.yaml": "\n".join([*_described(cells, columns), ""]),
        f"{folder}/{cells['name']}.csv": f"{header}\n",
    }


def _described(cells: Cells, columns: Sequence[Cells]) -> Iterator[str]:
    yield from (
        f"name: {cells['name']}",
        f"group: {cells['group']}",
        *_pair(cells, "title", ""),
        *_pair(cells, "description", ""),
    )
    yield (
        "primary_key:"
        f" [{', '.join(column['name'] for column in columns if column['key'] == 'true')}]"
    )
    if any(column["to"] for column in columns):
        yield "foreign_keys:"
        yield from (
            f"  - {{field: {column['name']}, to: {column['to']}}}"
            for column in columns
            if column["to"]
        )
    yield f"rows: {{min: 0, max: {cells['max']}}}"
    yield "rules: [both_languages]"
    yield "fields:"
    for column in columns:
        yield f"  - name: {column['name']}"
        yield from (
            f"    {name}: {column[name]}"
            for name, usual in (("type", "string"), ("format", "default"))
            if column[name] != usual
        )
        yield from (
            *_pair(column, "title", "    "),
            *_pair(column, "description", "    "),
            f"    example: {_scalar(column['example'])}",
        )
        if column["required"] == "true":
            yield "    required: true"


def _pair(cells: Cells, stem: str, indent: str) -> Iterator[str]:
    yield f"{indent}{stem}:"
    yield from (f"{indent}  {lang}: {_scalar(cells[f'{stem}_{lang}'])}" for lang in LANGUAGES)


def _scalar(text: str) -> str:
    """The text as YAML reads it back; a text in quotation marks is one in JSON, too."""
    return (
        text
        if _PLAIN.match(text) and text.lower() not in _OTHER
        else json.dumps(text, ensure_ascii=False)
    )


def dataset_problems(cells: Cells, columns: Sequence[Cells]) -> Iterator[Problem]:
    """What the reader of descriptions says of a new dataset."""
    path = f"datasets/{cells['name']}/dataset.yaml"
    raw = {
        "name": cells["name"],
        "group": cells["group"],
        **{
            stem: {lang: cells[f"{stem}_{lang}"] for lang in LANGUAGES}
            for stem in ("title", "description")
        },
        "primary_key": [column["name"] for column in columns if column["key"] == "true"],
        "rows": {"min": 0, "max": int(cells["max"])},
        "fields": [_raw(column) for column in columns],
    }
    if cells["name"] == SHARED:
        yield Problem(
            path,
            0,
            0,
            "descriptor",
            Message(N_("This name is taken.")),
            Message(N_("Choose another one.")),
        )
    try:
        dataset_yaml.build_dataset(cells["name"], raw, {})
    except ProblemsError as error:
        yield from error.problems


def _raw(column: Cells) -> dict[str, object]:
    words = {
        stem: {lang: column[f"{stem}_{lang}"] for lang in LANGUAGES}
        for stem in ("title", "description")
    }
    return {
        **{name: column[name] for name in ("name", "type", "format", "example")},
        **words,
        "required": column["required"] == "true",
    }


def _personal(draft: Draft, index: int) -> Iterator[Finding]:
    """A column may not be for personal data; said as soon as it is named."""
    name = draft.rows[index].cells.get("name", "")
    one = replace(draft.dataset(index), fields=(replace(DATASET.fields[0], name=name),))
    return (Finding(index, "name", it) for it in personal_data.problems_of_columns(one, ""))


def problems(draft: Draft, register: Register) -> list[Finding]:
    """What is wrong with the forms of a draft beyond what is wrong with any row.

    A dataset is judged when its fields are there.
    """
    found: list[Finding] = []
    columns = [row.cells for row in draft.rows if row.dataset == "fields"]
    for index, row in enumerate(draft.rows):
        if row.dataset == "news":
            found += news_problems(draft, index, register)
        elif row.dataset == "fields":
            found += _personal(draft, index)
        elif (
            row.dataset == "dataset"
            and columns
            and all(len(cells) == len(draft.base.datasets["fields"].header) for cells in columns)
        ):
            found += [Finding(index, "name", it) for it in dataset_problems(row.cells, columns)]
    return found
