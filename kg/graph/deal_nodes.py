"""Merged deals → nodes and edges: the latest values on the deal, each report's own on its edge."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.graph.deal_names import deal_name
from kg.graph.deals import MergedDeal
from kg.graph.ids import content_id
from kg.graph.model import Edge, Node, Value
from kg.graph.reports import combined
from kg.graph.status import current
from kg.ontology import Ontology
from kg.records import Deal, Party
from kg.resolve import Resolution

_SLOTS = ("amount", "currency", "round", "valuation")


def deal_ids(deals: Sequence[MergedDeal], ontology: Ontology) -> list[str]:
    """An id a deal: a hash of its kind, its main party and its first day.

    So it stays when later reports come, or more of the first day. Where several deals of one kind, party
    and first day differ (a company tells of two rounds at once), all but the first, by what is said of
    them on that day, get a number beside.
    """
    kind = ontology.node("deal").name
    alike: dict[str, list[int]] = defaultdict(list)
    for place, deal in enumerate(deals):
        doubt = [] if deal.key.sure else ["unsure"]
        alike[content_id(kind, deal.key.type, *deal.key.main, deal.first_date, *doubt)].append(place)
    ids: dict[int, str] = {}
    for id_, places in alike.items():
        if len(places) > 1:
            places.sort(key=lambda place: _first_words(deals[place]))
        for number, place in enumerate(places):
            ids[place] = f"{id_}-{number + 1}" if number else id_
    return [ids[place] for place in range(len(deals))]


def _first_words(deal: MergedDeal) -> tuple[str, str, int, str]:
    """What is said of the deal on its first day, to tell it from others of that day."""
    first = [one for one in deal.reports if one.report.date == deal.first_date]
    return (
        min((one.deal.round for one in first if one.deal.round), default=""),
        min((one.deal.currency for one in first if one.deal.currency), default=""),
        min((one.deal.amount for one in first if one.deal.amount is not None), default=0),
        first[0].report.item.id,
    )


def _filled(deal: Deal) -> dict[str, Value]:
    return {slot: value for slot in _SLOTS if (value := getattr(deal, slot)) is not None}


def _latest(deal: MergedDeal) -> dict[str, Value]:
    """Each slot as the latest report has it that fills it."""
    values: dict[str, Value] = {}
    for one in deal.reports:
        values |= _filled(one.deal)
    return values


def deal_parties(deal: MergedDeal) -> list[Party]:
    """All parties that any report names, each in each role once; `lead` if any report says so."""
    parts: dict[tuple[str, str], bool] = {}
    for one in deal.reports:
        for party in one.parties:
            key = party.role, party.entity
            parts[key] = parts.get(key, False) or party.lead
    return [Party(role, entity, lead) for (role, entity), lead in sorted(parts.items())]


def deal_node(id_: str, deal: MergedDeal, resolution: Resolution, ontology: Ontology) -> Node:
    """The deal as its latest reports have it; `date` is the first day on which it stood as it stands now."""
    dates = [one.report.date for one in deal.reports]
    stages = [one.deal.stage for one in deal.reports]
    stage = current(zip(dates, stages, strict=True), ontology.stages)
    values = _latest(deal)
    properties: dict[str, Value] = {
        "id": id_,
        "name": deal_name(ontology.deals[deal.key.type], deal_parties(deal), values, resolution),
        "kind": deal.key.type,
        "stage": stage,
        "confidence": combined((one.report.source, one.deal.confidence) for one in deal.reports),
        "item_count": len({one.report.item.id for one in deal.reports}),
        "source_count": len({one.report.source for one in deal.reports}),
        **values,
    }
    known = [date for date in dates if date]
    if known:
        properties |= {"first_seen": known[0], "last_seen": known[-1]}
        since = [date for date, told in zip(dates, stages, strict=True) if date and told == stage]
        properties["date"] = since[0] if since else known[0]
    return Node(id_, (ontology.node("deal").name,), properties)


def deal_edges(id_: str, deal: MergedDeal, ontology: Ontology) -> list[Edge]:
    """Its parties, and who reports it with which values."""
    return [*_party_edges(id_, deal, ontology), *_report_edges(id_, deal, ontology)]


def _party_edges(id_: str, deal: MergedDeal, ontology: Ontology) -> list[Edge]:
    kind = ontology.edge("party").name
    edges = []
    for party in deal_parties(deal):
        edge_id = content_id(kind, id_, party.role, party.entity)
        properties: dict[str, Value] = {"id": edge_id, "role": party.role}
        if party.lead:
            properties["lead"] = True
        edges.append(Edge(edge_id, kind, id_, party.entity, properties))
    return edges


def _report_edges(id_: str, deal: MergedDeal, ontology: Ontology) -> list[Edge]:
    kind = ontology.edge("reports").name
    edges = []
    seen: Counter[str] = Counter()
    for one in deal.reports:
        item = one.report.item.id
        seen[item] += 1
        edge_id = content_id(kind, item, id_, str(seen[item]))
        properties: dict[str, Value] = {
            "id": edge_id,
            "stage": one.deal.stage,
            "evidence": one.deal.evidence.text,
            "confidence": round(one.deal.confidence, 2),
            **_filled(one.deal),
        }
        edges.append(Edge(edge_id, kind, item, id_, properties))
    return edges
