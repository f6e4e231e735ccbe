"""The Cypher that the Neo4j store sends; values go as parameters, names come from the ontology.

Every node of ours carries the label `KgNode` beside its own; that is how it is told from other people's
data in the same database. An edge of ours joins two of them, has a type of the schemas and an id. A node
that was withdrawn while other people's edges hang on it carries `KgReleased` instead, until it comes back.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.stores.cypher import name, unique_id

MARK = "KgNode"
RELEASED = "KgReleased"
# The node that says what the database holds.
META = "KgStore"
FULL_TEXT = "kg_names"

READ_META = f"MATCH (m:{META}) RETURN m.schema AS schema, m.content_hash AS content_hash, m.state AS state"
TAKE = (
    f"MERGE (m:{META} {{id: 'kg'}}) SET m.schema = $schema, m.state = $state,"
    " m.loader = $loader, m.step = 0, m.found = []"
)
# Writing first locks the node: what is read then holds until the transaction ends.
HOLD = (
    f"MATCH (m:{META} {{id: 'kg'}}) SET m.state = $loading"
    " RETURN m.loader AS loader, m.step AS step, m.found AS found"
)
STEP = f"MATCH (m:{META} {{id: 'kg'}}) SET m.step = $step, m.found = $found"
END = f"MATCH (m:{META} {{id: 'kg'}}) SET m.state = $state, m.content_hash = $content_hash"
READ_NODES = (
    f"MATCH (n:{MARK}) RETURN [l IN labels(n) WHERE l <> '{MARK}'] AS labels, properties(n) AS properties"
)
READ_EDGES = (
    f"MATCH (a:{MARK})-[r]->(b:{MARK}) WHERE r.id IS NOT NULL AND type(r) IN $types"
    " RETURN type(r) AS type, a.id AS source, b.id AS target, properties(r) AS properties"
)
DELETE_NODES = f"UNWIND $ids AS id MATCH (n:{MARK} {{id: id}}) WHERE NOT (n)--() DELETE n"
# Other people's edges hang on these: they stay, without our mark.
RELEASE_NODES = f"UNWIND $ids AS id MATCH (n:{MARK} {{id: id}}) REMOVE n:{MARK} SET n:{RELEASED} RETURN id"
TAKE_BACK = f"UNWIND $ids AS id MATCH (n:{RELEASED} {{id: id}}) REMOVE n:{RELEASED} SET n:{MARK} RETURN id"


def constraints(labels: Sequence[str], entity: str, types: Sequence[str]) -> list[str]:
    """One node an id and label, and what analysts look for by: names, dates, full text in any script."""
    found = [unique_id(label) for label in labels]
    found += map(unique_id, (MARK, RELEASED, META))
    found += [_index(label, key) for label in labels for key in ("name",)]
    found += [_index(entity, key) for key in ("id", "name", "name_zh", "name_en", "first_seen", "last_seen")]
    found += [_edge_index(type_, key) for type_ in types for key in ("first_seen", "last_seen")]
    found.append(
        f"CREATE FULLTEXT INDEX {FULL_TEXT} IF NOT EXISTS FOR (n:{name(entity)})"
        " ON EACH [n.name, n.name_zh, n.name_en, n.aliases]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    return found


def _index(label: str, key: str) -> str:
    label, key = name(label), name(key)
    return f"CREATE INDEX {label}_{key} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"


def _edge_index(type_: str, key: str) -> str:
    type_, key = name(type_), name(key)
    return f"CREATE INDEX {type_}_{key} IF NOT EXISTS FOR ()-[r:{type_}]-() ON (r.{key})"


def create_nodes(labels: Sequence[str]) -> str:
    """`$rows`: properties by node."""
    return f"UNWIND $rows AS row CREATE (n:{':'.join((MARK, *map(name, labels)))}) SET n = row"


def set_nodes(labels: Sequence[str], others: Sequence[str]) -> str:
    """The same for nodes that are there; `others` are labels of ours that a node of this kind lacks."""
    dropped = "".join(f" REMOVE n:{name(label)}" for label in others)
    own = ":".join(map(name, labels))
    return f"UNWIND $rows AS row MATCH (n:{MARK} {{id: row.id}}){dropped} SET n = row, n:{own}"


def create_edges(type_: str) -> str:
    """`$rows`: `source`, `target`, `properties`."""
    return (
        f"UNWIND $rows AS row MATCH (a:{MARK} {{id: row.source}}) MATCH (b:{MARK} {{id: row.target}})"
        f" CREATE (a)-[r:{name(type_)}]->(b) SET r = row.properties"
    )


def set_edges(type_: str) -> str:
    """The same for edges that are there."""
    found = f"MATCH (:{MARK} {{id: row.source}})-[r:{name(type_)} {{id: row.properties.id}}]->()"
    return f"UNWIND $rows AS row {found} SET r = row.properties"


def delete_edges(type_: str) -> str:
    """`$rows`: `source` and `id`."""
    found = f"MATCH (:{MARK} {{id: row.source}})-[r:{name(type_)} {{id: row.id}}]->()"
    return f"UNWIND $rows AS row {found} DELETE r"
