"""`kg review` as a person sees it: driven through a pseudo-terminal, key by key."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from kg import pipeline
from tests.conftest import Command
from tests.samples import write_digest

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")

LAKE = "https://example.com/"
STORIES = [
    ("Groq Computing公司完成融资", LAKE + "1", "芯片公司 Groq Computing 完成融资。"),
    ("Groq Computing扩建机房", LAKE + "2", "芯片公司 Groq Computing 扩建机房。"),
    ("Groq Computing公司降价", LAKE + "3", "芯片公司 Groq Computing 宣布降价。"),
    ("Groq更新服务", LAKE + "4", "芯片公司 Groq 更新了推理服务。"),
]


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    for day, story in enumerate(STORIES, start=1):
        write_digest(tmp_path / "in", f"2026-01-0{day}", story)
    return tmp_path / "in"


@pytest.fixture
def store(digests: Path, tmp_path: Path) -> Path:
    pipeline.build([digests], tmp_path / "store")
    return tmp_path / "store"


class Terminal:
    """A process on a pseudo-terminal: wait for words, type keys, read what the person sees."""

    def __init__(self, cwd: Path, *words: str | Path) -> None:
        self._master, slave = pty.openpty()
        code = "from kg.cli import main; main()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, *map(str, words)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _read(self, seconds: float) -> bool:
        """Take in what comes; False at the end of the output."""
        if not select.select([self._master], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.seen += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", data.decode("utf-8", "replace"))
        return bool(data)

    def wait_for(self, words: str) -> str:
        """All that stands on the screen since the last call, up to these words."""
        end = time.monotonic() + 60
        while words not in self.seen:
            assert time.monotonic() < end, f"no {words!r} in:\n{self.seen}"
            if not self._read(0.2):
                break
        before, found, self.seen = self.seen.partition(words)
        assert found, f"ended without {words!r}:\n{before}"
        return before + found

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def finish(self) -> tuple[int, str]:
        end = time.monotonic() + 60
        while self._read(0.2) and self._process.poll() is None:
            assert time.monotonic() < end, self.seen
        while self._read(0.0) and select.select([self._master], [], [], 0)[0]:
            pass
        return self._process.wait(timeout=10), self.seen


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def names(store: Path) -> set[str]:
    graph = pipeline.OpenedStore(store).graph
    return {node.name for node in graph.nodes if "item_count" in node.properties}


def test_a_session_is_recorded_replayed_and_taken_back(
    digests: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(store)
    assert {"Groq", "Groq Computing"} <= before
    with Terminal(tmp_path, "review", "--store", store, "--who", "ann", "--least-items", "1") as terminal:
        shown = terminal.wait_for("[q]uit")
        assert "Are Groq and Groq Computing one?" in shown
        assert "Groq Computing公司降价" in shown
        assert "https://example.com/3" in shown
        terminal.type("d")
        terminal.wait_for("[q]uit")
        terminal.type("u")
        assert "taken back: different" in terminal.wait_for("one?")
        terminal.wait_for("[q]uit")
        terminal.type("n")
        terminal.wait_for("Why:")
        terminal.type("one firm by its full name\n")
        terminal.type("s")
        terminal.wait_for("[q]uit")
        terminal.type("q")
        code, rest = terminal.finish()
    assert code == 0
    assert "1 decision in decisions.jsonl" in rest
    (decision,) = lines(tmp_path / "decisions.jsonl")
    assert decision.pop("when").count("-") == 2
    assert decision == {
        "op": "same",
        "a": "groq",
        "b": "new:organisation:groqcomputing",
        "who": "ann",
        "why": "one firm by its full name",
    }
    monkeypatch.chdir(tmp_path)
    pipeline.build([digests], store)
    assert "Groq Computing" not in names(store)
    assert pipeline.OpenedStore(store).find("Groq Computing").id == "groq"
    code_ = "from kg.cli import main; main()"
    subprocess.run([sys.executable, "-c", code_, "review", "--undo"], check=True, capture_output=True)
    pipeline.build([digests], store)
    assert names(store) == before


def test_rename_retype_and_skip_in_one_go(digests: Path, store: Path, tmp_path: Path) -> None:
    words: list[str | Path] = ["review", "--store", store, "--kind", "name", "--least-items", "1"]
    words += ["--decisions", "mine.jsonl"]
    with Terminal(tmp_path, *words) as terminal:
        terminal.wait_for("[q]uit")
        terminal.type("\x1b[A?x")
        terminal.type("r")
        terminal.wait_for("New name:")
        terminal.type("\n")
        terminal.type("r")
        terminal.wait_for("New name:")
        terminal.type("格罗克\n")
        terminal.wait_for("rename 格罗克")
        code, rest = terminal.finish()
    assert code == 0
    assert "0 questions open" in rest
    (decision,) = lines(tmp_path / "mine.jsonl")
    assert (decision["op"], decision["name"]) == ("rename", "格罗克")
    (tmp_path / "mine.jsonl").unlink()
    with Terminal(tmp_path, *words) as terminal:
        terminal.wait_for("[q]uit")
        terminal.type("t")
        terminal.wait_for("1 Company")
        terminal.type("2")
        terminal.wait_for("retype Institution")
        terminal.finish()
    assert lines(tmp_path / "mine.jsonl")[0]["type"] == "Institution"


def test_what_was_decided_or_skipped_is_not_asked_again(
    kg_command: Command, store: Path, tmp_path: Path
) -> None:
    asked = ["review", "--store", store, "--list", "--kind", "merge"]
    first = kg_command(*asked, cwd=tmp_path)
    (question,) = [json.loads(line) for line in first.stdout.splitlines()]
    assert question["answers"] == ["same", "different", "skip"]
    with Terminal(tmp_path, "review", "--store", store, "--kind", "merge") as terminal:
        terminal.wait_for("[q]uit")
        terminal.type("k")
        code, _ = terminal.finish()
    assert code == 0
    assert lines(tmp_path / "decisions.jsonl")[0]["op"] == "skip"
    assert kg_command(*asked, cwd=tmp_path).stdout == ""


def test_without_a_terminal_nothing_is_asked(kg_command: Command, store: Path, tmp_path: Path) -> None:
    done = kg_command("review", "--store", store, cwd=tmp_path)
    assert done.returncode == 2
    assert "--list" in done.stderr
    assert not (tmp_path / "decisions.jsonl").exists()
    assert kg_command("review", "--store", store, "--kind", "weather", "--list").returncode == 2
    undone = kg_command("review", "--undo", cwd=tmp_path)
    assert undone.returncode == 0
    assert "No decision" in undone.stderr


def test_a_headline_cannot_steer_the_terminal(tmp_path: Path) -> None:
    evil = (
        "Groq Computing\u009b2J[bold]完成\x1b]0;owned\x07融资",
        LAKE + "1",
        "芯片公司 Groq Computing 完成融资。",
    )
    write_digest(tmp_path / "in", "2026-01-01", evil)
    write_digest(tmp_path / "in", "2026-01-02", STORIES[3])
    pipeline.build([tmp_path / "in"], tmp_path / "store")
    with Terminal(tmp_path, "review", "--store", tmp_path / "store") as terminal:
        shown = terminal.wait_for("[q]uit")
        assert "[bold]" in shown
        assert "\x1b]0;" not in shown
        assert "\u009b" not in shown
        terminal.type("q")
        assert terminal.finish()[0] == 0
