"""scripts/new.py as people run it: questions at a terminal, and the same record from a file.

Records in files are the matter of test_new_from_file.py, questions without a terminal that of
new_records/test_dialogue.py.
"""

import contextlib
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import built_sites
import commands
import pexpect
import pytest
import yaml
from edits import table
from invented_records import PRESS_NOTE, PROJECT, RECORD, all_files, all_rows, call
from paths import SCRIPTS

from datasite.sources.web_page import page_facts

NEW = SCRIPTS / "new.py"
PATIENCE = 120  # seconds for one answer; a crowded machine is slow
ANSWERS = """
source_id|+
saved page|{page}
url|
title|
source_id|wymyslin-2020-02-10
publisher_id|miasto wymyslin
publisher_id|+
source_id|
name_pl|Miasto Wymyślin
organisation_id|
name_pl_origin|
name_en|City of Wymyślin
name_en_origin|1
short_name|
type|central_office
country|polska
parent_id|
website|
nip|123
nip|
regon|
krs|
wikidata|
language|
published|10.02.2020
published|
accessed|2020-02-12
archive_url|
content_sha256|
kind|official_page
status|
reference_number|WYM/7
title_pl|Dobry start w Wymyślinie
project_id|
title_pl_origin|official
title_en|A good start in Wymyślin
title_en_origin|editorial
summary_pl|Kursy języka dla osób, które osiadły w mieście.
summary_en|Language courses for people who settled in the city.
field|integracja
programme_id|fundusz przykladowy 2021
programme_id|fundusz-przykladowy-2021-2027
status|announced
start_date|2020-06
end_date|2019
end_date|-
follows_id|
website|
source_id|
organisation_id|miasto-wymyslin
role|lead
name_as_printed|
note_pl|
note_en|
more|{yes}
source_id|
organisation_id|fundacia przykladowa
organisation_id|1
role|partner
name_as_printed|Fundacja na Rzecz Przykładu
note_pl|uczy języka
note_en|-
note_en|teaches the language
more|
more|{yes}
source_id|
as_printed|ok. 1,2 mln zł
organisation_id|
kind|total
budget_id|
stage|planned
amount|1,2 mln
amount|1200000
qualifier|exact
qualifier|about
currency|PLN
share_percent|
share_of|
joint_id|
as_of|
preferred|
purpose_pl|
purpose_en|
note_pl|
note_en|
more|
more|{yes}
source_id|
scheme|agreement
value|
note_pl|
note_en|
more|
more|{yes}
source_id|
place|PL-14
relation|implemented_in
more|
more|{yes}
theme|language
more|
more|
more|
more|
more|
more|
more|
write|{write}
"""


def run_new(*arguments: str) -> subprocess.CompletedProcess[str]:
    """scripts/new.py in a process of its own, to its end."""
    return commands.run([sys.executable, str(NEW), *arguments], env=built_sites.environment())


@contextlib.contextmanager
def open_terminal(root: Path, lang: str) -> Iterator["pexpect.spawn[str]"]:
    environment = built_sites.environment(TERM="dumb", NO_COLOR="1", COLUMNS="300")  # type: ignore[arg-type]  # pexpect's stubs want a mapping of the process
    child = pexpect.spawn(
        sys.executable,
        [str(NEW), "project", "--lang", lang, "--root", str(root)],
        env=environment,
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(50, 300),
    )
    child.delaybeforesend = None
    try:
        yield child
    finally:
        child.close(force=True)


def answer_all(child: "pexpect.spawn[str]", answers: Sequence[str], prompts: dict[str, str]) -> str:
    """Answer each question when it is asked; all the output before the last one."""
    output = ""
    for line in answers:
        field, _, answer = line.partition("|")
        child.expect(rf"\n{prompts.get(field, field)}(?: \[[^\n]*\])?: ")
        output += child.before or ""
        child.sendline(answer)
    return output


def test_a_press_note_becomes_a_project(copy_of_mini: Path, tmp_path: Path) -> None:
    """In Polish, with wrong answers on the way; and the same record from a file gives the same
    files.
    """
    page = tmp_path / "note.html"
    page.write_text(PRESS_NOTE, encoding="utf-8")
    before = all_rows(copy_of_mini)
    second = tmp_path / "other"
    for folder in ("datasets", "content"):
        shutil.copytree(copy_of_mini / folder, second / folder)
    prompts = {
        "saved page": "zapisana strona",
        "more": r"[^\n]*\(t/n\)",
        "write": r"Zapisać\?[^\n]*",
    }
    with open_terminal(copy_of_mini, "pl") as child:
        output = answer_all(
            child, ANSWERS.format(page=page, yes="t", write="t").strip().splitlines(), prompts
        )
        child.expect(pexpect.EOF)
        ending = child.before or ""
    assert "Nie znaleziono problemów." in ending
    assert child.exitstatus == 0
    for rule, sentence in (
        ("register_number", "Numery NIP i REGON mają poprawne cyfry kontrolne."),
        (
            "edtf-form",
            "Wpisz rok, miesiąc albo dzień, od 1900 do 2100: 2021, 2021-04 albo 2021-04-17.",
        ),
        ("period_in_order", "„2019”"),
        ("both_languages", "note_en"),
        ("money-form", "„1,2 mln”"),
        ("qualifier_as_printed", "„ok. 1,2 mln zł”"),
    ):
        assert re.search(rf"\[{rule}\][^\n]*{re.escape(sentence)}", output), rule
    assert "1  fundacja-przykladowa – Fundacja Przykładowa" in output
    new = {
        name: [row for row in rows if row not in before[name]]
        for name, rows in all_rows(copy_of_mini).items()
    }
    assert {name: len(rows) for name, rows in new.items()} == {
        "projects": 1,
        "partners": 2,
        "budgets": 1,
        "sources": 1,
        "organisations": 1,
        "identifiers": 1,
        "project_themes": 1,
        "places": 1,
    }
    assert [
        (row["organisation_id"], row["role"], row["name_as_printed"], row["note_en"])
        for row in new["partners"]
    ] == [
        ("fundacja-przykladowa", "partner", "Fundacja na Rzecz Przykładu", "teaches the language"),
        ("miasto-wymyslin", "lead", "Miasto Wymyślin", ""),
    ]
    (source,) = new["sources"]
    assert (source["title"], source["published"], source["language"], source["publisher_id"]) == (
        "Dobry start w Wymyślinie",
        "2020-02-10",
        "pl",
        "miasto-wymyslin",
    )
    assert source["content_sha256"] == page_facts(PRESS_NOTE.encode())["content_sha256"]
    (money,) = new["budgets"]
    assert (money["budget_id"], money["amount"], money["qualifier"], money["preferred"]) == (
        f"{PROJECT}-total",
        "1200000",
        "about",
        "true",
    )
    sources = {row["source_id"] for rows in new.values() for row in rows if "source_id" in row}
    assert sources == {"wymyslin-2020-02-10"}
    assert (new["projects"][0]["project_id"], new["projects"][0]["end_date"]) == (PROJECT, "")

    result = run_new(*call(second, "project", RECORD))
    assert result.returncode == 0, result.stdout + result.stderr
    assert all_files(second) == all_files(copy_of_mini)


@pytest.mark.parametrize(("end", "key"), [("\x03", "Ctrl-C"), ("\x04", "the end of the input")])
def test_who_leaves_changes_nothing(end: str, key: str, copy_of_mini: Path) -> None:
    before = all_files(copy_of_mini)
    with open_terminal(copy_of_mini, "en") as child:
        output = answer_all(
            child,
            [
                "source_id|+",
                "saved page|nowhere.html",
                "saved page|",
                "url|www.example.org",
                "url|https://urzad.przyklad.example/projekt",
                "url|",
            ],
            {},
        )
        child.expect(r"\ntitle: ")
        child.send(end)
        child.expect(pexpect.EOF)
        ending = child.before or ""
    assert "Write a whole address: https:// or http://, the name of a site" in output
    assert "A page is one source: each address occurs once." in output
    assert "There is no file “nowhere.html”." in output
    assert "Nothing was written." in ending
    assert "Traceback" not in output + ending
    assert child.exitstatus == 130, key
    assert all_files(copy_of_mini) == before


@pytest.mark.parametrize("end", ["Ctrl-C", "hangup", "closed terminal"])
def test_answers_are_kept_for_who_leaves(end: str, copy_of_mini: Path) -> None:
    """In a file of its own, which the last message names and `--from` reads."""
    (copy_of_mini / "unfinished-project-1.yaml").write_text("mine", encoding="utf-8")
    kept = copy_of_mini / "unfinished-project-2.yaml"
    with open_terminal(copy_of_mini, "en") as child:
        answers = ["source_id|urzad-o-projekcie", "reference_number|AB/1", "title_pl|2020-06"]
        answer_all(child, answers, {})
        child.expect(r"\nproject_id [^\n]*: ")
        if end == "Ctrl-C":
            child.send("\x03")
        elif end == "hangup":
            child.kill(signal.SIGHUP)
        else:
            with contextlib.suppress(pexpect.ExceptionPexpect):  # it does not end at once
                child.close(force=False)
            deadline = time.monotonic() + PATIENCE
            while not (kept.exists() and kept.stat().st_size) and time.monotonic() < deadline:
                time.sleep(0.1)
        if end != "closed terminal":
            child.expect(pexpect.EOF)
            assert f"complete it and use it: FROM={kept}" in (child.before or "")
    assert rows_of_record(kept) == {
        "projects": [
            {"source_id": "urzad-o-projekcie", "reference_number": "AB/1", "title_pl": "2020-06"}
        ]
    }
    assert (copy_of_mini / "unfinished-project-1.yaml").read_text(encoding="utf-8") == "mine"
    result = run_new("project", "--from", str(kept), "--root", str(copy_of_mini))
    assert result.returncode == 1
    assert "[missing-entry]  The entry “partners” is missing." in result.stdout


def rows_of_record(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_answers_from_a_pipe_that_are_not_utf_8_are_refused(copy_of_mini: Path) -> None:
    before = all_files(copy_of_mini)
    result = subprocess.run(
        [sys.executable, str(NEW), "programme", "--root", str(copy_of_mini)],
        env=built_sites.environment(),
        input="urzad-o-projekcie\nFundusz na rzecz małych miast\n".encode("cp1250"),
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert b"programmes.name_pl  [mojibake]" in result.stdout
    assert b"Nothing was written." in result.stderr
    assert result.returncode == 130
    assert all_files(copy_of_mini) == before


@pytest.mark.parametrize(("kind", "lang"), [("projekt", "en"), ("project", "xx")])
def test_a_wrong_call_is_refused(kind: str, lang: str, mini: Path) -> None:
    result = run_new(kind, "--lang", lang, "--root", str(mini))
    assert (result.returncode, result.stdout) == (2, "")


def test_broken_data_get_no_rows(copy_of_mini: Path) -> None:
    table(copy_of_mini, "places").write_bytes(b"")
    result = run_new(*call(copy_of_mini, "project", RECORD))
    assert result.returncode == 1
    assert "[empty-file]" in result.stdout
