"""One file's text → its digests: Markdown, HTML, JSON or JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from kg.digests import dates, front
from kg.digests.blocks import Block
from kg.digests.compose import RawItem
from kg.digests.issue import Header, Issue, header_of
from kg.digests.letters import size
from kg.digests.lines import digests_of_lines
from kg.digests.markdown import blocks_of
from kg.digests.place import linear
from kg.digests.shapes import items_of
from kg.digests.structured import editions_of
from kg.digests.titles import key
from kg.records import Digest, Problem

Found = tuple[list[Digest], list[Problem]]

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "lines",
}
# A page of news is thousands of times smaller; reading the marks of more takes minutes and gigabytes.
LARGEST_PAGE = 4 * 1024 * 1024
_LEAD = 600
_LONGEST_NAME = 14


def format_of(name: str, text: str) -> str:
    """The format by the file's suffix, or, where it has none, by how the text begins."""
    suffix = PurePath(name).suffix.lower()
    if suffix:
        return SUFFIXES.get(suffix, "")
    start = text.lstrip("\ufeff \t\n")[:400]
    if start.startswith(("{", "[{", "[\n", "[ ")):
        return "lines" if _is_lines(text) else "json"
    return "html" if re.match(r"<(?:!doctype|html|head|body)\b", start, re.IGNORECASE) else "markdown"


def _is_lines(text: str) -> bool:
    first = next((line for line in text.split("\n") if line.strip()), "")
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def read_text(text: str, path: str) -> Found:
    """The digests of a file, and what was wrong with it."""
    kind = format_of(path, text)
    if kind == "lines":
        found, problems = digests_of_lines(text, path)
        return found, problems if found or problems else [_no_items(path)]
    if kind == "json":
        return _json(text, path)
    if kind in {"markdown", "html"} and len(text) > LARGEST_PAGE:
        detail = f"{len(text) / 1e6:.0f} million characters"
        return [], [Problem(path, None, "too large", detail, "split it, or give the items as .jsonl")]
    if kind == "markdown":
        return _markdown(text, path)
    if kind == "html":
        return _html(text, path)
    advice = f"name it by its format: {', '.join(SUFFIXES)}"
    return [], [Problem(path, None, "unknown format", PurePath(path).suffix, advice)]


def _no_items(path: str) -> Problem:
    advice = "docs/digests.md shows the shapes that are read; is this a digest?"
    return Problem(path, None, "no items", "", advice)


def _date_of_path(path: str) -> str:
    pure = PurePath(path)
    return dates.find(pure.name) or dates.find("/".join(pure.parts[-4:]))


def _issue(header: Header, raw: Sequence[RawItem], path: str) -> Found:
    if not raw:
        return [], [_no_items(path)]
    if not header.date:
        advice = "write `date: YYYY-MM-DD` in its front matter, or the day in its name"
        return [], [Problem(path, None, "no date", "", advice)]
    issue = Issue(header, path)
    return [issue.digest(raw)], issue.problems


# Markdown and HTML


def _markdown(text: str, path: str) -> Found:
    page = front.split(text, path)
    if isinstance(page, Problem):
        return [], [page]
    blocks = blocks_of(page.text, first_line=page.first_line)
    raw = _with_stories(items_of(blocks), page.meta)
    header = header_of(page.meta, **_named(blocks, raw, path))
    return _issue(header, raw, path)


def _named(blocks: Sequence[Block], raw: Sequence[RawItem], path: str) -> dict[str, Any]:
    """The page's own headings, those above its items, and the day that its path or lead tells."""
    start = min((item.line for item in raw), default=0)
    flat = list(linear(blocks))
    headings = [b.rich.text for b in flat if b.kind == "heading" and (b.line < start or b.level == 1)]
    named = [text for text in headings if dates.without(text)]
    texts = [text for text in _texts(flat) if text.strip()]
    day = dates.first(headings) or _date_of_path(path) or dates.find(" ".join(texts)[:_LEAD])
    # A page without headings may still open with its name.
    first = next((b for b in flat if b.rich or b.parts), None)
    alone = first is not None and first.kind == "text" and first.line < start
    opening = [text for text in texts[:1] if alone and size(dates.without(text)) <= _LONGEST_NAME]
    return {"titles": (named or opening)[:1], "date": day}


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [block.rich.text for block in blocks] + [
        text for block in blocks if block.kind != "group" for part in block.parts for text in _texts(part)
    ]


def _with_stories(raw: list[RawItem], meta: Mapping[str, Any]) -> list[RawItem]:
    """The page's items and the stories that its front matter lists: the same ones, or one set of them."""
    editions = editions_of(meta)
    if not editions:
        return raw
    listed = list(editions[0].items)
    told = {key(item.title.text): item for item in raw}
    shared = [item for item in listed if key(item.title.text) in told]
    if not shared:
        return listed if sum(i.mass for i in listed) > sum(i.mass for i in raw) or _texted(listed) else raw
    by_title = {key(item.title.text): item for item in shared}
    return [_merged(item, by_title.get(key(item.title.text))) for item in raw]


def _texted(items: Sequence[RawItem]) -> bool:
    return all(item.body for item in items)


def _merged(item: RawItem, listed: RawItem | None) -> RawItem:
    if listed is None:
        return item
    return RawItem(item.title, item.body or listed.body, (*listed.urls, *item.urls), item.line, item.mark)


def _html(text: str, path: str) -> Found:
    # Imported here: what reads HTML is slow to load, and most digests are Markdown.
    from kg.digests.page import read_page

    page = read_page(text)
    raw = items_of(page.blocks)
    named = _named(page.blocks, raw, path)
    header = header_of(page.meta, titles=[page.title, *named["titles"]], date=named["date"])
    return _issue(header, raw, path)


# JSON


def _json(text: str, path: str) -> Found:
    try:
        data = json.loads(text)
    except RecursionError:
        return [], [Problem(path, None, "broken JSON", "nested too deep", "is this a digest?")]
    except json.JSONDecodeError as error:
        return [], [Problem(path, error.lineno, "broken JSON", error.msg, "correct the file")]
    except ValueError as error:
        return [], [Problem(path, None, "broken JSON", str(error), "correct the file")]
    editions = editions_of(data)
    if not editions:
        return [], [_no_items(path)]
    found: list[Digest] = []
    problems: list[Problem] = []
    for edition in editions:
        header = _json_header(data, edition.lang, path)
        digests, issues = _issue(header, edition.items, path)
        found.extend(digests)
        problems.extend(issues)
    return found, _once(problems)


def _json_header(data: Any, lang: str, path: str) -> Header:
    """From the file's own keys, or those of a mapping right below them (`meta`, `report`, …)."""
    root = data if isinstance(data, Mapping) else {}
    inner = [value for value in root.values() if isinstance(value, Mapping)]
    texts = {k: (v.get(lang) if isinstance(v, Mapping) and lang in v else v) for k, v in root.items()}
    headers = [header_of(one) for one in (texts, *inner)]
    return Header(
        title=next((h.title for h in headers[:1] if h.title), ""),
        date=next((h.date for h in headers if h.date), "") or _date_of_path(path),
        publisher=next((h.publisher for h in headers if h.publisher), ""),
        categories=headers[0].categories,
        lang=lang,
        # Such a file has no name of its own: its keys are its publisher's habit, the same every day.
        key=" ".join(sorted(map(str, root or _first_mapping(data)))),
    )


def _first_mapping(data: Any) -> Mapping[str, Any]:
    values = data if isinstance(data, Sequence) else ()
    return next((value for value in values if isinstance(value, Mapping)), {})


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """The same problem of two editions of one file is one."""
    return list(dict.fromkeys(problems))
