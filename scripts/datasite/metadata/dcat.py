"""The DCAT-AP 3.0.1 catalogue as Turtle, JSON-LD and RDF/XML: a dataset for each package, a
distribution for each of its files.

Every node has an address, so that the three syntaxes hold the same graph and no node is blank. What
comes from an EU vocabulary gets its type here, since the shapes of DCAT-AP look no further than the
catalogue.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Literal, Namespace, URIRef

from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.language.languages import LANGUAGES, RULES, TEXT_LANGUAGES, Words
from datasite.language.localization import words_of
from datasite.metadata import rdf
from datasite.metadata.rdf import Triple
from datasite.metadata.standard import Publication, Standard
from datasite.model.entities import Project
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.file_types import file_type
from datasite.publication.identity import (
    DESCRIPTION,
    KEYWORDS,
    LICENCE,
    PUBLISHER,
    RIGHTS,
    THEMES,
    TITLE,
)
from datasite.publication.release import Release

_AUTHORITY = Namespace("http://publications.europa.eu/resource/authority/")
_IANA = Namespace("https://www.iana.org/assignments/media-types/")
_DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own lacks the terms new in DCAT 3
_DCATAP = Namespace("http://data.europa.eu/r5r/")
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_PREFIXES = {
    "dcat": _DCAT, "dct": DCTERMS, "dcatap": _DCATAP, "foaf": FOAF, "rdf": RDF, "rdfs": RDFS,
    "skos": SKOS, "spdx": _SPDX, "vcard": _VCARD, "xsd": XSD,
}  # fmt: skip
_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}  # by the length of an EDTF date
_DATA_PACKAGE = URIRef("https://datapackage.org/profiles/2.0/datapackage.json")
_RFC4180 = URIRef("https://www.rfc-editor.org/info/rfc4180")


class CoveredPeriod(NamedTuple):
    """The period that the data cover, as EDTF: ("2004", "2026-11-30"); blank where no date is
    stated.
    """

    start: str
    end: str


class DistributionType(NamedTuple):
    """The type of a file in a catalogue.

    `eu_code` is of the EU authority table file-type and `media_type` of IANA, each blank where the
    list has no entry for it. DCAT describes a zip by what it holds; `package_type` is then the
    media type of the zip itself.
    """

    eu_code: str
    media_type: str
    package_type: str = ""
    standards: tuple[URIRef, ...] = ()


def distribution_type(name: str) -> DistributionType:
    """The type of a file under /data/, by its name, e.g. "budgets.csv" or "budgets.zip".

    Raises UnknownFileTypeError.
    """
    kind = file_type(name)
    if name.endswith(".zip"):
        held = file_type("table.csv")
        return DistributionType(
            held.eu_code, held.media_type, kind.media_type, standards=(_DATA_PACKAGE,)
        )
    standards: tuple[URIRef, ...] = ()
    if name == "datapackage.json":
        standards = (_DATA_PACKAGE,)
    elif name.endswith(".csv") and not name.endswith(".excel.csv"):
        standards = (_RFC4180,)
    media_type = kind.media_type if kind.iana else ""
    return DistributionType(kind.eu_code, media_type, standards=standards)


def period_of(projects: Iterable[Project]) -> CoveredPeriod:
    """The earliest and the latest stated date of the projects, each as precise as it is stated."""
    dates = [date for project in projects for date in (project.start, project.end) if date]
    earliest = min(dates, key=lambda date: date.first_day, default=None)
    latest = max(dates, key=lambda date: date.last_day, default=None)
    return CoveredPeriod(str(earliest or ""), str(latest or ""))


def build_catalogue(publication: Publication) -> Mapping[str, bytes]:
    """The catalogue in three syntaxes by file name: {"catalog.ttl": b"…", …}."""
    words = _Words(
        themes=words_of(N_("Data themes of the European Union"), publication.languages),
        stable=words_of(N_("stable"), publication.languages),
    )
    period = period_of(publication.register.projects.values())
    catalogue = _Catalogue(
        publication.release, publication.site_url, publication.contact, period, words
    )
    prefixes = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    files = rdf.write_graph(catalogue.triples(publication.packages), prefixes)
    return {f"catalog.{extension}": content for extension, content in files.items()}


STANDARD = Standard(
    use=N_("A DCAT-AP 3.0.1 catalogue for data portals."), build_files=build_catalogue
)


def _in_each_language(subject: URIRef, property_: URIRef, words: Words) -> Iterator[Triple]:
    for lang in TEXT_LANGUAGES:
        yield subject, property_, Literal(words[lang], lang=lang)


def _typed(subject: URIRef, property_: URIRef, value: URIRef, *types: URIRef) -> Iterator[Triple]:
    """A reference, with the types of what it points to."""
    yield subject, property_, value
    for type_ in types:
        yield value, RDF.type, type_


def _date(text: str) -> Literal:
    """A date as precise as it is written. Not normalised: rdflib would make a day of a year."""
    return Literal(text, datatype=_DATE_TYPES[len(text)], normalize=False)


@dataclass(frozen=True)
class _Words:
    """Titles of vocabularies of the EU that the catalogue repeats."""

    themes: Words
    stable: Words


@dataclass(frozen=True)
class _Catalogue:
    """Builds the triples. It holds what the nodes of the catalogue have in common."""

    release: Release
    site_url: str
    contact: str
    period: CoveredPeriod
    words: _Words

    def triples(self, packages: Iterable[Package]) -> Iterator[Triple]:
        """Every triple of the catalogue, some more than once."""
        node = URIRef(f"{self._page('data', '', LANGUAGES[0])}#catalog")
        yield node, RDF.type, _DCAT.Catalog
        yield from _in_each_language(node, DCTERMS.title, TITLE)
        yield from _in_each_language(node, DCTERMS.description, DESCRIPTION)
        yield from _typed(node, FOAF.homepage, URIRef(f"{self.site_url}/"), FOAF.Document)
        themes = _AUTHORITY["data-theme"]
        yield from _typed(node, _DCAT.themeTaxonomy, themes, SKOS.ConceptScheme)
        yield from _in_each_language(themes, DCTERMS.title, self.words.themes)
        yield from self._common(node)
        yield from self._licence(node)
        for package in packages:
            dataset = URIRef(f"{self._page(package.section, package.slug, LANGUAGES[0])}#dataset")
            yield node, _DCAT.dataset, dataset
            yield from self._dataset(dataset, package)

    def _page(self, section: str, slug: str, lang: str) -> str:
        return self.site_url + addresses.page(section, slug, lang)

    def _common(self, node: URIRef) -> Iterator[Triple]:
        """The properties of the catalogue and of every dataset: publisher, contact, dates, place,
        period and languages.
        """
        publisher, contact, period = (
            URIRef(f"{self.site_url}/#{name}") for name in ("publisher", "contact", "period")
        )
        yield from _typed(node, DCTERMS.publisher, publisher, FOAF.Agent)
        yield publisher, FOAF.name, Literal(PUBLISHER)
        yield publisher, FOAF.homepage, URIRef(f"{self.site_url}/")
        if self.contact:
            yield from _typed(node, _DCAT.contactPoint, contact, _VCARD.Kind, _VCARD.Organization)
            yield contact, _VCARD.fn, Literal(PUBLISHER)
            is_email = self.contact.startswith("mailto:")
            yield contact, _VCARD.hasEmail if is_email else _VCARD.hasURL, URIRef(self.contact)
        yield from self._dates(node)
        yield from _typed(node, DCTERMS.spatial, _AUTHORITY["country/POL"], DCTERMS.Location)
        yield from self._languages(node)
        if any(self.period):
            yield from _typed(node, DCTERMS.temporal, period, DCTERMS.PeriodOfTime)
        for property_, date in zip((_DCAT.startDate, _DCAT.endDate), self.period, strict=True):
            if date:
                yield period, property_, _date(date)

    def _dates(self, node: URIRef) -> Iterator[Triple]:
        yield node, DCTERMS.issued, _date(self.release.released)
        yield node, DCTERMS.modified, _date(self.release.released)

    def _languages(self, node: URIRef) -> Iterator[Triple]:
        for lang in TEXT_LANGUAGES:
            language = _AUTHORITY[f"language/{RULES[lang].iso_639_3.upper()}"]
            yield from _typed(node, DCTERMS.language, language, DCTERMS.LinguisticSystem)

    def _licence(self, node: URIRef) -> Iterator[Triple]:
        licence, rights = _AUTHORITY["licence/CC_BY_4_0"], URIRef(f"{self.site_url}/#rights")
        yield from _typed(node, DCTERMS.license, licence, DCTERMS.LicenseDocument)
        yield licence, RDFS.seeAlso, URIRef(LICENCE["path"])
        yield from _typed(node, DCTERMS.rights, rights, DCTERMS.RightsStatement)
        yield from _in_each_language(rights, RDFS.label, RIGHTS)

    def _dataset(self, node: URIRef, package: Package) -> Iterator[Triple]:
        yield node, RDF.type, _DCAT.Dataset
        yield from _in_each_language(node, DCTERMS.title, package.title)
        yield from _in_each_language(node, DCTERMS.description, package.description)
        yield node, DCTERMS.identifier, Literal(package.id)
        yield node, _DCAT.version, Literal(self.release.version)
        yield from self._common(node)
        for lang in TEXT_LANGUAGES:
            for word in KEYWORDS[lang]:
                yield node, _DCAT.keyword, Literal(word, lang=lang)
        for lang in LANGUAGES:
            page = URIRef(self._page(package.section, package.slug, lang))
            yield from _typed(node, _DCAT.landingPage, page, FOAF.Document)
        for code, words in THEMES.items():
            theme = _AUTHORITY[f"data-theme/{code}"]
            yield from _typed(node, _DCAT.theme, theme, SKOS.Concept)
            yield from _in_each_language(theme, SKOS.prefLabel, words)
            yield theme, SKOS.inScheme, _AUTHORITY["data-theme"]
        access, frequency = _AUTHORITY["access-right/PUBLIC"], _AUTHORITY["frequency/IRREG"]
        yield from _typed(node, DCTERMS.accessRights, access, DCTERMS.RightsStatement)
        yield from _typed(node, DCTERMS.accrualPeriodicity, frequency, DCTERMS.Frequency)
        yield from _typed(node, DCTERMS.conformsTo, _DATA_PACKAGE, DCTERMS.Standard)
        for file in package.files:
            distribution = URIRef(f"{self.site_url}/data/{file.name}#distribution")
            yield node, _DCAT.distribution, distribution
            yield from self._distribution(distribution, package, file)

    def _distribution(self, node: URIRef, package: Package, file: Download) -> Iterator[Triple]:
        title = {lang: f"{package.title[lang]} – {file.name}" for lang in TEXT_LANGUAGES}
        page = URIRef(self._page(package.section, package.slug, LANGUAGES[0]))
        size = Literal(str(file.size), datatype=XSD.nonNegativeInteger, normalize=False)
        yield node, RDF.type, _DCAT.Distribution
        yield from _in_each_language(node, DCTERMS.title, title)
        yield from _in_each_language(node, DCTERMS.description, file.use)
        yield node, _DCAT.accessURL, page
        yield node, _DCAT.downloadURL, URIRef(f"{self.site_url}/data/{file.name}")
        yield node, _DCAT.byteSize, size
        yield from self._type(node, distribution_type(file.name))
        yield from self._checksum(node, file)
        stable = _AUTHORITY["planned-availability/STABLE"]
        yield from _typed(node, _DCATAP.availability, stable, SKOS.Concept)
        yield from _in_each_language(stable, SKOS.prefLabel, self.words.stable)
        yield from self._dates(node)
        yield from self._languages(node)
        yield from self._licence(node)

    def _type(self, node: URIRef, kind: DistributionType) -> Iterator[Triple]:
        if kind.eu_code:
            code = _AUTHORITY[f"file-type/{kind.eu_code}"]
            yield from _typed(node, DCTERMS.format, code, DCTERMS.MediaTypeOrExtent)
        if kind.media_type:
            media_type = _IANA[kind.media_type]
            yield from _typed(node, _DCAT.mediaType, media_type, DCTERMS.MediaType)
        if kind.package_type:
            package_type = _IANA[kind.package_type]
            yield from _typed(node, _DCAT.packageFormat, package_type, DCTERMS.MediaType)
        for standard in kind.standards:
            yield from _typed(node, DCTERMS.conformsTo, standard, DCTERMS.Standard)

    def _checksum(self, node: URIRef, file: Download) -> Iterator[Triple]:
        checksum = URIRef(f"{self.site_url}/data/{file.name}#checksum")
        algorithm = _SPDX.checksumAlgorithm_sha256
        digits = Literal(file.sha256, datatype=XSD.hexBinary, normalize=False)
        yield from _typed(node, _SPDX.checksum, checksum, _SPDX.Checksum)
        yield from _typed(checksum, _SPDX.algorithm, algorithm, _SPDX.ChecksumAlgorithm)
        yield checksum, _SPDX.checksumValue, digits
