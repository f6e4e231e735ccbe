"""The terms of a deal: its sum, currency, round and valuation, from the amounts around its signs.

Takes `doc._.amounts` and the `Layout`; what each sum is told by the nearest cue of `data/sums.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract import amounts, triggers, wordlists
from kg.extract.document import Amount
from kg.extract.layout import Layout
from kg.extract.triggers import lower
from kg.records import Span

FILE = "sums.tsv"
MEANINGS = ("deal", "other", "valuation")
# How far a cue may stand from a sum, and a sum from the sign of its deal.
_CUE_REACH = 16
_SIGN_REACH = 60
_STOP = re.compile(r"[，。；;！？\n]|,\s|\.\s")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a deal is worth; None where the text does not say."""

    amount: int | None = None
    currency: str | None = None
    round: str | None = None
    valuation: int | None = None


@cache
def cues() -> Mapping[str, re.Pattern[str]]:
    """`sums.tsv`: meaning → the expression of its cues."""
    words: dict[str, list[str]] = {}
    for spellings, meaning in wordlists.rows(FILE, 2):
        words.setdefault(meaning, []).extend(spellings.split("|"))
    return {meaning: triggers.pattern(found) for meaning, found in words.items()}


def meaning(text: str, amount: Amount) -> str:
    """What a sum is: the meaning of the nearest cue in its clause, or an empty string."""
    before = lower(text[max(0, amount.start - _CUE_REACH) : amount.start])
    after = lower(text[amount.end : amount.end + _CUE_REACH])
    left = [match.end() for match in _STOP.finditer(before)]
    right = _STOP.search(after)
    before = before[left[-1] if left else 0 :]
    after = after[: right.start() if right else len(after)]
    found: list[tuple[int, str]] = []
    for name, pattern in cues().items():
        found += [(len(before) - match.end(), name) for match in pattern.finditer(before)]
        found += [(match.start(), name) for match in pattern.finditer(after)]
    return min(found)[1] if found else ""


class TermReader:
    """Reads the terms of the deals of one item."""

    def __init__(self, layout: Layout, found: Sequence[Amount], lang: str) -> None:
        self.layout = layout
        self.lang = lang
        self.rounds = [amount for amount in found if amount.kind == "round"]
        sums = [(amount, meaning(layout.text, amount)) for amount in found if amount.kind == "money"]
        self.sums = [amount for amount, what in sums if what in ("", "deal")]
        self.valuations = [amount for amount, what in sums if what == "valuation"]

    def terms(self, signs: Sequence[Span], *, wide: bool, rounds: bool) -> Terms:
        """The terms that stand near these signs; `wide` looks at whole sentences, else at the clause.

        Valuations and rounds belong to deals that raise money, and are looked for where `wide`.
        """
        amount = self._nearest(self.sums, signs, wide=wide)
        valuation = self._nearest(self.valuations, signs, wide=True) if wide else None
        if wide and valuation is None and self.valuations:
            valuation = self.valuations[0]
        round = self._nearest(self.rounds, signs, wide=True) if rounds else None
        return Terms(
            amount=amount.value if amount else None,
            currency=self._currency(amount, valuation),
            round=round.round if round else None,
            valuation=valuation.value if valuation else None,
        )

    def _currency(self, *found: Amount | None) -> str | None:
        told = [amount.currency for amount in found if amount]
        if not told:
            return None
        every = told + [amount.currency for amount in self.sums + self.valuations]
        return next((code for code in every if code), amounts.default_currency(self.lang))

    def _nearest(self, found: Sequence[Amount], signs: Sequence[Span], *, wide: bool) -> Amount | None:
        near: list[tuple[int, int]] = []
        for index, amount in enumerate(found):
            for sign in signs:
                distance = max(sign[0] - amount.end, amount.start - sign[1], 0)
                if distance <= _SIGN_REACH and self._together(amount, sign, wide=wide):
                    near.append((distance, index))
        return found[min(near)[1]] if near else None

    def _together(self, amount: Amount, sign: Span, *, wide: bool) -> bool:
        at = self.layout.sentence_at if wide else self.layout.clause_at
        return at(amount.start) == at(sign[0])
