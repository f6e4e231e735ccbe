"""The cookbook's queries for a made-up graph: what they ask for besides, and names that the graph has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sized
from dataclasses import replace
from typing import Any

from benchmarks.generate import generate
from kg import ontology
from kg.graph.model import Edge, Graph, Node
from kg.stores import Store
from kg.stores.cookbook import NamedQuery

# These ask for names in the news, not in facts.
_OF_ITEMS = {"mentioned-together", "named-beside", "news-of"}


def made_up(nodes: int, edges: int) -> Graph:
    """A generated graph with what the cookbook asks for besides: chip makers, valuations, …"""
    reports = ontology.load().edge("reports").name

    def told(node: Node, number: int) -> Node:
        own = dict(node.properties)
        if own.get("sector") == "sector 3":
            own["sector"] = "chips"
        if "amount" in own and number % 3 == 0:
            own["valuation"] = number * 1_000_000
        return replace(node, properties=own)

    def said(edge: Edge, number: int) -> Edge:
        if edge.type != reports:
            return edge
        return replace(edge, properties={**edge.properties, "amount": number % 7 + 1, "currency": "USD"})

    graph = generate(nodes, edges)
    return Graph(
        tuple(told(node, number) for number, node in enumerate(graph.nodes)),
        tuple(said(edge, number) for number, edge in enumerate(graph.edges)),
    )


def busiest(graph: Graph) -> dict[str, list[str]]:
    """Ids of what has the most facts, by label, and under the name of the edge what is mentioned most."""
    known = ontology.load()
    labels = {node.id: node.labels[0] for node in graph.nodes}
    mentions = known.edge("mentions").name
    ends = Counter(end for e in graph.edges if e.type in known.relations for end in (e.source, e.target))
    named = Counter(edge.target for edge in graph.edges if edge.type == mentions)
    found: dict[str, list[str]] = {mentions: [id_ for id_, _ in named.most_common(2)]}
    for id_, _ in ends.most_common():
        found.setdefault(labels[id_], []).append(id_)
    return found


def rows(store: Store, text: str, values: Mapping[str, Any], timeout: float = 600) -> Sized:
    """All rows that a store gives."""
    return store.query(text, values, timeout=timeout, limit=10**7).rows


def asked(query: NamedQuery, busy: Mapping[str, list[str]]) -> dict[str, Any]:
    """The query's defaults, names replaced by the busiest of the graph: the most work that it can make."""
    one, other, *rest = busy["Company"]
    mentioned = busy[ontology.load().edge("mentions").name]
    first, second = mentioned if query.name in _OF_ITEMS else (one, other)
    own = {
        **dict.fromkeys(("company", "investor"), one),
        **{"entity": first, "a": first, "b": second, "name": "ai"},
        **{"from": rest[len(rest) // 6], "to": rest[len(rest) * 3 // 8]},
        **{"product": busy["Product"][0], "model": busy["Model"][0]},
    }
    values: dict[str, Any] = query.values()
    return values | {name: own[name] for name, default in values.items() if default and name in own}
