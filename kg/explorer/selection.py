"""Graph → the part of it that one picture can show, and how much it leaves out.

Items and digests are never drawn: they stand behind the edges as evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.graph import Edge, Graph, Node, importance
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Selection:
    """Entities and deals to draw, most important first, the edges among them, and what is hidden."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    weight: Mapping[str, float]
    hidden_nodes: int
    hidden_edges: int


def _within(edges: Sequence[Edge], centre: str, depth: int) -> dict[str, int]:
    """Steps from `centre` to each node that edges, either way, reach within `depth`."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        beside[edge.source].add(edge.target)
        beside[edge.target].add(edge.source)
    steps = {centre: 0}
    border = {centre}
    for step in range(1, depth + 1):
        border = {node for known in border for node in beside[known]} - steps.keys()
        steps.update(dict.fromkeys(border, step))
    return steps


def select(
    graph: Graph, ontology: Ontology, *, most: int, centre: str | None = None, depth: int = 1
) -> Selection:
    """The `most` most important entities and deals; ties go to the smaller id.

    With `centre`, a node's id, only what stands within `depth` edges of it, nearest first.
    """
    deal = ontology.node("deal").name
    drawn = {*ontology.entities, deal}
    kinds = {*ontology.relations, ontology.edge("party").name}
    weight = importance(graph, ontology)
    relevant = [edge for edge in graph.edges if edge.type in kinds]
    candidates = [node for node in graph.nodes if node.labels[0] in drawn]
    steps: dict[str, int] = {}
    if centre is not None:
        steps = _within(relevant, centre, depth)
        candidates = [node for node in candidates if node.id in steps]
    candidates.sort(key=lambda node: (steps.get(node.id, 0), -weight.get(node.id, 0.0), node.id))
    nodes = tuple(candidates[:most])
    shown = {node.id for node in nodes}
    reached = {node.id for node in candidates}
    relevant = [edge for edge in relevant if edge.source in reached and edge.target in reached]
    edges = tuple(edge for edge in relevant if edge.source in shown and edge.target in shown)
    return Selection(
        nodes=nodes,
        edges=edges,
        weight={node.id: weight.get(node.id, 0.0) for node in nodes},
        hidden_nodes=len(candidates) - len(nodes),
        hidden_edges=len(relevant) - len(edges),
    )
