"""Spoil clean tables by chance, with a seed: cut, double, shift, swap, type over, re-encode. Each
mutant must be refused by the check or listed by the report on the change.

    python tests/stress/mutants.py                              20,000 mutants
    python tests/stress/mutants.py --count 1000 --first 20000   others

Prints what became of them; exits 1 if one was accepted without a word, ended in a traceback or took
too long.
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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from datasite.checks.catalog_checks import load_catalog

# As pytest does: the commands and the helpers of the tests can be imported.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))


from datasite import command_line
from datasite.checks import catalog_checks
from datasite.problems import FAULT, Problem, TimeLimitError
from datasite.review.report.sections import build_change_report
from datasite.review.states import DataState, DataStates
from datasite.tables.catalog import Catalog

SECONDS = 2.0  # of the processor that one mutant may take
Rows = list[list[str]]
Mutate = Callable[[bytes, random.Random], bytes]


def rows_of(content: bytes) -> Rows:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def written(rows: Rows) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _on_rows(change: Callable[[Rows, random.Random], None]) -> Mutate:
    """A mutation of the parsed rows; the header is row 0 and a table has at least one more."""

    def mutate(content: bytes, chance: random.Random) -> bytes:
        rows = rows_of(content)
        change(rows, chance)
        return written(rows)

    return mutate


def _row(rows: Rows, chance: random.Random) -> int:
    return chance.randrange(1, len(rows))


def _remove_rows(rows: Rows, chance: random.Random) -> None:
    at = _row(rows, chance)
    del rows[at : at + chance.choice((1, 1, 2, 5))]


def _double_row(rows: Rows, chance: random.Random) -> None:
    rows.insert(_row(rows, chance), list(rows[_row(rows, chance)]))


def _swap_cells(rows: Rows, chance: random.Random) -> None:
    row = rows[_row(rows, chance)]
    left, right = chance.randrange(len(row)), chance.randrange(len(row))
    row[left], row[right] = row[right], row[left]


def _swap_between_rows(rows: Rows, chance: random.Random) -> None:
    left, right, column = _row(rows, chance), _row(rows, chance), chance.randrange(len(rows[0]))
    rows[left][column], rows[right][column] = rows[right][column], rows[left][column]


def _shift_row(rows: Rows, chance: random.Random) -> None:
    row = rows[_row(rows, chance)]
    at = chance.randrange(len(row))
    row.insert(at, "")
    row.pop()


def _shift_column(rows: Rows, chance: random.Random) -> None:
    """As a spreadsheet does when one cell is deleted and those below move up."""
    column, at = chance.randrange(len(rows[0])), _row(rows, chance)
    for row, below in zip(rows[at:], rows[at + 1 :], strict=False):
        row[column] = below[column]
    rows[-1][column] = ""


def _blank_cell(rows: Rows, chance: random.Random) -> None:
    rows[_row(rows, chance)][chance.randrange(len(rows[0]))] = ""


def _sort_one_column(rows: Rows, chance: random.Random) -> None:
    column = chance.randrange(len(rows[0]))
    for row, value in zip(rows[1:], sorted(row[column] for row in rows[1:]), strict=True):
        row[column] = value


def _change_digit(rows: Rows, chance: random.Random) -> None:
    cells = [
        (at, column)
        for at, row in enumerate(rows[1:], 1)
        for column, cell in enumerate(row)
        if any(c.isdigit() for c in cell)
    ]
    if cells:
        at, column = chance.choice(cells)
        text = rows[at][column]
        place = chance.choice([i for i, c in enumerate(text) if c.isdigit()])
        rows[at][column] = text[:place] + chance.choice("0123456789") + text[place + 1 :]


def _type_over(rows: Rows, chance: random.Random) -> None:
    row, column = rows[_row(rows, chance)], chance.randrange(len(rows[0]))
    at = chance.randrange(len(row[column]) + 1)
    row[column] = (
        row[column][:at]
        + chance.choice(("x", " ", "0", ",", '"', "\n", "ł", "\u00a0", "\u200b", "=", ";", "о", "́"))
        + row[column][at + chance.choice((0, 1)) :]
    )


def _swap_columns(rows: Rows, chance: random.Random) -> None:
    left, right = chance.randrange(len(rows[0])), chance.randrange(len(rows[0]))
    for row in rows[chance.choice((0, 1)) :]:
        row[left], row[right] = row[right], row[left]


def _shuffle(rows: Rows, chance: random.Random) -> None:
    body = rows[1:]
    chance.shuffle(body)
    rows[1:] = body


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _cut_at_a_line(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[: chance.randrange(1, len(lines))])


def _flip_byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _delete_bytes(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + content[at + chance.choice((1, 1, 2, 10)) :]


def _insert_byte(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return (
        content[:at]
        + chance.choice((b",", b'"', b"\n", b"\r", b"\x00", b";", b" ", b"\xb3"))
        + content[at:]
    )


def _encode_anew(content: bytes, chance: random.Random) -> bytes:
    return content.decode().encode(
        chance.choice(("cp1250", "iso8859-2", "cp1252", "utf-16", "utf-8-sig")), "replace"
    )


def _misread(content: bytes, chance: random.Random) -> bytes:
    return content.decode(chance.choice(("cp1250", "cp1252")), "replace").encode()


def _other_separator(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b",", chance.choice((b";", b"\t", b"|")))


def _quote_differently(content: bytes, chance: random.Random) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows_of(content))
    return text.getvalue().encode()


MUTATIONS: Mapping[str, Mutate] = {
    **{
        change.__name__.strip("_"): _on_rows(change)
        for change in (
            _remove_rows,
            _double_row,
            _swap_cells,
            _swap_between_rows,
            _shift_row,
            _shift_column,
            _blank_cell,
            _sort_one_column,
            _change_digit,
            _type_over,
            _swap_columns,
            _shuffle,
        )
    },
    **{
        change.__name__.strip("_"): change
        for change in (
            _cut,
            _cut_at_a_line,
            _flip_byte,
            _delete_bytes,
            _insert_byte,
            _encode_anew,
            _misread,
            _other_separator,
            _quote_differently,
        )
    },
}
ENDS = (
    "refused",
    "listed",
    "unchanged",
    "silent",
    "traceback",
    "hang",
)  # what becomes of a mutant; the last three must not be


@dataclass(frozen=True)
class Mutant:
    """One spoiled table and its result."""

    seed: int
    mutation: str
    dataset: str
    end: str
    seconds: float
    trace: str = ""


class Bench:
    """The clean register, in which one table at a time is exchanged for a mutant."""

    def __init__(self, root: Path) -> None:
        self.clean = load_catalog(root)
        self.contents = {
            name: (root / f"datasets/{name}/{name}.csv").read_bytes()
            for name, table in self.clean.tables.items()
            if table.rows
        }

    def run(self, seed: int) -> Mutant:
        """The mutant of a seed; the same seed gives the same one."""
        chance = random.Random(seed)
        dataset, mutation = chance.choice(sorted(self.contents)), chance.choice(sorted(MUTATIONS))
        content = MUTATIONS[mutation](self.contents[dataset], chance)
        begun = time.process_time()
        try:
            with command_line.file_time_limit(SECONDS):
                end, trace = self._end(dataset, content), ""
        except TimeLimitError:
            end, trace = "hang", ""
        except Exception:
            end, trace = "traceback", traceback.format_exc()
        return Mutant(seed, mutation, dataset, end, time.process_time() - begun, trace)

    def _end(self, dataset: str, content: bytes) -> str:
        problems, mutated = self.judged(dataset, content)
        if any(problem.rule == FAULT for problem in problems):
            return "traceback"
        if problems:
            return "refused"
        states = DataStates(DataState(self.clean, None), DataState(mutated, None))
        if any(not section.aside for section in build_change_report(states).sections):
            return "listed"
        return (
            "unchanged"
            if sorted(rows_of(content)) == sorted(rows_of(self.contents[dataset]))
            else "silent"
        )

    def judged(self, dataset: str, content: bytes) -> tuple[Sequence[Problem], Catalog]:
        checked = catalog_checks.check_table(
            self.clean.datasets[dataset], f"datasets/{dataset}/{dataset}.csv", content
        )
        if checked.table is None or checked.problems:
            return checked.problems, self.clean
        mutated = Catalog(self.clean.datasets, {**self.clean.tables, dataset: checked.table})
        return catalog_checks.check_between_tables(mutated), mutated


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument(
        "--first", type=int, default=0, help="the first seed; the others follow it"
    )
    asked = options.parse_args()
    from mini_site import compose  # noqa: PLC0415  # pytest's own file, needed by the command alone

    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(compose(Path(folder)))
        ends: Counter[str] = Counter()
        by_mutation: Counter[tuple[str, str]] = Counter()
        slowest = 0.0
        for seed in range(asked.first, asked.first + asked.count):
            mutant = bench.run(seed)
            ends[mutant.end] += 1
            by_mutation[mutant.mutation, mutant.end] += 1
            slowest = max(slowest, mutant.seconds)
            if mutant.end in ENDS[3:]:
                print(mutant, flush=True)
    for mutation in sorted(MUTATIONS):
        print(
            f"  {mutation:20} "
            + "  ".join(f"{end} {by_mutation[mutation, end]:5}" for end in ENDS[:3])
        )
    print(
        f"{asked.count} mutants from seed {asked.first}: "
        + ", ".join(f"{ends[end]} {end}" for end in ENDS)
        + f"; the slowest took {slowest:.2f} s"
    )
    return 1 if any(ends[end] for end in ENDS[3:]) else 0


if __name__ == "__main__":
    sys.exit(main())
