"""What holds after a series of reports: statuses of a fact, stages of a deal.

- A later, weaker report does not undo a stronger one; on one day the stronger wins.
- A closing one (denied, ended, cancelled) stands beside that scale and wins only if it is later than what
  it closes: against the first reports of its own day it loses.
- What is closed is opened again by a later report of more than the weakest strength, and by such a one of
  the same day: a company may deny a deal that it announces a month later. A rumour opens nothing.
- Undated reports count as older than all dated ones, and as of one day.

| day 1 | day 2 | holds |
| --- | --- | --- |
| rumour | assertion | assertion |
| assertion | rumour | assertion |
| assertion | denial | denial |
| assertion and denial | | assertion |
| denial | rumour | denial |
| denial | plan | plan |
| rumour | denial and rumour | denial |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.ontology import Status

Report = tuple[str, str]


def current(reports: Iterable[Report], scale: Mapping[str, Status]) -> str:
    """The status that holds, of (date, status name) reports in any order.

    `scale` is the ontology's statuses or stages. Of several closing ones of a day the last in the order of
    the schemas holds. Raises `ValueError` if there is no report.
    """
    reports = list(reports)
    if len(reports) == 1:
        return scale[reports[0][1]].name
    order = {name: place for place, name in enumerate(scale)}
    weakest = min(status.strength for status in scale.values() if not status.closing)
    ranked = sorted(
        {(date, not scale[name].closing, scale[name].strength, order[name], name) for date, name in reports}
    )
    if not ranked:
        raise ValueError("no report")
    first_day = ranked[0][0]
    holds = scale[ranked[0][-1]]
    for date, *_, name in ranked[1:]:
        status = scale[name]
        if status.closing:
            # These come first within a day: what holds is of an earlier day, or closing too.
            holds = status
        elif holds.closing:
            if status.strength > weakest or date == first_day:
                holds = status
        elif status.strength >= holds.strength:
            holds = status
    return holds.name
