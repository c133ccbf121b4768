"""The register in, its explorers out: the list of projects and that of organisations, whose rows a
reader sorts, filters and takes away.

A row holds the words that are shown and, beside them, what sorts and filters it. The page and the
script (theme/static/js/explorer.js) set in type the same rows: the page as many as fit it, the
script all of them, from the JSON beside the page. Long because both lists, their filters and their
rows are one shape told twice.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from datasite.language.localization import Language
from datasite.language.typography import typeset
from datasite.model import totals
from datasite.model.entities import Code, Organisation, Place, Programme, Project
from datasite.model.families import ancestors, newest_first
from datasite.model.register import Register
from datasite.model.totals import Totals
from datasite.pages.amount_words import amount_text
from datasite.problems import N_

ROWS_FILE = (  # beside the page: its texts are in the page's language, and it is no dataset
    "rows.json"
)
# the value of a facet for rows on which no source says anything; no identifier or code has this
# form
NOT_STATED = "-"
_PAGE_BUDGET = (
    130_000  # bytes that the rows of one page may take; head, form and footer come to about 30 000
)
_ROW_MARKUP = 360  # bytes that stand around the words of a row
_INDENT = "\u2003"
_CATEGORIES = {
    "one": 1,
    "few": 2,
    "many": 5,
    "other": 5,
}  # Unicode's plural categories, each with a number that is of it in Polish; English has the first and the last


@dataclass(frozen=True)
class Cell:
    """The words of one cell, small print below them, and marks that warn of them."""

    text: str
    note: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Money:
    """A row's amount for sorting and sums.

    `kind` is exact, approximate, unclear or `-`; `cents` are hundredths of `currency`, None where
    they cannot be read.
    """

    kind: str
    currency: str = ""
    cents: int | None = None
    joint: str = ""


@dataclass(frozen=True)
class Row:
    """`facets` holds the row's values by facet;

    `key` sorts columns that are not sorted by their words; `more` is what the words are sought in
    beside the cells.
    """

    id: str
    cells: tuple[Cell, ...]
    keys: tuple[int | None, ...]
    facets: Mapping[str, tuple[str, ...]]
    money: Money | None
    more: str


@dataclass(frozen=True)
class Column:
    """`kind` says how it sorts: text by its words, number by the row's key, money within its
    currency. `style` is the class of its cells.
    """

    name: str
    label: str
    kind: str
    style: str = ""


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """What a select offers.

    `groups` are (label, options); a blank label is no group. `before` are the words of the
    sentence, `anything` its first option.
    """

    name: str
    before: str
    anything: str
    groups: tuple[tuple[str, tuple[Option, ...]], ...]


@dataclass(frozen=True)
class Summary:
    """What stands above the rows: how many, the sum of each currency, what is left out of them."""

    count: str
    sums: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Explorer:
    section: str
    columns: tuple[Column, ...]
    sort: str  # the column by which rows stand at first, with a minus where the highest comes first
    rows: tuple[Row, ...]
    first: int  # how many rows stand on the page itself
    facets: tuple[Facet, ...]
    sought: str  # what a reader may type
    summary: Summary
    table: (
        str  # the published table from which rows are downloaded; its first column is the rows' id
    )
    others: tuple[Organisation, ...] = ()  # listed below: parents and publishers of sources

    @property
    def on_page(self) -> tuple[Row, ...]:
        return self.rows[: self.first]

    @property
    def file(self) -> str:
        return ROWS_FILE

    @property
    def with_money(self) -> bool:
        return any(column.kind == "money" for column in self.columns)


def projects(them: Iterable[Project], language: Language) -> Explorer:
    """Every project, the newest first."""
    say = language.translations.gettext
    chosen = sorted(them, key=newest_first)
    rows = tuple(_project_row(it, language) for it in chosen)
    places = {t.place.code: t.place for it in chosen for t in it.ties}
    facets = (
        _facet(
            rows,
            "fund",
            say(N_("paid for by")),
            say(N_("any fund")),
            (
                ("", _programme_labels(chosen, language)),
                ("", {NOT_STATED: say(N_("programme not named"))}),
            ),
        ),
        _facet(
            rows,
            "place",
            say(N_("tied to the place")),
            say(N_("any place")),
            _place_labels(places, language),
        ),
        _facet(
            rows,
            "role",
            say(N_("in which there is")),
            say(N_("anybody")),
            (
                ("", _code_labels((p.role for it in chosen for p in it.partners), language)),
                ("", {NOT_STATED: say(N_("no participant named"))}),
            ),
        ),
        _facet(
            rows,
            "year",
            say(N_("running in")),
            say(N_("any year")),
            (("", _year_labels(rows)), ("", {NOT_STATED: say(N_("a year not stated"))})),
        ),
        _facet(
            rows,
            "status",
            say(N_("whose state is")),
            say(N_("any state")),
            (("", _code_labels((it.status for it in chosen), language)),),
        ),
        _facet(
            rows,
            "amount",
            say(N_("with an amount that is")),
            say(N_("of any kind")),
            (
                (
                    "",
                    {
                        "exact": say(N_("exact")),
                        "approximate": say(N_("approximate")),
                        "unclear": say(N_("unclear")),
                        NOT_STATED: say(N_("not stated")),
                    },
                ),
            ),
        ),
        _facet(
            rows,
            "currency",
            say(N_("expressed in")),
            say(N_("any currency")),
            (("", _currency_labels(rows)), ("", {NOT_STATED: say(N_("no stated currency"))})),
        ),
    )
    columns = (
        Column("title", say(N_("project")), "text"),
        Column("lead", say(N_("who")), "text"),
        Column("fund", say(N_("fund")), "text"),
        Column("when", say(N_("when")), "number", "when"),
        Column("amount", say(N_("for how much")), "money", "num"),
    )
    return Explorer(
        section="projects",
        columns=columns,
        sort="-when",
        rows=rows,
        first=_fitting(rows),
        facets=facets,
        sought=say(N_("a word, a name, a number")),
        summary=_summary("projects", totals.of_projects(chosen), language),
        table="projects_wide",
    )


def _project_row(it: Project, language: Language) -> Row:
    lang = language.code
    known = it.start or it.end
    money = _money(it)
    years = (
        [str(year) for year in range(it.start.year, it.end.year + 1)]
        if it.start and it.end
        else [str(known.year)]
        if known
        else []
    )
    names = dict.fromkeys(
        word
        for p in it.partners
        for word in (*p.organisation.name.values(), p.organisation.short_name)
        if word
    )
    programme = [
        word for p in _line(it.programme) for word in (*p.name.values(), *p.short_name.values())
    ]
    cells = (
        Cell(it.title[lang], it.reference_number),
        Cell(it.lead.organisation.name[lang] if it.lead else ""),
        Cell(it.programme.short_name[lang] if it.programme else ""),
        Cell(language.years(it.start, it.end)),
        Cell(amount_text(it.total, language) if it.total else "–", marks=_marks(it, language)),
    )
    return Row(
        id=it.id,
        cells=cells,
        keys=(None, None, None, known.year if known else None, None),
        facets={
            "fund": tuple(p.id for p in _line(it.programme)) or (NOT_STATED,),
            "place": tuple(dict.fromkeys(t.place.code for t in it.ties)),
            "role": tuple(dict.fromkeys(p.role.code for p in it.partners)) or (NOT_STATED,),
            "year": tuple(years) or (NOT_STATED,),
            "status": (it.status.code,),
            "amount": (money.kind,),
            "currency": (money.currency or NOT_STATED,) if money.kind != NOT_STATED else (),
        },
        money=money,
        more=_more(
            cells,
            (
                *it.title.values(),
                *names,
                *programme,
                *(i.value for i in it.identifiers),
                *(t.place.name[lang] for t in it.ties),
            ),
        ),
    )


def _more(cells: Iterable[Cell], words: Iterable[str]) -> str:
    """The words that no cell shows, each once."""
    shown = {part for cell in cells for part in (cell.text, cell.note)}
    return " ".join(word for word in dict.fromkeys(words) if word not in shown)


def _line(it: Programme | None) -> tuple[Programme, ...]:
    """A programme and everything above it."""
    return (it, *ancestors(it)) if it else ()


def _money(it: Project) -> Money:
    """As totals.of_amounts judges it."""
    total = it.total
    if not total:
        return Money(NOT_STATED)
    kind = (
        "unclear"
        if total.amount is None or total.qualifier.code == "unclear"
        else "exact"
        if total.exact
        else "approximate"
    )
    return Money(
        kind,
        total.currency,
        None if total.amount is None else int(total.amount * 100),
        total.joint_id,
    )


def _marks(it: Project, language: Language) -> tuple[str, ...]:
    """What a reader of the amount must know with it."""
    say, total = language.translations.gettext, it.total
    if not total:
        return ()
    others = {
        (a.amount, a.currency)
        for a in it.amounts
        if a.kind.code == "total"
        and a.amount is not None
        and not a.organisation
        and not any(a.purpose.values())
    }
    found = {
        say(N_("no currency stated")): total.amount is not None and not total.currency,
        say(N_("the printed figure is unclear")): total.qualifier.code == "unclear",
        say(N_("sum shared by several projects")): bool(total.joint_id),
        say(N_("other amounts are stated too")): bool(others - {(total.amount, total.currency)}),
    }
    return tuple(words for words, holds in found.items() if holds)


def organisations(register: Register, language: Language) -> Explorer:
    """Those that take part in projects or cooperation, by name; the rest of the register's bodies
    beside them.
    """
    say, lang = language.translations.gettext, language.code
    roles: dict[str, list[Code]] = {}
    led: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    for project in register.projects.values():
        leads = {p.organisation.id for p in project.partners if p.role.code == "lead"}
        led.update(leads)
        joined.update({p.organisation.id for p in project.partners} - leads)
        for partner in project.partners:
            roles.setdefault(partner.organisation.id, []).append(partner.role)
    cooperating = {p.organisation.id for c in register.cooperation.values() for p in c.participants}
    ordered = sorted(register.organisations.values(), key=lambda o: language.sort_key(o.name[lang]))
    shown = [o for o in ordered if o.id in {*roles, *cooperating}]
    rows = []
    for it in shown:
        cells = (
            Cell(it.name[lang], it.short_name),
            Cell(it.type.label[lang]),
            Cell(it.country.name[lang] if it.country else ""),
            *(
                Cell(language.number(count[it.id]) if count[it.id] else "")
                for count in (led, joined)
            ),
        )
        values = {
            "type": (it.type.code,),
            "country": (it.country.code if it.country else NOT_STATED,),
            "role": (
                *dict.fromkeys(r.code for r in roles.get(it.id, ())),
                *(("cooperation",) if it.id in cooperating else ()),
            ),
        }
        more = _more(
            cells,
            (
                *it.name.values(),
                *(n.name for n in it.other_names),
                *(number for _, number in it.numbers),
            ),
        )
        rows.append(
            Row(it.id, cells, (None, None, None, led[it.id], joined[it.id]), values, None, more)
        )
    facets = (
        _facet(
            rows,
            "type",
            say(N_("whose type is")),
            say(N_("any type")),
            (("", _code_labels((o.type for o in shown), language)),),
        ),
        _facet(
            rows,
            "country",
            say(N_("whose country is")),
            say(N_("any country")),
            (
                (
                    "",
                    _sorted(
                        {o.country.code: o.country.name[lang] for o in shown if o.country}, language
                    ),
                ),
                ("", {NOT_STATED: say(N_("country not stated"))}),
            ),
        ),
        _facet(
            rows,
            "role",
            say(N_("that appear as")),
            say(N_("any participant")),
            (
                ("", _code_labels((r for found in roles.values() for r in found), language)),
                ("", {"cooperation": say(N_("participant in cooperation without a budget"))}),
            ),
        ),
    )
    columns = (
        Column("name", say(N_("organisation")), "text"),
        Column("type", say(N_("type")), "text"),
        Column("country", say(N_("country")), "text"),
        Column("led", say(N_("leads")), "number", "num count-of"),
        Column("joined", say(N_("joins")), "number", "num count-of"),
    )
    return Explorer(
        section="organisations",
        columns=columns,
        sort="name",
        rows=tuple(rows),
        first=_fitting(rows),
        facets=facets,
        sought=say(N_("a name, an abbreviation, a number")),
        summary=Summary(_counted("organisations", len(rows), language), (), ()),
        table="organisations",
        others=tuple(o for o in ordered if o.id not in {*roles, *cooperating}),
    )


# Facets


def _facet(
    rows: Iterable[Row],
    name: str,
    before: str,
    anything: str,
    groups: Iterable[tuple[str, Mapping[str, str]]],
) -> Facet:
    """The values that rows have, each with the number of its rows.

    `groups` hold the labels of all values in their order.
    """
    counts = Counter(value for row in rows for value in row.facets[name])
    made = (
        (
            label,
            tuple(
                Option(value, words, counts[value])
                for value, words in labels.items()
                if counts[value]
            ),
        )
        for label, labels in groups
    )
    return Facet(
        name, before, anything, tuple((label, options) for label, options in made if options)
    )


def _sorted(labels: Mapping[str, str], language: Language) -> dict[str, str]:
    return dict(sorted(labels.items(), key=lambda pair: language.sort_key(pair[1])))


def _code_labels(codes: Iterable[Code], language: Language) -> dict[str, str]:
    return _sorted({it.code: it.label[language.code] for it in codes}, language)


def _programme_labels(them: Iterable[Project], language: Language) -> dict[str, str]:
    """Programmes as a tree: each stands indented under that of which it is a part."""
    used = {p.id: p for it in them for p in _line(it.programme)}

    def below(parent: str, depth: int) -> dict[str, str]:
        children = {
            p.id: p.short_name[language.code]
            for p in used.values()
            if (p.parent.id if p.parent else "") == parent
        }
        return {
            key: words
            for child, label in _sorted(children, language).items()
            for key, words in ({child: _INDENT * depth + label} | below(child, depth + 1)).items()
        }

    return below("", 0)


def _place_labels(
    places: Mapping[str, Place], language: Language
) -> tuple[tuple[str, dict[str, str]], ...]:
    """The whole of Poland first, its voivodeships, other countries.

    A project of the whole country is in no voivodeship's number, as on the pages of places.
    """
    say = language.translations.gettext

    def labels(belongs: Callable[[Place], bool]) -> dict[str, str]:
        return _sorted(
            {p.code: p.name[language.code] for p in places.values() if belongs(p)}, language
        )

    return (
        ("", {"PL": say(N_("Poland, the whole country"))}),
        (say(N_("Voivodeships")), labels(lambda p: p.kind == "voivodeship")),
        (say(N_("Abroad")), labels(lambda p: p.kind != "voivodeship" and p.code != "PL")),
    )


def _year_labels(rows: Iterable[Row]) -> dict[str, str]:
    """The years in which a project is known to have run, the latest first; one of which a single
    end is known counts in that year alone.
    """
    return {
        year: year
        for year in sorted(
            {year for row in rows for year in row.facets["year"]} - {NOT_STATED}, reverse=True
        )
    }


def _currency_labels(rows: Iterable[Row]) -> dict[str, str]:
    counts = Counter(row.money.currency for row in rows if row.money and row.money.currency)
    return {code: code for code, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))}


# What is said of rows

_COUNTED: Mapping[str, Callable[[Language, int], str]] = {
    "projects": lambda language, n: language.translations.ngettext(
        "%(num)d project", "%(num)d projects", n
    ),
    "organisations": lambda language, n: language.translations.ngettext(
        "%(num)d organisation", "%(num)d organisations", n
    ),
    "not_stated": lambda language, n: language.translations.ngettext(
        "%(num)d project with no amount given", "%(num)d projects with no amount given", n
    ),
    "approximate": lambda language, n: language.translations.ngettext(
        "%(num)d with an approximate amount", "%(num)d with approximate amounts", n
    ),
    "no_currency": lambda language, n: language.translations.ngettext(
        "%(num)d with no currency", "%(num)d with no currency", n
    ),
    "unclear": lambda language, n: language.translations.ngettext(
        "%(num)d with an unclear figure", "%(num)d with unclear figures", n
    ),
    "joint": lambda language, n: language.translations.ngettext(
        "%(num)d whose sum is shared and already counted",
        "%(num)d whose sum is shared and already counted",
        n,
    ),
}
_LEFT_OUT = (
    "not_stated",
    "approximate",
    "no_currency",
    "unclear",
    "joint",
)  # in the order in which they are said


def _counted(name: str, number: int, language: Language) -> str:
    return _COUNTED[name](language, number).replace("%(num)d", language.number(number))


def _summary(name: str, them: Totals, language: Language) -> Summary:
    left_out = {
        "not_stated": them.not_stated,
        "approximate": sum(t.approximate for t in them.by_currency),
        "no_currency": them.no_currency,
        "unclear": them.unclear,
        "joint": them.joint,
    }
    return Summary(
        _counted(name, them.projects, language),
        tuple(
            f"{language.short_money(t.amount, t.currency)} ({language.number(t.exact)})"
            for t in them.by_currency
            if t.exact
        ),
        tuple(
            _counted(reason, left_out[reason], language) for reason in _LEFT_OUT if left_out[reason]
        ),
    )


# The rows for the script


def data(it: Explorer, language: Language) -> bytes:
    """Every row as JSON, compact: a row is [id, cells, keys, values of each facet by their number
    in `facets`, money, more]; a cell is [text, note, mark …].
    """
    facets = {
        facet.name: [option.value for _, options in facet.groups for option in options]
        for facet in it.facets
    }
    numbers = {
        name: {value: n for n, value in enumerate(values)} for name, values in facets.items()
    }
    found = {
        "sort": it.sort,
        "columns": [
            [column.name, column.kind, column.style, column.label] for column in it.columns
        ],
        "facets": facets,
        "words": _words(it, language),
    }
    head = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    rows = ",\n".join(
        json.dumps(_row(row, numbers, language), ensure_ascii=False, separators=(",", ":"))
        for row in it.rows
    )
    return f'{head[:-1]},"rows":[\n{rows}\n]}}\n'.encode()


def _words(it: Explorer, language: Language) -> dict[str, object]:
    """What the script says: counted phrases in every plural form, and the words of large numbers."""
    names = (it.section, *_LEFT_OUT) if it.with_money else (it.section,)
    millions = [
        language.short_money(Decimal(10) ** power, "").split("\u00a0")[1] for power in (6, 9)
    ]
    return {
        "counted": {
            name: {
                category: typeset(_COUNTED[name](language, n), language.code)
                for category, n in _CATEGORIES.items()
            }
            for name in names
        },
        "left_out": list(_LEFT_OUT) if it.with_money else [],
        "of": it.section,
        "millions": millions,
        "locale": str(language.locale).replace("_", "-"),
    }


def _row(row: Row, numbers: Mapping[str, Mapping[str, int]], language: Language) -> list[object]:
    def text(words: str) -> str:
        return typeset(words, language.code)

    cells = [
        (
            [text(part) for part in (cell.text, cell.note, *cell.marks)]
            if cell.note or cell.marks
            else text(cell.text)
        )
        for cell in row.cells
    ]
    money = (
        [row.money.kind, row.money.currency, row.money.cents, row.money.joint]
        if row.money
        else None
    )
    return [
        row.id,
        cells,
        row.keys,
        [[numbers[name][value] for value in row.facets[name]] for name in numbers],
        money,
        row.more,
    ]


def _fitting(rows: Iterable[Row]) -> int:
    """How many rows fit the page."""
    size = count = 0
    for row in rows:
        size += (
            _ROW_MARKUP
            + len(row.id.encode())
            + sum(
                len(part.encode())
                for cell in row.cells
                for part in (cell.text, cell.note, *cell.marks)
            )
        )
        if size > _PAGE_BUDGET:
            return count
        count += 1
    return count
