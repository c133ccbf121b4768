"""The XML manifest that the portal dane.gov.pl harvests, by version 1.10 of its schema, and the MD5
that the portal compares before it reads the manifest.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from lxml import etree

from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.language.languages import LANGUAGES, Words
from datasite.metadata.standard import Publication, Standard
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import (
    DESCRIPTION,
    KEYWORDS,
    LICENCE_SHORT_NAME,
    PACKAGE_NAME,
    THEMES,
    TITLE,
)
from datasite.publication.release import Release

_NAMESPACE = "urn:otwarte-dane:harvester:1.10"
_LANGUAGE_ELEMENTS = {"pl": "polish", "en": "english"}  # the portal has no other languages
_FLAGS = ("hasDynamicData", "hasHighValueData", "hasResearchData")
_FORMATS_OF_EVERYTHING = ("zip", "sqlite")
_FORMATS_OF_A_TABLE = ("xlsx", "csv")


class _Resource(NamedTuple):
    """A file that the portal lists, and its package."""

    package: Package
    file: Download


def build_manifest(
    packages: tuple[Package, ...], release: Release, site_url: str
) -> Mapping[str, bytes]:
    """The manifest and its MD5 by file name: one dataset, whose resources are everything in one
    file, and each table that is not a codelist.
    """
    content = _manifest(packages, release, site_url)
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    # The portal compares the whole MD5 file, so it holds nothing but the digits.
    return {"dane-gov-pl.xml": content, "dane-gov-pl.md5": md5.encode()}


def _manifest(packages: tuple[Package, ...], release: Release, site_url: str) -> bytes:
    """The elements in the order that the schema of the portal requires."""
    prefixes: dict[Any, str] = {None: _NAMESPACE}  # None: the elements need no prefix
    root = etree.Element(_name("datasets"), nsmap=prefixes)
    dataset = etree.SubElement(root, _name("dataset"), status="published")
    _add(dataset, "extIdent", PACKAGE_NAME)
    _add_words(dataset, "title", TITLE)
    _add_words(dataset, "description", DESCRIPTION)
    _add(dataset, "url", site_url + addresses.page("data", "", LANGUAGES[0]))
    _add(dataset, "updateFrequency", "notApplicable")  # the schema has no "irregular"
    categories = _add(dataset, "categories")
    for code in THEMES:
        _add(categories, "category", code)
    conditions = _add(dataset, "conditions")
    _add(conditions, "source", "true")
    _add(conditions, "modification", "true")
    _add(conditions, "dbOrCopyrightedLicenseChosen", LICENCE_SHORT_NAME)
    resources = _add(dataset, "resources")
    for resource in _resources(packages):
        _add_resource(resources, resource, release, site_url)
    tags = _add(dataset, "tags")
    for lang in _LANGUAGE_ELEMENTS:
        for word in KEYWORDS[lang]:
            _add(tags, "tag", word).set("lang", lang)
    _add(dataset, "lastUpdateDate", _midnight(release))
    for flag in _FLAGS:
        _add(dataset, flag, "false")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _resources(packages: tuple[Package, ...]) -> list[_Resource]:
    everything, *others = packages
    tables = [p for p in others if p.section == "data" and p.tables[0].dataset.group != "codelist"]
    return [
        *(
            _Resource(everything, file)
            for file in everything.files
            if file.name.endswith(_FORMATS_OF_EVERYTHING)
        ),
        *(
            _Resource(package, file)
            for package in tables
            for extension in _FORMATS_OF_A_TABLE
            for file in package.files
            if file.name == f"{package.slug}.{extension}"
        ),
    ]


def _add_resource(
    parent: etree._Element, resource: _Resource, release: Release, site_url: str
) -> None:
    package, file = resource
    titles = {lang: f"{package.title[lang]} – {file.name}" for lang in _LANGUAGE_ELEMENTS}
    descriptions = {
        lang: f"{package.description[lang]} {file.use[lang]}" for lang in _LANGUAGE_ELEMENTS
    }
    element = etree.SubElement(parent, _name("resource"), status="published")
    _add(element, "extIdent", file.name)
    _add(element, "url", f"{site_url}/data/{file.name}")
    _add_words(element, "title", titles)
    _add_words(element, "description", descriptions)
    _add(element, "availability", "remote")
    _add(element, "dataDate", release.released)
    _add(element, "lastUpdateDate", _midnight(release))
    for flag in _FLAGS:
        _add(element, flag, "false")


def _name(name: str) -> str:
    """The name of an element in the namespace of the portal."""
    return f"{{{_NAMESPACE}}}{name}"


def _add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    element = etree.SubElement(parent, _name(name))
    element.text = text or None
    return element


def _add_words(parent: etree._Element, name: str, words: Words) -> None:
    element = _add(parent, name)
    for lang, element_name in _LANGUAGE_ELEMENTS.items():
        _add(element, element_name, words[lang])


def _midnight(release: Release) -> str:
    """The day of the release as the date and time that the schema requires."""
    return f"{release.released}T00:00:00"


def _build_files(publication: Publication) -> Mapping[str, bytes]:
    return build_manifest(publication.packages, publication.release, publication.site_url)


STANDARD = Standard(use=N_("A manifest for the portal dane.gov.pl."), build_files=_build_files)
