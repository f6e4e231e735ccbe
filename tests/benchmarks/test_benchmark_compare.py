"""Two runs of the suite held against each other: what counts as better or worse, and the exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.compare import FLOOR, changes, shown, unmatched
from benchmarks.results import Record, Row
from tests.samples import ROOT

RATIOS = st.floats(0.01, 100)
SPREADS = st.none() | st.floats(0, 0.5)


def run_of(ours: float, *, peer: str = "kglite alone", spread: float | None = 0.0, mode: str = "full") -> Row:
    record = Record("stores")
    record.add("write", ours, "s", peer=peer, peer_figure=1.0, spread=spread)
    record.add("read back", ours, "s")
    one = {"name": "stores", "status": "done", "record": record.to_dict(), "seconds": 1.0, "others": 0.0}
    return {"mode": mode, "date": "2026-01-01 08:00 UTC", "commit": "abc1234", "benchmarks": [one]}


def compare(tmp_path: Path, old: object, new: object) -> subprocess.CompletedProcess[str]:
    paths = []
    for name, found in (("old", old), ("new", new)):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps(found), encoding="utf-8")
    command = [sys.executable, str(ROOT / "benchmarks" / "compare.py"), *map(str, paths)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_only_a_change_beyond_the_limit_counts() -> None:
    for ours, verdict in ((1.0, "same"), (1.2, "same"), (1.3, "worse"), (0.85, "same"), (0.7, "better")):
        (found,) = changes(run_of(1.0), run_of(ours))
        assert (found.verdict, found.limit) == (verdict, FLOOR)


def test_rounds_that_differ_widen_the_limit_and_a_single_round_tells_of_a_factor_of_two() -> None:
    (wide,) = changes(run_of(1.0, spread=0.3), run_of(1.9, spread=0.4))
    assert wide.limit == pytest.approx(1.5)
    assert wide.verdict == "same"
    assert [changes(run_of(1, spread=None), run_of(ours))[0].verdict for ours in (1.9, 2.1)] == [
        "same",
        "worse",
    ]


@given(RATIOS, RATIOS, SPREADS)
def test_better_one_way_is_worse_the_other(was: float, now: float, spread: float | None) -> None:
    old, new = run_of(was, spread=spread), run_of(now, spread=spread)
    there, back = changes(old, new)[0], changes(new, old)[0]
    opposite = {"better": "worse", "worse": "better", "same": "same"}
    near = abs(there.change * (1 + there.limit) - 1) < 1e-9 or abs(back.change * (1 + back.limit) - 1) < 1e-9
    assert back.verdict == opposite[there.verdict] or near


def test_another_peer_or_none_is_not_judged() -> None:
    old, new = run_of(1.0), run_of(9.0, peer="another engine")
    assert changes(old, new) == []
    assert unmatched(old, new) == ["stores: read back", "stores: write"]
    assert unmatched(old, old) == ["stores: read back"]


def test_the_table_shows_what_changed_and_counts_the_rest() -> None:
    assert shown(changes(run_of(1.0), run_of(1.0))).startswith("1 of 1 figures are the same")
    text = shown(changes(run_of(1.0), run_of(4.0)))
    assert "× 0.25" in text
    assert "worse" in text
    assert "0 of 1 figures" in text


def test_a_regression_ends_with_an_exit_code(tmp_path: Path) -> None:
    assert compare(tmp_path, run_of(1.0), run_of(1.0)).returncode == 0
    assert compare(tmp_path, run_of(1.0), run_of(0.2)).returncode == 0
    worse = compare(tmp_path, run_of(1.0), run_of(4.0))
    assert worse.returncode == 1
    assert "write" in worse.stdout


def test_a_benchmark_that_fails_now_is_a_regression_and_a_missing_server_none(tmp_path: Path) -> None:
    other = run_of(1.0)["benchmarks"][0] | {"name": "neo4j"}
    old = run_of(1.0)
    old["benchmarks"].append(other)
    for status, code in (("failed", 1), ("not possible", 0)):
        new = run_of(1.0)
        new["benchmarks"].append(
            {"name": "neo4j", "status": status, "why": "no Java", "seconds": 1, "others": 0}
        )
        done = compare(tmp_path, old, new)
        assert done.returncode == code
        assert ("neo4j ran before" in done.stdout) == bool(code)


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    quick = compare(tmp_path, run_of(1.0), run_of(1.0, mode="quick"))
    assert quick.returncode == 2
    assert "quick" in quick.stderr
    assert compare(tmp_path, run_of(1.0), run_of(1.0, peer="another engine")).returncode == 2
    assert compare(tmp_path, {"a": 1}, run_of(1.0)).returncode == 2
