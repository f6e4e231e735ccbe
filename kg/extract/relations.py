"""Names and words of relations → facts, each with the sentence that says so.

Reads `doc._.entities`, `doc._.families`, `doc._.clauses` and `doc._.sentences`; sets `doc._.facts`. Triggers
(`matching.py`), posts, orders of names and versions propose candidates; `choice.py` takes the best sign of
each fact. The lexicon settles between makers that the text offers and never adds a fact of its own.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import resources, status, triggers
from kg.extract.candidates import Candidate
from kg.extract.choice import Chooser
from kg.extract.layout import Layout
from kg.extract.matching import Matcher
from kg.extract.posts import Posts
from kg.extract.resources import Resources
from kg.extract.structures import Structures
from kg.extract.variants import Variants
from kg.records import Evidence, Fact

SOURCE = "relations"


class Relations:
    """The component; holds the tables and asks the ontology what may stand where."""

    def __init__(self, shared: Resources) -> None:
        self.ontology = shared.ontology
        self.plain = status.plain(shared.ontology)
        self.matcher = Matcher(triggers.load(), shared)
        self.posts = Posts(shared)
        self.structures = Structures(shared)
        self.variants = Variants(shared)
        self.chooser = Chooser(shared)

    def __call__(self, doc: Doc) -> Doc:
        layout = Layout(doc, self.ontology)
        if len(layout.entities) < 2:
            return doc
        candidates = [
            *self.matcher.find(layout),
            *self.posts.find(layout),
            *self.structures.find(layout),
            *self.variants.find(layout, doc._.families),
        ]
        chosen, refused = self.chooser.choose(layout, candidates)
        doc._.facts = [self._fact(layout, candidate) for candidate in chosen]
        doc._.rejections.extend(refused)
        return doc

    def _fact(self, layout: Layout, candidate: Candidate) -> Fact:
        head, tail = layout.entities[candidate.head].id, layout.entities[candidate.tail].id
        if self.ontology.relations[candidate.type].symmetric:
            head, tail = sorted((head, tail))
        start, end = layout.sentences[candidate.sentence]
        sentence = layout.text[start:end].rstrip()
        trigger = layout.text[slice(*candidate.trigger)] if candidate.trigger else ""
        return Fact(
            head,
            candidate.type,
            tail,
            status=candidate.status or self.plain,
            confidence=round(min(candidate.score, 0.99), 2),
            evidence=Evidence(start, start + len(sentence), sentence, trigger),
            source=f"{SOURCE}:{candidate.source}",
            role=candidate.role,
        )


@Language.factory("relations")
def create(nlp: Language, name: str) -> Relations:
    """The factory that spaCy calls."""
    return Relations(resources.of(nlp))
