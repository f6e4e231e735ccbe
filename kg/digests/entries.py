"""One list entry, heading, lead paragraph or card → an item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.digests.blocks import Block
from kg.digests.compose import Body, RawItem, label_of
from kg.digests.letters import size
from kg.digests.place import linear
from kg.digests.rich import EMPTY, HARD, Rich
from kg.digests.titles import Mark, derive, split, tidy, trim_start
from kg.digests.words import label_kind, points, role_kind

# A first paragraph up to this size may be a headline; a single sentence up to it needs no body.
_LONGEST_NAME = 60
_SENTENCES = "。！？!?"


def make(title: Rich, body: Body, line: int, *, mark: Mark) -> RawItem | None:
    """An item of a headline and what follows; its own link comes first. None if it names nothing."""
    own = tuple(link.url for link in title.links)
    tidied = tidy(title)
    if not tidied:
        return None
    text = body.rich(tidied.text)
    return RawItem(tidied, text, (*own, *body.urls()), line, mark)


def nameless(body: Body, line: int, mark: Mark = "text") -> RawItem | None:
    """An item without a headline: named by its first sentence, or all title where it is but one."""
    text = body.rich()
    if not text:
        return None
    title = derive(text)
    if not title:
        return None
    whole = tidy(text)
    alone = (
        "\n" not in text.text and size(whole.text) <= _LONGEST_NAME and len(title.text) >= len(whole.text) - 1
    )
    return RawItem(whole if alone else title, EMPTY if alone else text, body.urls(), line, mark)


def of_heading(heading: Block, below: Sequence[Block]) -> RawItem | None:
    """`## 1. [headline](…)` and the blocks below it."""
    trimmed, numbered = trim_start(heading.rich)
    linked = any(
        link.start < link.end and not points(trimmed.text[link.start : link.end]) for link in trimmed.links
    )
    mark: Mark = (
        "link" if linked else "bracket" if trimmed.text.startswith("【") else "number" if numbered else "name"
    )
    return make(heading.rich, Body().add(below), heading.line, mark=mark)


def leads_with_link(entry: Sequence[Block]) -> bool:
    """Whether an entry opens with a linked headline, a separator behind it or not."""
    if not entry or entry[0].kind not in {"text", "heading"}:
        return False
    head = split(entry[0].rich, lead_links=True)
    return head is not None and head.mark == "link"


def of_entry(entry: Sequence[Block], line: int, *, lead_links: bool = False) -> Iterator[RawItem]:
    """A list entry, usually one item; an entry that only names a group yields the entries below it."""
    blocks = [block for block in entry if block.kind != "rule"]
    if not blocks:
        return
    first, rest = blocks[0], blocks[1:]
    if first.kind == "heading":
        item = of_heading(first, rest)
    elif first.kind == "group":
        item = of_card(first.parts[0] + tuple(rest), first.line)
    elif first.kind != "text":
        item = nameless(Body().add(blocks), line)
    elif (inner := _group(first, rest)) is not None:
        for block in inner:
            for part in block.parts:
                yield from of_entry(part, block.line, lead_links=lead_links)
        return
    else:
        item = of_paragraph(first, rest, lead_links=lead_links)
    if item:
        yield item


def _group(first: Block, rest: Sequence[Block]) -> list[Block] | None:
    """The lists below `- Models:`, whose words name a group and no story."""
    lists = [block for block in rest if block.kind == "list"]
    text = first.rich.text.strip()
    names = text.endswith((":", "：")) or (size(text) < 8 and not first.rich.bold and not first.rich.links)
    if not names or label_kind(text.rstrip(":： ")) or len(lists) != len(rest) or not lists:
        return None
    return lists if sum(len(block.parts) for block in lists) > 1 else None


def of_paragraph(first: Block, rest: Sequence[Block], *, lead_links: bool = False) -> RawItem | None:
    """A paragraph with its headline in front, and the blocks that go with it."""
    head = split(first.rich, lead_links=lead_links)
    if head:
        body = Body()
        if head.rest:
            body.add_text(head.rest)
        return make(head.title, body.add(rest), first.line, mark=head.mark)
    named = _first_line(first, rest)
    if named:
        name, remainder = named
        body = Body()
        if remainder:
            body.add_text(remainder)
        return make(name, body.add(rest), first.line, mark="name")
    trimmed, _ = trim_start(first.rich, dates=True)
    return nameless(Body().add_text(trimmed).add(rest), first.line)


def _first_line(first: Block, rest: Sequence[Block]) -> tuple[Rich, Rich] | None:
    """A plain first line that is a headline: labelled lines, or paragraphs, follow it."""
    lines = first.rich.lines()
    if len(lines) > 1:
        at = first.rich.text.find(lines[0].text) + len(lines[0].text)
        wanted = HARD in first.rich.text[at : first.rich.text.find(lines[1].text, at)]
        labelled = label_of(lines[1]) is not None
        closed = lines[0].text.endswith(("。", "."))
        if not ((wanted and not closed) or labelled) or not _may_name(lines[0]):
            return None
        return lines[0], first.rich.cut(at).strip()
    if not lines or not _may_name(lines[0]):
        return None
    return (lines[0], EMPTY) if Body().add(rest).texts else None


def _may_name(line: Rich) -> bool:
    """Whether a line is short, one sentence, and no label with its value."""
    text = line.text.rstrip()
    one = not any(mark in text[:-1] for mark in _SENTENCES)
    return one and size(text) <= _LONGEST_NAME and label_of(line) is None


def of_card(blocks: Sequence[Block], line: int) -> RawItem | None:
    """A box of an HTML page: the headline is a heading, or what the page calls a title, or a link."""
    flat = [block for block in linear(blocks) if block.kind != "group"]
    at = _headline_at(flat)
    if at is None:
        return None
    head, below = flat[at], flat[at + 1 :]
    if head.kind == "heading":
        item = of_heading(head, below)
    else:
        found = split(head.rich, lead_links=True)
        title = found.title if found else head.rich
        body = Body()
        if found and found.rest:
            body.add_text(found.rest)
        mark: Mark = found.mark if found else "title"
        item = make(title, body.add(below), head.line, mark=mark)
    if item and role_kind(head.role) == "title" and item.mark == "name":
        return RawItem(item.title, item.body, item.urls, item.line, "title")
    return item


def _headline_at(flat: Sequence[Block]) -> int | None:
    """Where a box's headline stands; tags and numbers may stand before it."""
    texts = [at for at, block in enumerate(flat) if block.kind in {"heading", "text"} and block.rich][:6]
    for names in (_is_heading, _is_titled, _is_marked):
        for at in texts:
            if names(flat[at]):
                return at
    return None


def _is_heading(block: Block) -> bool:
    return block.kind == "heading"


def _is_titled(block: Block) -> bool:
    return role_kind(block.role) == "title"


def _is_marked(block: Block) -> bool:
    return split(block.rich, lead_links=True) is not None
