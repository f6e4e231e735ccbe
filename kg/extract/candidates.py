"""A fact before it is chosen: two entities, a relation type, and how good the sign for it is."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """`head` and `tail` index the Doc's entities; `trigger` is the span of the words that say so, if any.

    `status` and `role` are set where the sign itself tells them (a former post), else empty.
    """

    head: int
    type: str
    tail: int
    score: float
    sentence: int
    source: str
    trigger: Span | None = None
    status: str = ""
    role: str = ""
