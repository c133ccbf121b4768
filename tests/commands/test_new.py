"""scripts/new.py as people run it: questions at a terminal, the same from a file, and nothing
written where somebody leaves.

Everything in the press note is invented.
"""

import contextlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import built_sites
import pexpect
import pytest
from edits import rows_of, table
from golden_messages import check as said_as_golden
from paths import SCRIPTS

from datasite import matching, values
from datasite.checks.catalog_checks import load_catalog
from datasite.language.localization import Language, load_languages
from datasite.new_records import record_file
from datasite.new_records.dialogue import Dialogue
from datasite.new_records.drafts import Draft
from datasite.new_records.register_files import changed_files, open_draft
from datasite.problems import at_leisure
from datasite.sources import page_facts, web_page
from datasite.tables import safe_write, yaml_files

NEW = SCRIPTS / "new.py"
PATIENCE = 120  # seconds for one answer; a crowded machine is slow
PRESS_NOTE = """<!doctype html>
<html lang="pl">
<head><meta charset="utf-8"><title>Wymyślin: Dobry start</title><link rel="canonical" href="https://wymyslin.example/dobry-start">
<style>p { color: red }</style></head>
<body><h1>Dobry start w Wymyślinie</h1><p>Opublikowano <time datetime="2020-02-10T08:00">10 lutego 2020</time></p>
<p>Miasto Wymyślin i Fundacja na Rzecz Przykładu otworzą w czerwcu kursy języka dla osób, które osiadły w mieście.</p>
<p>Projekt nr WYM/7 ma kosztować ok. 1,2 mln zł. Zapłaci Fundusz Przykładowy 2021–2027.</p></body></html>
"""
PROJECT = "dobry-start-w-wymyslinie"
TABLES = ("projects", "partners", "budgets", "sources", "organisations", "identifiers", "places")
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
name_en|City of Wymyślin
name_en_origin|1
short_name|
type|central_office
country|polska
country|PL
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
more|
write|{write}
"""
RECORD = """
sources:
  page: note.html
  source_id: wymyslin-2020-02-10
  publisher_id: miasto-wymyslin
  accessed: 2020-02-12
  kind: official_page
organisations:
  - {name_pl: Miasto Wymyślin, name_en: City of Wymyślin, name_en_origin: editorial, type: central_office, country: PL}
projects:
  reference_number: WYM/7
  title_pl: Dobry start w Wymyślinie
  title_pl_origin: official
  title_en: A good start in Wymyślin
  title_en_origin: editorial
  summary_pl: Kursy języka dla osób, które osiadły w mieście.
  summary_en: Language courses for people who settled in the city.
  programme_id: fundusz-przykladowy-2021-2027
  status: announced
  start_date: 2020-06
partners:
  - {organisation_id: miasto-wymyslin, role: lead}
  - {organisation_id: fundacja-przykladowa, role: partner, name_as_printed: Fundacja na Rzecz Przykładu, note_pl: uczy języka, note_en: teaches the language}
budgets:
  - {as_printed: "ok. 1,2 mln zł", kind: total, stage: planned, amount: 1200000, qualifier: about, currency: PLN}
identifiers: {scheme: agreement, value: WYM/7}
places: {place: PL-14, relation: implemented_in}
"""
NEWS = """
news:
  date: 2020-02-20
  title_pl: "Dobry start: są kursy"
  title_en: "A good start: there are courses"
  summary_pl: Urząd uczy języka.
  summary_en: The office teaches the language.
  projects: [przykladowy-projekt, wspolna-zagroda]
  text_pl: |
    Akapit.

    - punkt
  text_en: |
    A paragraph.

    - a point
"""
DATASET = """
dataset: {name: trainings, title_pl: Szkolenia, title_en: Trainings, description_pl: Wiersz to szkolenie., description_en: A row is a training.}
fields:
  - {name: training_id, format: slug, title_pl: szkolenie, title_en: training, description_pl: Identyfikator., description_en: An identifier., example: kurs}
  - {name: place, title_pl: "tak: no", title_en: "yes", description_pl: Kraj., description_en: A country., example: "NO", to: territories.code}
"""


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for part in ("datasets", "content")
        for path in sorted((root / part).rglob("*"))
        if path.is_file()
    }


def _rows(root: Path) -> dict[str, list[dict[str, str]]]:
    return {name: rows_of(root, name) for name in TABLES}


def _from(root: Path, kind: str, record: str, *options: str) -> subprocess.CompletedProcess[str]:
    (root / "note.html").write_text(PRESS_NOTE, encoding="utf-8")
    (root / "record.yaml").write_text(record, encoding="utf-8")
    command = [
        sys.executable,
        str(NEW),
        kind,
        "--from",
        str(root / "record.yaml"),
        "--root",
        str(root),
        *options,
    ]
    return subprocess.run(
        command,
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


@contextlib.contextmanager
def _terminal(root: Path, lang: str) -> Iterator["pexpect.spawn[str]"]:
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


def _answer(child: "pexpect.spawn[str]", answers: Sequence[str], prompts: dict[str, str]) -> str:
    """Answer each question when it is asked; all that was said meanwhile."""
    said = ""
    for line in answers:
        field, _, answer = line.partition("|")
        child.expect(rf"\n{prompts.get(field, field)}(?: \[[^\n]*\])?: ")
        said += child.before or ""
        child.sendline(answer)
    return said


def test_a_press_note_becomes_a_project(copy_of_mini: Path, tmp_path: Path) -> None:
    """In Polish, with wrong answers on the way; and the same record from a file gives the same
    files.
    """
    page = tmp_path / "note.html"
    page.write_text(PRESS_NOTE, encoding="utf-8")
    before = _rows(copy_of_mini)
    other = tmp_path / "other"
    for folder in ("datasets", "content"):
        shutil.copytree(copy_of_mini / folder, other / folder)
    prompts = {
        "saved page": "zapisana strona",
        "more": r"[^\n]*\(t/n\)",
        "write": r"Zapisać\?[^\n]*",
    }
    with _terminal(copy_of_mini, "pl") as child:
        said = _answer(
            child, ANSWERS.format(page=page, yes="t", write="t").strip().splitlines(), prompts
        )
        child.expect(pexpect.EOF)
        ending = child.before or ""
    assert "Nie znaleziono problemów." in ending
    assert child.exitstatus == 0
    for rule, sentence in (
        ("register_number", "Numery NIP i REGON mają poprawne cyfry kontrolne."),
        ("edtf-form", "Wpisz rok, miesiąc albo dzień: 2021, 2021-04 albo 2021-04-17."),
        ("period_in_order", "„2019”"),
        ("both_languages", "note_en"),
        ("money-form", "„1,2 mln”"),
        ("qualifier_as_printed", "„ok. 1,2 mln zł”"),
    ):
        assert re.search(rf"\[{rule}\][^\n]*{re.escape(sentence)}", said), rule
    assert "1  fundacja-przykladowa – Fundacja Przykładowa" in said
    new = {
        name: [row for row in rows if row not in before[name]]
        for name, rows in _rows(copy_of_mini).items()
    }
    assert {name: len(rows) for name, rows in new.items()} == {
        "projects": 1,
        "partners": 2,
        "budgets": 1,
        "sources": 1,
        "organisations": 1,
        "identifiers": 1,
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
    assert source["content_sha256"] == page_facts.facts(PRESS_NOTE.encode())["content_sha256"]
    (money,) = new["budgets"]
    assert (money["budget_id"], money["amount"], money["qualifier"], money["preferred"]) == (
        f"{PROJECT}-total",
        "1200000",
        "about",
        "true",
    )
    assert {row["source_id"] for rows in new.values() for row in rows} == {"wymyslin-2020-02-10"}
    assert (new["projects"][0]["project_id"], new["projects"][0]["end_date"]) == (PROJECT, "")

    done = _from(other, "project", RECORD)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {
        path: content
        for path, content in _files(other).items()
        if content != _files(copy_of_mini)[path]
    } == {}


@pytest.mark.parametrize(("end", "kinds"), [("\x03", "Ctrl-C"), ("\x04", "the end of the input")])
def test_who_leaves_changes_nothing(end: str, kinds: str, copy_of_mini: Path) -> None:
    before = _files(copy_of_mini)
    with _terminal(copy_of_mini, "en") as child:
        said = _answer(
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
    assert "Write a whole address that begins with https:// or http://." in said
    assert "A page is one source: each address stands once." in said
    assert "There is no file “nowhere.html”." in said
    assert "Nothing was written." in ending
    assert "Traceback" not in said + ending
    assert child.exitstatus == 130, kinds
    assert _files(copy_of_mini) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "organisation_id: fundacja-przykladowa",
            "organisation_id: fundacja-przykladova",
            (
                ":23:6  [foreign-key]  organisation_id is “fundacja-przykladova”, which"
                " organisations does not have.  Did you mean fundacja-przykladowa?"
            ),
        ),
        (
            "  status: announced",
            "  statuss: announced",
            ":19:3  [unknown-entry]  There is no entry “statuss” here.  Did you mean status?",
        ),
        ("  status: announced\n", "", ":10:1  [required]  status is blank.  It must be filled."),
        (
            "partners:",
            "partnerzy:",
            ":21:1  [unknown-entry]  There is no entry “partnerzy” here.  Did you mean partners?",
        ),
        (
            "  start_date: 2020-06",
            "  start_date: [2020]",
            "[entry-kind]  The value of “start_date” is not a text.",
        ),
        ("amount: 1200000", "amount: 1300000", "[amount_as_printed]"),
        ("page: note.html", "page: other.html", "[saved-page]"),
        ("projects:", "projects: &anchor", "[descriptor]  An entry refers to another one."),
    ],
)
def test_a_wrong_record_is_refused(old: str, new: str, said: str, copy_of_mini: Path) -> None:
    before = _files(copy_of_mini)
    assert RECORD.count(old) == 1
    done = _from(copy_of_mini, "project", RECORD.replace(old, new))
    assert (done.returncode, said in done.stdout) == (1, True), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert _files(copy_of_mini) == before


def test_a_news_item_passes_the_check(copy_of_mini: Path) -> None:
    done = _from(copy_of_mini, "news", NEWS)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "No problems found."), done.stdout
    text = (copy_of_mini / "content/news/2020-02-20-dobry-start-sa-kursy.pl.md").read_text(
        encoding="utf-8"
    )
    assert (
        text == "Title: Dobry start: są kursy\nSummary: Urząd uczy języka.\nProjects:"
        " przykladowy-projekt, wspolna-zagroda\n\nAkapit.\n\n- punkt\n"
    )
    again = _from(
        copy_of_mini,
        "news",
        NEWS.replace("2020-02-20", "2020-02-21")
        .replace("  title_pl", "  slug: dobry-start-sa-kursy\n  title_pl")
        .replace("wspolna-zagroda]", "wspolna]"),
    )
    assert again.returncode == 1
    assert "[primary-key]" in again.stdout
    assert ":9:3  [prose-reference]" in again.stdout


def test_a_dataset_passes_the_check(copy_of_mini: Path) -> None:
    done = _from(copy_of_mini, "dataset", DATASET)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "No problems found."), done.stdout
    made = load_catalog(copy_of_mini).datasets["trainings"]
    assert (made.title, made.primary_key, made.header) == (
        {"pl": "Szkolenia", "en": "Trainings"},
        ("training_id",),
        ("training_id", "place"),
    )
    assert (
        made.field("place").title,
        made.field("place").example,
        made.foreign_keys[0].dataset,
    ) == ({"pl": "tak: no", "en": "yes"}, "NO", "territories")
    assert table(copy_of_mini, "trainings").read_text(encoding="utf-8") == "training_id,place\n"


def test_what_nothing_uses_yet_is_written_and_said(copy_of_mini: Path) -> None:
    record = (
        "programmes: {name_pl: Nowy Fundusz, name_en: New Fund, name_en_origin: official,"
        " short_name_pl: NF, short_name_en: NF, funder: eu, source_id: urzad-o-projekcie}\n"
    )
    done = _from(copy_of_mini, "programme", record)
    assert (done.returncode, "[is_used]" in done.stdout) == (1, True), done.stdout + done.stderr
    assert "nowy-fundusz" in [row["programme_id"] for row in rows_of(copy_of_mini, "programmes")]


@pytest.mark.parametrize("part", [0, 1])
def test_the_record_in_contributing_is_one(part: int, project_root: Path, tmp_path: Path) -> None:
    for folder in ("datasets", "content"):
        shutil.copytree(project_root / folder, tmp_path / folder)
    record = re.findall(
        r"```yaml\n(.*?)```",
        (project_root / "CONTRIBUTING.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )[part]
    done = _from(tmp_path, "project", record)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "No problems found."), (
        done.stdout + done.stderr
    )


@pytest.mark.parametrize(("kind", "lang"), [("projekt", "en"), ("project", "xx")])
def test_a_wrong_call_is_refused(kind: str, lang: str, mini: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(NEW), kind, "--lang", lang, "--root", str(mini)],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")


def test_broken_data_get_no_rows(copy_of_mini: Path) -> None:
    table(copy_of_mini, "places").write_bytes(b"")
    done = _from(copy_of_mini, "project", RECORD)
    assert done.returncode == 1
    assert "[empty-file]" in done.stdout


class Person:
    """Answers questions in memory, from a list of FIELD|ANSWER in the order in which they are
    asked.
    """

    def __init__(self, answers: str) -> None:
        self.answers = [line.partition("|")[::2] for line in answers.strip().splitlines()]
        self.heard: list[str] = []

    def say(self, text: str, style: str = "") -> None:  # noqa: ARG002  # it sees no colours
        self.heard.append(text)

    def ask(self, prompt: str) -> str:
        self.heard.append(prompt)
        field, answer = self.answers.pop(0)
        assert re.match(rf"[^\n]*{re.escape(field)}", prompt), (prompt, field, self.heard[-12:])
        return answer

    def show(self, draft: Draft) -> None:
        self.heard.append(f"{len(draft.rows)} rows")


def _told(mini: Path, kind: str, answers: str) -> tuple[Person, Draft, bool]:
    draft, register = open_draft(mini, at_leisure)
    person = Person(answers)
    dialogue = Dialogue(
        person,
        load_languages(built_sites.ROOT)["en"],
        draft,
        register,
        current_date="2020-02-29",
        read_page=lambda name: {},
    )
    agreed = dialogue.ask_record(kind)
    assert not person.answers
    return person, dialogue.draft, agreed


def test_a_duplicate_is_noticed_a_row_given_up_and_an_answer_changed(mini: Path) -> None:
    organisation = "organisation_id|\nname_en|{}\nname_en_origin|1\nshort_name|\ntype|ngo\ncountry|\nparent_id|<"
    answers = f"""
source_id|gazeta
source_id|1
name_pl|Fundacja Przykladowa
another one|n
source_id|urzad-o-projekcie
name_pl|Nowa Fundacja
{organisation.format("New Foundation")}
source_id|urzad-o-projekcie
name_pl|Nowa Fundacja
{organisation.format("Foundation").replace("<", "?")}
parent_id|-
website|
nip|
regon|
krs|
wikidata|
anything to add|
anything to add|n
anything to add|
Write it|1 nowhere
Write it|1 name_en
name_en|New Foundation
Write it|y
"""
    person, draft, agreed = _told(mini, "organisation", answers)
    assert agreed
    assert (
        "There is already Sample Foundation (fundacja-przykladowa). Is this another one? (y/n)"
        " [n]: " in person.heard
    )
    assert [(row.cells["organisation_id"], row.cells["name_en"]) for row in draft.rows] == [
        ("nowa-fundacja", "New Foundation")
    ]
    assert "1 problem remains; if you write the rows, the check will name it." in person.heard


def test_a_news_item_is_asked_for(mini: Path) -> None:
    answers = """
date|2020
date|
title_pl|Nowy etap
slug [nowy-etap-2]|nowy-etap
slug|
title_en|A <b>new</b> stage
title_en|A new stage
summary_pl|Zdanie.
summary_en|A sentence.
projects|przykladowy projekt
projects|1
projects|
organisations|
cooperation|
sources|
text_pl|![x](y)
…|.
text_pl|Akapit.
…|
…|Drugi.
…|.
text_en|A paragraph.
…|.
Write it|n
"""
    person, draft, agreed = _told(mini, "news", answers)
    assert not agreed
    files = changed_files(draft)
    assert sorted(files) == [
        "content/news/2020-02-29-nowy-etap-2.en.md",
        "content/news/2020-02-29-nowy-etap-2.pl.md",
    ]
    assert (
        files["content/news/2020-02-29-nowy-etap-2.pl.md"].decode()
        == "Title: Nowy etap\nSummary: Zdanie.\nProjects:"
        " przykladowy-projekt\n\nAkapit.\n\nDrugi.\n"
    )
    for rule in ("news-date", "primary-key", "markup", "picture"):
        assert any(f"[{rule}]" in line for line in person.heard), rule


def test_a_dataset_is_asked_for(mini: Path) -> None:
    answers = """
name|Trainings
name|projects
name|trainings
group|
title_pl|Szkolenia
title_en|Trainings
description_pl|Wiersz to szkolenie.
description_en|A row is a training.
max|
name|contact_email
name|training_id
type|text
type|
format|slug
title_pl|szkolenie
title_en|training
description_pl|Identyfikator.
description_en|An identifier.
example|kurs
required|
key|false
to|
one more|
Write it|2 key
key|true
Write it|y
"""
    person, draft, agreed = _told(mini, "dataset", answers)
    assert agreed
    assert changed_files(draft)["datasets/trainings/trainings.csv"] == b"training_id\n"
    for rule in ("constraint-error", "primary-key", "personal-data", "descriptor"):
        assert any(f"[{rule}]" in line for line in person.heard), rule


PAGES = [
    ("<meta charset=windows-1250><title>Łódź</title>", "cp1250", {"title": "Łódź"}),
    (
        (
            "<html lang='EN-gb'><meta property='og:title'"
            " content='A'><title>B</title><h1>C</h1><time datetime='2020-02-31'>x</time>"
        ),
        "utf-8",
        {"title": "A", "language": "en"},
    ),
    (
        (
            "<meta property='article:published_time' content='2020-02-03T10:00'><link rel=canonical"
            " href='javascript:x'>"
        ),
        "utf-8",
        {"published": "2020-02-03"},
    ),
    ("", "utf-8", None),
    ("<meta charset=none-such><p>x</p>", "utf-8", None),
]


@pytest.mark.parametrize(("page", "encoding", "facts"), PAGES)
def test_what_a_saved_page_says(page: str, encoding: str, facts: dict[str, str] | None) -> None:
    content = page.encode(encoding)
    assert page_facts.facts(content) == (
        {} if facts is None else facts | {"content_sha256": web_page.digest(content)}
    )


@pytest.mark.parametrize(
    "words", ["fundacja na rzecz przykladu", "Fundacia przykladowa", "PRZYKLADOWA FUNDACJA"]
)
def test_search_forgives(words: str) -> None:
    named = {
        "fundacja-przykladowa": ("Fundacja Przykładowa", "Fundacja na Rzecz Przykładu"),
        "miasto": ("Miasto Łódź",),
    }
    assert matching.search(words, named)[0] == "fundacja-przykladowa"
    assert matching.search("lodz", named) == ["miasto"]
    assert matching.same("Fundacja PRZYKLADOWA", named) == "fundacja-przykladowa"
    assert matching.same("Fundacja Inna Zupełnie", named) == ""


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Łódź – „Źdźbło”, cz. 2", "lodz-zdzblo-cz-2"),
        ("…", ""),
        ("słowo " * 30, "-".join(["slowo"] * 10)),
    ],
)
def test_a_slug_is_one(words: str, made: str) -> None:
    assert values.slug(words) == made
    assert not made or values.is_slug(made)


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b" / "c").mkdir(parents=True)
    before = safe_write.state(tmp_path, ["a", "new/file", "b/c"])
    with pytest.raises(
        OSError
    ):  # a folder stands where a file is to be; its kind differs between systems
        safe_write.write(tmp_path, {"a": b"1", "new/file": b"2", "b/c": b"3"}, before)
    assert built_sites.tree(tmp_path) == {"a": b"old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    (tmp_path / "a").write_bytes(b"meanwhile")
    with pytest.raises(safe_write.ChangedError):
        safe_write.write(tmp_path, {"new": b"1", "a": b"2"}, {"new": None, "a": b"old"})
    assert built_sites.tree(tmp_path) == {"a": b"meanwhile"}


WRONG = """projects:
  - statuss: announced
    start_date: [2020]
  - Null
partners: []
sources: {page: nowhere.html}
"""


def test_what_is_said_of_a_wrong_file(
    copy_of_mini: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    (copy_of_mini / "record.yaml").write_text(WRONG, encoding="utf-8")
    problems = record_file.read_record(
        "project",
        yaml_files.entries(copy_of_mini, "record.yaml"),
        "record.yaml",
        open_draft(copy_of_mini, at_leisure)[0],
        "2020-02-28",
        _missing,
    )[1]
    assert {problem.rule for problem in problems} == {
        "unknown-entry",
        "entry-kind",
        "missing-entry",
        "saved-page",
    }
    said_as_golden("others", "record_in_a_file", problems, languages, accept)


def _missing(name: str) -> Mapping[str, str]:
    raise FileNotFoundError(2, "No such file or directory", name)
