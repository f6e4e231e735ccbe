"""Mentions → one entity per real thing in the item.

Reads `doc._.mentions`; sets `doc._.entities`, `doc._.families` and `doc.ents` (label = type, kb_id = id).
Mentions meet by their curated id, by their normalised name and kind, and by the rules of `grouping.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import grouping, provisional, resources
from kg.extract.document import TypedMention
from kg.extract.grouping import Named
from kg.extract.resources import Resources
from kg.records import Entity, Mention

SOURCE = "entities"


class Entities:
    """The component; holds the ontology's kinds and the lexicon's names."""

    def __init__(self, shared: Resources) -> None:
        self.lexicon = shared.lexicon
        self.ontology = shared.ontology
        self.human = shared.kind("human")

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.item.text
        named = [self._named(text, mention) for mention in doc._.mentions]
        leader = grouping.join(text, named, self.human)
        groups: dict[str, list[TypedMention]] = defaultdict(list)
        for name, mention in zip(named, doc._.mentions, strict=True):
            groups[leader[name.key]].append(mention)
        doc._.entities = tuple(self._entity(text, key, mentions) for key, mentions in groups.items())
        doc._.families = {
            entity.id: family
            for entity, mentions in zip(doc._.entities, groups.values(), strict=True)
            if (family := next((mention.family for mention in mentions if mention.family), ""))
        }
        set_spans(doc)
        return doc

    def _named(self, text: str, mention: TypedMention) -> Named:
        surface = text[mention.start : mention.end]
        kind = self.ontology.kind(mention.type)
        id = mention.id or self._curated(surface, kind)
        key = id or provisional.entity_id(surface, kind)
        return Named(key, mention.start, mention.end, surface, kind, bool(id))

    def _curated(self, surface: str, kind: str) -> str:
        """The id of the one entry whose name this is but for its legal form."""
        found = self.lexicon.lookup(provisional.slug(surface, kind))
        same = [entry.id for entry in found if self.ontology.kind(entry.type) == kind]
        return same[0] if len(same) == 1 else ""

    def _entity(self, text: str, key: str, mentions: Sequence[TypedMention]) -> Entity:
        entry = self.lexicon.entries.get(key)
        surest = max(mentions, key=lambda mention: mention.score)
        surfaces = [text[mention.start : mention.end] for mention in mentions]
        return Entity(
            key,
            surest.type,
            entry.name if entry else max(surfaces, key=len),
            tuple(
                Mention(mention.start, mention.end, surface, mention.source, mention.score)
                for mention, surface in zip(mentions, surfaces, strict=True)
            ),
        )


def set_spans(doc: Doc) -> None:
    """`doc.ents` for those who read with spaCy; a mention that cuts a token is left out of it."""
    spans = [
        doc.char_span(mention.start, mention.end, label=entity.type, kb_id=entity.id)
        for entity in doc._.entities
        for mention in entity.mentions
    ]
    doc.ents = tuple(sorted(filter(None, spans), key=lambda span: span.start))


@Language.factory("entities")
def create(nlp: Language, name: str) -> Entities:
    """The factory that spaCy calls."""
    return Entities(resources.of(nlp))
