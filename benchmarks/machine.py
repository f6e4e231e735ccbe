"""What a run of benchmarks was measured on: machine, versions, commit, and what else ran there."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.results import Row, versions

ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("spacy", "onnxruntime", "kglite", "networkx", "neo4j", "pyvis", "numpy")
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def machine() -> Row:
    """Processor, cores, memory and system; what this system does not tell is left out."""
    found: Row = {
        "processor": _line(Path("/proc/cpuinfo"), "model name") or platform.processor() or platform.machine(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }
    if total := _line(Path("/proc/meminfo"), "MemTotal"):
        found["memory_gb"] = round(int(total.split()[0]) / 1e6, 1)
    return found


def _line(path: Path, key: str) -> str:
    """The value of a `key : value` line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


def commit() -> str:
    """The short hash, with a + where tracked files of the checkout differ from it; empty outside of git."""
    git = shutil.which("git")
    if git is None:
        return ""

    def run(*words: str) -> str:
        done = subprocess.run([git, *words], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip() if not done.returncode else ""

    # The last table itself is no change to what was measured.
    changed = run("status", "--porcelain", "--untracked-files=no", "--", ".", ":!benchmarks/results.*")
    return run("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def own_versions() -> dict[str, str]:
    """Of what the benchmarks rest on; a benchmark names its other peers itself."""
    return versions(*_PACKAGES)


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment by the wall, by all the machine's processors, and by this program and what it waited for.

    `machine` is 0 where the system does not say (anywhere but on Linux).
    """

    wall: float
    machine: float
    own: float

    @classmethod
    def now(cls) -> Clock:
        used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        own = sum(one.ru_utime + one.ru_stime for one in used)
        return cls(perf_counter(), _busy(), own)

    def others(self, start: Clock) -> float | None:
        """Cores that other work kept busy between two moments; None where the system does not say."""
        if not self.machine:
            return None
        others = (self.machine - start.machine) - (self.own - start.own)
        return round(max(0.0, others / (self.wall - start.wall)), 2)


def _busy() -> float:
    """Seconds of all processors that were not idle: user, nice, system, interrupts, stolen."""
    cells = _line_of_cpu().split()[1:]
    if len(cells) < 8:
        return 0.0
    user, nice, system, _idle, _wait, irq, soft, stolen = map(int, cells[:8])
    return (user + nice + system + irq + soft + stolen) / _TICKS


def _line_of_cpu() -> str:
    try:
        return Path("/proc/stat").read_text(encoding="utf-8").partition("\n")[0]
    except OSError:
        return ""
