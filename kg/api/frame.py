"""Columns and cells → pandas, which is an extra: everything else of this package works without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import UsageError

if TYPE_CHECKING:
    from pandas import DataFrame  # type: ignore[import-untyped, unused-ignore]

Kind = Literal["any", "text", "date", "integer", "number", "list", "link"]

_ADVICE = 'Install it: pip install "ai-industry-kg[pandas]"'


def pandas() -> Any:
    """The module; `UsageError` with the way to install it where it is missing."""
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError("A DataFrame needs pandas, which is not installed", advice=_ADVICE) from error
    return pd


def frame(
    columns: Sequence[str], rows: Iterable[Sequence[object]], kinds: Mapping[str, Kind] | None = None
) -> DataFrame:
    """A DataFrame with dates as dates and whole numbers as whole numbers, also where some are missing.

    `kinds` says which columns hold what; empty text becomes a missing value. Other columns get what pandas
    makes of them.
    """
    pd = pandas()
    made = pd.DataFrame([tuple(row) for row in rows], columns=list(columns))
    for column, kind in (kinds or {}).items():
        if kind == "date":
            made[column] = pd.to_datetime(made[column], format="ISO8601")
        elif kind == "integer":
            made[column] = made[column].astype("Int64")
        elif kind == "number":
            made[column] = made[column].astype("float64")
        elif kind in ("text", "link"):
            made[column] = made[column].replace("", None)
    return made
