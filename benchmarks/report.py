"""The results of a run → one table for the terminal, and a page of Markdown that keeps them."""

from __future__ import annotations

from benchmarks.results import COLUMNS, Record, Row, cells, details, markdown

# Other work in cores, above which a benchmark's figures are marked.
_SHARED = 0.2

_HEAD = """# Benchmark results

Written by `make bench`; [docs/benchmarks.md](../docs/benchmarks.md) says what the figures mean.

"""


def records(found: Row) -> list[tuple[str, Record]]:
    """Of the benchmarks that ran, by name."""
    return [(one["name"], Record.of(one["record"])) for one in found["benchmarks"] if "record" in one]


def table(found: Row) -> str:
    """All figures but the details, and below what is missing."""
    rows = [
        cells(name, figure) for name, made in records(found) for figure in made.figures if not figure.detail
    ]
    return "\n".join([markdown(COLUMNS, rows), *missing(found)])


def missing(found: Row) -> list[str]:
    """A line for each benchmark and each peer that gave no figure."""
    lines = []
    for one in found["benchmarks"]:
        if "record" not in one:
            lines.append(f"- {one['name']}: {one['status']}: {one['why']}")
            continue
        lines += [
            f"- {one['name']}: without {left['what']}: {left['why']}" for left in one["record"]["left_out"]
        ]
    return lines


def page(found: Row) -> str:
    """results.md."""
    parts = [_HEAD, _setting(found), "\n", table(found), "\n"]
    for name, made in records(found):
        below = [figure for figure in made.figures if figure.detail]
        parts.append(f"\n## {name}\n\n{made.about or 'No further setting'}. {_when(found, name)}\n")
        if below:
            parts.append("\n" + details(below))
    return "".join(parts).rstrip() + "\n"


def _when(found: Row, name: str) -> str:
    one = next(one for one in found["benchmarks"] if one["name"] == name)
    others = f"; other work took {one['others']:.1f} cores" if one["others"] is not None else ""
    return f"Measured {one['date']} at {one['commit'] or 'no commit'} in {one['seconds']:.0f} s{others}."


def _setting(found: Row) -> str:
    """When, on what, at which commit, and what else ran."""
    on = found["machine"]
    memory = f", {on['memory_gb']} GB" if "memory_gb" in on else ""
    numbers = ", ".join(f"{package} {number}" for package, number in found["versions"].items())
    mode = "" if found["mode"] == "full" else ", quick sizes: these show that it runs, not how fast it is"
    lines = [
        f"- {found['date']}, commit {found['commit'] or 'unknown'}{mode}",
        f"- {on['processor']} ({on['architecture']}), {on['cores']} cores{memory}; {on['system']}",
        f"- Python {on['python']}; {numbers}",
        _shared(found),
        "- `ratio` is how many times better than the peer: above 1 this project is ahead, whichever the unit",
    ]
    return "\n".join(lines) + "\n"


def _shared(found: Row) -> str:
    cores = {one["name"]: one["others"] for one in found["benchmarks"] if one["others"] is not None}
    busy = {name: used for name, used in cores.items() if used > _SHARED}
    if busy:
        said = ", ".join(f"{name} {used:.1f}" for name, used in busy.items())
        return f"- the machine was shared: cores that other work kept busy meanwhile: {said}"
    return "- the machine had no other work" if cores else "- what else ran on the machine is not known"
