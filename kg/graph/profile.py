"""All that a graph says of one entity or deal: what `kg show` prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.graph.model import Edge, Graph, Node
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The other end of a fact; `outward` where the entity is its head, or either end where both are alike."""

    node: Node
    edge: Edge
    outward: bool


@dataclass(frozen=True, slots=True)
class DealPart:
    """A deal that the entity takes part in, the part it plays, and who else does (role, entity)."""

    deal: Node
    role: str
    others: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What stands around a node.

    `facts` by relation and direction in the order of the schemas, the latest first; `deals` by day; `items`
    that name it, or report it, the latest first; `parties` (role, entity) where it is a deal itself. Parties
    stand in the order of the roles.
    """

    node: Node
    facts: Mapping[tuple[str, bool], tuple[Neighbour, ...]]
    deals: tuple[DealPart, ...]
    items: tuple[Node, ...]
    parties: tuple[tuple[str, Node], ...] = ()


def profile(graph: Graph, node: Node, ontology: Ontology) -> Profile:
    """Gather what stands around an entity or a deal."""
    nodes = {other.id: other for other in graph.nodes}
    party, mentions, reports = (ontology.edge(key).name for key in ("party", "mentions", "reports"))
    touching = [edge for edge in graph.edges if node.id in (edge.source, edge.target)]
    items = {edge.source for edge in touching if edge.type in (mentions, reports) and edge.target == node.id}
    mine = {edge.source for edge in touching if edge.type == party}
    parties = [edge for edge in graph.edges if edge.type == party and edge.source in mine]
    roles = [role for deal in ontology.deals.values() for role in deal.roles]
    rank = {role: place for place, role in enumerate(roles)}
    parties.sort(key=lambda edge: (rank.get(str(edge.properties["role"]), len(rank)), edge.target))
    return Profile(
        node=node,
        facts=_facts(node, touching, nodes, ontology),
        deals=_deals(node, parties, nodes),
        items=tuple(sorted((nodes[id_] for id_ in items), key=_day, reverse=True)),
        parties=tuple(_part(edge, nodes) for edge in parties if edge.source == node.id),
    )


def _day(node: Node) -> tuple[str, str]:
    return str(node.properties.get("date", "")), node.id


def _part(edge: Edge, nodes: Mapping[str, Node]) -> tuple[str, Node]:
    return str(edge.properties["role"]), nodes[edge.target]


def _facts(
    node: Node, touching: Iterable[Edge], nodes: Mapping[str, Node], ontology: Ontology
) -> dict[tuple[str, bool], tuple[Neighbour, ...]]:
    found: dict[tuple[str, bool], list[Neighbour]] = defaultdict(list)
    for edge in touching:
        rule = ontology.relations.get(edge.type)
        if rule is None:
            continue
        outward = edge.source == node.id
        other = nodes[edge.target if outward else edge.source]
        outward = outward or rule.symmetric
        found[edge.type, outward].append(Neighbour(other, edge, outward))
    order = list(ontology.relations)
    keys = sorted(found, key=lambda key: (order.index(key[0]), not key[1]))
    return {key: tuple(_latest_first(found[key])) for key in keys}


def _latest_first(neighbours: Iterable[Neighbour]) -> list[Neighbour]:
    by_id = sorted(neighbours, key=lambda one: one.node.id)
    return sorted(by_id, key=lambda one: str(one.edge.properties.get("last_seen", "")), reverse=True)


def _deals(node: Node, parties: Iterable[Edge], nodes: Mapping[str, Node]) -> tuple[DealPart, ...]:
    by_deal: dict[str, list[Edge]] = defaultdict(list)
    for edge in parties:
        by_deal[edge.source].append(edge)
    found = []
    for deal, edges in by_deal.items():
        for mine in edges:
            if mine.target == node.id:
                others = tuple(_part(edge, nodes) for edge in edges if edge.target != node.id)
                found.append(DealPart(nodes[deal], str(mine.properties["role"]), others))
    return tuple(sorted(found, key=lambda part: (*_day(part.deal), part.role)))
