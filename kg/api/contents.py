"""A graph, indexed: its entities, facts, deals and items as objects, in the order of reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from kg.api.deal import Deal, DealParty
from kg.api.entity import Entity
from kg.api.fact import Fact
from kg.api.item import Item, Report
from kg.api.properties import count, text
from kg.graph import Edge, Graph, Index, importance
from kg.ontology import Ontology


class Contents:
    """Read from the graph once, each part at its first use."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self.graph = graph
        self.ontology = ontology

    def items_of(self, entity: Entity) -> Sequence[Item]:
        """Those that name it, the latest first."""
        return self._items_by_entity.get(entity.id, ())

    def facts_of(self, entity: Entity) -> Sequence[Fact]:
        """Those that it is an end of, the latest first."""
        return self._facts_by_entity.get(entity.id, ())

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by id, the more important first."""
        weight = importance(self.graph, self.ontology)
        nodes = (node for node in self.graph.nodes if node.labels[0] in self.ontology.entities)
        ranked = sorted(nodes, key=lambda node: (-weight.get(node.id, 0.0), node.id))
        return {node.id: Entity(node.id, node, self) for node in ranked}

    @cached_property
    def mentions(self) -> tuple[tuple[Item, Entity, int], ...]:
        """Which item names which entity how often, the latest items first."""
        return tuple(
            (self._item_by_id[edge.source], self.entities[edge.target], count(edge, "count") or 1)
            for edge in sorted(
                self._edges("mentions"), key=lambda edge: (self._place[edge.source], edge.target)
            )
        )

    @cached_property
    def index(self) -> Index:
        return Index(self.graph, self.ontology)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        kind = self.ontology.node("item").name
        items = [Item.of(node) for node in self.graph.nodes if node.labels[0] == kind]
        return tuple(sorted(items, key=lambda item: (item.date, item.id), reverse=True))

    @cached_property
    def _item_by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {item.id: place for place, item in enumerate(self.items)}

    @cached_property
    def _items_by_entity(self) -> Mapping[str, list[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for item, entity, _ in self.mentions:
            found[entity.id].append(item)
        return found

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        edges = (edge for edge in self.graph.edges if edge.type in self.ontology.relations)
        facts = [
            Fact(
                edge.id,
                edge,
                self.entities[edge.source],
                self.entities[edge.target],
                tuple(self._reports_of_fact(edge)),
            )
            for edge in edges
        ]
        facts.sort(key=lambda fact: (fact.head.name, fact.type, fact.tail.name, fact.id))
        return tuple(sorted(facts, key=lambda fact: fact.last_seen, reverse=True))

    @cached_property
    def _facts_by_entity(self) -> Mapping[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.head.id].append(fact)
            found[fact.tail.id].append(fact)
        return found

    @cached_property
    def deals(self) -> tuple[Deal, ...]:
        reports = self._reports_of_deals
        parties = self._parties
        kind = self.ontology.node("deal").name
        deals = [
            Deal(node.id, node, tuple(parties[node.id]), tuple(reports[node.id]))
            for node in self.graph.nodes
            if node.labels[0] == kind
        ]
        deals.sort(key=lambda deal: (deal.name, deal.id))
        return tuple(sorted(deals, key=lambda deal: deal.date, reverse=True))

    @property
    def _parties(self) -> Mapping[str, list[DealParty]]:
        roles = list(dict.fromkeys(role for rule in self.ontology.deals.values() for role in rule.roles))
        found: dict[str, list[DealParty]] = defaultdict(list)
        for edge in self._edges("party"):
            role, lead = str(edge.properties.get("role", "")), edge.properties.get("lead") is True
            found[edge.source].append(DealParty(role, self.entities[edge.target], lead))
        for parties in found.values():
            parties.sort(key=lambda party: (roles.index(party.role), not party.lead, party.entity.name))
        return found

    def _edges(self, key: str) -> Iterator[Edge]:
        kind = self.ontology.edge(key).name
        return (edge for edge in self.graph.edges if edge.type == kind)

    def _reports_of_fact(self, edge: Edge) -> Iterator[Report]:
        columns = (edge.properties.get(key, ()) for key in ("dates", "statuses", "evidence", "items"))
        for date, status, sentence, item in zip(
            *(column if isinstance(column, tuple) else () for column in columns), strict=True
        ):
            yield Report(date, status, sentence, self._item_by_id[item])

    @property
    def _reports_of_deals(self) -> Mapping[str, list[Report]]:
        found: dict[str, list[Report]] = defaultdict(list)
        for edge in self._edges("reports"):
            found[edge.target].append(_deal_report(edge, self._item_by_id[edge.source]))
        for reports in found.values():
            reports.sort(key=lambda report: (report.date, report.item.id))
        return found


def _deal_report(edge: Edge, item: Item) -> Report:
    return Report(
        date=item.date,
        status=text(edge, "stage"),
        sentence=text(edge, "evidence"),
        item=item,
        amount=count(edge, "amount"),
        currency=text(edge, "currency"),
        round=text(edge, "round"),
        valuation=count(edge, "valuation"),
    )
