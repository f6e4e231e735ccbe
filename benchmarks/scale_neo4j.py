"""The cookbook on a Neo4j server that holds a large made-up graph, beside the plain driver; see scale.py."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from neo4j import READ_ACCESS, Driver, GraphDatabase

from benchmarks.cookbook import asked, busiest, made_up, rows
from benchmarks.results import Record, Row, impossible, versions
from kg.stores import cookbook
from kg.stores.neo4j_store import Neo4jStore
from tests.neo4j import server as own

_EVERY_EDGE = "MATCH (a)-[r]->(b) RETURN count(r.id) AS edges"

InTurns = Callable[..., Row]
Keep = Callable[..., None]


def measure(sizes: Sequence[str], record: Record, in_turns: InTurns, keep: Keep) -> None:
    """Each size on a fresh server: the load, the server's size, the questions."""
    record.about += f"; Neo4j {own.VERSION} on the same machine, 512 MB of heap"
    record.versions = versions("neo4j")
    os.environ |= {"NEO4J_USERNAME": own.USER, "NEO4J_PASSWORD": own.PASSWORD}
    for size in sizes:
        nodes, edges = map(int, size.split(":"))
        with ExitStack() as stack:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            try:
                server = stack.enter_context(own.running(home))
            except own.Unavailable as error:
                impossible(f"no Neo4j: {error}")
            _one(server, nodes, edges, record, in_turns, keep)


def _one(server: own.Server, nodes: int, edges: int, record: Record, in_turns: InTurns, keep: Keep) -> None:
    at = f"{nodes:,}/{edges:,}: "
    graph = made_up(nodes, edges)
    print(f"{nodes}:{edges}  neo4j load …", file=sys.stderr, flush=True)
    start = perf_counter()
    Neo4jStore(server.uri).load(graph)
    record.add(f"{at}load into Neo4j", perf_counter() - start, "s")
    busy = busiest(graph)
    del graph
    with GraphDatabase.driver(server.uri, auth=(own.USER, own.PASSWORD)) as driver:
        found = ask(server.uri, driver, busy, in_turns)
    keep(record, at, found, peer="the plain driver")
    record.add(f"{at}memory of the server", _memory(server.pid), "MB", detail=True)
    record.add(f"{at}Neo4j's files", _size(server.home / "data"), "MB", detail=True)


def ask(uri: str, driver: Driver, busy: Mapping[str, list[str]], in_turns: InTurns) -> Row:
    """Every question of the cookbook by the store and by the driver, in turns."""
    store = Neo4jStore(uri)

    def plain(text: str, values: dict[str, Any]) -> list[Any]:
        with driver.session(default_access_mode=READ_ACCESS) as session:
            return list(session.run(text, values))

    whole = partial(plain, _EVERY_EDGE, {})
    found: Row = {"one_pass": in_turns("one pass", whole, whole)["times"][0], "queries": {}}
    for query in cookbook.queries().values():
        values = asked(query, busy)
        ours = partial(rows, store, query.text, values)
        theirs = partial(plain, query.text, values)
        found["queries"][query.name] = in_turns(query.name, ours, theirs)
    return found


def _memory(pid: int) -> float:
    """Megabytes that a process holds; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
