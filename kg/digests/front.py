"""Front matter: YAML between `---`, TOML between `+++`, above the text of a Markdown file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from kg.records import Problem

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*\n")
_KEY = re.compile(r"[\w\"'-][^\n:=]{0,60}(?::(?=\s|$)|=)")
_COMMENTS = re.compile(r"\A(?:\s|#[^\n]*\n|\[+[\w.\"-]+\]+\s*\n)*")
_TOML_LINE = re.compile(r"line (\d+)")
_ADVICE = "correct the lines between the marks, or take them out"

# All scalars stay as written: a date keeps its day, `title: 2026` is a title.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Handler(YAMLHandler):
    """Front matter as python-frontmatter splits it, its end at the first mark of the same kind."""

    def __init__(self, mark: str) -> None:
        super().__init__(fm_boundary=re.compile(rf"^{re.escape(mark)}[ \t]*$", re.MULTILINE))

    def load(self, fm: str, **kwargs: object) -> Any:
        return super().load(fm, Loader=_LOADER)


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file: its front matter, the text below it, and the line that the text begins in."""

    text: str
    first_line: int = 1
    meta: Mapping[str, Any] = field(default_factory=dict)


def split(text: str, path: str) -> Page | Problem:
    """Part front matter from text. A rule at the top of a page, with no keys below it, is no front matter."""
    body = text.lstrip("\n\ufeff")
    skipped = text[: len(text) - len(body)].count("\n")
    opening = _FENCE.match(body)
    if not opening:
        return Page(text)
    mark, inside = opening[1], body[opening.end() :]
    handler = _Handler(mark)
    if len(handler.FM_BOUNDARY.split(body, 2)) < 3:
        if _KEY.match(inside):
            return Problem(path, skipped + 1, "broken front matter", f"no closing {mark}", _ADVICE)
        return Page(text)
    raw, below = handler.split(body)
    if raw.strip() and not _KEY.match(_COMMENTS.sub("", raw)):
        return Page(text)
    meta = _load(handler, raw, path, above=skipped + 1)
    if isinstance(meta, Problem):
        return meta
    if raw.strip() and not isinstance(meta, Mapping):
        return Page(text)
    line = skipped + body.count("\n", 0, len(body) - len(below)) + 1
    return Page(below, line, dict(meta) if isinstance(meta, Mapping) else {})


def _load(handler: _Handler, raw: str, path: str, *, above: int) -> Any:
    try:
        return tomllib.loads(raw) if handler.FM_BOUNDARY.match("+++") else handler.load(raw)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = above + mark.line if mark else above
        return Problem(path, line, "broken front matter", error.problem or "", _ADVICE)
    except yaml.YAMLError as error:
        return Problem(path, above, "broken front matter", str(error).split("\n")[0], _ADVICE)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        line = above + int(found[1]) - 1 if found else above
        return Problem(path, line, "broken front matter", str(error), _ADVICE)
    except (RecursionError, ValueError) as error:
        detail = "nested too deep" if isinstance(error, RecursionError) else str(error)
        return Problem(path, above, "broken front matter", detail, _ADVICE)
