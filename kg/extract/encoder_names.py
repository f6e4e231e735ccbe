"""The encoder's names: every span that it marks, with votes for its type.

Reads the text and `doc._.names`; adds to `doc._.names` and sets `doc._.reading`, which the encoder's other
components ask about entities. A proposal's score is the probability of exactly these borders, weighed
against the lexicon's; its votes are the log odds of the types that all mentions of the spelling have
together. Where another component proposes the same characters, that proposal stays, with its ids, and only
gains: the encoder's certainty, and the encoder's votes unless its types are curated.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import resources
from kg.extract.document import Name
from kg.extract.encoder import Encoder
from kg.extract.encoder_labels import Labels
from kg.lexicon import fold
from kg.ontology import Ontology
from kg.records import Span

SOURCE = "encoder_names"
# A type this unlikely, in natural logarithms, gets no vote.
UNLIKELY = -6.0
# Less likely borders are not proposed, and a sure name of the encoder's is worth this much of one that is
# certain: above what spelling proposes, beside what the lexicon does (measured on held-out publishers).
FLOOR = 0.85
WEIGHT = 0.95

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


class EncoderNames:
    """The component; holds the model."""

    def __init__(self, model: Path, ontology: Ontology, *, floor: float, weight: float) -> None:
        self.floor = floor
        self.weight = weight
        self.labels = Labels.of(ontology)
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
        for own, chances in zip(by_spelling.values(), types.tolist(), strict=True):
            votes = self._votes(chances)
            for n in own:
                name = found[n]
                self._propose(doc, Name(name.start, name.end, SOURCE, name.score * self.weight, votes))
        return doc

    def _propose(self, doc: Doc, name: Name) -> None:
        """Add a proposal, or strengthen those of the same characters."""
        same = [
            n for n, other in enumerate(doc._.names) if (other.start, other.end) == (name.start, name.end)
        ]
        for n in same:
            other = doc._.names[n]
            votes = other.votes if other.ids else {**other.votes, **name.votes}
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
    return EncoderNames(Path(model), resources.of(nlp).ontology, floor=floor, weight=weight)
