"""Which columns a table of entities, facts, deals or items has, on the screen and in a DataFrame."""

from __future__ import annotations

from operator import attrgetter

from kg.api.deal import Deal
from kg.api.entity import Entity
from kg.api.fact import Fact
from kg.api.item import Item
from kg.api.table import Column

ENTITIES: tuple[Column[Entity], ...] = (
    Column("name", attrgetter("name"), "text"),
    Column("name_zh", attrgetter("name_zh"), "text"),
    Column("type", attrgetter("type"), "text"),
    Column("country", attrgetter("country"), "text"),
    Column("sector", attrgetter("sector"), "text"),
    Column("first_seen", attrgetter("first_seen"), "date"),
    Column("last_seen", attrgetter("last_seen"), "date"),
    Column("item_count", attrgetter("item_count"), "integer"),
    Column("name_en", attrgetter("name_en"), "text", shown=False),
    Column("aliases", lambda one: list(one.aliases), "list", shown=False),
    Column("id", attrgetter("id"), "text", shown=False),
)
FACTS: tuple[Column[Fact], ...] = (
    Column("head", attrgetter("head.name"), "text"),
    Column("type", attrgetter("type"), "text"),
    Column("tail", attrgetter("tail.name"), "text"),
    Column("status", lambda fact: fact.status or fact.source, "text"),
    Column("role", attrgetter("role"), "text", shown=False),
    Column("last_seen", attrgetter("last_seen"), "date"),
    Column("source_count", attrgetter("source_count"), "integer"),
    Column("sentence", attrgetter("sentence"), "text", address=attrgetter("url")),
    Column("confidence", attrgetter("confidence"), "number", shown=False),
    Column("first_seen", attrgetter("first_seen"), "date", shown=False),
    Column("item_count", attrgetter("item_count"), "integer", shown=False),
    Column("url", attrgetter("url"), "link", shown=False),
    Column("head_type", attrgetter("head.type"), "text", shown=False),
    Column("tail_type", attrgetter("tail.type"), "text", shown=False),
    Column("head_id", attrgetter("head.id"), "text", shown=False),
    Column("tail_id", attrgetter("tail.id"), "text", shown=False),
    Column("id", attrgetter("id"), "text", shown=False),
)
DEALS: tuple[Column[Deal], ...] = (
    Column("name", attrgetter("name"), "text"),
    Column("kind", attrgetter("kind"), "text"),
    Column("stage", attrgetter("stage"), "text"),
    Column("date", attrgetter("date"), "date"),
    Column("amount", attrgetter("amount"), "integer"),
    Column("currency", attrgetter("currency"), "text"),
    Column("round", attrgetter("round"), "text"),
    Column("valuation", attrgetter("valuation"), "integer", shown=False),
    Column("parties", lambda deal: [party.entity.name for party in deal.parties], "list", shown=False),
    Column("sentence", attrgetter("sentence"), "text", address=attrgetter("url")),
    Column("confidence", attrgetter("confidence"), "number", shown=False),
    Column("first_seen", attrgetter("first_seen"), "date", shown=False),
    Column("last_seen", attrgetter("last_seen"), "date", shown=False),
    Column("item_count", attrgetter("item_count"), "integer", shown=False),
    Column("source_count", attrgetter("source_count"), "integer", shown=False),
    Column("url", attrgetter("url"), "link", shown=False),
    Column("id", attrgetter("id"), "text", shown=False),
)
ITEMS: tuple[Column[Item], ...] = (
    Column("date", attrgetter("date"), "date"),
    Column("headline", attrgetter("headline"), "text", address=attrgetter("url")),
    Column("host", attrgetter("host"), "text"),
    Column("lang", attrgetter("lang"), "text", shown=False),
    Column("url", attrgetter("url"), "link", shown=False),
    Column("digest", attrgetter("digest"), "text", shown=False),
    Column("id", attrgetter("id"), "text", shown=False),
)
