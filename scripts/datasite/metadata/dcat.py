"""Packages in, a DCAT-AP 3.0.1 catalogue out, as Turtle, JSON-LD and RDF/XML: a dataset for each
package, a distribution for each of its files.

Every node has an address, so that the three say the same and nothing is blank. What comes from an
EU vocabulary is typed here, since the shapes of DCAT-AP look no further than the catalogue.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Literal, Namespace, URIRef

from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.language.languages import LANGUAGES, Words
from datasite.metadata import rdf
from datasite.metadata.rdf import Triple
from datasite.model.entities import Project
from datasite.publication import addresses
from datasite.publication.identity import (
    CATALOGUE_KEYWORDS,
    DESCRIPTION,
    LICENCE,
    PACKAGE_TITLE,
    PUBLISHER,
    RIGHTS,
    THEMES,
)
from datasite.publication.release import Release

_AUTHORITY = Namespace("http://publications.europa.eu/resource/authority/")
_IANA = Namespace("https://www.iana.org/assignments/media-types/")
_DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own lacks what DCAT 3 added
_DCATAP = Namespace("http://data.europa.eu/r5r/")
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_PREFIXES = {
    "dcat": _DCAT, "dct": DCTERMS, "dcatap": _DCATAP, "foaf": FOAF, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "spdx": _SPDX, "vcard": _VCARD, "xsd": XSD,
}  # fmt: skip
_LANGUAGE_CODES = {"pl": "POL", "en": "ENG"}
_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}  # by the length of an EDTF date
_DATA_PACKAGE = URIRef("https://datapackage.org/profiles/2.0/datapackage.json")
_RFC4180 = URIRef("https://www.rfc-editor.org/info/rfc4180")


@dataclass(frozen=True)
class FileType:
    """What a file is to a catalogue:

    `format` of the EU authority table, `media` of IANA, each blank where the list has no entry for
    it.

    A zip is described as DCAT asks: by what it holds (CSV), with `package` for the wrapping.
    """

    format: str
    media: str
    package: str = ""
    standards: tuple[URIRef, ...] = ()


_TYPES: Mapping[str, FileType] = {
    "csv": FileType("CSV", "text/csv"),
    "json": FileType("JSON", "application/json"),
    "jsonl": FileType("JSON", ""),
    "parquet": FileType("PARQUET", "application/vnd.apache.parquet"),
    "sqlite": FileType("", "application/vnd.sqlite3"),
    "xlsx": FileType("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "zip": FileType("CSV", "text/csv", "application/zip", (_DATA_PACKAGE,)),
}


def type_of(file: Download) -> FileType:
    """What the file is, by its name."""
    made = _TYPES[file.name.rpartition(".")[2]]
    if file.name == "datapackage.json":
        return FileType(made.format, made.media, standards=(_DATA_PACKAGE,))
    return (
        FileType(made.format, made.media, standards=(_RFC4180,))
        if file.name.endswith(".csv") and not file.name.endswith(".excel.csv")
        else made
    )


def period_of(projects: Iterable[Project]) -> tuple[str, str]:
    """The earliest and the latest stated date of the projects, each as precise as it is stated;
    blank where none is.
    """
    dates = [d for p in projects for d in (p.start, p.end) if d]
    earliest, latest = (
        min(dates, key=lambda d: d.first_day, default=None),
        max(dates, key=lambda d: d.last_day, default=None),
    )
    return str(earliest or ""), str(latest or "")


def catalogue(
    packages: tuple[Package, ...],
    release: Release,
    contact: str,
    site_url: str,
    period: tuple[str, str],
) -> Mapping[str, bytes]:
    """The catalogue in three syntaxes by file name.

    `contact` is the address of the page on which to reach us; `period` is what the data cover, as
    EDTF.
    """
    triples = _Maker(release, contact, site_url, period).catalogue(packages)
    prefixes = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    return {
        f"catalog.{extension}": content
        for extension, content in rdf.written(triples, prefixes).items()
    }


def _each(subject: URIRef, property_: URIRef, words: Words) -> Iterator[Triple]:
    for lang in LANGUAGES:
        yield subject, property_, Literal(words[lang], lang=lang)


def _typed(subject: URIRef, property_: URIRef, value: URIRef, *kinds: URIRef) -> Iterator[Triple]:
    """A reference, with the kinds of what it points to."""
    yield subject, property_, value
    for kind in kinds:
        yield value, RDF.type, kind


@dataclass(frozen=True)
class _Maker:
    """Holds what is common to every node of the catalogue."""

    release: Release
    contact: str
    site_url: str
    period: tuple[str, str]

    def catalogue(self, packages: Iterable[Package]) -> Iterator[Triple]:
        """Every triple; some more than once."""
        it = URIRef(f"{self._page('data', '', LANGUAGES[0])}#catalog")
        yield it, RDF.type, _DCAT.Catalog
        yield from _each(it, DCTERMS.title, PACKAGE_TITLE)
        yield from _each(it, DCTERMS.description, DESCRIPTION)
        yield from _typed(it, FOAF.homepage, URIRef(f"{self.site_url}/"), FOAF.Document)
        themes = _AUTHORITY["data-theme"]
        yield from _typed(it, _DCAT.themeTaxonomy, themes, SKOS.ConceptScheme)
        yield from _each(
            themes,
            DCTERMS.title,
            {"pl": "Kategorie danych Unii Europejskiej", "en": "Data themes of the European Union"},
        )
        yield from self._common(it)
        yield from self._licence(it)
        for package in packages:
            dataset = URIRef(f"{self._page(package.section, package.slug, LANGUAGES[0])}#dataset")
            yield it, _DCAT.dataset, dataset
            yield from self._dataset(dataset, package)

    def _page(self, section: str, slug: str, lang: str) -> str:
        return self.site_url + addresses.page(section, slug, lang)

    def _common(self, it: URIRef) -> Iterator[Triple]:
        """What a catalogue and a dataset both have: who, whom to ask, when, where, in which
        languages.
        """
        publisher, contact, period = (
            URIRef(f"{self.site_url}/#{name}") for name in ("publisher", "contact", "period")
        )
        yield from _typed(it, DCTERMS.publisher, publisher, FOAF.Agent)
        yield publisher, FOAF.name, Literal(PUBLISHER)
        yield publisher, FOAF.homepage, URIRef(f"{self.site_url}/")
        yield from _typed(it, _DCAT.contactPoint, contact, _VCARD.Kind, _VCARD.Organization)
        yield contact, _VCARD.fn, Literal(PUBLISHER)
        yield contact, _VCARD.hasURL, URIRef(self.contact)
        yield from self._dates(it)
        yield from _typed(it, DCTERMS.spatial, _AUTHORITY["country/POL"], DCTERMS.Location)
        yield from self._languages(it)
        if any(self.period):
            yield from _typed(it, DCTERMS.temporal, period, DCTERMS.PeriodOfTime)
        for property_, date in zip((_DCAT.startDate, _DCAT.endDate), self.period, strict=True):
            if date:
                yield period, property_, _date(date)

    def _dates(self, it: URIRef) -> Iterator[Triple]:
        yield it, DCTERMS.issued, _date(self.release.released)
        yield it, DCTERMS.modified, _date(self.release.released)

    def _languages(self, it: URIRef) -> Iterator[Triple]:
        for lang in LANGUAGES:
            yield from _typed(
                it,
                DCTERMS.language,
                _AUTHORITY[f"language/{_LANGUAGE_CODES[lang]}"],
                DCTERMS.LinguisticSystem,
            )

    def _licence(self, it: URIRef) -> Iterator[Triple]:
        licence, rights = _AUTHORITY["licence/CC_BY_4_0"], URIRef(f"{self.site_url}/#rights")
        yield from _typed(it, DCTERMS.license, licence, DCTERMS.LicenseDocument)
        yield licence, RDFS.seeAlso, URIRef(LICENCE["path"])
        yield from _typed(it, DCTERMS.rights, rights, DCTERMS.RightsStatement)
        yield from _each(rights, RDFS.label, RIGHTS)

    def _dataset(self, it: URIRef, package: Package) -> Iterator[Triple]:
        yield it, RDF.type, _DCAT.Dataset
        yield from _each(it, DCTERMS.title, package.title)
        yield from _each(it, DCTERMS.description, package.description)
        yield it, DCTERMS.identifier, Literal(package.id)
        yield it, _DCAT.version, Literal(self.release.version)
        yield from self._common(it)
        for lang in LANGUAGES:
            yield from (
                (it, _DCAT.keyword, Literal(word, lang=lang)) for word in CATALOGUE_KEYWORDS[lang]
            )
            yield from _typed(
                it,
                _DCAT.landingPage,
                URIRef(self._page(package.section, package.slug, lang)),
                FOAF.Document,
            )
        for code, words in THEMES.items():
            theme = _AUTHORITY[f"data-theme/{code}"]
            yield from _typed(it, _DCAT.theme, theme, SKOS.Concept)
            yield from _each(theme, SKOS.prefLabel, words)
            yield theme, SKOS.inScheme, _AUTHORITY["data-theme"]
        yield from _typed(
            it, DCTERMS.accessRights, _AUTHORITY["access-right/PUBLIC"], DCTERMS.RightsStatement
        )
        yield from _typed(
            it, DCTERMS.accrualPeriodicity, _AUTHORITY["frequency/IRREG"], DCTERMS.Frequency
        )
        yield from _typed(it, DCTERMS.conformsTo, _DATA_PACKAGE, DCTERMS.Standard)
        for file in package.files:
            distribution = URIRef(f"{self.site_url}/data/{file.name}#distribution")
            yield it, _DCAT.distribution, distribution
            yield from self._distribution(distribution, package, file)

    def _distribution(self, it: URIRef, package: Package, file: Download) -> Iterator[Triple]:
        address, kind = f"{self.site_url}/data/{file.name}", type_of(file)
        yield it, RDF.type, _DCAT.Distribution
        yield from _each(
            it, DCTERMS.title, {lang: f"{package.title[lang]} – {file.name}" for lang in LANGUAGES}
        )
        yield from _each(it, DCTERMS.description, file.use)
        yield it, _DCAT.accessURL, URIRef(self._page(package.section, package.slug, LANGUAGES[0]))
        yield it, _DCAT.downloadURL, URIRef(address)
        yield (
            it,
            _DCAT.byteSize,
            Literal(str(file.size), datatype=XSD.nonNegativeInteger, normalize=False),
        )
        if kind.format:
            yield from _typed(
                it,
                DCTERMS.format,
                _AUTHORITY[f"file-type/{kind.format}"],
                DCTERMS.MediaTypeOrExtent,
            )
        if kind.media:
            yield from _typed(it, _DCAT.mediaType, _IANA[kind.media], DCTERMS.MediaType)
        if kind.package:
            yield from _typed(it, _DCAT.packageFormat, _IANA[kind.package], DCTERMS.MediaType)
        for standard in kind.standards:
            yield from _typed(it, DCTERMS.conformsTo, standard, DCTERMS.Standard)
        checksum = URIRef(f"{address}#checksum")
        yield from _typed(it, _SPDX.checksum, checksum, _SPDX.Checksum)
        yield from _typed(
            checksum, _SPDX.algorithm, _SPDX.checksumAlgorithm_sha256, _SPDX.ChecksumAlgorithm
        )
        yield (
            checksum,
            _SPDX.checksumValue,
            Literal(file.sha256, datatype=XSD.hexBinary, normalize=False),
        )
        stable = _AUTHORITY["planned-availability/STABLE"]
        yield from _typed(it, _DCATAP.availability, stable, SKOS.Concept)
        yield from _each(stable, SKOS.prefLabel, {"pl": "stabilna", "en": "stable"})
        yield from self._dates(it)
        yield from self._languages(it)
        yield from self._licence(it)


def _date(text: str) -> Literal:
    """A date as precise as it is written; not normalised, since rdflib would make a day of a year."""
    return Literal(text, datatype=_DATE_TYPES[len(text)], normalize=False)
