"""A release in, ways to cite it or one of its pages out: a sentence, CITATION.cff, BibTeX,
CSL-JSON, DataCite JSON. Versioned; no clock.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import yaml

from datasite.language.languages import Words
from datasite.publication.identity import KEYWORDS, PACKAGE_NAME, PUBLISHER, TITLE
from datasite.publication.release import Release


@dataclass(frozen=True)
class Work:
    """What is cited: the whole register, or one page of it, `within` that.

    `kind` is a type of CSL; `issued` is blank where it is the day of the release.
    """

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


def of_page(
    release: Release, key: str, titles: Words, urls: Words, lang: str, kind: str, issued: str = ""
) -> Citation:
    """A page by its title and whole address in each language; what is for programs is in `lang`.

    `key` tells it apart from every other.
    """
    works = {
        code: Work(f"{PACKAGE_NAME}-{key}", titles[code], urls[code], kind, TITLE[code], issued)
        for code in urls
    }
    sentences = {
        code: text(release, code, works[code]) for code in (lang, *(c for c in urls if c != lang))
    }
    return Citation(
        sentences,
        bibtex(release, works[lang]).decode().strip(),
        csl(release, works[lang]).decode().strip(),
    )


def text(release: Release, lang: str, work: Work) -> str:
    """The citation as a sentence."""
    version = f"({'wersja' if lang == 'pl' else 'version'} {release.version})"
    within = f" {'W' if lang == 'pl' else 'In'}: {work.within}" if work.within else ""
    return (
        f"{PUBLISHER} ({(work.issued or release.released)[:4]})."
        f" {work.title.rstrip('.')}{'.' if within else ''}{within} {version}. CC BY 4.0. {work.url}"
    )


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
        "issued": {
            "date-parts": [[int(part) for part in (work.issued or release.released).split("-")]]
        },
        "URL": work.url,
        "license": "CC-BY-4.0",
    }
    return _json([made])


def datacite(release: Release, site_url: str) -> bytes:
    """DataCite metadata, schema 4: all but the DOI, which a repository gives."""
    made = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "titles": [
            {"title": TITLE["en"], "lang": "en"},
            {"title": TITLE["pl"], "lang": "pl", "titleType": "TranslatedTitle"},
        ],
        "creators": [{"name": PUBLISHER, "nameType": "Organizational"}],
        "publisher": {"name": PUBLISHER},
        "publicationYear": str(release.year),
        "version": release.version,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "dates": [{"date": release.released, "dateType": "Issued"}],
        "rightsList": [
            {
                "rights": "Creative Commons Attribution 4.0 International",
                "rightsUri": "https://creativecommons.org/licenses/by/4.0/legalcode",
                "rightsIdentifier": "CC-BY-4.0",
            }
        ],
        "subjects": [{"subject": word} for word in KEYWORDS],
        "url": f"{site_url}/",
    }
    return _json(made)


def _json(made: Any) -> bytes:
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
