"""The graph as files: sorted JSON lines, the same bytes for the same graph."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from kg.errors import StoreError
from kg.graph.model import Edge, Graph, Node
from kg.records import Json

NODES = "nodes.jsonl"
EDGES = "edges.jsonl"


def line_of(row: Json) -> str:
    """One row: keys sorted, nothing escaped that UTF-8 can hold, half surrogates replaced."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def write_lines(path: Path, rows: Iterable[Json]) -> None:
    """A file of JSON lines in the order of their ids."""
    ordered = sorted(rows, key=lambda row: str(row["id"]))
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines(map(line_of, ordered))


def write_graph(graph: Graph, folder: Path) -> None:
    """`nodes.jsonl` and `edges.jsonl` of a folder that is there."""
    write_lines(folder / NODES, (node.to_dict() for node in graph.nodes))
    write_lines(folder / EDGES, (edge.to_dict() for edge in graph.edges))


def _rows(path: Path) -> Iterable[Json]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise StoreError(
                        f"{path}:{number}: broken JSON: {error}", advice="Build the store anew."
                    ) from error
    except FileNotFoundError:
        raise StoreError(f"No file at {path}", advice="Build the store anew.") from None


def read_graph(folder: Path) -> Graph:
    """The graph that `write_graph` wrote."""
    return Graph(
        tuple(Node.from_dict(row) for row in _rows(folder / NODES)),
        tuple(Edge.from_dict(row) for row in _rows(folder / EDGES)),
    )


def content_hash(paths: Iterable[Path]) -> str:
    """One hash over names and contents of files, whatever their order and folder."""
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.name}\0{digest}\n".encode())
    return total.hexdigest()
