"""Parts that are tied to one another → the deals that they belong to.

One item may tell of several deals of one type that share a party: a buyer of two firms, a firm that works
with two others. Taken together they would be one deal that nobody made.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.ontology import DealType

# Deal type, role, and the entity that plays it, by number.
Part = tuple[str, str, int]
Tie = tuple[Part, Part]


def merged(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Groups of numbers that pairs tie together, in order of their first member."""
    parent = list(range(count))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    groups: dict[int, list[int]] = {}
    for n in range(count):
        groups.setdefault(root(n), []).append(n)
    return list(groups.values())


def tied(parts: Sequence[Part], ties: Sequence[Tie]) -> list[list[Part]]:
    """The parts in groups that ties hold together; ties to other parts count for nothing."""
    place = {part: n for n, part in enumerate(parts)}
    pairs = [(place[a], place[b]) for a, b in ties if a in place and b in place]
    return [[parts[n] for n in group] for group in merged(len(parts), pairs)]


def apart(
    type: DealType, group: Sequence[Part], ties: Sequence[Tie], sentences: Sequence[frozenset[int]]
) -> list[list[Part]]:
    """A group's deals: one for each part that only one party can play, else one for each sentence.

    Who buys two firms makes two deals; who works with two makes one where a sentence names all three.
    `sentences` are the entities that each names.
    """
    single = [part for part in group if not type.roles[part[1]].many]
    if len(single) == 1 or len(group) < 3:
        return [list(group)]
    near: dict[Part, set[Part]] = {part: set() for part in group}
    for one, other in ties:
        if one in near and other in near:
            near[one].add(other)
            near[other].add(one)
    if single:
        return [sorted({part, *near[part]} - (set(single) - {part})) for part in single]
    return _by_sentence(group, [tie for tie in ties if tie[0] in near and tie[1] in near], sentences)


def _by_sentence(
    group: Sequence[Part], ties: Sequence[Tie], sentences: Sequence[frozenset[int]]
) -> list[list[Part]]:
    found: list[set[Part]] = []
    for sentence in sentences:
        inside = [part for part in group if part[2] in sentence]
        found += [set(parts) for parts in tied(inside, ties) if len(parts) > 1]
    # Ties across sentences join only what no sentence joins with anyone.
    named = set().union(*found)
    found += [{one, other} for one, other in ties if not {one, other} <= named]
    largest = [parts for parts in found if not any(parts < other for other in found)]
    return [sorted(parts) for n, parts in enumerate(largest) if parts not in largest[:n]]
