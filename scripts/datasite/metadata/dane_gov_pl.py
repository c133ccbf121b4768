"""Packages in, the XML manifest that dane.gov.pl harvests out, and beside it the MD5 that it
compares before it reads.

The portal's schema has versions. That of 1.10 wants every element in its namespace; the manifests
in use with 1.13 have only the root there, so from then on the root alone carries a prefix.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from lxml import etree

from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.language.languages import LANGUAGES, Words
from datasite.publication import addresses
from datasite.publication.identity import (
    CATALOGUE_KEYWORDS,
    DESCRIPTION,
    PACKAGE_NAME,
    PACKAGE_TITLE,
    THEMES,
)
from datasite.publication.release import Release

VERSION = "1.10"
_QUALIFIED = ("1.10",)  # versions whose inner elements stand in the namespace
_ELEMENTS = {"pl": "polish", "en": "english"}
_FLAGS = ("hasDynamicData", "hasHighValueData", "hasResearchData")
_OF_EVERYTHING = ("zip", "sqlite")
_OF_A_TABLE = ("xlsx", "csv")


def manifest(
    packages: tuple[Package, ...], release: Release, site_url: str, version: str = VERSION
) -> Mapping[str, bytes]:
    """The manifest and its sum by file name: one dataset, whose resources are everything in one
    file and each table but the codelists.
    """
    content = _xml(packages, release, site_url, version)
    return {
        "dane-gov-pl.xml": content,
        "dane-gov-pl.md5": hashlib.md5(content, usedforsecurity=False).hexdigest().encode(),
    }  # the digits alone: the portal compares them whole


def _xml(packages: tuple[Package, ...], release: Release, site_url: str, version: str) -> bytes:
    namespace = f"urn:otwarte-dane:harvester:{version}"
    inner = f"{{{namespace}}}" if version in _QUALIFIED else ""
    prefixes: dict[Any, str] = {None if inner else "ns2": namespace}
    root = etree.Element(f"{{{namespace}}}datasets", nsmap=prefixes)
    dataset = etree.SubElement(root, f"{inner}dataset", status="published")
    updated = f"{release.released}T00:00:00"

    def add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
        made = etree.SubElement(parent, inner + name)
        made.text = text or None
        return made

    def add_words(parent: etree._Element, name: str, words: Words) -> None:
        made = add(parent, name)
        for lang in LANGUAGES:
            add(made, _ELEMENTS[lang], words[lang])

    add(dataset, "extIdent", PACKAGE_NAME)
    add_words(dataset, "title", PACKAGE_TITLE)
    add_words(dataset, "description", DESCRIPTION)
    add(dataset, "url", site_url + addresses.page("data", "", LANGUAGES[0]))
    add(dataset, "updateFrequency", "notApplicable")  # irregular is not in the list
    categories = add(dataset, "categories")
    for code in THEMES:
        add(categories, "category", code)
    conditions = add(dataset, "conditions")
    add(conditions, "source", "true")
    add(conditions, "modification", "true")
    add(conditions, "dbOrCopyrightedLicenseChosen", "CC BY 4.0")
    resources = add(dataset, "resources")
    for package, file in _files(packages):
        resource = etree.SubElement(resources, f"{inner}resource", status="published")
        add(resource, "extIdent", file.name)
        add(resource, "url", f"{site_url}/data/{file.name}")
        add_words(
            resource, "title", {lang: f"{package.title[lang]} – {file.name}" for lang in LANGUAGES}
        )
        add_words(
            resource,
            "description",
            {lang: f"{package.description[lang]} {file.use[lang]}" for lang in LANGUAGES},
        )
        add(resource, "availability", "remote")
        add(resource, "dataDate", release.released)
        add(resource, "lastUpdateDate", updated)
        for flag in _FLAGS:
            add(resource, flag, "false")
    tags = add(dataset, "tags")
    for lang in LANGUAGES:
        for word in CATALOGUE_KEYWORDS[lang]:
            add(tags, "tag", word).set("lang", lang)
    add(dataset, "lastUpdateDate", updated)
    for flag in _FLAGS:
        add(dataset, flag, "false")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _files(packages: tuple[Package, ...]) -> list[tuple[Package, Download]]:
    """The files that the portal lists, with their packages."""
    everything, *others = packages
    tables = [p for p in others if p.section == "data" and p.tables[0].dataset.group != "codelist"]
    return [
        *((everything, f) for f in everything.files if f.name.endswith(_OF_EVERYTHING)),
        *(
            (p, f)
            for p in tables
            for e in _OF_A_TABLE
            for f in p.files
            if f.name == f"{p.slug}.{e}"
        ),
    ]
