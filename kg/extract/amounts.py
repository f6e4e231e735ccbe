"""Sums of money and financing rounds, each with its exact span.

Reads the text; sets `doc._.amounts`. A sum that names no currency has none. Spellings stand in
`data/money.tsv` and `data/rounds.tsv`. A sum that gives only an order of magnitude (数千万元, "hundreds of
millions") has no value and is left out; 近亿元 and 千万级 name one and count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import wordlists
from kg.extract.document import Amount

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_HAN_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_RANGE = r"\s?(?:[-–—~～至到]|to|and)\s?"
# What introduces or follows a sum whose currency goes without saying: 估值突破15亿, 获3亿融资.
_INTRODUCED = r"(?:融资|估值|市值|募资|筹资|筹集|注资|斥资|投资|[获至破达超逾近约])"
_FOLLOWED = r"(?=级?的?(?:融资|估值|注资|投资|天使|种子|战略|(?:Pre-)?[A-K]\+*\d?轮))"
_ENDED = r"(?=\s*(?:[，。、；：！？,.;:!?（(）)—]|$|\n))"
# Letters and digits that would make the sum part of a longer word.
_NO_WORD = r"(?![A-Za-z0-9])"


def _either(spellings: Iterable[str]) -> str:
    """An alternation that prefers longer spellings; a Latin one ends where its word ends."""
    ordered = sorted(spellings, key=lambda spelling: (-len(spelling), spelling))
    return "|".join(re.escape(s) + (_NO_WORD if s[-1].isascii() and s[-1].isalpha() else "") for s in ordered)


@cache
def money_table() -> Mapping[str, Mapping[str, str]]:
    """`money.tsv` by kind: spelling → value."""
    table: dict[str, dict[str, str]] = {}
    for spelling, kind, value in wordlists.rows("money.tsv", 3):
        table.setdefault(kind, {})[spelling] = value
    return table


@cache
def round_names() -> Mapping[str, str]:
    """`rounds.tsv`: spelling (case folded) → canonical name."""
    return {spelling.casefold(): name for spelling, name in wordlists.rows("rounds.tsv", 2)}


@cache
def _money_pattern() -> re.Pattern[str]:
    table = money_table()
    units = _either(table["unit"])
    han_units = _either(unit for unit in table["unit"] if not unit.isascii())
    words = _either(table["currency-after"])
    # Of a range (5亿至10亿美元) the upper end is the sum.
    lower = rf"(?:{_NUMBER}\s?(?:{units})?{_RANGE})?"
    before = (
        rf"(?<![A-Za-z])(?P<sign>{_either_signs(table)})\s?{lower}(?P<n1>{_NUMBER})"
        rf"(?:[\s-]?(?P<u1>{units}))?"
    )
    after = (
        rf"(?<![\d.A-Za-z]){lower}(?P<n2>{_NUMBER})\s?[多余]?(?:(?P<u2>{units})[多余]?)?级?别?的?\s?"
        rf"(?P<word2>{words})"
    )
    spelled = (
        rf"(?<![数几十百千])(?P<n3>[{''.join(_HAN_DIGITS)}])(?P<u3>{han_units})级?(?P<word3>"
        rf"{words})"
    )
    magnitude = (
        rf"(?:(?<=[近超逾约上过])(?P<u4>{han_units})级?|(?<![数几十百千万\d\s.])(?P<u5>{han_units})级)"
        rf"(?:(?P<word4>{words})|{_FOLLOWED})"
    )
    bare = (
        rf"(?:(?<=[获至破达超逾近约资值])\s?(?P<n6>{_NUMBER})\s?(?P<u6>{han_units})(?:{_ENDED}|{_FOLLOWED})"
        rf"|(?<![\d.A-Za-z])(?P<n7>{_NUMBER})\s?(?P<u7>{han_units}){_FOLLOWED})"
    )
    return re.compile(rf"{before}|{after}|{spelled}|{magnitude}|{bare}")


def _either_signs(table: Mapping[str, Mapping[str, str]]) -> str:
    signs = sorted(table["currency-before"], key=lambda sign: (-len(sign), sign))
    return "|".join(re.escape(sign) for sign in signs)


@cache
def _round_pattern() -> re.Pattern[str]:
    words = _either(spelling for spelling, _ in wordlists.rows("rounds.tsv", 2))
    return re.compile(
        r"(?<![A-Za-z0-9+])(?P<pre>pre-?\s?)?(?:series\s)?(?P<letter>[A-K])\s?(?P<step>\d|\+{1,3})?\s?轮"
        r"|(?<![A-Za-z0-9])(?P<pre2>pre-?\s?)?series\s(?P<letter2>[A-K])(?P<step2>\d|\+{1,3})?(?![A-Za-z0-9])"
        rf"|(?<![A-Za-z0-9])(?P<word>{words})",
        re.IGNORECASE,
    )


def _whole(number: str, unit: str) -> int | None:
    """The sum in base units; None where it is no whole number of them."""
    units = money_table()["unit"]
    digits = str(_HAN_DIGITS[number]) if number in _HAN_DIGITS else number.replace(",", "")
    value = Decimal(digits) * Decimal(units[unit] if unit else 1)
    return int(value) if value == value.to_integral_value() else None


def _money(match: re.Match[str]) -> Amount:
    table = money_table()
    found = {name: text for name, text in match.groupdict().items() if text is not None}
    number = next((text for name, text in found.items() if name[0] == "n"), "1")
    unit = next((text for name, text in found.items() if name[0] == "u"), "")
    word = next((text for name, text in found.items() if name.startswith("word")), None)
    if "sign" in found:
        currency: str | None = table["currency-before"][found["sign"]]
    else:
        currency = table["currency-after"][word] if word else None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Amount(start, match.end(), "money", value=_whole(number, unit), currency=currency)


def _round(match: re.Match[str]) -> Amount:
    word = match.group("word")
    if word:
        name = round_names()[word.casefold()]
    else:
        letter = (match.group("letter") or match.group("letter2")).upper()
        step = match.group("step") or match.group("step2") or ""
        name = ("pre-" if match.group("pre") or match.group("pre2") else "") + letter + step
    return Amount(match.start(), match.end(), "round", round=name)


def default_currency(lang: str) -> str | None:
    """The currency of a sum for which the text names none, by the language of the text."""
    return money_table()["default"].get(lang)


def find(text: str) -> tuple[Amount, ...]:
    """All sums and rounds of a text, in order."""
    found = [_money(match) for match in _money_pattern().finditer(text)]
    kept = [amount for amount in found if amount.value is not None]
    kept += [_round(match) for match in _round_pattern().finditer(text)]
    return tuple(sorted(kept, key=lambda amount: (amount.start, amount.end)))


class Amounts:
    """The component; it keeps nothing between documents."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.amounts = find(doc._.item.text)
        return doc


@Language.factory("amounts")
def create(nlp: Language, name: str) -> Amounts:
    """The factory that spaCy calls."""
    return Amounts()
