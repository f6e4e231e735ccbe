"""One entity, fact, deal or item as a notebook shows it: what is known, who says so, where to read on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kg.api import markup

if TYPE_CHECKING:
    from kg.api.contents import Contents
    from kg.api.deal import Deal
    from kg.api.entity import Entity
    from kg.api.fact import Fact
    from kg.api.item import Item, Report

_MOST_FACTS = 4
_MOST_DEALS = 8
_MOST_ITEMS = 5
_DAYS = " to "


def item_card(item: Item) -> str:
    about = " · ".join(filter(None, (item.date, item.host)))
    return markup.box(f"<p><b>{markup.link(item.url, item.headline)}</b></p>", markup.note(about))


def fact_card(fact: Fact) -> str:
    head = f"<p><b>{_fact(fact)}</b></p>"
    about = " · ".join(filter(None, (fact.status or fact.source, fact.role, _seen(fact))))
    return markup.box(head, markup.note(about), _reports(fact.reports))


def deal_card(deal: Deal) -> str:
    known = {
        "kind": deal.kind,
        "stage": deal.stage,
        "date": deal.date,
        "amount": deal.money,
        "round": deal.round,
        **{
            role: ", ".join(party.entity.name + (" (lead)" if party.lead else "") for party in parties)
            for role, parties in groupby(deal.parties, key=lambda party: party.role)
        },
    }
    table = markup.pairs({name: markup.escaped(value) for name, value in known.items()})
    return markup.box(f"<p><b>{markup.escaped(deal.name)}</b></p>", table, _reports(deal.reports))


def entity_card(entity: Entity, contents: Contents) -> str:
    label = contents.ontology.entities[entity.type].label_zh
    names = [name for name in dict.fromkeys((entity.name_zh, entity.name_en, *entity.aliases)) if name]
    kind = f"<small>{markup.escaped(f'{entity.type} {label}')}</small>"
    head = f"<p><b>{markup.escaped(entity.name)}</b> {kind}</p>"
    known = {
        "names": ", ".join(name for name in names if name != entity.name),
        "country": entity.country,
        "sector": entity.sector,
        "seen": f"{_seen(entity)}, items: {entity.item_count}",
    }
    table = markup.pairs({name: markup.escaped(value) for name, value in known.items()})
    return markup.box(head, table, _facts_of(entity, contents), _deals_of(entity), _items_of(entity))


def _fact(fact: Fact) -> str:
    ends = (markup.escaped(name) for name in (fact.head.name, fact.tail.name))
    return f" <small>{markup.escaped(fact.type)}</small> ".join(ends)


def _seen(thing: Entity | Fact) -> str:
    return _DAYS.join(dict.fromkeys(filter(None, (thing.first_seen, thing.last_seen))))


def _reports(reports: Sequence[Report]) -> str:
    rows = (
        (
            markup.unbroken(report.date),
            markup.escaped(report.status),
            markup.escaped(report.sentence),
            markup.link(report.url, report.item.host or report.item.headline),
        )
        for report in reversed(reports)
    )
    return markup.table(("date", "status", "sentence", "source"), rows)


def _facts_of(entity: Entity, contents: Contents) -> str:
    """By relation, in the order of the schemas, each kind cut at a handful."""
    order = {name: place for place, name in enumerate(contents.ontology.relations)}
    facts = sorted(entity.facts(), key=lambda fact: order[fact.type])
    parts = []
    for _, same in groupby(facts, key=lambda fact: fact.type):
        found = list(same)
        parts += [_fact_row(fact) for fact in found[:_MOST_FACTS]]
        parts += _left_out(len(found) - _MOST_FACTS, 3)
    return markup.table(("fact", "status", "sentence"), parts) if parts else ""


def _fact_row(fact: Fact) -> tuple[str, ...]:
    sentence = markup.link(fact.url, markup.cut(fact.sentence))
    return _fact(fact), markup.escaped(fact.status or fact.source), sentence


def _deals_of(entity: Entity) -> str:
    deals = entity.deals()
    rows: list[tuple[str, ...]] = [
        (markup.unbroken(deal.date), markup.link(deal.url, deal.name), markup.escaped(deal.stage))
        for deal in deals[:_MOST_DEALS]
    ]
    rows += _left_out(len(deals) - _MOST_DEALS, 3)
    return markup.table(("date", "deal", "stage"), rows) if rows else ""


def _items_of(entity: Entity) -> str:
    items = entity.items()
    rows: list[tuple[str, ...]] = [
        (markup.unbroken(item.date), markup.link(item.url, item.headline)) for item in items[:_MOST_ITEMS]
    ]
    rows += _left_out(len(items) - _MOST_ITEMS, 2)
    return markup.table(("date", "item"), rows) if rows else ""


def _left_out(count: int, width: int) -> Iterable[tuple[str, ...]]:
    """A row that says how many more there are."""
    return [(f"and {count:,} more", *[""] * (width - 1))] if count > 0 else []
