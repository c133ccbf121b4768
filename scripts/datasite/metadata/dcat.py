"""The DCAT-AP 3.0.1 catalogue as Turtle, JSON-LD and RDF/XML: a dataset for each package, a
distribution for each of its files.

Every node has an address, so that the three syntaxes hold the same graph and no node is blank. What
comes from an EU vocabulary gets its type here, since the shapes of DCAT-AP look no further than the
catalogue.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from datasite.downloads.data_package import Package
from datasite.downloads.formats import Download
from datasite.language.languages import LANGUAGES, RULES, TEXT_LANGUAGES, Words
from datasite.language.localization import words_of
from datasite.metadata.rdf import Vocabulary, write_graph
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

_AUTHORITY = Vocabulary("http://publications.europa.eu/resource/authority/")
_IANA = Vocabulary("https://www.iana.org/assignments/media-types/")
_DCAT = Vocabulary("http://www.w3.org/ns/dcat#")
_DCATAP = Vocabulary("http://data.europa.eu/r5r/")
_DCT = Vocabulary("http://purl.org/dc/terms/")
_FOAF = Vocabulary("http://xmlns.com/foaf/0.1/")
_RDF = Vocabulary("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
_RDFS = Vocabulary("http://www.w3.org/2000/01/rdf-schema#")
_SKOS = Vocabulary("http://www.w3.org/2004/02/skos/core#")
_SPDX = Vocabulary("http://spdx.org/rdf/terms#")
_VCARD = Vocabulary("http://www.w3.org/2006/vcard/ns#")
_XSD = Vocabulary("http://www.w3.org/2001/XMLSchema#")
_VOCABULARIES = {
    "dcat": _DCAT, "dct": _DCT, "dcatap": _DCATAP, "foaf": _FOAF, "rdf": _RDF, "rdfs": _RDFS,
    "skos": _SKOS, "spdx": _SPDX, "vcard": _VCARD, "xsd": _XSD,
}  # fmt: skip
_DATE_TYPES = {4: _XSD.gYear, 7: _XSD.gYearMonth, 10: _XSD.date}  # by the length of an EDTF date
_DATA_PACKAGE = NamedNode("https://datapackage.org/profiles/2.0/datapackage.json")
_RFC4180 = NamedNode("https://www.rfc-editor.org/info/rfc4180")


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
    standards: tuple[NamedNode, ...] = ()


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
    standards: tuple[NamedNode, ...] = ()
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
    files = write_graph(catalogue.triples(publication.packages), _VOCABULARIES)
    return {f"catalog.{extension}": content for extension, content in files.items()}


STANDARD = Standard(
    use=N_("A DCAT-AP 3.0.1 catalogue for data portals."), build_files=build_catalogue
)


def _in_each_language(subject: NamedNode, property_: NamedNode, words: Words) -> Iterator[Triple]:
    for lang in TEXT_LANGUAGES:
        yield Triple(subject, property_, Literal(words[lang], language=lang))


def _typed(
    subject: NamedNode, property_: NamedNode, value: NamedNode, *types: NamedNode
) -> Iterator[Triple]:
    """A reference, with the types of what it points to."""
    yield Triple(subject, property_, value)
    for type_ in types:
        yield Triple(value, _RDF.type, type_)


def _date(text: str) -> Literal:
    """A date as precise as it is written: a day, a month or a year."""
    return Literal(text, datatype=_DATE_TYPES[len(text)])


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
        node = NamedNode(f"{self._page('data', '', LANGUAGES[0])}#catalog")
        yield Triple(node, _RDF.type, _DCAT.Catalog)
        yield from _in_each_language(node, _DCT.title, TITLE)
        yield from _in_each_language(node, _DCT.description, DESCRIPTION)
        yield from _typed(node, _FOAF.homepage, NamedNode(f"{self.site_url}/"), _FOAF.Document)
        themes = _AUTHORITY["data-theme"]
        yield from _typed(node, _DCAT.themeTaxonomy, themes, _SKOS.ConceptScheme)
        yield from _in_each_language(themes, _DCT.title, self.words.themes)
        yield from self._common(node)
        yield from self._licence(node)
        for package in packages:
            dataset = NamedNode(
                f"{self._page(package.section, package.slug, LANGUAGES[0])}#dataset"
            )
            yield Triple(node, _DCAT.dataset, dataset)
            yield from self._dataset(dataset, package)

    def _page(self, section: str, slug: str, lang: str) -> str:
        return self.site_url + addresses.page(section, slug, lang)

    def _common(self, node: NamedNode) -> Iterator[Triple]:
        """The properties of the catalogue and of every dataset: publisher, contact, dates, place,
        period and languages.
        """
        publisher, contact, period = (
            NamedNode(f"{self.site_url}/#{name}") for name in ("publisher", "contact", "period")
        )
        yield from _typed(node, _DCT.publisher, publisher, _FOAF.Agent)
        yield Triple(publisher, _FOAF.name, Literal(PUBLISHER))
        yield Triple(publisher, _FOAF.homepage, NamedNode(f"{self.site_url}/"))
        if self.contact:
            yield from _typed(node, _DCAT.contactPoint, contact, _VCARD.Kind, _VCARD.Organization)
            yield Triple(contact, _VCARD.fn, Literal(PUBLISHER))
            is_email = self.contact.startswith("mailto:")
            yield Triple(
                contact, _VCARD.hasEmail if is_email else _VCARD.hasURL, NamedNode(self.contact)
            )
        yield from self._dates(node)
        yield from _typed(node, _DCT.spatial, _AUTHORITY["country/POL"], _DCT.Location)
        yield from self._languages(node)
        if any(self.period):
            yield from _typed(node, _DCT.temporal, period, _DCT.PeriodOfTime)
        for property_, date in zip((_DCAT.startDate, _DCAT.endDate), self.period, strict=True):
            if date:
                yield Triple(period, property_, _date(date))

    def _dates(self, node: NamedNode) -> Iterator[Triple]:
        yield Triple(node, _DCT.issued, _date(self.release.released))
        yield Triple(node, _DCT.modified, _date(self.release.released))

    def _languages(self, node: NamedNode) -> Iterator[Triple]:
        for lang in TEXT_LANGUAGES:
            language = _AUTHORITY[f"language/{RULES[lang].iso_639_3.upper()}"]
            yield from _typed(node, _DCT.language, language, _DCT.LinguisticSystem)

    def _licence(self, node: NamedNode) -> Iterator[Triple]:
        licence, rights = _AUTHORITY["licence/CC_BY_4_0"], NamedNode(f"{self.site_url}/#rights")
        yield from _typed(node, _DCT.license, licence, _DCT.LicenseDocument)
        yield Triple(licence, _RDFS.seeAlso, NamedNode(LICENCE["path"]))
        yield from _typed(node, _DCT.rights, rights, _DCT.RightsStatement)
        yield from _in_each_language(rights, _RDFS.label, RIGHTS)

    def _dataset(self, node: NamedNode, package: Package) -> Iterator[Triple]:
        yield Triple(node, _RDF.type, _DCAT.Dataset)
        yield from _in_each_language(node, _DCT.title, package.title)
        yield from _in_each_language(node, _DCT.description, package.description)
        yield Triple(node, _DCT.identifier, Literal(package.id))
        yield Triple(node, _DCAT.version, Literal(self.release.version))
        yield from self._common(node)
        for lang in TEXT_LANGUAGES:
            for word in KEYWORDS[lang]:
                yield Triple(node, _DCAT.keyword, Literal(word, language=lang))
        for lang in LANGUAGES:
            page = NamedNode(self._page(package.section, package.slug, lang))
            yield from _typed(node, _DCAT.landingPage, page, _FOAF.Document)
        for code, words in THEMES.items():
            theme = _AUTHORITY[f"data-theme/{code}"]
            yield from _typed(node, _DCAT.theme, theme, _SKOS.Concept)
            yield from _in_each_language(theme, _SKOS.prefLabel, words)
            yield Triple(theme, _SKOS.inScheme, _AUTHORITY["data-theme"])
        access, frequency = _AUTHORITY["access-right/PUBLIC"], _AUTHORITY["frequency/IRREG"]
        yield from _typed(node, _DCT.accessRights, access, _DCT.RightsStatement)
        yield from _typed(node, _DCT.accrualPeriodicity, frequency, _DCT.Frequency)
        yield from _typed(node, _DCT.conformsTo, _DATA_PACKAGE, _DCT.Standard)
        for file in package.files:
            distribution = NamedNode(f"{self.site_url}/data/{file.name}#distribution")
            yield Triple(node, _DCAT.distribution, distribution)
            yield from self._distribution(distribution, package, file)

    def _distribution(self, node: NamedNode, package: Package, file: Download) -> Iterator[Triple]:
        title = {lang: f"{package.title[lang]} – {file.name}" for lang in TEXT_LANGUAGES}
        page = NamedNode(self._page(package.section, package.slug, LANGUAGES[0]))
        size = Literal(str(file.size), datatype=_XSD.nonNegativeInteger)
        yield Triple(node, _RDF.type, _DCAT.Distribution)
        yield from _in_each_language(node, _DCT.title, title)
        yield from _in_each_language(node, _DCT.description, file.use)
        yield Triple(node, _DCAT.accessURL, page)
        yield Triple(node, _DCAT.downloadURL, NamedNode(f"{self.site_url}/data/{file.name}"))
        yield Triple(node, _DCAT.byteSize, size)
        yield from self._type(node, distribution_type(file.name))
        yield from self._checksum(node, file)
        stable = _AUTHORITY["planned-availability/STABLE"]
        yield from _typed(node, _DCATAP.availability, stable, _SKOS.Concept)
        yield from _in_each_language(stable, _SKOS.prefLabel, self.words.stable)
        yield from self._dates(node)
        yield from self._languages(node)
        yield from self._licence(node)

    def _type(self, node: NamedNode, kind: DistributionType) -> Iterator[Triple]:
        if kind.eu_code:
            code = _AUTHORITY[f"file-type/{kind.eu_code}"]
            yield from _typed(node, _DCT.format, code, _DCT.MediaTypeOrExtent)
        if kind.media_type:
            media_type = _IANA[kind.media_type]
            yield from _typed(node, _DCAT.mediaType, media_type, _DCT.MediaType)
        if kind.package_type:
            package_type = _IANA[kind.package_type]
            yield from _typed(node, _DCAT.packageFormat, package_type, _DCT.MediaType)
        for standard in kind.standards:
            yield from _typed(node, _DCT.conformsTo, standard, _DCT.Standard)

    def _checksum(self, node: NamedNode, file: Download) -> Iterator[Triple]:
        checksum = NamedNode(f"{self.site_url}/data/{file.name}#checksum")
        algorithm = _SPDX.checksumAlgorithm_sha256
        digits = Literal(file.sha256, datatype=_XSD.hexBinary)
        yield from _typed(node, _SPDX.checksum, checksum, _SPDX.Checksum)
        yield from _typed(checksum, _SPDX.algorithm, algorithm, _SPDX.ChecksumAlgorithm)
        yield Triple(checksum, _SPDX.checksumValue, digits)
