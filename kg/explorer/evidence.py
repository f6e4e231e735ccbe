"""What a reader sees on clicking an edge or a deal: each report with its sentence, date and link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.graph import Edge, Graph, Node
from kg.ontology import Ontology
from kg.records import Json


class EvidenceBook:
    """Reports by edge id and by deal id, in plain values for the page."""

    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self._items: Mapping[str, Node] = {
            node.id: node for node in graph.nodes if node.labels[0] == ontology.node("item").name
        }
        self._reports: dict[str, list[Edge]] = defaultdict(list)
        reports = ontology.edge("reports").name
        for edge in graph.edges:
            if edge.type == reports:
                self._reports[edge.target].append(edge)

    def _report(self, item_id: str, status: object, sentence: object) -> Json:
        item = self._items.get(item_id)
        properties = item.properties if item else {}
        return {
            "status": str(status),
            "date": str(properties.get("date", "")),
            "sentence": str(sentence),
            "headline": str(properties.get("name", "")),
            "url": str(properties.get("url", "")),
        }

    def of_edge(self, edge: Edge) -> list[Json]:
        """The reports of a fact, oldest first; none for an edge that no item states."""
        columns = (edge.properties.get(key, ()) for key in ("items", "statuses", "evidence"))
        rows = zip(*(column if isinstance(column, tuple) else () for column in columns), strict=False)
        return [self._report(item, status, sentence) for item, status, sentence in rows]

    def of_deal(self, deal: Node) -> list[Json]:
        """The reports of a deal, oldest first."""
        rows = [
            self._report(edge.source, edge.properties.get("stage", ""), edge.properties.get("evidence", ""))
            for edge in self._reports[deal.id]
        ]
        return sorted(rows, key=lambda row: (row["date"], row["headline"]))
