"""The encoder's names: every span that it marks, with votes for its type.

Reads the text; adds to `doc._.names` and sets `doc._.reading`, which the encoder's other components ask
about entities. A proposal's score is the probability of exactly these borders; its votes are the log odds
of the types that all mentions of the spelling have together.
"""

from __future__ import annotations

import math
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

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


class EncoderNames:
    """The component; holds the model."""

    def __init__(self, model: Path, ontology: Ontology) -> None:
        self.labels = Labels.of(ontology)
        self.encoder = Encoder.load(model, labels=self.labels)

    def __call__(self, doc: Doc) -> Doc:
        reading = self.encoder.read(doc.text)
        doc._.reading = reading
        found = reading.names()
        by_spelling: dict[str, list[int]] = {}
        for n, name in enumerate(found):
            by_spelling.setdefault(fold(doc.text[name.start : name.end]), []).append(n)
        if not found:
            return doc
        groups: list[list[Span]] = [
            [(found[n].start, found[n].end) for n in own] for own in by_spelling.values()
        ]
        types = reading.types(reading.pooled(groups))
        for own, chances in zip(by_spelling.values(), types.tolist(), strict=True):
            votes = self._votes(chances)
            doc._.names.extend(Name(found[n].start, found[n].end, SOURCE, found[n].score, votes) for n in own)
        return doc

    def _votes(self, chances: list[float]) -> dict[str, float]:
        weights = {
            kind: math.log(max(chance, 1e-9)) - UNLIKELY
            for kind, chance in zip(self.labels.types, chances, strict=True)
        }
        return {kind: weight for kind, weight in weights.items() if weight > 0}


@Language.factory("encoder_names")
def create(nlp: Language, name: str, model: str) -> EncoderNames:
    """The factory that spaCy calls; `model` is the model's folder."""
    return EncoderNames(Path(model), resources.of(nlp).ontology)
