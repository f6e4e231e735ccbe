"""The truth of a build as files: digests, extractions and the graph, all as sorted JSON lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Generic, Self, TypeVar

from pydantic_core import from_json

from kg.graph import EDGES, NODES, Graph, line_of
from kg.ontology import Ontology
from kg.records import Digest, Extraction, Json

DIGESTS = "digests.jsonl"
EXTRACTIONS = "extractions.jsonl"
TRUTH = (DIGESTS, EXTRACTIONS, NODES, EDGES)
_Thing = TypeVar("_Thing", Digest, Extraction)


class Kept(Generic[_Thing]):
    """Digests or extractions of a file with the lines in which they stand: one that is taken over as it is
    is not written out anew."""

    def __init__(self) -> None:
        self.all: list[_Thing] = []
        self._lines: dict[int, bytes] = {}

    @classmethod
    def read(cls, path: Path, make: Callable[[Json], _Thing]) -> Self:
        kept = cls()
        with path.open("rb") as lines:
            for line in lines:
                thing = make(from_json(line, cache_strings="keys"))
                kept.all.append(thing)
                kept._lines[id(thing)] = line
        return kept

    def write(self, things: Iterable[_Thing], path: Path) -> None:
        """The file of these, which come in the order of their ids."""
        with path.open("wb") as lines:
            lines.writelines(map(self._line, things))

    def _line(self, thing: _Thing) -> bytes:
        # All that were read live as long as this: nothing else has the identity of one.
        return self._lines.get(id(thing)) or line_of(thing.to_dict()).encode("utf-8")


def read_digests(folder: Path) -> Kept[Digest]:
    return Kept.read(folder / DIGESTS, Digest.from_dict)


def read_extractions(folder: Path) -> Kept[Extraction]:
    return Kept.read(folder / EXTRACTIONS, Extraction.from_dict)


def counts_of(digests: Sequence[Digest], graph: Graph, ontology: Ontology) -> Json:
    """What a reader wants to know first: how many of what; deals by kind and stage."""
    labels = Counter([node.labels[0] for node in graph.nodes])
    edges = Counter([edge.type for edge in graph.edges])
    deal = ontology.node("deal").name
    deals: dict[str, Counter[str]] = {}
    for node in graph.nodes:
        if node.labels[0] == deal:
            stage = str(node.properties.get("stage", ""))
            deals.setdefault(str(node.properties["kind"]), Counter())[stage] += 1
    return {
        "digests": len(digests),
        "items": sum(len(digest.items) for digest in digests),
        "entities": {name: labels[name] for name in ontology.entities if labels[name]},
        "facts": {name: edges[name] for name in ontology.relations if edges[name]},
        "deals": {kind: dict(sorted(deals[kind].items())) for kind in ontology.deals if kind in deals},
    }
