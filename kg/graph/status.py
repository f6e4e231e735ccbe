"""What holds after a series of reports: statuses of a fact, stages of a deal.

A later, weaker report does not undo a stronger one; on one day the stronger wins; a closing one (denied,
ended, cancelled) wins only if it is later than what it closes. A rumour neither outlives a denial of its
own day nor reopens what is closed; anything stronger does both: a company may deny a deal that it
announces a month later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.ontology import Status

Report = tuple[str, str]
_WEAKEST = 1


def current(reports: Iterable[Report], scale: Mapping[str, Status]) -> str:
    """The status that holds, of (date, status) reports in any order; undated ones come first."""
    holds: Status | None = None
    since = ""
    for date, name in sorted(reports, key=lambda report: _rank(report, scale)):
        status = scale[name]
        if holds is None:
            wins = True
        elif status.closing:
            wins = date > since or holds.closing
        elif holds.closing:
            wins = status.strength > _WEAKEST
        else:
            wins = status.strength >= holds.strength
        if wins:
            holds, since = status, date
    if holds is None:
        raise ValueError("no report")
    return holds.name


def _rank(report: Report, scale: Mapping[str, Status]) -> tuple[str, bool, int, str]:
    """By day; within a day what closes goes first, so that a stronger report of that day outlives it."""
    date, name = report
    return date, not scale[name].closing, scale[name].strength, name
