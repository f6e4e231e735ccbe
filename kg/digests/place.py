"""A page's blocks as one sequence, each knowing whether it stands in a part without items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kg.digests.blocks import Block
from kg.digests.words import aside_kind, role_kind

# `1、` and `1.` without a blank start no list in Markdown, nor does `•`; their publishers mean one.
_ENTRY = re.compile(
    r"\s*(?:[（(]?(\d{1,3})[、．.)）](?!\d)|[\u2460-\u2473\u2776-\u277f]|([•·▪●◆■▶➤►])|(\d)\ufe0f?\u20e3)\s*(?=\S)"
)
# The rank of a bold line that opens a part.
_BELOW_HEADINGS = 7
_WITHIN = frozenset({"text", "quote", "code", "rule"})
_LINE = re.compile(r"[\n\x0b]")


@dataclass(frozen=True, slots=True)
class Placed:
    """The block at place `at`, `depth` boxes deep; `aside` is true in a part that holds no items."""

    at: int
    block: Block
    aside: bool
    depth: int = 0


def place(blocks: Sequence[Block], skipped: frozenset[str], *, nested: bool) -> list[Placed]:
    """The page in order. Parts of the `skipped` kinds are asides; `nested` says up to where.

    A part reaches to the next heading of its rank, or, if not `nested`, to the next heading at all:
    some publishers write `## Summary` above `### Models`, and mean two parts of one rank.
    """
    placed: list[Placed] = []
    parts: list[tuple[int, bool]] = []
    for at, (block, depth) in enumerate(_opened_up(enumerated(blocks), 0)):
        if block.kind == "rule":
            parts = [(level, aside) for level, aside in parts if level < _BELOW_HEADINGS]
        elif block.kind == "heading" or _names_part(block):
            rank = block.level or _BELOW_HEADINGS
            parts = [(level, aside) for level, aside in parts if level < rank] if nested else []
            parts.append((rank, aside_kind(block.rich.text) in skipped))
        boxed = block.kind == "group" and role_kind(block.role) in {"aside", "comment"}
        placed.append(Placed(at, block, boxed or any(aside for _, aside in parts), depth))
    return placed


def _names_part(block: Block) -> bool:
    """`**点评**` on a line of its own, in place of a heading; with a colon it is a label."""
    text = block.rich.text.strip()
    bold = block.rich.bold
    alone = block.kind == "text" and bool(bold) and bold[0][0] == 0 and bold[-1][1] >= len(text)
    return alone and not text.endswith((":", "：")) and aside_kind(text) is not None


def linear(blocks: Sequence[Block]) -> Iterator[Block]:
    """Groups opened up: the group itself first, then its content, unless that is no news."""
    return (block for block, _ in _opened_up(blocks, 0))


def _opened_up(blocks: Sequence[Block], depth: int) -> Iterator[tuple[Block, int]]:
    for block in blocks:
        yield block, depth
        if block.kind == "group" and role_kind(block.role) not in {"aside", "comment", "meta"}:
            yield from _opened_up(block.parts[0], depth + 1)


def end_of_box(at: int, placed: Sequence[Placed]) -> int:
    """Where the box around a block ends; a box that holds nothing more does not count."""
    for depth in range(placed[at].depth, 0, -1):
        end = at + 1
        while end < len(placed) and placed[end].depth >= depth:
            end += 1
        if any(mass(p.block) for p in placed[at + 1 : end]):
            return end
    return len(placed)


def mass(block: Block) -> int:
    """Characters of text in a block; a group's stand in its content."""
    if block.kind == "group":
        return 0
    return len(block.rich.text) + sum(mass(inner) for part in block.parts for inner in part)


def enumerated(blocks: Sequence[Block]) -> list[Block]:
    """Numbered paragraphs and lines, which Markdown takes for text, as the lists that they are."""
    split = [part for block in blocks for part in _by_lines(_opened(block))]
    return _by_paragraphs(split)


def _opened(block: Block) -> Block:
    if block.kind != "group":
        return block
    return replace(block, parts=(tuple(enumerated(block.parts[0])),))


def _by_lines(block: Block) -> list[Block]:
    """A paragraph of which two lines or more start with a number or bullet."""
    if block.kind != "text" or len(_LINE.split(block.rich.text)) < 2:
        return [block]
    starts = [0, *(match.end() for match in _LINE.finditer(block.rich.text))]
    marked = [start for start in starts if _ENTRY.match(block.rich.text, start)]
    if len(marked) < 2:
        return [block]
    ends = [*marked[1:], len(block.rich.text)]
    entries = tuple(
        (replace(block, rich=block.rich.cut(start, end).strip(), line=_line_at(block, start)),)
        for start, end in zip(marked, ends, strict=True)
    )
    before = block.rich.cut(0, marked[0]).strip()
    level = -1 if (match := _ENTRY.match(block.rich.text, marked[0])) and match[2] else 1
    lines = Block("list", block.line, parts=entries, level=level)
    return [replace(block, rich=before), lines] if before else [lines]


def _line_at(block: Block, start: int) -> int:
    return block.line + block.rich.text.count("\n", 0, start)


def _by_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """`1、…`, `2、…` as paragraphs of their own, each with the unnumbered ones below it."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        entries, after = _run(blocks, at)
        if len(entries) >= 2:
            result.append(Block("list", blocks[at].line, parts=tuple(entries), level=1))
            at = after
        else:
            result.append(blocks[at])
            at += 1
    return result


def _number(block: Block) -> int | None:
    match = _ENTRY.match(block.rich.text) if block.kind == "text" else None
    number = (match[1] or match[3]) if match else None
    return int(number) if number else None


def _run(blocks: Sequence[Block], at: int) -> tuple[list[tuple[Block, ...]], int]:
    """The entries of a numbered run that starts here, and the place after it."""
    entries: list[tuple[Block, ...]] = []
    number = _number(blocks[at])
    while number is not None:
        end = at + 1
        while end < len(blocks) and blocks[end].kind in _WITHIN and _number(blocks[end]) is None:
            end += 1
        goes_on = end < len(blocks) and _number(blocks[end]) == number + 1
        own = list(takewhile(lambda block: block.kind != "rule", blocks[at:end]))
        if not goes_on:
            # Nothing says where the last entry ends: it gets no more than the longest before it.
            own = own[: max((len(entry) for entry in entries), default=1)]
        entries.append(tuple(own))
        at = end if goes_on else at + len(own)
        number = number + 1 if goes_on else None
    return entries, at
