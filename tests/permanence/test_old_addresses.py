"""A published address that is lost fails the check and is named; with a withdrawn row or a redirect
something answers there in both languages.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import built_sites
import pelican_runs
import pytest
import site_plans
from edits import add, change, rows_of, write_rows
from lxml import html

import check
from datasite.permanence.published import ADDRESSES, write_addresses
from datasite.publication.redirects_file import REDIRECTS
from datasite.site.files import build_files
from datasite.site.plan import plan_site


@pytest.fixture
def published(copy_of_mini: Path, mini: Path) -> Path:
    """The miniature with every address of it published."""
    permanence = site_plans.of(mini).site.permanence
    (copy_of_mini / ADDRESSES).write_bytes(write_addresses(permanence.all))
    return copy_of_mini


def lost(root: Path) -> list[str]:
    """The addresses that the check names."""
    return [
        match[1]
        for problem in check.find_problems(root)
        if problem.rule == "address-lost"
        and (match := re.search("address “(.*?)”", problem.english))
    ]


def drop_cooperation(root: Path) -> str:
    """Remove a cooperation with all that belongs to it, and return its id."""
    key = rows_of(root, "cooperation")[0]["cooperation_id"]
    for path in sorted((root / "datasets").glob("*/*.csv")):
        name = path.parent.name
        rows = rows_of(root, name)
        kept = [
            row
            for row in rows
            if row.get("cooperation_id") != key
            and not row.get("event_id", "").startswith(key)
            and (row.get("dataset"), row.get("record")) != ("cooperation", key)
        ]
        if len(kept) < len(rows):
            write_rows(root, name, kept)
    for text in (root / "content/news").glob("*.md"):
        lines = text.read_text(encoding="utf-8").splitlines(keepends=True)
        text.write_text("".join(x for x in lines if f": {key}\n" not in x), encoding="utf-8")
    return key


def redirect(root: Path, *rows: str) -> None:
    with (root / REDIRECTS).open("a", encoding="utf-8") as file:
        file.write("".join(f"{row}\n" for row in rows))


def test_nothing_is_lost_where_nothing_changed(published: Path) -> None:
    assert check.find_problems(published) == []


def test_a_text_with_another_slug_is_lost_and_named(published: Path) -> None:
    rename_text(published)
    done = built_sites.run_check(published)
    assert done.returncode == 1
    assert "history/addresses.txt:" in done.stdout
    assert "[address-lost]" in done.stdout and "history/redirects.csv" in done.stdout
    assert lost(published) == [OLD["en"], OLD["pl"]]


def rename_text(root: Path) -> None:
    for lang in ("pl", "en"):
        file = root / f"content/pages/about.{lang}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub("^Slug: .*$", f"Slug: nowy-{lang}", text, flags=re.MULTILINE), encoding="utf-8"
        )


OLD = {"pl": "/pl/o-serwisie/", "en": "/en/about/"}
NEW = {"pl": "/pl/nowy-pl/", "en": "/en/nowy-en/"}


def test_with_a_redirect_the_old_address_answers_in_both_languages(published: Path) -> None:
    rename_text(published)
    redirect(published, *(f"{OLD[lang]},{NEW[lang]},2020-03-01" for lang in OLD))
    assert check.find_problems(published) == []
    plan = plan_site(published, built_sites.SITE_URL)
    moved = {page.url: page for page in plan.pages if page.type == "moved"}
    written = pelican_runs.pages(plan, published / "theme", moved.values())
    for lang, old in OLD.items():
        page = html.fromstring(written[moved[old].file])
        assert page.get("lang") == lang
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert canonical == f"{built_sites.SITE_URL}{NEW[lang]}"
        assert page.xpath("//main//p/a/@href") == [f"../nowy-{lang}/"]
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    files = {path: content.decode() for path, content in build_files(plan) if path[0] in "_.n"}
    assert f"{OLD['en']} {NEW['en']} 301\n" in files["_redirects"]
    assert f"location = {OLD['en']} {{ return 301 {NEW['en']}; }}" in files["nginx.conf"]
    assert f'RedirectMatch 301 "^{OLD["en"]}$" "{NEW["en"]}"' in files[".htaccess"].replace(
        "\\-", "-"
    )


def test_a_record_that_went_is_lost_until_it_is_withdrawn(published: Path) -> None:
    key = drop_cooperation(published)
    assert {f"/pl/wspolpraca/{key}/", f"/en/cooperation/{key}/"} <= set(lost(published))
    words = {"reason_pl": "Pomyłka.", "reason_en": "A mistake."}
    add(published, "withdrawn", dataset="cooperation", record=key, date="2020-03-01", **words)
    rows = sorted(rows_of(published, "withdrawn"), key=lambda row: (row["dataset"], row["record"]))
    write_rows(published, "withdrawn", rows)
    assert not {f"/pl/wspolpraca/{key}/", f"/en/cooperation/{key}/"} & set(lost(published))


def test_the_files_of_a_withdrawn_record_say_so(mini: Path) -> None:
    files = dict(build_files(site_plans.of(mini)))
    (row,) = json.loads(files["data/projects/przykladowy-projekt-bis.json"])
    assert row["status"] == "withdrawn"
    assert row["see"].endswith("/data/projects/przykladowy-projekt.json")
    assert row["reason_en"] == "The same project was here twice."
    text = files["data/projects/przykladowy-projekt-bis.csv"].decode()
    (line,) = csv.DictReader(io.StringIO(text))
    assert line["see"].endswith("/data/projects/przykladowy-projekt.csv")
    assert files["data/dawne-kwoty.csv"] == files["data/budgets.csv"]
    assert files["data/dawna-tabela.parquet"].startswith(b"PAR1")


def test_the_part_for_frames_of_a_withdrawn_record_leads_to_its_page(mini: Path) -> None:
    moved = {p.url: p for p in site_plans.of(mini).pages if p.type == "moved"}
    old = moved["/en/projects/przykladowy-projekt-bis/embed/"]
    assert old.canonical == "/en/projects/przykladowy-projekt-bis/"


def test_an_organisation_without_projects_keeps_its_files(published: Path) -> None:
    plan = plan_site(published, built_sites.SITE_URL)
    present = next(
        row["organisation_id"]
        for row in rows_of(published, "organisations")
        if f"organisations/{row['organisation_id']}.csv" not in plan.site.files
    )
    file = published / ADDRESSES
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_bytes(write_addresses([*lines, f"/data/organisations/{present}.csv"]))
    assert lost(published) == []
    files = dict(build_files(plan_site(published, built_sites.SITE_URL)))
    text = files[f"data/organisations/{present}.csv"].decode()
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["status"] == "empty"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("/pl/projekty/,/pl/,2020-03-01", "has the address"),
        ("/pl/dawno/,/pl/nigdzie/,2020-03-01", "no address of the site"),
        ("/pl/dawno/,/data/budgets.csv,2020-03-01", "cannot become a file"),
        ("/data/dawno.ttl,/pl/,2020-03-01", "Nothing can be written"),
        ("/pl/projekty/dawny-adres/,/pl/,2020-03-01", "twice"),
        ("/pl/../x/,/pl/,2020-03-01", "no address of a page or a file"),
        ("/pl/x{y/,/pl/,2020-03-01", "no address of a page or a file"),
        ("/dawno/,/pl/,2020-03-01", "neither a page in a language"),
        ("/pl/dawno/,/pl/,2020-03", "is no day"),
        ("/pl/dawno/,/pl/", "table of redirects"),
    ],
)
def test_a_redirect_that_cannot_work_is_named(row: str, words: str, copy_of_mini: Path) -> None:
    redirect(copy_of_mini, row)
    (problem,) = check.find_problems(copy_of_mini)
    assert problem.path == REDIRECTS and problem.rule == "redirect"
    assert words in problem.english


@pytest.mark.parametrize(
    "spoil",
    [
        reversed,
        lambda lines: [*lines, "/../etc/"],
        lambda lines: [*lines, lines[-1]],
    ],
)
def test_a_list_of_addresses_that_was_edited_is_refused(
    spoil: Callable[[list[str]], list[str]], published: Path
) -> None:
    file = published / ADDRESSES
    lines = list(spoil(file.read_text(encoding="utf-8").splitlines()))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert [p.rule for p in check.find_problems(published)] == ["published-addresses"]


def test_without_a_release_nothing_is_published(copy_of_mini: Path) -> None:
    shutil.rmtree(copy_of_mini / "history")
    change(copy_of_mini, "projects", "null", summary_en="Another summary.")
    assert check.find_problems(copy_of_mini) == []
