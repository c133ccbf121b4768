"""How to cite a release of the register, or one of its pages: as a sentence, and as CITATION.cff,
BibTeX, CSL-JSON and DataCite JSON.

Every citation names the version of the release and its day, never the present day.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from datasite.language.languages import SOURCE_LANGUAGE, TEXT_LANGUAGES, Words
from datasite.language.localization import Language
from datasite.problems import N_
from datasite.publication.identity import (
    KEYWORDS,
    LICENCE,
    LICENCE_SHORT_NAME,
    PACKAGE_NAME,
    PUBLISHER,
    TITLE,
)
from datasite.publication.json_bytes import json_bytes
from datasite.publication.release import Release

_SENTENCE = N_("%(publisher)s (%(year)s). %(title)s (version %(version)s). %(licence)s. %(url)s")
_SENTENCE_OF_PAGE = N_(
    "%(publisher)s (%(year)s). %(title)s. In: %(container)s (version %(version)s). %(licence)s."
    " %(url)s"
)


@dataclass(frozen=True, kw_only=True)
class Work:
    """A cited work: the whole register, or a page of it.

    `key` is unique among works; `csl_type` is its type in CSL, e.g. "dataset" or
    "entry"; `container` is the title of the register that a page belongs to; `issued` is the day of
    a page that has its own, e.g. "2026-11-22", else blank; `doi` is that of a release, if there is
    one.
    """

    key: str
    title: str
    url: str
    csl_type: str = "dataset"
    container: str = ""
    issued: str = ""
    doi: str = ""


@dataclass(frozen=True)
class Citation:
    """Ways to cite one page: a sentence in each language, and two forms for reference managers."""

    sentences: Words
    bibtex: str
    csl: str


def whole_register(lang: str, site_url: str) -> Work:
    """The register itself. `site_url` has no slash at its end."""
    return Work(key=PACKAGE_NAME, title=TITLE[lang], url=f"{site_url}/")


def release_work(lang: str, url: str, release: Release, doi: str = "") -> Work:
    """One release of the register, by the whole address that speaks of it."""
    key = f"{PACKAGE_NAME}-{release.version}"
    return Work(key=key, title=TITLE[lang], url=url, doi=doi)


def cite_page(
    release: Release,
    languages: Mapping[str, Language],
    *,
    key: str,
    titles: Words,
    urls: Words,
    lang: str,
    csl_type: str,
    issued: str = "",
) -> Citation:
    """The citation of a page by its title and whole address in each language, e.g. {"pl":
    "https://example.org/pl/projekty/x/", …}.

    Sentences begin with that in `lang`, the language of the page; forms for programs are in it.
    The other sentences are in the languages that have texts of their own.
    `key`, `csl_type` and `issued` are those of Work.
    """
    works = {
        code: Work(
            key=f"{PACKAGE_NAME}-{key}",
            title=titles[code],
            url=urls[code],
            csl_type=csl_type,
            container=TITLE[code],
            issued=issued,
        )
        for code in urls
    }
    order = (lang, *(code for code in TEXT_LANGUAGES if code in urls and code != lang))
    return Citation(
        {code: sentence(release, languages[code], works[code]) for code in order},
        bibtex(release, works[lang]).decode().strip(),
        csl(release, works[lang]).decode().strip(),
    )


def sentence(release: Release, language: Language, work: Work) -> str:
    """The citation in words: Kto z kim za ile (2026). Title (version 1.2.3). CC BY 4.0. https://…"""
    template = language.translations.gettext(_SENTENCE_OF_PAGE if work.container else _SENTENCE)
    return template % {
        "publisher": PUBLISHER,
        "year": _day(release, work)[:4],
        "title": work.title.rstrip("."),
        "container": work.container,
        "version": release.version,
        "licence": LICENCE_SHORT_NAME,
        "url": work.url,
    }


def _day(release: Release, work: Work) -> str:
    return work.issued or release.released


def citation_file(release: Release, site_url: str, work: Work | None = None) -> bytes:
    """CITATION.cff of the register, or of the release that is the `work`; version 1.2.0, in
    English: it has no place for languages.
    """
    content = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": TITLE[SOURCE_LANGUAGE],
        "authors": [{"name": PUBLISHER}],
        "version": release.version,
        "date-released": release.released,
        "license": LICENCE["name"],
        "url": work.url if work else f"{site_url}/",
        **({"doi": work.doi} if work and work.doi else {}),
        "keywords": list(KEYWORDS[SOURCE_LANGUAGE]),
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000).encode()


def bibtex(release: Release, work: Work) -> bytes:
    """A BibTeX entry. Braces keep capitals, and signs that TeX takes for commands are escaped."""
    note = f"{_tex(work.container)}. {LICENCE_SHORT_NAME}" if work.container else LICENCE_SHORT_NAME
    fields = {
        "author": f"{{{PUBLISHER}}}",
        "title": f"{{{_tex(work.title)}}}",
        "year": _day(release, work)[:4],
        "version": release.version,
        "publisher": PUBLISHER,
        "url": work.url,
        **({"doi": work.doi} if work.doi else {}),
        "note": note,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{work.key},\n{lines}\n}}\n".encode()


def _tex(text: str) -> str:
    """Text as TeX sets it. Braces are left out, since one without its pair would end the field."""
    return re.sub(r"[&%$#_]", r"\\\g<0>", re.sub(r"[\\{}~^]", " ", text))


def csl(release: Release, work: Work) -> bytes:
    """CSL-JSON, as reference managers read it."""
    item = {
        "id": work.key,
        "type": work.csl_type,
        "title": work.title,
        **({"container-title": work.container} if work.container else {}),
        "author": [{"literal": PUBLISHER}],
        "publisher": PUBLISHER,
        "version": release.version,
        "issued": {"date-parts": [[int(part) for part in _day(release, work).split("-")]]},
        "URL": work.url,
        **({"DOI": work.doi} if work.doi else {}),
        "license": LICENCE["name"],
    }
    return json_bytes([item])


def datacite(release: Release, site_url: str, work: Work | None = None) -> bytes:
    """DataCite metadata of the register, or of the release that is the `work`; schema 4, without
    the DOI where no repository gave one yet.
    """
    titles: list[dict[str, Any]] = [{"title": TITLE[SOURCE_LANGUAGE], "lang": SOURCE_LANGUAGE}]
    titles += [
        {"title": TITLE[lang], "lang": lang, "titleType": "TranslatedTitle"}
        for lang in TEXT_LANGUAGES
        if lang != SOURCE_LANGUAGE
    ]
    content = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "titles": titles,
        "creators": [{"name": PUBLISHER, "nameType": "Organizational"}],
        "publisher": {"name": PUBLISHER},
        "publicationYear": str(release.year),
        "version": release.version,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "dates": [{"date": release.released, "dateType": "Issued"}],
        "rightsList": [
            {
                "rights": LICENCE["title"],
                "rightsUri": f"{LICENCE['path']}legalcode",
                "rightsIdentifier": LICENCE["name"],
            }
        ],
        "subjects": [
            {"subject": word, "lang": lang} for lang in TEXT_LANGUAGES for word in KEYWORDS[lang]
        ],
        "url": work.url if work else f"{site_url}/",
        **({"doi": work.doi} if work and work.doi else {}),
    }
    return json_bytes(content)
