"""Time the export of the explorer's page, beside pages of the same graph for pyvis and for force-graph.

    python benchmarks/page.py [--nodes 20000] [--repeat 3] [--json FILE]

So many nodes and three times as many edges. The explorer's time is from the graph to the text of the page,
coordinates, index of names, evidence and compression included; the peers are handed its coordinates and
write nodes and edges alone, without evidence. CPU seconds, the least of the repeats, in turns. What the pages
do in a browser is measured by explorer.py. force-graph comes from npm: `npm ci` in benchmarks/force_graph.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time

# This folder goes: a file of it has the name of Neo4j's driver.
sys.path.remove(str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate
from benchmarks.results import Record, add_option, impossible, spread_of, versions
from kg import ontology
from kg.explorer.page import TITLE, Bundle, assemble
from kg.explorer.payload import Payload, payload
from kg.explorer.selection import Scope
from kg.graph.model import Graph


def graph_of(count: int) -> Graph:
    """A graph of which `count` nodes and three times as many edges are drawn."""
    total = round(count / 0.69)
    return generate(total, round((3 * count + 0.3 * total) / 0.62))


def peers() -> tuple[dict[str, Callable[[Payload], str]], list[str]]:
    """How each peer writes its page, and which are missing."""
    try:
        from benchmarks.explorer import FORCE_GRAPH, force_graph_page, pyvis_page
    except ImportError as error:
        impossible(f"{error}: install the extra dev")
    found: dict[str, Callable[[Payload], str]] = {"pyvis": pyvis_page}
    if FORCE_GRAPH.is_file():
        found["force-graph"] = force_graph_page
    return found, [] if FORCE_GRAPH.is_file() else ["force-graph"]


def timed(act: Callable[[], str]) -> tuple[float, str]:
    started = process_time()
    page = act()
    return process_time() - started, page


def measure(count: int, repeat: int, record: Record) -> None:
    graph, known = graph_of(count), ontology.load()
    made = payload(graph, known, Scope())
    nodes, edges = len(made.selection.nodes), len(made.selection.edges)
    record.about = f"{nodes:,} nodes, {edges:,} edges; the peers are given coordinates and write no evidence"
    others, missing = peers()

    def own() -> str:
        return assemble(payload(graph, known, Scope()), Bundle.own(), title=TITLE)

    acts: dict[str, Callable[[], str]] = {"explorer": own}
    acts |= {name: partial(write, made) for name, write in others.items()}
    times: dict[str, list[float]] = {name: [] for name in acts}
    sizes = {}
    for _ in range(repeat):
        for name, act in acts.items():
            cpu, page = timed(act)
            times[name].append(cpu)
            sizes[name] = len(page.encode("utf-8")) / 1e6
    for name in others:
        spread = spread_of(times["explorer"], times[name])
        record.add(
            f"export {nodes:,}/{edges:,}: CPU, beside {name}",
            min(times["explorer"]),
            "s",
            peer=f"{name}, no layout",
            peer_figure=min(times[name]),
            spread=spread,
        )
        size = f"export {nodes:,}/{edges:,}: page, beside {name}"
        record.add(size, sizes["explorer"], "MB", peer=name, peer_figure=sizes[name], spread=0.0)
    for name in missing:
        record.leave_out(name, "run `npm ci` in benchmarks/force_graph")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=3)
    add_option(parser)
    given = parser.parse_args()
    record = Record("page", versions=versions("pyvis"))
    measure(given.nodes, given.repeat, record)
    print(f"{record.about}\n\n{record.table()}")
    record.write(given.json)


if __name__ == "__main__":
    main()
