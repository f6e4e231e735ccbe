"""What the components of the extraction pipeline share: the attributes of a spaCy `Doc`.

Each component is one file; its docstring says which of these it reads and which it sets.

| attribute | set by | holds |
| --- | --- | --- |
| `doc._.item` | `pipe` | the `Item` whose text the Doc is |
| `doc._.clauses` | `clauses` | tuple of (start, end) character spans, in order, sentence by sentence |
| `doc.sents` | `clauses` | sentences; the title is one of its own |
| `doc._.sentences` | `clauses` | tuple of their (start, end) character spans, quicker than `doc.sents` |
| `doc._.names` | name components | list of `Name`: proposals, overlapping as they come |
| `doc._.mentions` | `mentions` | list of `TypedMention`, free of overlap, in order |
| `doc._.entities` | `entities` | tuple of `Entity`, in order of first mention (and `doc.ents`) |
| `doc._.families` | `entities` | mapping of entity id → lexicon id of the family it is a version of |
| `doc._.amounts` | `amounts` | tuple of `Amount`: money and rounds with their spans |
| `doc._.facts` | `relations`, then `status` | list of `Fact` |
| `doc._.deals` | `deals` | list of `Deal` |
| `doc._.rejections` | all | list of `Rejection`: what was refused and why |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc

from kg.records import Entity, Span


@dataclass(frozen=True, slots=True)
class Name:
    """A proposal: these characters may be a name.

    `votes` weigh entity types (name → weight, any positive numbers); `ids` are lexicon entries that
    the string may stand for, best first; `ambiguous` says that the string is also a common word;
    `family` is the entry that a versioned name without an entry of its own is a version of.
    """

    start: int
    end: int
    source: str
    score: float
    votes: Mapping[str, float] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    ambiguous: bool = False
    family: str = ""


@dataclass(frozen=True, slots=True)
class TypedMention:
    """A name that was chosen, with its type and, where the lexicon knows it, its entry's id.

    `family` is the entry's id of the family where the name is a version that the lexicon does not know.
    """

    start: int
    end: int
    type: str
    source: str
    score: float
    id: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money or a financing round where it stands.

    `value` is in base units of `currency` (ISO 4217); for `kind == "round"` it is None and `round`
    is the canonical spelling (`seed`, `A`, `B+`, `pre-IPO`).
    """

    start: int
    end: int
    kind: Literal["money", "round"]
    value: int | None = None
    currency: str | None = None
    round: str = ""


_DEFAULTS: Mapping[str, object] = {
    "item": None,
    "clauses": (),
    "sentences": (),
    "names": None,
    "mentions": None,
    "entities": (),
    "families": MappingProxyType({}),
    "amounts": (),
    "facts": None,
    "deals": None,
    "rejections": None,
}


def register() -> None:
    """Declare the attributes on `Doc`; harmless when repeated."""
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def start(doc: Doc) -> None:
    """Give a fresh Doc its own lists, so that no two share one."""
    for name in ("names", "mentions", "facts", "deals", "rejections"):
        if getattr(doc._, name) is None:
            setattr(doc._, name, [])


def token_spans(doc: Doc) -> list[Span]:
    """The tokens' character spans, in order; many times faster than asking each token."""
    rows: list[tuple[int, int]] = doc.to_array([IDX, LENGTH]).astype(int).tolist()
    return [(start, start + length) for start, length in rows]


def spans_of(entities: Sequence[Entity]) -> list[list[Span]]:
    """The character spans of each entity's mentions."""
    return [[(mention.start, mention.end) for mention in entity.mentions] for entity in entities]


def overlaps(a: Span, b: Span) -> bool:
    """Whether two half-open spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


register()
