"""What the trained heads say of names whose units are known, in numpy: types, pairs, deals, sums.

The twin of `Heads` in `training/model.py`, which says what each part is for; a test holds the two
together. Arrays are float32; spans are half-open and count units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.extract import encoder_features as features
from kg.extract.encoder_features import Span

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vectors:
    """What the encoder made of one text.

    `pieces` [pieces, size], `units` [units, size], `borders` [units, 3],
    `attention` [heads, pieces, pieces], `first` [units]: the first piece of each unit.
    """

    pieces: Floats
    units: Floats
    borders: Floats
    attention: Floats
    first: NDArray[np.int64]


def sigmoid(scores: Floats) -> Floats:
    """Scores → probabilities, each on its own."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)


def softmax(scores: Floats) -> Floats:
    """Scores → probabilities that sum to one over the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), dtype=np.float32)


def _relu(values: Floats) -> Floats:
    return np.maximum(values, 0)


class Heads:
    """The heads' weights by name, and what they compute."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        self._weights = {name: np.asarray(array, dtype=np.float32) for name, array in weights.items()}
        self._relations = self._weights["status_each.bias"].size // self._weights["status.bias"].size

    def _linear(self, name: str, values: Floats) -> Floats:
        # Contiguous input: a strided one may be summed in another order.
        values = np.ascontiguousarray(values)
        return np.asarray(values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def mentions(self, vectors: Vectors, spans: Sequence[Span]) -> Floats:
        """Vectors of mentions, [spans, size]."""
        return _relu(self._linear("mention", _ends(vectors.units, spans)))

    def types(self, names: Floats) -> Floats:
        """Probabilities of types of pooled names, [names, types]."""
        return softmax(self._linear("types", names))

    def roles(self, names: Floats) -> Floats:
        """Probabilities of deal roles, each on its own, [names, roles]."""
        return sigmoid(self._linear("roles", names))

    def stages(self, names: Floats) -> Floats:
        """Probabilities of the stage of the deal that a name is a party of, [names, stages]."""
        return softmax(self._linear("stages", names))

    def deals(self, vectors: Vectors) -> Floats:
        """Probabilities that the item reports a deal of each type, [types]."""
        return sigmoid(self._linear("deals", vectors.units.mean(axis=0)))

    def sums(self, vectors: Vectors, spans: Sequence[Span]) -> Floats:
        """Probabilities that sums belong to no deal, are its amount, or its valuation, [spans, 3]."""
        return softmax(self._linear("sum", _relu(self._linear("sum_in", _ends(vectors.units, spans)))))

    def same(self, a: Floats, b: Floats, surfaces: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities that two surfaces name one thing, [pairs]."""
        spelled = np.array([features.spelling(*pair) for pair in surfaces], dtype=np.float32)
        seen = np.concatenate((a * b, np.abs(a - b), spelled), axis=-1)
        return sigmoid(self._linear("same", _relu(self._linear("same_in", seen)))[:, 0])

    def pairs(
        self,
        vectors: Vectors,
        names: Floats,
        spans: Sequence[Sequence[Span]],
        *,
        pairs: Sequence[tuple[int, int]],
    ) -> tuple[Floats, Floats]:
        """Ordered pairs of names → (relations and deal links, each on its own, [pairs, outputs];
        statuses [pairs, relations, statuses]), all probabilities. `spans` are each name's mentions."""
        near = [features.nearest(spans[a], spans[b]) for a, b in pairs]
        gaps = [features.between(*both, count=len(vectors.units)) for both in near]
        between = _means(vectors.units, gaps)
        looks = np.stack(
            [vectors.attention[:, vectors.first[[s for s, _ in own]]].mean(axis=1) for own in spans]
        )
        head, tail = (np.array(ends) for ends in zip(*pairs, strict=True))
        shared = (looks[head] * looks[tail]).sum(axis=1)
        context = (shared / (shared.sum(axis=-1, keepdims=True) + 1e-9)) @ vectors.pieces
        kinds = self.types(names)
        h = np.tanh(self._linear("head", np.concatenate((names[head], context, between, kinds[head]), -1)))
        t = np.tanh(self._linear("tail", np.concatenate((names[tail], context, between, kinds[tail]), -1)))
        block = self._weights["bilinear.weight"].shape[1] // h.shape[1]
        grouped = (len(pairs), -1, block)
        product = (h.reshape(grouped)[..., None] * t.reshape(grouped)[:, :, None, :]).reshape(len(pairs), -1)
        steps = self._weights["distance.weight"][[features.distance(*both) for both in near]]
        joint = _relu(self._linear("joint_in", np.concatenate((h, t, between, steps), -1)))
        told = _relu(self._linear("status_in", np.concatenate((h, t, context, between), -1)))
        each = self._linear("status_each", told).reshape(len(pairs), self._relations, -1)
        scores = self._linear("bilinear", product) + self._linear("joint", joint)
        return sigmoid(scores), softmax(each + self._linear("status", told)[:, None])


def pool(vectors: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """Mean of the vectors of each group, [groups, size]."""
    return np.stack([vectors[list(group)].mean(axis=0) for group in groups])


def _means(units: Floats, spans: Sequence[Span]) -> Floats:
    return np.stack([units[start:end].mean(axis=0) for start, end in spans])


def _ends(units: Floats, spans: Sequence[Span]) -> Floats:
    first, last = [start for start, _ in spans], [end - 1 for _, end in spans]
    return np.concatenate((units[first], units[last], _means(units, spans)), axis=-1)
