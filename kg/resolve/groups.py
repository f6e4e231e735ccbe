"""Which ids are one thing: union by decisions, kept apart by decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kg.resolve.decisions import Decisions


class Groups:
    """Sets of ids that are one thing; joining refuses what was decided to be different."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._leader = {id_: id_ for id_ in ids}
        self._members = {id_: {id_} for id_ in self._leader}
        self._apart: set[frozenset[str]] = set()

    def keep_apart(self, a: str, b: str) -> None:
        self._apart.add(frozenset((a, b)))

    def _add(self, id_: str) -> None:
        self._leader.setdefault(id_, id_)
        self._members.setdefault(id_, {id_})

    def join(self, a: str, b: str) -> bool:
        """Make one of the two sets; False where a member of each was decided to be different."""
        self._add(a)
        self._add(b)
        first, second = self._leader[a], self._leader[b]
        if first == second:
            return True
        mine, other = self._members[first], self._members[second]
        if any(frozenset((x, y)) in self._apart for x in mine for y in other):
            return False
        keep, gone = sorted((first, second))
        self._members[keep] = mine | other
        for member in self._members.pop(gone):
            self._leader[member] = keep
        return True

    def canonical(self, rank: Callable[[str], tuple[bool, str]]) -> Mapping[str, str]:
        """Each id → the id of its set that ranks first."""
        best = {leader: min(members, key=rank) for leader, members in self._members.items()}
        return {id_: best[leader] for id_, leader in sorted(self._leader.items())}


def decided(ids: Iterable[str], decisions: Decisions) -> Groups:
    """The sets that decisions make of these ids; forbidding goes before joining."""
    groups = Groups(ids)
    for decision in decisions.of("different"):
        groups.keep_apart(decision.a, decision.b)
    for decision in decisions.of("same"):
        groups.join(decision.a, decision.b)
    return groups
