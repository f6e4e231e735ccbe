"""What the Neo4j driver returns → cells of `Rows`: plain values, ids instead of the server's numbers.

The label that marks our nodes is left out of nodes and of lists of labels, so that a row is the same here
and on the embedded store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.time import Duration

from kg.stores.base import Cell
from kg.stores.neo4j_text import MARK

_PLAIN = frozenset((str, int, bool, type(None)))


def cells(values: Iterable[Any]) -> tuple[Cell, ...]:
    """A row."""
    return tuple(map(cell, values))


def cell(value: Any) -> Cell:
    """One value, and all in it."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, list | tuple | set | frozenset) and not isinstance(value, Duration):
        return [cell(one) for one in value if one != MARK]
    if isinstance(value, Node):
        own = {key: cell(one) for key, one in value.items()}
        return {"id": own.get("id"), "labels": _labels(value), "properties": own}
    if isinstance(value, Relationship):
        own = {key: cell(one) for key, one in value.items()}
        return {"id": own.get("id"), "type": value.type, "properties": own}
    if isinstance(value, Path):
        return _path(value)
    if isinstance(value, Duration):
        return {"months": value.months, "days": value.days, "seconds": value.seconds}
    if isinstance(value, Mapping):
        return {key: cell(one) for key, one in value.items()}
    return _moment(value) if hasattr(value, "iso_format") else str(value)


def _moment(value: Any) -> str:
    """ISO as Python spells it, as the embedded store has it; all digits where Python's clock has too few."""
    if getattr(value, "nanosecond", 0) % 1000:
        return str(value.iso_format())
    return str(value.to_native().isoformat())


def _labels(node: Node) -> list[str]:
    from kg import ontology as ontologies

    entity = ontologies.load().entity_label
    return sorted((label for label in node.labels if label != MARK), key=lambda one: (one == entity, one))


def _path(path: Path) -> list[Cell]:
    found: list[Cell] = [cell(path.nodes[0])]
    for relationship, node in zip(path.relationships, path.nodes[1:], strict=True):
        found += [cell(relationship), cell(node)]
    return found
