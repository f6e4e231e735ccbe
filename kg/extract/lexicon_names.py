"""Curated names in the text, with the ids of their entries, grown over the version that follows.

Reads the text and the sentences; adds to `doc._.names`. A curated name carries its entries' types as
votes, weighed by what the item says for it (`ambiguity.py`); where that speaks against it, the spelling
is refused. A versioned name (`Gemini` + ` 3.0`) that the lexicon does not know itself carries its family
instead of an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import ambiguity, resources, versions, wordlists
from kg.extract.document import Name
from kg.extract.resources import Resources
from kg.lexicon import Match
from kg.records import Rejection

SOURCE = "lexicon_names"
SCORE = 0.9
GROWN = 0.95
# The first of two honest types, unless the context speaks for the second.
PREFERENCE = 1.0
_BARE_VERSION = re.compile(r"[A-Za-z]{0,2}[-.\d]*\Z")


class LexiconNames:
    """The component; its automaton is the lexicon's own."""

    def __init__(self, shared: Resources) -> None:
        self.lexicon = shared.lexicon
        self.made = shared.types("made")
        self.matcher = shared.lexicon.matcher()
        self.evidence = ambiguity.Evidence(shared.lexicon)
        self.generic = tuple(sorted(wordlists.words("generic_nouns.txt"), key=len, reverse=True))

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.item.text
        found = self.matcher.find(text)
        matches = [part for match in found for part in self._parts(text, self._shortened(text, match))]
        covered = 0
        for match, weight in zip(matches, self.evidence.weigh(doc, matches), strict=True):
            if match.start < covered:
                continue
            if weight < 0:
                surface = text[match.start : match.end]
                doc._.rejections.append(Rejection(SOURCE, "mention", "a common word here", surface))
                continue
            name = self._name(text, match, weight)
            covered = name.end
            doc._.names.append(name)
        return doc

    def _shortened(self, text: str, match: Match) -> Match:
        """Without a generic noun at its end, where the rest is a name of the same entry."""
        surface = text[match.start : match.end]
        noun = next((noun for noun in self.generic if surface.casefold().endswith(noun)), "")
        rest = surface[: len(surface) - len(noun)].rstrip()
        if not noun or not rest or match.ids[0] not in self._ids(rest):
            return match
        return Match(match.start, match.start + len(rest), match.ids, match.ambiguous)

    def _parts(self, text: str, match: Match) -> Iterator[Match]:
        """A maker's name before a name that stands by itself is a mention of its own: 谷歌Gemini."""
        surface = text[match.start : match.end]
        maker = self.lexicon.entries.get(self.lexicon.entries[match.ids[0]].maker)
        if maker is None:
            yield match
            return
        for alias in maker.aliases:
            rest = surface[len(alias.text) :].lstrip()
            if surface.startswith(alias.text) and self._stands_alone(rest, match.ids[0]):
                yield Match(match.start, match.start + len(alias.text), (maker.id,), False)
                yield Match(match.end - len(rest), match.end, match.ids, match.ambiguous)
                return
        yield match

    def _stands_alone(self, rest: str, id: str) -> bool:
        """Whether a name means its entry without the maker before it: Gemini does, Drive and M2.7 do not."""
        if _BARE_VERSION.match(rest) or self.lexicon.ambiguous(rest):
            return False
        return id in self._ids(rest)

    def _ids(self, spelling: str) -> set[str]:
        return {entry.id for entry in self.lexicon.lookup(spelling)}

    def _name(self, text: str, match: Match, weight: float) -> Name:
        made = next((id for id in match.ids if self._is_made(id)), "")
        end = versions.extension(text, match.end) if made else match.end
        if end == match.end:
            votes = self._votes(match.ids, weight)
            return Name(match.start, match.end, SOURCE, SCORE, votes, match.ids, match.ambiguous)
        known = tuple(entry.id for entry in self.lexicon.lookup(text[match.start : end]))
        if known:
            return Name(match.start, end, SOURCE, GROWN, self._votes(known, weight), known)
        kinds = self.lexicon.entries[made].types
        votes = {kind: weight for kind in kinds if kind in self.made}
        return Name(match.start, end, SOURCE, GROWN, votes, family=made)

    def _is_made(self, id: str) -> bool:
        return any(kind in self.made for kind in self.lexicon.entries[id].types)

    def _votes(self, ids: Sequence[str], weight: float) -> dict[str, float]:
        votes: dict[str, float] = {}
        for id in ids:
            for kind in self.lexicon.entries[id].types:
                votes.setdefault(kind, weight + PREFERENCE if not votes else weight)
        return votes


@Language.factory("lexicon_names")
def create(nlp: Language, name: str) -> LexiconNames:
    """The factory that spaCy calls."""
    return LexiconNames(resources.of(nlp))
