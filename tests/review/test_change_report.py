"""The sentences on a change of the miniature's data."""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from edits import add, change, replace, rows_of, write_rows
from losses import rename, rename_a_column, without

from datasite import command_line
from datasite.language.localization import Language
from datasite.review.report.sections import build_change_report
from datasite.review.report.text import write_text
from datasite.review.states import read_states

Edit = Callable[[Path], object]


def a_project_renamed(root: Path) -> None:
    for path in sorted((root / "datasets").glob("*/*.csv")):
        if "project_id" in path.read_text(encoding="utf-8").partition("\n")[0].split(","):
            rename(root, path.stem, "project_id", "przykladowy-projekt", "projekt-przykladowy")
    rename(root, "projects", "follows_id", "przykladowy-projekt", "projekt-przykladowy")
    for dataset in ("statements", "documents"):
        rows = rows_of(root, dataset)
        for row in rows:
            row["record"] = re.sub(
                r"^przykladowy-projekt(?=/|$)", "projekt-przykladowy", row["record"]
            )
        write_rows(root, dataset, rows)


def withdrawn(root: Path) -> None:
    add(
        root,
        "withdrawn",
        dataset="projects",
        record="wspolna-zagroda",
        date="2020-03-01",
        reason_pl="Wpisano dwa razy.",
        reason_en="It stood here twice.",
    )
    for dataset in ("projects", "partners", "budgets", "places", "identifiers"):
        without(root, dataset, lambda row: row["project_id"] != "wspolna-zagroda")


def logged(root: Path) -> None:
    change(root, "projects", "null", end_date="2023-11")
    slip = {
        "reason_pl": "Pomyłka.",
        "reason_en": "A slip.",
        "noticed_by": "reader",
        "date": "2020-02-28",
    }
    add(
        root,
        "corrections",
        dataset="projects",
        record="null",
        field="end_date",
        was="2023-12",
        **slip,
        **{"is": "2023-11"},
    )


CASES: Mapping[str, tuple[Edit, list[str], list[str]]] = {
    "a project under another identifier is one thing": (
        a_project_renamed,
        [
            (
                "Projects: “projekt-przykladowy”, “Sample project” had the identifier"
                " “przykladowy-projekt”."
            ),
            "“/pl/projekty/przykladowy-projekt/” would vanish",
        ],
        ["is gone", "is new", "Changed"],
    ),
    "a withdrawn project is no loss": (
        withdrawn,
        [
            "Projects: “wspolna-zagroda”, “Common farmstead” was withdrawn.",
            "Reason: “It stood here twice.”",
            "with it Partners of projects",
        ],
        ["would be lost", "is new"],
    ),
    "a correction is listed with what it corrects": (
        logged,
        ["end date: was “2023-12”, is “2023-11”.", "In the log of corrections: “A slip.”"],
        ["Not in the log", "is new"],
    ),
    "a correction that is missing is asked for": (
        lambda root: change(root, "projects", "null", end_date="2023-11"),
        [
            "Not in the log of corrections (1)",
            "“null”, “Null”, end date: if the old value was wrong",
        ],
        ["would be lost"],
    ),
    "our own words need no correction": (
        lambda root: change(
            root,
            "projects",
            "przykladowy-projekt",
            summary_en="An invented project.",
            title_en="A sample project",
        ),
        ["An invented project."],
        ["Not in the log"],
    ),
    "a blank that is filled needs none": (
        lambda root: change(root, "projects", "null", start_date="2021"),
        ["start date: was blank, is “2021”."],
        ["Not in the log"],
    ),
    "a value that is emptied is a loss": (
        lambda root: change(root, "projects", "null", end_date=""),
        [
            "What would be lost (1)",
            "end date was “2023-12” and is blank",
            "Not in the log of corrections (1)",
        ],
        ["Changed"],
    ),
    "a source on which nothing rests": (
        lambda root: [
            rename(root, dataset, "source_id", "dokument-bez-adresu", "urzad-o-projekcie")
            for dataset in ("projects", "partners")
        ],
        [
            "Sources that no longer support anything (1)",
            "“dokument-bez-adresu”, “Zapowiedź drugiego etapu”",
        ],
        ["would be lost"],
    ),
    "sums move by currency and programme": (
        lambda root: change(
            root,
            "budgets",
            lambda row: row["joint_id"] == "wspolna-suma",
            amount="13250001.50",
            as_printed="13 250 001,50 zł",
        ),
        [
            (
                "The whole register:\n  “PLN”: was 13,250,000, is 13,250,001.50 (+1.50); exact"
                " amounts: was 1, is 1."
            ),
            "Projects of the programme “NSF”:",
        ],
        ["Not compared", "would be lost"],
    ),
    "another role of a partner": (
        lambda root: change(
            root, "partners", lambda row: row["role"] == "donor_partner", role="partner"
        ),
        ["role, a part of the key, was “donor partner”, is “partner”."],
        ["is gone", "is new"],
    ),
    "a partner in place of another is none of its forms": (
        lambda root: change(
            root,
            "partners",
            lambda row: row["role"] == "donor_partner",
            organisation_id="urzad-przykladowy",
            name_as_printed="Urząd Przykładowy",
        ),
        [
            "“wspolna-zagroda/norweski-urzad-przykladowy/donor_partner” is gone.",
            "“wspolna-zagroda/urzad-przykladowy/donor_partner” is new.",
        ],
        ["part of the key"],
    ),
    "a table that is gone": (
        lambda root: shutil.rmtree(root / "datasets/places"),
        ["The dataset is gone.", "Not compared"],
        ["“null/PL/implemented_in”"],
    ),
    "a table that cannot be read": (
        lambda root: (root / "datasets/places/places.csv").write_bytes(b""),
        ["“datasets/places” cannot be read in one of the two states and is not compared."],
        ["is gone", "would be lost"],
    ),
}


def new_version(root: Path, version: str) -> None:
    replace(root, "datasets/release.yaml", "version: 1.2.3", f"version: {version}")


RAISE = "part of the version has to grow"
VERSIONS: Mapping[str, tuple[Edit, str, str]] = {
    "rows": (logged, "1.2.4", f"Rows change: the third {RAISE}."),
    "a code": (
        lambda root: add(
            root, "budget_kinds", code="x", label_pl="x", label_en="x", description_pl="x."
        ),
        "1.3.0",
        f"A column, a table or a code is added: the second {RAISE}.",
    ),
    "a column": (rename_a_column, "2.0.0", f"A column or a table goes: the first {RAISE}."),
}


@pytest.mark.parametrize("name", VERSIONS)
def test_a_version_that_does_not_grow_is_named(
    name: str, before: Path, after: Path, languages: Mapping[str, Language]
) -> None:
    edit, version, sentence = VERSIONS[name]
    edit(after)

    def report() -> str:
        states = read_states(before, after, command_line.file_time_limit)
        return write_text(build_change_report(states), languages["en"])

    text = report()
    assert sentence in text and text.count(RAISE) == 1
    assert "datasets/release.yaml still says “1.2.3”" in text
    new_version(after, version)
    assert RAISE not in report()


def test_a_version_says_nothing_where_nothing_changed(
    before: Path, after: Path, languages: Mapping[str, Language]
) -> None:
    states = read_states(before, after, command_line.file_time_limit)
    assert write_text(build_change_report(states), languages["en"]) == "Nothing changed.\n"


def test_the_report_reads_as_people_do(
    before: Path, after: Path, languages: Mapping[str, Language]
) -> None:
    """Labels of codes in the language of the report, texts whole, and the sums of a programme as
    its page shows them, with those of its parts.
    """
    summary = "Bardzo długie streszczenie, które recenzent musi przeczytać całe. " * 5
    change(after, "projects", "null", summary_pl=summary.strip(), status="completed")
    change(
        after,
        "budgets",
        "przykladowy-projekt-total",
        amount="1600001",
        qualifier="exact",
        as_printed="1 600 001 EUR",
    )
    states = read_states(before, after, command_line.file_time_limit)
    assert states.after.register
    text = write_text(build_change_report(states), languages["pl"])
    assert f"„{summary.strip()}”" in text
    assert "stan: było „" in text and "„completed”" not in text and "jest „zakończony”" in text
    sections = [line.partition(" (")[0] for line in text.splitlines() if line.endswith(")")]
    assert sections[:3] == ["Sumy, które się zmieniają", "Zmienione", "Wersja"]
    moved = re.escape("Sumy, które się zmieniają (3)\n\nPorównano")
    assert re.search(moved, text)
    assert "Projekty z programu „FP” i jego części:\n" in text
    assert "Projekty z programu „FP 2021–2027”:\n" in text


@pytest.mark.parametrize("name", CASES)
def test_what_a_change_means(
    name: str, before: Path, after: Path, languages: Mapping[str, Language]
) -> None:
    edit, present, absent = CASES[name]
    edit(after)
    states = read_states(before, after, command_line.file_time_limit)
    text = write_text(build_change_report(states), languages["en"])
    assert [words for words in present if words not in text] == [], text
    assert [words for words in absent if words in text] == [], text
