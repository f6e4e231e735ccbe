"""Text free of marks that still knows which of its characters were bold and which were links.

All offsets count code points of `text`. Until a piece of text is finished (`finish`), a soft line
break is a line feed and a break that the publisher wanted (`<br/>`, two trailing blanks) is `HARD`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.digests.letters import is_cjk
from kg.records import Span

HARD = "\x0b"
_BREAK = re.compile(r"[\n\x0b]")
_BLANK = re.compile(r"[ \t\u00a0\u3000]+")
_EDGE = " \t\n\x0b\u00a0\u3000\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Link:
    """`url` as spelled; `start == end` where the link holds no words but an image."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Rich:
    """Text, its bold spans and its links, both in order."""

    text: str = ""
    bold: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip(_EDGE))

    def cut(self, start: int, end: int | None = None) -> Rich:
        """The part from `start` to `end`; marks are clipped to it."""
        end = len(self.text) if end is None else end
        if start == 0 and end == len(self.text):
            return self
        if not self.bold and not self.links:
            return Rich(self.text[start:end])
        bold = tuple(
            (max(s, start) - start, min(e, end) - start) for s, e in self.bold if s < end and e > start
        )
        links = tuple(
            Link(max(a.start, start) - start, min(a.end, end) - start, a.url)
            for a in self.links
            if (a.start < end and a.end > start) or (a.start == a.end and start <= a.start <= end)
        )
        return Rich(self.text[start:end], bold, links)

    def strip(self, also: str = "") -> Rich:
        """Without blanks at either end, nor any character of `also`."""
        edge = _EDGE + also
        start = len(self.text) - len(self.text.lstrip(edge))
        return self.cut(start, max(start, len(self.text.rstrip(edge))))

    def without(self, start: int, end: int) -> Rich:
        """The text with one part taken out."""
        return join((self.cut(0, start), self.cut(end)))

    def lines(self) -> list[Rich]:
        """One for each line of the source, hard and soft breaks alike; empty lines are left out."""
        pieces, start = [], 0
        for match in _BREAK.finditer(self.text):
            pieces.append(self.cut(start, match.start()))
            start = match.end()
        return [line for line in (piece.strip() for piece in [*pieces, self.cut(start)]) if line]

    def finish(self) -> Rich:
        """Close the soft breaks: nothing beside a CJK character, a space between Latin words.

        Wanted breaks become line feeds; blanks and breaks beside them are one line feed.
        """
        if not _BREAK.search(self.text) and "  " not in self.text:
            return self.strip()
        parts: list[Rich] = []
        for paragraph in _split(self, HARD):
            lines = [line.strip() for line in _split(paragraph, "\n")]
            joined = _squeeze(_join_soft([line for line in lines if line.text]))
            if joined.text:
                parts.append(joined)
        return join(parts, "\n").strip()


EMPTY = Rich()


def join(parts: Iterable[Rich], separator: str = "") -> Rich:
    """The parts one after the other; neighbouring bold spans stay apart."""
    text: list[str] = []
    bold: list[Span] = []
    links: list[Link] = []
    at = 0
    for number, part in enumerate(parts):
        if number and separator:
            text.append(separator)
            at += len(separator)
        text.append(part.text)
        bold.extend((start + at, end + at) for start, end in part.bold)
        links.extend(replace(a, start=a.start + at, end=a.end + at) for a in part.links)
        at += len(part.text)
    return Rich("".join(text), tuple(bold), tuple(links))


def _split(rich: Rich, separator: str) -> list[Rich]:
    pieces, start = [], 0
    while (found := rich.text.find(separator, start)) >= 0:
        pieces.append(rich.cut(start, found))
        start = found + 1
    return [*pieces, rich.cut(start)]


def _join_soft(lines: list[Rich]) -> Rich:
    parts: list[Rich] = []
    for line in lines:
        if parts and not (is_cjk(parts[-1].text[-1]) or is_cjk(line.text[0])):
            parts.append(Rich(" "))
        parts.append(line)
    return join(parts)


def _squeeze(rich: Rich) -> Rich:
    """Runs of blanks that a removed image or tag leaves behind become one."""
    for match in reversed(list(_BLANK.finditer(rich.text))):
        if match.end() - match.start() > 1:
            rich = rich.without(match.start() + 1, match.end())
    return rich
