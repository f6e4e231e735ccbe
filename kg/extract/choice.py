"""Candidates → the facts that stand: one a triple, the best sign first, rivals weighed against each other.

What is refused comes back with its reason. The lexicon's static facts count as a vote: they lift a weak
sign that they agree with and refuse one for which they know another answer; alone they say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract import wordlists
from kg.extract.candidates import Candidate
from kg.extract.layout import Layout
from kg.extract.resources import Resources
from kg.extract.structures import table
from kg.records import Rejection

SOURCE = "relations"
# Below this a sign is too weak to stand alone.
LEAST = 0.5
# What the lexicon's vote, and each further sentence that agrees, are worth.
_KNOWN = 0.25
_AGAIN = 0.05
# A sign for a maker this much weaker than the best is taken for a chance neighbour.
_MARGIN = 0.1

Key = tuple[int, str, int]


class Chooser:
    """Weighs the candidates of one item."""

    def __init__(self, shared: Resources) -> None:
        self.ontology = shared.ontology
        rules = table()
        self.making = rules["adjacent"].relation
        self.buying = rules["through"]
        self.using = rules["use"].relation
        self.makers = shared.types("maker")
        self.house = shared.lexicon.house
        self.beaten: dict[str, set[str]] = defaultdict(set)
        for stronger, weaker in wordlists.rows("rivals.tsv", 2):
            self.beaten[weaker].add(stronger)
        self.known: set[tuple[str, str, str]] = set()
        self.heads: dict[tuple[str, str], set[str]] = defaultdict(set)
        for head, relation, tail, _ in shared.lexicon.static_facts():
            self.known.add((head, relation, tail))
            self.heads[relation, tail].add(head)

    def choose(
        self, layout: Layout, candidates: Iterable[Candidate]
    ) -> tuple[list[Candidate], list[Rejection]]:
        """The facts that stand, in the order of the text, and what was refused."""
        refused: dict[Candidate, str] = {}
        best = self._best(layout, candidates)
        for candidate in best:
            if self._contradicted(layout, candidate):
                refused[candidate] = "another maker"
            elif candidate.score < LEAST:
                refused[candidate] = "weak sign"
        kept = [candidate for candidate in best if candidate not in refused]
        refused |= dict.fromkeys(self._further_makers(kept), "further maker")
        kept = self._through(layout, [candidate for candidate in kept if candidate not in refused])
        refused |= dict.fromkeys(self._rivals(kept), "rival relation")
        kept = [candidate for candidate in kept if candidate not in refused]
        kept.sort(key=lambda candidate: (candidate.sentence, candidate.head, candidate.tail, candidate.type))
        return kept, [self._rejection(layout, candidate, why) for candidate, why in refused.items()]

    def _key(self, candidate: Candidate) -> Key:
        if self.ontology.relations[candidate.type].symmetric:
            return min(candidate.head, candidate.tail), candidate.type, max(candidate.head, candidate.tail)
        return candidate.head, candidate.type, candidate.tail

    def _best(self, layout: Layout, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The best sign of each triple, lifted by further sentences and by the lexicon."""
        signs: dict[Key, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            signs[self._key(candidate)].append(candidate)
        found: list[Candidate] = []
        for same in signs.values():
            best = max(same, key=lambda candidate: (candidate.score, -candidate.sentence))
            score = best.score + _AGAIN * (len({candidate.sentence for candidate in same}) - 1)
            if self._triple(layout, best) in self.known:
                score += _KNOWN
            found.append(replace(best, score=score))
        return found

    def _triple(self, layout: Layout, candidate: Candidate) -> tuple[str, str, str]:
        return layout.entities[candidate.head].id, candidate.type, layout.entities[candidate.tail].id

    def _contradicted(self, layout: Layout, candidate: Candidate) -> bool:
        """Whether the lexicon knows another maker, not of the same house."""
        head, relation, tail = self._triple(layout, candidate)
        makers = self.heads.get((relation, tail))
        if relation != self.making or not makers or head in makers:
            return False
        return self.house(head) not in {self.house(maker) for maker in makers}

    def _further_makers(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Makers whose sign is much weaker than another's, unless one trigger names them together."""
        top: dict[int, Candidate] = {}
        for candidate in candidates:
            if candidate.type == self.making:
                best = top.setdefault(candidate.tail, candidate)
                if candidate.score > best.score:
                    top[candidate.tail] = candidate
        return [
            candidate
            for candidate in candidates
            if candidate.type == self.making
            and candidate.score < top[candidate.tail].score - _MARGIN
            and (candidate.trigger is None or candidate.trigger != top[candidate.tail].trigger)
        ]

    def _through(self, layout: Layout, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Turn an organisation's use of another's thing into custom of that other."""
        makers: dict[int, list[int]] = defaultdict(list)
        for candidate in candidates:
            if candidate.type == self.making:
                makers[candidate.tail].append(candidate.head)
        found = {self._key(candidate): candidate for candidate in candidates}
        kept: list[Candidate] = []
        for candidate in candidates:
            kind = layout.entities[candidate.head].type
            if candidate.type != self.using or kind not in self.makers or not makers[candidate.tail]:
                kept.append(candidate)
                continue
            for maker in makers[candidate.tail]:
                custom = replace(candidate, type=self.buying.relation, tail=maker, score=self.buying.score)
                fits = self.ontology.allows(custom.type, kind, layout.entities[maker].type)
                if maker != candidate.head and fits and self._key(custom) not in found:
                    found[self._key(custom)] = custom
                    kept.append(custom)
        return kept

    def _rivals(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those that fall beside a stronger relation of the same two entities."""
        types: dict[frozenset[int], set[str]] = defaultdict(set)
        for candidate in candidates:
            types[frozenset((candidate.head, candidate.tail))].add(candidate.type)
        return [
            candidate
            for candidate in candidates
            if self.beaten[candidate.type] & types[frozenset((candidate.head, candidate.tail))]
        ]

    def _rejection(self, layout: Layout, candidate: Candidate, why: str) -> Rejection:
        head, relation, tail = self._triple(layout, candidate)
        return Rejection(SOURCE, "fact", why, f"{head} {relation} {tail}")
