"""Item ids that are unique over a whole store.

Two publishers may give one link under one headline on one day; an item id says nothing of its digest,
so these would be one. The digest with the smaller id keeps it, the others add their digest's hash.
Digests are stored as they were read, and made distinct anew by every build: what one digest gets must
not depend on which other digests were there before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.records import Digest


def distinct(digests: Iterable[Digest]) -> list[Digest]:
    """The digests in order of id, their item ids free of repetition."""
    taken: set[str] = set()
    result = []
    for digest in sorted(digests, key=lambda digest: digest.id):
        items = []
        for item in digest.items:
            own = item if item.id not in taken else replace(item, id=f"{item.id}@{digest.id}")
            taken.add(own.id)
            items.append(own)
        result.append(replace(digest, items=tuple(items)))
    return result
