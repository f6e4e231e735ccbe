"""What a graph is asked: one entity by name, or all entities, facts, deals and items of a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from kg.api.choices import chosen
from kg.api.columns import DEALS, ENTITIES, FACTS, ITEMS
from kg.api.contents import Contents
from kg.api.deal import Deal
from kg.api.entity import Entity
from kg.api.fact import Fact
from kg.api.item import Item
from kg.api.table import Table
from kg.api.when import Day, Period
from kg.errors import NotFound
from kg.graph import Node
from kg.lexicon import fold

Named = str | Entity
Chosen = str | Iterable[str] | None
_NEAR = 5


class Questions:
    """Asks the contents of a graph, which are read at the first question."""

    def __init__(self, read: Callable[[], Contents]) -> None:
        self._read = read

    @cached_property
    def _contents(self) -> Contents:
        return self._read()

    def entity(self, name: Named) -> Entity:
        """The entity of this id or name, Chinese or English; of several the most important.

        `NotFound` names those whose names come near.

        >>> graph.entity("软银").name
        'SoftBank'
        """
        if isinstance(name, Entity):
            return name
        known = self._contents.entities
        found = [known[node.id] for node in self._contents.index.find(name) if node.id in known]
        exact = [one for one in found if _is_called(one.node, name)]
        if exact:
            return exact[0]
        near = ", ".join(one.name for one in found[:_NEAR])
        advice = f"Names that come near: {near}." if near else "Search for part of it: graph.search(…)"
        raise NotFound(f"No entity is called {name!r} here", advice=advice)

    def search(self, text: str) -> Table[Entity]:
        """Entities with a name that holds the text, the best fitting and more important first.

        >>> "Google DeepMind" in [one.name for one in graph.search("google")]
        True
        """
        found = [*self._contents.index.find(text), *self._contents.index.near(text)]
        known = self._contents.entities
        ids = dict.fromkeys(node.id for node in found if node.id in known)
        return Table(tuple(known[id_] for id_ in ids), ENTITIES, "entities")

    def entities(
        self,
        type: Chosen = None,
        *,
        country: str | None = None,
        sector: str | None = None,
        since: Day = None,
        until: Day = None,
    ) -> Table[Entity]:
        """Entities of one type or several, the more important first.

        `since` and `until`, both included, leave those that an item of these days names.

        >>> {one.type for one in graph.entities("Person")}
        {'Person'}
        """
        types = chosen(type, self._contents.ontology.entities, "entity type")
        period = Period.of(since, until)
        found = (
            one
            for one in self._contents.entities.values()
            if (types is None or one.type in types)
            and country in (None, one.country)
            and sector in (None, one.sector)
            and period.holds(item.date for item in self._contents.items_of(one))
        )
        return Table(tuple(found), ENTITIES, "entities")

    def facts(
        self,
        type: Chosen = None,
        *,
        about: Named | None = None,
        head: Named | None = None,
        tail: Named | None = None,
        status: Chosen = None,
        since: Day = None,
        until: Day = None,
        sources: int = 0,
        confidence: float = 0.0,
    ) -> Table[Fact]:
        """Facts, the latest first.

        `about` is an entity at either end, `head` and `tail` at one. `since` and `until`, both included,
        leave those that were reported within: a day, a month (`2026-01`), a year or a date. `sources` and
        `confidence` are the least. `UsageError` for a type or a status that the schemas do not have.

        >>> [fact.head.name for fact in graph.facts("ACQUIRES", tail="Semrush")]
        ['Adobe']
        """
        types = chosen(type, self._contents.ontology.relations, "relation")
        statuses = chosen(status, self._contents.ontology.statuses, "status")
        period = Period.of(since, until)
        first = None if head is None else self.entity(head)
        second = None if tail is None else self.entity(tail)
        pool = self._contents.facts if about is None else self._contents.facts_of(self.entity(about))
        found = (
            fact
            for fact in pool
            if (types is None or fact.type in types)
            and (statuses is None or fact.status in statuses)
            and first in (None, fact.head)
            and second in (None, fact.tail)
            and (fact.source_count or 0) >= sources
            and (fact.confidence or 0.0) >= confidence
            and period.holds(report.date for report in fact.reports)
        )
        return Table(tuple(found), FACTS, "facts")

    def deals(
        self,
        kind: Chosen = None,
        *,
        party: Named | None = None,
        role: str | None = None,
        stage: Chosen = None,
        currency: str | None = None,
        since: Day = None,
        until: Day = None,
    ) -> Table[Deal]:
        """Deals, the latest first; their date is the first day on which they stood as they stand now.

        `party` is an entity that takes part, in that `role` where one is given. `UsageError` for a kind, a
        stage or a role that the schemas do not have.

        >>> graph.deals("acquisition", party="Adobe")[0].money
        '1.9 billion USD'
        """
        ontology, period = self._contents.ontology, Period.of(since, until)
        kinds = chosen(kind, ontology.deals, "kind of deal")
        stages = chosen(stage, ontology.stages, "stage")
        known = dict.fromkeys(role for rule in ontology.deals.values() for role in rule.roles)
        roles = chosen(role, known, "role")
        wanted = None if party is None else self.entity(party)
        found = (
            deal
            for deal in self._contents.deals
            if (kinds is None or deal.kind in kinds)
            and (stages is None or deal.stage in stages)
            and currency in (None, deal.currency)
            and ((wanted is None and roles is None) or deal.has(wanted, roles))
            and period.holds([deal.date])
        )
        return Table(tuple(found), DEALS, "deals")

    def items(self, *, about: Named | None = None, since: Day = None, until: Day = None) -> Table[Item]:
        """News items, the latest first; `about` an entity that they name."""
        period = Period.of(since, until)
        pool = self._contents.items if about is None else self._contents.items_of(self.entity(about))
        found = tuple(item for item in pool if period.holds([item.date]))
        return Table(found, ITEMS, "items")


def _is_called(node: Node, text: str) -> bool:
    names: list[str] = []
    for key in ("id", "name", "name_zh", "name_en", "aliases", "former_ids"):
        value = node.properties.get(key, ())
        names += value if isinstance(value, tuple) else (str(value),)
    return text in names or fold(text) in map(fold, names)
