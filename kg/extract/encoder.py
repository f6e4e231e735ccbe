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
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from kg.errors import ModelError
from kg.extract.encoder_borders import Chain, Weights
from kg.extract.encoder_features import Span
from kg.extract.encoder_heads import Floats, Heads, Vectors, pool
from kg.extract.encoder_labels import Labels
from kg.extract.encoder_pieces import Encoded, Ints, Segmenter, Vocabulary

ENCODER, HEADS, PIECES, CONFIG = "encoder.onnx", "heads.npz", "pieces.json", "config.json"
# Pieces of a window without its two marks, and how many of them the next window reads again.
WINDOW = 510
OVERLAP = 120
# A window's vectors take up to 14 MB: a longer text has them computed again when they are asked for.
KEPT_WINDOWS = 4
# onnxruntime's fused layer norm of a sum takes five times as long as the sum and the norm (1.32, x86).
SLOW_FUSIONS = ["SkipLayerNormFusion"]


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name by its characters, with the probability that it is one and has exactly these borders."""

    start: int
    end: int
    score: float


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
        try:
            onnxruntime = importlib.import_module("onnxruntime")
        except ImportError as error:
            advice = "Install onnxruntime, or read without a model: --model none"
            raise ModelError(f"The model cannot be run: {error}", advice=advice) from error
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        if config["labels"] != labels.to_dict():
            raise ModelError(
                f"the model in {folder} was trained for other types than the ontology has",
                advice="train it again (training/README.md), or use the schemas it was trained with",
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(
            (folder / ENCODER).read_bytes(),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=SLOW_FUSIONS,
        )
        with np.load(folder / HEADS) as stored:
            weights = {name: stored[name] for name in stored.files}
        chain = Chain.of(weights.pop("crf.steps"), weights.pop("crf.opening"))
        return cls(
            session=session, heads=Heads(weights), chain=chain, segmenter=Segmenter(vocabulary(folder))
        )

    def read(self, text: str) -> Reading:
        """Read one text."""
        return Reading(self, text, self.segmenter.encode(text))

    def vectors(self, encoded: Encoded, bounds: Span) -> Vectors:
        """What the encoder makes of a window of units."""
        start, end = bounds
        whole = start == 0 and end == len(encoded.starts)
        low = 1 if start == 0 else int(encoded.first[start])
        high = len(encoded.pieces) - 1 if whole else int(encoded.last[end - 1]) + 1
        marks = self.segmenter.vocabulary
        # One endless word may fill a window by itself; what exceeds it is not read.
        high = min(high, low + WINDOW)
        inputs = {
            "pieces": np.concatenate(([marks.begin], encoded.pieces[low:high], [marks.end])),
            "first": np.minimum(encoded.first[start:end], high - 1) - low + 1,
            "last": np.minimum(encoded.last[start:end], high - 1) - low + 1,
            "own": encoded.own[start:end],
            "places": encoded.places[start:end],
            "shapes": encoded.shapes[start:end],
        }
        answer = self._session.run(None, {name: array[None] for name, array in inputs.items()})
        pieces, units, borders, attention = (array[0] for array in answer)
        return Vectors(pieces, units, borders, attention, inputs["first"])


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


def _within(rows: Sequence[Span], bounds: Span) -> list[Span]:
    """Those spans of units that a window holds, counted from its start."""
    low, high = bounds
    return [(start - low, end - low) for start, end in rows if low <= start and end <= high]


class Reading:
    """One text as the encoder reads it: asks the heads about names, given as character spans."""

    def __init__(self, encoder: Encoder, text: str, encoded: Encoded) -> None:
        self.text = text
        self._encoder = encoder
        self._encoded = encoded
        self._windows = _bounds(encoded)
        self._vectors = lru_cache(maxsize=KEPT_WINDOWS)(self._read)
        self._mentions: dict[Span, Floats] = {}
        self._judged: tuple[object, Floats, dict[tuple[int, int], tuple[Floats, Floats]]] | None = None
        # A unit that two windows read belongs to the one in which it stands less near the edge.
        self._owner: Ints = np.zeros(len(encoded.starts), dtype=np.int64)
        for n, (before, window) in enumerate(pairwise(self._windows), start=1):
            self._owner[(window[0] + before[1]) // 2 :] = n

    def _read(self, window: int) -> Vectors:
        return self._encoder.vectors(self._encoded, self._windows[window])

    def units(self, span: Span) -> Span:
        """The units that share a character with a span; at least one."""
        start = int(np.searchsorted(self._encoded.ends, span[0], side="right"))
        end = int(np.searchsorted(self._encoded.starts, span[1], side="left"))
        start = min(start, len(self._encoded.starts) - 1)
        return start, max(end, start + 1)

    def _place(self, span: Span) -> tuple[int, Span]:
        """The window that a span of characters belongs to, and its units there."""
        start, end = self.units(span)
        window = int(self._owner[start])
        low, high = self._windows[window]
        return window, (start - low, min(end, high) - low)

    def names(self) -> list[FoundName]:
        """The names that the borders mark, in order."""
        starts, ends = self._encoded.starts, self._encoded.ends
        return [
            FoundName(int(starts[first]), int(ends[after - 1]), self._weights.of_name(first, after))
            for first, after in self._encoder.chain.spans(self._borders)
        ]

    def border(self, span: Span) -> float:
        """The probability that exactly these characters (the units that hold them) are a name."""
        return self._weights.of_name(*self.units(span))

    @cached_property
    def _borders(self) -> Floats:
        borders = [np.zeros((0, 3), dtype=np.float32)]
        for n, (low, high) in enumerate(self._windows):
            borders.append(self._vectors(n).borders[self._owner[low:high] == n])
        return np.concatenate(borders)

    @cached_property
    def _weights(self) -> Weights:
        return Weights(self._encoder.chain, self._borders)

    def mentions(self, spans: Sequence[Span]) -> Floats:
        """Vectors of mentions, [spans, size]; each is computed once."""
        new = [span for span in dict.fromkeys(spans) if span not in self._mentions]
        if new:
            self._mentions.update(zip(new, self._mention_vectors(new), strict=True))
        return np.stack([self._mentions[span] for span in spans])

    def _mention_vectors(self, spans: Sequence[Span]) -> Floats:
        places = [self._place(span) for span in spans]
        # Window by window, so that a long text's are each computed once; then back in the order asked.
        order = sorted(range(len(places)), key=lambda n: (places[n][0], n))
        vectors = [
            self._encoder.heads.mentions(self._vectors(window), [places[n][1] for n in group])
            for window, group in groupby(order, key=lambda n: places[n][0])
        ]
        return np.asarray(np.concatenate(vectors)[np.argsort(order)])

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

    def deals(self) -> Floats:
        """Probabilities that the text reports a deal of each type, [types]: the most that a window says."""
        said = [self._encoder.heads.deals(self._vectors(n)) for n in range(len(self._windows))]
        return np.asarray(np.max(said, axis=0))

    def stages(self, names: Floats) -> Floats:
        """Probabilities of stages of the deal that a name is a party of, [names, stages]."""
        return self._encoder.heads.stages(names)

    def same(self, names: Floats, surfaces: Sequence[str], pairs: Sequence[tuple[int, int]]) -> Floats:
        """Probabilities that two names, given with their surfaces, are one thing, [pairs]."""
        if not pairs:
            return np.zeros(0, dtype=np.float32)
        a, b = (list(ends) for ends in zip(*pairs, strict=True))
        return self._encoder.heads.same(names[a], names[b], [(surfaces[m], surfaces[n]) for m, n in pairs])

    def together(self, groups: Sequence[Sequence[Span]]) -> list[tuple[int, int]]:
        """The ordered pairs of names that stand in one window: those that `pairs` can judge."""
        rows = [[self.units(span) for span in group] for group in groups]
        found: dict[tuple[int, int], None] = {}
        for bounds in self._windows:
            inside = [n for n, own in enumerate(rows) if _within(own, bounds)]
            found.update({(a, b): None for a in inside for b in inside if a != b})
        return list(found)

    def judged(
        self, groups: Sequence[Sequence[Span]]
    ) -> tuple[Floats, dict[tuple[int, int], tuple[Floats, Floats]]]:
        """The names' vectors and `pairs` of all that stand together; kept, since facts and deals both ask."""
        key = tuple(tuple(group) for group in groups)
        if self._judged is None or self._judged[0] != key:
            names = self.pooled(groups)
            self._judged = (key, names, self.pairs(names, groups, self.together(groups)))
        return self._judged[1], self._judged[2]

    def sums(self, spans: Sequence[Span]) -> Floats:
        """Probabilities that sums belong to no deal, are its amount or its valuation, [spans, 3]."""
        answers = [np.zeros((0, 3), dtype=np.float32)]
        for window, row in map(self._place, spans):
            answers.append(self._encoder.heads.sums(self._vectors(window), [row]))
        return np.concatenate(answers)

    def pairs(
        self, names: Floats, groups: Sequence[Sequence[Span]], pairs: Sequence[tuple[int, int]]
    ) -> dict[tuple[int, int], tuple[Floats, Floats]]:
        """Ordered pair → (relations and deal links, each a probability; statuses by relation).

        A pair whose names never stand in one window is not judged and not in the answer.
        """
        found: dict[tuple[int, int], tuple[Floats, Floats]] = {}
        rows = [[self.units(span) for span in group] for group in groups]
        for n, bounds in enumerate(self._windows):
            inside = [_within(own, bounds) for own in rows]
            chosen = [p for p in pairs if p not in found and inside[p[0]] and inside[p[1]]]
            if not chosen:
                continue
            used = sorted({name for pair in chosen for name in pair})
            place = {name: m for m, name in enumerate(used)}
            scores, statuses = self._encoder.heads.pairs(
                self._vectors(n),
                names[used],
                [inside[name] for name in used],
                pairs=[(place[a], place[b]) for a, b in chosen],
            )
            found.update({pair: (scores[m], statuses[m]) for m, pair in enumerate(chosen)})
        return found
