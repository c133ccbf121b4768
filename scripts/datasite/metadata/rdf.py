"""Writes an RDF graph as Turtle, JSON-LD and RDF/XML: the order of its triples does not
matter.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rdflib import Graph
from rdflib.term import Node

from datasite.publication.json_bytes import json_bytes

Triple = tuple[Node, Node, Node]


def write_graph(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Mapping[str, bytes]:
    """The graph in three syntaxes by the extension of their files: {"ttl": …, "jsonld": …, "rdf":
    …}. `prefixes` maps short names to namespaces: {"dct": "http://purl.org/dc/terms/"}.
    """
    graph = _OrderedGraph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(triple)
    return {
        "ttl": graph.serialize(format="turtle", encoding="utf-8"),
        "jsonld": _json_ld(graph, prefixes),
        "rdf": graph.serialize(format="xml", encoding="utf-8"),
    }


class _OrderedGraph(Graph):
    """A graph that lists its content in a fixed order, since the writer of RDF/XML keeps the order
    of the graph.
    """

    def subjects(self, *args: Any, **options: Any) -> Any:
        return iter(sorted(set(super().subjects(*args, **options)), key=str))

    def predicate_objects(self, *args: Any, **options: Any) -> Any:
        return iter(
            sorted(
                super().predicate_objects(*args, **options),
                key=lambda pair: tuple(term.n3() for term in pair),
            )
        )


def _json_ld(graph: Graph, prefixes: Mapping[str, str]) -> bytes:
    """JSON-LD that holds its context, sorted, since its lists of values have no order."""
    text = graph.serialize(format="json-ld", context=dict(prefixes), auto_compact=False)
    return json_bytes(_sorted_lists(json.loads(text)), sort_keys=True)


def _sorted_lists(value: Any) -> Any:
    """The value with every list in it sorted."""
    if isinstance(value, dict):
        return {name: _sorted_lists(part) for name, part in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted_lists, value), key=lambda part: json.dumps(part, sort_keys=True))
    return value
