"""Digests, extractions and their resolution → the property graph.

Nothing is in it without evidence, but for what the lexicon knows, if that was asked for. The same input
gives the same graph, whatever the order of digests and extractions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import TypeVar

from kg.errors import KgError
from kg.graph.deal_nodes import deal_edges, deal_ids, deal_node
from kg.graph.deals import merge_deals
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
from kg.graph.reports import distinct_digests, item_reports
from kg.lexicon import Lexicon
from kg.ontology import Ontology
from kg.records import Digest, Extraction
from kg.resolve import Resolution

_Part = TypeVar("_Part", Node, Edge)


@dataclass(frozen=True, slots=True)
class GraphReport:
    """What was left out of a graph, counted by reason; each reason begins with what it was."""

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
    """The graph and what was left out of it.

    `resolution` comes from the same extractions. `lexicon_facts` adds what the lexicon knows of entities
    that the items name, where no item says so, as edges with a `source` and without evidence.
    """
    dropped: Counter[str] = Counter()
    dropped["entity: decided to be wrong"] = len(resolution.dropped)
    dropped["decision: the same as what another decision keeps apart"] = len(resolution.conflicts)
    issues, renamed = distinct_digests(digests, taken=resolution.entities, dropped=dropped)
    reports = item_reports(issues, extractions, renamed=renamed, dropped=dropped)
    counts = mention_counts(reports, resolution)
    edges = fact_edges(reports, counts, resolution, ontology, dropped=dropped)
    if lexicon_facts:
        edges += lexicon_edges(edges, counts, resolution, ontology, lexicon=lexicon)
    edges += mention_edges(counts, ontology)
    nodes = entity_nodes(counts, reports, resolution, ontology)
    deals = merge_deals(reports, resolution, ontology, dropped=dropped)
    for id_, deal in zip(deal_ids(deals, ontology), deals, strict=True):
        if id_ in resolution.wrong:
            dropped["deal: decided to be wrong"] += 1
            continue
        nodes.append(deal_node(id_, deal, resolution, ontology))
        edges += deal_edges(id_, deal, ontology)
    for digest in issues:
        nodes.append(digest_node(digest, ontology))
        nodes += [item_node(item, digest, ontology) for item in digest.items]
        edges += contains_edges(digest, ontology)
    kept = {reason: number for reason, number in sorted(dropped.items()) if number}
    return Graph(_sorted(nodes), _sorted(edges)), GraphReport(kept)


def _sorted(things: Iterable[_Part]) -> tuple[_Part, ...]:
    """By id; a hash that two share would lose one of them in every store, so it ends the build."""
    ordered = tuple(sorted(things, key=attrgetter("id")))
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise KgError(f"Two parts of the graph have the id {one.id!r}")
    return ordered
