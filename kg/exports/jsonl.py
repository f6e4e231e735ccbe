"""JSON lines: one record a line, each fact and deal with its sentences and links beside it.

`record` says what a line is: `fact`, `deal`, `entity`, `item` or `digest`. Facts name both ends with id, type
and name; their lists become one `evidence` list of sentences, each with item, date, status and link. Schema:
`schemas/records.schema.json`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from kg.exports.base import Part, part_of
from kg.exports.tables import said
from kg.graph import Edge, Graph, Node, line_of
from kg.ontology import Ontology
from kg.records import Json

_LISTS = ("items", "dates", "statuses", "evidence")


def parts(graph: Graph, ontology: Ontology) -> Iterator[Part]:
    yield part_of("", lambda: _lines(graph, ontology))


def _lines(graph: Graph, ontology: Ontology) -> Iterator[str]:
    records = _Records(graph, ontology)
    for rows in (records.facts(), records.deals(), records.entities(), records.items(), records.digests()):
        yield from map(line_of, rows)


class _Records:
    def __init__(self, graph: Graph, ontology: Ontology) -> None:
        self._ontology = ontology
        self._graph = graph
        self._nodes = {node.id: node for node in graph.nodes}
        self._out: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        keys = {edge.name: edge.key for edge in ontology.edges.values()}
        for edge in graph.edges:
            if edge.type in keys:
                self._out[keys[edge.type], edge.source].append(edge)
                self._in[keys[edge.type], edge.target].append(edge)

    def facts(self) -> Iterator[Json]:
        for edge in self._graph.edges:
            if edge.type in self._ontology.relations:
                data = _plain(edge, _LISTS)
                data |= {"type": edge.type, "head": self._end(edge.source), "tail": self._end(edge.target)}
                told = said(edge.properties)
                data["evidence"] = [self._sentence(*one) for one in told]
                yield {"record": "fact", **data}

    def _sentence(self, item: str | None, date: str | None, status: str | None, text: str | None) -> Json:
        source = self._nodes.get(item or "")
        cells = {"item": item, "date": date, "status": status, "text": text, **_link(source)}
        return {key: value for key, value in cells.items() if value is not None}

    def deals(self) -> Iterator[Json]:
        for node in self._of("deal"):
            reports = [
                {**_plain(edge), "item": edge.source, **_link(self._nodes[edge.source])}
                for edge in self._in["reports", node.id]
            ]
            parties = [
                {**_plain(edge), "entity": self._end(edge.target)} for edge in self._out["party", node.id]
            ]
            yield {"record": "deal", **_plain(node), "parties": parties, "reports": reports}

    def entities(self) -> Iterator[Json]:
        for node in self._graph.nodes:
            if node.labels[0] in self._ontology.entities:
                yield {"record": "entity", "type": node.labels[0], **_plain(node)}

    def items(self) -> Iterator[Json]:
        for node in self._of("item"):
            mentions = [{**_plain(edge), "entity": edge.target} for edge in self._out["mentions", node.id]]
            yield {"record": "item", **_plain(node), "mentions": mentions}

    def digests(self) -> Iterator[Json]:
        for node in self._of("digest"):
            items = [{**_plain(edge), "item": edge.target} for edge in self._out["contains", node.id]]
            yield {"record": "digest", **_plain(node), "items": items}

    def _of(self, key: str) -> Iterable[Node]:
        name = self._ontology.node(key).name
        return (node for node in self._graph.nodes if node.labels[0] == name)

    def _end(self, id_: str) -> Json:
        node = self._nodes[id_]
        return {"id": id_, "type": node.labels[0], "name": node.name}


def _plain(part: Node | Edge, without: Container[str] = ()) -> Json:
    """The properties as JSON has them, all but some."""
    return {key: value for key, value in part.to_dict()["properties"].items() if key not in without}


def _link(item: Node | None) -> Json:
    """The headline and the link of an item, as far as they are known."""
    if item is None:
        return {}
    found = {"headline": item.name, "url": item.properties.get("url")}
    return {key: value for key, value in found.items() if value is not None}
