"""The NetworkX store: node-link JSON on disk, a directed multigraph in memory; and the way between.

Node ids and edge ids are the keys. A node's attributes are its `labels` and its properties, an edge's are
its `type` and its properties. In the file an edge's ends are called `from` and `to`, because `source` is a
property of facts:

    networkx.node_link_graph(json.load(file), edges="edges", source="from", target="to")

The same graph gives the same bytes: one node or edge a line, sorted by id, keys in a fixed order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pydantic_core import to_json

from kg.errors import StoreError
from kg.records import Json
from kg.stores.base import check_graph, frozen, plain
from kg.stores.bulk import bulk
from kg.stores.file_store import FileStore
from kg.stores.files import damaged, replacing, signature

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph.model import Graph
    from kg.graph.texts import Texts
    from kg.stores.engine import Engine

NETWORKX = "graph.json"


@bulk()
def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """A directed multigraph with one edge for each of ours, parallel ones kept apart by their ids."""
    import networkx as nx

    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes:
        made.add_node(node.id, labels=list(node.labels), **plain(node.properties))
    for edge in graph.edges:
        made.add_edge(edge.source, edge.target, key=edge.id, type=edge.type, **plain(edge.properties))
    return made


@bulk()
def from_networkx(made: nx.MultiDiGraph[str]) -> Graph:
    """The way back, sorted by id; `StoreError` for a graph of another make."""
    try:
        nodes = ((id_, dict(attributes)) for id_, attributes in made.nodes(data=True))
        edges = (
            (id_, source, target, dict(attributes))
            for source, target, id_, attributes in made.edges(keys=True, data=True)
        )
        return _assembled(nodes, edges)
    except (KeyError, TypeError, AttributeError) as error:
        advice = "A graph made by to_networkx has labels on its nodes, types and ids on its edges."
        raise StoreError(f"This NetworkX graph is none of ours: {error}", advice=advice) from error


def _assembled(nodes: Iterable[tuple[str, Json]], edges: Iterable[tuple[str, str, str, Json]]) -> Graph:
    """A graph from ids and attributes; takes `labels` and `type` out of the attributes."""
    from kg.graph.model import Edge, Graph, Node

    made_nodes = [Node(id_, tuple(one.pop("labels")), frozen({**one, "id": id_})) for id_, one in nodes]
    made_edges = [
        Edge(id_, one.pop("type"), source, target, frozen({**one, "id": id_}))
        for id_, source, target, one in edges
    ]
    by_id = tuple(sorted(made_nodes, key=lambda node: node.id))
    return Graph(by_id, tuple(sorted(made_edges, key=lambda edge: edge.id)))


class NetworkxStore(FileStore):
    """A node-link file; see `Store`. For queries the embedded engine gets the graph in memory."""

    def write(self, graph: Graph) -> None:
        check_graph(graph)
        with replacing(self.path) as beside, beside.open("wb") as file:
            file.writelines(_lines(graph))
            file.flush()
            os.fsync(file.fileno())

    @bulk()
    def read(self) -> Graph:
        signature(self.path)
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            nodes = ((row.pop("id"), row) for row in data["nodes"])
            edges = ((row.pop("key"), row.pop("from"), row.pop("to"), row) for row in data["edges"])
            return _assembled(nodes, edges)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise damaged(self.path, error) from error

    def _open(self) -> Engine:
        from kg.stores.engine import Engine

        return Engine.of(self.read())


def _lines(graph: Graph) -> Iterator[bytes]:
    from kg.graph.texts import texts_of  # those who only read do without it

    texts = texts_of(graph)
    if not texts.whole:
        raise StoreError("A value of the graph is no valid text: half a character")
    yield b'{"directed": true, "multigraph": true, "graph": {},\n"nodes": ['
    yield from _joined(_node_rows(graph, texts))
    yield b'\n],\n"edges": ['
    yield from _joined(_edge_rows(graph, texts))
    yield b"\n]}\n"


def _node_rows(graph: Graph, texts: Texts) -> Iterator[bytes]:
    """Each behind a comma; its properties, which are never none, behind the labels."""
    labels = {some: to_json(some) for some in {node.labels for node in graph.nodes}}
    for node, text in zip(graph.nodes, texts.nodes, strict=True):
        yield b',\n{"labels":%b,%b' % (labels[node.labels], text[1:])


def _edge_rows(graph: Graph, texts: Texts) -> Iterator[bytes]:
    names = texts.names
    for edge, text in zip(graph.edges, texts.edges, strict=True):
        ends = names[edge.source], to_json(edge.id), names[edge.target], names[edge.type]
        yield b',\n{"from":%b,"key":%b,"to":%b,"type":%b,%b' % (*ends, text[1:])


def _joined(rows: Iterator[bytes]) -> Iterator[bytes]:
    """Rows that begin with a comma, the first without it."""
    yield next(rows, b",")[1:]
    yield from rows
