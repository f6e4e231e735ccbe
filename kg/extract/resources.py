"""What the components share besides the Doc: the lexicon and the ontology that a pipeline was built with.

spaCy's component factories take plain JSON values, and these two are objects; so `pipe.build_nlp` attaches
them to the `Language`, and a factory asks for them by `of`. A pipeline made elsewhere gets the package's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from spacy.language import Language

from kg import lexicon as lexicons
from kg import ontology as ontologies
from kg.extract import wordlists
from kg.lexicon import Lexicon
from kg.ontology import Ontology

# The roles of `kinds.txt`; a type plays exactly one.
ROLES = ("maker", "made", "human")


@dataclass(frozen=True, slots=True)
class Resources:
    """The curated knowledge that a pipeline reads with."""

    lexicon: Lexicon
    ontology: Ontology

    def kind(self, role: str) -> str:
        """The ontology's kind that plays this role (`kinds.txt`: maker, made, human)."""
        return wordlists.mapping("kinds.txt")[role]

    def types(self, role: str) -> frozenset[str]:
        """The entity types of the kind that plays this role."""
        kind = self.kind(role)
        return frozenset(name for name in self.ontology.entities if self.ontology.kind(name) == kind)


_attached: WeakKeyDictionary[Language, Resources] = WeakKeyDictionary()


def attach(nlp: Language, resources: Resources) -> None:
    """Give a pipeline its resources, before its components are added."""
    _attached[nlp] = resources


def of(nlp: Language) -> Resources:
    """The resources of a pipeline."""
    found = _attached.get(nlp)
    if found is None:
        found = Resources(lexicons.load(), ontologies.load())
        attach(nlp, found)
    return found
