"""Graph → the part of it that a page shows, and how much it leaves out.

Items and digests are never drawn: they stand behind the edges as evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.graph import Edge, Graph, Node, importance
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of a graph is meant; by default all of it.

    `centre` is the id of a node: only what stands within `depth` steps of it. A deal and all its parties are
    one step. `since` is an ISO date: only facts and deals that were reported on that day or later, and the
    entities that they are about or that were named then. `most` is a number of entities and deals.
    """

    centre: str | None = None
    depth: int = 1
    since: str = ""
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Entities and deals to draw, nearest and most important first, and the edges among them.

    `weight` and `steps` (from the centre, else 0) by node id. Hidden is what was in reach but is not shown;
    `all_nodes` and `all_edges` count the whole graph's entities and deals, facts and parties.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    weight: Mapping[str, float]
    steps: Mapping[str, int]
    hidden_nodes: int
    hidden_edges: int
    all_nodes: int
    all_edges: int


def _drawn(graph: Graph, ontology: Ontology) -> Graph:
    """Entities and deals, facts and parties."""
    labels = {*ontology.entities, ontology.node("deal").name}
    kinds = {*ontology.relations, ontology.edge("party").name}
    return Graph(
        tuple(node for node in graph.nodes if node.labels[0] in labels),
        tuple(edge for edge in graph.edges if edge.type in kinds),
    )


def _last(part: Node | Edge) -> str:
    return str(part.properties.get("last_seen", ""))


def _since(drawn: Graph, ontology: Ontology, since: str) -> Graph:
    """What was reported since a day. What has no day stays where both its ends do."""
    deal = ontology.node("deal").name
    recent = {node.id for node in drawn.nodes if _last(node) >= since}
    deals = {node.id for node in drawn.nodes if node.labels[0] == deal}
    for edge in drawn.edges:
        if edge.source in deals and edge.source in recent:
            recent.add(edge.target)
        elif _last(edge) >= since:
            recent.update((edge.source, edge.target))
    return Graph(
        tuple(node for node in drawn.nodes if node.id in recent),
        tuple(
            edge
            for edge in drawn.edges
            if {edge.source, edge.target} <= recent and not "" < _last(edge) < since
        ),
    )


def _within(drawn: Graph, ontology: Ontology, centre: str, depth: int) -> dict[str, int]:
    """Steps from `centre` to each node within `depth`; a deal's parties are as near as the deal."""
    deal = ontology.node("deal").name
    deals = {node.id for node in drawn.nodes if node.labels[0] == deal}
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in drawn.edges:
        beside[edge.source].add(edge.target)
        beside[edge.target].add(edge.source)
    steps = {centre: 0}
    border = {centre}
    for step in range(1, depth + 1):
        border = {node for known in border for node in beside[known]} - steps.keys()
        border |= {party for node in border & deals for party in beside[node]} - steps.keys()
        steps.update(dict.fromkeys(border, step))
    return steps


def select(graph: Graph, ontology: Ontology, scope: Scope) -> Selection:
    """What the scope takes: nearest first, then the more important; ties go to the smaller id.

    Importance counts only what was reported within the scope's time.
    """
    drawn = _drawn(graph, ontology)
    recent = _since(drawn, ontology, scope.since) if scope.since else drawn
    weight = importance(recent, ontology)
    candidates = list(recent.nodes)
    steps: dict[str, int] = {}
    if scope.centre is not None:
        steps = _within(recent, ontology, scope.centre, scope.depth)
        candidates = [node for node in candidates if node.id in steps]
    candidates.sort(key=lambda node: (steps.get(node.id, 0), -weight[node.id], node.id))
    nodes = tuple(candidates[: scope.most])
    shown = {node.id for node in nodes}
    reached = {node.id for node in candidates}
    relevant = [edge for edge in recent.edges if edge.source in reached and edge.target in reached]
    edges = tuple(edge for edge in relevant if edge.source in shown and edge.target in shown)
    return Selection(
        nodes=nodes,
        edges=edges,
        weight={node.id: weight[node.id] for node in nodes},
        steps={node.id: steps.get(node.id, 0) for node in nodes},
        hidden_nodes=len(candidates) - len(nodes),
        hidden_edges=len(relevant) - len(edges),
        all_nodes=len(drawn.nodes),
        all_edges=len(drawn.edges),
    )
