"""Names swapped while training, so that the model reads the context and not only the name."""

from __future__ import annotations

import random
from collections.abc import Sequence

from training.data import Row, text_of, types_of


class NameSwapper:
    """Replaces an entity's only surface by one of the same type from another item."""

    def __init__(self, rows: Sequence[Row], *, share: float, seed: int) -> None:
        self.share = share
        self._random = random.Random(seed)  # noqa: S311 - augmentation, no secret
        names: dict[str, list[str]] = {}
        for row in rows:
            for entity in row["entities"]:
                names.setdefault("/".join(sorted(types_of(entity))), []).append(entity["surfaces"][0])
        self._names = {kind: sorted(set(found)) for kind, found in names.items()}

    def __call__(self, row: Row) -> Row | None:
        """The row with some names swapped; None where none was."""
        if self._random.random() >= 2 * self.share:
            return None
        chosen = [e for e in row["entities"] if len(e["surfaces"]) == 1 and self._random.random() < 0.5]
        surfaces = [s for e in row["entities"] + row.get("optional_entities", []) for s in e["surfaces"]]
        text = text_of(row)
        changes: dict[str, str] = {}
        for entity in chosen:
            (surface,) = entity["surfaces"]
            if len(surface) < 2 or sum(surface in other for other in surfaces) > 1:
                continue
            name = self._random.choice(self._names["/".join(sorted(types_of(entity)))])
            if name not in text and surface in text and not any(name in s or s in name for s in surfaces):
                changes[surface] = name
        return _rewritten(row, text, changes) if changes else None


def _rewritten(row: Row, text: str, changes: dict[str, str]) -> Row:
    for surface, name in changes.items():
        text = text.replace(surface, name)
    title, _, body = text.partition("\n")

    def renamed(entity: Row) -> Row:
        return entity | {"surfaces": [changes.get(surface, surface) for surface in entity["surfaces"]]}

    return row | {"title": title, "body": body, "entities": [renamed(e) for e in row["entities"]]}
