"""Ways to cite: each is read by a program, and all say the same of one release."""

import datetime
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import built_sites
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from datasite.language.localization import load_languages
from datasite.problems import ProblemsError
from datasite.publication import citations
from datasite.publication.identity import PUBLISHER, TITLE
from datasite.publication.release import Release, read_release

URL = built_sites.SITE_URL
LANGUAGES = load_languages(built_sites.ROOT)
RELEASE = Release("1.2.3", "2020-02-29")
WHOLE = citations.whole_register("en", URL)
REPOSITORY = built_sites.ROOT / "CITATION.cff"


def read_yaml(content: bytes) -> dict[str, Any]:
    """A citation file with its dates as text, quoted or not."""
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in yaml.safe_load(content).items()
    }


def fields_of_bibtex(content: bytes) -> dict[str, str]:
    """The fields of the one entry, read brace by brace."""
    match = re.fullmatch(r"@(\w+)\{([\w-]+),\n(.*)\n\}\n", content.decode(), re.DOTALL)
    assert match and match[1] == "misc"
    fields, rest = {}, match[3]
    while rest:
        name, rest = re.split(r"\s*=\s*", rest.lstrip(), maxsplit=1)
        depths = itertools.accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in rest)
        end = next(
            at for at, depth in enumerate(depths, 1) if not depth
        )  # no closing brace, no entry
        assert rest[end : end + 1] in ("", ",")
        fields[name], rest = rest[1 : end - 1], rest[end + 1 :]
    return fields


def test_the_release_of_the_repository_is_read() -> None:
    release = read_release(built_sites.ROOT)
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", release.version)
    assert release.date.day is not None
    assert release.year == release.date.year


@pytest.mark.parametrize(
    "text",
    [
        "",
        "version: 1.2.3\n",
        "version: 1.2\nreleased: 2026-11-22\n",
        "version: 1.2.3\nreleased: 2026-11\n",
        "- 1\n",
        "a: [",
        "version: 1.2.3\nreleased: 2026-02-30\n",
    ],
)
def test_a_release_without_a_version_or_a_day_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "release.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsError):
        read_release(tmp_path)


@pytest.mark.parametrize("which", ["repository", "package"])
def test_the_citation_file_is_valid(which: str, tmp_path: Path) -> None:
    file = REPOSITORY
    if which == "package":
        file = tmp_path / "CITATION.cff"
        file.write_bytes(citations.citation_file(RELEASE, URL))
    command = [
        str(Path(sys.executable).with_name("check-jsonschema")),
        "--builtin-schema",
        "vendor.citation-file-format",
        str(file),
    ]
    done = subprocess.run(
        command,
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "name",
    [
        *("version", "date-released", "license", "url", "type", "authors"),
        "title",
    ],
)
def test_the_repository_cites_itself_as_its_packages_do(name: str) -> None:
    expected, converted = (
        read_yaml(content)[name]
        for content in (
            REPOSITORY.read_bytes(),
            citations.citation_file(read_release(built_sites.ROOT), URL),
        )
    )
    assert (
        (expected.rstrip("/") == converted.rstrip("/")) if name == "url" else expected == converted
    )


def test_the_sentence_names_all_that_the_licence_asks_for() -> None:
    assert (
        citations.sentence(RELEASE, LANGUAGES["pl"], citations.whole_register("pl", URL))
        == f"{PUBLISHER} (2020). {TITLE['pl']} (wersja 1.2.3). CC BY 4.0. {URL}/"
    )
    assert (
        citations.sentence(RELEASE, LANGUAGES["en"], citations.whole_register("en", URL))
        == f"{PUBLISHER} (2020). {TITLE['en']} (version 1.2.3). CC BY 4.0. {URL}/"
    )


def test_bibtex() -> None:
    fields = fields_of_bibtex(citations.bibtex(RELEASE, WHOLE))
    assert fields == {
        "author": f"{{{PUBLISHER}}}",
        "title": f"{{{TITLE['en']}}}",
        "year": "2020",
        "version": "1.2.3",
        "publisher": PUBLISHER,
        "url": f"{URL}/",
        "note": "CC BY 4.0",
    }


def test_csl() -> None:
    (item,) = json.loads(citations.csl(RELEASE, WHOLE))
    assert (item["type"], item["title"], item["version"], item["URL"]) == (
        "dataset",
        TITLE["en"],
        "1.2.3",
        f"{URL}/",
    )
    assert item["issued"] == {"date-parts": [[2020, 2, 29]]}
    assert item["author"] == [{"literal": PUBLISHER}] and item["id"]


def test_datacite() -> None:
    item = json.loads(citations.datacite(RELEASE, URL))
    assert {"creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"} <= set(
        item
    )  # all that schema 4 requires but the DOI
    assert (item["publicationYear"], item["version"], item["types"]["resourceTypeGeneral"]) == (
        "2020",
        "1.2.3",
        "Dataset",
    )
    assert {t["lang"]: t["title"] for t in item["titles"]} == TITLE
    assert item["dates"] == [{"date": "2020-02-29", "dateType": "Issued"}]
    assert item["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"


WRITERS: dict[str, Callable[[Release], bytes]] = {
    "cff": lambda item: citations.citation_file(item, URL),
    "bibtex": lambda item: citations.bibtex(item, WHOLE),
    "csl": lambda item: citations.csl(item, WHOLE),
    "datacite": lambda item: citations.datacite(item, URL),
}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_release_gives_the_same_bytes(name: str) -> None:
    assert WRITERS[name](RELEASE) == WRITERS[name](RELEASE)
    assert WRITERS[name](RELEASE) != WRITERS[name](Release("1.2.4", "2020-02-29"))


# One page


def of_page(title: str, issued: str = "") -> citations.Citation:
    return citations.cite_page(
        RELEASE,
        LANGUAGES,
        key="project-x",
        titles={"pl": title, "en": "A title"},
        urls={"pl": f"{URL}/pl/x/", "en": f"{URL}/en/x/"},
        lang="pl",
        csl_type="entry",
        issued=issued,
    )


def test_a_page_is_cited_within_the_register_in_each_language_its_own_first() -> None:
    sentences = of_page("Tytuł").sentences
    assert list(sentences) == ["pl", "en"]
    assert (
        sentences["pl"]
        == f"{PUBLISHER} (2020). Tytuł. W: {TITLE['pl']} (wersja 1.2.3). CC BY 4.0. {URL}/pl/x/"
    )
    assert (
        sentences["en"]
        == f"{PUBLISHER} (2020). A title. In: {TITLE['en']} (version 1.2.3). CC BY 4.0. {URL}/en/x/"
    )


def test_a_page_for_reference_managers_is_in_its_own_language() -> None:
    citation = of_page("Tytuł", "2019-05-07")
    fields, (item,) = fields_of_bibtex(citation.bibtex.encode() + b"\n"), json.loads(citation.csl)
    assert (fields["title"], fields["url"], fields["year"], fields["version"]) == (
        "{Tytuł}",
        f"{URL}/pl/x/",
        "2019",
        "1.2.3",
    )
    assert (item["title"], item["URL"], item["type"], item["container-title"]) == (
        "Tytuł",
        f"{URL}/pl/x/",
        "entry",
        TITLE["pl"],
    )
    assert item["issued"] == {"date-parts": [[2019, 5, 7]]}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"])))
def test_no_title_breaks_the_entry(title: str) -> None:
    citation = of_page(title)
    fields = fields_of_bibtex(citation.bibtex.encode() + b"\n")
    assert set(fields) == {"author", "title", "year", "version", "publisher", "url", "note"}
    assert re.sub(r"[^\w]|_", "", fields["title"]) == re.sub(r"[^\w]|_", "", title)
    assert json.loads(citation.csl)[0]["title"] == title


# Changes


CHANGES = "version: 1.2.3\nreleased: 2026-11-22\nchanges:\n"


def release_of(tmp_path: Path, text: str) -> Release:
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "release.yaml").write_text(text, encoding="utf-8")
    return read_release(tmp_path)


def test_changes_are_read_the_newest_first(tmp_path: Path) -> None:
    text = (
        f"{CHANGES}  - {{date: 2026-01-02, pl: a, en: b}}\n  - {{date: 2026-03-04, pl: c, en: d}}\n"
    )
    assert [(str(change.date), change.text) for change in release_of(tmp_path, text).changes] == [
        ("2026-03-04", {"pl": "c", "en": "d"}),
        ("2026-01-02", {"pl": "a", "en": "b"}),
    ]


@pytest.mark.parametrize(
    "change",
    [
        "{date: 2026-01, pl: a, en: b}",
        "{date: 2026-01-02, pl: a}",
        "{date: 2026-01-02, pl: a, en: }",
        "{date: 2026-01-02, pl: a, en: b, de: c}",
        "words",
    ],
)
def test_a_change_without_a_day_or_a_language_is_refused_by_number(
    change: str, tmp_path: Path
) -> None:
    with pytest.raises(ProblemsError) as refused:
        release_of(tmp_path, f"{CHANGES}  - {{date: 2026-01-02, pl: a, en: b}}\n  - {change}\n")
    assert "2" in str(refused.value.problems[0].what)


def test_the_real_changes_are_not_later_than_the_release() -> None:
    release = read_release(built_sites.ROOT)
    assert release.changes
    assert all(str(change.date) <= release.released for change in release.changes)
