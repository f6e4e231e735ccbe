"""A graph and two news dates, both included → what those days brought.

New is what no earlier report knew: an entity named for the first time, a fact or a deal told for the first
time. Changed is what earlier reports knew and what stands otherwise on the last day than it did before the
first. All is as the news stood on the last day: a later denial changes nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.graph.history import History, Report, day_of, deciding, not_after, standing, within
from kg.graph.model import Edge, Graph, Node
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity that these days name for the first time, how many items do, and the first of them."""

    node: Node
    items: int
    first: Node


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is new (`before` is empty) or whose status changed, and the report that decides it."""

    edge: Edge
    head: Node
    tail: Node
    before: str
    after: str
    report: Report


@dataclass(frozen=True, slots=True)
class DealChange:
    """A deal that is new (`before` is empty) or whose stage changed, and the report that decides it."""

    deal: Node
    parties: tuple[tuple[str, Node], ...]
    before: str
    after: str
    report: Report


@dataclass(frozen=True, slots=True)
class Changes:
    """What a period brought; `partners` are the `facts` that tie two who had nothing in common before."""

    since: str
    until: str
    items: int
    entities: tuple[NewEntity, ...]
    facts: tuple[FactChange, ...]
    statuses: tuple[FactChange, ...]
    deals: tuple[DealChange, ...]
    stages: tuple[DealChange, ...]
    partners: tuple[FactChange, ...]

    @property
    def nothing(self) -> bool:
        return not (self.entities or self.facts or self.statuses or self.deals or self.stages)


def changes(graph: Graph, ontology: Ontology, since: str, until: str = "") -> Changes:
    """Compare how the news stood before `since` with how it stood at the end of `until`.

    Both are ISO days, months or years; without `until` everything from `since` on counts.
    """
    history = History(graph, ontology)
    days = [day_of(item) for item in history.items if within(day_of(item), since, until)]
    facts = sorted(_facts(history, since, until), key=_when)
    deals = sorted(_deals(history, since, until), key=_when)
    new = tuple(change for change in facts if not change.before)
    return Changes(
        since=since,
        until=until or max(days, default=""),
        items=len(days),
        entities=tuple(_entities(history, since, until)),
        facts=new,
        statuses=tuple(change for change in facts if change.before),
        deals=tuple(change for change in deals if not change.before),
        stages=tuple(change for change in deals if change.before),
        partners=tuple(_partners(history, new, since)),
    )


def _when(change: FactChange | DealChange) -> tuple[str, str]:
    thing = change.edge if isinstance(change, FactChange) else change.deal
    return change.report.date, thing.id


def _entities(history: History, since: str, until: str) -> Iterator[NewEntity]:
    """By how many items name them, the most first."""
    found = []
    for node in history.entities:
        items = [item for item in history.naming(node) if not_after(day_of(item), until)]
        if items and within(day_of(items[0]), since, until):
            found.append(NewEntity(node, len(items), items[0]))
    yield from sorted(found, key=lambda new: (-new.items, new.node.id))


def _told(reports: Sequence[Report], since: str, until: str) -> tuple[list[Report], list[Report]]:
    """What was known before the period, and what the period adds."""
    before = [report for report in reports if report.date < since]
    return before, [report for report in reports if within(report.date, since, until)]


def _facts(history: History, since: str, until: str) -> Iterator[FactChange]:
    scale = history.ontology.statuses
    for edge in history.facts:
        known, told = _told(history.of_fact(edge), since, until)
        before, after = standing(known, scale), standing([*known, *told], scale)
        if told and before != after:
            head, tail = history.nodes[edge.source], history.nodes[edge.target]
            yield FactChange(edge, head, tail, before, after, deciding(told, after))


def _deals(history: History, since: str, until: str) -> Iterator[DealChange]:
    scale = history.ontology.stages
    for deal in history.deals:
        known, told = _told(history.of_deal(deal), since, until)
        before, after = standing(known, scale), standing([*known, *told], scale)
        if told and before != after:
            yield DealChange(deal, parties_of(history, deal), before, after, deciding(told, after))


def parties_of(history: History, deal: Node) -> tuple[tuple[str, Node], ...]:
    """(role, entity) of a deal in the order of the schemas' roles."""
    roles = list(history.ontology.deals[str(deal.properties["kind"])].roles)
    edges = sorted(
        history.parties.get(deal.id, ()),
        key=lambda edge: (roles.index(str(edge.properties["role"])), edge.target),
    )
    return tuple((str(edge.properties["role"]), history.nodes[edge.target]) for edge in edges)


def _partners(history: History, new: Sequence[FactChange], since: str) -> Iterator[FactChange]:
    """New partnerships of two that no earlier fact or deal names together."""
    kinds = {
        rule.type
        for deal in history.ontology.deals.values()
        for rule in deal.relations
        if rule.head == rule.tail
    }
    tied = {
        frozenset((edge.source, edge.target))
        for edge in history.facts
        if any(report.date < since for report in history.of_fact(edge))
    }
    for deal in history.deals:
        if any(report.date < since for report in history.of_deal(deal)):
            ids = sorted({edge.target for edge in history.parties.get(deal.id, ())})
            tied |= {frozenset(pair) for pair in combinations(ids, 2)}
    for change in new:
        if change.edge.type in kinds and frozenset((change.head.id, change.tail.id)) not in tied:
            yield change
