"""Entities of a graph → pairs that may be one thing under two names, each with the reason.

The build joins only what is plain; what is merely likely is for a person to decide. Reasons, the strongest
first: both are called by one name; one name is the other after its maker's (Google Gemini, Gemini); one name
is the other and a word more (Ampere, Ampere Computing); the names differ by one letter. Digits must agree:
versions are never one thing. Of two curated entities the lexicon has said that they are two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.graph.model import Node
from kg.lexicon import fold
from kg.ontology import Ontology
from kg.resolve import is_provisional

_DIGITS = re.compile(r"\d+")
_WORD_END = re.compile(r"[\s·_-]+")
_LEAST_LETTERS = 5
_LEAST_BEGINNING = 4
# A name that so many share is no name that tells them apart.
_MOST_SHARING = 6


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Two nodes in the order of their ids, and why they may be one."""

    a: Node
    b: Node
    reason: str


def names_of(node: Node) -> tuple[str, ...]:
    """All that an entity is called, its own name first."""
    aliases = node.properties.get("aliases", ())
    return tuple(dict.fromkeys((node.name, *(aliases if isinstance(aliases, tuple) else ()))))


class _Names:
    """Folded names of the entities of one kind, and who has them."""

    def __init__(self, nodes: Iterable[Node], makers: frozenset[str]) -> None:
        self.nodes = tuple(nodes)
        self.makers = makers
        self.owners: Mapping[str, list[Node]] = _index((fold(name), node) for node, name in self.spelled())

    def spelled(self) -> Iterator[tuple[Node, str]]:
        for node in self.nodes:
            for name in names_of(node):
                yield node, name

    def pairs(self, *, longer: bool) -> Iterator[tuple[Node, Node, str]]:
        yield from self._shared()
        yield from self._behind_a_maker()
        if longer:
            yield from self._one_word_more()
        yield from self._one_letter_off()

    def _shared(self) -> Iterator[tuple[Node, Node, str]]:
        for name, nodes in self.owners.items():
            if name and len(nodes) <= _MOST_SHARING:
                for a, b in combinations(nodes, 2):
                    yield a, b, "both go by one name"

    def _behind_a_maker(self) -> Iterator[tuple[Node, Node, str]]:
        for node, name in self.spelled():
            for maker, rest in _splits(name):
                if fold(maker) in self.makers:
                    for other in self.owners.get(fold(rest), ())[:_MOST_SHARING]:
                        yield node, other, "one name is the other after a company's"

    def _one_word_more(self) -> Iterator[tuple[Node, Node, str]]:
        for node, name in self.spelled():
            words = _WORD_END.split(name)
            first = fold(" ".join(words[:-1]))
            if len(words) > 1 and len(first) >= _LEAST_BEGINNING:
                for other in self.owners.get(first, ())[:_MOST_SHARING]:
                    yield node, other, "one name is the other and a word more"

    def _one_letter_off(self) -> Iterator[tuple[Node, Node, str]]:
        near: dict[str, set[str]] = defaultdict(set)
        for name in self.owners:
            if len(name) >= _LEAST_LETTERS:
                for place in range(len(name)):
                    near[name[:place] + "\0" + name[place + 1 :]].add(name)
                near[name].add(name)
                for place in range(len(name)):
                    near[name[:place] + name[place + 1 :]].add(name)
        for names in near.values():
            for one, other in combinations(sorted(names), 2):
                if _one_edit(one, other):
                    for a in self.owners[one][:_MOST_SHARING]:
                        for b in self.owners[other][:_MOST_SHARING]:
                            yield a, b, "the names differ by one letter"


def _index(named: Iterable[tuple[str, Node]]) -> dict[str, list[Node]]:
    found: dict[str, dict[str, Node]] = defaultdict(dict)
    for name, node in named:
        found[name][node.id] = node
    return {name: [nodes[id_] for id_ in sorted(nodes)] for name, nodes in sorted(found.items())}


def _splits(name: str) -> Iterator[tuple[str, str]]:
    """Each place where a maker's name may end: after a word, and anywhere in Chinese."""
    for place in range(1, len(name)):
        before, after = name[:place], name[place:]
        seam = before[-1:].isspace() or after[:1].isspace() or not (before + after).isascii()
        both_latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii()
        if seam and not (both_latin and after[:1].isalnum()):
            yield before.strip(), after.strip()


def _one_edit(a: str, b: str) -> bool:
    """Whether one letter put in, left out or changed makes one of the other."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[start:], b[start:]
    return rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]


def lookalikes(entities: Sequence[Node], ontology: Ontology) -> list[Lookalike]:
    """Pairs of one kind of which at least one is not curated; each once, by the strongest reason."""
    by_kind: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(entities, key=lambda node: node.id):
        by_kind[ontology.kind(node.labels[0])].append(node)
    # Of all kinds only organisations have properties of their own (a country); they are who makes things.
    kinds = {ontology.kind(name) for name in ontology.entities if ontology.entities[name].properties}
    makers = frozenset(
        fold(name) for kind in kinds for node in by_kind.get(kind, ()) for name in names_of(node)
    )
    found: dict[tuple[str, str], Lookalike] = {}
    for kind, nodes in sorted(by_kind.items()):
        for a, b, reason in _Names(nodes, makers).pairs(longer=kind in kinds):
            first, second = sorted((a, b), key=lambda node: node.id)
            if first.id != second.id and _may_be_one(first, second):
                found.setdefault((first.id, second.id), Lookalike(first, second, reason))
    return [found[pair] for pair in sorted(found)]


def _may_be_one(a: Node, b: Node) -> bool:
    if not (is_provisional(a.id) or is_provisional(b.id)):
        return False
    return sorted(_DIGITS.findall(a.name)) == sorted(_DIGITS.findall(b.name))
