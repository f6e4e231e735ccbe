"""The graph as files: sorted JSON lines, the same bytes for the same graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic_core import from_json

from kg.errors import StoreError
from kg.graph.model import Edge, Graph, Node
from kg.graph.texts import Texts, json_of, texts_of
from kg.records import Json

NODES = "nodes.jsonl"
EDGES = "edges.jsonl"
_ADVICE = "Build the store anew."
_Part = TypeVar("_Part", Node, Edge)


def write_graph(graph: Graph, folder: Path) -> None:
    """`nodes.jsonl` and `edges.jsonl` of a folder that is there: each row as `line_of` has it."""
    texts = texts_of(graph)
    with (folder / NODES).open("wb") as lines:
        lines.writelines(_node_lines(graph, texts))
    with (folder / EDGES).open("wb") as lines:
        lines.writelines(_edge_lines(graph, texts))


def _node_lines(graph: Graph, texts: Texts) -> Iterator[bytes]:
    labels = {some: json_of(some) for some in {node.labels for node in graph.nodes}}
    for node, text in zip(graph.nodes, texts.nodes, strict=True):
        yield b'{"id":%b,"labels":%b,"properties":%b}\n' % (texts.names[node.id], labels[node.labels], text)


def _edge_lines(graph: Graph, texts: Texts) -> Iterator[bytes]:
    names = texts.names
    for edge, text in zip(graph.edges, texts.edges, strict=True):
        ends = names[edge.source], names[edge.target], names[edge.type]
        yield b'{"id":%b,"properties":%b,"source":%b,"target":%b,"type":%b}\n' % (
            json_of(edge.id),
            text,
            *ends,
        )


def _parts(path: Path, make: Callable[[Json], _Part]) -> tuple[_Part, ...]:
    """The rows of a file as nodes or edges; `StoreError` with file and line where that fails."""
    parts: list[_Part] = []
    try:
        with path.open("rb") as lines:
            parts.extend(make(from_json(line, cache_strings="keys")) for line in lines)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}", advice=_ADVICE) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        where = f"{path}:{len(parts) + 1}"
        raise StoreError(f"{where} is no part of a graph: {error!r}", advice=_ADVICE) from error
    return tuple(parts)


def read_graph(folder: Path) -> Graph:
    """The graph that `write_graph` wrote."""
    return Graph(_parts(folder / NODES, Node.from_dict), _parts(folder / EDGES, Edge.from_dict))


def content_hash(paths: Iterable[Path]) -> str:
    """One hash over names and contents of files, whatever their order and folder."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.name}\0{digest}\n".encode())
    return total.hexdigest()
