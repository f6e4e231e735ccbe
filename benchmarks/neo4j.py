"""Load a made-up graph into Neo4j, beside a plain driver loop that sends the same rows in the same run.

    python benchmarks/neo4j.py [--nodes 20000] [--edges 100000] [--repeat 2] [--uri URI] [--json FILE]

The loop is what one would write by hand: a constraint a label, `UNWIND … CREATE` in batches of 10,000, all
properties on every node and edge; it neither compares, nor resumes, nor leaves other data alone. `ratio` is
our edges a second over the loop's, the best of the repeats, each on an empty database; the two take turns in
going first, after a smaller round of both that warms the server and is not counted. Without `--uri` a server
is started (Java and Maven); with it, its data is DELETED.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

# This folder goes: a file of it has the driver's name.
sys.path.remove(str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate
from benchmarks.results import Record, add_option, impossible, spread_of, versions
from kg.stores import cypher
from kg.stores.base import plain
from kg.stores.neo4j_session import Server
from kg.stores.neo4j_store import Neo4jStore
from tests.neo4j import server as own

if TYPE_CHECKING:
    from neo4j import Session

    from kg.graph.model import Graph

_BATCH = 10_000


def clear(session: Session) -> None:
    """No node, edge, constraint or index."""
    session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
    for row in session.run("SHOW CONSTRAINTS YIELD name").data():
        session.run(f"DROP CONSTRAINT {row['name']}").consume()
    for row in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").data():
        session.run(f"DROP INDEX {row['name']}").consume()


def loop(session: Session, graph: Graph) -> tuple[float, float]:
    """Seconds for all, and for the edges alone."""
    start = perf_counter()
    nodes: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for node in graph.nodes:
        nodes[node.labels].append(plain(node.properties))
    for labels, rows in nodes.items():
        session.run(cypher.unique_id(labels[0])).consume()
        for at in range(0, len(rows), _BATCH):
            text = f"UNWIND $rows AS row CREATE (n:{':'.join(labels)}) SET n = row"
            session.run(text, rows=rows[at : at + _BATCH]).consume()
    first = perf_counter()
    label = {node.id: node.labels[0] for node in graph.nodes}
    edges: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for edge in graph.edges:
        row = {"a": edge.source, "b": edge.target, "properties": plain(edge.properties)}
        edges[edge.type, label[edge.source], label[edge.target]].append(row)
    for (type_, a, b), rows in edges.items():
        for at in range(0, len(rows), _BATCH):
            text = (
                f"UNWIND $rows AS row MATCH (a:{a} {{id: row.a}}) MATCH (b:{b} {{id: row.b}})"
                f" CREATE (a)-[r:{type_}]->(b) SET r = row.properties"
            )
            session.run(text, rows=rows[at : at + _BATCH]).consume()
    end = perf_counter()
    return end - start, end - first


def ours(uri: str, graph: Graph) -> tuple[float, float]:
    """The same for the store: from the last batch of nodes to the last of edges."""
    start = nodes_end = edges_end = perf_counter()
    sent = 0

    def progress(what: str, rows: int) -> None:
        nonlocal sent, nodes_end, edges_end
        sent += rows
        if sent <= len(graph.nodes):
            nodes_end = perf_counter()
        edges_end = perf_counter()

    Neo4jStore(uri).load(graph, progress)
    return perf_counter() - start, edges_end - nodes_end


def again(uri: str, graph: Graph) -> float:
    """Seconds of a load that finds everything there."""
    start = perf_counter()
    done = Neo4jStore(uri).load(graph)
    if (done.added, done.changed, done.removed) != (0, 0, 0):
        raise SystemExit(f"The second load changed something: {done}")
    return perf_counter() - start


def round_of(uri: str, graph: Graph, *, first: str) -> dict[str, tuple[float, float]]:
    """Both loads, each into an empty database; the one that is named goes first."""
    times = {}
    for which in sorted(("loop", "store"), key=lambda which: which != first):
        with Server.of(uri).session(write=True) as session:
            clear(session)
            if which == "loop":
                times[which] = loop(session, graph)
        if which == "store":
            times[which] = ours(uri, graph)
    return times


def recorded(graph: Graph, rounds: list[dict[str, tuple[float, float]]], unchanged: float) -> Record:
    """Both loads as figures; a second load that finds everything there has the first for a peer."""
    about = f"{len(graph.nodes):,} nodes, {len(graph.edges):,} edges, Neo4j {own.VERSION} on the same machine"
    record = Record("neo4j", about, versions=versions("neo4j"))
    whole, edges = (
        {which: [times[which][at] for times in rounds] for which in ("store", "loop")} for at in (0, 1)
    )
    count, peer = len(graph.edges), "a plain driver loop"
    record.add(
        "load: edges a second",
        count / min(edges["store"]),
        "edges/s",
        better="higher",
        peer=peer,
        peer_figure=count / min(edges["loop"]),
        spread=spread_of(edges["store"], edges["loop"]),
    )
    ours, loops = min(whole["store"]), min(whole["loop"])
    spread = spread_of(whole["store"], whole["loop"])
    record.add("load: the whole graph", ours, "s", peer=peer, peer_figure=loops, spread=spread)
    record.add("load: once more, unchanged", unchanged, "s", peer="the first load", peer_figure=ours)
    return record


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--uri", default="", help="a server whose data may be deleted")
    add_option(parser)
    asked = parser.parse_args()
    graph = generate(asked.nodes, asked.edges)
    with ExitStack() as stack:
        uri = asked.uri
        if not uri:
            home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            try:
                uri = stack.enter_context(own.running(home)).uri
            except own.Unavailable as error:
                impossible(f"no Neo4j: {error}")
            os.environ |= {"NEO4J_USERNAME": own.USER, "NEO4J_PASSWORD": own.PASSWORD}
        round_of(uri, generate(asked.nodes // 5, asked.edges // 5), first="store")
        rounds = [round_of(uri, graph, first=("loop", "store")[number % 2]) for number in range(asked.repeat)]
        with Server.of(uri).session(write=True) as session:
            clear(session)
        Neo4jStore(uri).load(graph)
        unchanged = again(uri, graph)
    loop_all, loop_edges = (min(times["loop"][at] for times in rounds) for at in (0, 1))
    own_all, own_edges = (min(times["store"][at] for times in rounds) for at in (0, 1))
    figures = {
        "nodes": len(graph.nodes),
        "edges": len(graph.edges),
        "loop": {"seconds": round(loop_all, 2), "edges a second": round(len(graph.edges) / loop_edges)},
        "store": {"seconds": round(own_all, 2), "edges a second": round(len(graph.edges) / own_edges)},
        "ratio": round(loop_edges / own_edges, 2),
        "ratio of the whole load": round(loop_all / own_all, 2),
        "seconds of a second load": round(unchanged, 2),
    }
    print(json.dumps(figures, indent=1))
    recorded(graph, rounds, unchanged).write(asked.json)


if __name__ == "__main__":
    main()
