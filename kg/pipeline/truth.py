"""The truth of a build as files: digests, extractions and the graph, all as sorted JSON lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic_core import from_json

from kg.graph import EDGES, NODES, Graph, line_of
from kg.ontology import Ontology
from kg.records import Digest, Extraction, Json

DIGESTS = "digests.jsonl"
EXTRACTIONS = "extractions.jsonl"
TRUTH = (DIGESTS, EXTRACTIONS, NODES, EDGES)


def _rows(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_digests(folder: Path) -> list[Digest]:
    return [Digest.from_dict(row) for row in _rows(folder / DIGESTS)]


class KeptExtractions:
    """Extractions with the lines in which they stand: one that is taken over is not written out anew."""

    def __init__(self, folder: Path | None = None) -> None:
        self._lines: dict[str, bytes] = {}
        self.by_item: dict[str, Extraction] = {}
        if folder is not None:
            with (folder / EXTRACTIONS).open("rb") as lines:
                for line in lines:
                    extraction = Extraction.from_dict(from_json(line, cache_strings="keys"))
                    self._lines[extraction.id] = line
                    self.by_item[extraction.id] = extraction

    def _line(self, extraction: Extraction) -> bytes:
        kept = self.by_item.get(extraction.id) is extraction
        return self._lines[extraction.id] if kept else line_of(extraction.to_dict()).encode("utf-8")

    def write(self, extractions: Iterable[Extraction], folder: Path) -> None:
        """The file of these extractions, which come in the order of their ids."""
        with (folder / EXTRACTIONS).open("wb") as lines:
            lines.writelines(map(self._line, extractions))


def counts_of(digests: Sequence[Digest], graph: Graph, ontology: Ontology) -> Json:
    """What a reader wants to know first: how many of what; deals by kind and stage."""
    labels = Counter(node.labels[0] for node in graph.nodes)
    edges = Counter(edge.type for edge in graph.edges)
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
