"""Items → extractions, each item's taken from an earlier run while nothing that decides it changed.

What decides an extraction: the item's own content and the extractor's fingerprint (code version,
lexicon, schemas, word lists, model). An interrupted run leaves its finished items in a file, one JSON
line each, or on a cluster as Parquet parts in a folder, and the next run takes up both.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from kg.extract import Extractor, default_jobs
from kg.pipeline.parts import Parts
from kg.pipeline.progress import Progress
from kg.records import Extraction, Item, Json

LOCAL, RAY = "local", "ray"


def item_key(item: Item, fingerprint: str) -> str:
    """What an extraction depends on, as a hash."""
    content = json.dumps(item.to_dict(), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(f"{fingerprint}\n{content}".encode()).hexdigest()


def settled(extraction: Extraction) -> Extraction:
    """As it will be read back: rounded, without rejections, so that a reused one is no different."""
    return Extraction.from_dict(extraction.to_dict())


def _line(key: str, extraction: Extraction) -> str:
    row: Json = {"key": key, "extraction": extraction.to_dict()}
    return json.dumps(row, ensure_ascii=True) + "\n"


def finished_items(path: Path) -> dict[str, Extraction]:
    """What an interrupted run had finished, by key; its last line may be cut short."""
    found: dict[str, Extraction] = {}
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                row = json.loads(line)
                found[row["key"]] = Extraction.from_dict(row["extraction"])
            except (ValueError, KeyError, TypeError):
                break
    return found


@contextmanager
def _appending(path: Path | None, known: Mapping[str, Extraction]) -> Iterator[TextIO | None]:
    if path is None:
        yield None
        return
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        lines.writelines(_line(key, extraction) for key, extraction in known.items())
        lines.flush()
        yield lines


def extract_items(
    items: Sequence[Item],
    extractor: Extractor,
    *,
    jobs: int | None,
    progress: Progress,
    reuse: Mapping[Item, Extraction] | None = None,
    keep: Path | None = None,
    engine: str = LOCAL,
) -> tuple[list[Extraction], int]:
    """Extract what cannot be reused; the list is in the order of `items`, the number is of reused ones.

    `reuse` holds extractions that this extractor made earlier; `keep` is the file that survives an
    interruption. By default there are as many processes as the new items are worth, not the old ones.
    `engine` says where they run: on this machine, or on a Ray cluster.
    """
    known = reuse or {}
    new = {item_key(item, extractor.fingerprint): item for item in items if item not in known}
    finished = {**finished_items(keep), **dict(parts_of(keep).read())} if keep else {}
    found = {key: finished[key] for key in new if key in finished}
    todo = {key: item for key, item in new.items() if key not in found}
    progress.stage("extract", len(items))
    progress.advance(len(items) - len(todo))
    if engine == RAY:
        found |= _on_ray(todo, extractor, jobs=jobs, progress=progress, keep=keep)
    else:
        with _appending(keep, found) as lines:
            results: Iterable[Extraction] = extractor.extract_all(
                list(todo.values()), jobs=jobs or default_jobs(len(todo))
            )
            for key, extraction in zip(todo, results, strict=True):
                found[key] = settled(extraction)
                if lines:
                    lines.write(_line(key, found[key]))
                progress.advance()
    by_item = {item: found[key] for key, item in new.items()}
    extractions = [known[item] if item in known else by_item[item] for item in items]
    return extractions, len(items) - len(todo)


def parts_of(keep: Path) -> Parts:
    """Where a run on a cluster leaves its finished items: beside the file of one that is not."""
    return Parts(keep.with_suffix(".parquet"))


def _on_ray(
    todo: Mapping[str, Item],
    extractor: Extractor,
    *,
    jobs: int | None,
    progress: Progress,
    keep: Path | None,
) -> dict[str, Extraction]:
    """The extraction of each, by key; the parts stand in a temporary folder where nothing is to be kept."""
    from kg.pipeline.ray_engine import extract_on_ray

    passing = tempfile.TemporaryDirectory() if keep is None else nullcontext()
    with passing as folder:
        parts = parts_of(keep or Path(str(folder), "extracting"))
        extract_on_ray(todo, extractor, jobs=jobs, progress=progress, parts=parts)
        return {key: extraction for key, extraction in parts.read() if key in todo}
