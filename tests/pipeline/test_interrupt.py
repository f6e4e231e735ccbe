"""A build that is stopped, or loses a worker, keeps what it has read; the next one goes on from there."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import pipeline
from kg.errors import KgError
from kg.pipeline import Options
from kg.pipeline.folder import PROGRESS, StoreFolder
from tests.samples import ROOT, write_digest

DAYS, ITEMS = 12, 30
SCRIPT = "import sys; sys.path.insert(0, {root!r}); from kg.cli import main; main()"
TWO = Options(model="none", jobs=2)


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("digests")
    for day in range(DAYS):
        stories = [
            (
                f"OpenAI发布GPT-{n}",
                f"https://example.com/{day}/{n}",
                f"OpenAI 发布 GPT-{n}，对标谷歌。Zorblax{n} 完成 {n + 1} 亿美元 A 轮融资，由红杉资本领投。"
                * 6,
            )
            for n in range(ITEMS)
        ]
        write_digest(folder, f"2026-01-{day + 1:02d}", *stories)
    return folder


@pytest.fixture(scope="module")
def whole(digests: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The content hash of a build that nothing disturbed."""
    return pipeline.build(
        [digests], tmp_path_factory.mktemp("whole") / "out", Options(model="none")
    ).content_hash


class Disturbed:
    """Progress that does something once, after so many items."""

    def __init__(self, after: int) -> None:
        self.left = after

    def stage(self, name: str, total: int | None) -> None:
        """Nothing to do."""

    def advance(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left == 0:
            multiprocessing.active_children()[0].kill()


def started(digests: Path, out: Path) -> subprocess.Popen[str]:
    """`kg build` by two processes, in a group of its own."""
    words = ["build", str(digests), "--out", str(out), "--model", "none", "--jobs", "2"]
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(root=str(ROOT)), *words],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def running(group: int) -> list[str]:
    """What still runs of a group of processes, after some time to end."""
    for _ in range(100):
        told = subprocess.run(
            ["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, encoding="utf-8", check=True
        )
        rows = [line.split(None, 2) for line in told.stdout.splitlines()]
        found = [args for number, state, args in rows if number == str(group) and state[0] != "Z"]
        if not found:
            break
        time.sleep(0.1)
    return found


def test_a_build_that_loses_a_worker_names_its_item_and_keeps_the_others(
    digests: Path, whole: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    # The one that is killed may not be up yet: then it has no item to name.
    with pytest.raises(KgError, match=r"item 2026-01-\d\d-\w+: the process that read it died|died as it s"):
        pipeline.build([digests], out, TWO, progress=Disturbed(after=20))
    assert not multiprocessing.active_children()
    assert not StoreFolder(out).exists
    report = pipeline.build([digests], out, TWO)
    assert report.reused >= 20
    assert report.content_hash == whole
    assert not (out / PROGRESS).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to a group of processes")
def test_ctrl_c_ends_all_processes_quietly_and_keeps_what_was_read(
    digests: Path, whole: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run = started(digests, out)
    deadline = time.monotonic() + 60
    while not ((out / PROGRESS).is_file() and (out / PROGRESS).stat().st_size):
        assert run.poll() is None, "the build ended before it could be stopped"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    # As a terminal does it: to the whole group.
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130, said
    assert "Traceback" not in said
    assert "Run the same command again to go on" in said
    assert not running(run.pid)
    assert not StoreFolder(out).exists
    kept = len(re.findall(r"^\{.*\}$", (out / PROGRESS).read_text("utf-8"), re.MULTILINE))
    assert 0 < kept < DAYS * ITEMS
    report = pipeline.build([digests], out, TWO)
    assert report.reused == kept
    assert report.content_hash == whole


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to a group of processes")
def test_ctrl_c_while_workers_start_is_quiet_too(digests: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = started(digests, out)
    while not (out / PROGRESS).is_file():
        assert run.poll() is None
        time.sleep(0.005)
    # The file is made just before the workers are.
    time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130, said
    assert "Traceback" not in said
