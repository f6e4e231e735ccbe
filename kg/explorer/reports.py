"""Selection → the columns of the evidence blob: who said so, when, in which sentence, with which link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.explorer.columns import SAME
from kg.explorer.links import web_link
from kg.explorer.vocabulary import NONE, Vocabulary, numbers
from kg.graph import Edge, Graph, Node
from kg.ontology import Ontology
from kg.records import Json

# (is it a deal's, item, number of status or stage, day, sentence)
_Report = tuple[bool, str, int, str, str]
_LATEST = 5


class Reports:
    """The reports behind facts and deals, each once; and the items that they stand in."""

    def __init__(self, graph: Graph, ontology: Ontology, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        item = ontology.node("item").name
        self._items: Mapping[str, Node] = {node.id: node for node in graph.nodes if node.labels[0] == item}
        self._by_deal: dict[str, list[Edge]] = defaultdict(list)
        self._naming: dict[str, set[str]] = defaultdict(set)
        reports, mentions = ontology.edge("reports").name, ontology.edge("mentions").name
        for edge in graph.edges:
            if edge.type == reports:
                self._by_deal[edge.target].append(edge)
            if edge.type in (reports, mentions):
                self._naming[edge.target].add(edge.source)

    def _day(self, item: str) -> str:
        node = self._items.get(item)
        return str(node.properties.get("date", "")) if node else ""

    def _headline(self, item: str) -> str | None:
        node = self._items.get(item)
        return node.name if node else None

    def of_edge(self, edge: Edge) -> list[_Report]:
        """As they stand in the graph: the oldest first."""
        columns = (edge.properties.get(key, ()) for key in ("items", "statuses", "dates", "evidence"))
        rows = zip(*(column if isinstance(column, tuple) else () for column in columns), strict=True)
        known = self._vocabulary.statuses
        return [(False, item, known.get(status, NONE), day, sentence) for item, status, day, sentence in rows]

    def of_deal(self, deal: Node) -> list[_Report]:
        """The oldest first; of one day by item."""
        found = []
        for edge in self._by_deal[deal.id]:
            stage = self._vocabulary.stages.get(str(edge.properties.get("stage", "")), NONE)
            sentence = str(edge.properties.get("evidence", ""))
            found.append((True, edge.source, stage, self._day(edge.source), sentence))
        return sorted(found, key=lambda row: (row[3], row[1], row[2], row[4]))

    def latest(self, node: Node) -> list[str]:
        """The last items that name an entity or report a deal, the newest first."""
        found = sorted(self._naming[node.id], key=lambda item: (self._day(item), item), reverse=True)
        return found[:_LATEST]

    def columns(self, nodes: Sequence[Node], deals: Sequence[Node], edges: Sequence[Edge]) -> Json:
        """The whole blob, its rows parallel to the graph blob's nodes, deals and edges."""
        latest = [self.latest(node) for node in nodes]
        by_edge = [self.of_edge(edge) for edge in edges]
        by_deal = [self.of_deal(deal) for deal in deals]
        # Sorted by item: what one sentence says of several facts lies together and packs well.
        rows = sorted(
            {row for told in (*by_edge, *by_deal) for row in told}, key=lambda row: row[1:] + row[:1]
        )
        row_number = {row: at for at, row in enumerate(rows)}
        used = {row[1] for row in rows} | {item for items in latest for item in items}
        items = [self._items[id_] for id_ in sorted(used & self._items.keys())]
        item_number = numbers(item.id for item in items)
        return {
            "items": {
                "name": [item.name for item in items],
                "url": [web_link(str(item.properties.get("url", ""))) for item in items],
                "host": [str(item.properties.get("host", "")) for item in items],
                "date": [self._vocabulary.date(item.properties.get("date", "")) for item in items],
            },
            "reports": {
                "item": [item_number.get(row[1], NONE) for row in rows],
                "status": [row[2] for row in rows],
                "date": [self._vocabulary.date(row[3]) for row in rows],
                "sentence": [SAME if self._headline(row[1]) == row[4] else row[4] for row in rows],
            },
            "edges": [[row_number[row] for row in told] for told in by_edge],
            "deals": [[row_number[row] for row in told] for told in by_deal],
            "latest": [[item_number[item] for item in told if item in item_number] for told in latest],
        }
