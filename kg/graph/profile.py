"""All that a graph says of one entity: what `kg show` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph.model import Edge, Graph, Node
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The other end of a fact; `outward` where the entity is its head."""

    node: Node
    edge: Edge
    outward: bool


@dataclass(frozen=True, slots=True)
class DealPart:
    """A deal that the entity takes part in, the part it plays, and who else does."""

    deal: Node
    role: str
    others: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity with its facts by relation and direction, its deals by day and its items, latest first."""

    node: Node
    facts: Mapping[tuple[str, bool], tuple[Neighbour, ...]]
    deals: tuple[DealPart, ...]
    items: tuple[Node, ...]


def _date(node: Node) -> str:
    return str(node.properties.get("date", ""))


def _facts(
    node: Node, graph: Graph, nodes: Mapping[str, Node], ontology: Ontology
) -> dict[tuple[str, bool], tuple[Neighbour, ...]]:
    found: dict[tuple[str, bool], list[Neighbour]] = defaultdict(list)
    for edge in graph.edges:
        rule = ontology.relations.get(edge.type)
        if rule is None or node.id not in (edge.source, edge.target):
            continue
        outward = edge.source == node.id
        other = nodes[edge.target if outward else edge.source]
        found[edge.type, outward or rule.symmetric].append(Neighbour(other, edge, outward))
    order = list(ontology.relations)
    keys = sorted(found, key=lambda key: (order.index(key[0]), not key[1]))
    return {key: tuple(_latest_first(found[key])) for key in keys}


def _latest_first(neighbours: list[Neighbour]) -> list[Neighbour]:
    by_id = sorted(neighbours, key=lambda one: one.node.id)
    return sorted(by_id, key=lambda one: str(one.edge.properties.get("last_seen", "")), reverse=True)


def _deals(node: Node, graph: Graph, nodes: Mapping[str, Node], ontology: Ontology) -> tuple[DealPart, ...]:
    party = ontology.edge("party").name
    parts: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        if edge.type == party:
            parts[edge.source].append(edge)
    found = []
    for deal, edges in parts.items():
        for mine in edges:
            if mine.target == node.id:
                others = tuple(
                    (str(edge.properties["role"]), nodes[edge.target]) for edge in edges if edge is not mine
                )
                found.append(DealPart(nodes[deal], str(mine.properties["role"]), others))
    return tuple(sorted(found, key=lambda part: (_date(part.deal), part.deal.id, part.role)))


def profile(graph: Graph, node: Node, ontology: Ontology) -> Profile:
    """Gather what stands around an entity; facts in the order of the schemas."""
    nodes = {other.id: other for other in graph.nodes}
    mentions = ontology.edge("mentions").name
    items = {
        nodes[e.source].id: nodes[e.source] for e in graph.edges if e.type == mentions and e.target == node.id
    }
    latest = sorted(items.values(), key=lambda item: (_date(item), item.id), reverse=True)
    return Profile(
        node=node,
        facts=_facts(node, graph, nodes, ontology),
        deals=_deals(node, graph, nodes, ontology),
        items=tuple(latest),
    )
