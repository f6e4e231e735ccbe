"""Calendar days in text, in the forms that digests use. Time and time zone are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_FORMS = (
    re.compile(
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?P<sep>[-/._年])\s?(?P<m>\d{1,2})\s?(?:(?P=sep)|月)\s?(?P<d>\d{1,2})(?!\d)\s?日?"
    ),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
    re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
)
# Without a year; only good for taking a date out of a title.
_PARTS = re.compile(
    r"(?<!\d)\d{1,2}(?:[-/.]|月)\d{1,2}(?:日)?(?!\d)|\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b|(?:星期|周)[一二三四五六日天]",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"[(（\[【]\s*[)）\]】]")
_EDGES = " \t-–—_·•|｜:：,，.。/、"


def find(text: str) -> str:
    """The first day in a text as `YYYY-MM-DD`, or nothing. A day that no calendar has is none."""
    found = [(match.start(), day) for form in _FORMS for match in form.finditer(text) if (day := _day(match))]
    return min(found)[1] if found else ""


def first(texts: Iterable[str]) -> str:
    """The first day that any of the texts holds, in their order."""
    return next((day for text in texts if (day := find(text))), "")


def _day(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = parts.get("m") or _MONTHS.index(parts["month"][:3].lower()) + 1
    try:
        return date(int(parts["y"]), int(month), int(parts["d"])).isoformat()
    except ValueError:
        return ""


def without(text: str) -> str:
    """A title without its dates: what is left is the same every day."""
    for form in (*_FORMS, _PARTS):
        text = form.sub(" ", text)
    text = _EMPTY_BRACKETS.sub(" ", text)
    return " ".join(text.split()).strip(_EDGES)
