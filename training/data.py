"""Annotated items (the benchmark's format) → examples of numbers that the model learns from.

The gold gives the surfaces of an entity, not where they stand: every occurrence of a surface is a
mention, longer surfaces first. An optional entity is neither right nor wrong: its characters are left
free in the border labels, and no pair of it is judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from kg.extract.amounts import find as find_amounts
from kg.extract.encoder_labels import Labels
from kg.extract.encoder_pieces import Encoded, Segmenter, to_rows
from kg.pipeline.evaluation import apart_from

Row = dict[str, Any]
Span = tuple[int, int]

_DATE = re.compile(r"-?\d{4}-\d{2}-\d{2}")
_EDITION = re.compile(r"-(?:zh|en)$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LETTER = re.compile(r"[A-Za-z0-9]")


@dataclass(slots=True)
class Entity:
    """A gold entity: its mentions as unit spans, by distinct folded surface."""

    key: str
    types: tuple[int, ...]
    surfaces: list[str]
    mentions: list[list[Span]]
    roles: set[int] = field(default_factory=set)
    stage: int = -1


@dataclass(slots=True)
class Example:
    """One item as numbers. `free` are unit spans whose border labels are not judged.

    `relations` maps (head, relation, tail), entities by position, to a status; `open_pairs` are those
    that are neither right nor wrong; `links` holds (party, link, party) of deals; `amounts` are
    (unit span, label) of sums: 0 of no deal, 1 the amount, 2 the valuation.
    """

    id: str
    text: str
    encoded: Encoded
    entities: list[Entity]
    free: list[Span]
    relations: dict[tuple[int, int, int], int]
    open_pairs: set[tuple[int, int, int]]
    links: set[tuple[int, int, int]]
    amounts: list[tuple[Span, int]]
    deals: set[int]


def read(path: Path) -> list[Row]:
    """All rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def text_of(row: Row) -> str:
    """Title, line feed, body, without marks: what predictions are made of."""
    return _LINK.sub(r"\1", f"{row['title']}\n{row['body']}".replace("**", ""))


def publisher(row: Row) -> str:
    """The part of an id before the date, without the edition."""
    return _EDITION.sub("", _DATE.split(row["id"])[0])


def split(rows: Sequence[Row], hold_out: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """(training, held out): whole publishers, and no training row that shares a URL with them."""
    held = [row for row in rows if publisher(row) in hold_out]
    return apart_from(held, rows), held


def types_of(entity: Row) -> list[str]:
    """The types that gold allows for an entity."""
    kinds = entity["type"]
    return list(kinds) if isinstance(kinds, list) else [kinds]


def occurrences(text: str, surfaces: Sequence[tuple[str, int]]) -> list[tuple[int, int, int]]:
    """(start, end, number) of every surface, longer ones first, none over another."""
    taken = np.zeros(len(text), dtype=bool)
    found: list[tuple[int, int, int]] = []
    for surface, number in sorted(surfaces, key=lambda pair: (-len(pair[0]), pair)):
        at = text.find(surface)
        while at >= 0:
            end = at + len(surface)
            if not taken[at:end].any() and _stands_alone(text, at, end):
                taken[at:end] = True
                found.append((at, end, number))
            at = text.find(surface, at + 1)
    return sorted(found)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no Latin word goes on across a border."""
    left = start > 0 and bool(
        _LETTER.match(text[start]) and text[start - 1].isascii() and text[start - 1].isalpha()
    )
    right = end < len(text) and bool(
        _LETTER.match(text[end - 1]) and text[end].isascii() and text[end].isalpha()
    )
    return not left and not right


def example(row: Row, segmenter: Segmenter, labels: Labels) -> Example:
    """The numbers of one row."""
    text = text_of(row)
    encoded = segmenter.encode(text)
    gold, optional = row["entities"], row.get("optional_entities", [])
    wanted = [(s, n) for n, e in enumerate(gold) for s in e["surfaces"] if s]
    spare = [(s, len(gold)) for e in optional for s in e["surfaces"] if s]
    spans: list[dict[str, list[Span]]] = [{} for _ in gold]
    free: list[Span] = []
    for start, end, number in occurrences(text, wanted + spare):
        rows = to_rows([(start, end)], encoded)
        if not rows:
            continue
        if number == len(gold):
            free += rows
        else:
            spans[number].setdefault(text[start:end].casefold(), []).extend(rows)
    place = {n: m for m, n in enumerate(n for n, found in enumerate(spans) if found)}
    entities = [
        Entity(
            gold[n]["key"],
            tuple(sorted(labels.types.index(kind) for kind in types_of(gold[n]))),
            surfaces=list(spans[n]),
            mentions=list(spans[n].values()),
        )
        for n in place
    ]
    number_of = {gold[n]["key"]: m for n, m in place.items()}
    made = Example(row["id"], text, encoded, entities, free, {}, set(), set(), [], set())
    _add_relations(made, row, labels, number_of)
    _add_deals(made, row, labels, number_of)
    return made


def _add_relations(made: Example, row: Row, labels: Labels, number_of: dict[str, int]) -> None:
    for relation in row["relations"] + row.get("optional_relations", []):
        head, tail = number_of.get(relation["head"]), number_of.get(relation["tail"])
        if head is None or tail is None or head == tail:
            continue
        kind = labels.relations.index(relation["type"])
        ends = [(head, tail), (tail, head)] if relation["type"] in labels.symmetric else [(head, tail)]
        for a, b in ends:
            if relation in row["relations"]:
                made.relations[a, kind, b] = labels.statuses.index(relation["status"])
            else:
                made.open_pairs.add((a, kind, b))


def _add_deals(made: Example, row: Row, labels: Labels, number_of: dict[str, int]) -> None:
    sums: dict[int, int] = {}
    for deal in row["deals"]:
        made.deals.add(labels.deals.index(deal["type"]))
        parties = [(p["role"], number_of[p["entity"]]) for p in deal["parties"] if p["entity"] in number_of]
        for role, party in parties:
            made.entities[party].roles.add(labels.roles.index(role))
            made.entities[party].stage = labels.stages.index(deal["stage"]) if deal["stage"] else -1
        for n, link in enumerate(labels.links):
            for role, party in parties:
                for other_role, other in parties:
                    if (role, other_role) == link and party != other:
                        made.links.add((party, n, other))
        for label, slot in enumerate(("amount", "valuation"), start=1):
            if deal[slot] is not None:
                sums[int(deal[slot])] = label
    for amount in find_amounts(made.text):
        if amount.kind != "money" or amount.value is None:
            continue
        label = next((k for v, k in sums.items() if abs(v - amount.value) <= 0.01 * v), 0)
        rows = _covering(amount.start, amount.end, made.encoded)
        if rows:
            made.amounts.append((rows, label))


def _covering(start: int, end: int, encoded: Encoded) -> Span | None:
    """The units that share a character with a span."""
    touched = np.flatnonzero((encoded.starts < end) & (encoded.ends > start))
    return (int(touched[0]), int(touched[-1]) + 1) if touched.size else None
