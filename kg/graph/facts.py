"""The same fact from many items → one edge with all its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.graph.ids import content_id
from kg.graph.model import Edge, Value
from kg.graph.reports import ItemReport, combined
from kg.graph.status import current
from kg.lexicon import Lexicon
from kg.ontology import Ontology
from kg.records import Fact
from kg.resolve import Resolution

Key = tuple[str, str, str]
LEXICON_SOURCE = "lexicon"


@dataclass(frozen=True, slots=True)
class _Said:
    """A fact as one item states it."""

    fact: Fact
    report: ItemReport


def _key(fact: Fact, resolution: Resolution, ontology: Ontology) -> Key:
    head, tail = resolution.canonical[fact.head], resolution.canonical[fact.tail]
    if ontology.relations[fact.type].symmetric and tail < head:
        head, tail = tail, head
    return head, fact.type, tail


def _refusal(key: Key, resolution: Resolution, ontology: Ontology) -> str:
    """Why a fact may not stand in the graph, or nothing."""
    head, kind, tail = key
    if head not in resolution.entities or tail not in resolution.entities:
        return "fact: an end was decided to be wrong"
    if head == tail:
        return "fact: both ends are one entity"
    types = resolution.entities[head].type, resolution.entities[tail].type
    if not ontology.allows(kind, *types):
        return "fact: the entities' types do not fit the relation"
    return ""


def fact_edges(
    reports: Sequence[ItemReport],
    resolution: Resolution,
    ontology: Ontology,
    *,
    dropped: Counter[str],
) -> list[Edge]:
    """One edge a fact; refused ones are counted in `dropped` by reason."""
    said: dict[Key, list[_Said]] = defaultdict(list)
    for report in reports:
        for fact in report.extraction.facts:
            key = _key(fact, resolution, ontology)
            if reason := _refusal(key, resolution, ontology):
                dropped[reason] += 1
            else:
                said[key].append(_Said(fact, report))
    return [_edge(key, said[key], ontology) for key in sorted(said)]


def _edge(key: Key, said: Sequence[_Said], ontology: Ontology) -> Edge:
    head, kind, tail = key
    said = sorted(said, key=lambda one: (one.report.order, one.fact.evidence.start, one.fact.evidence.text))
    dates = [one.report.date for one in said]
    known_dates = [date for date in dates if date]
    properties: dict[str, Value] = {
        "id": content_id(kind, head, tail),
        "status": current(zip(dates, (one.fact.status for one in said), strict=True), ontology.statuses),
        "confidence": combined((one.report.source, one.fact.confidence) for one in said),
        "item_count": len({one.report.item.id for one in said}),
        "source_count": len({one.report.source for one in said}),
        "items": tuple(one.report.item.id for one in said),
        "evidence": tuple(one.fact.evidence.text for one in said),
        "statuses": tuple(one.fact.status for one in said),
        "dates": tuple(dates),
    }
    if known_dates:
        properties |= {"first_seen": known_dates[0], "last_seen": known_dates[-1]}
    roles = [one.fact.role for one in said if one.fact.role]
    if roles:
        properties["role"] = roles[-1]
    return Edge(str(properties["id"]), kind, head, tail, properties)


def lexicon_edges(
    stated: Iterable[Edge], resolution: Resolution, ontology: Ontology, lexicon: Lexicon
) -> list[Edge]:
    """What the lexicon knows of entities that are in the graph anyway, where no item states it."""
    known = {edge.id for edge in stated}
    edges: dict[str, Edge] = {}
    for head, kind, tail, role in lexicon.static_facts():
        if head not in resolution.entities or tail not in resolution.entities:
            continue
        types = resolution.entities[head].type, resolution.entities[tail].type
        id_ = content_id(kind, head, tail)
        if id_ in known or not ontology.allows(kind, *types):
            continue
        properties: dict[str, Value] = {"id": id_, "confidence": 1.0, "source": LEXICON_SOURCE}
        if role and "role" in ontology.relations[kind].properties:
            properties["role"] = role
        edges[id_] = Edge(id_, kind, head, tail, properties)
    return [edges[id_] for id_ in sorted(edges)]
