"""Gold file → extractions of its items → report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from kg import ontology as ontologies
from kg.digests import item_of
from kg.errors import InputError
from kg.evaluate import Report, Row, Scorer
from kg.extract import Extractor, default_jobs
from kg.pipeline.extraction import extract_items
from kg.pipeline.progress import Progress, Silent


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


def evaluate(
    gold: Path,
    *,
    predictions: Path | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Score this project's extraction of the gold items, or the predictions of a file."""
    rows = _gold(gold)
    said: Sequence[Row]
    if predictions is not None:
        said = read_rows(predictions)
    else:
        items = [item_of(row) for row in rows]
        extractions, _ = extract_items(
            items, Extractor(), jobs=jobs or default_jobs(len(items)), progress=progress or Silent()
        )
        said = [extraction.to_dict() for extraction in extractions]
    return Scorer(ontologies.load()).score(rows, said)
