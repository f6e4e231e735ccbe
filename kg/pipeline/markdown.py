"""What changed in a graph → a Markdown digest with links. What digests say cannot become markup in it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from kg.graph.changes import Changes
from kg.graph.ids import host_of
from kg.ontology import Ontology
from kg.pipeline.news import Line, Section, sections
from kg.pipeline.plain import plain

_MARKUP = re.compile(r"[\\`*_\[\]<>&#|~$!]")
# What would open a list or a heading at the start of a line, or of a list's entry.
_OPENING = re.compile(r"(?:[-+=](?=\s|-|=|$))|(?:\d{1,9}(?=[.)]))")
_NO_ADDRESS = re.compile(r"[\s<>()\[\]\\`\"|^{}]|[\x00-\x20\x7f]")


def escaped(text: str) -> str:
    """Text that Markdown shows as it is.

    >>> print(escaped("1. <b>*GPT*</b> [x](http://y)"))
    1\\. \\<b\\>\\*GPT\\*\\</b\\> \\[x\\](http://y)
    """
    line = _MARKUP.sub(r"\\\g<0>", plain(text).strip())
    if found := _OPENING.match(line):
        at = found.end() if found.group()[0].isdigit() else 0
        line = f"{line[:at]}\\{line[at:]}"
    return line


def link(url: str, text: str) -> str:
    """The text, leading to the address where that is http(s); the text must be escaped already."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return text
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return text
    address = _NO_ADDRESS.sub(lambda found: quote(found.group(), safe=""), url)
    return f"[{text}]({address})"


def markdown(changes: Changes, ontology: Ontology, most: int | None = None) -> str:
    """A page for people: a section a sort of change, each line with its sentence and link.

    `most` lines a section at most; how many more there are is said.
    """
    since, until = escaped(changes.since), escaped(changes.until)
    days = f"{since} to {until}" if until and until != since else since
    items = "1 item" if changes.items == 1 else f"{changes.items:,} items"
    parts = [f"# The AI industry, {days}\n"]
    found = sections(changes, ontology)
    counts = [f"{section.title.lower()} {len(section.lines):,}" for section in found]
    parts.append(f"{items}; {', '.join(counts) or 'nothing new'}.\n")
    parts += [_section(section, most) for section in found]
    return "\n".join(parts)


def _section(section: Section, most: int | None) -> str:
    shown = section.lines if most is None else section.lines[:most]
    lines = [f"## {section.title}\n", *map(_line, shown)]
    if left := len(section.lines) - len(shown):
        lines.append(f"- … and {left:,} more")
    return "\n".join(lines) + "\n"


def _line(line: Line) -> str:
    stand = f" ({escaped(line.stand)})" if line.stand else ""
    where = " · ".join(filter(None, (line.date, host_of(line.url))))
    words = f"“{escaped(line.sentence)}”" if line.sentence else escaped(line.headline)
    return f"- **{escaped(line.text)}**{stand}  \n  {words} {link(line.url, escaped(where))}"
