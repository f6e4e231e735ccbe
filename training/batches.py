"""Examples → batches of tensors, padded to a few fixed sizes (each new size costs memory for good)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from kg.extract import encoder_features as features
from kg.extract.encoder_labels import Labels
from kg.ontology import Ontology
from training.data import Entity, Example

PIECE_SIZES = (48, 64, 96, 128, 160, 208, 288, 400, 512)
UNIT_STEP = 64
# Border labels of a unit: outside a name, opening one, inside one.
OUTSIDE, BEGIN, INSIDE = range(3)


@dataclass(slots=True)
class Batch:
    """All tensors of a batch. Mentions, surfaces, entities and pairs of all its items are one flat list.

    `unit_*` are [items, units]; `tags` [items, units, 3] says which border labels are allowed;
    `mention_span` is (item, first unit, last unit); `*_of` point into the list above; `pair_gap` is a
    half-open span of units; `pair_labels` has one column a relation, then one a deal link, and
    `pair_judged` says which of them count; `pair_status` is −1 where nothing is to be learned.
    """

    pieces: Tensor
    piece_mask: Tensor
    unit_mask: Tensor
    unit_first: Tensor
    unit_last: Tensor
    unit_own: Tensor
    unit_places: Tensor
    unit_shapes: Tensor
    tags: Tensor
    deals: Tensor
    mention_span: Tensor
    surface_of: Tensor
    entity_of: Tensor
    entity_item: Tensor
    entity_types: Tensor
    entity_roles: Tensor
    entity_stage: Tensor
    surface_item: Tensor
    pair_head: Tensor
    pair_tail: Tensor
    pair_gap: Tensor
    pair_distance: Tensor
    pair_labels: Tensor
    pair_judged: Tensor
    pair_status: Tensor
    same_a: Tensor
    same_b: Tensor
    same_spelling: Tensor
    same_labels: Tensor
    amount_span: Tensor
    amount_labels: Tensor

    def to(self, device: str) -> Batch:
        """The same on another device."""
        return Batch(**{f.name: getattr(self, f.name).to(device) for f in fields(self)})


def _size(length: int) -> int:
    return next(size for size in PIECE_SIZES if size >= length)


def order(examples: Sequence[Example], *, tokens: int, seed: int) -> Iterator[list[int]]:
    """Batches of example numbers of like length, at most `tokens` padded pieces each, shuffled."""
    shuffler = random.Random(seed)  # noqa: S311 - an order, no secret
    numbers = list(range(len(examples)))
    shuffler.shuffle(numbers)
    buckets: dict[int, list[int]] = {}
    batches: list[list[int]] = []
    for number in numbers:
        size = _size(len(examples[number].encoded.pieces))
        bucket = buckets.setdefault(size, [])
        bucket.append(number)
        if len(bucket) == max(tokens // size, 1):
            batches.append(bucket)
            buckets[size] = []
    batches += [bucket for bucket in buckets.values() if bucket]
    shuffler.shuffle(batches)
    return iter(batches)


def tags_of(made: Example) -> np.ndarray:
    """[units, 3] of allowed border labels; characters of optional names are free."""
    count = len(made.encoded.starts)
    allowed = np.zeros((count, 3), dtype=bool)
    allowed[:, OUTSIDE] = True
    for start, end in made.free:
        allowed[start:end] = True
    for entity in made.entities:
        for start, end in (span for spans in entity.mentions for span in spans):
            allowed[start:end] = False
            allowed[start, BEGIN] = True
            allowed[start + 1 : end, INSIDE] = True
    return allowed


def _spans(entity: Entity) -> list[tuple[int, int]]:
    return [span for spans in entity.mentions for span in spans]


class Collator:
    """Makes batches; holds what the labels mean."""

    def __init__(self, labels: Labels, ontology: Ontology, *, pad: int) -> None:
        self.labels = labels
        self.pad = pad
        kinds = range(len(labels.types))
        self.allowed = np.array(
            [
                [
                    [ontology.allows(r, labels.types[h], labels.types[t]) for r in labels.relations]
                    for t in kinds
                ]
                for h in kinds
            ]
        )

    def __call__(self, examples: Sequence[Example]) -> Batch:
        lists: dict[str, list] = {f.name: [] for f in fields(Batch)}
        pieces = _size(max(len(e.encoded.pieces) for e in examples))
        units = -(-max(len(e.encoded.starts) for e in examples) // UNIT_STEP) * UNIT_STEP
        for item, made in enumerate(examples):
            self._add_text(lists, made, pieces=pieces, units=units)
            self._add_entities(lists, made, item)
        return Batch(**{name: torch.from_numpy(self._array(name, values)) for name, values in lists.items()})

    def _array(self, name: str, values: list) -> np.ndarray:
        empty = {
            "mention_span": (0, 3),
            "pair_gap": (0, 2),
            "pair_labels": (0, len(self.labels.relations) + len(self.labels.links)),
            "pair_judged": (0, len(self.labels.relations) + len(self.labels.links)),
            "pair_status": (0, len(self.labels.relations)),
            "entity_types": (0, len(self.labels.types)),
            "entity_roles": (0, len(self.labels.roles)),
            "same_spelling": (0, features.SPELLINGS),
            "amount_span": (0, 3),
        }
        real = {
            "entity_types",
            "entity_roles",
            "pair_labels",
            "pair_judged",
            "same_spelling",
            "same_labels",
            "deals",
        }
        array = np.array(values) if values else np.zeros(empty.get(name, (0,)))
        if array.dtype == bool and name not in real:
            return array
        return array.astype(np.float32 if name in real else np.int64)

    def _add_text(self, lists: dict[str, list], made: Example, *, pieces: int, units: int) -> None:
        encoded = made.encoded
        count, length = len(encoded.starts), len(encoded.pieces)
        lists["pieces"].append(np.pad(encoded.pieces, (0, pieces - length), constant_values=self.pad))
        lists["piece_mask"].append(np.arange(pieces) < length)
        lists["unit_mask"].append(np.arange(units) < count)
        for name in ("first", "last", "own", "places", "shapes"):
            lists["unit_" + name].append(np.pad(getattr(encoded, name), (0, units - count)))
        allowed = np.ones((units, 3), dtype=bool)
        allowed[:count] = tags_of(made)
        lists["tags"].append(allowed)
        lists["deals"].append(np.isin(np.arange(len(self.labels.deals)), sorted(made.deals)))

    def _add_entities(self, lists: dict[str, list], made: Example, item: int) -> None:
        offset = len(lists["entity_item"])
        surface_offset = len(lists["surface_item"])
        surfaces: list[tuple[int, str]] = []
        for number, entity in enumerate(made.entities):
            for surface, spans in zip(entity.surfaces, entity.mentions, strict=True):
                for start, end in spans:
                    lists["mention_span"].append((item, start, end - 1))
                    lists["surface_of"].append(surface_offset + len(surfaces))
                    lists["entity_of"].append(offset + number)
                surfaces.append((number, surface))
                lists["surface_item"].append(item)
            lists["entity_item"].append(item)
            lists["entity_types"].append(np.isin(np.arange(len(self.labels.types)), entity.types))
            lists["entity_roles"].append(np.isin(np.arange(len(self.labels.roles)), sorted(entity.roles)))
            lists["entity_stage"].append(entity.stage)
        for a, (entity_a, surface_a) in enumerate(surfaces):
            for b, (entity_b, surface_b) in enumerate(surfaces[:a]):
                lists["same_a"].append(surface_offset + a)
                lists["same_b"].append(surface_offset + b)
                lists["same_spelling"].append(features.spelling(surface_a, surface_b))
                lists["same_labels"].append(entity_a == entity_b)
        for head in range(len(made.entities)):
            for tail in range(len(made.entities)):
                if head != tail:
                    self._add_pair(lists, made, (head, tail), offset=offset)
        for (start, end), label in made.amounts:
            lists["amount_span"].append((item, start, end - 1))
            lists["amount_labels"].append(label)

    def _add_pair(self, lists: dict[str, list], made: Example, pair: tuple[int, int], *, offset: int) -> None:
        head, tail = pair
        a, b = made.entities[head], made.entities[tail]
        near_a, near_b = features.nearest(_spans(a), _spans(b))
        count = len(self.labels.relations)
        judged = np.ones(count + len(self.labels.links), dtype=bool)
        judged[:count] = self.allowed[np.ix_(a.types, b.types)].any(axis=(0, 1))
        labels = np.zeros_like(judged)
        status = np.full(count, -1)
        for kind in range(count):
            key = (head, kind, tail)
            if key in made.relations:
                labels[kind] = judged[kind] = True
                status[kind] = made.relations[key]
            elif key in made.open_pairs:
                judged[kind] = False
        for link in range(len(self.labels.links)):
            labels[count + link] = (head, link, tail) in made.links
        lists["pair_head"].append(offset + head)
        lists["pair_tail"].append(offset + tail)
        lists["pair_gap"].append(features.between(near_a, near_b, count=len(made.encoded.starts)))
        lists["pair_distance"].append(features.distance(near_a, near_b))
        lists["pair_labels"].append(labels)
        lists["pair_judged"].append(judged)
        lists["pair_status"].append(status)
