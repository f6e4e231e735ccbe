"""The embedded engine, kglite: a graph into it, a graph out of it, and queries with their errors and values.

The only module that imports kglite. Two of its habits are hidden here. It answers `title` and `type` for
every node, and takes `name` for the title unless one is given: so each node gets its id as title, which
`hide_structural_keys` then leaves out of `keys(n)` and `properties(n)`. And it prints warnings to stderr:
they are switched off for the process and handed on in `Rows.warnings`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

import kglite

from kg.errors import QueryError, StoreError
from kg.records import Json
from kg.stores import cypher, guard, pitfalls
from kg.stores.base import Rows, check_bounds, frozen
from kg.stores.bulk import bulk
from kg.stores.cells import cells
from kg.stores.dialect import Translation, translate
from kg.stores.files import damaged
from kg.stores.loading import Loading

if TYPE_CHECKING:
    from kg.graph.model import Graph

kglite.set_query_warning_policy("silent")

# Counts edges by type in an order that differs from process to process; all else is steady.
_UNSTEADY = ["fuse_count_short_circuits"]
_SPELLING = "Check the spelling at that place; docs/queries.md has examples."
_ENGINE_WORDS = ("Cypher syntax error", "Cypher execution error", "Schema error")


class Engine:
    """One graph in memory, open for reading."""

    def __init__(self, graph: kglite.KnowledgeGraph) -> None:
        graph.read_only(True)
        self._graph = graph

    @classmethod
    def load(cls, path: Path) -> Engine:
        """Open a file that `save` wrote; `StoreError` if it is none."""
        try:
            return cls(kglite.load(str(path)))
        except (kglite.KgError, OSError, ValueError, RuntimeError) as error:
            raise damaged(path, error) from error

    @classmethod
    def of(cls, graph: Graph) -> Engine:
        return cls(_filled(graph))

    @bulk()
    def graph(self) -> Graph:
        """All of it, sorted by id."""
        from kg.graph.model import Edge, Graph, Node

        nodes, edges = [], []
        for row in self._all(cypher.READ_NODES):
            properties = frozen(row["properties"])
            nodes.append(Node(str(properties["id"]), tuple(row["labels"]), properties))
        for row in self._all(cypher.READ_EDGES):
            properties = frozen(row["properties"])
            edges.append(Edge(str(properties["id"]), row["type"], row["source"], row["target"], properties))
        by_id = tuple(sorted(nodes, key=lambda node: node.id))
        return Graph(by_id, tuple(sorted(edges, key=lambda edge: edge.id)))

    def _all(self, text: str) -> Iterator[Json]:
        result = self._graph.cypher(text, timeout_ms=0, hide_structural_keys=True)
        yield from cast(kglite.ResultView, result)

    def query(
        self, text: str, parameters: Mapping[str, object] | None, *, timeout: float, limit: int
    ) -> Rows:
        """See `Store.query`."""
        check_bounds(timeout, limit)
        asked = _asked(text)
        try:
            result = self._graph.cypher(
                asked.text,
                params=dict(parameters or {}),
                timeout_ms=max(1, round(timeout * 1000)),
                row_limit=limit,
                hide_structural_keys=True,
                disabled_passes=_UNSTEADY,
            )
        except kglite.CypherTimeoutError as error:
            advice = "Narrow it (a label, an id, LIMIT), or allow more time."
            raise QueryError(f"The query took longer than {timeout:g} seconds", advice=advice) from error
        except (kglite.KgError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise _query_error(asked, error) from error
        if isinstance(result, str):
            raise QueryError(
                "FORMAT CSV is not Cypher", advice="Leave it out; kg query --format csv does it."
            )
        return _rows(asked, result, limit)


def save(graph: Graph, path: Path) -> None:
    """Write a file that `Engine.load` opens, on disk when this returns. Raises OSError."""
    filled = _filled(graph)
    try:
        with warnings.catch_warnings():
            # It tells those who map a large file what stays on the heap; nobody maps this one.
            warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
            filled.save(str(path))
    except kglite.FileIoError as error:
        raise OSError(str(error)) from error


@bulk()
def _filled(graph: Graph) -> kglite.KnowledgeGraph:
    loading = Loading(graph)
    try:
        made = kglite.from_records(loading.text(), on_missing_endpoint="error")
        for text in loading.constraints:
            made.cypher(text)
        for text, rows in loading.statements():
            made.cypher(text, params={"rows": rows}, timeout_ms=0)
    except (kglite.KgError, TypeError, ValueError, OverflowError) as error:
        raise StoreError(f"The embedded engine refused the graph: {error}") from error
    return made


@lru_cache(maxsize=256)
def _asked(text: str) -> Translation:
    """A text that may be asked, as the engine takes it; kept, since reading one takes milliseconds.

    Raises `QueryError` for one that may not.
    """
    guard.check(text)
    pitfalls.check(text)
    return translate(text)


def _rows(asked: Translation, result: kglite.ResultView, limit: int) -> Rows:
    diagnostics = result.diagnostics or {}
    return Rows(
        columns=tuple(map(asked.column, result.columns)),
        rows=tuple(cells(row.values()) for row in islice(result, limit)),
        truncated=len(result) > limit or diagnostics.get("total_rows") is not None,
        warnings=(*(one for one in result.warnings if "row_limit" not in one), *asked.hints),
    )


def _query_error(asked: Translation, error: Exception) -> QueryError:
    first = str(error).partition("\n")[0]
    for words in _ENGINE_WORDS:
        if first.startswith(words):
            first = first[len(words) :].partition(": ")[2] or first
    line, column = getattr(error, "line", None), getattr(error, "col", None)
    where = f" at {asked.position(line, column)}" if line and column else ""
    what = "Not valid Cypher" if isinstance(error, kglite.CypherSyntaxError) else "The query failed"
    return QueryError(f"{what}{where}: {first[:300]}", advice=_SPELLING)
