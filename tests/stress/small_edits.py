"""Make small edits to the miniature register, with a seed: a cell gets another plausible or an odd
value, a row comes, goes or changes places, a title becomes that of another record, or a text of
content/ changes (text_edits.py). What the check accepts must be built: the plan is made, every page
is rendered, and the lint finds nothing.

    python tests/stress/small_edits.py                            1,000 edits
    python tests/stress/small_edits.py --count 100 --first 5000   others

An edit that the check refuses is undone. Those that it accepts gather in one register, and a site
is made of each few of them. If that fails, they are made again one by one, and the first that
cannot be built is printed. Exits 1 then.
"""

import argparse
import csv
import io
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

# As pytest does: the commands and the helpers of the tests can be imported.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import built_sites
import pelican_runs
import text_edits

import check
from datasite import problems
from datasite.checks.catalog_checks import check_between_tables, check_table, load_catalog
from datasite.content import prose
from datasite.content.folder_checks import late_news
from datasite.delivery import lint
from datasite.model.builder import build_register
from datasite.problems import Problem, ProblemsError
from datasite.publication.release import late_days, read_release
from datasite.site.plan import plan_site
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, Field

MOST_TOGETHER = 20  # accepted edits of which one site is made
Rows = list[list[str]]  # of a table, the header first
Tables = dict[str, Rows]
Change = Callable[["Register", random.Random], None]  # of some tables in place

# Values that somebody may write, of which templates, formats or programs may stumble.
ODD_WORDS = (
    *("None", "NaN", "nan", "null", "undefined", "true", "0", "06", "1e5", "-", "Ω", "№ 5", "C"),
    *("%(x)s", "100% & więcej", "a < b > c", "\"x\" 'y' „z”", "{x}", "x" * 300, "projects"),
    *("Projekty", "Projects", "Kto z kim za ile", "Who, with whom, for how much", "Szukaj"),
    *("Міністерство юстиції", "Łódź–Gdańsk", "a_b", "a b", "10 Brygada", "total", "Suma", "\\N{x}"),
)
ODD_VALUES: Mapping[str, Sequence[str]] = {
    "slug": ("content", "s1", "cite", "index", "null", "a", "x" * 80, "embed", "total", "0"),
    "edtf": ("1900", "2100-12-31", "2024-02-29", "2021-04", "0202", "9999", "2000-01-01"),
    "uri": (
        "https://a.example/%C5%82?a=1&b=%20#x:~:text=y",
        "http://a.example",
        "https://przyklad.example/" + "x" * 3000,
        f"{built_sites.SITE_URL}.org/x",
        "https://żółw.example/ścieżka",
        "https://a.example/(x);y,z'!*",
        "https://0x7f.1/",
    ),
    "money": ("0", "0.05", "1", "999999999999999", "9999999999999.99", "12345678901234567", "-5"),
    "percent": ("0", "100", "66.6667", "66.66667", "0.0001"),
    "integer": ("100", "599", "99", "2_00", "99999999999999999999", "200"),
    "boolean": ("true", "false", "tak"),
    "default": ODD_WORDS,
}
PRINTED = (  # an amount, its currency and how a source prints it
    ("0", "PLN", "0 zł"),
    ("0.05", "PLN", "0,05 zł"),
    ("999999999999999", "EUR", "EUR 999 999 999 999 999"),
    ("9999999999999.99", "CHF", "9 999 999 999 999,99 CHF"),
    ("500", "PLN", "−500 zł"),
    ("999960000", "EUR", "999 960 000 euros"),
    ("1", "", "1"),
    ("250000", "", "C$ 250,000"),
    ("1234567.89", "PLN", "1 234 567 zł 89 gr"),
    ("1600000", "EUR", "blisko 1,6 mln EUR"),
)


class Register:
    """The tables of the miniature as rows of cells, and its texts: an edit changes them."""

    def __init__(
        self, catalog: Catalog, contents: Mapping[str, bytes], texts: Mapping[str, str]
    ) -> None:
        self.catalog = catalog
        self.texts = dict(texts)
        self.tables: Tables = {
            name: list(csv.reader(io.StringIO(content.decode(), newline="")))
            for name, content in contents.items()
        }

    def copy(self) -> "Register":
        """The same rows, to be changed."""
        copied = Register(self.catalog, {}, self.texts)
        copied.tables = {name: [list(row) for row in rows] for name, rows in self.tables.items()}
        return copied

    def differing(self, other: "Register") -> list[str]:
        """The names of the tables that differ from those of another state."""
        return [name for name, rows in self.tables.items() if rows != other.tables[name]]

    def differing_texts(self, other: "Register") -> list[str]:
        """The paths of the texts that differ from those of another state."""
        paths = sorted({*self.texts, *other.texts})
        return [path for path in paths if self.texts.get(path) != other.texts.get(path)]

    def content(self, name: str) -> bytes:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(self.tables[name])
        return text.getvalue().encode()

    def any_table(self, chance: random.Random) -> tuple[Dataset, Rows]:
        """A table that has rows; codelists less often than others."""
        names = [name for name, rows in self.tables.items() if len(rows) > 1]
        weights = [1 if self.catalog.datasets[n].group == "codelist" else 6 for n in names]
        (name,) = chance.choices(names, weights)
        return self.catalog.datasets[name], self.tables[name]


def keys_of(catalog: Catalog) -> Mapping[str, Set[str]]:
    return {name: rows.keys() for name, rows in catalog.by_key.items()}


def _row(rows: Rows, chance: random.Random) -> list[str]:
    return rows[chance.randrange(1, len(rows))]


def _field(dataset: Dataset, chance: random.Random) -> tuple[int, Field]:
    column = chance.randrange(len(dataset.fields))
    return column, dataset.fields[column]


def value_of_another_row(register: Register, chance: random.Random) -> None:
    dataset, rows = register.any_table(chance)
    column, _ = _field(dataset, chance)
    _row(rows, chance)[column] = _row(rows, chance)[column]


def odd_value(register: Register, chance: random.Random) -> None:
    dataset, rows = register.any_table(chance)
    column, its = _field(dataset, chance)
    kind = its.format if its.format != "default" else its.type
    _row(rows, chance)[column] = chance.choice(ODD_VALUES.get(kind, ODD_WORDS))


def blank_cell(register: Register, chance: random.Random) -> None:
    dataset, rows = register.any_table(chance)
    column, _ = _field(dataset, chance)
    _row(rows, chance)[column] = ""


def swapped_cells(register: Register, chance: random.Random) -> None:
    dataset, rows = register.any_table(chance)
    column, _ = _field(dataset, chance)
    one, other = _row(rows, chance), _row(rows, chance)
    one[column], other[column] = other[column], one[column]


def removed_row(register: Register, chance: random.Random) -> None:
    _, rows = register.any_table(chance)
    del rows[chance.randrange(1, len(rows))]


def swapped_rows(register: Register, chance: random.Random) -> None:
    _, rows = register.any_table(chance)
    one, other = (chance.randrange(1, len(rows)) for _ in range(2))
    rows[one], rows[other] = rows[other], rows[one]


def copied_row(register: Register, chance: random.Random) -> None:
    """A row once more, with another key; what belongs to the record is copied too, so that a
    project has its partners.
    """
    dataset, rows = register.any_table(chance)
    old = _row(rows, chance)
    key = dataset.header.index(dataset.primary_key[0])
    new = f"{old[key]}-{chance.choice(('2', 'kopia', 'x'))}"
    for name, others in register.tables.items():
        its = register.catalog.datasets[name]
        columns = [
            its.header.index(k.field) for k in its.foreign_keys if k.dataset == dataset.name
        ] + [i for i, n in enumerate(its.header) if n in ("record", "budget_id") and its != dataset]
        for row in list(others[1:]) if its.group == "links" and its != dataset else ():
            if any(row[c] == old[key] for c in columns):
                others.append([new if c == old[key] else c for c in row])
                if "budget_id" in its.header:
                    others[-1][0] = f"{new}-{len(others)}"
    rows.append([new if column == key else cell for column, cell in enumerate(old)])


def same_name(register: Register, chance: random.Random) -> None:
    """The name of a record becomes that of another, in one language or in each."""
    names = [n for n, d in register.catalog.datasets.items() if {"title", "name"} & {*d.paired()}]
    dataset = register.catalog.datasets[chance.choice(names)]
    rows = register.tables[dataset.name]
    one, other = _row(rows, chance), _row(rows, chance)
    stem = next(stem for stem in dataset.paired() if stem in ("title", "name"))
    columns = [i for i, n in enumerate(dataset.header) if n in (f"{stem}_pl", f"{stem}_en")]
    for column in chance.choice((columns, columns[:1], columns[1:])):
        one[column] = other[column]


def odd_identifier(register: Register, chance: random.Random) -> None:
    """A record with another identifier, wherever it is named."""
    _, rows = register.any_table(chance)
    old = _row(rows, chance)[0]
    new = chance.choice(ODD_VALUES["slug"])
    for others in register.tables.values():
        for row in others[1:]:
            row[:] = [new if cell == old else cell for cell in row]


def other_amount(register: Register, chance: random.Random) -> None:
    rows = register.tables["budgets"]
    row = _row(rows, chance)
    for name, value in zip(
        ("amount", "currency", "as_printed"), chance.choice(PRINTED), strict=True
    ):
        row[rows[0].index(name)] = value
    row[rows[0].index("qualifier")] = chance.choice(("exact", "nearly", "about", "unclear"))


def changed_text(register: Register, chance: random.Random) -> None:
    if register.texts:
        chance.choice(text_edits.EDITS)(register.texts, chance)


EDITS: Sequence[Change] = (
    value_of_another_row,
    odd_value,
    odd_value,
    blank_cell,
    swapped_cells,
    removed_row,
    swapped_rows,
    copied_row,
    same_name,
    odd_identifier,
    other_amount,
    *(changed_text,) * 6,
)


@dataclass(frozen=True)
class Edit:
    """An edit by its seed, whether the check accepts it, and why no site can be made of it."""

    seed: int
    name: str
    is_accepted: bool = False
    failure: str = ""


class Bench:
    """A copy of the miniature that is edited, checked and built in this process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.start, self.release = load_catalog(root), read_release(root)
        self.contents = {name: self._path(name).read_bytes() for name in self.start.tables}
        self.texts = {
            file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
            for file in root.glob("content/*/*.md")
        }
        self.register = Register(self.start, self.contents, self.texts)
        self.accepted: list[Edit] = []

    def _path(self, name: str) -> Path:
        return self.root / self.start.datasets[name].path

    def apply(self, seed: int) -> Edit:
        """Make the edit of a seed; it is undone where the check refuses it."""
        chance = random.Random(seed)
        change = chance.choice(EDITS)
        edited = self.register.copy()
        change(edited, chance)
        changed = edited.differing(self.register)
        texts = edited.differing_texts(self.register)
        edit = Edit(seed, f"{change.__name__} in {', '.join((*changed, *texts))}")
        found = list(self._problems(edited, changed))
        if faults := [p.english for p in found if p.rule == problems.FAULT]:
            return replace(edit, failure=faults[0])
        if (changed or texts) and not found:
            self.register = edited
            self.accepted.append(edit)
        return edit

    def _problems(self, edited: Register, changed: Iterable[str]) -> Iterator[Problem]:
        """The problems of the data, and where keys changed also those of the texts, which name
        records.
        """
        tables = dict(self.register.catalog.tables)
        for name in changed:
            dataset = self.start.datasets[name]
            checked = check_table(dataset, dataset.path, edited.content(name))
            yield from checked.problems
            if checked.problems or not checked.table:
                return
            tables[name] = checked.table
        edited.catalog = Catalog(self.start.datasets, tables)
        found = check_between_tables(edited.catalog) or late_days(edited.catalog, self.release)
        yield from found
        if not found and keys_of(edited.catalog) != keys_of(self.register.catalog):
            self._write(edited)
            yield from check.find_problems(self.root)
        elif (
            edited.texts != self.register.texts
        ):  # the same, but that the tables are not read again
            self._write(edited)
            yield from prose.check_texts(self.root, build_register(edited.catalog))
            yield from late_news(self.root, self.release)

    def _write(self, register: Register) -> None:
        for name in self.contents:
            self._path(name).write_bytes(register.content(name))
        for file in self.root.glob("content/*/*.md"):
            file.unlink()
        for path, text in register.texts.items():
            (self.root / path).write_text(text, encoding="utf-8")

    def failure(self) -> str:
        """Why no site can be made of the present register; blank where one is."""
        self._write(self.register)
        with tempfile.TemporaryDirectory() as folder:
            try:
                plan = plan_site(self.root, built_sites.SITE_URL)
                pelican_runs.write(plan, self.root / "theme", Path(folder))
                pages = [page.file for page in plan.pages]
                found = lint.check_site(Path(folder), pages, plan.site_url)
            except ProblemsError as error:
                found = error.problems
            except Exception:
                return traceback.format_exc()
        return "\n".join(problem.english for problem in found[:5])

    def reset(self) -> None:
        """Forget all edits."""
        self.register, self.accepted = Register(self.start, self.contents, self.texts), []

    def culprits(self) -> Iterator[Edit]:
        """The accepted edits that cannot be built, each tried on top of those that can."""
        edits = self.accepted
        self.reset()
        for edit in edits:
            before = self.register
            self.apply(edit.seed)
            if self.register is not before and (failure := self.failure()):
                yield replace(edit, failure=failure)
                self.register = before

    def run(self, seeds: Iterable[int]) -> Iterator[Edit]:
        """What becomes of the edit of each seed, and in the end those that cannot be built; a site
        is made of each few that are accepted.
        """
        for seed in seeds:
            count = len(self.accepted)
            edit = self.apply(seed)
            yield replace(edit, is_accepted=len(self.accepted) > count)
            if len(self.accepted) >= MOST_TOGETHER:
                yield from self.finish()
        yield from self.finish()

    def finish(self) -> Iterator[Edit]:
        """Make a site of the accepted edits, and yield those that cannot be built."""
        if self.accepted and self.failure():
            yield from self.culprits()
        self.reset()


def told(edits: Sequence[Edit], seconds: float) -> str:
    """The edits in numbers, and each that cannot be built."""
    accepted = Counter(edit.name.partition(" ")[0] for edit in edits if edit.is_accepted)
    failed = [edit for edit in edits if edit.failure]
    tried = [edit.seed for edit in edits if not edit.failure]
    return "\n".join(
        (
            *(f"seed {edit.seed}: {edit.name}\n{edit.failure}" for edit in failed),
            "accepted: " + ", ".join(f"{name} {count}" for name, count in sorted(accepted.items())),
            f"{len(tried)} small edits, seeds {min(tried)} to {max(tried)}, in {seconds:.0f} s:"
            f" {accepted.total()} accepted, {len(failed)} of them cannot be built",
        )
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--count", type=int, default=1_000)
    options.add_argument("--first", type=int, default=0, help="the first seed; others follow it")
    asked = options.parse_args()
    from mini_site import compose  # noqa: PLC0415  # pytest's own file, needed by the command alone

    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        edits = list(
            Bench(compose(Path(folder))).run(range(asked.first, asked.first + asked.count))
        )
        print(told(edits, time.monotonic() - begun))
    failed = any(edit.failure for edit in edits)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
