"""What runs in the processes of a Ray cluster: readers that load the extraction pipeline once, and notes.

A batch is a table of (key, item as JSON); the answer is a table of (key, extraction as JSON, error, advice),
a row an item. What goes wrong is a row too, so that the caller gets the error in its own words.

A process that dies takes nothing with it: Ray gives its batch to another one. An item that kills every
process that reads it would then be read for ever; `Notes` tells it from a machine that was switched off.
"""

from __future__ import annotations

import platform
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import settings
from kg.errors import KgError
from kg.extract import Extractor
from kg.lexicon import Lexicon
from kg.ontology import Ontology
from kg.pipeline.parts import json_of
from kg.records import Item
from kg.settings import NO_MODEL

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

# So many processes may die at one item before it is left alone.
MOST_DEATHS = 2
# So often may a reader be started anew, on average, before it is given up: Ray itself never does.
MOST_RESTARTS = 10


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an `Extractor` is made of, and what it must then be.

    `model` is a folder, `none`, or empty for the one that comes with the package, which each machine has
    in a place of its own.
    """

    lexicon: Lexicon
    ontology: Ontology
    model: str
    fingerprint: str
    machine: str

    def extractor(self) -> Extractor:
        """Loaded and ready. Raises `KgError` where it would read otherwise than the caller's."""
        model = self.model or str(settings.model_folder(None) or NO_MODEL)
        extractor = Extractor(self.lexicon, self.ontology, model=model)
        if platform.machine() != self.machine:
            raise KgError(
                f"{platform.node()} has a {platform.machine()} processor, the machine that asks a "
                f"{self.machine} one; confidences could differ in their digits",
                advice="Run all of it on one kind of processor.",
            )
        if extractor.fingerprint != self.fingerprint:
            raise KgError(
                f"{platform.node()} would read otherwise than the machine that asks: kg {settings.VERSION} "
                f"on Python {sys.version_info[0]}.{sys.version_info[1]}, model {model}, has the fingerprint "
                f"{extractor.fingerprint[:16]}, not {self.fingerprint[:16]}",
                advice="Install the same version of ai-industry-kg, with the same model, on every machine.",
            )
        extractor.nlp  # noqa: B018 - made at first use, and this is where it may fail
        return extractor


class Notes:
    """How far each batch had come when its process died. One for a wave, in a process of its own.

    A batch is noted as a whole; only where it is read a second time is each item noted before it is read.
    """

    def __init__(self, readers: int) -> None:
        self._starts = readers * (1 + MOST_RESTARTS)
        self._open: dict[str, str] = {}
        self._deaths: Counter[str] = Counter()

    def start(self) -> bool:
        """Whether one more reader may be started."""
        self._starts -= 1
        return self._starts >= 0

    def begin(self, batch: str) -> list[str] | None:
        """None at a batch's first time; else the items that have been the end of too many processes."""
        last = self._open.get(batch)
        self._open[batch] = ""
        if last is None:
            return None
        if last:
            self._deaths[last] += 1
        return sorted(item for item, deaths in self._deaths.items() if deaths >= MOST_DEATHS)

    def reach(self, batch: str, item: str) -> None:
        self._open[batch] = item

    def done(self, batch: str) -> None:
        self._open.pop(batch, None)


class Answer(NamedTuple):
    """A row of an answer; `error` is empty where all is well."""

    key: str
    extraction: str = ""
    error: str = ""
    advice: str = ""

    @classmethod
    def failed(cls, key: str, error: KgError) -> Answer:
        return cls(key, "", str(error), error.advice)


class Reader:
    """Reads batches of items; Ray Data keeps it alive between them."""

    def __init__(self, knowledge: Any, notes: Any) -> None:
        """`knowledge` is Ray's reference to a `Knowledge`, `notes` the handle of the run's `Notes`."""
        import ray

        self._notes = notes
        self._refusal: KgError | None = None
        try:
            if not ray.get(notes.start.remote()):
                raise KgError(
                    f"{MOST_RESTARTS} times and more have processes that were to read items died",
                    advice="Give the workers more memory; Ray's logs say why they died.",
                )
            self._extractor = ray.get(knowledge).extractor()
        except Exception as error:
            # Ray would start it again and again, and wrap what it says.
            self._refusal = error if isinstance(error, KgError) else _of(error)

    def __call__(self, batch: pa.Table) -> pa.Table:
        import pyarrow as pa

        answers = list(self._answers(batch["key"].to_pylist(), batch["item"].to_pylist()))
        columns = {name: [getattr(one, name) for one in answers] for name in Answer._fields}
        return pa.table(columns, schema=pa.schema([(name, pa.large_string()) for name in columns]))

    def _answers(self, keys: list[str], items: list[str]) -> Iterator[Answer]:
        import ray
        from pydantic_core import from_json

        if self._refusal is not None:
            yield Answer.failed("", self._refusal)
            return
        batch = keys[0]
        deadly = ray.get(self._notes.begin.remote(batch))
        for key, text in zip(keys, items, strict=True):
            item = Item.from_dict(from_json(text))
            if deadly is not None:
                ray.get(self._notes.reach.remote(batch, key))
            yield _fatal(key, item) if key in (deadly or ()) else self._answer(key, item)
        self._notes.done.remote(batch)

    def _answer(self, key: str, item: Item) -> Answer:
        try:
            return Answer(key, json_of(self._extractor.extract(item)))
        except KgError as error:
            return Answer.failed(key, error)


def _fatal(key: str, item: Item) -> Answer:
    error = KgError(
        f"item {item.id}: {MOST_DEATHS} processes that read it died",
        advice="Give the workers more memory; if they die again at this item, leave the item out.",
    )
    return Answer.failed(key, error)


def _of(error: Exception) -> KgError:
    return KgError(f"A process that was to read items on {platform.node()}: {type(error).__name__}: {error}")
