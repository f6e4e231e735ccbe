"""Time the whole way from digest files to a saved graph and its exports, stage by stage.

    python benchmarks/whole.py [ITEMS] [--model DIR|none] [--jobs N] [--corpus FILE.jsonl] [--json FILE]
    python benchmarks/whole.py --growth 1000 10000 100000 --model none

A build and the exports run in processes of their own. `CPU` is that of the process and of its workers;
`peak` is the most memory that the process held during that stage, its workers not counted, where the system
tells it by stage (Linux), else up to the end of it; `before` is what it held when the stage began.
`--growth` builds graphs of several sizes and prints what an item costs in each: the cost is linear where that
stays the same. Made-up items are four stories long, about 190 characters; `--corpus` reads yours.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.news import corpus_digests, made_digests
from benchmarks.results import Record, add_option, versions

STAGES = ("read", "extract", "resolve", "graph", "store")
_A_DAY, _STORIES = 30, 4
_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and megabytes of one stage.

    `cpu` counts workers, `own` the process alone; `before` is what it held when the stage began.
    """

    cpu: float
    own: float
    wall: float
    peak: float
    before: float


def _cpu() -> tuple[float, float]:
    """Of this process with all that it has waited for, and of this process alone."""
    own, theirs = (
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    return own + theirs, own


def _memory(key: str) -> float:
    """MB that the process holds (`VmRSS`) or held at most since `_forget_peak` (`VmHWM`)."""
    if _STATUS.is_file():
        line = next(line for line in _STATUS.read_text("utf-8").splitlines() if line.startswith(key))
        return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _forget_peak() -> None:
    if _CLEAR.exists():
        _CLEAR.write_text("5", "utf-8")


class Clock:
    """What each stage of a run costs; a `Progress` too."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}
        self._begun: tuple[str, tuple[float, float], float, float] | None = None

    def stage(self, name: str, total: int | None) -> None:
        self.end()
        _forget_peak()
        self._begun = name, _cpu(), perf_counter(), _memory("VmRSS")

    def advance(self, steps: int = 1) -> None:
        """The steps within a stage are not timed."""

    def end(self) -> None:
        if self._begun is not None:
            name, (cpu, own), wall, before = self._begun
            now, own_now = _cpu()
            peak = _memory("VmHWM")
            self.costs[name] = Cost(now - cpu, own_now - own, perf_counter() - wall, peak, before)
        self._begun = None


def build(files: Path, store: Path, model: str | None, jobs: int | None) -> dict[str, Any]:
    from kg import pipeline

    clock = Clock()
    report = pipeline.build([files], store, pipeline.Options(model=model, jobs=jobs), progress=clock)
    clock.end()
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "items": report.counts["items"],
        "nodes": len(report.graph.nodes),
        "edges": len(report.graph.edges),
        "hash": report.content_hash,
        "worker": workers / (1 << 20 if sys.platform == "darwin" else 1 << 10),
        "costs": {name: asdict(cost) for name, cost in clock.costs.items()},
    }


def export(store: Path, folder: Path) -> dict[str, Any]:
    """Open a store and write every format of `kg export`."""
    from kg import exports, pipeline
    from kg.errors import UsageError

    clock = Clock()
    clock.stage("open", None)
    graph = pipeline.OpenedStore(store).graph
    left = []
    for form in exports.FORMATS:
        clock.stage(f"export {form.name}", None)
        try:
            exports.export(graph, form.name, folder / form.name)
        except UsageError as error:
            left.append((f"export {form.name}", str(error)))
    clock.end()
    costs = {name: asdict(cost) for name, cost in clock.costs.items() if name not in dict(left)}
    return {"costs": costs, "left": left}


def _run(step: str, *words: str | Path) -> dict[str, Any]:
    """A step in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--step", step, *map(str, words)], stdout=subprocess.PIPE, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _built(files: Path, store: Path, model: str | None, jobs: int | None) -> dict[str, Any]:
    words = ["--store", str(store)]
    words += ["--model", model] if model else []
    words += ["--jobs", str(jobs)] if jobs else []
    return _run("build", *words, "--files", files)


def whole(given: argparse.Namespace, folder: Path) -> Record:
    """One build and all exports; prints a table."""
    files = folder / "digests"
    if given.corpus:
        corpus_digests(files, given.corpus, given.items)
    else:
        made_digests(files, given.items, a_day=_A_DAY, stories=_STORIES)
    built = _built(files, folder / "store", given.model, given.jobs)
    made = _run("export", "--store", folder / "store", "--files", folder)
    items = built["items"]
    about = f"{items:,} items from digest files to exports"
    record = Record("whole", about, versions=versions("spacy", "kglite"))
    print(f"{items:,} items; {built['nodes']:,} nodes, {built['edges']:,} edges; {built['hash'][:16]}")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print(_line("stage", ["CPU s", "wall s", "peak MB", "before", "items/CPU s", "ms/item"]))
    for name, cost in {**built["costs"], **made["costs"]}.items():
        print(_line(name, _cells(cost, items)))
        record.add(f"{name}: CPU an item", 1000 * cost["cpu"] / items, "ms", detail=True)
    costs = built["costs"].values()
    total = {key: sum(cost[key] for cost in costs) for key in ("cpu", "wall")}
    total |= {"peak": max(cost["peak"] for cost in costs), "before": 0.0}
    print(_line("a build", _cells(total, items)))
    own = total["cpu"] - built["costs"]["extract"]["cpu"]
    print(f"\nAll but the extraction: {own:.2f} s of CPU, {100 * own / total['cpu']:.1f} % of a build")
    if built["worker"]:
        handed = 1000 * built["costs"]["extract"]["own"] / items
        print(f"Handing an item to a worker and taking its answer: {handed:.3f} ms of CPU")
        print(f"The largest worker: {built['worker']:.0f} MB")
        record.add("extract: CPU an item beside the workers", handed, "ms", detail=True)
    record.add("a build: CPU an item", 1000 * total["cpu"] / items, "ms")
    record.add("a build: all but the extraction, CPU an item", 1000 * own / items, "ms")
    record.add("a build: peak memory", total["peak"], "MB")
    for what, why in made["left"]:
        print(f"{what}: {why}")
        record.leave_out(what, why)
    return record


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:<20}" + "".join(f"{cell:>12}" for cell in cells)


def _cells(cost: Mapping[str, float], items: int) -> list[str]:
    seconds = [f"{cost[key]:.2f}" for key in ("cpu", "wall")]
    memory = [f"{cost[key]:.0f}" for key in ("peak", "before")]
    rate = items / cost["cpu"] if cost["cpu"] else 0.0
    return [*seconds, *memory, f"{rate:,.0f}", f"{1000 * cost['cpu'] / items:.3f}"]


def growth(given: argparse.Namespace, folder: Path) -> Record:
    """Builds of several sizes; prints what an item costs in each, and what a million would."""
    sizes = ", ".join(f"{size:,}" for size in given.growth)
    record = Record("growth", f"builds of {sizes} items, --model {given.model}")
    print("Milliseconds of CPU an item, and the most megabytes, by stage\n")
    print(_line("items", ["nodes", "edges", *STAGES, *(f"{name} MB" for name in STAGES)]))
    found = []
    for size in given.growth:
        files, store = folder / f"digests-{size}", folder / f"store-{size}"
        made_digests(files, size, a_day=_A_DAY, stories=_STORIES)
        built = _built(files, store, given.model, given.jobs)
        found.append(built)
        costs, items = built["costs"], built["items"]
        each = [f"{1000 * costs[name]['cpu'] / items:.3f}" for name in STAGES]
        peaks = [f"{costs[name]['peak']:.0f}" for name in STAGES]
        row = [f"{built['nodes']:,}", f"{built['edges']:,}", *each, *peaks]
        print(_line(f"{items:,}", row), flush=True)
        for name in STAGES:
            each_ms = 1000 * costs[name]["cpu"] / items
            record.add(f"{name}: CPU an item of {items:,}", each_ms, "ms", detail=True)
        record.add(f"peak memory, {items:,} items", max(costs[name]["peak"] for name in STAGES), "MB")
    if len(found) > 1:
        print("\n1,000,000 items, not measured: the line through the last two sizes")
        for name in STAGES:
            cpu, peak = (_at_a_million(found, name, key) for key in ("cpu", "peak"))
            print(f"{name:>9}: {cpu:,.0f} s of CPU, {peak / 1024:,.1f} GB")
    return record


def _at_a_million(found: Sequence[dict[str, Any]], name: str, key: str) -> float:
    """Where the line through the last two sizes leads."""
    (x, y), (x2, y2) = ((one["items"], one["costs"][name][key]) for one in found[-2:])
    return float(y2 + (y2 - y) / (x2 - x) * (_MILLION - x2))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("items", nargs="?", type=int, default=3000, metavar="ITEMS")
    parser.add_argument("--model", help="a folder of the trained model, or none")
    parser.add_argument("--jobs", type=int, help="processes to extract with")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="JSON lines of items, gzip too")
    parser.add_argument("--growth", type=int, nargs="+", metavar="ITEMS", help="several sizes in turn")
    parser.add_argument("--step", choices=("build", "export"), help=argparse.SUPPRESS)
    parser.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--files", type=Path, help=argparse.SUPPRESS)
    add_option(parser)
    given = parser.parse_args()
    if given.step == "build":
        print(json.dumps(build(given.files, given.store, given.model, given.jobs)))
    elif given.step == "export":
        print(json.dumps(export(given.store, given.files)))
    else:
        with tempfile.TemporaryDirectory() as folder:
            (growth if given.growth else whole)(given, Path(folder)).write(given.json)


if __name__ == "__main__":
    main()
