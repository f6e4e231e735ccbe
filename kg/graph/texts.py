"""The properties of a graph's parts as JSON: made once, and put into every file that holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic_core import PydanticSerializationError, to_json

from kg.graph.model import Edge, Graph, Node
from kg.records import Json

# Made once: json.dumps makes one a call.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_NO_TEXT = (PydanticSerializationError, UnicodeEncodeError)


@dataclass(frozen=True, slots=True)
class Texts:
    """One JSON object a node and an edge, in the order of the graph, keys sorted.

    `names` are the strings that many parts repeat, as JSON: ids of nodes and types of edges. `whole` says
    that no half surrogate had to be replaced by `?`, as UTF-8 cannot hold it.
    """

    nodes: Sequence[bytes]
    edges: Sequence[bytes]
    names: Mapping[str, bytes]
    whole: bool


# Of graphs that are being written.
_kept: dict[int, Texts] = {}


def texts_of(graph: Graph) -> Texts:
    """The texts of a graph; those that `keeping_texts` keeps, if it does."""
    return _kept.get(id(graph)) or _made(graph)


@contextmanager
def keeping_texts(graph: Graph) -> Iterator[None]:
    """While this lasts the texts of the graph are made once: a build writes it into several files."""
    if id(graph) in _kept:
        yield
        return
    _kept[id(graph)] = _made(graph)
    try:
        yield
    finally:
        del _kept[id(graph)]


def line_of(row: Json) -> str:
    """One row: keys sorted, nothing escaped that UTF-8 can hold, half surrogates replaced by `?`."""
    return _replaced(row).decode("utf-8") + "\n"


def json_of(value: object) -> bytes:
    """A value whose keys are sorted already, as `line_of` has it."""
    try:
        return to_json(value)
    except _NO_TEXT:
        return _replaced(value)


def _replaced(value: object) -> bytes:
    return _encode(value).encode("utf-8", "replace")


def _made(graph: Graph) -> Texts:
    nodes, whole = _texts(graph.nodes)
    edges, all_whole = _texts(graph.edges)
    names = {node.id: json_of(node.id) for node in graph.nodes}
    # An edge may lead nowhere here: a store is the one to refuse it.
    for edge in graph.edges:
        for name in (edge.type, edge.source, edge.target):
            if name not in names:
                names[name] = json_of(name)
    return Texts(nodes, edges, names, whole and all_whole)


def _texts(parts: Iterable[Node | Edge]) -> tuple[list[bytes], bool]:
    """The properties of each as JSON. A graph has few sets of keys: each is sorted once."""
    orders: dict[tuple[str, ...], tuple[str, ...]] = {}
    texts: list[bytes] = []
    whole = True
    for part in parts:
        properties = part.properties
        keys = tuple(properties)
        order = orders.get(keys)
        if order is None:
            order = orders[keys] = tuple(sorted(keys))
        try:
            texts.append(to_json({key: properties[key] for key in order} if order != keys else properties))
        except _NO_TEXT:
            texts.append(_replaced(properties))
            whole = False
    return texts, whole
