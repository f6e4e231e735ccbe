"""What the embedded engine returns → cells of `Rows`: plain values, ids instead of the engine's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from math import isfinite

from kg.stores.base import Cell

_NODE = {"id", "labels", "properties"}
_RELATIONSHIP = {"id", "start", "end", "type", "properties"}
_PATH = {"nodes", "relationships"}
# Every node answers these in the engine, and no schema has them.
_STRUCTURAL = {"title", "type"}

_PLAIN = frozenset((str, int, bool, type(None)))


def cells(values: Iterable[object]) -> tuple[Cell, ...]:
    """A row; most rows are plain already, and they are many."""
    row = tuple(values)
    return row if _PLAIN.issuperset(map(type, row)) else tuple(map(cell, row))


def cell(value: object) -> Cell:
    """One value, and all in it."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, list):
        return value if _PLAIN.issuperset(map(type, value)) else [cell(one) for one in value]
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value)


def _mapping(value: Mapping[str, object]) -> Cell:
    keys = value.keys()
    if keys == _NODE and isinstance(value["properties"], Mapping) and isinstance(value["id"], int):
        properties = _properties(value["properties"])
        return {"id": properties.get("id"), "labels": cell(value["labels"]), "properties": properties}
    if keys == _RELATIONSHIP and isinstance(value["properties"], Mapping):
        properties = _properties(value["properties"])
        return {"id": properties.get("id"), "type": value["type"], "properties": properties}
    if keys == _PATH and isinstance(value["nodes"], list) and isinstance(value["relationships"], list):
        return _path(value["nodes"], value["relationships"])
    return {key: cell(one) for key, one in value.items()}


def _properties(found: Mapping[str, object]) -> dict[str, Cell]:
    return {
        key: one if type(one) in _PLAIN else cell(one) for key, one in found.items() if key not in _STRUCTURAL
    }


def _path(nodes: list[object], relationships: list[object]) -> list[Cell]:
    path: list[Cell] = []
    for at, node in enumerate(nodes):
        path.append(cell(node))
        if at < len(relationships):
            path.append(cell(relationships[at]))
    return path
