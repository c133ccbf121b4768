"""The documents agree with the project: rules, commands, numbers, libraries and names of files."""

import csv
import io
import re
import shutil
import subprocess
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from edits import table
from make_targets import DESCRIPTIONS, TARGETS
from paths import ROOT
from remembered import check_catalog

from datasite.checks.descriptions import read_descriptions
from datasite.checks.rules import RULES, rule_sentence
from datasite.language.localization import load_languages

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
EVERYDAY = ["site", "check", "new", "serve", "test"]
# What the README counts, in Polish and in English, and how far the data may move from it.
COUNTED = {
    "projects": ("projektów", "projects"),
    "organisations": ("organizacji", "organisations"),
    "programmes": ("programów", "programmes"),
    "sources": ("źródeł", "sources"),
}
TOLERANCE = 0.05


@pytest.mark.parametrize("rule", RULES)
def test_contributing_gives_each_rule_with_its_sentence(rule: str) -> None:
    sentence = rule_sentence(RULES[rule])
    assert f"`{rule}`" in CONTRIBUTING
    for language in load_languages(ROOT).values():
        assert language.translations.gettext(sentence) in CONTRIBUTING


@pytest.fixture(scope="module")
def example() -> dict[str, list[list[str]]]:
    """The rows of the example in CONTRIBUTING, in either part, by dataset."""
    parts = CONTRIBUTING.split("\n## Contributing\n")
    polish, english = (re.findall(r"```csv\n(.*?)```", part, re.DOTALL) for part in parts)
    assert polish == english
    rows = defaultdict(list)
    for dataset in read_descriptions(ROOT)[0].values():
        for header, *more in (list(csv.reader(block.splitlines())) for block in polish):
            rows[dataset.name] += more if tuple(header) == dataset.header else []
    return {name: more for name, more in rows.items() if more}


def test_the_rows_of_the_example_are_accepted(
    example: dict[str, list[list[str]]], tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    for name, rows in example.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        with table(tmp_path, name).open("a", encoding="utf-8", newline="") as file:
            file.write(text.getvalue())
    assert check_catalog(tmp_path) == []


def test_the_example_shows_what_newcomers_ask_for(example: dict[str, list[list[str]]]) -> None:
    """A cell with a comma, a number with its scheme, and a fund and a lead that were deduced."""
    assert any("," in url for _, url, *_ in example["sources"])
    assert [row[1] for row in example["identifiers"]] == ["agreement"]
    deduced = {(row[0], row[2]) for row in example["statements"] if row[5] == "deduced"}
    assert deduced == {("projects", "programme_id"), ("partners", "role")}


@pytest.mark.parametrize("target", TARGETS)
def test_the_readme_names_each_command(target: str) -> None:
    assert f"make {target}" in README


@pytest.mark.parametrize("target", TARGETS)
def test_each_command_is_described_in_polish_and_in_english(target: str) -> None:
    polish, english = DESCRIPTIONS[target]
    assert polish != english


def test_help_lists_the_everyday_commands_first_and_then_all_others() -> None:
    command = ["make", "--no-print-directory", "-C", str(ROOT), "help"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    listed = re.findall(r"^  make ([a-z]+) +(.+)\n +(.+)$", done.stdout, re.MULTILINE)
    assert {name: [polish, english] for name, polish, english in listed} == DESCRIPTIONS
    assert [name for name, _, _ in listed][: len(EVERYDAY)] == EVERYDAY


def test_the_readme_begins_with_the_everyday_commands_in_both_languages() -> None:
    rows = re.findall(r"^\| `make ([a-z]+)", README, re.MULTILINE)
    assert rows[: 2 * len(EVERYDAY)] == EVERYDAY * 2


@pytest.mark.parametrize("dataset", COUNTED)
def test_numbers_of_the_readme_are_those_of_the_data(dataset: str) -> None:
    table = ROOT / "datasets" / dataset / f"{dataset}.csv"
    rows = len(list(csv.DictReader(table.read_text(encoding="utf-8").splitlines())))
    for word in COUNTED[dataset]:
        counts = [int(number) for number in re.findall(rf"(\d+) {word}\b", README)]
        assert counts, word
        assert all(abs(count - rows) <= TOLERANCE * rows for count in counts), (counts, rows)


@pytest.mark.parametrize(
    "command",
    sorted(set(re.findall(r"(?:`|^ *|&& )make ([a-z]+)", README + CONTRIBUTING, re.MULTILINE))),
)
def test_each_command_named_is_there(command: str) -> None:
    assert command in TARGETS


def test_each_dependency_has_its_reason() -> None:
    reasons = (
        (ROOT / "docs" / "decisions" / "0003-libraries.md").read_text(encoding="utf-8").lower()
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = (project["project"]["dependencies"], *project["dependency-groups"].values())
    named = [re.split(r"[<>=![]", entry)[0] for group in listed for entry in group]
    assert [name for name in named if name.lower() not in reasons] == []


# What builds make and what others publish: documents name these too.
NOT_IN_THE_PROJECT = {"datapackage.json", "pol.topo.json"}
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_file_named_is_there(document: str) -> None:
    """Documents give a file by its name alone, or by its path from the root or from datasite/."""
    names = {
        path.name
        for folder in ("scripts", "tests", "theme", ".github", "docs")
        for path in (ROOT / folder).rglob("*")
        if "node_modules" not in path.parts
    } | NOT_IN_THE_PROJECT
    named = set(
        re.findall(r"`([\w./-]+\.(?:py|yml|json))`", (ROOT / document).read_text(encoding="utf-8"))
    )
    assert [
        name
        for name in sorted(named)
        if name not in names
        and not any((folder / name).is_file() for folder in (ROOT, ROOT / "scripts" / "datasite"))
        and not name.endswith(tuple(NOT_IN_THE_PROJECT))
        and not name.startswith("data/")  # files of the built site
    ] == []


def test_the_interface_is_run_as_the_readme_says() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
