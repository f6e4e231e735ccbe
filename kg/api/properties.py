"""A property of a node or an edge as the kind of value that it is, and what stands for a missing one."""

from __future__ import annotations

from kg.graph import Edge, Node


def text(thing: Node | Edge, key: str) -> str:
    return str(thing.properties.get(key, ""))


def texts(thing: Node | Edge, key: str) -> tuple[str, ...]:
    value = thing.properties.get(key, ())
    return value if isinstance(value, tuple) else ()


def count(thing: Node | Edge, key: str) -> int | None:
    value = thing.properties.get(key)
    return value if isinstance(value, int) else None


def share(thing: Node | Edge, key: str) -> float | None:
    value = thing.properties.get(key)
    return float(value) if isinstance(value, int | float) else None
