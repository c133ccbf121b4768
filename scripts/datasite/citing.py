"""A release in, ways to cite it or one of its pages out: a sentence, CITATION.cff, BibTeX, CSL-JSON, DataCite JSON. Versioned; no clock."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from datasite import settings
from datasite.descriptor import LANGUAGES, Words
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
class Change:
    """One change of the data, in the words of the home page."""

    date: Date
    text: Words


@dataclass(frozen=True)
class Release:
    """The version of the data, the day of its release and what changed lately, from datasets/release.yaml; never from a clock."""

    version: str
    released: str
    changes: tuple[Change, ...] = ()

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
    """The release that `root`/datasets/release.yaml names, the newest change first. Raises DataError."""
    path = "datasets/release.yaml"
    try:
        raw = settings.read(root, path)
        version, released, listed = str(raw["version"]), str(raw["released"]), list(raw.get("changes") or ())
        right = bool(_VERSION.match(version)) and _day(released) is not None
    except settings.SettingsError as error:
        raise DataError(error.problems) from error
    except (KeyError, TypeError):
        right = False
    if not right:
        what = Message(N_("The file does not name a version and a day of release."))
        raise DataError([Problem(path, 0, 0, "release", what, Message(N_("Write `version: 1.2.3` and `released: 2026-11-22`.")))])
    changes = [_change(it) for it in listed]
    if not all(changes):
        what = Message(N_("Change number %(number)d has no day, or no words in some language."), {"number": changes.index(None) + 1})
        raise DataError([Problem(path, 0, 0, "release", what, Message(N_("Write the day as `date: 2026-11-22` and the words under the code of each language.")))])
    return Release(version, released, tuple(sorted((c for c in changes if c), key=lambda c: str(c.date), reverse=True)))


def _day(text: str) -> Date | None:
    found = Date.parse(text)
    return found if found and found.day is not None else None


def _change(raw: Any) -> Change | None:
    if not isinstance(raw, dict) or set(raw) != {"date", *LANGUAGES}:
        return None
    day, words = _day(str(raw["date"])), {lang: str(raw[lang] or "").strip() for lang in LANGUAGES}
    return Change(day, words) if day and all(words.values()) else None


@dataclass(frozen=True)
class Work:
    """What is cited: the whole register, or one page of it, `within` that. `kind` is a type of CSL; `issued` is blank where it is the day of the release."""

    key: str
    title: str
    url: str
    kind: str = "dataset"
    within: str = ""
    issued: str = ""


@dataclass(frozen=True)
class Citation:
    """Ways to cite one page: a sentence in each language, and two forms for reference managers."""

    sentences: Words
    bibtex: str
    csl: str


def whole(lang: str, site_url: str) -> Work:
    """The register itself."""
    return Work(PACKAGE_NAME, TITLE[lang], f"{site_url}/")


def of_page(release: Release, key: str, titles: Words, urls: Words, lang: str, kind: str, issued: str = "") -> Citation:
    """A page by its title and whole address in each language; what is for programs is in `lang`. `key` tells it apart from every other."""
    works = {code: Work(f"{PACKAGE_NAME}-{key}", titles[code], urls[code], kind, TITLE[code], issued) for code in urls}
    sentences = {code: text(release, code, works[code]) for code in (lang, *(c for c in urls if c != lang))}
    return Citation(sentences, bibtex(release, works[lang]).decode().strip(), csl(release, works[lang]).decode().strip())


def text(release: Release, lang: str, work: Work) -> str:
    """The citation as a sentence."""
    version = f"({'wersja' if lang == 'pl' else 'version'} {release.version})"
    within = f" {'W' if lang == 'pl' else 'In'}: {work.within}" if work.within else ""
    return f"{PUBLISHER} ({(work.issued or release.released)[:4]}). {work.title.rstrip('.')}{'.' if within else ''}{within} {version}. CC BY 4.0. {work.url}"


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


def bibtex(release: Release, work: Work) -> bytes:
    """A BibTeX entry; braces keep capitals, and what TeX takes for a command is escaped."""
    fields = {
        "author": f"{{{PUBLISHER}}}",
        "title": f"{{{_tex(work.title)}}}",
        "year": (work.issued or release.released)[:4],
        "version": release.version,
        "publisher": PUBLISHER,
        "url": work.url,
        "note": f"{_tex(work.within)}. CC BY 4.0" if work.within else "CC BY 4.0",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{work.key},\n{lines}\n}}\n".encode()


def _tex(words: str) -> str:
    """Text as TeX sets it. Braces that do not match would end the field."""
    return re.sub(r"[&%$#_]", r"\\\g<0>", re.sub(r"[\\{}~^]", " ", words))


def csl(release: Release, work: Work) -> bytes:
    """CSL-JSON, as reference managers read it."""
    made = {
        "id": work.key,
        "type": work.kind,
        "title": work.title,
        **({"container-title": work.within} if work.within else {}),
        "author": [{"literal": PUBLISHER}],
        "publisher": PUBLISHER,
        "version": release.version,
        "issued": {"date-parts": [[int(part) for part in (work.issued or release.released).split("-")]]},
        "URL": work.url,
        "license": "CC-BY-4.0",
    }
    return _json([made])


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
