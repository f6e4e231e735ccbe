"""A graph → an export: the part that is wanted, checked, written whole, and told of."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg import ontology as ontologies
from kg.errors import UsageError
from kg.exports import place
from kg.exports.base import check
from kg.exports.registry import format_of
from kg.exports.scope import Scope, select, spelled
from kg.graph import Graph
from kg.settings import VERSION

ALL = Scope()


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the numbers of nodes and edges, the files, and the command to run next, if any.

    `left_nodes` and `left_edges` count what the scope left out.
    """

    path: Path
    files: tuple[str, ...]
    nodes: int
    edges: int
    left_nodes: int = 0
    left_edges: int = 0
    command: str = ""


def export(graph: Graph, format_: str, path: Path, *, scope: Scope = ALL) -> Exported:
    """Write a graph, or the part of it that a scope takes, in one of the formats.

    Raises `UsageError` for a format or a type that is none, `StoreError` where the place cannot be written
    or is a folder that holds what no export wrote.
    """
    form = format_of(format_)
    if form.folder:
        place.check_free(path)
    ontology = ontologies.load()
    taken = _taken(graph, scope)
    parts = form.parts(taken, ontology)
    if form.folder:
        about = {
            "format": form.name,
            "version": VERSION,
            "since": scope.since,
            "types": list(spelled(scope.types, ontology)),
            "nodes": len(taken.nodes),
            "edges": len(taken.edges),
        }
        files = place.write_folder(parts, path, about)
    else:
        (part,) = parts
        place.write_file(part, path)
        files = (path.name,)
    return Exported(
        path=path,
        files=files,
        nodes=len(taken.nodes),
        edges=len(taken.edges),
        left_nodes=len(graph.nodes) - len(taken.nodes),
        left_edges=len(graph.edges) - len(taken.edges),
        command=form.command(taken, ontology, shlex.quote(str(path))) if form.command else "",
    )


def stream(graph: Graph, format_: str, target: BinaryIO, *, scope: Scope = ALL) -> None:
    """Write an export of a single file into a stream; `UsageError` for a format that is a folder."""
    form = format_of(format_)
    if form.folder:
        raise UsageError(f"{form.name} is a folder of files", advice="Give -o the name of a folder.")
    (part,) = form.parts(_taken(graph, scope), ontologies.load())
    part.write(target)


def _taken(graph: Graph, scope: Scope) -> Graph:
    ontology = ontologies.load()
    check(graph, ontology)
    return select(graph, ontology, scope)
