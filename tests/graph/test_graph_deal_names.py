"""Deals are called as a person would call them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.deal_names import readable_amount
from tests.graph.news import Reports, Story, graph_of, nodes

OCTO = {"investee": ["Octo Works"], "investor": ["HSBC", "*Nepal Capital", "OpenAI"]}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "0"),
        (999, "999"),
        (250_000, "250,000"),
        (1_000_000, "1 million"),
        (1_300_000_000, "1.3 billion"),
        (3_250_000_000, "3.25 billion"),
        (10_000_000_000, "10 billion"),
        (10_050_000_000, "10.05 billion"),
        (999_994_999, "999.99 million"),
        (999_996_000, "1 billion"),
        (1_500_000_000_000, "1.5 trillion"),
        (25_000 * 10**12, "25,000 trillion"),
        (-600_000_000, "-600 million"),
    ],
)
def test_amounts_are_readable(amount: int, words: str) -> None:
    assert readable_amount(amount) == words


@given(st.integers(min_value=0, max_value=10**18))
def test_a_readable_amount_is_near_the_amount(amount: int) -> None:
    number, _, word = readable_amount(amount).replace(",", "").partition(" ")
    scale = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[word]
    assert abs(float(number) * scale - amount) <= 0.006 * max(amount, scale)
    assert float(number) < 1000 or word in ("", "trillion")


@pytest.mark.parametrize(
    ("deal", "name"),
    [
        (Reports("funding", OCTO), "Octo Works – Nepal Capital, HSBC, OpenAI funding"),
        (
            Reports("funding", {**OCTO, "investor": [*OCTO["investor"], "Mistral AI"]}, round="seed"),
            "Octo Works – Nepal Capital, HSBC and 2 others funding, seed round",
        ),
        (
            Reports(
                "contract", {"customer": ["HSBC"], "vendor": ["OpenAI"]}, amount=2 * 10**9, currency="EUR"
            ),
            "HSBC – OpenAI contract, 2 billion EUR",
        ),
        (Reports("acquisition", {"target": ["海王星"]}), "Neptune acquisition"),
        (
            Reports("ipo", {"issuer": ["Octo Works"]}, amount=300_000_000, valuation=10**9, currency="HKD"),
            "Octo Works IPO, 300 million HKD",
        ),
    ],
)
def test_names_are_what_a_person_would_write(deal: Reports, name: str) -> None:
    told = ", ".join(name.lstrip("*") for names in deal.parties.values() for name in names)
    graph, _ = graph_of([Story(f"It is about {told}.", deals=[deal])])
    assert [node.name for node in nodes(graph, "Deal")] == [name]
