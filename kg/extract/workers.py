"""Many items read by several processes: results in the order of the items, whoever is done first.

Processes are spawned, so that it works alike on every system and inside threads. Each worker answers
item by item; when one dies, the item that it was reading is known. Nobody is more than a few chunks
ahead of what was handed out, so one huge item does not pile up the rest in memory.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.errors import KgError
from kg.lexicon import Lexicon
from kg.ontology import Ontology
from kg.records import Extraction, Item
from kg.settings import NO_MODEL

CHUNK = 16
# Chunks that may be out or waiting, for each worker.
AHEAD = 4


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    # Numbers of the items that it was given and has not answered.
    owes: list[int] = field(default_factory=list)


def extract_all(
    items: Sequence[Item], *, jobs: int, knowledge: tuple[Lexicon, Ontology, Path | None]
) -> Iterator[Extraction]:
    """Yield the extraction of each item in order; stops its processes however it ends.

    `knowledge` is what an `Extractor` is made of: lexicon, ontology and the model's folder, if any.
    """
    context = multiprocessing.get_context("spawn")
    lexicon, ontology, model = knowledge
    plain = (lexicon, _picklable(ontology), str(model) if model else NO_MODEL)
    workers: list[_Worker] = []
    try:
        for _ in range(min(jobs, -(-len(items) // CHUNK))):
            mine, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, *plain), daemon=True)
            process.start()
            theirs.close()
            workers.append(_Worker(process, mine))
        yield from _collect(items, workers)
    finally:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.process.join()
            worker.pipe.close()


def _collect(items: Sequence[Item], workers: list[_Worker]) -> Iterator[Extraction]:
    waiting: dict[int, Extraction] = {}
    given = yielded = 0
    while yielded < len(items):
        for worker in workers:
            if not worker.owes and given < min(len(items), yielded + AHEAD * CHUNK * len(workers)):
                numbers = list(range(given, min(given + CHUNK, len(items))))
                _give(worker, items, numbers)
                given += len(numbers)
        for worker in _answering(workers):
            answer = _receive(worker, items)
            waiting[worker.owes.pop(0)] = answer
        while yielded in waiting:
            yield waiting.pop(yielded)
            yielded += 1


def _answering(workers: list[_Worker]) -> list[_Worker]:
    """The workers that have something to say (the end of a pipe is something too)."""
    busy = [worker for worker in workers if worker.owes]
    ready = wait([worker.pipe for worker in busy])
    return [worker for worker in busy if worker.pipe in ready]


def _give(worker: _Worker, items: Sequence[Item], numbers: list[int]) -> None:
    worker.owes.extend(numbers)
    try:
        worker.pipe.send([items[number] for number in numbers])
    except OSError:
        raise _died(worker, items) from None


def _receive(worker: _Worker, items: Sequence[Item]) -> Extraction:
    try:
        answer = worker.pipe.recv()
    except (EOFError, OSError):
        raise _died(worker, items) from None
    if isinstance(answer, KgError):
        raise answer
    if not isinstance(answer, Extraction):
        raise TypeError(f"a worker answered {type(answer).__name__}")
    return answer


def _died(worker: _Worker, items: Sequence[Item]) -> KgError:
    worker.process.join(timeout=1)
    code = worker.process.exitcode
    return KgError(
        f"item {items[worker.owes[0]].id}: the process that read it died (exit code {code})",
        advice="Free some memory or use fewer jobs; if it dies again at this item, leave the item out.",
    )


def _work(pipe: Connection, lexicon: Lexicon, ontology: Ontology, model: str) -> None:
    """The life of a worker: items in, extractions out, until the pipe closes."""
    from kg.extract.pipe import Extractor

    # The parent hears the interrupt and stops its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    extractor = Extractor(lexicon, ontology, model=model)
    while True:
        try:
            items: list[Item] = pipe.recv()
        except EOFError:
            return
        for item in items:
            pipe.send(_answer(extractor, item))


def _answer(extractor: Any, item: Item) -> Extraction | KgError:
    try:
        extraction: Extraction = extractor.extract(item)
    except KgError as error:
        return KgError(str(error), advice=error.advice)
    return extraction


def _picklable(ontology: Ontology) -> Ontology:
    """Read-only mappings cannot be sent to a process; dictionaries of the same content can."""
    plain: dict[str, Any] = {
        name: dict(value)
        for name in (field.name for field in fields(ontology))
        if isinstance(value := getattr(ontology, name), MappingProxyType)
    }
    return replace(ontology, **plain)
