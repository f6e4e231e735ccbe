"""Digests, extractions and their resolution → the property graph.

Nothing is in it without evidence, but for what the lexicon knows, if that was asked for. The same input
gives the same graph, whatever the order of digests and extractions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.graph.deals import deal_edges, deal_node, merge_deals
from kg.graph.facts import fact_edges, lexicon_edges
from kg.graph.model import Edge, Graph, Node
from kg.graph.nodes import (
    contains_edges,
    digest_node,
    entity_nodes,
    item_node,
    mention_counts,
    mention_edges,
)
from kg.graph.reports import item_reports
from kg.lexicon import Lexicon
from kg.ontology import Ontology
from kg.records import Digest, Extraction
from kg.resolve import Resolution


@dataclass(frozen=True, slots=True)
class GraphReport:
    """What was left out of a graph, counted by reason."""

    dropped: Mapping[str, int]


def build_graph(
    digests: Sequence[Digest],
    extractions: Sequence[Extraction],
    *,
    resolution: Resolution,
    lexicon: Lexicon,
    ontology: Ontology,
    lexicon_facts: bool = False,
) -> tuple[Graph, GraphReport]:
    """The graph and what was left out of it."""
    dropped: Counter[str] = Counter()
    if resolution.dropped:
        dropped["entity: decided to be wrong"] = len(resolution.dropped)
    reports = item_reports(digests, extractions)
    dates = {report.item.id: report.date for report in reports}
    counts = mention_counts(reports, resolution)
    facts = fact_edges(reports, resolution, ontology, dropped=dropped)
    if lexicon_facts:
        facts += lexicon_edges(facts, resolution, ontology, lexicon)
    deals = merge_deals(reports, resolution, ontology, dropped=dropped)
    nodes: list[Node] = entity_nodes(counts, dates, resolution, ontology)
    nodes += [deal_node(deal, resolution, ontology) for deal in deals]
    edges: list[Edge] = [*facts, *mention_edges(counts, ontology)]
    for deal in deals:
        edges += deal_edges(deal, ontology)
    for digest in digests:
        nodes.append(digest_node(digest, ontology))
        nodes += [item_node(item, digest, ontology) for item in digest.items]
        edges += contains_edges(digest, ontology)
    graph = Graph(
        tuple(sorted(nodes, key=lambda node: node.id)), tuple(sorted(edges, key=lambda edge: edge.id))
    )
    return graph, GraphReport(dict(sorted(dropped.items())))
