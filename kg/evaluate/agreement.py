"""When an answer agrees with gold: spellings, types, slot values, and which entity stands for which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

_QUOTES = re.compile(r"[\s\"'“”‘’「」『』《》〈〉*`]+")


def fold_surface(text: str) -> str:
    """Fold width, case, white space and quotes, so that spellings compare."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text)).casefold()


def types_of(entity: Row) -> set[str]:
    """The types that gold allows for an entity."""
    return set(entity["type"]) if isinstance(entity["type"], list) else {entity["type"]}


def same_value(a: object, b: object) -> bool:
    """Whether two slot values agree: numbers within 1 %, text without case."""
    if isinstance(a, int | float) and isinstance(b, int | float) and not isinstance(a, bool):
        return abs(a - b) <= 0.01 * max(abs(a), abs(b))
    return str(a).casefold() == str(b).casefold()


def align(gold: Sequence[Row], predicted: Iterable[Row], *, typed: bool) -> dict[str, int]:
    """Map predicted entity ids to indexes of gold entities, each gold entity at most once.

    Pairs that share more surfaces go first; ties go to the earlier gold entity, then the smaller id.
    """
    surfaces = [{fold_surface(surface) for surface in entity["surfaces"]} for entity in gold]
    pairs: list[tuple[int, int, str]] = []
    for entity in predicted:
        texts = {fold_surface(mention["text"]) for mention in entity["mentions"]} - {""}
        for index, wanted in enumerate(gold):
            shared = len(texts & surfaces[index])
            if shared and (not typed or entity["type"] in types_of(wanted)):
                pairs.append((-shared, index, entity["id"]))
    mapping: dict[str, int] = {}
    taken: set[int] = set()
    for _, index, entity_id in sorted(pairs):
        if entity_id not in mapping and index not in taken:
            mapping[entity_id] = index
            taken.add(index)
    return mapping
