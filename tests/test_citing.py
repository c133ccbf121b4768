"""Ways to cite: each is read by a program, and all say the same of one release."""

import datetime
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sites
import yaml

from datasite import citing
from datasite.citing import PUBLISHER, TITLE, Release
from datasite.problems import DataError

URL = sites.SITE_URL
RELEASE = Release("1.2.3", "2020-02-29")
REPOSITORY = sites.ROOT / "CITATION.cff"


def read_yaml(content: bytes) -> dict[str, Any]:
    """A citation file with its dates as text, quoted or not."""
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in yaml.safe_load(content).items()}


def fields_of_bibtex(content: bytes) -> dict[str, str]:
    """The fields of the one entry, read brace by brace."""
    match = re.fullmatch(r"@(\w+)\{([\w-]+),\n(.*)\n\}\n", content.decode(), re.DOTALL)
    assert match and match[1] == "misc"
    fields, rest = {}, match[3]
    while rest:
        name, rest = re.split(r"\s*=\s*", rest.lstrip(), maxsplit=1)
        depths = itertools.accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in rest)
        end = next(at for at, depth in enumerate(depths, 1) if not depth)  # no closing brace, no entry
        assert rest[end : end + 1] in ("", ",")
        fields[name], rest = rest[1 : end - 1], rest[end + 1 :]
    return fields


def test_the_release_of_the_repository_is_read() -> None:
    release = citing.read(sites.ROOT)
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
    with pytest.raises(DataError):
        citing.read(tmp_path)


@pytest.mark.parametrize("which", ["repository", "package"])
def test_the_citation_file_is_valid(which: str, tmp_path: Path) -> None:
    file = REPOSITORY
    if which == "package":
        file = tmp_path / "CITATION.cff"
        file.write_bytes(citing.citation_file(RELEASE, URL))
    command = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", "vendor.citation-file-format", str(file)]
    done = subprocess.run(command, env=sites.environment(), capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "name",
    [
        *("version", "date-released", "license", "url", "type", "authors"),
        "title",
    ],
)
def test_the_repository_cites_itself_as_its_packages_do(name: str) -> None:
    ours, theirs = (read_yaml(content)[name] for content in (REPOSITORY.read_bytes(), citing.citation_file(citing.read(sites.ROOT), URL)))
    assert (ours.rstrip("/") == theirs.rstrip("/")) if name == "url" else ours == theirs


def test_the_sentence_names_all_that_the_licence_asks_for() -> None:
    assert citing.text(RELEASE, "pl", f"{URL}/") == f"{PUBLISHER} (2020). {TITLE['pl']} (wersja 1.2.3). CC BY 4.0. {URL}/"
    assert citing.text(RELEASE, "en", f"{URL}/") == f"{PUBLISHER} (2020). {TITLE['en']} (version 1.2.3). CC BY 4.0. {URL}/"


def test_bibtex() -> None:
    fields = fields_of_bibtex(citing.bibtex(RELEASE, URL))
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
    (it,) = json.loads(citing.csl(RELEASE, URL))
    assert (it["type"], it["title"], it["version"], it["URL"]) == ("dataset", TITLE["en"], "1.2.3", f"{URL}/")
    assert it["issued"] == {"date-parts": [[2020, 2, 29]]}
    assert it["author"] == [{"literal": PUBLISHER}] and it["id"]


def test_datacite() -> None:
    it = json.loads(citing.datacite(RELEASE, URL))
    assert {"creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"} <= set(it)  # all that schema 4 requires but the DOI
    assert (it["publicationYear"], it["version"], it["types"]["resourceTypeGeneral"]) == ("2020", "1.2.3", "Dataset")
    assert {t["lang"]: t["title"] for t in it["titles"]} == TITLE
    assert it["dates"] == [{"date": "2020-02-29", "dateType": "Issued"}]
    assert it["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"


@pytest.mark.parametrize("write", [citing.citation_file, citing.bibtex, citing.csl, citing.datacite])
def test_the_same_release_gives_the_same_bytes(write: Any) -> None:
    assert write(RELEASE, URL) == write(RELEASE, URL)
    assert write(RELEASE, URL) != write(Release("1.2.4", "2020-02-29"), URL)
