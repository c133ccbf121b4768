"""Writes an RDF graph as Turtle, JSON-LD and RDF/XML: the order of its triples does not
matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

_SYNTAXES = {"ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "rdf": RdfFormat.RDF_XML}


@dataclass(frozen=True)
class Vocabulary:
    """The terms of a vocabulary: Vocabulary("http://purl.org/dc/terms/").title is the node
    <http://purl.org/dc/terms/title>. A term that is no name of Python is an item:
    authority["country/POL"].
    """

    namespace: str

    def __getattr__(self, term: str) -> NamedNode:
        return self[term]

    def __getitem__(self, term: str) -> NamedNode:
        return NamedNode(self.namespace + term)


def write_graph(
    triples: Iterable[Triple], vocabularies: Mapping[str, Vocabulary]
) -> Mapping[str, bytes]:
    """The graph in three syntaxes by the extension of their files: {"ttl": …, "jsonld": …, "rdf":
    …}. `vocabularies` are those of its terms, by the prefix to write for them.

    JSON-LD is written in full, without a context, so nobody has to fetch one.
    """
    ordered = sorted(set(triples), key=str)
    prefixes = {prefix: vocabulary.namespace for prefix, vocabulary in vocabularies.items()}
    return {
        extension: _serialize(ordered, syntax, prefixes) for extension, syntax in _SYNTAXES.items()
    }


def _serialize(triples: Iterable[Triple], syntax: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    file = BytesIO()
    serialize(triples, file, format=syntax, prefixes=dict(prefixes))
    return file.getvalue()
