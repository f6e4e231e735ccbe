"""The same fact from many items → one edge with all its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.graph.ids import content_id
from kg.graph.model import Edge, Value
from kg.graph.reports import ItemReport, combined
from kg.graph.status import current
from kg.lexicon import Lexicon
from kg.ontology import Ontology
from kg.records import Fact
from kg.resolve import Resolution, ResolvedEntity

Key = tuple[str, str, str]
LEXICON_SOURCE = "lexicon"
CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class _Said:
    """A fact as one item states it."""

    fact: Fact
    report: ItemReport

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        evidence = self.fact.evidence
        return *self.report.order, evidence.start, evidence.end, self.fact.status


def fits(relation: str, head: ResolvedEntity, tail: ResolvedEntity, ontology: Ontology) -> bool:
    """Whether the relation may stand between them, taking a thing that is honestly two for either."""
    return any(ontology.allows(relation, a, b) for a in head.types for b in tail.types)


def _ends(head: str, tail: str, relation: str, ontology: Ontology) -> tuple[str, str]:
    """A symmetric relation is stored once, from the smaller id to the larger."""
    return (tail, head) if ontology.relations[relation].symmetric and tail < head else (head, tail)


def _placed(
    said: _Said, named: Collection[str], resolution: Resolution, ontology: Ontology
) -> tuple[Key | None, str]:
    """The fact's place in the graph; or none, and why it has none."""
    fact = said.fact
    if fact.type not in ontology.relations or fact.status not in ontology.statuses:
        return None, "fact: no schema has its type or status"
    head, tail = resolution.of(fact.head), resolution.of(fact.tail)
    if resolution.dropped & {fact.head, fact.tail}:
        return None, "fact: an end was decided to be wrong"
    if head is None or tail is None or head.id not in named or tail.id not in named:
        return None, "fact: an end is named in no item"
    if head.id == tail.id:
        return None, "fact: both ends are one entity"
    if not fits(fact.type, head, tail, ontology):
        return None, "fact: the entities' types do not fit the relation"
    if not said.report.says(fact.evidence):
        return None, "fact: its evidence is not in the item"
    first, second = _ends(head.id, tail.id, fact.type, ontology)
    if (fact.type, first, second) in resolution.wrong_facts:
        return None, "fact: decided to be wrong"
    return (fact.type, first, second), ""


def fact_edges(
    reports: Iterable[ItemReport],
    named: Collection[str],
    resolution: Resolution,
    ontology: Ontology,
    *,
    dropped: Counter[str],
) -> list[Edge]:
    """One edge a fact between entities that are `named`; refused ones are counted by reason."""
    facts: dict[Key, dict[tuple[str, str, int, int, str], _Said]] = defaultdict(dict)
    for report in reports:
        for fact in report.said.facts:
            said = _Said(fact, report)
            key, reason = _placed(said, named, resolution, ontology)
            if key is None:
                dropped[reason] += 1
                continue
            # Two ids of one item that turn out to be one thing may say the same in the same words.
            known = facts[key].setdefault(said.order, said)
            if known.fact.confidence < fact.confidence:
                facts[key][said.order] = said
    return [
        _edge(key, [facts[key][order] for order in sorted(facts[key])], ontology) for key in sorted(facts)
    ]


def _edge(key: Key, said: Sequence[_Said], ontology: Ontology) -> Edge:
    """The edge of a fact, from what items say of it in order of time."""
    relation, head, tail = key
    facts, reports = [one.fact for one in said], [one.report for one in said]
    dates = [report.date for report in reports]
    known_dates = [date for date in dates if date]
    items = [report.item.id for report in reports]
    sources = [report.source for report in reports]
    statuses = [fact.status for fact in facts]
    properties: dict[str, Value] = {
        "id": content_id(relation, head, tail),
        "status": current(zip(dates, statuses, strict=True), ontology.statuses),
        "confidence": combined(zip(sources, [fact.confidence for fact in facts], strict=True)),
        "item_count": len(set(items)),
        "source_count": len(set(sources)),
        "items": tuple(items),
        "evidence": tuple([fact.evidence.text for fact in facts]),
        "statuses": tuple(statuses),
        "dates": tuple(dates),
    }
    if known_dates:
        properties |= {"first_seen": known_dates[0], "last_seen": known_dates[-1]}
    roles = [fact.role for fact in facts if fact.role]
    if roles and "role" in ontology.relations[relation].properties:
        properties["role"] = roles[-1]
    return Edge(str(properties["id"]), relation, head, tail, properties)


def lexicon_edges(
    stated: Iterable[Edge],
    named: Collection[str],
    resolution: Resolution,
    ontology: Ontology,
    *,
    lexicon: Lexicon,
) -> list[Edge]:
    """What the lexicon knows of entities that the news names anyway, where no item states it.

    Such an edge has no items, no evidence and no status; its `source` says where it comes from.
    """
    known = {edge.id for edge in stated}
    edges: dict[str, Edge] = {}
    for head_id, relation, tail_id, role in lexicon.static_facts():
        head, tail = resolution.of(head_id), resolution.of(tail_id)
        if head is None or tail is None or head.id == tail.id:
            continue
        first, second = _ends(head.id, tail.id, relation, ontology)
        id_ = content_id(relation, first, second)
        absent = head.id not in named or tail.id not in named
        if absent or id_ in known or not fits(relation, head, tail, ontology):
            continue
        properties: dict[str, Value] = {"id": id_, "confidence": CERTAIN, "source": LEXICON_SOURCE}
        if role and "role" in ontology.relations[relation].properties:
            properties["role"] = role
        edges[id_] = Edge(id_, relation, first, second, properties)
    return [edges[id_] for id_ in sorted(edges)]
