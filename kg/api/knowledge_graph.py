"""A store, open for analysis: what `kg.open` gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from kg import ontology as ontologies
from kg.api import overview
from kg.api.contents import Contents
from kg.api.explained import Explained, explain
from kg.api.fact import Fact
from kg.api.frames import Frames, frames_of
from kg.api.item import Item
from kg.api.questions import Named, Questions
from kg.api.table import Column, Table
from kg.errors import UsageError
from kg.explorer import MOST_NODES, View
from kg.graph import Graph, Node
from kg.notebook import drawn, neighbourhood
from kg.pipeline import OpenedStore
from kg.pipeline.explanation import find_item
from kg.stores import to_networkx

if TYPE_CHECKING:
    import networkx as nx

Row = tuple[object, ...]


class KnowledgeGraph(Questions):
    """What the news says, ready to be asked: entities, facts and deals, Cypher, NetworkX, pandas, pictures.

    Read-only. The graph is read at the first question; a query in Cypher goes to the store itself.

    >>> graph.entity("汇丰")
    <Company HSBC (hsbc)>
    >>> [deal.name for deal in graph.deals("acquisition", party="Adobe")]
    ['Adobe – Semrush acquisition, 1.9 billion USD']
    """

    def __init__(self, where: str | Path) -> None:
        self.store = store = OpenedStore(where)
        super().__init__(lambda: Contents(store.graph, ontologies.load()))

    def cypher(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        /,
        *,
        max_rows: int = 10_000,
        max_seconds: float = 30.0,
        **named: object,
    ) -> Table[Row]:
        """Rows of a read-only query, as tuples; parameters by name, or in a mapping.

        `QueryError` if it writes, is wrong or is too slow.

        >>> graph.cypher("MATCH (c:Company {id: $id}) RETURN c.name AS name", id="openai").rows
        (('OpenAI',),)
        """
        rows = self.store.query(text, {**(parameters or {}), **named}, timeout=max_seconds, limit=max_rows)
        columns: tuple[Column[Row], ...] = tuple(
            Column(name, itemgetter(at)) for at, name in enumerate(rows.columns)
        )
        return Table(rows.rows, columns, "rows", rows.truncated, rows.warnings)

    def explain(self, item: Item | str) -> Explained:
        """Why an item gave its names, facts and deals; by itself or by its id, or the beginning of that.

        `UsageError` where the store is no folder, since only that has the items' texts; `NotFound` where
        there is no such item.
        """
        if not self.store.manifest:
            advice = "Open the store folder that it was made from, or explain a text: kg.explain(…)"
            raise UsageError(f"{self.store.path} does not have the items' texts", advice=advice)
        id_ = item.id if isinstance(item, Item) else item
        return explain(find_item(id_, store=Path(self.store.path)))

    def to_networkx(self, facts: Iterable[Fact] | None = None) -> nx.MultiDiGraph[str]:
        """A directed multigraph: node and edge ids as keys, properties as attributes.

        With `facts` these alone and their ends, without deals and items.

        >>> rivals = graph.to_networkx(graph.facts("COMPETES_WITH"))
        >>> {kind for _, _, kind in rivals.edges(data="type")}
        {'COMPETES_WITH'}
        """
        return self.store.to_networkx() if facts is None else to_networkx(_graph_of(facts))

    def to_pandas(self) -> Frames:
        """The whole graph as DataFrames that join by id."""
        return frames_of(self, self._contents.mentions)

    def view(
        self,
        name: Named | None = None,
        *,
        depth: int = 1,
        most: int = MOST_NODES,
        facts: Iterable[Fact] | None = None,
    ) -> View:
        """A picture for a notebook, offline: what stands around an entity, or certain facts, or the core.

        `most` is how many entities and deals are drawn, the most important; the page counts what it hides.
        """
        contents = self._contents
        if name is not None:
            centre = self.entity(name).id
            return neighbourhood(contents.graph, contents.ontology, centre, depth=depth, most=most)
        shown = contents.facts if facts is None else tuple(facts)
        reported = {report.item.id for fact in shown for report in fact.reports}
        items = [node for node in contents.graph.nodes if node.id in reported]
        return drawn(_graph_of(shown, items), contents.ontology, most=most)

    def __repr__(self) -> str:
        told = overview.lines(self._contents)
        return "\n".join(f"{name + ':':<10}{text}" for name, text in told.items() if text)

    def _repr_html_(self) -> str:
        return overview.card(self._contents)


def _graph_of(facts: Iterable[Fact], others: Iterable[Node] = ()) -> Graph:
    """Facts and their ends as a graph of their own, with these other nodes."""
    known = tuple(facts)
    edges = {fact.id: fact.edge for fact in known}
    nodes = {end.id: end.node for fact in known for end in (fact.head, fact.tail)}
    nodes |= {node.id: node for node in others}
    return Graph(tuple(nodes[id_] for id_ in sorted(nodes)), tuple(edges[id_] for id_ in sorted(edges)))
