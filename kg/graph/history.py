"""A graph → what was told of each fact and each deal, day by day, and how it stood on any day.

Dates are ISO strings and compare as text. A bound may be a day, a month or a year: `2026-01` as the last day
takes in all of January. What has no date counts as older than everything that has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.graph.model import Edge, Graph, Node
from kg.graph.status import current
from kg.ontology import Ontology, Status


@dataclass(frozen=True, slots=True)
class Report:
    """What one item says: its day, the status or stage that it gives, its words."""

    date: str
    status: str
    sentence: str
    item: Node | None


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which what is known changed; `before` is empty on the first."""

    before: str
    after: str
    report: Report


def not_after(date: str, until: str) -> bool:
    """Whether a day lies within a last day, month or year; no bound holds every day.

    >>> not_after("2026-01-31", "2026-01"), not_after("2026-02-01", "2026-01"), not_after("2026-02-01", "")
    (True, False, True)
    """
    return not until or date[: len(until)] <= until


def within(date: str, since: str, until: str) -> bool:
    """Whether a day lies in a period; what has no date lies in none."""
    return bool(date) and date >= since and not_after(date, until)


class History:
    """The reports of one graph, by fact and by deal."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self.ontology = ontology
        self.nodes: Mapping[str, Node] = {node.id: node for node in graph.nodes}
        self.facts = tuple(
            edge for edge in graph.edges if edge.type in ontology.relations and edge.properties.get("items")
        )
        deal, item = ontology.node("deal").name, ontology.node("item").name
        self.deals = tuple(node for node in graph.nodes if node.labels[0] == deal)
        self.entities = tuple(node for node in graph.nodes if node.labels[0] in ontology.entities)
        self.items = tuple(node for node in graph.nodes if node.labels[0] == item)
        self.reports = self._sources(graph, "reports")
        self._mentions = self._sources(graph, "mentions")
        self.parties: dict[str, list[Edge]] = defaultdict(list)
        party = ontology.edge("party").name
        for edge in graph.edges:
            if edge.type == party:
                self.parties[edge.source].append(edge)

    def _sources(self, graph: Graph, key: str) -> defaultdict[str, list[Edge]]:
        name = self.ontology.edge(key).name
        found: defaultdict[str, list[Edge]] = defaultdict(list)
        for edge in graph.edges:
            if edge.type == name:
                found[edge.target].append(edge)
        return found

    def of_fact(self, edge: Edge) -> tuple[Report, ...]:
        """What says a fact, the oldest first."""
        columns = (edge.properties.get(key, ()) for key in ("dates", "statuses", "evidence", "items"))
        rows = zip(*(column if isinstance(column, tuple) else () for column in columns), strict=True)
        return tuple(Report(date, status, text, self.nodes.get(item)) for date, status, text, item in rows)

    def of_deal(self, deal: Node) -> tuple[Report, ...]:
        """What reports a deal, the oldest first."""
        edges = sorted(self.reports[deal.id], key=lambda edge: edge.id)
        reports = []
        for edge in edges:
            item = self.nodes[edge.source]
            sentence = str(edge.properties["evidence"])
            reports.append(Report(day_of(item), str(edge.properties["stage"]), sentence, item))
        return tuple(sorted(reports, key=lambda report: report.date))

    def naming(self, entity: Node) -> tuple[Node, ...]:
        """The items that name an entity, or report a deal, the oldest first."""
        edges = (*self._mentions[entity.id], *self.reports[entity.id])
        items = {edge.source: self.nodes[edge.source] for edge in edges}
        return tuple(sorted(items.values(), key=lambda item: (day_of(item), item.id)))


def day_of(node: Node) -> str:
    """An item's day; empty where it has none."""
    return str(node.properties.get("date", ""))


def standing(reports: Iterable[Report], scale: Mapping[str, Status]) -> str:
    """The status that holds after these reports, empty where there is none."""
    told = [(report.date, report.status) for report in reports]
    return current(told, scale) if told else ""


def steps(reports: Sequence[Report], scale: Mapping[str, Status]) -> Iterator[Step]:
    """Each day on which a fact's status or a deal's stage became another, with the report that says so."""
    told: list[Report] = []
    before = ""
    for _, day in groupby(sorted(reports, key=lambda report: report.date), key=lambda report: report.date):
        new = list(day)
        told += new
        after = standing(told, scale)
        if after != before:
            yield Step(before, after, deciding(new, after))
            before = after


def deciding(reports: Sequence[Report], status: str) -> Report:
    """Of these reports the last one that gives this status, else the last."""
    return next((one for one in reversed(reports) if one.status == status), reports[-1])
