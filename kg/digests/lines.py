"""JSON lines of items, for bulk: `title`, `body`, and, where known, `date`, `url`, `lang`, `id`.

Other keys are ignored. Lines of one day and publisher are one digest; without a date the day is
empty. A line that is broken is reported with its number, the others are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.digests import dates
from kg.digests.compose import RawItem
from kg.digests.inline import marks_out
from kg.digests.issue import Header, Issue
from kg.digests.letters import clean
from kg.digests.rich import HARD, Rich
from kg.digests.structured import TITLES
from kg.digests.titles import derive
from kg.errors import InputError
from kg.records import Digest, Item, Problem

_SHAPE = 'each line is one object, {"title": "…", "body": "…"}'
_PUBLISHERS = ("publisher", "source")
_SHOWN = 80


def digests_of_lines(text: str, path: str) -> tuple[list[Digest], list[Problem]]:
    """All digests of a `.jsonl` file, in the order in which their first items stand."""
    problems: list[Problem] = []
    issues: dict[tuple[str, str], tuple[Issue, list[Item]]] = {}
    ids: set[str] = set()
    for number, data in _objects(text, path, problems):
        raw = _raw(data, number)
        if raw is None:
            problems.append(Problem(path, number, "item without text", "", _SHAPE))
            continue
        header = _header(data)
        issue, items = issues.setdefault((header.date, header.publisher), (Issue(header, path), []))
        item = issue.item(raw, own_id=_own_id(data), lang=_string(data, "lang"))
        if item.id in ids:
            problems.append(
                Problem(path, number, "duplicate item", item.id[:_SHOWN], "give each item an id of its own")
            )
            continue
        ids.add(item.id)
        items.append(item)
    found = [issue.of(items) for issue, items in issues.values() if items]
    problems.extend(problem for issue, _ in issues.values() for problem in issue.problems)
    return found, sorted(problems, key=lambda problem: problem.line or 0)


def item_of(data: Mapping[str, Any]) -> Item:
    """One mapping as an item, its text free of marks. Raises `InputError` if there is no text."""
    raw = _raw(data, 1)
    if raw is None:
        raise InputError("an item has neither title nor body", advice=_SHAPE)
    return Issue(_header(data), "").item(raw, own_id=_own_id(data), lang=_string(data, "lang"))


def _objects(text: str, path: str, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except ValueError as error:
            problems.append(Problem(path, number, "broken JSON", str(error), _SHAPE))
        except RecursionError:
            problems.append(Problem(path, number, "broken JSON", "nested too deep", _SHAPE))
        else:
            if isinstance(data, Mapping):
                yield number, data
            else:
                problems.append(Problem(path, number, "broken JSON", "not an object", _SHAPE))


def _raw(data: Mapping[str, Any], line: int) -> RawItem | None:
    title, body = _marked(data, "title"), _marked(data, "body")
    if not title.text.strip():
        title = next((t for key in TITLES if (t := _marked(data, key)).text.strip()), Rich())
    if not title.text.strip():
        if not body.text.strip():
            return None
        title = derive(body)
    inner = [link.url for link in (*title.links, *body.links)]
    own = _string(data, "url") or _string(data, "link")
    return RawItem(title, body, (own,) if own else tuple(inner), line, "title")


def _marked(data: Mapping[str, Any], key: str) -> Rich:
    rich = marks_out(_string(data, key))
    return Rich(rich.text.replace(HARD, "\n"), rich.bold, rich.links)


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return clean(value) if isinstance(value, str) else ""


def _own_id(data: Mapping[str, Any]) -> str:
    value = data.get("id")
    return clean(str(value)).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _header(data: Mapping[str, Any]) -> Header:
    publisher = next((name for key in _PUBLISHERS if (name := _string(data, key).strip())), "")
    return Header(title=publisher, date=dates.find(_string(data, "date")), publisher=publisher)
