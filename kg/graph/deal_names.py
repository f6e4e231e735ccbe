"""What a deal is called: parties, kind, round and money, as a person would write them.

`IBM – Confluent acquisition, 11 billion USD`, `Luma AI – Humain funding, C round, 900 million USD`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.graph.model import Value
from kg.ontology import DealType
from kg.records import Party
from kg.resolve import Resolution

_DASH = " – "
_MOST_NAMES = 3
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def readable_amount(amount: int) -> str:
    """An amount with at most two decimals and its scale; below a million with commas.

    >>> readable_amount(10_000_000_000), readable_amount(3_250_000_000), readable_amount(999_999_999)
    ('10 billion', '3.25 billion', '1 billion')
    >>> readable_amount(250_000)
    '250,000'
    """
    for scale, word in _SCALES:
        # What two decimals of the smaller scale would round up to a thousand is one of this.
        if abs(amount) + scale // 200_000 >= scale:
            whole, part = divmod((abs(amount) * 100 + scale // 2) // scale, 100)
            decimals = f".{part:02}".rstrip("0") if part else ""
            return f"{'-' if amount < 0 else ''}{whole:,}{decimals} {word}"
    return f"{amount:,}"


def deal_name(
    rule: DealType, parties: Sequence[Party], values: Mapping[str, Value], resolution: Resolution
) -> str:
    """The name of a deal of this type between `parties`, whose slots hold `values`.

    Parties stand in the order of the schemas' roles, those of a role with the leading ones first; of more
    than three of a role the rest is a number. An amount goes before a valuation.
    """
    groups = {role: names for role in rule.roles if (names := _names(role, parties, resolution))}
    between = _DASH if len(groups) == 1 else ", "
    label = _DASH.join(_joined(names, between) for names in groups.values())
    # Whom a deal is about nobody says; "HSBC funding" would say that it is about HSBC.
    anonymous = rule.main and rule.main not in groups
    parts = [f"{rule.label_en.capitalize()} by {label}" if anonymous else f"{label} {rule.label_en}"]
    if "round" in values:
        parts.append(f"{values['round']} round")
    if "amount" in values:
        parts.append(_money(values, "amount"))
    elif "valuation" in values:
        parts.append(f"valued at {_money(values, 'valuation')}")
    return ", ".join(parts)


def _names(role: str, parties: Sequence[Party], resolution: Resolution) -> list[str]:
    playing = [party for party in parties if party.role == role]
    playing.sort(key=lambda party: (not party.lead, party.entity))
    return list(dict.fromkeys(resolution.entities[party.entity].name for party in playing))


def _joined(names: Sequence[str], between: str) -> str:
    if len(names) <= _MOST_NAMES:
        return between.join(names)
    shown = names[: _MOST_NAMES - 1]
    return f"{between.join(shown)} and {len(names) - len(shown)} others"


def _money(values: Mapping[str, Value], slot: str) -> str:
    amount = readable_amount(int(str(values[slot])))
    return f"{amount} {values['currency']}" if "currency" in values else amount
