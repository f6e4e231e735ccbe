"""A deal of the graph as an object that knows its parties and every report of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from kg.api import cards
from kg.api.entity import Entity
from kg.api.item import Report
from kg.api.properties import count, share, text
from kg.graph import Node
from kg.graph.deal_names import readable_amount


@dataclass(frozen=True, slots=True)
class DealParty:
    """An entity's part in a deal; `lead` marks the leading one of several."""

    role: str
    entity: Entity
    lead: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Deal:
    """An acquisition, a round, an alliance, a contract or a listing, as it stands now.

    Amounts are whole numbers of `currency`, and never comparable across currencies as they are.
    """

    id: str
    node: Node = field(compare=False)
    parties: tuple[DealParty, ...] = field(compare=False)
    reports: tuple[Report, ...] = field(compare=False)

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def kind(self) -> str:
        return text(self.node, "kind")

    @property
    def stage(self) -> str:
        return text(self.node, "stage")

    @property
    def date(self) -> str:
        """The first day on which it stood as it stands now."""
        return text(self.node, "date")

    @property
    def amount(self) -> int | None:
        return count(self.node, "amount")

    @property
    def currency(self) -> str:
        return text(self.node, "currency")

    @property
    def round(self) -> str:
        return text(self.node, "round")

    @property
    def valuation(self) -> int | None:
        return count(self.node, "valuation")

    @property
    def confidence(self) -> float | None:
        return share(self.node, "confidence")

    @property
    def first_seen(self) -> str:
        return text(self.node, "first_seen")

    @property
    def last_seen(self) -> str:
        return text(self.node, "last_seen")

    @property
    def item_count(self) -> int | None:
        return count(self.node, "item_count")

    @property
    def source_count(self) -> int | None:
        return count(self.node, "source_count")

    @property
    def money(self) -> str:
        """The amount as a person would write it: `1.9 billion USD`; empty where none is told."""
        if self.amount is None:
            return ""
        return f"{readable_amount(self.amount)} {self.currency}".rstrip()

    def has(self, entity: Entity | None, roles: Collection[str] | None) -> bool:
        """Whether the entity, or anyone, plays one of the roles, or any."""
        return any(
            entity in (None, party.entity) and (roles is None or party.role in roles)
            for party in self.parties
        )

    def playing(self, role: str) -> tuple[Entity, ...]:
        """The parties of a role, the leading ones first."""
        found = [party for party in self.parties if party.role == role]
        return tuple(party.entity for party in sorted(found, key=lambda party: not party.lead))

    @property
    def sentence(self) -> str:
        """The latest report's."""
        return self.reports[-1].sentence if self.reports else ""

    @property
    def url(self) -> str:
        return self.reports[-1].url if self.reports else ""

    def __repr__(self) -> str:
        known = ", ".join(filter(None, (self.kind, self.stage, self.date)))
        return f"<{self.name} ({known})>"

    def _repr_html_(self) -> str:
        return cards.deal_card(self)
