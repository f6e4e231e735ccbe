"""Entities, items and digests as nodes, and the edges that say where an entity was named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.graph.ids import content_id, host_of
from kg.graph.model import Edge, Node, Value
from kg.graph.reports import ItemReport
from kg.ontology import Ontology
from kg.records import Digest, Item
from kg.resolve import Resolution, ResolvedEntity

Counts = Mapping[str, Mapping[str, int]]


def filled(properties: Mapping[str, Value]) -> dict[str, Value]:
    """Without what is empty: an empty string or list says no more than none."""
    return {key: value for key, value in properties.items() if value or value not in ("", ())}


def mention_counts(reports: Iterable[ItemReport], resolution: Resolution) -> Counts:
    """Canonical entity id → item id → how often the item names it."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for report in reports:
        for entity, number in report.said.mentions:
            resolved = resolution.of(entity)
            if resolved is not None and number:
                counts[resolved.id][report.item.id] += number
    return {id_: dict(by_item) for id_, by_item in counts.items()}


def entity_nodes(
    counts: Counts, reports: Iterable[ItemReport], resolution: Resolution, ontology: Ontology
) -> list[Node]:
    """One node an entity that an item names, also where no fact is known of it."""
    dates = {report.item.id: report.date for report in reports}
    return [
        _entity_node(resolution.entities[id_], [dates[item] for item in counts[id_]], ontology)
        for id_ in sorted(counts)
    ]


def _entity_node(entity: ResolvedEntity, dates: Sequence[str], ontology: Ontology) -> Node:
    known = sorted(date for date in dates if date)
    own = ontology.entities[entity.type].properties
    properties: dict[str, Value] = {
        "id": entity.id,
        "name": entity.name or entity.id,
        "name_zh": entity.name_zh,
        "name_en": entity.name_en,
        "aliases": entity.aliases,
        "former_ids": entity.former_ids,
        "first_seen": known[0] if known else "",
        "last_seen": known[-1] if known else "",
        "item_count": len(dates),
    }
    properties |= {name: str(getattr(entity, name)) for name in own}
    return Node(entity.id, (entity.type, ontology.entity_label), filled(properties))


def item_node(item: Item, digest: Digest, ontology: Ontology) -> Node:
    """An item under its headline; its text stays in the digest."""
    properties: dict[str, Value] = {
        "id": item.id,
        "name": item.title or item.id,
        "url": item.url,
        "host": host_of(item.url),
        "lang": item.lang,
        "date": item.date or digest.date,
        "digest": digest.id,
    }
    return Node(item.id, (ontology.node("item").name,), filled(properties))


def digest_node(digest: Digest, ontology: Ontology) -> Node:
    properties: dict[str, Value] = {
        "id": digest.id,
        "name": digest.title or digest.publisher or digest.id,
        "date": digest.date,
    }
    return Node(digest.id, (ontology.node("digest").name,), filled(properties))


def contains_edges(digest: Digest, ontology: Ontology) -> list[Edge]:
    """Digest to item; positions count from 1."""
    kind = ontology.edge("contains").name
    edges = []
    for position, item in enumerate(digest.items, start=1):
        id_ = content_id(kind, digest.id, item.id)
        edges.append(Edge(id_, kind, digest.id, item.id, {"id": id_, "position": position}))
    return edges


def mention_edges(counts: Counts, ontology: Ontology) -> list[Edge]:
    kind = ontology.edge("mentions").name
    edges = []
    for entity, by_item in counts.items():
        for item, count in by_item.items():
            id_ = content_id(kind, item, entity)
            edges.append(Edge(id_, kind, item, entity, {"count": count, "id": id_}))
    return edges
