"""News dates as arguments."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.errors import UsageError

Since = Annotated[
    str,
    typer.Argument(
        metavar="SINCE", help="The first news date: 2026-01-09, 2026-01 or 2026.", show_default=False
    ),
]
Until = Annotated[
    str,
    typer.Argument(
        metavar="[UNTIL]", help="The last one, included. [default: the latest]", show_default=False
    ),
]
Most = Annotated[int, typer.Option("--most", min=1, help="Lines to show of each sort at most.")]


def days(since: str, until: str) -> tuple[str, str]:
    """Both as ISO text; `UsageError` for what is no day, and for a period that ends before it begins."""
    from kg.api.when import Period  # the API is not needed to start

    period = Period.of(since or None, until or None)
    if period.until and period.since[: len(period.until)] > period.until:
        raise UsageError(f"{until} is before {since}", advice="Give the earlier date first.")
    return period.since, period.until
