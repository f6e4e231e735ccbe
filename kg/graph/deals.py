"""Reports of deals from many items → one deal per real deal.

Two reports are one deal if their kind and main party agree (where the kind has no main party: all
parties), no filled round, currency or amount (within 10 %) contradicts, and they lie within 180 days. So
that the order of files makes no difference, reports are taken by date and item id; each joins the
first deal that it fits, judged against every report of that deal, or opens one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.graph.ids import content_id
from kg.graph.model import Edge, Node, Value
from kg.graph.reports import ItemReport, combined
from kg.graph.status import current
from kg.ontology import Ontology
from kg.records import Deal, Party
from kg.resolve import Resolution

WINDOW_DAYS = 180
AMOUNT_TOLERANCE = 0.1
_SLOTS = ("amount", "currency", "round", "valuation")


@dataclass(frozen=True, slots=True)
class DealReport:
    """A deal as one item reports it, its parties by canonical id."""

    deal: Deal
    parties: tuple[Party, ...]
    report: ItemReport

    def main(self, ontology: Ontology) -> tuple[str, ...]:
        """The ids that have to agree: the main party's, else all parties'."""
        role = ontology.deals[self.deal.type].main
        ids = {party.entity for party in self.parties if not role or party.role == role}
        return tuple(sorted(ids))


@dataclass(slots=True)
class MergedDeal:
    """One real deal: its id is fixed by its kind, its main party and its first report.

    `ordinal` tells deals apart that all of this leaves equal.
    """

    main: tuple[str, ...]
    ordinal: int = 0
    reports: list[DealReport] = field(default_factory=list)

    @property
    def id(self) -> str:
        first = self.reports[0]
        # By day and money, not by item: a second digest of the same day must not change the id.
        deal = first.deal
        money = (str(deal.round or ""), str(deal.amount or ""), str(deal.currency or ""))
        ordinal = (str(self.ordinal),) if self.ordinal else ()
        return content_id("deal", deal.type, *self.main, first.report.date, *money, *ordinal)


def _days_apart(a: str, b: str) -> int:
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
    except ValueError:
        return 0  # an undated report fits any day


def _near(a: int, b: int) -> bool:
    return abs(a - b) <= AMOUNT_TOLERANCE * max(abs(a), abs(b))


def _contradicts(a: Deal, b: Deal) -> bool:
    if a.round and b.round and a.round.casefold() != b.round.casefold():
        return True
    if a.currency and b.currency and a.currency != b.currency:
        return True
    return a.amount is not None and b.amount is not None and not _near(a.amount, b.amount)


def _fits(report: DealReport, deal: MergedDeal) -> bool:
    near = any(_days_apart(report.report.date, other.report.date) <= WINDOW_DAYS for other in deal.reports)
    return near and not any(_contradicts(report.deal, other.deal) for other in deal.reports)


def _resolved(deal: Deal, resolution: Resolution, ontology: Ontology) -> tuple[tuple[Party, ...], str]:
    """The parties by canonical id, each part once, and why the deal may not stand, or nothing."""
    parts: dict[tuple[str, str], bool] = {}
    for party in deal.parties:
        entity = resolution.canonical[party.entity]
        if entity in resolution.entities:
            parts[party.role, entity] = parts.get((party.role, entity), False) or party.lead
    parties = tuple(Party(role, entity, lead) for (role, entity), lead in sorted(parts.items()))
    rule = ontology.deals[deal.type]
    if rule.main and not any(party.role == rule.main for party in parties):
        return parties, "deal: its main party was decided to be wrong"
    if not rule.main and len({party.entity for party in parties}) < 2:
        return parties, "deal: fewer than two parties are left"
    return parties, ""


def merge_deals(
    reports: Sequence[ItemReport],
    resolution: Resolution,
    ontology: Ontology,
    *,
    dropped: Counter[str],
) -> list[MergedDeal]:
    """The real deals behind all reports, in order of their first report."""
    merged: dict[tuple[str, tuple[str, ...]], list[MergedDeal]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.order):
        for deal in report.extraction.deals:
            parties, reason = _resolved(deal, resolution, ontology)
            if reason:
                dropped[reason] += 1
                continue
            found = DealReport(deal, parties, report)
            main = found.main(ontology)
            known = merged[deal.type, main]
            fitting = next((other for other in known if _fits(found, other)), None)
            if fitting is None:
                fitting = MergedDeal(main)
                known.append(fitting)
            fitting.reports.append(found)
    deals = [one for key in sorted(merged) for one in merged[key]]
    taken: Counter[str] = Counter()
    for one in deals:
        id_ = one.id
        one.ordinal = taken[id_]
        taken[id_] += 1
    return deals


def _latest(deal: MergedDeal, slot: str) -> Value | None:
    """The latest report that fills the slot decides it."""
    filled = (getattr(one.deal, slot) for one in reversed(deal.reports))
    return next((value for value in filled if value is not None), None)


def _name(deal: MergedDeal, parties: Sequence[Party], resolution: Resolution, ontology: Ontology) -> str:
    """`IBM – Confluent acquisition`: parties by role, the main one last, then kind and money."""
    kind = deal.reports[0].deal.type
    rule = ontology.deals[kind]
    order = sorted(rule.roles, key=lambda role: role == rule.main)
    ranked = sorted(parties, key=lambda party: (order.index(party.role), not party.lead, party.entity))
    names = list(dict.fromkeys(resolution.entities[party.entity].name for party in ranked))
    shown = [*names[:2], *names[-1:]] if len(names) > 3 else names
    label = " – ".join(shown)
    amount, currency = _latest(deal, "amount"), _latest(deal, "currency")
    money = f" {amount} {currency}" if amount and currency else ""
    round_ = _latest(deal, "round")
    return f"{label} {kind}{f' {round_}' if round_ else ''}{money}"


def _parties(deal: MergedDeal) -> list[Party]:
    parts: dict[tuple[str, str], bool] = {}
    for one in deal.reports:
        for party in one.parties:
            key = party.role, party.entity
            parts[key] = parts.get(key, False) or party.lead
    return [Party(role, entity, lead) for (role, entity), lead in sorted(parts.items())]


def deal_node(deal: MergedDeal, resolution: Resolution, ontology: Ontology) -> Node:
    """The deal as its latest reports have it."""
    dates = [one.report.date for one in deal.reports]
    known = [date for date in dates if date]
    stages = zip(dates, (one.deal.stage for one in deal.reports), strict=True)
    properties: dict[str, Value] = {
        "id": deal.id,
        "name": _name(deal, _parties(deal), resolution, ontology),
        "kind": deal.reports[0].deal.type,
        "stage": current(stages, ontology.stages),
        "confidence": combined((one.report.source, one.deal.confidence) for one in deal.reports),
        "item_count": len({one.report.item.id for one in deal.reports}),
        "source_count": len({one.report.source for one in deal.reports}),
    }
    if known:
        properties |= {"date": known[0], "first_seen": known[0], "last_seen": known[-1]}
    for slot in _SLOTS:
        value = _latest(deal, slot)
        if value is not None:
            properties[slot] = value
    return Node(deal.id, (ontology.node("deal").name,), properties)


def deal_edges(deal: MergedDeal, ontology: Ontology) -> list[Edge]:
    """Its parties, and who reports it with which values."""
    edges = []
    party_type, reports_type = ontology.edge("party").name, ontology.edge("reports").name
    for party in _parties(deal):
        id_ = content_id(party_type, deal.id, party.role, party.entity)
        properties: dict[str, Value] = {"id": id_, "role": party.role}
        if party.lead:
            properties["lead"] = True
        edges.append(Edge(id_, party_type, deal.id, party.entity, properties))
    seen: Counter[str] = Counter()
    for one in deal.reports:
        item = one.report.item.id
        id_ = content_id(reports_type, item, deal.id, str(seen[item]))
        seen[item] += 1
        values: dict[str, Value] = {
            "id": id_,
            "stage": one.deal.stage,
            "evidence": one.deal.evidence.text,
            "confidence": round(one.deal.confidence, 2),
        }
        values |= {slot: value for slot in _SLOTS if (value := getattr(one.deal, slot)) is not None}
        edges.append(Edge(id_, reports_type, item, deal.id, values))
    return edges
