"""A graph and what was decided so far → the questions that a person should look at, the weightiest first.

Four kinds: two entities that may be one; a name that no list holds and that many items use; a fact that
nothing says with much certainty; a fact or a deal of which reports contradict each other. What somebody
decided or skipped is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from kg.graph.history import History, Report
from kg.graph.importance import importance
from kg.graph.lookalikes import lookalikes
from kg.graph.model import Edge, Graph, Node
from kg.ontology import Ontology, Status
from kg.resolve import Decisions, Operation, is_provisional

Kind = Literal["merge", "name", "fact", "conflict"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEAST_ITEMS = 3
LEAST_CONFIDENCE = 0.6
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Witness:
    """A sentence or headline that bears on a question, and the item (its node) in which it stands."""

    text: str
    item: Node | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question. `subject` is what a decision about it is about (see `Decision.subject`)."""

    kind: Kind
    subject: tuple[str, ...]
    reason: str
    nodes: tuple[Node, ...]
    operations: tuple[Operation, ...]
    witnesses: tuple[Witness, ...] = ()
    edge: Edge | None = None


class _Reader:
    """One graph, ready to be asked what is said of whom."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self.history = History(graph, ontology)
        self.ontology = ontology
        self.nodes = self.history.nodes
        self.weight = importance(graph, ontology)

    def headlines(self, node: Node, most: int = _SHOWN) -> tuple[Witness, ...]:
        """The latest headlines of items that name an entity."""
        latest = self.history.naming(node)[::-1][:most]
        return tuple(Witness(item.name, item, node.name) for item in latest)

    def weigh(self, doubt: Doubt) -> float:
        """What is at stake: a pair weighs as much as the lesser of the two."""
        return min(self.weight.get(node.id, 0.0) for node in doubt.nodes)


def _witnesses(reports: Sequence[Report]) -> tuple[Witness, ...]:
    """What says a fact or a deal, with the status or stage that each gives."""
    return tuple(Witness(report.sentence, report.item, report.status) for report in reports)


def doubts(
    graph: Graph,
    ontology: Ontology,
    decisions: Decisions,
    *,
    least_items: int = LEAST_ITEMS,
    least_confidence: float = LEAST_CONFIDENCE,
) -> list[Doubt]:
    """All questions that are open, by kind and within a kind by how much of the graph they touch."""
    reader = _Reader(graph, ontology)
    settled = decisions.subjects
    found = [
        *_merges(reader),
        *_names(reader, least_items),
        *_facts(reader, least_confidence),
        *_conflicts(reader),
    ]
    open_ = [doubt for doubt in found if doubt.subject not in settled]
    return sorted(open_, key=lambda one: (KINDS.index(one.kind), -reader.weigh(one), one.subject))


def _merges(reader: _Reader) -> Iterator[Doubt]:
    for pair in lookalikes(reader.history.entities, reader.ontology):
        nodes = (pair.a, pair.b)
        witnesses = tuple(witness for node in nodes for witness in reader.headlines(node, 2))
        subject = tuple(sorted(node.id for node in nodes))
        yield Doubt("merge", subject, pair.reason, nodes, ("same", "different"), witnesses)


def _names(reader: _Reader, least_items: int) -> Iterator[Doubt]:
    for node in reader.history.entities:
        count = node.properties.get("item_count", 0)
        if is_provisional(node.id) and isinstance(count, int) and count >= least_items:
            reason = f"{count} items use a name that no list holds"
            operations: tuple[Operation, ...] = ("wrong", "rename", "retype")
            yield Doubt("name", (node.id,), reason, (node,), operations, reader.headlines(node))


def _fact(reader: _Reader, kind: Kind, edge: Edge, reason: str) -> Doubt:
    nodes = reader.nodes[edge.source], reader.nodes[edge.target]
    subject = (edge.type, edge.source, edge.target)
    return Doubt(kind, subject, reason, nodes, ("wrong",), _witnesses(reader.history.of_fact(edge)), edge)


def _facts(reader: _Reader, least_confidence: float) -> Iterator[Doubt]:
    for edge in reader.history.facts:
        confidence = edge.properties.get("confidence", 1.0)
        if isinstance(confidence, float) and confidence < least_confidence:
            yield _fact(reader, "fact", edge, f"the confidence is {confidence:.2f}")


def _conflicts(reader: _Reader) -> Iterator[Doubt]:
    for edge in reader.history.facts:
        if why := contradiction(reader.history.of_fact(edge), reader.ontology.statuses):
            yield _fact(reader, "conflict", edge, why)
    for deal in reader.history.deals:
        reports = reader.history.of_deal(deal)
        if why := contradiction(reports, reader.ontology.stages) or _two_sums(reader.history, deal):
            yield Doubt("conflict", (deal.id,), why, (deal,), ("wrong",), _witnesses(reports))


def contradiction(reports: Iterable[Report], scale: Mapping[str, Status]) -> str:
    """How reports contradict each other, or nothing.

    That what holds is ended later is no contradiction; that it is ended and holds on one day is, and that
    a later report says again what an earlier one has closed.
    """
    closed: Report | None = None
    for report in sorted(reports, key=lambda one: (one.date, not scale[one.status].closing)):
        if scale[report.status].closing:
            closed = report
        elif closed is not None:
            told = [f"{one.status} on {one.date or 'no day'}" for one in (closed, report)]
            return ", ".join(told)
    return ""


def _two_sums(history: History, deal: Node) -> str:
    """Whether one report values the company at more than twice what another does."""
    told = (edge.properties.get("valuation") for edge in history.reports[deal.id])
    sums = sorted(value for value in told if isinstance(value, int))
    if sums and sums[-1] > 2 * sums[0]:
        return f"valued at {sums[0]:,} and at {sums[-1]:,}"
    return ""
