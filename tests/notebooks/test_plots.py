"""Plots: Chinese labels are set in a font that has them, names stand where they cover nothing."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date

import pytest

from kg import notebook

pytest.importorskip("matplotlib", reason="the extra `notebook` is not installed")

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.text import Annotation


@pytest.fixture
def axes() -> Iterator[Axes]:
    with mpl.rc_context():
        notebook.style_plots()
        figure, axes = plt.subplots()
        yield axes
        plt.close(figure)


def names(axes: Axes) -> list[Annotation]:
    return [text for text in axes.texts if isinstance(text, Annotation)]


def test_chinese_labels_render_without_a_warning(axes: Axes) -> None:
    if not notebook.chinese_font():
        pytest.skip("no font with Chinese characters on this machine")
    axes.set_title("汇丰银行 HSBC −1")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        axes.figure.canvas.draw()


def test_the_font_is_the_first_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib import font_manager

    class Entry:
        def __init__(self, name: str) -> None:
            self.name = name

    last, other = notebook.CHINESE_FONTS[-1], notebook.CHINESE_FONTS[2]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [Entry(last), Entry("Arial"), Entry(other)])
    assert notebook.chinese_font() == other


def test_a_machine_without_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib import font_manager

    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    with mpl.rc_context():
        assert "fonts-noto-cjk" in notebook.style_plots()
        assert mpl.rcParams["font.family"] == ["DejaVu Sans"]


def test_logarithmic_axes_stay_readable(axes: Axes) -> None:
    axes.plot([1, 2], [1, 1000])
    axes.set_yscale("log")
    axes.figure.canvas.draw()
    assert axes.yaxis.get_ticklabels()


def test_names_cover_neither_each_other_nor_points(axes: Axes) -> None:
    points = [(at % 7, at // 7, f"企业 {at}") for at in range(42)]
    axes.scatter([x for x, _, _ in points], [y for _, y, _ in points])
    left_out = notebook.name_points(axes, points)
    boxes = [text.get_window_extent() for text in names(axes)]
    assert len(boxes) == len(points) - left_out
    assert len(boxes) > 20
    assert not any(one.overlaps(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def test_the_first_names_are_written_whatever_they_cover(axes: Axes) -> None:
    points = [(1, 1, "one"), (1, 1, "two"), (1, 1, "three")]
    axes.scatter([1], [1])
    assert notebook.name_points(axes, points, always=3) == 0
    assert [text.get_text() for text in names(axes)] == ["one", "two", "three"]


def test_points_may_lie_on_days(axes: Axes) -> None:
    days = [date(2026, 1, 1), date(2026, 1, 31)]
    axes.scatter(days, [1, 2])  # type: ignore[arg-type]
    assert notebook.name_points(axes, [(days[0], 1, "first"), (days[1], 2, "last")]) == 0
