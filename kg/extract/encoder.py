"""Text → what the trained encoder reads in it: names, and on demand types, pairs, deal parties, sums.

The model is a folder: `encoder.onnx` (int8), `heads.npz`, `pieces.json` and `config.json`, all made by
`training/export.py`. One thread, one text at a time, no padding: a result depends on its text alone.
A text longer than the encoder's reach is read in windows that overlap, so that cost grows with length.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kg.errors import KgError
from kg.extract.encoder_borders import Chain
from kg.extract.encoder_features import Span
from kg.extract.encoder_heads import Floats, Heads, Vectors, pool
from kg.extract.encoder_labels import Labels
from kg.extract.encoder_pieces import Encoded, Ints, Segmenter, Vocabulary

ENCODER, HEADS, PIECES, CONFIG = "encoder.onnx", "heads.npz", "pieces.json", "config.json"
# Pieces of a window without its two marks, and how many of them the next window reads again.
WINDOW = 510
OVERLAP = 120


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name by its characters, with the probability that it is one and has exactly these borders."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Window:
    """The units from `start` on that were read together."""

    start: int
    vectors: Vectors

    def holds(self, span: Span) -> bool:
        return self.start <= span[0] and span[1] <= self.start + len(self.vectors.units)

    def within(self, span: Span) -> Span:
        return span[0] - self.start, span[1] - self.start


class Session(Protocol):
    """What runs the encoder's graph: inputs by name → its four outputs."""

    def run(self, outputs: None, inputs: dict[str, Ints]) -> list[Any]:
        """Compute all outputs."""


class Encoder:
    """A loaded model."""

    def __init__(self, *, session: Session, heads: Heads, chain: Chain, segmenter: Segmenter) -> None:
        self.heads = heads
        self.chain = chain
        self.segmenter = segmenter
        self._session = session

    @classmethod
    def load(cls, folder: Path, *, labels: Labels) -> Encoder:
        """Read a model folder; refuse one whose labels are not those of the ontology."""
        onnxruntime = importlib.import_module("onnxruntime")
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        if config["labels"] != labels.to_dict():
            raise KgError(
                f"the model in {folder} was trained for other types than the ontology has",
                advice="train it again (training/README.md), or use the schemas it was trained with",
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(
            (folder / ENCODER).read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / HEADS) as stored:
            weights = {name: stored[name] for name in stored.files}
        chain = Chain.of(weights.pop("crf.steps"), weights.pop("crf.opening"))
        return cls(
            session=session, heads=Heads(weights), chain=chain, segmenter=Segmenter(vocabulary(folder))
        )

    def read(self, text: str) -> Reading:
        """Read one text."""
        encoded = self.segmenter.encode(text)
        windows = [self._window(encoded, *bounds) for bounds in _bounds(encoded)]
        return Reading(self, text, encoded, windows)

    def _window(self, encoded: Encoded, start: int, end: int) -> _Window:
        whole = start == 0 and end == len(encoded.starts)
        low = 1 if start == 0 else int(encoded.first[start])
        high = len(encoded.pieces) - 1 if whole else int(encoded.last[end - 1]) + 1
        marks = self.segmenter.vocabulary
        pieces = np.concatenate(([marks.begin], encoded.pieces[low:high], [marks.end]))
        inputs = {
            "pieces": pieces,
            "first": encoded.first[start:end] - low + 1,
            "last": encoded.last[start:end] - low + 1,
            "own": encoded.own[start:end],
            "places": encoded.places[start:end],
            "shapes": encoded.shapes[start:end],
        }
        answer = self._session.run(None, {name: array[None] for name, array in inputs.items()})
        piece_vectors, units, borders, attention = (array[0] for array in answer)
        return _Window(start, Vectors(piece_vectors, units, borders, attention, inputs["first"]))


def vocabulary(folder: Path) -> Vocabulary:
    """The pieces of a model folder."""
    stored = json.loads((folder / PIECES).read_text(encoding="utf-8"))
    stored["pieces"], stored["scores"] = tuple(stored["pieces"]), tuple(stored["scores"])
    return Vocabulary(**stored)


def _bounds(encoded: Encoded) -> list[Span]:
    """The windows of a text as half-open spans of units; none for a text without units."""
    count = len(encoded.starts)
    if len(encoded.pieces) <= WINDOW + 2:
        return [(0, count)] if count else []
    bounds: list[Span] = []
    start = 0
    while True:
        reach = int(encoded.first[start]) + WINDOW
        end = max(int(np.searchsorted(encoded.last, reach)), start + 1)
        bounds.append((start, end))
        if end >= count:
            return bounds
        start = max(int(np.searchsorted(encoded.first, int(encoded.last[end - 1]) - OVERLAP)), start + 1)


class Reading:
    """One text as the encoder read it: asks the heads about names, given as character spans."""

    def __init__(self, encoder: Encoder, text: str, encoded: Encoded, windows: Sequence[_Window]) -> None:
        self.text = text
        self._encoder = encoder
        self._encoded = encoded
        self._windows = windows
        # A unit that two windows read belongs to the one in which it stands less near the edge.
        self._owner: Ints = np.zeros(len(encoded.starts), dtype=np.int64)
        for n, (before, window) in enumerate(pairwise(windows), start=1):
            end = before.start + len(before.vectors.units)
            self._owner[(window.start + end) // 2 :] = n

    def units(self, span: Span) -> Span:
        """The units that share a character with a span; at least one."""
        start = int(np.searchsorted(self._encoded.ends, span[0], side="right"))
        end = int(np.searchsorted(self._encoded.starts, span[1], side="left"))
        start = min(start, len(self._encoded.starts) - 1)
        return start, max(end, start + 1)

    def names(self) -> list[FoundName]:
        """The names that the borders mark, in order."""
        if not self._windows:
            return []
        borders = np.concatenate(
            [
                w.vectors.borders[self._owner[w.start : w.start + len(w.vectors.units)] == n]
                for n, w in enumerate(self._windows)
            ]
        )
        starts, ends = self._encoded.starts, self._encoded.ends
        return [
            FoundName(int(starts[first]), int(ends[after - 1]), score)
            for first, after, score in self._encoder.chain.names(borders)
        ]

    def mentions(self, spans: Sequence[Span]) -> Floats:
        """Vectors of mentions, [spans, size]."""
        rows = [self.units(span) for span in spans]
        vectors = []
        for row in rows:
            window = self._windows[self._owner[row[0]]]
            start, end = window.within(row)
            vectors.append(
                self._encoder.heads.mentions(window.vectors, [(start, min(end, len(window.vectors.units)))])
            )
        return np.concatenate(vectors)

    def pooled(self, groups: Sequence[Sequence[Span]]) -> Floats:
        """Vectors of names, each the mean of its mentions', [names, size]."""
        flat = self.mentions([span for group in groups for span in group])
        sizes = np.cumsum([0] + [len(group) for group in groups])
        return pool(flat, [range(a, b) for a, b in pairwise(sizes.tolist())])

    def types(self, names: Floats) -> Floats:
        """Probabilities of types, [names, types]."""
        return self._encoder.heads.types(names)

    def roles(self, names: Floats) -> Floats:
        """Probabilities of deal roles, [names, roles]."""
        return self._encoder.heads.roles(names)

    def stages(self, names: Floats) -> Floats:
        """Probabilities of stages of the deal that a name is a party of, [names, stages]."""
        return self._encoder.heads.stages(names)

    def same(self, names: Floats, surfaces: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Floats:
        """Probabilities that two names, given with their surfaces, are one thing, [pairs]."""
        if not pairs:
            return np.zeros(0, dtype=np.float32)
        a, b = (list(ends) for ends in zip(*pairs, strict=True))
        return self._encoder.heads.same(names[a], names[b], [(surfaces[m], surfaces[n]) for m, n in pairs])

    def sums(self, spans: Sequence[Span]) -> Floats:
        """Probabilities that sums belong to no deal, are its amount or its valuation, [spans, 3]."""
        answers = [np.zeros((0, 3), dtype=np.float32)]
        for span in spans:
            row = self.units(span)
            window = self._windows[self._owner[row[0]]]
            start, end = window.within(row)
            answers.append(
                self._encoder.heads.sums(window.vectors, [(start, min(end, len(window.vectors.units)))])
            )
        return np.concatenate(answers)

    def pairs(
        self, names: Floats, groups: Sequence[Sequence[Span]], pairs: Sequence[tuple[int, int]]
    ) -> dict[tuple[int, int], tuple[Floats, Floats]]:
        """Ordered pair → (relations and deal links, each a probability; statuses by relation).

        A pair whose names never stand in one window is not judged and not in the answer.
        """
        found: dict[tuple[int, int], tuple[Floats, Floats]] = {}
        rows = [[self.units(span) for span in group] for group in groups]
        for window in self._windows:
            inside = [[window.within(row) for row in own if window.holds(row)] for own in rows]
            chosen = [p for p in pairs if p not in found and inside[p[0]] and inside[p[1]]]
            if not chosen:
                continue
            used = sorted({n for pair in chosen for n in pair})
            place = {n: m for m, n in enumerate(used)}
            scores, statuses = self._encoder.heads.pairs(
                window.vectors,
                names[used],
                [inside[n] for n in used],
                pairs=[(place[a], place[b]) for a, b in chosen],
            )
            found.update({pair: (scores[n], statuses[n]) for n, pair in enumerate(chosen)})
        return found
