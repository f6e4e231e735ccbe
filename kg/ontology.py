"""`schemas/*.yaml` → entity types, relation types, deal types, statuses: the only place that knows them.

Nothing else in the package spells a type name: code asks the ontology, curated data files name types
and are checked against it. Loading is two passes: parse each file, then check that names agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg import settings
from kg.errors import OntologyError

ValueKind = Literal["string", "integer", "number", "boolean", "strings"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


# libyaml reads in a sixth of the time; it is in most builds of PyYAML.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Parsed = TypeVar("Parsed", bound=_Strict)


class EntityType(_Strict):
    """A kind of node that facts are about."""

    name: str
    kind: str
    label_zh: str
    colour: str
    properties: tuple[str, ...]
    description: str


class RelationType(_Strict):
    """A kind of edge between entities, with the types that may stand at each end."""

    name: str
    head: frozenset[str]
    tail: frozenset[str]
    symmetric: bool = False
    same: Literal["", "type", "kind"] = ""
    properties: tuple[str, ...] = ()
    phrase_en: str
    phrase_zh: str
    description: str


class Role(_Strict):
    """A part in a deal; `many` where several parties may play it."""

    many: bool = False


class Shorthand(_Strict):
    """The relation that a deal implies between two of its roles."""

    head: str
    type: str
    tail: str


class DealType(_Strict):
    """A kind of event with parties, and the relations that are its shorthand."""

    name: str
    label_en: str
    label_zh: str
    roles: Mapping[str, Role]
    main: str = ""
    round: bool = False
    relations: tuple[Shorthand, ...]
    description: str


class Status(_Strict):
    """A status of a fact or a stage of a deal; see statuses.yaml for how they compete."""

    name: str
    strength: int = 0
    closing: bool = False
    colour: str
    label_zh: str
    description: str


class NodeType(_Strict):
    """A node of the property graph that is no entity; code asks for it by `key`."""

    name: str
    key: str
    properties: Mapping[str, ValueKind]


class EdgeType(_Strict):
    """An edge of the property graph that is no relation; code asks for it by `key`."""

    name: str
    key: str
    source: str = Field(alias="from")
    target: str = Field(alias="to")
    properties: Mapping[str, ValueKind]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types of the graph, by name, in the order of the files."""

    entities: Mapping[str, EntityType]
    relations: Mapping[str, RelationType]
    deals: Mapping[str, DealType]
    statuses: Mapping[str, Status]
    stages: Mapping[str, Status]
    entity_label: str
    entity_properties: Mapping[str, ValueKind]
    relation_properties: Mapping[str, ValueKind]
    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]

    def kind(self, entity_type: str) -> str:
        """The kind of an entity type: things of one kind may be one thing under two types."""
        return self.entities[entity_type].kind

    def allows(self, relation: str, head: str, tail: str) -> bool:
        """Whether entities of these types may stand at the ends of this relation."""
        rule = self.relations[relation]
        if head not in rule.head or tail not in rule.tail:
            return False
        if rule.same == "type":
            return head == tail
        return rule.same != "kind" or self.kind(head) == self.kind(tail)

    def node(self, key: str) -> NodeType:
        """The non-entity node type that the schemas give this key."""
        return next(node for node in self.nodes.values() if node.key == key)

    def edge(self, key: str) -> EdgeType:
        """The non-relation edge type that the schemas give this key."""
        return next(edge for edge in self.edges.values() if edge.key == key)


def _read(path: Path) -> dict[str, object]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one
    except FileNotFoundError:
        raise OntologyError(
            f"No schema at {path}", advice="Unset KG_SCHEMAS or point it at a folder of schemas."
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path}: not readable as YAML: {error}") from error
    if not isinstance(data, dict):
        raise OntologyError(f"{path}: expected a mapping of names to definitions")
    return data


def _parse(path: Path, kind: type[Parsed], raw: object) -> Mapping[str, Parsed]:
    if not isinstance(raw, dict):
        raise OntologyError(f"{path}: expected a mapping of names to definitions")
    parsed: dict[str, Parsed] = {}
    for name, definition in raw.items():
        try:
            parsed[name] = kind.model_validate({"name": name, **definition})
        except (ValidationError, TypeError) as error:
            raise OntologyError(f"{path}: {name}: {error}") from error
    return MappingProxyType(parsed)


def _check(known: Iterable[str], used: Iterable[str], where: str) -> None:
    unknown = sorted(set(used) - set(known))
    if unknown:
        raise OntologyError(f"{where} names what no schema defines: {', '.join(unknown)}")


def _link(ontology: Ontology) -> None:
    """Check that every name used in one file is defined in another."""
    properties = ontology.entity_properties
    for entity in ontology.entities.values():
        _check(properties, entity.properties, f"entities.yaml: {entity.name}")
    for relation in ontology.relations.values():
        _check(ontology.entities, relation.head | relation.tail, f"relations.yaml: {relation.name}")
        _check(ontology.relation_properties, relation.properties, f"relations.yaml: {relation.name}")
        if relation.symmetric and relation.head != relation.tail:
            raise OntologyError(f"relations.yaml: {relation.name} is symmetric, but its ends differ")
    for deal in ontology.deals.values():
        where = f"deals.yaml: {deal.name}"
        _check(deal.roles, [deal.main] if deal.main else [], where)
        _check(deal.roles, (role for rule in deal.relations for role in (rule.head, rule.tail)), where)
        _check(ontology.relations, (rule.type for rule in deal.relations), where)
    labels = {*ontology.entities, *ontology.nodes, ontology.entity_label}
    for edge in ontology.edges.values():
        _check(labels, [edge.source, edge.target], f"graph.yaml: {edge.name}")


@cache
def load(folder: Path | None = None) -> Ontology:
    """Read and check the schemas of `folder` (default: the package's own); cached by folder."""
    folder = folder or settings.load().schemas
    statuses, graph = folder / "statuses.yaml", folder / "graph.yaml"
    ontology = Ontology(
        entities=_parse(folder / "entities.yaml", EntityType, _read(folder / "entities.yaml")),
        relations=_parse(folder / "relations.yaml", RelationType, _read(folder / "relations.yaml")),
        deals=_parse(folder / "deals.yaml", DealType, _read(folder / "deals.yaml")),
        statuses=_parse(statuses, Status, _section(statuses, "statuses")),
        stages=_parse(statuses, Status, _section(statuses, "stages")),
        entity_label=str(_section(graph, "entity_label")),
        entity_properties=_values(graph, "entity_properties"),
        relation_properties=_values(graph, "relation_properties"),
        nodes=_parse(graph, NodeType, _section(graph, "nodes")),
        edges=_parse(graph, EdgeType, _section(graph, "edges")),
    )
    _link(ontology)
    return ontology


def _section(path: Path, name: str) -> object:
    try:
        return _read(path)[name]
    except KeyError:
        raise OntologyError(f"{path}: the section {name!r} is missing") from None


class _Values(BaseModel):
    values: Mapping[str, ValueKind]


def _values(path: Path, section: str) -> Mapping[str, ValueKind]:
    raw = _section(path, section)
    try:
        return MappingProxyType(dict(_Values.model_validate({"values": raw}).values))
    except ValidationError as error:
        raise OntologyError(f"{path}: {section}: {error}") from error
