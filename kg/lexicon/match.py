"""Text → the curated names in it, with true offsets: an automaton over all spellings, then a border check.

The automaton reports every spelling, also those inside others; one that stands inside a word or a number
is refused (`GPT` in ChatGPT, `GPT-4` in GPT-4.1), and of the rest those that cover most of the text win.
So a long name that fails at its border leaves room for the shorter one below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ahocorasick_rs import AhoCorasick

from kg.lexicon.borders import Border, left, right
from kg.lexicon.normalize import fold_in_place
from kg.lexicon.seams import spread, unseamed

# Index of the pattern, start, end.
_Hit: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """`text[start:end]` is a spelling of these entries, best first; `ambiguous`: it needs a vote."""

    start: int
    end: int
    ids: tuple[str, ...]
    ambiguous: bool


class _Pattern:
    """All spellings that fold to one string; without entries it is a blocker."""

    __slots__ = ("ambiguous", "exact", "ids")

    def __init__(self) -> None:
        self.ids: tuple[str, ...] = ()
        self.exact: dict[str, bool] = {}
        self.ambiguous = False

    def add(self, spelling: str, entry: str, ambiguous: bool) -> None:
        if entry not in self.ids:
            self.ids = (*self.ids, entry)
        self.exact[spelling] = self.exact.get(spelling, False) or ambiguous
        self.ambiguous = self.ambiguous or ambiguous

    def needs_vote(self, surface: str) -> bool:
        """As flagged; a word that equals the name by case folding alone (`cursor`, `Neo`) needs one too."""
        if len(self.ids) > 1:
            return True
        if surface in self.exact:
            return self.exact[surface]
        if self.ambiguous or not surface.isascii():
            return self.ambiguous
        if not surface.replace(" ", "").replace("-", "").isalpha():
            return False
        acronym = all(spelling.isupper() for spelling in self.exact)
        return surface[0].islower() or (acronym and not surface.isupper())


class Matcher:
    """Finds names; built from (spelling, entry id, ambiguous), the best entry of a spelling first.

    `blockers` are strings that hold a name and are none (a fixed phrase): they win by length and
    give no match.
    """

    def __init__(self, names: Iterable[tuple[str, str, bool]], blockers: Iterable[str] = ()) -> None:
        curated: dict[str, _Pattern] = {}
        names = list(names)
        for spelling, entry, ambiguous in names:
            curated.setdefault(unseamed(spelling), _Pattern()).add(spelling, entry, ambiguous)
        for blocker in blockers:
            for spelling in (unseamed(blocker), *spread(unseamed(blocker))):
                curated.setdefault(spelling, _Pattern())
        # What a table says goes before what follows from another name's parts.
        spread_out: dict[str, _Pattern] = {}
        for spelling, entry, ambiguous in names:
            for variant in spread(unseamed(spelling)):
                if variant not in curated:
                    spread_out.setdefault(variant, _Pattern()).add(spelling, entry, ambiguous)
        patterns = curated | spread_out
        self._patterns = list(patterns.values())
        self._automaton = AhoCorasick(list(patterns), store_patterns=False)

    def find(self, text: str) -> list[Match]:
        """All names in order, free of overlap."""
        folded = fold_in_place(text)
        unseamed_text = folded.replace("-", " ")
        hits: list[_Hit] = self._automaton.find_matches_as_indexes(unseamed_text, overlapping=True)
        matches = []
        for index, start, end in _select(_bordered(hits, folded, text)):
            pattern = self._patterns[index]
            if pattern.ids:
                matches.append(Match(start, end, pattern.ids, pattern.needs_vote(text[start:end])))
        return matches


def _select(hits: list[_Hit]) -> list[_Hit]:
    """The hits without overlap that cover most of the text, then the fewest, then the leftmost.

    Where names stand inside one another this is the longest; and Google + Gemini 3 Pro goes before
    Google Gemini.
    """
    hits.sort(key=_by_place)
    chosen: list[_Hit] = []
    cluster: list[_Hit] = []
    reach = 0
    for hit in hits:
        if hit[1] >= reach:
            chosen += _best(cluster)
            cluster = []
        cluster.append(hit)
        reach = max(reach, hit[2])
    return chosen + _best(cluster)


def _best(cluster: list[_Hit]) -> list[_Hit]:
    """The best selection among hits that overlap in a chain, sorted by place."""
    if len(cluster) < 2 or cluster[0][2] >= max(hit[2] for hit in cluster):
        return cluster[:1]
    # For each place, from the last to the first: covered, pieces (negative), whether its hit is taken,
    # and the place to go on from.
    best = [(0, 0, False, 0)] * (len(cluster) + 1)
    for place in range(len(cluster) - 1, -1, -1):
        _, start, end = cluster[place]
        after = place + 1
        while after < len(cluster) and cluster[after][1] < end:
            after += 1
        taken = (best[after][0] + end - start, best[after][1] - 1)
        skipped = best[place + 1][:2]
        best[place] = (*taken, True, after) if taken >= skipped else (*skipped, False, place + 1)
    chosen = []
    place = 0
    while place < len(cluster):
        if best[place][2]:
            chosen.append(cluster[place])
        place = best[place][3]
    return chosen


def _by_place(hit: _Hit) -> tuple[int, int]:
    return hit[1], -hit[2]


def _bordered(hits: list[_Hit], folded: str, text: str) -> list[_Hit]:
    """Keep what stands free; of two names joined by a hyphen each frees the other."""
    kept = []
    joined = []
    starts = set()
    ends = set()
    for hit in hits:
        before = left(folded, text, hit[1])
        if before is Border.REFUSED:
            continue
        after = right(folded, text, hit[1], hit[2])
        if after is Border.REFUSED:
            continue
        starts.add(hit[1])
        ends.add(hit[2])
        if before is after is Border.FREE:
            kept.append(hit)
        else:
            joined.append((hit, before, after))
    for hit, before, after in joined:
        freed_left = before is Border.FREE or hit[1] - 1 in ends
        freed_right = after is Border.FREE or hit[2] + 1 in starts
        if freed_left and freed_right:
            kept.append(hit)
    return kept
