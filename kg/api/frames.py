"""A whole graph as DataFrames that join by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.api import markup
from kg.api.entity import Entity
from kg.api.frame import Kind, frame
from kg.api.item import Item
from kg.api.questions import Questions

if TYPE_CHECKING:
    from pandas import DataFrame  # type: ignore[import-untyped, unused-ignore]

_PARTIES = ("deal_id", "role", "entity_id", "entity", "lead")
_MENTIONS = ("item_id", "entity_id", "entity", "count")
_EVIDENCE = ("fact_id", "date", "status", "sentence", "url", "item_id")
_REPORTS = (
    "deal_id",
    "date",
    "stage",
    "amount",
    "currency",
    "round",
    "valuation",
    "sentence",
    "url",
    "item_id",
)
_DATED: dict[str, Kind] = {"date": "date"}
_REPORTED: dict[str, Kind] = {"date": "date", "amount": "integer", "valuation": "integer"}


@dataclass(frozen=True, slots=True, repr=False)
class Frames:
    """One DataFrame a kind of thing.

    `entities`, `facts`, `deals` and `items` have a row a thing, its key is `id`. `parties` has a row for each
    part in a deal, `mentions` for each item and entity that it names, `evidence` for each sentence behind a
    fact, `reports` for each item that reports a deal.
    """

    entities: DataFrame
    facts: DataFrame
    deals: DataFrame
    items: DataFrame
    parties: DataFrame
    mentions: DataFrame
    evidence: DataFrame
    reports: DataFrame

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {rows:,} rows" for name, rows in self._sizes.items())

    def _repr_html_(self) -> str:
        rows = ((markup.escaped(name), f"{rows:,}") for name, rows in self._sizes.items())
        return markup.box(markup.table(("frame", "rows"), rows))

    @property
    def _sizes(self) -> dict[str, int]:
        return {one.name: len(getattr(self, one.name)) for one in fields(self)}


def frames_of(graph: Questions, named: Iterable[tuple[Item, Entity, int]]) -> Frames:
    """All of a graph, with which item names which entity how often.

    `UsageError` with the way to install pandas where it is missing.
    """
    deals, facts = graph.deals(), graph.facts()
    parties = [
        (deal.id, party.role, party.entity.id, party.entity.name, party.lead)
        for deal in deals
        for party in deal.parties
    ]
    mentions = [(item.id, entity.id, entity.name, count) for item, entity, count in named]
    evidence = [
        (fact.id, one.date, one.status, one.sentence, one.url, one.item.id)
        for fact in facts
        for one in fact.reports
    ]
    reports = [
        (
            deal.id,
            one.date,
            one.status,
            one.amount,
            one.currency,
            one.round,
            one.valuation,
            one.sentence,
            one.url,
            one.item.id,
        )
        for deal in deals
        for one in deal.reports
    ]
    return Frames(
        entities=graph.entities().to_pandas(),
        facts=facts.to_pandas(),
        deals=deals.to_pandas(),
        items=graph.items().to_pandas(),
        parties=frame(_PARTIES, parties),
        mentions=frame(_MENTIONS, mentions),
        evidence=frame(_EVIDENCE, evidence, _DATED),
        reports=frame(_REPORTS, reports, _REPORTED),
    )
