"""A release in, ways to cite it out: a sentence, CITATION.cff, BibTeX, CSL-JSON, DataCite JSON. Versioned; no clock."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from datasite import settings
from datasite.descriptor import Words
from datasite.problems import N_, DataError, Message, Problem
from datasite.values import Date

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")
PACKAGE_NAME = "kto-z-kim-za-ile"
PUBLISHER = "Kto z kim za ile"
TITLE: Words = {
    "pl": "Kto z kim za ile: otwarte dane o projektach migracyjnych, azylowych i granicznych",
    "en": "Who, with whom, for how much: open data on projects of migration, asylum and borders",
}
KEYWORDS = ("migration", "asylum", "integration", "borders", "Poland", "open data", "grants")


@dataclass(frozen=True)
class Release:
    """The version of the data and the day of its release, from datasets/release.yaml; never from a clock."""

    version: str
    released: str

    @property
    def date(self) -> Date:
        parsed = Date.parse(self.released)
        assert parsed  # read has checked it
        return parsed

    @property
    def major(self) -> int:
        """The first part of the version, which grows where a column or a dataset goes."""
        return int(self.version.split(".")[0])

    @property
    def year(self) -> int:
        return int(self.released[:4])


def read(root: Path) -> Release:
    """The release that `root`/datasets/release.yaml names. Raises DataError."""
    path = "datasets/release.yaml"
    try:
        raw = settings.read(root, path)
        release = Release(str(raw["version"]), str(raw["released"]))
        right = bool(_VERSION.match(release.version)) and (day := Date.parse(release.released)) is not None and day.day is not None
    except settings.SettingsError as error:
        raise DataError(error.problems) from error
    except KeyError:
        right = False
    if not right:
        what = Message(N_("The file does not name a version and a day of release."))
        raise DataError([Problem(path, 0, 0, "release", what, Message(N_("Write `version: 1.2.3` and `released: 2026-11-22`.")))])
    return release


def text(release: Release, lang: str, url: str) -> str:
    """The citation as a sentence."""
    return f"{PUBLISHER} ({release.year}). {TITLE[lang]} ({'wersja' if lang == 'pl' else 'version'} {release.version}). CC BY 4.0. {url}"


def citation_file(release: Release, site_url: str) -> bytes:
    """CITATION.cff, version 1.2.0."""
    made = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": TITLE["en"],
        "authors": [{"name": PUBLISHER}],
        "version": release.version,
        "date-released": release.released,
        "license": "CC-BY-4.0",
        "url": f"{site_url}/",
        "keywords": list(KEYWORDS),
    }
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=1000).encode()


def bibtex(release: Release, site_url: str) -> bytes:
    """A BibTeX entry; braces keep capitals."""
    fields = {
        "author": f"{{{PUBLISHER}}}",
        "title": f"{{{TITLE['en']}}}",
        "year": str(release.year),
        "version": release.version,
        "publisher": PUBLISHER,
        "url": f"{site_url}/",
        "note": "CC BY 4.0",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{PACKAGE_NAME},\n{lines}\n}}\n".encode()


def csl(release: Release, site_url: str) -> bytes:
    """CSL-JSON, as reference managers read it."""
    year, month, day = map(int, release.released.split("-"))
    made = [
        {
            "id": PACKAGE_NAME,
            "type": "dataset",
            "title": TITLE["en"],
            "author": [{"literal": PUBLISHER}],
            "publisher": PUBLISHER,
            "version": release.version,
            "issued": {"date-parts": [[year, month, day]]},
            "URL": f"{site_url}/",
            "license": "CC-BY-4.0",
        }
    ]
    return _json(made)


def datacite(release: Release, site_url: str) -> bytes:
    """DataCite metadata, schema 4: all but the DOI, which a repository gives."""
    made = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "titles": [{"title": TITLE["en"], "lang": "en"}, {"title": TITLE["pl"], "lang": "pl", "titleType": "TranslatedTitle"}],
        "creators": [{"name": PUBLISHER, "nameType": "Organizational"}],
        "publisher": {"name": PUBLISHER},
        "publicationYear": str(release.year),
        "version": release.version,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "dates": [{"date": release.released, "dateType": "Issued"}],
        "rightsList": [
            {"rights": "Creative Commons Attribution 4.0 International", "rightsUri": "https://creativecommons.org/licenses/by/4.0/legalcode", "rightsIdentifier": "CC-BY-4.0"}
        ],
        "subjects": [{"subject": word} for word in KEYWORDS],
        "url": f"{site_url}/",
    }
    return _json(made)


def _json(made: Any) -> bytes:
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
