"""How much an entity or a deal matters in a graph, for what to draw and to list first.

One point for each fact or deal it takes part in, weighed by how many sources say so, and the root of how
many items name it: a company in many deals stands above one that is merely mentioned often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import log2, sqrt

from kg.graph.model import Graph
from kg.ontology import Ontology


def importance(graph: Graph, ontology: Ontology) -> Mapping[str, float]:
    """Node id → score, for entities and deals; rounded, so that it is the same everywhere."""
    party = ontology.edge("party").name
    score: dict[str, float] = defaultdict(float)
    for edge in graph.edges:
        if edge.type in ontology.relations or edge.type == party:
            sources = edge.properties.get("source_count", 1)
            points = log2(1 + sources) if isinstance(sources, int) else 1.0
            score[edge.source] += points
            score[edge.target] += points
    drawn = {*ontology.entities, ontology.node("deal").name}
    scores = {}
    for node in graph.nodes:
        if node.labels[0] in drawn:
            named = node.properties.get("item_count", 0)
            items = sqrt(named) if isinstance(named, int) else 0.0
            scores[node.id] = round(score[node.id] + items, 4)
    return scores
