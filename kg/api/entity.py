"""An entity of the graph as an object that knows its facts, deals and items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.api import cards
from kg.api.properties import count, text, texts
from kg.graph import Node

if TYPE_CHECKING:
    from kg.api.contents import Contents
    from kg.api.deal import Deal
    from kg.api.fact import Fact
    from kg.api.item import Item
    from kg.api.questions import Questions
    from kg.api.table import Table
    from kg.api.when import Day
    from kg.explorer import View


@dataclass(frozen=True, slots=True, repr=False)
class Entity:
    """A company, institution, person, model or product, with all that the news says of it."""

    id: str
    node: Node = field(compare=False)
    _contents: Contents = field(compare=False)

    @property
    def type(self) -> str:
        return self.node.labels[0]

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def name_zh(self) -> str:
        return text(self.node, "name_zh")

    @property
    def name_en(self) -> str:
        return text(self.node, "name_en")

    @property
    def label(self) -> str:
        """Both names where they differ, for plots that readers of either language look at: 英伟达 NVIDIA."""
        return " ".join(dict.fromkeys(filter(None, (self.name_zh, self.name))))

    @property
    def aliases(self) -> tuple[str, ...]:
        return texts(self.node, "aliases")

    @property
    def country(self) -> str:
        return text(self.node, "country")

    @property
    def sector(self) -> str:
        return text(self.node, "sector")

    @property
    def first_seen(self) -> str:
        return text(self.node, "first_seen")

    @property
    def last_seen(self) -> str:
        return text(self.node, "last_seen")

    @property
    def item_count(self) -> int:
        """How many items name it."""
        return count(self.node, "item_count") or 0

    def facts(self, type: str | Iterable[str] | None = None, *, since: Day = None) -> Table[Fact]:
        """Its facts, the latest first, whichever end it is."""
        return self._questions.facts(type, about=self, since=since)

    def deals(self, kind: str | Iterable[str] | None = None, *, since: Day = None) -> Table[Deal]:
        """The deals that it takes part in, the latest first."""
        return self._questions.deals(kind, party=self, since=since)

    def items(self, *, since: Day = None) -> Table[Item]:
        """The items that name it, the latest first."""
        return self._questions.items(about=self, since=since)

    def view(self, depth: int = 1) -> View:
        """What stands around it, as a picture for a notebook."""
        from kg.notebook import neighbourhood

        return neighbourhood(self._contents.graph, self._contents.ontology, self.id, depth=depth)

    @property
    def _questions(self) -> Questions:
        from kg.api.questions import Questions

        contents = self._contents
        return Questions(lambda: contents)

    def __repr__(self) -> str:
        return f"<{self.type} {self.name} ({self.id})>"

    def _repr_html_(self) -> str:
        return cards.entity_card(self, self._contents)
