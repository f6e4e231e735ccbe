"""Which reports are one deal, what the deal then shows, and that neither depends on order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Graph, Node
from kg.ontology import load
from kg.resolve import Decision
from tests.graph.news import Reports, Story, edges, graph_of, id_of, node, nodes

FUNDING = Reports("funding", {"investee": ["Octo Works"], "investor": ["Nepal Capital"]})
BUY = Reports("acquisition", {"acquirer": ["OpenAI"], "target": ["Neptune"]})
TEAM = Reports("partnership", {"partner": ["HSBC", "Mistral AI"]})


def story(number: int, deal: Reports, date_: str = "2026-01-10", *, id_: str = "") -> Story:
    names = ", ".join(name.lstrip("*") for names in deal.parties.values() for name in names)
    text = f"Report {number} on {names}."
    return Story(text, deals=[deal], date=date_, url=f"https://site{number}.example/", id=id_)


def told(*deals: Reports, days: list[str] | None = None) -> Graph:
    """The graph of one report a deal, one a day from 10 January."""
    start = date(2026, 1, 10)
    days = days or [(start + timedelta(days=n)).isoformat() for n in range(len(deals))]
    return graph_of([story(n, deal, day) for n, (deal, day) in enumerate(zip(deals, days, strict=True))])[0]


def deals_of(graph: Graph) -> list[Node]:
    return sorted(nodes(graph, "Deal"), key=lambda deal: (str(deal.properties.get("first_seen")), deal.id))


def test_two_reports_of_one_round_are_one_deal_with_the_latest_values() -> None:
    first = replace(FUNDING, stage="rumored", amount=500_000_000, currency="USD", confidence=0.6)
    second = replace(FUNDING, stage="completed", amount=520_000_000, currency="USD", round="D")
    graph = told(first, second)
    (deal,) = nodes(graph, "Deal")
    assert deal.labels == ("Deal",)
    assert dict(deal.properties) == {
        "id": deal.id,
        "name": "Octo Works – Nepal Capital funding, D round, 520 million USD",
        "kind": "funding",
        "stage": "completed",
        "date": "2026-01-11",
        "first_seen": "2026-01-10",
        "last_seen": "2026-01-11",
        "amount": 520_000_000,
        "currency": "USD",
        "round": "D",
        "confidence": 0.92,
        "item_count": 2,
        "source_count": 2,
    }


def test_differences_stay_on_the_reports() -> None:
    graph = told(
        replace(FUNDING, amount=100, currency="USD"), replace(FUNDING, stage="completed", amount=105)
    )
    reports = sorted(edges(graph, "REPORTS"), key=lambda edge: str(edge.properties["stage"]))
    assert [edge.properties.get("amount") for edge in reports] == [100, 105]
    assert [edge.properties.get("currency") for edge in reports] == ["USD", None]
    assert [edge.properties["evidence"] for edge in reports] == [
        f"Report {n} on Octo Works, Nepal Capital." for n in range(2)
    ]


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (replace(FUNDING, round="A"), 1),
        (replace(FUNDING, round="B"), 2),
        (replace(FUNDING, round="a"), 1),
        (replace(FUNDING, amount=109), 1),
        (replace(FUNDING, amount=112), 2),
        (replace(FUNDING, amount=91), 1),
        (replace(FUNDING, amount=89), 2),
        (replace(FUNDING, currency="CNY"), 2),
        (replace(FUNDING, currency="USD", valuation=900), 1),
        (replace(FUNDING, parties={"investee": ["Octo Works"]}), 1),
        (replace(FUNDING, parties={"investee": ["Octo Works"], "investor": ["HSBC"]}), 1),
        (replace(FUNDING, parties={"investee": ["HSBC"], "investor": ["Nepal Capital"]}), 2),
        (Reports("ipo", {"issuer": ["Octo Works"]}), 2),
    ],
)
def test_what_contradicts_is_another_deal(other: Reports, count: int) -> None:
    first = replace(FUNDING, round="A", amount=100, currency="USD", valuation=1000)
    assert len(deals_of(told(first, other))) == count


@pytest.mark.parametrize(("days", "count"), [(180, 1), (181, 2)])
def test_reports_lie_within_180_days(days: int, count: int) -> None:
    later = (date(2026, 1, 1) + timedelta(days=days)).isoformat()
    assert len(deals_of(told(BUY, BUY, days=["2026-01-01", later]))) == count


def test_a_story_may_run_longer_than_the_window() -> None:
    days = ["2026-01-01", "2026-05-01", "2026-09-01"]
    stages = ["rumored", "announced", "completed"]
    (deal,) = deals_of(told(*(replace(BUY, stage=stage) for stage in stages), days=days))
    assert deal.properties["first_seen"] == "2026-01-01"
    assert deal.properties["date"] == deal.properties["last_seen"] == "2026-09-01"


def test_a_report_without_amount_never_bridges_two_amounts() -> None:
    small, blank, large = replace(FUNDING, amount=100), FUNDING, replace(FUNDING, amount=500)
    for reports in ([small, blank, large], [blank, small, large], [small, large, blank]):
        found = deals_of(told(*reports))
        assert sorted(deal.properties["amount"] for deal in found) == [100, 500]


def test_amounts_that_creep_up_are_not_one_deal() -> None:
    found = deals_of(told(*(replace(FUNDING, amount=amount) for amount in (100, 92, 105))))
    assert [deal.properties["amount"] for deal in found] == [92, 105]


def test_a_report_joins_the_deal_with_which_it_agrees_most() -> None:
    # by round, though the other deal is nearer in time
    told_of = [
        replace(FUNDING, round="A", amount=100),
        replace(FUNDING, amount=500),
        replace(FUNDING, round="A"),
    ]
    assert [deal.properties["item_count"] for deal in deals_of(told(*told_of))] == [2, 1]
    small = replace(FUNDING, round="A", parties={"investee": ["Octo Works"], "investor": ["HSBC"]})
    large = replace(FUNDING, round="B")
    # by investor, though the other deal is nearer in time
    graph = told(small, large, replace(FUNDING, parties=small.parties))
    assert [deal.properties["item_count"] for deal in deals_of(graph)] == [2, 1]
    # nothing to tell by: the nearest in time
    graph = told(small, large, replace(FUNDING, parties={"investee": ["Octo Works"]}))
    assert [deal.properties["item_count"] for deal in deals_of(graph)] == [1, 2]


def test_undated_reports_join_a_dated_deal_and_bridge_none() -> None:
    graph = told(BUY, BUY, BUY, days=["2025-01-01", "", "2026-01-01"])
    assert len(deals_of(graph)) == 2
    # they come last, when all that they may agree with is there
    second = replace(FUNDING, round="B")
    graph = told(second, FUNDING, second, days=["", "2026-01-01", "2026-12-01"])
    assert [deal.properties["item_count"] for deal in deals_of(graph)] == [1, 2]
    (alone,) = deals_of(told(BUY, BUY, days=["", ""]))
    assert not {"date", "first_seen", "last_seen"} & alone.properties.keys()


def test_all_parties_have_to_agree_where_no_party_is_the_main_one() -> None:
    wider = replace(TEAM, parties={"partner": ["HSBC", "Mistral AI", "OpenAI"]})
    assert len(deals_of(told(TEAM, TEAM))) == 1
    assert len(deals_of(told(TEAM, wider))) == 2


def test_a_deal_whose_other_party_nobody_names_needs_more_to_be_the_same() -> None:
    secret = replace(BUY, parties={"acquirer": ["OpenAI"]})
    assert len(deals_of(told(secret, secret))) == 2
    assert len(deals_of(told(replace(secret, amount=100), replace(secret, amount=101)))) == 1
    contract = Reports("contract", {"vendor": ["OpenAI"]})
    assert len(deals_of(told(contract, contract))) == 2


def test_parties_are_those_of_all_reports_and_lead_if_any_says_so() -> None:
    first = replace(FUNDING, parties={"investee": ["Octo Works"], "investor": ["*HSBC", "Nepal Capital"]})
    second = replace(FUNDING, parties={"investee": ["Octo Works"], "investor": ["HSBC", "OpenAI"]})
    graph = told(first, second)
    found = {(e.target, e.properties["role"], e.properties.get("lead")) for e in edges(graph, "PARTY")}
    assert found == {
        (id_of("Octo Works"), "investee", None),
        (id_of("HSBC"), "investor", True),
        (id_of("Nepal Capital"), "investor", None),
        ("openai", "investor", None),
    }
    twice = replace(FUNDING, parties={"investee": ["Octo Works"], "investor": ["*HSBC", "HSBC"]})
    assert [e.properties["role"] for e in edges(told(twice), "PARTY") if "lead" in e.properties] == [
        "investor"
    ]


@pytest.mark.parametrize(
    ("deal", "name"),
    [
        (BUY, "OpenAI – Neptune acquisition"),
        (replace(BUY, amount=5, currency="USD"), "OpenAI – Neptune acquisition, 5 USD"),
        (replace(BUY, parties={"acquirer": ["OpenAI"]}), "Acquisition by OpenAI"),
        (FUNDING, "Octo Works – Nepal Capital funding"),
        (replace(FUNDING, parties={"investee": ["Octo Works"]}), "Octo Works funding"),
        (
            replace(FUNDING, valuation=4_300_000_000, currency="USD"),
            "Octo Works – Nepal Capital funding, valued at 4.3 billion USD",
        ),
        (replace(FUNDING, round="D", amount=7), "Octo Works – Nepal Capital funding, D round, 7"),
        (replace(FUNDING, parties={"investor": ["HSBC"]}), "Funding by HSBC"),
        (Reports("contract", {"vendor": ["OpenAI"], "customer": ["HSBC"]}), "HSBC – OpenAI contract"),
        (Reports("ipo", {"issuer": ["Mistral AI"]}), "Mistral AI IPO"),
        (
            Reports("partnership", {"partner": ["HSBC", "*OpenAI", "Mistral AI", "Neptune"]}),
            "OpenAI – Neptune and 2 others partnership",
        ),
    ],
)
def test_names(deal: Reports, name: str) -> None:
    assert [found.name for found in deals_of(told(deal))] == [name]


def test_stage_follows_the_news() -> None:
    stages = ["announced", "rumored", "cancelled", "rumored"]
    (deal,) = deals_of(told(*(replace(BUY, stage=stage) for stage in stages)))
    assert deal.properties["stage"] == "cancelled"
    assert deal.properties["date"] == "2026-01-12"
    # the first day on which it stood so
    (deal,) = deals_of(told(BUY, BUY))
    assert deal.properties["date"] == "2026-01-10"


def test_the_id_stays_when_reports_are_added_of_the_first_day_or_later() -> None:
    first = story(1, replace(FUNDING, round="A", amount=100, currency="USD"))
    (before,) = deals_of(graph_of([first])[0])
    for more in (
        [story(2, FUNDING)],
        [story(2, FUNDING, id_="0-earlier-in-order")],
        [story(n, replace(FUNDING, amount=95 + n), f"2026-02-{n:02}") for n in range(1, 9)],
    ):
        (after,) = deals_of(graph_of([*more, first])[0])
        assert after.id == before.id


def test_deals_of_one_party_and_day_are_told_apart() -> None:
    rounds = [story(n, replace(FUNDING, round=name)) for n, name in enumerate("CAB")]
    found = {deal.properties["round"]: deal.id for deal in deals_of(graph_of(rounds)[0])}
    assert found["B"] == f"{found['A']}-2"
    assert found["C"] == f"{found['A']}-3"
    assert {deal.id for deal in deals_of(graph_of(rounds[::-1])[0])} == set(found.values())


def test_who_buys_nobody_says_whom_is_told_from_who_is_bought() -> None:
    bought = replace(BUY, parties={"target": ["OpenAI"]})
    buys = replace(BUY, parties={"acquirer": ["OpenAI"]})
    found = deals_of(told(bought, buys, days=["2026-01-10", "2026-01-10"]))
    alone = [deals_of(told(deal))[0].id for deal in (bought, buys)]
    assert sorted(alone) == sorted(deal.id for deal in found)


def test_one_item_may_report_a_deal_twice() -> None:
    twice = Story("OpenAI and Neptune, told twice.", deals=[BUY, replace(BUY, amount=5)])
    graph, _ = graph_of([twice])
    (deal,) = nodes(graph, "Deal")
    assert deal.properties["item_count"] == 1
    assert len({edge.id for edge in edges(graph, "REPORTS")}) == 2


def test_what_is_no_deal_any_more_is_dropped_and_counted() -> None:
    one = story(1, TEAM)
    _, report = graph_of([one], Decision("wrong", id_of("HSBC")))
    assert report.dropped["deal: fewer than two parties are left"] == 1
    assert report.dropped["party: it was decided to be wrong"] == 1
    _, report = graph_of([one], Decision("same", id_of("HSBC"), id_of("Mistral AI")))
    assert report.dropped == {"deal: fewer than two parties are left": 1}
    graph, report = graph_of([story(1, BUY)], Decision("wrong", "openai"), Decision("wrong", "neptune"))
    assert not nodes(graph, "Deal")
    assert report.dropped["deal: no party is left"] == 1
    graph, report = graph_of([story(1, BUY)], Decision("same", "openai", "neptune"))
    assert [edge.properties["role"] for edge in edges(graph, "PARTY")] == ["target"]
    assert report.dropped == {"party: the same in another role": 1}
    for wrong in (
        replace(BUY, type="wedding"),
        replace(BUY, stage="dreamt"),
        replace(BUY, parties={"x": ["OpenAI"]}),
    ):
        _, report = graph_of([story(1, wrong)])
        assert report.dropped == {"deal: no schema has its type, stage or a role": 1}


DAYS = ["", "2026-01-01", "2026-01-02", "2026-04-30", "2026-08-01", "2027-01-01"]
ANY_DEAL = st.builds(
    lambda kind, investors, amount, round_, stage: replace(
        kind,
        parties={**kind.parties, **({"investor": investors} if kind is FUNDING else {})},
        amount=amount,
        round=round_,
        stage=stage,
    ),
    st.sampled_from([FUNDING, FUNDING, BUY, TEAM]),
    st.sampled_from([[], ["HSBC"], ["*HSBC", "OpenAI"]]),
    st.sampled_from([None, None, 100, 105, 112, 500]),
    st.sampled_from([None, None, "A", "B"]),
    st.sampled_from(list(load().stages)),
)


@given(
    st.lists(st.tuples(ANY_DEAL, st.sampled_from(DAYS)), min_size=1, max_size=9),
    st.randoms(use_true_random=False),
)
def test_order_makes_no_difference(reports: list[tuple[Reports, str]], chance: random.Random) -> None:
    stories = [story(n, deal, day) for n, (deal, day) in enumerate(reports)]
    graph, report = graph_of(stories)
    shuffled = list(stories)
    chance.shuffle(shuffled)
    assert graph_of(shuffled) == (graph, report)
    _no_deal_contradicts_itself(graph)


def _no_deal_contradicts_itself(graph: Graph) -> None:
    for deal in nodes(graph, "Deal"):
        values = [edge.properties for edge in edges(graph, "REPORTS") if edge.target == deal.id]
        amounts = [value["amount"] for value in values if "amount" in value]
        assert len({value["round"] for value in values if "round" in value}) <= 1
        assert all(isinstance(amount, int) for amount in amounts)
        if amounts:
            assert max(amounts) - min(amounts) <= 0.1 * max(amounts)  # type: ignore[operator]
        assert node(graph, deal.id).properties["item_count"] == len(values)


@given(st.lists(st.tuples(ANY_DEAL, st.sampled_from(DAYS[1:-1])), min_size=1, max_size=7), ANY_DEAL)
def test_a_report_of_a_later_day_moves_no_earlier_one(
    reports: list[tuple[Reports, str]], later: Reports
) -> None:
    stories = [story(n, deal, day) for n, (deal, day) in enumerate(reports)]
    before = graph_of(stories)[0]
    after = graph_of([*stories, story(99, later, DAYS[-1])])[0]
    for edge in edges(before, "REPORTS"):
        assert edge in after.edges
