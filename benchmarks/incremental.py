"""Time a year of daily digests, one more day on top of it, and the same day once more.

    python benchmarks/incremental.py [--days 365] [--items 12] [--model none] [--digests DIR]

The digests are made up, from names of the lexicon and names that no list holds, the same for the same
numbers; `--digests` takes yours instead (the last file is the day that is added). Every step runs in a
process of its own. `own` is all that a run does beside extracting: reading digests, the lexicon and what
the store holds, resolving, building the graph, writing every file. `extract` is the rest, starting spaCy and
the model included. At the end a build from nothing over all days must give the hash that adding gave.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.news import made_digests
from benchmarks.results import Record, add_option
from kg import pipeline
from kg.pipeline.folder import StoreFolder

_STAGES = ("read", "resolve", "graph", "store", "extract")


class _Clock:
    """When each stage of a run began, by the wall and by the processor."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, float, float]] = []

    def stage(self, name: str, total: int | None) -> None:
        self.begun.append((name, perf_counter(), process_time()))

    def advance(self, steps: int = 1) -> None:
        """The steps within a stage are not timed."""

    def seconds(self) -> dict[str, tuple[float, float]]:
        self.stage("end", None)
        times: dict[str, tuple[float, float]] = {}
        for (name, wall, cpu), (_, next_wall, next_cpu) in zip(self.begun, self.begun[1:], strict=False):
            times[name] = (next_wall - wall, next_cpu - cpu)
        return times


def step(verb: str, store: Path, paths: Sequence[str], model: str | None) -> None:
    """One build or addition; prints its figures as JSON."""
    clock = _Clock()
    run = pipeline.build if verb == "build" else pipeline.add
    report = run(paths, store, pipeline.Options(model=model, jobs=1), progress=clock)
    figures = {
        "items": report.counts["items"],
        "new": report.counts["items"] - report.reused,
        "nodes": len(report.graph.nodes),
        "edges": len(report.graph.edges),
        "hash": report.content_hash,
        "seconds": clock.seconds(),
    }
    print(json.dumps(figures))


def _run(verb: str, store: Path, paths: Sequence[Path], model: str | None) -> dict[str, Any]:
    words = [sys.executable, __file__, "--step", verb, "--store", str(store)]
    words += ["--model", model] if model else []
    done = subprocess.run([*words, *map(str, paths)], capture_output=True, check=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _row(name: str, figures: dict[str, Any]) -> str:
    seconds = figures["seconds"]
    own = [sum(times[which] for stage, times in seconds.items() if stage != "extract") for which in (0, 1)]
    stages = "  ".join(
        f"{seconds[stage][0]:8.2f}" for stage in ("read", "resolve", "graph", "store", "extract")
    )
    return f"{name:<24}{figures['new']:>7,}  {own[0]:8.2f}  {own[1]:8.2f}  {stages}"


def _cpu(figures: dict[str, Any]) -> float:
    return float(sum(cpu for _, cpu in figures["seconds"].values()))


def recorded(rows: dict[str, dict[str, Any]], days: int) -> Record:
    """What a day and what nothing new cost, beside a build from nothing."""
    whole = rows["all from nothing"]
    record = Record("incremental", f"{whole['items']:,} items of {days:,} days, one process")
    for name in ("one day more", "the same day again", "a build, all known"):
        peer = "a build from nothing"
        record.add(f"{name}: CPU", _cpu(rows[name]), "s", peer=peer, peer_figure=_cpu(whole))
    return record


def compare(folder: Path, files: Sequence[Path], model: str | None) -> Record:
    """Run every step and print the table."""
    *year, last = files
    store = folder / "store"
    rows = {"a full build": _run("build", store, year, model)}
    rows["one day more"] = _run("add", store, [last], model)
    rows["the same day again"] = _run("add", store, [last], model)
    rows["a build, all known"] = _run("build", store, files, model)
    whole = _run("build", folder / "whole", files, model)
    rows["all from nothing"] = whole
    print(
        f"{whole['items']:,} items of {len(files):,} days; {whole['nodes']:,} nodes, {whole['edges']:,} edges"
    )
    print(f"Python {platform.python_version()}, {platform.machine()}; seconds, one process\n")
    columns = ("own", "own CPU", *_STAGES)
    print(f"{'':<24}{'new':>7}  " + "  ".join(f"{column:>8}" for column in columns))
    for name, figures in rows.items():
        print(_row(name, figures))
    hashes = {rows[name]["hash"] for name in rows if name != "a full build"}
    same = len(hashes) == 1 and StoreFolder(store).manifest()["content_hash"] == whole["hash"]
    print(f"\nThe day added gives the bytes of a build from nothing: {'yes' if same else 'NO'}")
    if not same:
        sys.exit(1)
    return recorded(rows, len(files))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--items", type=int, default=12, help="items a day")
    parser.add_argument("--model", help="a folder of the trained model, or none")
    parser.add_argument("--digests", type=Path, help="a folder of digests, in place of made-up ones")
    parser.add_argument("--step", choices=("build", "add"), help=argparse.SUPPRESS)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", help=argparse.SUPPRESS)
    add_option(parser)
    given = parser.parse_args()
    if given.step:
        step(given.step, given.store, given.paths, given.model)
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "digests"
        files = (
            sorted(given.digests.iterdir())
            if given.digests
            else made_digests(made, (given.days + 1) * given.items, a_day=given.items)
        )
        compare(Path(folder), files, given.model).write(given.json)


if __name__ == "__main__":
    main()
