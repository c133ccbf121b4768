"""Triples in, the same graph as Turtle, JSON-LD and RDF/XML out: always in one order, whatever the
order of the triples.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rdflib import Graph
from rdflib.term import Node

Triple = tuple[Node, Node, Node]


def written(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Mapping[str, bytes]:
    """The graph by the extension of the file that holds it."""
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
    """A graph that lists what it holds in order, since the writer of RDF/XML takes things as they
    come.
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
    """JSON-LD with its context inside; sorted, since lists of values have no order of their own."""
    made = json.loads(graph.serialize(format="json-ld", context=dict(prefixes), auto_compact=False))
    return (
        json.dumps(_ordered(made), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    ).encode()


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _ordered(it) for name, it in value.items()}
    return (
        sorted(map(_ordered, value), key=lambda it: json.dumps(it, sort_keys=True))
        if isinstance(value, list)
        else value
    )
