"""Which ids are one thing: a union-find that refuses to join what was decided to be different."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator


class Groups:
    """Sets of ids that are one thing. Where joins are refused, those that come first win.

    `apart` are pairs that were decided to be different; of `curated` ids only a decision may make two one.
    """

    def __init__(self, apart: Iterable[tuple[str, str]] = (), curated: Container[str] = ()) -> None:
        self._curated = curated
        self._leader: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = {}
        for a, b in apart:
            self._apart.setdefault(self.add(a), set()).add(b)
            self._apart.setdefault(self.add(b), set()).add(a)

    def add(self, id_: str) -> str:
        """Make the id known; returns the leader of its set."""
        if id_ not in self._leader:
            self._leader[id_] = id_
            self._members[id_] = [id_]
        return self._leader[id_]

    def link(self, a: str, b: str) -> bool:
        """Join as nobody decided it: False also where both sets hold a curated id."""
        mine, other = self._members[self.add(a)], self._members[self.add(b)]
        if mine is not other and self._holds_curated(mine) and self._holds_curated(other):
            return False
        return self.join(a, b)

    def _holds_curated(self, members: Iterable[str]) -> bool:
        return any(id_ in self._curated for id_ in members)

    def join(self, a: str, b: str) -> bool:
        """Make one of the two sets; False where a member of each was decided to be different."""
        first, second = self.add(a), self.add(b)
        if first == second:
            return True
        if len(self._members[first]) < len(self._members[second]):
            first, second = second, first
        refused = self._apart.get(first)
        if refused and not refused.isdisjoint(self._members[second]):
            return False
        moved = self._members.pop(second)
        for member in moved:
            self._leader[member] = first
        self._members[first] += moved
        if second in self._apart:
            self._apart[first] = self._apart.get(first, set()) | self._apart.pop(second)
        return True

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Each set, its ids sorted; the sets in order of their first id."""
        yield from sorted(tuple(sorted(members)) for members in self._members.values())
