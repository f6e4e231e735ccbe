"""The encoder's names: every span that it marks, with votes for its type, without a maker or noun around it.

Reads the text and `doc._.names`; adds to `doc._.names` and sets `doc._.reading`, which the encoder's other
components ask about entities. A proposal's score is the probability of exactly these borders, weighed
against the lexicon's; its votes are the log odds of the types that all mentions of the spelling have
together. Where another component proposes the same characters, that proposal stays, with its ids, and only
gains: the encoder's certainty and votes, where it is curated those for its curated types alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import resources, wordlists
from kg.extract.document import Name
from kg.extract.encoder import Encoder
from kg.extract.encoder_labels import Labels
from kg.extract.resources import Resources
from kg.lexicon import fold
from kg.records import Span

SOURCE = "encoder_names"
# A type this unlikely, in natural logarithms, gets no vote.
UNLIKELY = -6.0
# Less likely borders are not proposed, and a sure name of the encoder's is worth this much of one that is
# certain: above what spelling proposes, beside what the lexicon does (measured on held-out publishers).
FLOOR = 0.85
WEIGHT = 0.95

_HAN = re.compile(r"[\u3400-\u9fff]+")
_HAN_UP_TO_SIX = r"[\u3400-\u9fff]{0,6}"

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


@cache
def _noun() -> re.Pattern[str]:
    """A generic noun in Han characters, with what it says of itself, behind a name in Latin ones."""
    nouns = "|".join(sorted(filter(_HAN.fullmatch, wordlists.words("generic_nouns.txt"))))
    return re.compile(rf"(?<=[A-Za-z0-9.+])(?<!\bAI)(?<!Agent)(?<!Agents)\s?{_HAN_UP_TO_SIX}(?:{nouns})\Z")


class EncoderNames:
    """The component; holds the model."""

    def __init__(self, model: Path, shared: Resources, *, floor: float, weight: float) -> None:
        self.floor = floor
        self.weight = weight
        self.labels = Labels.of(shared.ontology)
        self.lexicon = shared.lexicon
        self.makers = shared.types("maker")
        self.made = shared.types("made")
        self.encoder = Encoder.load(model, labels=self.labels)

    def __call__(self, doc: Doc) -> Doc:
        reading = self.encoder.read(doc._.item.text)
        doc._.reading = reading
        found = [name for name in reading.names() if name.score >= self.floor]
        by_spelling: dict[str, list[int]] = {}
        for n, name in enumerate(found):
            by_spelling.setdefault(fold(doc._.item.text[name.start : name.end]), []).append(n)
        if not found:
            return doc
        groups: list[list[Span]] = [
            [(found[n].start, found[n].end) for n in own] for own in by_spelling.values()
        ]
        types = reading.types(reading.pooled(groups))
        curated: dict[int, list[Name]] = {}
        for name in doc._.names:
            if name.ids or name.family:
                curated.setdefault(name.start, []).append(name)
        for own, chances in zip(by_spelling.values(), types.tolist(), strict=True):
            votes = self._votes(chances)
            for n in own:
                name = found[n]
                end = self._end(doc._.item.text, curated, name.start, name.end)
                whole = Name(name.start, end, SOURCE, name.score * self.weight, votes)
                for part in self._parts(doc._.item.text, curated, whole):
                    self._propose(doc, part)
        return doc

    def _parts(self, text: str, curated: Mapping[int, Sequence[Name]], name: Name) -> list[Name]:
        """A curated maker at its front and the rest, where that is curated or made: 谷歌 and Gemini 3.

        `curated` holds what the lexicon knows, by where it starts.
        """
        for maker in curated.get(name.start, ()):
            if maker.end >= name.end or not self._is_maker(maker):
                continue
            start = maker.end + (text[maker.end] == " ")
            if (
                start in curated
                or max(name.votes, key=lambda kind: name.votes[kind], default="") in self.made
            ):
                return [replace(maker, source=SOURCE, score=name.score), replace(name, start=start)]
        return [name]

    def _end(self, text: str, curated: Mapping[int, Sequence[Name]], start: int, end: int) -> int:
        """Where a name ends without a noun behind it: Muse图像生成模型 is Muse; a maker keeps its."""
        noun = _noun().search(text, start + 1, end)
        if noun is None or any(
            self._is_maker(name) and name.end == noun.start() for name in curated.get(start, ())
        ):
            return end
        return noun.start()

    def _is_maker(self, name: Name) -> bool:
        return bool(name.ids) and not name.ambiguous and self.lexicon.entries[name.ids[0]].type in self.makers

    def _propose(self, doc: Doc, name: Name) -> None:
        """Add a proposal, or strengthen those of the same characters."""
        same = [
            n for n, other in enumerate(doc._.names) if (other.start, other.end) == (name.start, name.end)
        ]
        for n in same:
            other = doc._.names[n]
            kinds = other.votes if other.ids else {**other.votes, **name.votes}
            votes = {kind: other.votes.get(kind, 0.0) + name.votes.get(kind, 0.0) for kind in kinds}
            doc._.names[n] = replace(other, score=max(other.score, name.score), votes=votes)
        if not same:
            doc._.names.append(name)

    def _votes(self, chances: list[float]) -> dict[str, float]:
        weights = {
            kind: math.log(max(chance, 1e-9)) - UNLIKELY
            for kind, chance in zip(self.labels.types, chances, strict=True)
        }
        return {kind: weight for kind, weight in weights.items() if weight > 0}


@Language.factory("encoder_names", default_config={"floor": FLOOR, "weight": WEIGHT})
def create(nlp: Language, name: str, model: str, floor: float, weight: float) -> EncoderNames:
    """The factory that spaCy calls; `model` is the model's folder, `floor` and `weight` are shares of one."""
    return EncoderNames(Path(model), resources.of(nlp), floor=floor, weight=weight)
