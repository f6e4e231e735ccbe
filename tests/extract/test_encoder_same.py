"""Which entities of an item the encoder joins: what spelling proposes, and what is never joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from kg import ontology
from kg.extract import document
from kg.extract.encoder_features import Span
from kg.extract.encoder_heads import Floats
from kg.extract.encoder_same import EncoderSame
from kg.extract.resources import Resources
from kg.lexicon import Lexicon
from kg.records import Entity, Item, Mention
from tests.extract.small_lexicon import entry

CURATED = ["OpenAI", "OpenAI Labs", "Zeta Group", "Zeta Works"]
SHARED = Resources(
    Lexicon([entry(name.lower().replace(" ", "-"), "Company", name) for name in CURATED], {}),
    ontology.load(),
)


class Alike:
    """Stands where a reading stands: says of two names what the test chose, 0.9 of all others."""

    def __init__(self, chances: Mapping[frozenset[str], float]) -> None:
        self.chances = chances
        self.asked: list[frozenset[str]] = []

    def pooled(self, groups: Sequence[Sequence[Span]]) -> Floats:
        return np.zeros((len(groups), 4), dtype=np.float32)

    def same(self, names: Floats, surfaces: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Floats:
        self.asked = [frozenset((surfaces[a], surfaces[b])) for a, b in pairs]
        return np.array([self.chances.get(pair, 0.9) for pair in self.asked], dtype=np.float32)


def joined(
    *names: str, type: str = "Company", chances: Mapping[frozenset[str], float] | None = None
) -> dict[str, set[str]]:
    """Entity id → the names that it has after the component, each name an entity before."""
    doc = of(names, type=type)
    doc._.reading = Alike(chances or {})
    EncoderSame(SHARED, limit=0.5)(doc)
    return {entity.id: {mention.text for mention in entity.mentions} for entity in doc._.entities}


def of(names: Sequence[str], *, type: str) -> Doc:
    text = "、".join(names)
    doc = spacy.blank("zh").make_doc(text)
    document.start(doc)
    doc._.item = Item(id="x", title=text, body="", lang="zh")
    known = {e.name: e.id for e in SHARED.lexicon.entries.values()}
    doc._.entities = tuple(
        Entity(known.get(name, name), type, name, (Mention(place, place + len(name), name),))
        for name, place in zip(names, accumulate((len(name) + 1 for name in names), initial=0), strict=False)
    )
    return doc


@pytest.mark.parametrize(
    ("names", "type", "id"),
    [
        (("Quil", "Quil Technology"), "Company", "Quil Technology"),
        (("Tallow Games", "Tallow"), "Company", "Tallow Games"),
        (("Ren Aoki", "Ren"), "Person", "Ren Aoki"),
        (("As9机器狗", "As9"), "Product", "As9"),
        (("NQRA", "National Quartz and Resin Administration"), "Institution", None),
        (("Norddeutsche Funk", "北德无线"), "Company", "Norddeutsche Funk"),
        (("Zeta", "Zeta Group"), "Company", "zeta-group"),
    ],
)
def test_two_names_of_one_thing_are_one_entity(names: tuple[str, str], type: str, id: str | None) -> None:
    found = joined(*names, type=type)
    assert list(found.values()) == [set(names)]
    assert id is None or list(found) == [id]


@pytest.mark.parametrize(
    "names",
    [
        ("OpenAI", "OpenAI Labs"),
        ("OpenAI", "OpenAI Foundry"),
        ("Quil 2", "Quil 3"),
        ("Quil", "Quilter"),
        ("Quil", "Tallow"),
        ("北德无线", "无双"),
        ("Quil智能", "Tallow"),
    ],
)
def test_other_names_are_not_even_asked_about(names: tuple[str, str]) -> None:
    assert len(joined(*names)) == 2


def test_the_encoder_has_the_last_word() -> None:
    pair = ("Quil", "Quil Technology")
    assert len(joined(*pair, chances={frozenset(pair): 0.4})) == 2


def test_what_is_joined_never_holds_two_curated_entities() -> None:
    # The short name may be either's: it goes to the surer one, and does not tie the two.
    found = joined("Zeta", "Zeta Group", "Zeta Works", chances={frozenset(("Zeta", "Zeta Works")): 0.95})
    assert found == {"zeta-group": {"Zeta Group"}, "zeta-works": {"Zeta", "Zeta Works"}}


def test_entities_stand_in_the_order_of_the_text_and_families_stay() -> None:
    doc = of(("Quil", "Tallow", "Quil Technology"), type="Company")
    doc._.reading = Alike({})
    doc._.families = {"Quil": "q", "Tallow": "t"}
    EncoderSame(SHARED, limit=0.5)(doc)
    assert [entity.id for entity in doc._.entities] == ["Quil Technology", "Tallow"]
    assert doc._.families == {"Quil Technology": "q", "Tallow": "t"}


def test_a_longer_name_in_the_middle_joins_both_of_its_short_forms() -> None:
    assert joined("Quil", "Quil Tallow", "Tallow") == {"Quil Tallow": {"Quil", "Quil Tallow", "Tallow"}}


def test_nothing_is_asked_where_no_encoder_read() -> None:
    doc = of(("Quil", "Quil Technology"), type="Company")
    doc._.reading = None
    assert len(EncoderSame(SHARED, limit=0.5)(doc)._.entities) == 2
