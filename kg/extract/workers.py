"""Many items read by several processes: results in the order of the items, whoever is done first.

Processes are spawned, so that it works alike on every system and inside threads. Each worker says when it
is ready and then answers item by item; when one dies, the item that it was reading is known. Nobody is more
than a few chunks ahead of what was handed out, so one huge item does not pile up the rest in memory.

Items are sent only to a worker that has answered everything, so that never both ends of a pipe wait for the
other to read. What a worker needs to know goes through that pipe as well: starting a process that dies at
once must not block on arguments that nobody reads.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


_READY = "ready"


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    ready: bool = False
    # Numbers of the items that it was given and has not answered.
    owes: list[int] = field(default_factory=list)


def extract_all(
    items: Sequence[Item], *, jobs: int, knowledge: tuple[Lexicon, Ontology, Path | None]
) -> Iterator[Extraction]:
    """Yield the extraction of each item in order; stops its processes however it ends.

    `knowledge` is what an `Extractor` is made of: lexicon, ontology and the model's folder, if any.
    """
    workers: list[_Worker] = []
    try:
        for _ in range(min(jobs, -(-len(items) // CHUNK))):
            workers.append(_started())
        lexicon, ontology, model = knowledge
        known = pickle.dumps((lexicon, picklable(ontology), str(model) if model else NO_MODEL))
        for worker in workers:
            _tell(worker, known)
        yield from _collect(items, workers)
    finally:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.process.join()
            worker.pipe.close()


def _started() -> _Worker:
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)
    with _deaf_to_interrupts():
        process.start()
    theirs.close()
    return _Worker(process, mine)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """What is started inside never hears Ctrl-C: the parent does, and stops its workers."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows; there `_work` sees to it
        yield
        return
    from multiprocessing import resource_tracker  # there is none on Windows

    # The first process that is started starts this one too, which lifts the block when it is up.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _tell(worker: _Worker, known: bytes) -> None:
    try:
        worker.pipe.send_bytes(known)
    except OSError:
        raise _stillborn(worker) from None


def _collect(items: Sequence[Item], workers: list[_Worker]) -> Iterator[Extraction]:
    waiting: dict[int, Extraction] = {}
    given = yielded = 0
    while yielded < len(items):
        for worker in workers:
            idle = worker.ready and not worker.owes
            if idle and given < min(len(items), yielded + AHEAD * CHUNK * len(workers)):
                numbers = list(range(given, min(given + CHUNK, len(items))))
                _give(worker, items, numbers)
                given += len(numbers)
        for worker in _answering(workers):
            if not worker.ready:
                _greet(worker)
                continue
            answer = _receive(worker, items)
            waiting[worker.owes.pop(0)] = answer
        while yielded in waiting:
            yield waiting.pop(yielded)
            yielded += 1


def _answering(workers: list[_Worker]) -> list[_Worker]:
    """The workers that have something to say (the end of a pipe is something too)."""
    busy = [worker for worker in workers if worker.owes or not worker.ready]
    ready = wait([worker.pipe for worker in busy])
    return [worker for worker in busy if worker.pipe in ready]


def _greet(worker: _Worker) -> None:
    """Take a worker's first word: that it is ready, or why it never will be."""
    try:
        answer = worker.pipe.recv()
    except (EOFError, OSError):
        raise _stillborn(worker) from None
    if isinstance(answer, KgError):
        raise answer
    worker.ready = True


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


def _exit_code(worker: _Worker) -> int | None:
    worker.process.join(timeout=1)
    return worker.process.exitcode


def _stillborn(worker: _Worker) -> KgError:
    return KgError(
        f"A process that was to read items died as it started (exit code {_exit_code(worker)})",
        advice="What it printed says why; free some memory, or go on with --jobs 1.",
    )


def _died(worker: _Worker, items: Sequence[Item]) -> KgError:
    return KgError(
        f"item {items[worker.owes[0]].id}: the process that read it died (exit code {_exit_code(worker)})",
        advice="Free some memory or use fewer jobs; if it dies again at this item, leave the item out.",
    )


def _work(pipe: Connection) -> None:
    """The life of a worker: what to know, then items in and extractions out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        extractor = _ready(pipe)
        while extractor is not None:
            items: list[Item] = pipe.recv()
            for item in items:
                pipe.send(_answer(extractor, item))
    except (EOFError, OSError):
        # The parent is gone.
        return


def _ready(pipe: Connection) -> Any:
    """An extractor that has loaded all it needs; None where that fails, which the parent is told."""
    from kg.extract.pipe import Extractor

    lexicon, ontology, model = pickle.loads(pipe.recv_bytes())  # noqa: S301 - the parent's own words
    extractor = Extractor(lexicon, ontology, model=model)
    try:
        extractor.nlp  # noqa: B018 - made at first use, and this is where it may fail
    except Exception as error:
        pipe.send(_plain(error))
        return None
    pipe.send(_READY)
    return extractor


def _answer(extractor: Any, item: Item) -> Extraction | KgError:
    try:
        extraction: Extraction = extractor.extract(item)
    except KgError as error:
        return _plain(error)
    return extraction


def _plain(error: Exception) -> KgError:
    """An error that can be sent: others may hold what cannot."""
    if isinstance(error, KgError):
        return KgError(str(error), advice=error.advice)
    return KgError(f"A process that was to read items: {type(error).__name__}: {error}")


def picklable(ontology: Ontology) -> Ontology:
    """Read-only mappings cannot be sent to a process; dictionaries of the same content can."""
    plain: dict[str, Any] = {
        name: dict(value)
        for name in (field.name for field in fields(ontology))
        if isinstance(value := getattr(ontology, name), MappingProxyType)
    }
    return replace(ontology, **plain)
