"""Records that people add at the same time: each on a branch of its own, in a git repository with
the miniature data.
"""

import os
import random
import string
import subprocess
from bisect import bisect
from collections.abc import Iterable, Mapping
from pathlib import Path

from edits import Rows, rows_of, table

from datasite.tables.descriptor import Dataset
from datasite.tables.repairs.canonical_form import canonical_bytes

Record = Mapping[str, Rows]  # the rows of each table that a record has
SURROUNDINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{who}_{what}": "x@example"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


def git(root: Path, *arguments: str) -> bool:
    """Run git, and return whether it succeeded."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=root,
        env=os.environ | SURROUNDINGS,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode == 0


def start_repository(root: Path) -> None:
    """Make a repository of the tables of a root, with their state on the branch main."""
    assert git(root, "init", "--quiet", "--initial-branch", "main")
    assert git(root, "add", "datasets")
    assert git(root, "commit", "--quiet", "--message", "main")


def commit_branch(root: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Commit new bytes of tables, by the name of the table, on a new branch that starts at main."""
    assert git(root, "checkout", "--quiet", "--force", "-B", name, "main")
    for dataset, content in files.items():
        table(root, dataset).write_bytes(content)
    assert git(root, "commit", "--quiet", "--all", "--message", name)


def merge_branch(root: Path, name: str) -> bool:
    """Merge a branch into the present one, and return whether git found no conflict."""
    return git(root, "merge", "--quiet", "--no-edit", name)


def invent_record(chance: random.Random) -> Record:
    """The rows of a project that the check accepts, each with the cells that are not blank."""
    word = "".join(chance.choices(string.ascii_lowercase, k=6))
    project, source, title = f"{word}-razem", f"{word}-strona", word.capitalize()
    foundation = chance.choice(["", f"{word}-fundacja"])
    organisations, partners = Rows(), [_partner(project, "urzad-przykladowy", "lead", source)]
    budgets = [_amount(project, "", "total", chance.randrange(500, 1000), source)]
    if chance.random() < 0.5:
        budgets.append(_amount(project, "", "eu_grant", chance.randrange(200, 500), source))
    if foundation:
        organisations.append(
            {
                "organisation_id": foundation,
                "name_pl": f"Fundacja {title}",
                "name_en": f"{title} Foundation",
                "name_en_origin": "editorial",
                "type": "ngo",
                "country": "PL",
                "source_id": source,
            }
        )
        partners.append(_partner(project, foundation, "partner", source))
        budgets.append(_amount(project, foundation, "total", chance.randrange(10, 100), source))
    return {
        "sources": [
            {
                "source_id": source,
                "url": f"https://{word}.example/razem,{chance.randrange(1000)}",
                "title": f"{title} razem, czyli projekt",
                "publisher_id": foundation or "urzad-przykladowy",
                "language": "pl",
                "accessed": "2020-02-12",
                "kind": "organisation_page" if foundation else "official_page",
                "status": "as_read",
            }
        ],
        "organisations": organisations,
        "projects": [
            {
                "project_id": project,
                "reference_number": f"{title}/7",
                "title_pl": f"{title} razem",
                "title_pl_origin": "official",
                "title_en": f"{title} together",
                "title_en_origin": "editorial",
                "summary_pl": f"Kursy, porady i spotkania: {title}.",
                "summary_en": f"Courses, advice and meetings: {title}.",
                "field": "integration",
                "programme_id": "fundusz-przykladowy-2021-2027",
                "status": "announced",
                "start_date": "2020-06",
                "source_id": source,
            }
        ],
        "partners": partners,
        "budgets": budgets,
        "identifiers": [
            {
                "project_id": project,
                "scheme": "agreement",
                "value": f"{title}/7",
                "source_id": source,
            }
        ],
        "places": [
            {
                "project_id": project,
                "place": place,
                "relation": "implemented_in",
                "source_id": source,
            }
            for place in chance.sample(["PL-06", "PL-14"], chance.choice([1, 2]))
        ],
    }


def _partner(project: str, organisation: str, role: str, source: str) -> dict[str, str]:
    return {
        "project_id": project,
        "organisation_id": organisation,
        "role": role,
        "name_as_printed": organisation.replace("-", " "),
        "source_id": source,
    }


def _amount(
    project: str, organisation: str, kind: str, thousands: int, source: str
) -> dict[str, str]:
    return {
        "budget_id": "-".join(filter(None, (project, organisation, kind.replace("_", "-")))),
        "project_id": project,
        "organisation_id": organisation,
        "kind": kind,
        "stage": "planned",
        "amount": f"{thousands}000",
        "qualifier": "exact",
        "currency": "PLN",
        "as_printed": f"{thousands} 000 zł",
        "preferred": "true",
        "source_id": source,
    }


def cells(dataset: Dataset, rows: Iterable[Mapping[str, str]]) -> list[tuple[str, ...]]:
    """The cells of rows in the order of the header; those that are not given are blank."""
    return [tuple(row.get(name, "") for name in dataset.header) for row in rows]


def with_rows(
    root: Path, datasets: Mapping[str, Dataset], *records: Record, in_order: bool = True
) -> dict[str, bytes]:
    """The tables of a root with the rows of records: where their keys belong, as `make new` and
    `make format` write them, or at the end.
    """
    files = {}
    for name in dict.fromkeys(name for record in records for name in record if record[name]):
        dataset, before = datasets[name], table(root, name).read_bytes()
        new = cells(dataset, (row for record in records for row in record[name]))
        if in_order:
            files[name] = canonical_bytes(dataset, cells(dataset, rows_of(root, name)) + new)
        else:
            appended = canonical_bytes(dataset, new)
            files[name] = before + appended.partition(b"\n")[2]
    return files


def neighbouring(root: Path, dataset: Dataset, *records: Record) -> bool:
    """Whether rows of two records come into the same gap between the rows that are there."""

    def keys(rows: Iterable[Mapping[str, str]]) -> list[list[str]]:
        return [[row.get(name, "") for name in dataset.primary_key] for row in rows]

    present = keys(rows_of(root, dataset.name))
    gaps = [{bisect(present, key) for key in keys(record[dataset.name])} for record in records]
    return bool(set.intersection(*gaps))
