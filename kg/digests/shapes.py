"""Blocks of a page → the items on it, whatever their shape.

Five shapes are tried: list entries, headings with text below, paragraphs that open with a headline,
boxes of one class (HTML) and rows of a table. The one that explains the page best wins: how much of
its text it covers, how well its headlines are marked, how many name a source. Lists and paragraphs
out of the winner's reach are added where their headlines are marked as strongly. Parts whose heading
says overview, comment or imprint take no part; an overview does where there is nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from kg.digests.blocks import Block
from kg.digests.candidates import HEADLINE_SIZE, SHAPES, Candidate
from kg.digests.compose import RawItem
from kg.digests.letters import size
from kg.digests.place import Placed, mass, place
from kg.digests.titles import Mark, key

_STRONG = frozenset({"link", "bracket"})
_NO_ITEMS: frozenset[str] = frozenset({"overview", "comment", "about"})
# Readings of the page, the likelier first; a later one must be this much better to be taken.
_READINGS: tuple[tuple[frozenset[str], bool], ...] = (
    (_NO_ITEMS, True),
    (_NO_ITEMS, False),
    (_NO_ITEMS - {"overview"}, False),
    (frozenset(), False),
)
_BETTER = 1.3
_WORTH_ANOTHER = 0.25


def items_of(blocks: Sequence[Block]) -> list[RawItem]:
    """The items of a page in its order."""
    best: tuple[float, list[RawItem]] = (0.0, [])
    seen: set[tuple[int, ...]] = set()
    for skipped, nested in _READINGS:
        placed = place(blocks, skipped, nested=nested)
        asides = tuple(p.at for p in placed if p.aside)
        if asides in seen:
            continue
        seen.add(asides)
        score, items = _read(placed)
        if score > best[0] * _BETTER:
            best = (score, items)
        if best[0] and _left_out(placed) < _WORTH_ANOTHER:
            break
    return best[1]


def _left_out(placed: Sequence[Placed]) -> float:
    """The share of the page's text that stands in asides: what another reading could win."""
    return sum(mass(p.block) for p in placed if p.aside) / max(1, sum(mass(p.block) for p in placed))


def _read(placed: Sequence[Placed]) -> tuple[float, list[RawItem]]:
    total = sum(mass(p.block) for p in placed)
    found = [candidate for shape in SHAPES for candidate in shape(placed) if candidate.items]
    if not found:
        return 0.0, []
    best = max(found, key=lambda candidate: candidate.score(total))
    return best.score(total), _distinct(_with_others(best, found))


def _with_others(best: Candidate, found: Sequence[Candidate]) -> list[RawItem]:
    """The winner's items, and those out of its reach whose headlines are marked as strongly."""
    marks = {item.mark for item in best.items}
    taken = {place for places in best.taken for place in places}
    items = list(best.items)
    for other in found:
        if other is best or other.factor < 1:
            continue
        free = [(item, at) for item, at in zip(other.items, other.taken, strict=True) if not at & taken]
        for group in _groups(other.shape, free):
            if all(_as_strong(item, marks) for item, _ in group):
                items.extend(item for item, _ in group)
                taken.update(place for _, places in group for place in places)
    return sorted(items, key=lambda item: item.line)


def _groups(
    shape: str, free: Sequence[tuple[RawItem, frozenset[int]]]
) -> list[list[tuple[RawItem, frozenset[int]]]]:
    """What is taken or left as a whole: a list; of the other shapes two items or more, each with text."""
    if shape not in {"ordered", "bullets"}:
        return [list(free)] if len(free) > 1 and all(item.body for item, _ in free) else []
    by_list: dict[frozenset[int], list[tuple[RawItem, frozenset[int]]]] = defaultdict(list)
    for item, places in free:
        by_list[places].append((item, places))
    return list(by_list.values())


def _as_strong(item: RawItem, marks: Set[Mark]) -> bool:
    """A linked or bracketed headline as the winner has, or any words with a source of their own."""
    sourced = any(url.startswith("http") for url in item.urls)
    marked = item.mark in _STRONG and (item.mark in marks or sourced)
    return size(item.title.text) >= HEADLINE_SIZE / 2 and (marked or sourced)


def _distinct(items: Sequence[RawItem]) -> list[RawItem]:
    """Without headlines that only repeat another item's, as an overview does."""
    full = {key(item.title.text) for item in items if item.body}
    seen: set[str] = set()
    kept = []
    for item in items:
        name = key(item.title.text)
        if item.body or (name not in full and name not in seen):
            kept.append(item)
        seen.add(name)
    return kept
