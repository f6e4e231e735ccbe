"""The blocks below a headline → the item's body and the links that may be its source.

Left out are images, code, tables, dates, tags, links that only point to the source, and what the
publisher's own labels mark as comment. A block quote counts where there is no other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.digests.blocks import Block
from kg.digests.letters import size
from kg.digests.rich import EMPTY, HARD, Rich, join
from kg.digests.titles import Mark, cut_pointer, key, skip_pictures, trim_start
from kg.digests.words import label_kind, points, role_kind

_ADDRESS = re.compile(r"https?://[^\s<>\"'`，。；、（）()【】《》“”|]+", re.IGNORECASE)
_LABEL = re.compile(r"([^\n\x0b:：]{1,80}?)\s*[:：]")
_META = re.compile(
    r"\d{4}[-/.年]\d{1,2}|\b\d{1,2}:\d{2}\b|/\s?100?\b|★{3}|⭐|\bmin(?:ute)?s? read\b|\b\d+\s?[hd] ago\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b\d{1,2}[-/]\d{1,2}\b|\d{1,2}月\d{1,2}日")
_SHORT_META = 6

_SENTENCE_MARK = re.compile(r"[。！？!?；]|\.\s")
# Longer words before a colon, or in a heading within an item, say something of their own.
_LONGEST_NAME = 10
_SOURCE = re.compile(
    r"[\s(（\[|｜]*(?:(?<![^\s.。!！?？)）”\"(（|｜])([^\s:：。.!?]{2,12})\s?[:：]\s*)?(?P<url>https?://[^\s)）\]】]+)[)）\]】。.]*$"
)
_ONLY_SIGNS = re.compile(r"[\W_]*")

Reach = Literal["text", "drop", "links"]


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item as found: `urls` are its links, the likeliest source first, not yet checked."""

    title: Rich
    body: Rich
    urls: tuple[str, ...]
    line: int
    mark: Mark

    @property
    def mass(self) -> int:
        return len(self.title.text) + len(self.body.text)


@dataclass(slots=True)
class Body:
    """Gathers text and links. `pointed` are links given as the source, `inline` those within the text."""

    texts: list[Rich] = field(default_factory=list)
    quotes: list[Rich] = field(default_factory=list)
    pointed: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    _reach: Reach = "text"

    def add(self, blocks: Iterable[Block]) -> Body:
        for block in blocks:
            self._block(block)
        return self

    def add_text(self, rich: Rich) -> Body:
        for line in _fields(rich):
            self._line(line)
        return self

    def rich(self, title: str = "") -> Rich:
        """The body; a first line that only repeats the title is left out."""
        texts = self.texts or self.quotes
        if texts and title and key(texts[0].text) == key(title):
            texts = texts[1:]
        return join(texts, "\n")

    def urls(self) -> tuple[str, ...]:
        return (*self.pointed, *self.inline)

    def _block(self, block: Block) -> None:
        match block.kind:
            case "text":
                self._text(block)
            case "heading":
                self._heading(block)
            case "list":
                for entry in block.parts:
                    self._entry(entry)
            case "quote":
                self._quote(block)
            case "group":
                if role_kind(block.role) not in {"aside", "comment", "meta"}:
                    self.add(block.parts[0])
            case "table":
                for row in block.parts:
                    self.pointed.extend(url for cell in row for url in _urls(cell.rich))
            case _:
                pass

    def _text(self, block: Block) -> None:
        role = role_kind(block.role)
        if role == "label":
            self._reach = _reach(label_kind(block.rich.text))
        elif role in {"meta", "comment", "aside"}:
            self.pointed.extend(_urls(block.rich))
        else:
            self.add_text(block.rich)

    def _heading(self, block: Block) -> None:
        kind = label_kind(block.rich.text)
        self._reach = _reach(kind)
        if not kind and size(block.rich.text) > _LONGEST_NAME:
            self._emit(block.rich)

    def _entry(self, entry: Sequence[Block]) -> None:
        reach = self._reach
        self.add(_without_pictures(entry))
        self._reach = reach

    def _quote(self, block: Block) -> None:
        if self._reach == "drop":
            return
        quoted = Body().add(block.parts[0])
        self.quotes.extend(quoted.texts)
        self.pointed.extend(quoted.urls())

    def _line(self, line: Rich) -> None:
        label = label_of(line)
        if label is not None:
            kind, value = label_kind(label), _value(line)
            if kind or (not value and size(label) <= _LONGEST_NAME):
                self._field(kind, value)
                return
            self._reach = "text"
        if self._reach != "text":
            if self._reach == "links":
                self.pointed.extend(_all_urls(line))
            return
        if _points_only(line) or _is_meta(line):
            self.pointed.extend(_all_urls(line))
        else:
            self._emit(line)

    def _field(self, kind: str, value: Rich) -> None:
        if not value:
            self._reach = _reach(kind)
            return
        self._reach = "text"
        if kind == "content":
            self._emit(value)
        elif kind in {"link", "meta"}:
            self.pointed.extend(_all_urls(value))

    def _emit(self, rich: Rich) -> None:
        rich, pointers = _cut_source(rich.strip())
        rich, pointer = cut_pointer(rich)
        self.pointed.extend([*pointers, pointer] if pointer else pointers)
        self.inline.extend(_urls(rich))
        finished = rich.finish()
        if finished and not _ONLY_SIGNS.fullmatch(finished.text):
            self.texts.append(finished)


def _without_pictures(entry: Sequence[Block]) -> list[Block]:
    """An entry without the picture that some publishers put in front as a second bullet."""
    if not entry or entry[0].kind != "text":
        return list(entry)
    return [replace(entry[0], rich=skip_pictures(entry[0].rich)), *entry[1:]]


def _reach(kind: str) -> Reach:
    """What an empty label says of the blocks below it."""
    if kind == "link":
        return "links"
    return "drop" if kind in {"comment", "meta"} else "text"


def _fields(rich: Rich) -> list[Rich]:
    """The lines of a paragraph that stand alone: after a wanted break, with a label, or below one."""
    pieces: list[Rich] = []
    for part in _split_hard(rich):
        start = 0
        for match in re.finditer(r"\n", part.text):
            before = label_kind(label_of(part.cut(start, match.start())) or "")
            if before in {"meta", "link"} or label_kind(label_of(part.cut(match.end())) or ""):
                pieces.append(part.cut(start, match.start()))
                start = match.end()
        pieces.append(part.cut(start))
    return [piece.strip() for piece in pieces if piece or piece.links]


def _split_hard(rich: Rich) -> list[Rich]:
    pieces, start = [], 0
    for match in re.finditer(HARD, rich.text):
        pieces.append(rich.cut(start, match.start()))
        start = match.end()
    return [*pieces, rich.cut(start)]


def label_of(line: Rich) -> str | None:
    """The label that opens a line: bold and before a colon, or one of the known ones before a colon."""
    line, _ = trim_start(line)
    match = _LABEL.match(line.text)
    if not match:
        return None
    label = match[1].strip()
    bold = bool(line.bold) and line.bold[0][0] == 0 and line.bold[0][1] >= len(match[1].rstrip())
    return label if label_kind(label) or (bold and line.bold[0][1] <= match.end() + 1) else None


def _value(line: Rich) -> Rich:
    line, _ = trim_start(line)
    match = _LABEL.match(line.text)
    return line.cut(match.end()).strip() if match else EMPTY


def _urls(rich: Rich) -> list[str]:
    """Links with words; one around an image leads to the image."""
    return [link.url for link in rich.links if link.start < link.end]


def _all_urls(rich: Rich) -> list[str]:
    """Links, and addresses that stand there as text."""
    return _urls(rich) + [match[0].rstrip(".,;:!?") for match in _ADDRESS.finditer(rich.text)]


def _cut_source(rich: Rich) -> tuple[Rich, list[str]]:
    """Without an address at its end, a label or sign before it, and that address."""
    # Most lines hold no address, and to find that out by the pattern alone takes a while.
    match = _SOURCE.search(rich.text) if "://" in rich.text else None
    if not match or not match.start() or (match[1] and label_kind(match[1]) != "link"):
        return rich, []
    return rich.cut(0, match.start()).strip(), _all_urls(rich.cut(match.start("url")))


def _points_only(line: Rich) -> bool:
    """Whether a line is nothing but links (or addresses), whatever their words."""
    if not line.links and not _ADDRESS.search(line.text):
        return False
    rest, at = [], 0
    for link in line.links:
        rest.append(line.text[at : link.start])
        at = max(at, link.end)
    rest.append(line.text[at:])
    left = _ADDRESS.sub("", " ".join(rest))
    return points(left) or bool(label_kind(left))


def _is_meta(line: Rich) -> bool:
    """`TechCrunch · 2026-03-10 · 4 min read`: parts without a sentence, one of them a date or score."""
    text = line.text
    if len(text) > 120 or _SENTENCE_MARK.search(text):
        return False
    if size(text) <= _SHORT_META:
        return bool(_META.search(text) or _DAY.search(text))
    return any(sign in text for sign in "|｜·•/") and bool(_META.search(text))
