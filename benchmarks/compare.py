"""What got better or worse between two runs of the suite, beyond what chance does.

    python benchmarks/compare.py OLD.json NEW.json [--floor 0.25]

The ratio to the peer is compared, not the figure: both were measured in turns in one run, so a busier or a
slower machine moves them together. A change counts when it is larger than the floor and larger than three
standard errors of both ratios over the rounds of their runs (`spread`); where fewer than three rounds say
nothing of that, only a factor of two counts. The floor is what ratios of two runs of one commit were seen to
differ by (docs/benchmarks.md). A figure without a peer is not judged.

The exit code is 1 where a figure got worse, or a benchmark that ran in OLD failed in NEW, and 2 where the two
cannot be compared at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from typing import Literal, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.report import records
from benchmarks.results import Figure, Row, markdown

FLOOR = 0.25
_ERRORS = 3
_UNKNOWN = 1.0
COLUMNS = ("benchmark", "figure", "was", "is", "change", "limit", "verdict")

Verdict = Literal["better", "worse", "same"]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure in both runs; `change` is how many times better the ratio is now: 2, or 0.5 for half."""

    benchmark: str
    name: str
    was: float
    now: float
    change: float
    limit: float

    @property
    def verdict(self) -> Verdict:
        if self.change > 1 + self.limit:
            return "better"
        return "worse" if self.change < 1 / (1 + self.limit) else "same"


def limit_of(old: Figure, new: Figure, floor: float) -> float:
    """The share by which a ratio may change by chance."""
    if old.spread is None or new.spread is None:
        return max(floor, _UNKNOWN)
    return max(floor, _ERRORS * hypot(old.spread, new.spread))


def figures(found: Row) -> dict[tuple[str, str], Figure]:
    return {(name, one.name): one for name, record in records(found) for one in record.figures}


def changes(old: Row, new: Row, floor: float = FLOOR) -> list[Change]:
    """Figures that both have beside the same peer."""
    before, after = figures(old), figures(new)
    found = []
    for key, now in after.items():
        was = before.get(key)
        if was is not None and was.peer == now.peer and was.ratio and now.ratio:
            change = Change(*key, was.ratio, now.ratio, now.ratio / was.ratio, limit_of(was, now, floor))
            found.append(change)
    return found


def gone(old: Row, new: Row) -> Iterator[tuple[str, str]]:
    """Benchmarks that ran in the old run and failed in the new one, with the reason."""
    ran = {one["name"] for one in old["benchmarks"] if one["status"] == "done"}
    for one in new["benchmarks"]:
        if one["name"] in ran and one["status"] == "failed":
            yield one["name"], one["why"]


def unmatched(old: Row, new: Row) -> list[str]:
    """Figures that only one of the two has, or that have no peer or another one: nothing to judge."""
    judged = {(one.benchmark, one.name) for one in changes(old, new)}
    both = figures(old).keys() | figures(new).keys()
    return sorted(f"{benchmark}: {name}" for benchmark, name in both - judged)


def shown(found: list[Change]) -> str:
    """What changed, the worst first; what did not is counted."""
    said = sorted((one for one in found if one.verdict != "same"), key=lambda one: one.change)
    rows = [
        (
            *(one.benchmark, one.name, f"{one.was:.2f}", f"{one.now:.2f}"),
            *(f"× {one.change:.2f}", f"± {100 * one.limit:.0f} %", one.verdict),
        )
        for one in said
    ]
    count = f"{len(found) - len(said)} of {len(found)} figures are the same within their limits.\n"
    return (markdown(COLUMNS, rows) + "\n" if rows else "") + count


def read(path: Path) -> Row:
    try:
        found: Row = json.loads(path.read_text(encoding="utf-8"))
        found["benchmarks"], found["mode"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        refuse(f"{path} is no results.json: {error!r}")
    return found


def refuse(why: str) -> NoReturn:
    print(why, file=sys.stderr)
    sys.exit(2)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--floor", type=float, default=FLOOR, help="the least change that counts, as a share")
    given = parser.parse_args()
    old, new = read(given.old), read(given.new)
    if old["mode"] != new["mode"]:
        refuse(f"{given.old} is a {old['mode']} run, {given.new} a {new['mode']} one: their sizes differ.")
    found = changes(old, new, given.floor)
    if not found:
        refuse("The two have no figure in common that has a peer.")
    print(f"{old['date']}, commit {old['commit']} → {new['date']}, commit {new['commit']}\n")
    print(shown(found))
    if left := unmatched(old, new):
        print(
            f"Not judged, for want of a peer or of the same figure in both: {len(left)}\n- "
            + "\n- ".join(left)
        )
    failed = list(gone(old, new))
    for name, why in failed:
        print(f"\n{name} ran before and failed now: {why}")
    if failed or any(one.verdict == "worse" for one in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
