"""Load large made-up graphs into each store and ask every question of the cookbook, beside the engine alone.

    python benchmarks/scale.py [--sizes 20000:100000 200000:1000000] [--neo4j] [--json FILE]

A size is nodes:edges. Each step runs in a process of its own, so that its memory is its own: writing,
opening, asking. Times are of the processor, on a server of the clock. Names in questions are the busiest of
the graph, the most work that a question can make. The embedded store stands beside kglite alone, on the same
file for questions; reading the NetworkX file beside json and networkx alone; three questions beside plain
loops over a NetworkX graph. A question's figure is the median of its rounds, in which the two take turns.
`one pass` is the time in which kglite alone reads one property of every edge: what a question costs, whatever
the machine.

With --neo4j the same questions go to a Neo4j server instead (started, by Java and Maven), beside the plain
driver.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sized
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

# This folder goes: a file of it has the name of Neo4j's driver.
sys.path.remove(str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cookbook import asked, busiest, made_up, rows
from benchmarks.results import Record, Row, add_option, spread_of, versions
from benchmarks.stores import ASK, BARE, PLAIN, Bare, questions, seconds
from kg.stores import EmbeddedStore, NetworkxStore, cookbook, to_networkx

if TYPE_CHECKING:
    import networkx as nx

EVERY_EDGE = "MATCH (a)-[r]->(b) RETURN count(r.id) AS edges"
LOOPS = ("top acquirers", "degree of every entity", "shortest path")
Ask = Callable[[], Sized]
Timed = Callable[[Callable[[], object]], float]
_MEGABYTE = 1 if sys.platform == "darwin" else 1024


def peak() -> float:
    """Megabytes, the most that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MEGABYTE / 1e6


def rounds(*acts: Callable[[], object], timed: Timed = seconds) -> list[list[float]]:
    """Milliseconds of each act, in turns: 15 rounds, or as many as begin within three seconds."""
    times = [[timed(act) * 1000 for act in acts]]
    while len(times) < 15 and sum(map(sum, times)) < 3000:
        times.append([timed(act) * 1000 for act in acts])
    return [list(column) for column in zip(*times, strict=True)]


def by_the_clock(act: Callable[[], object]) -> float:
    """Seconds; for a server, whose processor time is its own."""
    started = perf_counter()
    act()
    return perf_counter() - started


# --- steps: each the life of a process; what it returns goes to standard output


def write(folder: Path, nodes: int, edges: int, *, bare: bool) -> Row:
    """Write the embedded store's file, and leave behind what the questions need to know."""
    graph = made_up(nodes, edges)
    path = folder / ("bare.kgl" if bare else "ours.kgl")
    held = peak()
    act = partial(Bare.write, graph, path) if bare else partial(EmbeddedStore(path).write, graph)
    took = seconds(act)
    if not bare:
        (folder / "busy.json").write_text(json.dumps(busiest(graph)), encoding="utf-8")
        NetworkxStore(folder / "ours.json").write(graph)
    return {"seconds": took, "graph_mb": held, "peak_mb": peak(), "file_mb": path.stat().st_size / 1e6}


def open_(folder: Path, *, bare: bool) -> Row:
    path = folder / "ours.kgl"

    def act() -> object:
        return Bare(path).ask(ASK, {}) if bare else EmbeddedStore(path).query(ASK)

    return {"seconds": seconds(act), "peak_mb": peak()}


def ask(folder: Path) -> Row:
    """Every question of the cookbook, the store and the engine alone in turns on the same file."""
    store, bare = EmbeddedStore(folder / "ours.kgl"), Bare(folder / "ours.kgl")
    busy = json.loads((folder / "busy.json").read_text(encoding="utf-8"))
    found: Row = {"one_pass": rounds(partial(bare.ask, EVERY_EDGE, {}))[0], "queries": {}}
    for query in cookbook.queries().values():
        values = asked(query, busy)
        ours = partial(rows, store, query.text, values)
        theirs = partial(bare.ask, query.text, values)
        found["queries"][query.name] = in_turns(query.name, ours, theirs)
    return found


def in_turns(name: str, ours: Ask, theirs: Ask, timed: Timed = seconds) -> Row:
    """Rounds of two acts that give rows, as many as the other."""
    counts: set[int] = set()
    times = rounds(lambda: counts.add(len(ours())), lambda: counts.add(len(theirs())), timed=timed)
    if len(counts) > 1:
        sys.exit(f"{name}: {' and '.join(map(str, sorted(counts)))} rows")
    return {"rows": counts.pop(), "times": times}


def read_networkx(folder: Path, *, bare: bool) -> Row:
    path = folder / "ours.json"

    def act() -> object:
        return Bare.read_networkx(path) if bare else to_networkx(NetworkxStore(path).read())

    return {"seconds": seconds(act), "peak_mb": peak(), "file_mb": path.stat().st_size / 1e6}


def loops(folder: Path) -> Row:
    """Questions that a script would answer from a NetworkX graph, beside the store's query."""
    graph = NetworkxStore(folder / "ours.json").read()
    made, store = to_networkx(graph), EmbeddedStore(folder / "ours.kgl")
    found = {}
    for name in LOOPS:
        text, values = questions(graph)[name]
        found[name] = rounds(partial(store.query, text, values), partial(_loop, made, name, values))
    return found


def _loop(made: nx.MultiDiGraph[str], name: str, values: dict[str, Any]) -> object:
    if name == "shortest path":
        import networkx as nx

        return nx.bidirectional_shortest_path(made.to_undirected(as_view=True), values["a"], values["b"])
    if name == "top acquirers":
        kinds: Iterable[tuple[str, str, str]] = made.edges(data="type")
        return Counter(source for source, _, kind in kinds if kind == "ACQUIRES").most_common(20)
    return sorted(((made.degree(id_), id_) for id_, labels in made.nodes(data="labels") if len(labels) > 1))[
        -50:
    ]


STEPS: dict[str, Callable[[Path, int, int], Row]] = {
    "write": lambda folder, n, m: write(folder, n, m, bare=False),
    "write bare": lambda folder, n, m: write(folder, n, m, bare=True),
    "open": lambda folder, _n, _m: open_(folder, bare=False),
    "open bare": lambda folder, _n, _m: open_(folder, bare=True),
    "ask": lambda folder, _n, _m: ask(folder),
    "networkx": lambda folder, _n, _m: read_networkx(folder, bare=False),
    "networkx bare": lambda folder, _n, _m: read_networkx(folder, bare=True),
    "loops": lambda folder, _n, _m: loops(folder),
}


# --- the whole of it


def run(step: str, folder: Path, size: str) -> Row:
    """One step in a process of its own; its last line is its figures."""
    print(f"{size}  {step} …", file=sys.stderr, flush=True)
    words = [sys.executable, __file__, "--step", step, "--folder", str(folder), "--sizes", size]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
    found: Row = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(size: str, record: Record) -> None:
    """All figures of one size."""
    with tempfile.TemporaryDirectory() as folder:
        found = {step: run(step, Path(folder), size) for step in STEPS}
    nodes, edges = map(int, size.split(":"))
    at = f"{nodes:,}/{edges:,}: "

    def beside(name: str, step: str, key: str, unit: str, *, peer: str, detail: bool = False) -> None:
        ours, theirs = found[step][key], found[f"{step} bare"][key]
        # Bytes vary little from run to run, single seconds much.
        spread = 0.0 if unit == "MB" else None
        record.add(at + name, ours, unit, peer=peer, peer_figure=theirs, spread=spread, detail=detail)

    beside("write the embedded store", "write", "seconds", "s", peer=BARE)
    beside("write it, peak memory with the graph", "write", "peak_mb", "MB", peer=BARE, detail=True)
    beside("the embedded store's file", "write", "file_mb", "MB", peer=BARE)
    beside("open it and ask once", "open", "seconds", "s", peer=BARE)
    beside("open it and ask once, peak memory", "open", "peak_mb", "MB", peer=BARE)
    beside("NetworkX file to MultiDiGraph", "networkx", "seconds", "s", peer=PLAIN)
    beside("NetworkX file to MultiDiGraph, peak memory", "networkx", "peak_mb", "MB", peer=PLAIN)
    record.add(at + "the NetworkX file", found["networkx"]["file_mb"], "MB", detail=True)
    for name, (ours, loop) in found["loops"].items():
        record.add(
            f"{at}{name}",
            median(ours),
            "ms",
            peer="a loop over NetworkX",
            peer_figure=median(loop),
            spread=spread_of(ours, loop),
        )
    keep_questions(record, at, found["ask"], peer=BARE)


def keep_questions(record: Record, at: str, found: Row, *, peer: str) -> None:
    """Sum, median and slowest of the cookbook, and each of its questions as a detail."""
    queries: dict[str, Any] = found["queries"]
    ours = {name: median(one["times"][0]) for name, one in queries.items()}
    theirs = {name: median(one["times"][1]) for name, one in queries.items()}
    record.add(
        f"{at}cookbook, all {len(ours)} questions",
        sum(ours.values()) / 1000,
        "s",
        peer=peer,
        peer_figure=sum(theirs.values()) / 1000,
        # Questions stand for rounds: each has both times.
        spread=spread_of(list(ours.values()), list(theirs.values())),
    )
    one_pass, name = median(found["one_pass"]), "one pass over all edges"
    record.add(f"{at}cookbook, median question", median(ours.values()), "ms", peer=name, peer_figure=one_pass)
    record.add(f"{at}cookbook, slowest question", max(ours.values()), "ms", peer=name, peer_figure=one_pass)
    for name, one in queries.items():
        record.add(
            f"{at}{name} ({one['rows']:,} rows)",
            ours[name],
            "ms",
            peer=peer,
            peer_figure=theirs[name],
            spread=spread_of(*one["times"]),
            slowest=max(one["times"][0]),
            detail=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", nargs="+", default=["20000:100000"], metavar="NODES:EDGES")
    parser.add_argument("--neo4j", action="store_true", help="on a Neo4j server, by Java and Maven")
    parser.add_argument("--step", choices=sorted(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    add_option(parser)
    given = parser.parse_args()
    if given.step:
        nodes, edges = map(int, given.sizes[0].split(":"))
        print(json.dumps(STEPS[given.step](given.folder, nodes, edges)))
        return
    about = "made-up graphs of nodes/edges; names in questions are the busiest of the graph"
    record = Record("scale-neo4j" if given.neo4j else "scale", about)
    if given.neo4j:
        from benchmarks.scale_neo4j import measure as on_server

        on_server(given.sizes, record, partial(in_turns, timed=by_the_clock), keep_questions)
    else:
        record.versions = versions("kglite", "networkx")
        for size in given.sizes:
            measure(size, record)
    print(record.table())
    record.write(given.json)


if __name__ == "__main__":
    main()
