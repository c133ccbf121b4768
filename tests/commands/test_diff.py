"""scripts/diff.py on a real repository."""

import re
import subprocess
import sys
from pathlib import Path

import built_sites
import commands
import pytest
from built_sites import run_check
from edits import add, change, rows_of, write_rows
from losses import rename, without
from lxml import html

import diff

both_languages = pytest.mark.parametrize("lang", ["en", "pl"])


def git(root: Path, *arguments: str) -> None:
    who = (
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@test.example",
        "-c",
        "commit.gpgsign=false",
    )
    subprocess.run(
        ["git", "-C", str(root), *who, *arguments],
        check=True,
        capture_output=True,
        env=built_sites.environment(GIT_CONFIG_GLOBAL="/dev/null"),
        timeout=600,
    )


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(Path(diff.__file__)), "--root", str(root), *options]
    return commands.run(command, env=built_sites.environment())


@pytest.fixture
def repository(copy_of_mini: Path) -> Path:
    git(copy_of_mini, "init", "-q", "-b", "main")
    git(copy_of_mini, "add", "datasets", "content")
    git(copy_of_mini, "commit", "-qm", "before")
    return copy_of_mini


def four_changes(root: Path) -> None:
    """Remove a row, rename an identifier and what points to it, change an amount, and add a project
    with its partner.
    """
    without(root, "places", lambda row: row["place"] != "NA")
    rename(
        root, "programmes", "programme_id", "norweskie-przykladowe", "norweskie-srodki-przykladowe"
    )
    for dataset, column in (
        ("projects", "programme_id"),
        ("programme_totals", "programme_id"),
        ("documents", "record"),
    ):
        rename(root, dataset, column, "norweskie-przykladowe", "norweskie-srodki-przykladowe")
    change(
        root,
        "budgets",
        "przykladowy-projekt-total-prasa",
        amount="1510000",
        as_printed="1.510.000 €",
    )
    project = {
        "title_pl": "Nowy projekt",
        "title_en": "New project",
        "title_pl_origin": "official",
        "title_en_origin": "editorial",
        "field": "border",
        "status": "unknown",
    }
    add(
        root,
        "projects",
        project_id="nowy",
        summary_pl="Wymyślony.",
        summary_en="Invented.",
        source_id="urzad-o-projekcie",
        **project,
    )
    add(
        root,
        "partners",
        project_id="nowy",
        organisation_id="urzad-przykladowy",
        role="lead",
        name_as_printed="Urząd Przykładowy",
        source_id="urzad-o-projekcie",
    )


FOUR = {
    "en": [
        "What would be lost: 1 · The same under another identifier: 1 · Changed: 1 · Added: 1",
        "Places of projects: “przykladowy-projekt/NA/target” is gone.",
        (
            "Funds and programmes: “norweskie-srodki-przykladowe”, “Norwegian Sample Funds” had the"
            " identifier “norweskie-przykladowe”."
        ),
        "Amounts: “przykladowy-projekt-total-prasa”:",
        "Projects: “nowy”, “New project” is new.",
    ],
    "pl": [
        "Co by przepadło: 1 · To samo pod innym identyfikatorem: 1 · Zmienione: 1 · Dodane: 1",
        "Miejsca projektów: „przykladowy-projekt/NA/target” – tego już nie ma.",
        (
            "Fundusze i programy: „norweskie-srodki-przykladowe”, „Norweskie Środki Przykładowe” –"
            " wcześniej z identyfikatorem „norweskie-przykladowe”."
        ),
        "Kwoty: „przykladowy-projekt-total-prasa”:",
        "Projekty: „nowy”, „Nowy projekt” – to nowe.",
    ],
}
# How the parts begin after the losses: sums, records, reminders.
STARTS = {
    "en": ("Totals that move (", "The same under another identifier (", "The version ("),
    "pl": ("Sumy, które się zmieniają (", "To samo pod innym identyfikatorem (", "Wersja ("),
}


@both_languages
def test_exactly_the_four_changes_are_told_and_the_loss_first(lang: str, repository: Path) -> None:
    four_changes(repository)
    done = run(repository, "--base", "main", "--lang", lang)
    assert (done.returncode, done.stderr) == (0, "")
    losses, totals, records, aside = re.split(
        rf"^(?=(?:{'|'.join(map(re.escape, STARTS[lang]))}))", done.stdout, flags=re.MULTILINE
    )
    assert [
        line
        for line in (losses + records).splitlines()
        if line and not line.startswith(" ") and not line.endswith("(1)")
    ] == FOUR[lang]
    assert totals
    assert re.search("[„“]1500000”.*[„“]1510000”", records)
    assert "corrections" in aside


def test_a_project_that_looks_like_another_one_is_asked_about(repository: Path) -> None:
    """In the report, and by the check, which passes all the same."""
    (row,) = [r for r in rows_of(repository, "projects") if r["project_id"] == "wspolna-zagroda"]
    title = row["title_pl"].replace(" ", "-")
    add(
        repository,
        "projects",
        **row | {"project_id": "drugi", "title_pl": title, "reference_number": ""},
    )
    for partner in rows_of(repository, "partners"):
        if partner["project_id"] == "wspolna-zagroda":
            add(repository, "partners", **partner | {"project_id": "drugi"})
    question = (
        "The new project “drugi” looks like “wspolna-zagroda”. Alike: the title, the dates,"
        " the lead organisation."
    )
    told = run(repository, "--base", "main").stdout
    assert "Is it the same project? (1)" in told and question in told
    for form, start in (
        ("text", "datasets/projects/projects.csv:6:1  [similar-project]  "),
        ("github", "::notice file=datasets/projects/projects.csv,line=6,col=1,"),
    ):
        done = run_check(repository, "--base", "main", "--format", form)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        line, verdict = done.stdout.splitlines()
        assert line.startswith(start) and question in line and "follows_id" in line
        assert verdict == "No problems found."
    assert "similar-project" not in run_check(repository).stdout


def test_nothing_changed(repository: Path) -> None:
    write_rows(repository, "places", rows_of(repository, "places")[::-1])  # rows that only moved
    for lang, words in (("en", "Nothing changed.\n"), ("pl", "Nic się nie zmieniło.\n")):
        done = run(repository, "--base", "main", "--lang", lang)
        assert (done.returncode, done.stdout, done.stderr) == (0, words, "")


def test_texts_and_what_is_no_plain_file_are_told(repository: Path) -> None:
    (repository / "content/news/2020-02-28-nowy-etap.en.md").unlink()
    (repository / "content/news/2020-03-01-inne.pl.md").write_text(
        "Title: Inne\nSummary: Inne.\n\nInne.\n", encoding="utf-8"
    )
    with (repository / "content/pages/about.pl.md").open("a", encoding="utf-8") as file:
        file.write("\nJeszcze jedno zdanie.\n")
    git(repository, "add", "content")
    git(repository, "update-index", "--chmod=+x", "datasets/places/places.csv")
    done = run(repository, "--base", "main")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line] == [
        "Not plain files: 1 · What would be lost: 1 · Changed: 1 · Added: 1",
        "Not plain files (1)",
        "“datasets/places/places.csv”: This is an executable file.",
        "  Take the mark away: git update-index --chmod=-x FILE",
        "What would be lost (1)",
        (
            "“content/news/2020-02-28-nowy-etap.en.md”: The text “A new stage of the sample"
            " project” is gone, and its page “/en/news/nowy-etap/” with it."
        ),
        "  Bring it back, or raise the first part of the version in release.yaml.",
        "Changed (1)",
        "“content/pages/about.pl.md”, “O przykładzie”: the text changed.",
        "Added (1)",
        "“content/news/2020-03-01-inne.pl.md”, “Inne” is new.",
    ]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ((), "BASE=main"),
        (("--base", "nowhere"), "nowhere"),
        (("--base=--output=x",), "--output=x"),
        (("--base", "main", "--format", "pdf"), "pdf"),
    ],
)
def test_a_wrong_call_is_named(options: tuple[str, ...], named: str, repository: Path) -> None:
    done = run(repository, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_the_page_is_written_where_it_is_told(repository: Path, tmp_path: Path) -> None:
    four_changes(repository)
    done = run(
        repository, "--base", "main", "--format", "html", "--output", str(tmp_path / "diff.html")
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = html.fromstring((tmp_path / "diff.html").read_bytes())
    assert len(page.xpath("//tr[@class='remove']")) == 1
    assert "1500000→1510000" in page.xpath("string(//tr[@class='modify'])")
