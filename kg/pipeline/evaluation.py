"""Gold file → extractions of its items → report, errors with their text, comparison with an earlier run."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg import lexicon as lexicons
from kg import ontology as ontologies
from kg.digests import item_of
from kg.errors import InputError, UsageError
from kg.evaluate import Answer, Report, Row, Scorer
from kg.evaluate.context import marked
from kg.extract import Extractor, default_jobs
from kg.lexicon import Lexicon
from kg.pipeline.extraction import extract_items
from kg.pipeline.progress import Progress, Silent

if TYPE_CHECKING:
    from kg.evaluate.bootstrap import Interval
    from kg.evaluate.compare import Comparison

RowT = TypeVar("RowT", bound=Row)
_SOURCE = re.compile(r"(?P<publisher>.+?)(?:-zh|-en)?-\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Evaluation:
    """The report of one run with the texts that it is about."""

    report: Report
    gold: Sequence[Row]

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        """Figure → its 95 % interval by drawing items; empty where there is no item."""
        from kg.evaluate.bootstrap import intervals

        return intervals(self.report)

    def context(self, answer: Answer) -> str:
        """The words around what an answer is about, its names marked."""
        return marked(self._texts[answer.item], answer.names)

    def to_run(self) -> dict[str, Any]:
        """The run as it is kept for `compare`."""
        from kg.evaluate.compare import to_run

        return to_run(self.report)

    def compared_with(self, earlier: Path) -> Comparison:
        """What is better and worse than in a run kept earlier; `InputError` where the file is none."""
        from kg.evaluate.compare import compare

        try:
            run = json.loads(earlier.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{earlier} cannot be read: {error}", advice=_RUN) from error
        try:
            return compare(run if isinstance(run, dict) else {}, self.to_run())
        except (KeyError, TypeError, InputError) as error:
            raise InputError(f"{earlier} is no run of an evaluation", advice=_RUN) from error

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {row["id"]: item_of(row).text for row in self.gold}


_RUN = "Write one with: kg eval GOLD --save RUN.json"


def publisher_of(item: str) -> str:
    """The part of an item's id before the date, without its edition (`-zh`, `-en`)."""
    found = _SOURCE.match(item)
    return found["publisher"] if found else ""


def read_rows(path: Path) -> list[Row]:
    """A file of JSON lines; `InputError` names the line that is none."""
    rows: list[Row] = []
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise InputError(f"{path}:{number}: broken JSON: {error}") from error
                if not isinstance(row, Mapping):
                    raise InputError(f"{path}:{number}: not a JSON object")
                rows.append(row)
    except FileNotFoundError:
        raise InputError(f"No file at {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    return rows


def _gold(path: Path) -> list[Row]:
    rows = read_rows(path)
    for number, row in enumerate(rows, start=1):
        missing = {"id", "title", "body", "entities", "relations", "deals"} - set(row)
        if missing:
            advice = "Gold is one JSON object a line; docs/quality.md shows the format."
            raise InputError(f"{path}: item {number} lacks {', '.join(sorted(missing))}", advice=advice)
    return rows


def _of_publishers(rows: Sequence[Row], publishers: Sequence[str]) -> list[Row]:
    known = {publisher_of(row["id"]) for row in rows} - {""}
    unknown = sorted(set(publishers) - known)
    if unknown:
        advice = f"The file's publishers are: {', '.join(sorted(known)) or 'none'}"
        raise UsageError(f"No item is of the publisher {', '.join(unknown)}", advice=advice)
    return [row for row in rows if publisher_of(row["id"]) in publishers]


def apart_from(held: Sequence[RowT], rows: Sequence[RowT]) -> list[RowT]:
    """The items that are not held out and share no URL with one that is."""
    urls = {row.get("url") for row in held} - {"", None}
    ids = {row["id"] for row in held}
    return [row for row in rows if row["id"] not in ids and row.get("url") not in urls]


def known_only_from(held: Sequence[Row], rest: Sequence[Row], lexicon: Lexicon) -> frozenset[str]:
    """Ids of lexicon entries that held-out items name and no other item does.

    A lexicon is curated from texts: to measure it on some of them, what it could know from these alone has
    to be left out. Entries that were written from general knowledge stay.
    """
    only = _named(held, lexicon) - _named(rest, lexicon)
    return frozenset(id for id in only if lexicon.entries[id].source != lexicons.WORLD)


def _named(rows: Sequence[Row], lexicon: Lexicon) -> set[str]:
    matcher = lexicon.matcher()
    return {id for row in rows for match in matcher.find(item_of(row).text) for id in match.ids}


def evaluate(
    gold: Path,
    *,
    predictions: Path | None = None,
    hold_out: Sequence[str] = (),
    model: str | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Score this project's extraction of the gold items, or the predictions of a file.

    With `hold_out` only the items of these publishers count, and the lexicon lacks what it can know from
    them alone (`known_only_from`; the file's other items say what else is known). Raises `InputError` for a
    file that cannot be read, `UsageError` for a publisher that has no item in it.
    """
    rows = _gold(gold)
    lexicon = lexicons.load()
    if hold_out:
        held = _of_publishers(rows, hold_out)
        lexicon = lexicon.without(known_only_from(held, apart_from(held, rows), lexicon))
        rows = held
    said: Sequence[Row]
    if predictions is not None:
        said = read_rows(predictions)
    else:
        items = [item_of(row) for row in rows]
        extractions, _ = extract_items(
            items,
            Extractor(lexicon, model=model),
            jobs=jobs or default_jobs(len(items)),
            progress=progress or Silent(),
        )
        said = [extraction.to_dict() for extraction in extractions]
    try:
        report = Scorer(ontologies.load()).score(rows, said)
    except (KeyError, TypeError, AttributeError) as error:
        advice = "Gold's format is docs/quality.md's, that of predictions schemas/extraction.schema.json's."
        raise InputError(f"{predictions or gold} is not in its format: {error!r}", advice=advice) from error
    return Evaluation(report, rows)
