"""Time the stores on a made-up graph, beside the bare engine and bare NetworkX in the same run.

    python benchmarks/stores.py [--nodes 20000] [--edges 100000] [--repeat 3]

`ratio` is ours over bare: 1.0 means that the store costs nothing. Files are timed in seconds, the best of
the repeats; queries in milliseconds, the median, with all rows fetched. Every answer is compared with the
bare engine's before it is timed; the two take turns.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import kglite
import networkx as nx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate
from kg.graph.model import Graph
from kg.stores import EmbeddedStore, NetworkxStore, to_networkx

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
        found = self._graph.cypher(text, params=parameters)
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
        for label, rows in nodes.items():
            made.cypher(f"UNWIND $rows AS r CREATE (n:{label}) SET n = r", params={"rows": rows})
        for (source, type_, target), rows in edges.items():
            match = f"UNWIND $rows AS r MATCH (a:{source} {{id: r.a}}), (b:{target} {{id: r.b}})"
            made.cypher(f"{match} CREATE (a)-[e:{type_}]->(b) SET e = r.p", params={"rows": rows})
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
    started = perf_counter()
    act()
    return perf_counter() - started


def best(repeat: int, *acts: Callable[[], object]) -> list[float]:
    """Seconds, the best of the repeats; the acts take turns, so that what else runs slows both."""
    times = [[seconds(act) for act in acts] for _ in range(repeat)]
    return [min(column) for column in zip(*times, strict=True)]


def typical(*acts: Callable[[], object]) -> list[float]:
    """Milliseconds, the median of 25 turns or of as many as two seconds hold."""
    times = [[seconds(act) for act in acts] for _ in range(2)]
    while len(times) < 26 and (len(times) < 4 or sum(map(sum, times)) < 2):
        times.append([seconds(act) for act in acts])
    return [median(column) * 1000 for column in zip(*times[1:], strict=True)]


def head(title: str, unit: str) -> None:
    print(f"\n{title:<52}{'ours ' + unit:>10} {'bare ' + unit:>10} {'ratio':>7}")


def row(what: str, ours: float, bare: float | None = None) -> None:
    print(
        f"{what:<52}{ours:>10.3f} "
        + (f"{bare:>10.3f} {ours / bare:>7.2f}" if bare else f"{'-':>10} {'-':>7}")
    )


def time_files(graph: Graph, folder: Path, repeat: int) -> tuple[EmbeddedStore, Bare]:
    """Write, open and read each store; what is opened goes to the queries."""
    embedded, networkx = EmbeddedStore(folder / "ours.kgl"), NetworkxStore(folder / "ours.json")
    bare, other = folder / "bare.kgl", folder / "bare.json"
    made = to_networkx(graph)
    of = partial(best, repeat)
    head("files", "s")
    row("embedded: write", *of(lambda: embedded.write(graph), lambda: Bare.write(graph, bare)))
    opened = of(lambda: EmbeddedStore(embedded.path).query(ASK), lambda: Bare(bare).ask(ASK, {}))
    row("embedded: open, first answer", *opened)
    ours = f"from kg.stores import open_store; open_store({str(embedded.path)!r}).query({ASK!r})"
    plain = f"import kglite; kglite.load({str(bare)!r}).cypher({ASK!r}).to_list()"
    alone = [partial(subprocess.run, [sys.executable, "-c", code], check=True) for code in (ours, plain)]
    row("embedded: a new process that asks once", *of(*alone))
    row("embedded: read back the whole graph", *of(embedded.read))
    row("networkx: write", *of(lambda: networkx.write(graph), lambda: Bare.write_networkx(made, other)))
    read = of(lambda: to_networkx(networkx.read()), lambda: Bare.read_networkx(networkx.path))
    row("networkx: file to MultiDiGraph", *read)
    row("networkx: open in the engine, first answer", *of(lambda: NetworkxStore(networkx.path).query(ASK)))
    for path in sorted(folder.iterdir()):
        print(f"{path.name:<52}{path.stat().st_size / 1e6:>10.1f} MB")
    return embedded, Bare(bare)


def time_queries(graph: Graph, store: EmbeddedStore, bare: Bare) -> None:
    head("queries", "ms")
    for name, (text, parameters) in questions(graph).items():
        ours, theirs = store.query(text, parameters), bare.ask(text, parameters)
        if not ours.rows or len(ours.rows) != len(theirs):
            sys.exit(f"{name}: {len(ours.rows)} rows, the bare engine has {len(theirs)}")
        asked = partial(store.query, text, parameters), partial(bare.ask, text, parameters)
        row(f"{name} ({len(theirs):,} rows)", *typical(*asked))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    kglite.set_query_warning_policy("silent")
    graph = generate(given.nodes, given.edges)
    versions = f"kglite {kglite.__version__}, networkx {nx.__version__}, Python {platform.python_version()}"
    print(f"{len(graph.nodes):,} nodes, {len(graph.edges):,} edges; {versions}")
    with tempfile.TemporaryDirectory() as folder:
        store, bare = time_files(graph, Path(folder), given.repeat)
        time_queries(graph, store, bare)


if __name__ == "__main__":
    main()
