"""Parts in deals: what is tied, and what shares a party and is told apart all the same."""

from __future__ import annotations

from kg import ontology
from kg.extract.deal_groups import Part, apart, merged, tied

DEALS = ontology.load().deals


def parts(type: str, *roles: str) -> list[Part]:
    return [(type, role, n) for n, role in enumerate(roles)]


def test_ties_group_in_order_of_the_first() -> None:
    assert merged(5, [(4, 1), (2, 4)]) == [[0], [1, 2, 4], [3]]


def test_ties_to_parts_that_are_not_there_count_for_nothing() -> None:
    a, b, c = parts("partnership", "partner", "partner", "partner")
    assert tied([a, b], [(a, c), (c, b)]) == [[a], [b]]


def test_a_buyer_of_two_firms_makes_two_deals() -> None:
    buyer, one, other = group = parts("acquisition", "acquirer", "target", "target")
    ties = [(buyer, one), (buyer, other)]
    assert apart(DEALS["acquisition"], group, ties, [frozenset({0, 1, 2})]) == [[buyer, one], [buyer, other]]


def test_investors_of_one_round_stay_together() -> None:
    investee, one, other = group = parts("funding", "investee", "investor", "investor")
    ties = [(one, investee), (other, investee)]
    assert apart(DEALS["funding"], group, ties, [frozenset({0, 1}), frozenset({0, 2})]) == [group]


def test_partners_that_no_sentence_names_together_are_told_apart() -> None:
    hub, one, other = group = parts("partnership", "partner", "partner", "partner")
    ties = [(hub, one), (hub, other), (one, other)]
    assert apart(DEALS["partnership"], group, ties, [frozenset({0, 1}), frozenset({0, 2})]) == [
        [hub, one],
        [hub, other],
    ]


def test_partners_of_one_sentence_make_one_deal_and_its_headline_no_second() -> None:
    hub, one, other = group = parts("partnership", "partner", "partner", "partner")
    ties = [(hub, one), (hub, other)]
    sentences = [frozenset({0, 1}), frozenset({0, 1, 2})]
    assert apart(DEALS["partnership"], group, ties, sentences) == [[hub, one, other]]


def test_a_partner_named_alone_keeps_its_tie_across_sentences() -> None:
    hub, one, other = group = parts("partnership", "partner", "partner", "partner")
    ties = [(hub, one), (hub, other)]
    sentences = [frozenset({0, 1}), frozenset({2})]
    assert apart(DEALS["partnership"], group, ties, sentences) == [[hub, one], [hub, other]]
