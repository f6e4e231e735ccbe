"""The encoder's say on every entity: how likely it is one of its type, and whether it stays.

Reads `doc._.entities`, `doc._.names` and `doc._.reading`; drops entities from `doc._.entities` and gives
the mentions of the others their probability as score. Lexicon and spelling propose freely; whether a
string is a name in this text is what the encoder, which read the whole of it, knows better.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import encoder_names, entities, han_names, latin_names, lexicon_names, resources
from kg.extract.document import Name, spans_of
from kg.extract.encoder_labels import Labels
from kg.extract.odds import Odds, logit
from kg.extract.resources import Resources
from kg.records import Entity, Rejection, Span

SOURCE = "encoder_entities"
TABLE = "entity_odds.tsv"
LIMIT = 0.42
# What proposes names, by what the table calls it.
SOURCES = {
    lexicon_names.SOURCE: "lexicon",
    latin_names.SOURCE: "latin",
    han_names.SOURCE: "han",
    encoder_names.SOURCE: "encoder",
}
Signs = dict[str, float]


class EncoderEntities:
    """The component; holds the fitted weights."""

    def __init__(self, shared: Resources, *, limit: float) -> None:
        self.limit = limit
        self.labels = Labels.of(shared.ontology)
        self.entries = shared.lexicon.entries
        self.odds = Odds.of(TABLE)

    def __call__(self, doc: Doc) -> Doc:
        if doc._.reading is None or not doc._.entities:
            return doc
        kept = []
        for entity, signs in zip(doc._.entities, self.signs(doc), strict=True):
            chance = self.odds.chance(signs)
            if chance < self.limit:
                reason = "the encoder thinks that it is no such name here"
                doc._.rejections.append(Rejection(SOURCE, "entity", reason, f"{entity.type} {entity.name}"))
                continue
            score = min(round(chance, 2), 0.99)
            kept.append(replace(entity, mentions=tuple(replace(m, score=score) for m in entity.mentions)))
        doc._.entities = tuple(kept)
        left = {entity.id for entity in kept}
        doc._.families = {id: family for id, family in doc._.families.items() if id in left}
        entities.set_spans(doc)
        return doc

    def signs(self, doc: Doc) -> list[Signs]:
        """What speaks for and against each entity, in the order of `doc._.entities`."""
        found: Sequence[Entity] = doc._.entities
        groups = spans_of(found)
        reading = doc._.reading
        types = reading.types(reading.pooled(groups))
        proposals: dict[Span, list[Name]] = defaultdict(list)
        for name in doc._.names:
            proposals[name.start, name.end].append(name)
        title = doc._.item.text.find("\n")
        answers = []
        for entity, spans, chances in zip(found, groups, types.tolist(), strict=True):
            borders = [reading.border(span) for span in spans]
            names = [name for span in spans for name in proposals[span]]
            own = chances[self.labels.types.index(entity.type)]
            answers.append(self._signs(entity, names, borders, type=own, title=title))
        return answers

    def _signs(
        self, entity: Entity, names: Sequence[Name], borders: Sequence[float], *, type: float, title: int
    ) -> Signs:
        sources = {SOURCES[name.source] for name in names}
        listed = [name for name in names if name.source == lexicon_names.SOURCE]
        best = logit(max(borders))
        signs: Signs = dict.fromkeys(sources, 1.0)
        signs |= {
            "curated": float(entity.id in self.entries),
            "ambiguous": float(bool(listed) and all(name.ambiguous for name in listed)),
            "score": logit(max(mention.score for mention in entity.mentions)),
            "border": best,
            "borders": logit(sum(borders) / len(borders)),
            "type": logit(type),
            "mentions": math.log(len(borders)),
            "title": float(entity.mentions[0].start < title),
        }
        for sign in ("lexicon", "ambiguous", "curated"):
            signs[f"{sign} & border"] = signs.get(sign, 0.0) * best
        signs["lexicon & type"] = signs.get("lexicon", 0.0) * signs["type"]
        signs["lexicon & encoder"] = signs.get("lexicon", 0.0) * signs.get("encoder", 0.0)
        signs[entity.type] = 1.0
        for sign in ("border", "type", "lexicon"):
            signs[f"{entity.type} & {sign}"] = signs.get(sign, 0.0)
        return signs


@Language.factory("encoder_entities", default_config={"limit": LIMIT})
def create(nlp: Language, name: str, limit: float) -> EncoderEntities:
    """The factory that spaCy calls; `limit` is the least probability of an entity that stays."""
    return EncoderEntities(resources.of(nlp), limit=limit)
