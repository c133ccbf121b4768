"""What a change means, as scripts/diff.py says it of a real repository, and as the library says it
of two folders.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import built_sites
import pytest
from edits import add, change, rows_of, write_rows
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import diff
from datasite import problems
from datasite.language.localization import Language
from datasite.review import change_report, report_page, report_text
from datasite.review.change_report import Report, State
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row

both_languages = pytest.mark.parametrize("lang", ["en", "pl"])
Edit = Callable[[Path], object]


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
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
        env=built_sites.environment(),
    )


@pytest.fixture
def repository(copy_of_mini: Path) -> Path:
    git(copy_of_mini, "init", "-q", "-b", "main")
    git(copy_of_mini, "add", "datasets")
    git(copy_of_mini, "commit", "-qm", "before")
    return copy_of_mini


def without(root: Path, dataset: str, keep: Callable[[dict[str, str]], bool]) -> None:
    write_rows(root, dataset, [row for row in rows_of(root, dataset) if keep(row)])


def rename(root: Path, dataset: str, column: str, old: str, new: str) -> None:
    """The identifier in one column, wherever it stands there."""
    write_rows(
        root,
        dataset,
        [row | {column: new} if row[column] == old else row for row in rows_of(root, dataset)],
    )


def four_changes(root: Path) -> None:
    """A row goes, an identifier is another with all that points to it, an amount changes, a project
    is new with its partner.
    """
    without(root, "places", lambda row: row["place"] != "NA")
    rename(
        root, "programmes", "programme_id", "norweskie-przykladowe", "norweskie-srodki-przykladowe"
    )
    rename(
        root, "projects", "programme_id", "norweskie-przykladowe", "norweskie-srodki-przykladowe"
    )
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
ASIDE = {
    "en": ("Totals that move (", "Not in the log of corrections ("),
    "pl": ("Sumy, które się zmieniają (", "Brak w rejestrze poprawek ("),
}


@both_languages
def test_exactly_the_four_things_are_said_first_the_loss(lang: str, repository: Path) -> None:
    four_changes(repository)
    done = run(repository, "--base", "main", "--lang", lang)
    assert (done.returncode, done.stderr) == (0, "")
    of_changes, _, aside = done.stdout.partition(ASIDE[lang][0])
    assert [
        line
        for line in of_changes.splitlines()
        if line and not line.startswith(" ") and not line.endswith("(1)")
    ] == FOUR[lang]
    assert re.search("[„“]1500000”.*[„“]1510000”", of_changes)
    assert ASIDE[lang][1] in aside


def test_nothing_changed(repository: Path) -> None:
    write_rows(repository, "places", rows_of(repository, "places")[::-1])  # rows that only moved
    for lang, said in (("en", "Nothing changed.\n"), ("pl", "Nic się nie zmieniło.\n")):
        done = run(repository, "--base", "main", "--lang", lang)
        assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "BASE=main"),
        (("--base", "nowhere"), "nowhere"),
        (("--base=--output=x",), "--output=x"),
        (("--base", "main", "--format", "pdf"), "pdf"),
    ],
)
def test_a_wrong_call_is_named(options: tuple[str, ...], said: str, repository: Path) -> None:
    done = run(repository, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
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


@pytest.fixture
def before(mini: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(mini / "datasets", tmp_path / "before" / "datasets")).parent


@pytest.fixture
def after(mini: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(mini / "datasets", tmp_path / "after" / "datasets")).parent


def said(before: Path, after: Path, language: Language) -> str:
    return report_text.text(diff.compared(before, after)[0], language)


def a_project_renamed(root: Path) -> None:
    for dataset in ("projects", "partners", "budgets", "identifiers", "places"):
        rename(root, dataset, "project_id", "przykladowy-projekt", "projekt-przykladowy")
    rename(root, "projects", "follows_id", "przykladowy-projekt", "projekt-przykladowy")
    statements = rows_of(root, "statements")
    for row in statements:
        row["record"] = re.sub(r"^przykladowy-projekt(?=/|$)", "projekt-przykladowy", row["record"])
    write_rows(root, "statements", statements)


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
    "a correction is said with what it corrects": (
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
        ["role, a part of the key, was “donor_partner”, is “partner”."],
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


@pytest.mark.parametrize("name", CASES)
def test_what_a_change_means(
    name: str, before: Path, after: Path, languages: Mapping[str, Language]
) -> None:
    edit, present, absent = CASES[name]
    edit(after)
    text = said(before, after, languages["en"])
    assert [words for words in present if words not in text] == [], text
    assert [words for words in absent if words in text] == [], text


HOSTILE = (
    "::error::x", "##vso[task.setvariable]x", "\x1b[31mred", "@maintainer #12 !34", "[x](javascript:alert(1))", "![x](https://evil.example/x.png)",
    "https://evil.example/",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "` @maintainer `", "``` </details>", "a\n\n# Heading\n/close", "\u202ereversed", "www.evil.example",
    "%(record)s %s",
    "%d",    "x" * 9_000, "*a* _b_ ~c~ |d|", "-->", "Fixes #1", "&lt;b&gt;", "\\`",
)  # fmt: skip


@pytest.fixture
def hostile(mini_catalog: Catalog) -> tuple[Report, State]:
    """Each text in a cell that changes, in one that comes and in one that goes; the scan would
    refuse some of them, so it is left out.
    """
    before, after = ([*mini_catalog.rows("budgets")] for _ in range(2))
    for number, text in enumerate(HOSTILE):
        before += [
            _amount(f"changed-{number}", note_pl=text),
            _amount(f"gone-{number}{text}", as_printed=f"gone {text}"),
        ]
        after += [
            _amount(f"changed-{number}", note_pl=f"{text}.", note_en=text),
            _amount(f"new-{number}", as_printed=f"new {text}", purpose_pl=text),
        ]
    states = [State(_with_budgets(mini_catalog, rows), None) for rows in (before, after)]
    return change_report.report(*states), states[1]


def _amount(key: str, **cells: str) -> Row:
    return Row({"budget_id": key, "project_id": "null", **cells}, {})


def _with_budgets(data: Catalog, rows: list[Row]) -> Catalog:
    header = data.datasets["budgets"].header
    table = replace(
        data.tables["budgets"],
        rows=tuple(
            Row({name: row.cells.get(name, "") for name in header}, row.places) for row in rows
        ),
    )
    return Catalog(data.datasets, {**data.tables, "budgets": table})


@both_languages
def test_no_cell_speaks_to_a_terminal_a_runner_or_a_comment(
    lang: str, hostile: tuple[Report, State], languages: Mapping[str, Language]
) -> None:
    report, _ = hostile
    for form in (report_text.text, report_text.markdown):
        lines = form(report, languages[lang]).splitlines()
        assert all(
            line == problems.escaped(line) or line.replace("−", "-").isprintable() for line in lines
        )
        assert not any("::" in line or "##vso" in line for line in lines)
    outside = [
        _outside_code(line) for line in report_text.markdown(report, languages[lang]).splitlines()
    ]
    assert [
        line
        for line in outside
        if re.search(r"[@<>\[\]!`]|https?:|www\.|#\d|javascript|&\w+;", line)
    ] == []


def _outside_code(line: str) -> str:
    """A line of Markdown without its code spans, as CommonMark reads them: a run of backticks ends
    at the next run of the same length.
    """
    left, at = "", 0
    while at < len(line):
        opening = re.compile("`+").match(line, at)
        if not opening:
            left, at = left + line[at], at + 1
            continue
        closing = next(
            (
                m
                for m in re.compile("`+").finditer(line, opening.end())
                if len(m.group()) == len(opening.group())
            ),
            None,
        )
        assert closing, f"a code span is left open: {line}"
        at = closing.end()
    return left


@both_languages
def test_nothing_runs_on_the_page(
    lang: str, hostile: tuple[Report, State], languages: Mapping[str, Language]
) -> None:
    report, state = hostile
    text = report_page.page(report, state.catalog, languages[lang])
    page = html.fromstring(text.encode())
    elements = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "li",
        "code",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert {element.tag for element in page.iter()} <= elements
    assert {name for element in page.iter() for name in element.attrib} <= {
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
    }
    assert page.xpath("//td[contains(., '<script>alert(1)</script>')]")
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert text.isprintable() or all(line.isprintable() for line in text.splitlines())


def test_a_comment_keeps_to_its_length_and_counts_the_rest(
    before: Path, after: Path, languages: Mapping[str, Language]
) -> None:
    row = {
        "project_id": "null",
        "kind": "total",
        "stage": "planned",
        "qualifier": "exact",
        "currency": "PLN",
        "preferred": "false",
        "source_id": "urzad-o-projekcie",
    }
    write_rows(
        after,
        "budgets",
        [
            *rows_of(after, "budgets"),
            *(
                {
                    "budget_id": f"new-{number}",
                    "as_printed": "word " * 200,
                    "amount": str(number),
                    **row,
                }
                for number in range(1, 1000)
            ),
        ],
    )
    text = report_text.markdown(diff.compared(before, after)[0], languages["en"])
    assert report_text.MOST - 1000 < len(text) <= report_text.MOST
    left = re.search(r"^(\d+) more entries found no room here", text, re.MULTILINE)
    assert left
    assert text.count("is new.") + int(left.group(1)) == 999
    assert "#### Totals that move (1)" in text  # what follows is not pushed out


@given(st.integers(0, 1000), st.lists(st.integers(0, 500), max_size=8))
def test_room_is_shared_out(whole: int, wanted: list[int]) -> None:
    rooms = report_text.shared_out(whole, wanted)
    assert sum(rooms) <= whole
    assert all(room <= want for room, want in zip(rooms, wanted, strict=True))
    short = [room for room, want in zip(rooms, wanted, strict=True) if room < want]
    assert not short or min(short) >= max(rooms) - len(
        wanted
    )  # equal, but for what division leaves


@given(st.text(max_size=300), st.text(max_size=300))
def test_two_values_that_differ_are_shown_to_differ(one: str, other: str) -> None:
    shown = change_report.excerpts(one, other)
    assert (shown[0] == shown[1]) == (one == other)
    assert all(len(text) <= problems.SHOWN and problems.clipped(text) == text for text in shown)
