"""The property graph as plain records: what every store, export and picture is made from.

Nodes and edges carry only the properties that schemas/graph.yaml, entities.yaml and relations.yaml
name; empty values are left out. A graph is sorted by id, so that the same facts give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.records import Json

Value = str | int | float | bool | tuple[str, ...]


def _json(properties: Mapping[str, Value]) -> Json:
    # By key alone: sorting pairs compares them whole.
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key in sorted(properties)
        for value in (properties[key],)
    }


def _values(data: Json) -> dict[str, Value]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its first label says what it is; entities carry the shared entity label after it."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]

    @property
    def name(self) -> str:
        return str(self.properties["name"])

    def to_dict(self) -> Json:
        return {"id": self.id, "labels": list(self.labels), "properties": _json(self.properties)}

    @classmethod
    def from_dict(cls, data: Json) -> Node:
        return cls(data["id"], tuple(data["labels"]), _values(data["properties"]))


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge between node ids; parallel edges of one type differ by id."""

    id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Value]

    def to_dict(self) -> Json:
        return {
            "id": self.id,
            "properties": _json(self.properties),
            "source": self.source,
            "target": self.target,
            "type": self.type,
        }

    @classmethod
    def from_dict(cls, data: Json) -> Edge:
        return cls(data["id"], data["type"], data["source"], data["target"], _values(data["properties"]))


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Graph:
    """Nodes and edges, each sorted by id; every edge's ends are among the nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
