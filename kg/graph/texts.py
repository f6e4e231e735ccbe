"""The properties of a graph's parts as JSON: made once, and put into every file that holds them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic_core import PydanticSerializationError, to_json

from kg.graph.model import Edge, Graph, Node, Value
from kg.records import Json

# Made once: json.dumps makes one a call.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode
_NO_TEXT = (PydanticSerializationError, UnicodeEncodeError)


@dataclass(frozen=True, slots=True)
class Texts:
    """One JSON object a node and an edge, in the order of the graph, keys sorted.

    `whole` says that no half surrogate had to be replaced by `?`, as UTF-8 cannot hold it.
    """

    nodes: Sequence[bytes]
    edges: Sequence[bytes]
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
    text_of = _Sorted()
    nodes, edges = _texts(graph.nodes, text_of), _texts(graph.edges, text_of)
    return Texts(nodes, edges, text_of.whole)


def _texts(parts: Iterable[Node | Edge], text_of: Callable[[Mapping[str, Value]], bytes]) -> list[bytes]:
    return [text_of(part.properties) for part in parts]


class _Sorted:
    """Properties → their JSON. A graph has few sets of keys: each is sorted once."""

    def __init__(self) -> None:
        self.whole = True
        self._orders: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __call__(self, properties: Mapping[str, Value]) -> bytes:
        keys = tuple(properties)
        order = self._orders.get(keys)
        if order is None:
            order = self._orders[keys] = tuple(sorted(keys))
        try:
            return to_json({key: properties[key] for key in order} if order != keys else properties)
        except _NO_TEXT:
            self.whole = False
            return _replaced(properties)
