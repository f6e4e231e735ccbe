"""An entity's or a deal's story: how often items name it month by month, and each day on which it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.graph.changes import DealChange, FactChange, parties_of
from kg.graph.history import History, day_of, steps, within
from kg.graph.model import Graph, Node
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Timeline:
    """`months` are (month, items that name it) without a gap; `events` the first known and every change."""

    node: Node
    months: tuple[tuple[str, int], ...]
    events: tuple[FactChange | DealChange, ...]


def timeline(graph: Graph, node: Node, ontology: Ontology, since: str = "", until: str = "") -> Timeline:
    """The story of a node between two days, both included; without bounds all of it, undated events first."""
    history = History(graph, ontology)
    events: list[FactChange | DealChange] = [*_facts(history, node), *_deals(history, node)]
    inside = [event for event in events if not (since or until) or within(event.report.date, since, until)]
    days = [day for item in history.naming(node) if within(day := day_of(item), since, until)]
    return Timeline(node, tuple(_months(days)), tuple(sorted(inside, key=_order)))


def _order(event: FactChange | DealChange) -> tuple[str, str, str]:
    thing = event.edge if isinstance(event, FactChange) else event.deal
    return event.report.date, thing.id, event.after


def _facts(history: History, node: Node) -> Iterator[FactChange]:
    for edge in history.facts:
        if node.id in (edge.source, edge.target):
            head, tail = history.nodes[edge.source], history.nodes[edge.target]
            for step in steps(history.of_fact(edge), history.ontology.statuses):
                yield FactChange(edge, head, tail, step.before, step.after, step.report)


def _deals(history: History, node: Node) -> Iterator[DealChange]:
    for deal in history.deals:
        parties = parties_of(history, deal)
        if node.id in (deal.id, *(party.id for _, party in parties)):
            for step in steps(history.of_deal(deal), history.ontology.stages):
                yield DealChange(deal, parties, step.before, step.after, step.report)


def _months(days: list[str]) -> Iterator[tuple[str, int]]:
    counts = Counter(day[:7] for day in days)
    month, last = min(counts, default=""), max(counts, default="")
    # A year of five digits would never come to an end.
    while month and month <= last and len(month) == len(last):
        yield month, counts[month]
        year, number = int(month[:4]), int(month[5:7])
        month = f"{year + number // 12:04}-{number % 12 + 1:02}"
