"""The ways to read a page: which blocks would be its items, shape by shape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

from kg.digests.blocks import Block
from kg.digests.compose import RawItem
from kg.digests.entries import leads_with_link, of_card, of_entry, of_heading, of_paragraph
from kg.digests.letters import lang_of, size
from kg.digests.place import Placed, end_of_box, linear, mass
from kg.digests.titles import split, trim_start
from kg.digests.words import aside_kind, role_kind

# How well a headline is marked as one. A heading that only names a section counts little.
_WORTH = {
    "link": 1.0,
    "bracket": 1.0,
    "number": 0.95,
    "bold": 0.9,
    "title": 0.85,
    "name": 0.7,
    "text": 0.5,
    "section": 0.2,
}
_SHORT_NAME = 0.5
_NO_SOURCE = 0.7
_CROWDED = 0.3
HEADLINE_SIZE = 11
_LONG_ENTRY = 40
# What an item may cover of a page at most: a novel in instalments is no item of news.
_MOST = 1000


@dataclass(slots=True)
class Candidate:
    """One way to read the page: its items, and the places that each takes up."""

    shape: str
    items: list[RawItem] = field(default_factory=list)
    taken: list[frozenset[int]] = field(default_factory=list)
    factor: float = 1.0

    def take(self, item: RawItem, places: set[int]) -> None:
        self.items.append(item)
        self.taken.append(frozenset(places))

    def score(self, total: int) -> float:
        """How well this explains a page of `total` characters, 0 to 1."""
        if not self.items:
            return 0.0
        cover = min(1.0, sum(min(_MOST, item.mass) for item in self.items) / max(1, total))
        worth = sum(map(_worth, self.items)) / len(self.items)
        many = len(self.items) / (len(self.items) + 1)
        return sqrt(cover) * worth * many * self.factor


def _worth(item: RawItem) -> float:
    """How much one item looks like an item of news, 0 to 1."""
    worth = _WORTH[item.mark]
    if item.mark == "name" and size(item.title.text) < HEADLINE_SIZE:
        worth = _SHORT_NAME
    if not any(url.startswith("http") for url in item.urls):
        worth *= _NO_SOURCE
    if not item.body and size(item.title.text) < HEADLINE_SIZE:
        worth *= 0.5
    return worth


# Lists and tables


def lists(placed: Sequence[Placed]) -> Iterator[Candidate]:
    """The entries of all ordered lists, and of all others."""
    mine = [p for p in placed if p.block.kind == "list" and not p.aside and not _is_contents(p.block)]
    for ordered in (True, False):
        entries = [e for p in mine if (p.block.level >= 0) == ordered for e in _entries(p, placed)]
        linked = sum(leads_with_link(entry) for entry, _ in entries)
        found = Candidate("ordered" if ordered else "bullets")
        for entry, taken in entries:
            if entry:
                for item in of_entry(entry, entry[0].line, lead_links=linked >= 0.7 * len(entries)):
                    found.take(item, taken)
        yield found


def _entries(p: Placed, placed: Sequence[Placed]) -> list[tuple[tuple[Block, ...], set[int]]]:
    """A list's entries; one that is alone also has the paragraphs between it and the next list.

    Publishers who do not indent write `1. headline`, a paragraph, `2. headline`, …: lists of one.
    """
    entries = [(part, {p.at}) for part in p.block.parts]
    if len(entries) == 1:
        below: list[Placed] = []
        for further in placed[p.at + 1 :]:
            if further.block.kind not in {"text", "quote"} or further.aside or split(further.block.rich):
                break
            below.append(further)
        blocks = tuple(b.block for b in below)
        return [(entries[0][0] + blocks, {p.at, *(b.at for b in below)})]
    return entries


def _is_contents(block: Block) -> bool:
    """Whether a list is a table of contents: all its entries lead to this page."""
    links = [[link.url for inner in entry for link in inner.rich.links] for entry in block.parts]
    return all(urls and all(url.startswith("#") for url in urls) for urls in links)


def tables(placed: Sequence[Placed]) -> Iterator[Candidate]:
    """Rows with a linked headline in one cell; the longest other cell is the body."""
    found = Candidate("table")
    for p in placed:
        for row in p.block.parts if p.block.kind == "table" and not p.aside else ():
            at = next((n for n, cell in enumerate(row) if leads_with_link([cell])), None)
            if at is None:
                continue
            rest = sorted((cell for n, cell in enumerate(row) if n != at), key=lambda c: -len(c.rich.text))
            body = [cell for cell in rest[:1] if size(cell.rich.text) >= HEADLINE_SIZE]
            item = of_paragraph(row[at], body, lead_links=True)
            if item and size(item.title.text) >= HEADLINE_SIZE / 2:
                found.take(item, {p.at})
    yield found


# Headings


def headings(placed: Sequence[Placed]) -> Iterator[Candidate]:
    """Numbered headings of any rank, and all headings of one rank, with what stands below them."""
    open_ones = [p for p in placed if p.block.kind == "heading" and not p.aside]
    numbered = {p.at for p in open_ones if trim_start(p.block.rich)[1]}
    if numbered:
        yield _heading_items("numbered", numbered, placed)
    for level in sorted({p.block.level for p in open_ones}):
        chosen = {p.at for p in open_ones if p.block.level == level}
        # One or two of rank one name the page.
        if chosen != numbered and (level > 1 or len(chosen) > 2):
            yield _heading_items(f"h{level}", chosen, placed)


def _heading_items(shape: str, chosen: set[int], placed: Sequence[Placed]) -> Candidate:
    found = Candidate(shape)
    crowded = 0
    for at in sorted(chosen):
        heading, below = placed[at].block, _section(at, chosen, placed)
        if not below and _translated(at, placed):
            continue
        item = of_heading(heading, [p.block for p in below])
        if item is None or _names_part(item):
            continue
        if (
            item.mark == "name"
            and size(item.title.text) < HEADLINE_SIZE
            and not _prose([p.block for p in below])
        ):
            if not below:
                continue
            item = replace(item, mark="section")
        found.take(item, {at, *(p.at for p in below)})
        crowded += _crowded([p.block for p in below], item)
    if crowded * 2 >= max(1, len(found.items)):
        found.factor = _CROWDED
    return found


def _names_part(item: RawItem) -> bool:
    """Whether a plain heading names a part that never holds items."""
    return item.mark == "name" and aside_kind(item.title.text) in {"comment", "about"}


def _section(at: int, chosen: set[int], placed: Sequence[Placed]) -> list[Placed]:
    """What stands below a heading, up to a rule or the next heading of its kind or rank."""
    below: list[Placed] = []
    for further in placed[at + 1 : end_of_box(at, placed)]:
        block = further.block
        if block.kind == "rule" or further.at in chosen or further.aside:
            break
        if block.kind == "heading" and block.level <= placed[at].block.level:
            break
        if block.kind != "group":
            below.append(further)
    return below


def _translated(at: int, placed: Sequence[Placed]) -> bool:
    """`### headline` directly above `### 标题`: one headline in two languages, the second is the page's."""
    if at + 1 >= len(placed):
        return False
    heading, after = placed[at].block, placed[at + 1].block
    same_rank = after.kind == "heading" and after.level == heading.level
    return same_rank and lang_of(heading.rich.text) != lang_of(after.rich.text)


def _prose(below: Sequence[Block]) -> bool:
    """Whether half of the text or more is paragraphs, not lists: what stands below a headline."""
    paragraphs = sum(mass(block) for block in below if block.kind in {"text", "quote"})
    return paragraphs > 0 and paragraphs * 2 >= sum(map(mass, below))


def _crowded(below: Sequence[Block], item: RawItem) -> bool:
    """Whether a section holds several items of its own and little text beside them."""
    inner_headings = [block for block in below if block.kind == "heading"]
    if sum(size(block.rich.text) >= HEADLINE_SIZE for block in inner_headings) >= 2:
        return True
    inner = [block for block in below if block.kind == "list"]
    inside = sum(map(mass, inner))
    if item.mark in {"link", "bracket"} or inside < 0.6 * sum(map(mass, below)):
        return False
    strong = sum(leads_with_link(entry) for block in inner for entry in block.parts)
    ordered = (entry for block in inner if block.level >= 0 for entry in block.parts)
    long = sum(sum(map(mass, entry)) >= _LONG_ENTRY for entry in ordered)
    return strong >= 2 or (item.mark != "number" and long >= 1)


# Paragraphs and boxes


def leads(placed: Sequence[Placed]) -> Iterator[Candidate]:
    """`**headline**` on a line of its own or before its text, the item's paragraphs below."""
    found = Candidate("leads")
    crowded = longest = 0
    starts = {p.at for p in placed if p.block.kind == "text" and not p.aside and split(p.block.rich)}
    last = max(starts, default=0)
    for at in sorted(starts):
        below: list[Placed] = []
        for further in placed[at + 1 :]:
            ends = further.block.kind in {"heading", "rule", "group"}
            if ends or further.at in starts or further.aside:
                break
            below.append(further)
        if at == last and found.items:
            # Nothing says where the last item ends: it gets no more than the longest before it.
            below = below[:longest]
        longest = max(longest, len(below))
        item = of_paragraph(placed[at].block, [p.block for p in below])
        if item:
            found.take(item, {at, *(p.at for p in below)})
            crowded += _crowded([p.block for p in below], item)
    if crowded * 2 >= max(1, len(found.items)):
        found.factor = _CROWDED
    yield found


def cards(placed: Sequence[Placed]) -> Iterator[Candidate]:
    """Boxes of one class, each with a headline; a box that holds several headlines is a section."""
    by_role: dict[str, list[Placed]] = defaultdict(list)
    for p in placed:
        if p.block.kind == "group" and not p.aside:
            by_role[p.block.role].append(p)
    for role, boxes in sorted(by_role.items()):
        found = Candidate(f"cards {role}")
        crowded = 0
        for p in boxes:
            inside = list(linear(p.block.parts[0]))
            item = None if _comments(inside) else of_card(p.block.parts[0], p.block.line)
            if item:
                found.take(item, set(range(p.at, p.at + 1 + len(inside))))
                crowded += _headlines(inside) >= 2
        if crowded * 2 >= max(1, len(found.items)):
            found.factor = _CROWDED
        yield found


def _comments(inside: Sequence[Block]) -> bool:
    """Whether the first words of a box call it a comment."""
    first = next((block for block in inside if block.kind in {"text", "heading"} and block.rich), None)
    return first is not None and aside_kind(first.rich.text) in {"comment", "about"}


def _headlines(inside: Sequence[Block]) -> int:
    named = (b for b in inside if b.kind == "heading" or (b.kind == "text" and role_kind(b.role) == "title"))
    return sum(1 for block in named if block.rich)


SHAPES: tuple[Callable[[Sequence[Placed]], Iterator[Candidate]], ...] = (
    lists,
    headings,
    leads,
    cards,
    tables,
)
