"""Items → extractions on a Ray cluster: the items in batches to readers, what they find into Parquet parts.

The caller's process holds a wave of items and one part of results at a time, however many there are. Order
is the caller's matter: readers are done when they are done, and every result goes by its key.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg import settings
from kg.errors import KgError
from kg.extract import Extractor, default_jobs
from kg.extract.workers import picklable
from kg.pipeline import ray_cluster
from kg.pipeline.parts import Parts
from kg.pipeline.progress import Progress
from kg.pipeline.ray_reader import Answer, Knowledge, Notes, Reader
from kg.records import Item
from kg.settings import NO_MODEL

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

# A batch is closed by whichever comes first. Where there are few items each reader still gets some batches,
# so that all are busy to the end. One that is read twice because a process died costs seconds.
BATCH_ITEMS = 256
BATCH_CHARACTERS = 100_000
BATCHES_EACH = 4
# Items that are in the cluster's memory at once, for each reader; readers start anew with each wave.
WAVE_ITEMS = 10_000


def extract_on_ray(
    todo: Mapping[str, Item],
    extractor: Extractor,
    *,
    jobs: int | None,
    progress: Progress,
    parts: Parts,
) -> None:
    """Read all items of `todo` and leave each one's extraction in `parts`, under its key.

    `jobs` is the number of readers, by default a core of the cluster each. Raises `KgError` with the item's
    id where one cannot be read, and where a machine of the cluster would read otherwise than `extractor`.
    What was finished by then is in `parts`, also when this is interrupted.
    """
    if not todo:
        return
    with ray_cluster.joined(jobs or default_jobs(len(todo))) as ray, parts.writing():
        run = _Run(ray, extractor, jobs or ray_cluster.cores(ray))
        waves = iter(todo.items())
        while wave := list(islice(waves, run.readers * WAVE_ITEMS)):
            for answer in run.answers(wave):
                if answer.error:
                    raise KgError(answer.error, advice=answer.advice)
                parts.add(answer.key, answer.extraction)
                progress.advance()


class _Run:
    """What all waves of one run share."""

    def __init__(self, ray: Any, extractor: Extractor, readers: int) -> None:
        self._ray = ray
        self.readers = readers
        self._knowledge = ray.put(_knowledge(extractor))
        self._notes = ray.remote(num_cpus=0)(Notes)

    def answers(self, wave: Sequence[tuple[str, Item]]) -> Iterator[Answer]:
        """The answers to a wave, as they come; errors come last of those that came together."""
        size = min(BATCH_ITEMS, -(-len(wave) // (self.readers * BATCHES_EACH)))
        batches = [_table(batch) for batch in _batches(wave, size)]
        readers = min(self.readers, len(batches))
        notes = self._notes.remote(readers)
        found = self._ray.data.from_arrow(batches).map_batches(
            Reader,
            fn_constructor_kwargs={"knowledge": self._knowledge, "notes": notes},
            batch_size=None,
            batch_format="pyarrow",
            compute=self._ray.data.ActorPoolStrategy(size=readers),
            num_cpus=1,
        )
        try:
            for table in found.iter_batches(batch_size=None, batch_format="pyarrow"):
                columns = [table[name].to_pylist() for name in Answer._fields]
                yield from sorted(map(Answer._make, zip(*columns, strict=True)), key=_failed)
        except self._ray.exceptions.RayError as error:
            raise KgError(
                f"The Ray cluster gave up: {error}",
                advice="Give its workers more memory, or see its logs; then run the same command to go on.",
            ) from error


def _failed(answer: Answer) -> bool:
    return bool(answer.error)


def _knowledge(extractor: Extractor) -> Knowledge:
    own = settings.model_folder(None)
    model = "" if extractor.model == own else str(extractor.model or NO_MODEL)
    return Knowledge(
        extractor.lexicon,
        picklable(extractor.ontology),
        model,
        extractor.fingerprint,
        platform.machine(),
    )


def _batches(items: Iterable[tuple[str, Item]], size: int) -> Iterator[list[tuple[str, Item]]]:
    batch: list[tuple[str, Item]] = []
    characters = 0
    for key, item in items:
        if batch and (len(batch) == size or characters + len(item.text) > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append((key, item))
        characters += len(item.text)
    if batch:
        yield batch


def _table(batch: list[tuple[str, Item]]) -> pa.Table:
    import pyarrow as pa

    rows = {
        "key": [key for key, _ in batch],
        "item": [json.dumps(item.to_dict(), ensure_ascii=True) for _, item in batch],
    }
    return pa.table(rows, schema=pa.schema([("key", pa.string()), ("item", pa.large_string())]))
