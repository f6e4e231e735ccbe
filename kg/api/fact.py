"""A fact of the graph as an object that knows its ends and every report that states it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.api import cards
from kg.api.entity import Entity
from kg.api.item import Report
from kg.api.properties import count, share, text
from kg.graph import Edge


@dataclass(frozen=True, slots=True, repr=False)
class Fact:
    """A relation between two entities, with every report that states it."""

    id: str
    edge: Edge = field(compare=False)
    head: Entity = field(compare=False)
    tail: Entity = field(compare=False)
    reports: tuple[Report, ...] = field(compare=False)

    @property
    def type(self) -> str:
        return self.edge.type

    @property
    def status(self) -> str:
        """As the news has it now; empty for a fact that the lexicon alone states."""
        return text(self.edge, "status")

    @property
    def role(self) -> str:
        """The post, where the relation carries one."""
        return text(self.edge, "role")

    @property
    def source(self) -> str:
        """`lexicon` where no item says so, else empty."""
        return text(self.edge, "source")

    @property
    def confidence(self) -> float | None:
        return share(self.edge, "confidence")

    @property
    def first_seen(self) -> str:
        return text(self.edge, "first_seen")

    @property
    def last_seen(self) -> str:
        return text(self.edge, "last_seen")

    @property
    def item_count(self) -> int | None:
        return count(self.edge, "item_count")

    @property
    def source_count(self) -> int | None:
        """Distinct hosts: ten copies of one article are one source."""
        return count(self.edge, "source_count")

    @property
    def sentence(self) -> str:
        """The latest report's."""
        return self.reports[-1].sentence if self.reports else ""

    @property
    def url(self) -> str:
        return self.reports[-1].url if self.reports else ""

    def __repr__(self) -> str:
        known = ", ".join(filter(None, (self.status or self.source, self.role, self.last_seen)))
        return f"<{self.head.name} {self.type} {self.tail.name} ({known})>"

    def _repr_html_(self) -> str:
        return cards.fact_card(self)
