"""Time the stores on a made-up graph, beside the bare engine and bare NetworkX in the same run.

    python benchmarks/stores.py [--nodes 20000] [--edges 100000] [--repeat 3] [--json FILE]

`ratio` is how many times faster than bare: 1.0 means that the store costs nothing. All times are of the
processor, child processes included: nothing here waits for long, and on a shared machine the clock says more
of the others. Files are timed in seconds, the best of the repeats; queries in milliseconds, the median, with
all rows fetched. Every answer is compared with the bare engine's before it is timed; the two take turns.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import kglite
import networkx as nx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate
from benchmarks.results import Record, add_option, spread_of, versions
from kg.graph.model import Graph
from kg.stores import EmbeddedStore, NetworkxStore, to_networkx

BARE, PLAIN = "kglite alone", "networkx alone"
BATCH = 10_000
ASK = "MATCH (e:Entity) RETURN count(e)"

Question = tuple[str, dict[str, object]]


def questions(graph: Graph) -> dict[str, Question]:
    """What analysts ask, of nodes that this graph has."""
    company = next(node for node in graph.nodes if node.id == "company-0")
    return {
        "neighbours of an entity": (
            "MATCH (e:Entity {id: $id})-[r]-(m) RETURN type(r), m.id, r.id ORDER BY r.id",
            {"id": "company-0"},
        ),
        "find by Chinese or English name": (
            "MATCH (e:Entity) WHERE e.name = $name OR e.name_zh = $name OR $name IN e.aliases"
            " RETURN e.id ORDER BY e.id",
            {"name": company.properties["name_zh"]},
        ),
        "top acquirers": (
            "MATCH (a)-[:ACQUIRES]->(b)"
            " RETURN a.id AS id, count(*) AS deals ORDER BY deals DESC, id LIMIT 20",
            {},
        ),
        "facts since a date, with evidence": (
            "MATCH (a)-[r:INVESTS_IN]->(b) WHERE r.last_seen >= $since"
            " RETURN a.name, b.name, r.status, r.evidence ORDER BY r.last_seen, r.id",
            {"since": "2026-05-01"},
        ),
        "shared investors of rivals": (
            "MATCH (i)-[:INVESTS_IN]->(a:Company {id: $id})-[:COMPETES_WITH]-(b)<-[:INVESTS_IN]-(i)"
            " RETURN DISTINCT i.id AS investor, b.id AS rival ORDER BY investor, rival",
            {"id": "company-0"},
        ),
        "shortest path": (
            "MATCH p = shortestPath((a:Entity {id: $a})-[*..6]-(b:Entity {id: $b})) RETURN length(p)",
            {"a": company.id, "b": graph.nodes[-1].id},
        ),
        "deals by month and kind": (
            "MATCH (d:Deal) RETURN left(d.date, 7) AS month, d.kind AS kind,"
            " count(*) AS n, sum(d.amount) AS total ORDER BY month, kind",
            {},
        ),
        "degree of every entity": (
            "MATCH (e:Entity) OPTIONAL MATCH (e)-[r]-() WITH e, count(r) AS degree"
            " RETURN e.id AS id, degree ORDER BY degree DESC, id LIMIT 50",
            {},
        ),
        "10,000 rows of text": (
            "MATCH (i:Item)-[m:MENTIONS]->(e)"
            " RETURN i.name, i.url, e.name, m.count ORDER BY m.id LIMIT 10000",
            {},
        ),
        "500 whole nodes": ("MATCH (e:Entity) RETURN e ORDER BY e.id LIMIT 500", {}),
    }


class Bare:
    """What a script does with kglite that knows this one graph and checks nothing."""

    def __init__(self, path: Path) -> None:
        self._graph = kglite.load(str(path))

    def ask(self, text: str, parameters: dict[str, object]) -> list[dict[str, Any]]:
        found = self._graph.cypher(text, params=parameters, timeout_ms=0)
        assert isinstance(found, kglite.ResultView)  # noqa: S101 - for the type checker
        return found.to_list()

    @staticmethod
    def write(graph: Graph, path: Path) -> None:
        made = kglite.KnowledgeGraph()
        labels = {node.id: node.labels[0] for node in graph.nodes}
        nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
        edges: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for node in graph.nodes:
            nodes[":".join(node.labels)].append(node.to_dict()["properties"])
        for edge in graph.edges:
            kind = labels[edge.source], edge.type, labels[edge.target]
            edges[kind].append({"a": edge.source, "b": edge.target, "p": edge.to_dict()["properties"]})

        def send(text: str, rows: list[dict[str, Any]]) -> None:
            for at in range(0, len(rows), BATCH):
                made.cypher(text, params={"rows": rows[at : at + BATCH]}, timeout_ms=0)

        for label, rows in nodes.items():
            send(f"UNWIND $rows AS r CREATE (n:{label}) SET n = r", rows)
        for (source, type_, target), rows in edges.items():
            match = f"UNWIND $rows AS r MATCH (a:{source} {{id: r.a}}), (b:{target} {{id: r.b}})"
            send(f"{match} CREATE (a)-[e:{type_}]->(b) SET e = r.p", rows)
        made.save(str(path))

    @staticmethod
    def read_networkx(path: Path) -> object:
        with path.open(encoding="utf-8") as file:
            return nx.node_link_graph(json.load(file), edges="edges", source="from", target="to")

    @staticmethod
    def write_networkx(made: nx.MultiDiGraph[str], path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            json.dump(nx.node_link_data(made, edges="edges", source="from", target="to"), file)


def seconds(act: Callable[[], object]) -> float:
    """Of the processor, by this process and those that it waited for."""
    started = cpu()
    act()
    return cpu() - started


def cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


Columns = list[list[float]]


def best(repeat: int, *acts: Callable[[], object]) -> Columns:
    """Seconds of each act in every round; the acts take turns, so that what else runs slows both."""
    times = [[seconds(act) for act in acts] for _ in range(repeat)]
    return [list(column) for column in zip(*times, strict=True)]


def typical(*acts: Callable[[], object]) -> Columns:
    """Milliseconds of each act in 25 rounds or in as many as two seconds hold."""
    times = [[seconds(act) for act in acts] for _ in range(2)]
    while len(times) < 26 and (len(times) < 4 or sum(map(sum, times)) < 2):
        times.append([seconds(act) for act in acts])
    return [[one * 1000 for one in column] for column in zip(*times[1:], strict=True)]


class Table:
    """Prints rows as they are found, and keeps them in a record."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def head(self, title: str, unit: str) -> None:
        print(f"\n{title:<52}{'ours ' + unit:>10} {'bare ' + unit:>10} {'ratio':>7}")

    def files(self, name: str, times: Columns, peer: str = "") -> None:
        self._row(name, "s", times, min, peer)

    def query(self, name: str, times: Columns) -> None:
        self._row(name, "ms", times, median, BARE)

    def size(self, name: str, path: Path, peer: str = "", other: Path | None = None) -> None:
        bytes_ = [[path.stat().st_size / 1e6], *([[other.stat().st_size / 1e6]] if other else [])]
        self._row(name, "MB", bytes_, min, peer)

    def _row(
        self, name: str, unit: str, times: Columns, pick: Callable[[list[float]], float], peer: str
    ) -> None:
        ours, *others = times
        theirs = others[0] if others else None
        self.record.add(
            name,
            pick(ours),
            unit,
            peer=peer if theirs else "",
            peer_figure=pick(theirs) if theirs else None,
            spread=0.0 if unit == "MB" else spread_of(ours, theirs) if theirs else None,
        )
        made = self.record.figures[-1]
        bare = (
            f"{'-':>10} {'-':>7}" if theirs is None else f"{made.peer_figure:>10.3f} {made.ratio or 0:>7.2f}"
        )
        print(f"{name:<52}{made.figure:>10.3f} {bare}")


def time_files(graph: Graph, folder: Path, repeat: int, table: Table) -> tuple[EmbeddedStore, Bare]:
    """Write, open and read each store; what is opened goes to the queries."""
    embedded, networkx = EmbeddedStore(folder / "ours.kgl"), NetworkxStore(folder / "ours.json")
    bare, other = folder / "bare.kgl", folder / "bare.json"
    made = to_networkx(graph)
    of = partial(best, repeat)
    table.head("files", "s")
    table.files("embedded: write", of(lambda: embedded.write(graph), lambda: Bare.write(graph, bare)), BARE)
    opened = of(lambda: EmbeddedStore(embedded.path).query(ASK), lambda: Bare(bare).ask(ASK, {}))
    table.files("embedded: open, first answer", opened, BARE)
    ours = f"from kg.stores import open_store; open_store({str(embedded.path)!r}).query({ASK!r})"
    plain = f"import kglite; kglite.load({str(bare)!r}).cypher({ASK!r}).to_list()"
    alone = [partial(subprocess.run, [sys.executable, "-c", code], check=True) for code in (ours, plain)]
    table.files("embedded: a new process that asks once", of(*alone), BARE)
    table.files("embedded: read back the whole graph", of(embedded.read))
    written = of(lambda: networkx.write(graph), lambda: Bare.write_networkx(made, other))
    table.files("networkx: write", written, PLAIN)
    read = of(lambda: to_networkx(networkx.read()), lambda: Bare.read_networkx(networkx.path))
    table.files("networkx: file to MultiDiGraph", read, PLAIN)
    asked = of(lambda: NetworkxStore(networkx.path).query(ASK))
    table.files("networkx: open in the engine, first answer", asked)
    table.size("embedded: file", embedded.path, BARE, bare)
    table.size("networkx: file", networkx.path, PLAIN, other)
    return embedded, Bare(bare)


def time_queries(graph: Graph, store: EmbeddedStore, bare: Bare, table: Table) -> None:
    table.head("queries", "ms")
    for name, (text, parameters) in questions(graph).items():
        ours, theirs = store.query(text, parameters), bare.ask(text, parameters)
        if not ours.rows or len(ours.rows) != len(theirs):
            sys.exit(f"{name}: {len(ours.rows)} rows, the bare engine has {len(theirs)}")
        asked = partial(store.query, text, parameters), partial(bare.ask, text, parameters)
        table.query(f"query: {name}", typical(*asked))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    add_option(parser)
    given = parser.parse_args()
    kglite.set_query_warning_policy("silent")
    graph = generate(given.nodes, given.edges)
    about = f"{len(graph.nodes):,} nodes, {len(graph.edges):,} edges"
    record = Record("stores", about, versions=versions("kglite", "networkx"))
    said = ", ".join(f"{package} {number}" for package, number in record.versions.items())
    print(f"{about}; {said}, Python {platform.python_version()}")
    table = Table(record)
    with tempfile.TemporaryDirectory() as folder:
        store, bare = time_files(graph, Path(folder), given.repeat, table)
        time_queries(graph, store, bare, table)
    record.write(given.json)


if __name__ == "__main__":
    main()
