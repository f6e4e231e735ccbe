"""Days as callers give them → a period that the dates of the graph lie within, or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kg.errors import UsageError

# A day, a month or a year as ISO text, a date, or nothing for no bound.
Day: TypeAlias = str | date | None
_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def iso(day: Day) -> str:
    """The day as ISO text, empty for no bound; `UsageError` for what is none.

    >>> iso(date(2026, 1, 9)), iso("2026-01"), iso(None)
    ('2026-01-09', '2026-01', '')
    """
    if day is None:
        return ""
    text = f"{day:%Y-%m-%d}" if isinstance(day, date) else str(day)
    if not _ISO.fullmatch(text):
        raise UsageError(f"{text!r} is no day", advice="Write 2026-01-31, 2026-01 or 2026.")
    return text


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; without bounds it holds everything, also what has no date."""

    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, since: Day, until: Day) -> Period:
        return cls(iso(since), iso(until))

    def holds(self, dates: Iterable[str]) -> bool:
        """Whether one of these ISO days lies within.

        >>> Period("2025-12", "2025-12").holds(["2025-11-30", "2025-12-31"])
        True
        >>> Period("2025-12", "2025-12").holds(["2025-11-30", "2026-01-01"])
        False
        >>> Period().holds([]), Period(until="2026").holds([""])
        (True, False)
        """
        if not (self.since or self.until):
            return True
        return any(
            day and day >= self.since and (not self.until or day[: len(self.until)] <= self.until)
            for day in dates
        )
