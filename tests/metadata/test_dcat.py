"""The DCAT-AP catalogue: one graph in three syntaxes, the same bytes on every run, judged by the
official shapes and scored as data.europa.eu does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import built_sites
import pytest
import site_plans
from lxml import etree
from pyshacl import validate
from rdflib import DCTERMS, RDF, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from site_plans import catalogue

from datasite.metadata import dcat
from datasite.model.register import Register

pytestmark = [
    pytest.mark.xdist_group("plans"),
    pytest.mark.filterwarnings("default::DeprecationWarning"),
]  # rdflib's own

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
SYNTAXES = {"catalog.ttl": "turtle", "catalog.jsonld": "json-ld", "catalog.rdf": "xml"}
SHAPES = site_plans.STANDARDS / "dcat-ap-3.0.1"
VOCABULARIES = site_plans.STANDARDS / "mqa"
MAXIMUM, WANTED = 405, 395
RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


@cache
def real_catalogue() -> Mapping[str, bytes]:
    return catalogue(site_plans.real())


@cache
def graph(name: str = "catalog.ttl") -> Graph:
    return Graph().parse(data=real_catalogue()[name], format=SYNTAXES[name])


@pytest.mark.parametrize("name", ["catalog.jsonld", "catalog.rdf"])
def test_three_syntaxes_hold_the_same_graph(name: str) -> None:
    assert isomorphic(graph(), graph(name))


def test_nothing_is_blank() -> None:
    assert not [term for triple in graph() for term in triple if isinstance(term, BNode)]


def test_json_ld_needs_no_network() -> None:
    """A context would have to be fetched; every name is written in full."""
    assert b"@context" not in real_catalogue()["catalog.jsonld"]


def test_every_package_is_a_dataset_and_every_file_a_distribution() -> None:
    packages = site_plans.real().site.packages
    assert {str(i) for i in graph().objects(None, DCTERMS.identifier)} == {p.id for p in packages}
    files = {f"{built_sites.SITE_URL}/data/{f.name}": f for p in packages for f in p.files}
    distributions = {
        str(graph().value(d, DCAT.downloadURL)): d
        for d in graph().subjects(RDF.type, DCAT.Distribution)
    }
    assert distributions.keys() == files.keys()
    for url, distribution in distributions.items():
        size = graph().value(distribution, DCAT.byteSize)
        assert isinstance(size, Literal)
        assert (str(size), size.datatype) == (str(files[url].size), XSD.nonNegativeInteger)
        checksum = graph().value(distribution, SPDX.checksum)
        assert checksum
        assert str(graph().value(checksum, SPDX.checksumValue)).lower() == files[url].sha256


def test_every_title_and_keyword_stands_in_both_languages() -> None:
    for kind in (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution):
        for thing in graph().subjects(RDF.type, kind):
            for words in (
                DCTERMS.title,
                DCTERMS.description,
                *((DCAT.keyword,) if kind == DCAT.Dataset else ()),
            ):
                assert {
                    w.language for w in graph().objects(thing, words) if isinstance(w, Literal)
                } == {"pl", "en"}, (thing, words)


def test_period_is_as_precise_as_the_data(mini_register: Register) -> None:
    projects = mini_register.projects.values()
    stated = {str(d) for p in projects for d in (p.start, p.end) if d}
    assert set(dcat.period_of(projects)) <= stated
    assert dcat.period_of(()) == ("", "")
    assert b'dcat:startDate "2004"^^xsd:gYear' in real_catalogue()["catalog.ttl"]


@cache
def shapes(name: str) -> Graph:
    if not SHAPES.is_dir():
        pytest.skip("the shapes of DCAT-AP are not beside the project, in ../shared/standards")
    return Graph().parse(SHAPES / name, format="turtle")


def judged(data: Graph, name: str) -> tuple[bool, str]:
    conforms, _, text = validate(data, shacl_graph=shapes(name), inplace=True)
    return bool(conforms), str(text)


@pytest.mark.parametrize("name", ["dcat-ap-SHACL.ttl", "html-shapes.ttl", "html-range.ttl"])
def test_catalogue_conforms_to_the_shapes(name: str) -> None:
    conforms, text = judged(graph(), name)
    assert conforms, text[:2000]


def test_shapes_would_see_a_fault(mini: Path) -> None:
    spoiled = Graph().parse(data=catalogue(site_plans.of(mini))["catalog.ttl"], format="turtle")
    spoiled.remove((None, DCAT.accessURL, None))
    assert not judged(spoiled, "dcat-ap-SHACL.ttl")[0]


@dataclass(frozen=True)
class Vocabularies:
    """The addresses that the score requires, by list of the EU."""

    machine_readable: frozenset[str]
    open_formats: frozenset[str]
    licences: frozenset[str]
    access_rights: frozenset[str]


def vocabularies() -> Vocabularies | None:
    """The lists, or None where they are not beside the project."""
    if not VOCABULARIES.is_dir():
        return None

    def listed(name: str) -> frozenset[str]:
        return frozenset(
            str(node.get(RDF_ABOUT))
            for node in etree.parse(VOCABULARIES / name).getroot()
            if isinstance(node.tag, str)
        )

    return Vocabularies(
        *(
            listed(n)
            for n in (
                "edp-machine-readable-format.rdf",
                "edp-non-proprietary-format.rdf",
                "edp-licences-skos.rdf",
                "access-right-skos.rdf",
            )
        )
    )


def score(
    data: Graph, lists: Vocabularies | None, pages: set[str], files: set[str]
) -> dict[str, float]:
    """The points of the catalogue by what they are for: the share of its datasets or distributions
    that have it, times the points it is worth.
    """
    datasets, distributions = (
        list(data.subjects(RDF.type, kind)) for kind in (DCAT.Dataset, DCAT.Distribution)
    )

    def share(things: list[object], holds: list[bool]) -> float:
        return sum(holds) / len(things)

    def has(
        things: list[object],
        points: int,
        property_: URIRef,
        allowed: frozenset[str] | set[str] | None = None,
    ) -> float:
        values = [{str(v) for v in data.objects(thing, property_)} for thing in things]
        return points * share(
            things, [bool(v) if allowed is None else bool(v & allowed) for v in values]
        )

    formats = {
        str(f)
        for f in data.objects(None, DCTERMS.format)
        if str(f).startswith(f"{AUTHORITY}file-type/")
    }
    media = {
        str(m)
        for m in data.objects(None, DCAT.mediaType)
        if str(m).startswith("https://www.iana.org/assignments/media-types/")
    }
    points = {
        "keyword": has(datasets, 30, DCAT.keyword),
        "theme": has(datasets, 30, DCAT.theme),
        "spatial": has(datasets, 20, DCTERMS.spatial),
        "temporal": has(datasets, 20, DCTERMS.temporal),
        "accessURL answers": has(distributions, 50, DCAT.accessURL, pages),
        "downloadURL": has(distributions, 20, DCAT.downloadURL),
        "downloadURL answers": has(distributions, 30, DCAT.downloadURL, files),
        "format": has(distributions, 20, DCTERMS.format),
        "mediaType": has(distributions, 10, DCAT.mediaType),
        "both from a vocabulary": min(
            has(distributions, 10, DCTERMS.format, formats),
            has(distributions, 10, DCAT.mediaType, media),
        ),
        "conformance": 30,  # another test has asked the shapes
        "licence": has(distributions, 20, DCTERMS.license),
        "access rights": has(datasets, 10, DCTERMS.accessRights),
        "contact point": has(datasets, 20, DCAT.contactPoint),
        "publisher": has(datasets, 10, DCTERMS.publisher),
        "rights": has(distributions, 5, DCTERMS.rights),
        "byteSize": has(distributions, 5, DCAT.byteSize),
        "issued": has([*datasets, *distributions], 5, DCTERMS.issued),
        "modified": has([*datasets, *distributions], 5, DCTERMS.modified),
    }
    if lists:
        points |= {
            "non-proprietary": has(distributions, 20, DCTERMS.format, lists.open_formats),
            "machine-readable": has(distributions, 20, DCTERMS.format, lists.machine_readable),
            "licence from the vocabulary": has(distributions, 10, DCTERMS.license, lists.licences),
            "access rights from the vocabulary": has(
                datasets, 5, DCTERMS.accessRights, lists.access_rights
            ),
        }
    return points


OF_THE_LISTS = 20 + 20 + 10 + 5


def test_score_of_metadata_quality() -> None:
    plan, lists = site_plans.real(), vocabularies()
    pages = {plan.site_url + p.url for p in plan.pages}
    points = score(
        graph(), lists, pages, {f"{plan.site_url}/data/{name}" for name in plan.site.files}
    )
    maximum = MAXIMUM - (0 if lists else OF_THE_LISTS)
    assert sum(points.values()) >= maximum - (MAXIMUM - WANTED), points


@pytest.mark.parametrize(
    ("contact", "properties"),
    [
        ("https://git.przyklad.example/kto/rejestr/issues", {"hasURL"}),
        ("mailto:dane@przyklad.example", {"hasEmail"}),
        ("", set()),
    ],
)
def test_contact_point_is_the_address_for_remarks_or_none(
    contact: str, properties: set[str], mini: Path
) -> None:
    publication = replace(site_plans.publication(site_plans.of(mini)), contact=contact)
    described = Graph().parse(data=dcat.build_catalogue(publication)["catalog.ttl"])
    assert bool(list(described.objects(None, DCAT.contactPoint))) == bool(contact)
    vcard = "http://www.w3.org/2006/vcard/ns#"
    said = {str(p).removeprefix(vcard): str(o) for _, p, o in described if vcard in str(p)}
    said.pop("fn", None)
    assert said == dict.fromkeys(properties, contact)


def test_what_comes_from_an_eu_vocabulary_is_typed() -> None:
    lists = {AUTHORITY + "data-theme", AUTHORITY + "file-type"}
    named = {
        term
        for triple in graph()
        for term in triple
        if str(term).startswith(AUTHORITY) and str(term) not in lists
    }
    assert named
    assert {term for term in named if (term, RDF.type, None) not in graph()} == set()
    assert {
        str(w.language)
        for w in graph().objects(URIRef(f"{AUTHORITY}data-theme/GOVE"), SKOS.prefLabel)
        if isinstance(w, Literal)
    } == {"pl", "en"}
