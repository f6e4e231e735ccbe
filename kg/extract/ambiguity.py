"""Curated spellings that are also common words, or names of several things: what the item says for them.

Reads the text, the sentences and all matches of the item. The evidence that a spelling is meant as a name
(a certain mention of the same entry, of its maker, its group, its people or its products; how it is
written) becomes the weight of its votes; without enough of it the cues decide that it is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from kg.extract import latin_words, wordlists
from kg.lexicon import Lexicon, Match

# The lexicon's word for businesses that report news.
_MEDIA = "media"


class Evidence:
    """What a lexicon says of pairs: which entries hold each other up when both are named."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.relatives: dict[str, set[str]] = defaultdict(set)
        for entry in lexicon.entries.values():
            targets = [entry.maker, entry.parent, entry.family, *entry.founded]
            targets += [post.organisation for post in entry.posts]
            for target in filter(None, targets):
                self.relatives[entry.id].add(target)
                self.relatives[target].add(entry.id)
        self.weights = {
            signal: float(weight) for signal, weight in wordlists.mapping("ambiguity.txt").items()
        }

    def weigh(self, doc: Doc, matches: Sequence[Match]) -> list[float]:
        """For each match the weight of its votes for being a name."""
        certain = {match.ids[0] for match in matches if not match.ambiguous}
        text = doc._.item.text
        latin = latin_words.is_latin(text)
        openings = {start for start, _ in doc._.sentences} if latin else set()
        return [
            sum(
                self.weights[signal]
                for signal in self.signals(match, text, certain, latin=latin, openings=openings)
            )
            for match in matches
        ]

    def signals(
        self, match: Match, text: str, certain: set[str], *, latin: bool, openings: set[int]
    ) -> Iterator[str]:
        """The signals of `data/ambiguity.txt` that hold for this match."""
        entry = self.lexicon.entries[match.ids[0]]
        yield "ambiguous" if match.ambiguous else "certain"
        if entry.sector == _MEDIA:
            yield "media"
        if not match.ambiguous:
            return
        surface = text[match.start : match.end]
        if len(match.ids) > 1:
            yield "several"
        if not surface.isascii():
            yield "han"
        elif surface.islower():
            yield "lower"
        elif latin_words.is_common(surface):
            yield "common-opening" if match.start in openings else "common"
        if latin:
            yield "latin-text"
        if any(id in certain for id in match.ids):
            yield "same"
        elif any(self.relatives[id] & certain for id in match.ids if id in self.relatives):
            yield "relative"
