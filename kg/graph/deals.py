"""Reports of deals from many items → which of them are one deal.

Two reports are one deal if their kind and main party agree (where there is no main party: all parties),
no filled round, currency or amount (within 10 %) contradicts, and they lie within 180 days.

Where the main party is not named (a firm buys nobody says whom), or only one party of a kind that has no
main one, they must also agree in one of these slots: that the other party is the same nobody says.

That relation is not transitive, so it takes a rule to make groups of it. Reports are taken by day and item
id, undated ones last, and each joins the deal that it fits, or opens one. It fits a deal if it contradicts
none of its reports and lies within 180 days of one of them: a report without amount never bridges two
amounts that differ, and a story may run for longer than 180 days. Of several that it fits it joins the one
with which it agrees in most slots, then in most parties, then the nearest in time, then the first. So a
report of a later day never moves a dated one of an earlier day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from kg.graph.reports import ItemReport
from kg.ontology import Ontology
from kg.records import Deal, Party
from kg.resolve import Resolution

WINDOW_DAYS = 180
AMOUNT_TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class DealKey:
    """Kind and main party (else all parties) of a deal; `sure` if that is enough to tell it by."""

    type: str
    main: tuple[str, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class DealReport:
    """A deal as one item reports it, its parties by canonical id and sorted."""

    deal: Deal
    parties: tuple[Party, ...]
    report: ItemReport

    @property
    def order(self) -> tuple[str, str, int, str]:
        """By day and item id, undated first; within an item as the text has it."""
        return *self.report.order, self.deal.evidence.start, repr(self.deal)

    @property
    def day(self) -> int | None:
        """The day's number, to count days apart; None where there is no date."""
        try:
            return date.fromisoformat(self.report.date).toordinal()
        except ValueError:
            return None

    def key(self, ontology: Ontology) -> DealKey:
        """What has to agree for two reports to be one deal."""
        role = ontology.deals[self.deal.type].main
        main = tuple(party.entity for party in self.parties if party.role == role)
        parties = tuple(sorted({party.entity for party in self.parties}))
        sure = bool(main) if role else len(parties) > 1
        return DealKey(self.deal.type, main or parties, sure)


def near(a: int, b: int) -> bool:
    """Whether two amounts may be one, told more or less exactly."""
    return abs(a - b) <= AMOUNT_TOLERANCE * max(abs(a), abs(b))


@dataclass(slots=True)
class MergedDeal:
    """Reports that are one deal, in the order of `DealReport.order` once all are in.

    The values that a further report must not contradict are kept beside them.
    """

    key: DealKey
    reports: list[DealReport] = field(default_factory=list)
    round: str = ""
    currency: str = ""
    least: int | None = None
    most: int | None = None
    parties: set[str] = field(default_factory=set)
    last_day: int | None = None

    @property
    def first_date(self) -> str:
        """The earliest day of a report; empty where none has one."""
        return min((one.report.date for one in self.reports if one.report.date), default="")

    def days_to(self, report: DealReport) -> int:
        """Days from the latest report to this one; an undated report fits any day."""
        day = report.day
        return 0 if day is None or self.last_day is None else abs(day - self.last_day)

    def agreement(self, deal: Deal) -> int | None:
        """In how many slots they agree, or None if they contradict each other in one."""
        agreed = 0
        for mine, other in (
            (self.round, (deal.round or "").casefold()),
            (self.currency, deal.currency or ""),
        ):
            if mine and other:
                if mine != other:
                    return None
                agreed += 1
        if deal.amount is not None and self.least is not None and self.most is not None:
            if not (near(deal.amount, self.least) and near(deal.amount, self.most)):
                return None
            agreed += 1
        return agreed

    def add(self, report: DealReport) -> None:
        deal = report.deal
        self.reports.append(report)
        self.round = self.round or (deal.round or "").casefold()
        self.currency = self.currency or deal.currency or ""
        if deal.amount is not None:
            self.least = deal.amount if self.least is None else min(self.least, deal.amount)
            self.most = deal.amount if self.most is None else max(self.most, deal.amount)
        self.parties.update(party.entity for party in report.parties)
        self.last_day = report.day if report.day is not None else self.last_day


def group(reports: Iterable[DealReport], key: DealKey) -> list[MergedDeal]:
    """Reports of one key → the deals behind them, in order of their first report."""
    deals: list[MergedDeal] = []
    reports = list(reports)
    if len(reports) == 1:
        deals.append(MergedDeal(key))
        deals[0].add(reports[0])
        return deals
    for report in sorted(reports, key=lambda one: (one.day is None, one.order)):
        best: MergedDeal | None = None
        rank: tuple[int, int, int] | None = None
        parties = {party.entity for party in report.parties}
        for deal in deals:
            agreed, days = deal.agreement(report.deal), deal.days_to(report)
            if agreed is None or days > WINDOW_DAYS or not (agreed or key.sure):
                continue
            mine = (agreed, len(deal.parties & parties), -days)
            if rank is None or mine > rank:
                best, rank = deal, mine
        if best is None:
            best = MergedDeal(key)
            deals.append(best)
        best.add(report)
    for deal in deals:
        deal.reports.sort(key=lambda one: one.order)
    return deals


def _parties(
    deal: Deal, resolution: Resolution, ontology: Ontology, *, dropped: Counter[str]
) -> tuple[Party, ...]:
    """By canonical id, each entity in one role: the main one, else the first in the order of the schemas."""
    rule = ontology.deals[deal.type]
    order = sorted(rule.roles, key=lambda role: role != rule.main)
    best: dict[str, Party] = {}
    for party in deal.parties:
        entity = resolution.of(party.entity)
        if entity is None:
            dropped["party: it was decided to be wrong"] += 1
            continue
        found = Party(party.role, entity.id, party.lead)
        known = best.get(entity.id, found)
        dropped["party: the same in another role"] += known.role != found.role
        role = min(known.role, found.role, key=order.index)
        best[entity.id] = Party(role, entity.id, known.lead or found.lead)
    return tuple(sorted(best.values(), key=lambda party: (party.role, party.entity)))


def _known(deal: Deal, ontology: Ontology) -> bool:
    """Whether the schemas have all that a deal names."""
    rule = ontology.deals.get(deal.type)
    roles = {party.role for party in deal.parties}
    return rule is not None and deal.stage in ontology.stages and roles <= rule.roles.keys()


def _refusal(deal: Deal, parties: Sequence[Party], report: ItemReport, ontology: Ontology) -> str:
    """Why a deal may not stand in the graph, or nothing."""
    if not parties:
        return "deal: no party is left"
    rule = ontology.deals[deal.type]
    if len(rule.roles) == 1 and not rule.main and len(parties) < 2:
        return "deal: fewer than two parties are left"
    return "" if report.says(deal.evidence) else "deal: its evidence is not in the item"


def merge_deals(
    reports: Iterable[ItemReport], resolution: Resolution, ontology: Ontology, *, dropped: Counter[str]
) -> list[MergedDeal]:
    """The deals behind all reports, by kind, main party and first report; refused ones are counted."""
    found: dict[DealKey, list[DealReport]] = defaultdict(list)
    for report in reports:
        for deal in report.said.deals:
            if not _known(deal, ontology):
                dropped["deal: no schema has its type, stage or a role"] += 1
                continue
            parties = _parties(deal, resolution, ontology, dropped=dropped)
            if reason := _refusal(deal, parties, report, ontology):
                dropped[reason] += 1
                continue
            one = DealReport(deal, parties, report)
            found[one.key(ontology)].append(one)
    ordered = sorted(found, key=attrgetter("type", "main", "sure"))
    return [deal for key in ordered for deal in group(found[key], key)]
