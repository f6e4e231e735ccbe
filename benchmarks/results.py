"""The one record that all benchmarks write: figures of this project beside a peer's from the same run.

A benchmark makes a `Record`, adds figures and what it had to leave out, and writes it where `--json FILE`
says. The suite (`benchmarks/suite.py`) collects records into one table, `benchmarks/compare.py` holds two
collections against each other.

`Figure.ratio` is always how many times better than the peer, whichever way is better: 2 is half the seconds
or twice the characters a second, 1 is the same, below 1 is worse. `Figure.spread` is how uncertain that ratio
is in itself: its standard error over the rounds of the run as a share of it; None where fewer than three
rounds cannot tell, 0 for what does not vary (the size of a file).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from math import isfinite, sqrt
from pathlib import Path
from statistics import median
from typing import Any, Literal, NoReturn

Better = Literal["lower", "higher"]
Row = dict[str, Any]
# The exit code of a benchmark that cannot run on this machine.
IMPOSSIBLE = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, its slowest round where there is one; `detail` keeps it out of the first table."""

    name: str
    figure: float
    unit: str
    better: Better = "lower"
    peer: str = ""
    peer_figure: float | None = None
    spread: float | None = None
    slowest: float | None = None
    detail: bool = False

    def __post_init__(self) -> None:
        if not isfinite(self.figure) or self.figure < 0:
            raise ValueError(f"{self.name}: {self.figure} was not measured")
        if bool(self.peer) != (self.peer_figure is not None):
            raise ValueError(f"{self.name}: a peer and its figure come together")

    @property
    def ratio(self) -> float | None:
        """How many times better than the peer; None without one, or where either figure is 0."""
        if not self.figure or not self.peer_figure:
            return None
        return self.figure / self.peer_figure if self.better == "higher" else self.peer_figure / self.figure

    def to_dict(self) -> Row:
        return {**asdict(self), "ratio": self.ratio}

    @classmethod
    def of(cls, row: Row) -> Figure:
        return cls(**{key: value for key, value in row.items() if key != "ratio"})


@dataclass(frozen=True, slots=True)
class Left:
    """What was left out, and why: a peer that is not installed, a size that does not fit."""

    what: str
    why: str


@dataclass(slots=True)
class Record:
    """What one benchmark found. `about` says on what it was measured, in a line."""

    benchmark: str
    about: str = ""
    figures: list[Figure] = field(default_factory=list)
    left_out: list[Left] = field(default_factory=list)
    versions: dict[str, str] = field(default_factory=dict)

    def add(
        self,
        name: str,
        figure: float,
        unit: str,
        *,
        better: Better = "lower",
        peer: str = "",
        peer_figure: float | None = None,
        spread: float | None = None,
        slowest: float | None = None,
        detail: bool = False,
    ) -> None:
        """Keep a figure; its name has to be the only such, and stays the same from run to run."""
        if any(one.name == name for one in self.figures):
            raise ValueError(f"{self.benchmark} has {name!r} already")
        made = Figure(name, figure, unit, better, peer, peer_figure, spread, slowest, detail)
        self.figures.append(made)

    def leave_out(self, what: str, why: str) -> None:
        self.left_out.append(Left(what, why))

    def to_dict(self) -> Row:
        return {
            "benchmark": self.benchmark,
            "about": self.about,
            "figures": [one.to_dict() for one in self.figures],
            "left_out": [asdict(one) for one in self.left_out],
            "versions": dict(sorted(self.versions.items())),
        }

    @classmethod
    def of(cls, row: Row) -> Record:
        return cls(
            row["benchmark"],
            row["about"],
            [Figure.of(one) for one in row["figures"]],
            [Left(**one) for one in row["left_out"]],
            dict(row["versions"]),
        )

    def table(self) -> str:
        """All figures, for the terminal."""
        return details(self.figures)

    def write(self, path: Path | None) -> None:
        """Write the record where `--json` says, if it says so."""
        if path is not None:
            path.write_text(dumped(self.to_dict()), encoding="utf-8")


def dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Record:
    return Record.of(json.loads(path.read_text(encoding="utf-8")))


def add_option(parser: argparse.ArgumentParser) -> None:
    """`--json FILE`, the same for every benchmark; the value is `given.json`."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as a record too")


def impossible(why: str) -> NoReturn:
    """End a benchmark that cannot run here, since a tool or a server is missing; the suite then goes on."""
    print(why, file=sys.stderr)
    sys.exit(IMPOSSIBLE)


def spread_of(ours: Sequence[float], peers: Sequence[float]) -> float | None:
    """The standard error of the ratio of two columns measured in turns, as a share of the ratio.

    Rounds are taken pairwise, since what else runs slows both of a pair; a middle half stands for the
    deviation, so that one round that was held up does not count. None for fewer than three rounds.
    """
    ratios = sorted(one / other for one, other in zip(ours, peers, strict=True) if one and other)
    if len(ratios) < 3:
        return None
    quarter = (len(ratios) - 1) / 4
    middle = _at(ratios, 3 * quarter) - _at(ratios, quarter)
    # A normal distribution's quartiles lie 1.35 deviations apart; a median's error is 1.25 of a mean's.
    return 1.25 * middle / 1.35 / sqrt(len(ratios)) / median(ratios)


def _at(values: Sequence[float], place: float) -> float:
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def versions(*packages: str) -> dict[str, str]:
    """Versions of those packages that are installed here."""
    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def shown(value: float) -> str:
    """Three significant digits, thousands with commas, no exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 1 or not value else f"{value:.3f}"


COLUMNS = ("benchmark", "figure", "ours", "peer's", "ratio", "peer")
RIGHT = {"ours", "slowest", "peer's", "ratio"}


def cells(benchmark: str, one: Figure) -> tuple[str, ...]:
    """A row of the table."""
    theirs = f"{shown(one.peer_figure)} {one.unit}" if one.peer_figure is not None else ""
    ratio = f"{one.ratio:.2f}" if one.ratio and one.ratio >= 0.1 else f"{one.ratio:.2g}" if one.ratio else ""
    return benchmark, one.name, f"{shown(one.figure)} {one.unit}", theirs, ratio, one.peer


def details(figures: Sequence[Figure]) -> str:
    """A table of one benchmark's figures, their slowest rounds too where they have such."""
    rows = [list(cells("", one)[1:]) for one in figures]
    columns = list(COLUMNS[1:])
    if any(one.slowest is not None for one in figures):
        columns.insert(2, "slowest")
        for row, one in zip(rows, figures, strict=True):
            row.insert(2, f"{shown(one.slowest)} {one.unit}" if one.slowest is not None else "")
    return markdown(columns, rows)


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns also stand straight in a terminal."""
    lines = [list(columns), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns))]

    def line(row: Sequence[str]) -> str:
        filled = (
            cell.rjust(width) if column in RIGHT else cell.ljust(width)
            for cell, width, column in zip(row, widths, columns, strict=True)
        )
        return f"| {' | '.join(filled)} |"

    rule = [
        "-" * (width - 1) + (":" if name in RIGHT else "-")
        for width, name in zip(widths, columns, strict=True)
    ]
    return "\n".join([line(lines[0]), line(rule), *map(line, lines[1:])]) + "\n"
