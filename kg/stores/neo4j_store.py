"""The Neo4j store: the graph in a database of a server, beside whatever else stands there.

Writing compares with what is there: what is new is added, what changed is set, what was withdrawn is
removed, and nothing else is touched. Killed at any moment, the same call goes on and ends in the same
graph; until it has ended, the database says so and is not read as a store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import QueryError, StoreError
from kg.stores import guard
from kg.stores import neo4j_text as text
from kg.stores.base import Rows, check_bounds, check_graph, frozen, labels_of
from kg.stores.neo4j_cells import cells
from kg.stores.neo4j_load import READY, Difference, Loading, Progress
from kg.stores.neo4j_session import Server

if TYPE_CHECKING:
    from pathlib import Path

    from neo4j import Session

    from kg.graph.model import Edge, Graph, Node

# Raised when what the store writes changes its shape; a database of another version is refused.
SCHEMA = 1
_INTEGERS = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did; `released` nodes lost our mark and stay, since other people's edges hang on them."""

    content_hash: str
    added: int
    changed: int
    removed: int
    released: int
    unchanged: int


def content_hash(graph: Graph) -> str:
    """A hash of all that a graph says; `StoreError` for what is no text: no server takes it."""
    digest = hashlib.sha256()
    things: tuple[Node | Edge, ...] = (*graph.nodes, *graph.edges)
    for thing in things:
        try:
            line = json.dumps(thing.to_dict(), ensure_ascii=False, sort_keys=True).encode()
        except UnicodeEncodeError as error:
            raise StoreError(f"{thing.id} holds half a character (a lone surrogate)") from error
        digest.update(line + b"\n")
    return digest.hexdigest()


class Neo4jStore:
    """A graph on a server; see `Store`."""

    def __init__(self, uri: Path | str) -> None:
        self.server = Server.of(str(uri))

    def write(self, graph: Graph) -> None:
        """See `Store.write`."""
        self.load(graph)

    def load(self, graph: Graph, progress: Progress = lambda what, rows: None) -> Loaded:
        """Make the database hold this graph; `progress` is told what was sent, and how many rows."""
        check_graph(graph)
        new = content_hash(graph)
        with self.server.session(write=True) as session:
            self._check_schema(session)
            for statement in self._constraints():
                session.run(statement).consume()
            loading = Loading(session, progress)
            loading.begin(SCHEMA)
            done = Difference(self._graph(session), graph).apply(loading)
            loading.end(new)
        return Loaded(new, *done)

    def read(self) -> Graph:
        """See `Store.read`."""
        with self.server.session() as session:
            self._check_ready(session)
            return self._graph(session)

    def content_hash(self) -> str:
        """The hash of the graph that the last load left; `StoreError` where none has ended."""
        with self.server.session() as session:
            return self._check_ready(session)

    def query(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = 30.0,
        limit: int = 10_000,
    ) -> Rows:
        """See `Store.query`; the session is a reading one, and the guard looks at the text before."""
        from neo4j import Query
        from neo4j.exceptions import ClientError, Neo4jError

        check_bounds(timeout, limit)
        guard.check(text)
        _check_parameter(parameters or {})
        with self.server.session() as session:
            self._check_ready(session)
            try:
                query = Query(text, timeout=timeout)
                result = session.run(query, dict(parameters or {}))
                found = [cells(record.values()) for record in result.fetch(limit + 1)]
                columns = tuple(result.keys())
                notes = result.consume().gql_status_objects if len(found) <= limit else ()
            except Neo4jError as error:
                code = str(error.code)
                if "Timeout" in code or "TransactionTimedOut" in code:
                    advice = "Narrow it (a label, an id, LIMIT), or allow more time."
                    raise QueryError(
                        f"The query took longer than {timeout:g} seconds", advice=advice
                    ) from error
                if isinstance(error, ClientError) and "Security" not in code:
                    first = str(error.message).partition("\n")[0][:300]
                    advice = "Check the spelling at that place; docs/queries.md has examples."
                    raise QueryError(f"The query failed: {first}", advice=advice) from error
                raise
        warnings = tuple(dict.fromkeys(note.status_description for note in notes if note.is_notification))
        return Rows(columns, tuple(found[:limit]), len(found) > limit, warnings)

    def _graph(self, session: Session) -> Graph:
        from kg import ontology as ontologies
        from kg.graph.model import Edge, Graph, Node

        ontology = ontologies.load()
        types = [*ontology.relations, *ontology.edges]
        types_of_nodes = ontology.entities.keys() | ontology.nodes.keys()
        nodes, edges = [], []
        for row in session.run(text.READ_NODES):
            own = frozen(row["properties"])
            # Labels that other people gave our nodes are not ours to compare.
            type_ = next((label for label in row["labels"] if label in types_of_nodes), "")
            nodes.append(Node(str(own["id"]), labels_of(type_, ontology), own))
        for row in session.run(text.READ_EDGES, types=types):
            own = frozen(row["properties"])
            edges.append(Edge(str(own["id"]), row["type"], row["source"], row["target"], own))
        by_id = tuple(sorted(nodes, key=lambda node: node.id))
        return Graph(by_id, tuple(sorted(edges, key=lambda edge: edge.id)))

    def _check_schema(self, session: Session) -> None:
        for row in session.run(text.READ_META):
            if row["schema"] != SCHEMA:
                advice = "Load into an empty database, or delete what an older version left: " + (
                    f"MATCH (n:{text.MARK}) DETACH DELETE n; MATCH (m:{text.META}) DELETE m"
                )
                raise StoreError(
                    f"{self.server.uri} holds a graph of version {row['schema']}, this is {SCHEMA}",
                    advice=advice,
                )

    def _check_ready(self, session: Session) -> str:
        rows = session.run(text.READ_META).data()
        if not rows:
            raise StoreError(f"No store at {self.server.uri}", advice="Make one: kg build PATH… and kg load")
        self._check_schema(session)
        if rows[0]["state"] != READY:
            advice = "Run the same kg load again; it goes on where it stopped."
            raise StoreError(f"A load into {self.server.uri} has not ended", advice=advice)
        return str(rows[0]["content_hash"])

    def _constraints(self) -> list[str]:
        from kg import ontology as ontologies

        ontology = ontologies.load()
        labels = [*ontology.entities, *ontology.nodes]
        return text.constraints(labels, ontology.entity_label, list(ontology.relations))


def _check_parameter(value: object) -> None:
    """Raise `QueryError` for what is no value of a query; the driver's own check breaks the connection."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if not isinstance(key, str):
                raise QueryError(f"{key!r} cannot be a key in a parameter", advice="Keys are strings.")
            _check_parameter(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _check_parameter(one)
    elif isinstance(value, str):
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise QueryError("A parameter holds half a character", advice="Give whole text.")
    elif not (value is None or isinstance(value, float) or (isinstance(value, int) and value in _INTEGERS)):
        advice = "Give text, numbers of 64 bits, true, false, null, and lists and maps of these."
        raise QueryError(f"A parameter cannot be {value!r:.60}", advice=advice)
