"""Items → extractions, each item's taken from an earlier run while nothing that decides it changed.

What decides an extraction: the item's own content and the extractor's fingerprint (code version,
lexicon, schemas, word lists, model). An interrupted run leaves its finished items in a file, one JSON
line each, or on a cluster as Parquet parts in a folder, and the next run takes up both.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeAlias

from kg.extract import Extractor, default_jobs
from kg.pipeline.finished import Extractions, Finished
from kg.pipeline.folder import PROGRESS, parts_beside
from kg.pipeline.parts import Parts
from kg.pipeline.progress import Progress
from kg.records import Extraction, Item

LOCAL, RAY = "local", "ray"
Store: TypeAlias = MutableMapping[str, Extraction]


def item_key(item: Item, fingerprint: str) -> str:
    """What an extraction depends on, as a hash."""
    content = json.dumps(item.to_dict(), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(f"{fingerprint}\n{content}".encode()).hexdigest()


def settled(extraction: Extraction) -> Extraction:
    """As it will be read back: rounded, without rejections, so that a reused one is no different."""
    return Extraction.from_dict(extraction.to_dict())


def _finished(keep: Path | None, wanted: Container[str]) -> AbstractContextManager[Store]:
    """Where extractions go as they are made: the file to keep, or memory where there is none."""
    return nullcontext({}) if keep is None else Finished(keep, wanted)


def extract_items(
    items: Sequence[Item],
    extractor: Extractor,
    *,
    jobs: int | None,
    progress: Progress,
    reuse: Mapping[Item, Extraction] | None = None,
    keep: Path | None = None,
    engine: str = LOCAL,
) -> tuple[Extractions, int]:
    """Extract what cannot be reused; one extraction an item, and how many of them are reused ones.

    `reuse` holds extractions that this extractor made earlier; `keep` is the file that survives an
    interruption, and from which they are read until it is closed. By default there are as many processes as
    the new items are worth, not the old ones. `engine` says where they run: on this machine, or on a Ray
    cluster.
    """
    known = reuse or {}
    keys = {item: item_key(item, extractor.fingerprint) for item in items if item not in known}
    wanted = set(keys.values())
    with _finished(keep, wanted) as found:
        for key, extraction in Parts(parts_beside(keep)).read() if keep else ():
            if key in wanted and key not in found:
                found[key] = extraction
        todo = {key: item for item, key in keys.items() if key not in found}
        progress.stage("extract", len(items))
        progress.advance(len(items) - len(todo))
        if engine == RAY:
            for key, extraction in _on_ray(todo, extractor, jobs=jobs, progress=progress, keep=keep):
                found[key] = extraction
        else:
            results: Iterable[Extraction] = extractor.extract_all(
                list(todo.values()), jobs=jobs or default_jobs(len(todo))
            )
            for key, extraction in zip(todo, results, strict=True):
                # The file settles what goes through it.
                found[key] = extraction if keep else settled(extraction)
                progress.advance()
    return Extractions(items, known=known, keys=keys, found=found), len(items) - len(todo)


def _on_ray(
    todo: Mapping[str, Item],
    extractor: Extractor,
    *,
    jobs: int | None,
    progress: Progress,
    keep: Path | None,
) -> Iterator[tuple[str, Extraction]]:
    """The extraction of each, with its key; parts stand in a temporary folder where nothing is to be kept."""
    from kg.pipeline.ray_engine import extract_on_ray

    passing = tempfile.TemporaryDirectory() if keep is None else nullcontext()
    with passing as folder:
        parts = Parts(parts_beside(keep or Path(str(folder), PROGRESS)))
        extract_on_ray(todo, extractor, jobs=jobs, progress=progress, parts=parts)
        yield from ((key, extraction) for key, extraction in parts.read() if key in todo)
