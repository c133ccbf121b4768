"""Registers of any size, made from the real one by seed: its rows, repeated under ids, names,
numbers and addresses of their own, so that the result passes our own check.

Every table that is no code list is repeated, so a register of ten times as many projects has ten
times as many organisations, programmes, sources and amounts. The last copy has only as many
projects as are still missing, drawn by the seed, and what belongs to them.
"""

import csv
import io
import random
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from stdnum.pl import nip, regon

from datasite.checks.descriptions import read_descriptions
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row, Table

ROOT = Path(__file__).resolve().parents[2]
MINIMUM = re.compile(r"^(rows: \{min: )\d+", re.MULTILINE)
NAMES = ("title", "name")  # stems of the columns by which two records are told apart
NUMBERS = ("nip", "regon", "krs", "wikidata")

Cells = dict[str, str]
Tables = Mapping[str, list[Cells]]


@dataclass(frozen=True)
class _Real:
    """The descriptions and rows of the real register; `repeated` are the datasets to repeat."""

    datasets: Mapping[str, Dataset]
    rows: Tables

    @property
    def repeated(self) -> set[str]:
        return {name for name, each in self.datasets.items() if each.group != "codelist"} - {
            "glossary"
        }

    def target(self, dataset: str, field: str) -> str:
        """The repeated dataset to whose records a field points, or of which it is the id."""
        description = self.datasets[dataset]
        if description.primary_key == (field,):
            return dataset if dataset in self.repeated else ""
        to = description.target(field) or ""
        return to if to in self.repeated else ""

    def key(self, dataset: str, row: Cells) -> str:
        return KEY_SEPARATOR.join(row[name] for name in self.datasets[dataset].primary_key)


def compose(target: Path, projects: int, seed: int = 0) -> Path:
    """Make a root in `target` with a register of so many projects, the real pages of text, and
    the real theme and settings.
    """
    real = _read()
    size = len(real.rows["projects"])
    copies, rest = divmod(projects, size)
    tables: dict[str, list[Cells]] = {name: list(real.rows[name]) for name in real.rows}
    if not copies:
        tables = _part(real, _chosen(real, rest, seed), glossary=True)
    whole = _part(real, {row["project_id"] for row in real.rows["projects"]})
    for copy in range(1, copies):
        _add(tables, real, whole, copy)
    if copies and rest:
        _add(tables, real, _part(real, _chosen(real, rest, seed)), copies)
    _write(target, real, tables)
    return target


def _read() -> _Real:
    datasets, problems = read_descriptions(ROOT)
    assert not problems
    rows = {}
    for name in datasets:
        text = (ROOT / "datasets" / name / f"{name}.csv").read_text(encoding="utf-8")
        rows[name] = list(csv.DictReader(io.StringIO(text)))
    return _Real(datasets, rows)


def _chosen(real: _Real, number: int, seed: int) -> set[str]:
    """The ids of so many projects, drawn by the seed."""
    ids = [row["project_id"] for row in real.rows["projects"]]
    return set(random.Random(seed).sample(ids, number))


def _part(real: _Real, projects: set[str], *, glossary: bool = False) -> dict[str, list[Cells]]:
    """The rows of some projects and what they rest on, with or without the glossary. What nothing
    uses any more is left out.
    """
    rows = {name: list(table) for name, table in real.rows.items()}
    rows["projects"] = [row for row in rows["projects"] if row["project_id"] in projects]
    rows["glossary"] = rows["glossary"] if glossary else []
    before = -1
    while before != (before := sum(map(len, rows.values()))):
        kept = {name: {real.key(name, row) for row in rows[name]} for name in rows}
        rows = {
            name: [
                _without_lost(real, name, row, kept)
                for row in rows[name]
                if _may_stay(real, name, row, kept)
            ]
            for name in rows
        }
        tables = {
            name: Table(name, dataset.header, tuple(Row(row, {}) for row in rows[name]))
            for name, dataset in real.datasets.items()
        }
        for name, used in Catalog(real.datasets, tables).reached.items():
            rows[name] = [row for row in rows[name] if real.key(name, row) in used]
    rows["budgets"] = _without_lonely_joint_sums(rows["budgets"])
    return rows


def _without_lonely_joint_sums(budgets: list[Cells]) -> list[Cells]:
    """A sum of several projects is one of its own where only one of them is there."""
    sharing = Counter(joint for joint, _ in {(b["joint_id"], b["project_id"]) for b in budgets})
    return [
        {**row, "joint_id": row["joint_id"] if sharing[row["joint_id"]] > 1 else ""}
        for row in budgets
    ]


def _may_stay(real: _Real, name: str, row: Cells, kept: Mapping[str, set[str]]) -> bool:
    """Whether everything is there to which a row must point."""
    if name in real.repeated and {"dataset", "record"} <= row.keys():
        said = real.target(row["dataset"], row["field"]) if "field" in row else ""
        return (
            name != "corrections"
            and row["record"] in kept[row["dataset"]]
            and (not said or not row.get("value") or row["value"] in kept[said])
        )
    optional = {field.name for field in real.datasets[name].fields if not field.required}
    parts = {"project_id", "cooperation_id", "budget_id"}
    return all(
        not row[field] or row[field] in kept[target]
        for field in row
        if (target := real.target(name, field)) and (field not in optional or field in parts)
    )


def _without_lost(real: _Real, name: str, row: Cells, kept: Mapping[str, set[str]]) -> Cells:
    """The row without the optional ids of records that are not there."""
    return {
        field: ""
        if (target := real.target(name, field)) and value and value not in kept[target]
        else value
        for field, value in row.items()
    }


def _add(tables: dict[str, list[Cells]], real: _Real, rows: Tables, copy: int) -> None:
    for name in sorted(real.repeated):
        if name != "withdrawn":  # one record is withdrawn once
            tables[name] += [_copied(real, name, row, copy) for row in rows[name]]


def _copied(real: _Real, name: str, row: Cells, copy: int) -> Cells:
    """The row of a copy: the same facts of a record of its own."""
    new = {field: _value(real, name, row, field, copy) for field in row}
    if {"dataset", "record"} <= row.keys() and row["dataset"] in real.repeated:
        about = row["dataset"]
        key = zip(real.datasets[about].primary_key, row["record"].split(KEY_SEPARATOR), strict=True)
        new["record"] = KEY_SEPARATOR.join(_of_copy(real, about, f, v, copy) for f, v in key)
        for said in {"value", "was", "is"} & row.keys():
            new[said] = _of_copy(real, about, row["field"], row[said], copy)
    return new


def _value(real: _Real, name: str, row: Cells, field: str, copy: int) -> str:
    if name == "identifiers" and field == "value":
        return row[field] if row["scheme"] == "call" else f"{row[field]}/{copy}"
    return _of_copy(real, name, field, row[field], copy)


def _of_copy(real: _Real, name: str, field: str, value: str, copy: int) -> str:
    """The value of a column in a copy of its record."""
    if not value:
        return value
    if real.target(name, field) or field == "joint_id":
        return f"{value}-x{copy}"
    if name == "projects" and field == "reference_number":
        return f"{value}/{copy}"
    if name == "sources" and field == "url":
        return f"{value}{'&' if '?' in value else '?'}copy={copy}"
    if name == "organisations" and field in NUMBERS:
        return _number(field, value, copy)
    stem, _, last = field.rpartition("_")
    if stem in NAMES and last in ("pl", "en"):
        return f"{value} ({copy})"
    return value


def _number(register: str, value: str, copy: int) -> str:
    """Another number of a public register, made from a real one, with its check digit."""
    if register == "wikidata":
        return f"{value}{copy:03}"
    if register == "krs":
        return f"{(int(value) + 100_000_007 * copy) % 10**10:010}"
    first = (int(value[:-1]) + 1_000_003 * copy) % 10 ** (len(value) - 1)
    while True:
        digits = f"{first:0{len(value) - 1}}"
        check = (nip if register == "nip" else regon).calc_check_digit(digits)
        if len(check) == 1 and check.isdigit():
            return digits + check
        first += 1


def _write(target: Path, real: _Real, tables: Tables) -> None:
    for name, dataset in real.datasets.items():
        folder = target / "datasets" / name
        folder.mkdir(parents=True)
        text = (ROOT / "datasets" / name / "dataset.yaml").read_text(encoding="utf-8")
        (folder / "dataset.yaml").write_text(MINIMUM.sub(r"\g<1>0", text), encoding="utf-8")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, dataset.header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables[name])
    for file in ("codelist.yaml", "release.yaml"):
        shutil.copy(ROOT / "datasets" / file, target / "datasets")
    exceptions = yaml.safe_load((ROOT / "datasets" / "privacy.yaml").read_text(encoding="utf-8"))
    needed = [
        entry
        for entry in exceptions["exceptions"]
        if entry["text"] in (target / entry["file"]).read_text(encoding="utf-8")
    ]
    (target / "datasets" / "privacy.yaml").write_text(
        yaml.safe_dump({"exceptions": needed}, allow_unicode=True), encoding="utf-8"
    )
    # News tell of the real register, and what they say of it is checked.
    shutil.copytree(ROOT / "content" / "pages", target / "content" / "pages")
    shutil.copytree(ROOT / "theme", target / "theme", ignore=_cards_of_projects)
    shutil.copy(ROOT / "pelicanconf.py", target)
    (target / "scripts").symlink_to(ROOT / "scripts")


def _cards_of_projects(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "projects" and Path(folder).name == "cards"]


def row_count(root: Path) -> int:
    """How many rows all tables of a root have."""
    return sum(
        max(0, sum(1 for _ in csv.reader(file.open(encoding="utf-8", newline=""))) - 1)
        for file in (root / "datasets").glob("*/*.csv")
    )
