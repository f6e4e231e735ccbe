"""A graph and what is wanted of it → the part that every format writes: one rule for all of them.

- `types` names entity types, relation types and kinds of deals. Where relation types or kinds of deals are
  named, only those facts and deals stay, and without an entity type only the entities that they are about.
  Where entity types are named, only those entities stay.
- `since` keeps facts and deals that an item told on that day or later, whole: with all of their evidence,
  older too. Entities stay that were named since then, or that such a fact or deal is about.
- A fact stays where both its ends do, a deal where one of its parties does.
- An item stays where it says a fact or reports a deal that stays, or, unless facts or deals were chosen by
  type, where it names an entity that stays (since that day). A digest stays where one of its items does.
- Every other edge stays where both its ends do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph import Edge, Graph
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Scope:
    """Which part of a graph: since an ISO day, month or year, and of these types; by default all of it."""

    since: str = ""
    types: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.since or self.types)


def select(graph: Graph, ontology: Ontology, scope: Scope) -> Graph:
    """The part of a graph that a scope takes; `UsageError` for a type that no schema names."""
    return _Selection(graph, ontology, scope).graph() if scope else graph


def spelled(types: Iterable[str], ontology: Ontology) -> tuple[str, ...]:
    """Names of types as the schemas spell them, whatever their case; sorted, each once."""
    known = {name.lower(): name for name in (*ontology.entities, *ontology.relations, *ontology.deals)}
    found = set()
    for name in types:
        if name.lower() not in known:
            advice = f"Name some of: {', '.join(known.values())}"
            raise UsageError(f"No entity, relation or kind of deal is called {name!r}", advice=advice)
        found.add(known[name.lower()])
    return tuple(sorted(found))


class _Selection:
    def __init__(self, graph: Graph, ontology: Ontology, scope: Scope) -> None:
        self._all, self._ontology, self._since = graph, ontology, scope.since
        names = set(spelled(scope.types, ontology))
        self._entity_types = names & ontology.entities.keys()
        self._fact_types = names & ontology.relations.keys()
        self._deal_kinds = names & ontology.deals.keys()
        self._chosen = bool(self._fact_types or self._deal_kinds)
        self._nodes = {node.id: node for node in graph.nodes}
        self._party, self._mentions, self._reports, self._contains = (
            ontology.edge(key).name for key in ("party", "mentions", "reports", "contains")
        )

    def graph(self) -> Graph:
        entities = {node.id for node in self._all.nodes if self._allowed(node.labels[0])}
        parties = [edge for edge in self._all.edges if edge.type == self._party and edge.target in entities]
        with_party = {edge.source for edge in parties}
        deals = {node.id for node in self._all.nodes if self._takes_deal(node.id) and node.id in with_party}
        facts = [edge for edge in self._all.edges if self._takes_fact(edge, entities)]
        about = {end for edge in facts for end in (edge.source, edge.target)}
        about |= {edge.target for edge in parties if edge.source in deals}
        named = set() if self._chosen else {id_ for id_ in entities if self._recent(id_)}
        entities = about | named
        kept = entities | deals | self._sources(facts, deals, named)
        kept |= {
            edge.source for edge in self._all.edges if edge.type == self._contains and edge.target in kept
        }
        ids = {edge.id for edge in facts}
        return Graph(
            tuple(node for node in self._all.nodes if node.id in kept),
            tuple(edge for edge in self._all.edges if edge.id in ids or self._ties(edge, kept)),
        )

    def _ties(self, edge: Edge, kept: set[str]) -> bool:
        """Whether an edge that is no fact has both its ends."""
        return edge.type not in self._ontology.relations and edge.source in kept and edge.target in kept

    def _allowed(self, type_: str) -> bool:
        return type_ in (self._entity_types or self._ontology.entities)

    def _recent(self, id_: str) -> bool:
        """Whether an entity, a deal or an item was told of since that day."""
        properties = self._nodes[id_].properties
        return str(properties.get("last_seen", properties.get("date", ""))) >= self._since

    def _takes_deal(self, id_: str) -> bool:
        node = self._nodes[id_]
        if node.labels[0] != self._ontology.node("deal").name or not self._recent(id_):
            return False
        return not self._chosen or node.properties.get("kind") in self._deal_kinds

    def _takes_fact(self, edge: Edge, entities: set[str]) -> bool:
        if edge.type not in (self._fact_types if self._chosen else self._ontology.relations):
            return False
        recent = str(edge.properties.get("last_seen", "")) >= self._since
        return recent and edge.source in entities and edge.target in entities

    def _sources(self, facts: Iterable[Edge], deals: set[str], named: set[str]) -> set[str]:
        """The items that say what is kept."""
        found: set[str] = set()
        for fact in facts:
            items = fact.properties.get("items", ())
            found.update(items if isinstance(items, tuple) else ())
        for edge in self._all.edges:
            reports = edge.type == self._reports and edge.target in deals
            names = edge.type == self._mentions and edge.target in named and self._recent(edge.source)
            if reports or names:
                found.add(edge.source)
        return found & self._nodes.keys()
