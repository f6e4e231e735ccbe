"""A graph as an analyst asks it: entities, facts, deals, items, Cypher, and the ways on."""

from __future__ import annotations

import datetime
from pathlib import Path

import networkx as nx
import pytest
from bs4 import BeautifulSoup

import kg
from kg import ontology
from kg.api import KnowledgeGraph
from kg.errors import NotFound, QueryError, StoreError, UsageError
from kg.records import Item as TextItem


@pytest.mark.parametrize("name", ["hsbc", "HSBC", "汇丰", "汇丰银行", "hsbc "])
def test_an_entity_by_any_of_its_names(graph: KnowledgeGraph, name: str) -> None:
    found = graph.entity(name)
    assert (found.id, found.type, found.country) == ("hsbc", "Company", "GB")


def test_part_of_a_name_is_no_name_but_a_hint(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFound) as raised:
        graph.entity("Open")
    assert "OpenAI" in raised.value.advice
    assert "OpenAI" in [one.name for one in graph.search("Open")]
    assert len(graph.search("no such thing at all")) == 0


def test_a_deals_name_is_no_entity(graph: KnowledgeGraph) -> None:
    with pytest.raises(NotFound):
        graph.entity(graph.deals()[0].name)


def test_entities_by_type_country_and_time(graph: KnowledgeGraph) -> None:
    people = graph.entities("Person")
    assert people
    assert {one.type for one in people} == {"Person"}
    both = graph.entities(["Person", "Model"])
    assert len(both) == len(people) + len(graph.entities("Model"))
    assert {one.country for one in graph.entities(country="CN")} == {"CN"}
    assert all(one.first_seen[:7] <= "2025-11" for one in graph.entities(until="2025-11"))


def test_facts_by_type_ends_and_status(graph: KnowledgeGraph) -> None:
    rule = ontology.load().relations["ACQUIRES"]
    for fact in graph.facts("ACQUIRES"):
        assert fact.type == "ACQUIRES"
        assert fact.head.type in rule.head
    about = graph.facts(about="OpenAI")
    assert len(about) == len(graph.facts(head="OpenAI")) + len(graph.facts(tail="OpenAI"))
    assert {fact.status for fact in graph.facts(status=["denied", "ended"])} == {"denied", "ended"}
    assert graph.facts(tail=graph.entity("Groq"), type="ACQUIRES", status="denied")[0].head.name == "NVIDIA"


def test_since_and_until_include_their_days(graph: KnowledgeGraph) -> None:
    last = max(fact.last_seen for fact in graph.facts())
    on_it = graph.facts(since=last)
    assert on_it
    assert {fact.last_seen for fact in on_it} == {last}
    assert on_it.records == graph.facts(since=datetime.date.fromisoformat(last)).records
    first = min(fact.first_seen for fact in graph.facts())
    assert {fact.first_seen for fact in graph.facts(until=first)} == {first}
    december = graph.deals(since="2025-12", until="2025-12")
    assert {deal.date[:7] for deal in december} == {"2025-12"}


def test_facts_by_sources_and_confidence(graph: KnowledgeGraph) -> None:
    several = graph.facts(sources=2)
    assert 0 < len(several) < len(graph.facts())
    assert min(fact.source_count or 0 for fact in several) == 2
    assert min(fact.confidence or 0 for fact in graph.facts(confidence=0.9)) >= 0.9


def test_every_fact_and_deal_has_its_sentence_and_link(graph: KnowledgeGraph) -> None:
    found = [thing.reports for thing in graph.facts()] + [thing.reports for thing in graph.deals()]
    for reports in found:
        assert reports
        assert all(report.sentence and report.url.startswith("http") for report in reports)
        assert list(reports) == sorted(reports, key=lambda report: report.date)


def test_deals_by_kind_party_role_and_stage(graph: KnowledgeGraph) -> None:
    assert {deal.kind for deal in graph.deals(kind=["funding", "ipo"])} == {"funding", "ipo"}
    invested = graph.deals("funding", party="英伟达", role="investor")
    assert invested
    for deal in invested:
        assert graph.entity("NVIDIA") in deal.playing("investor")
    assert all(deal.playing("investor") for deal in graph.deals(role="investor"))
    assert {deal.stage for deal in graph.deals(stage="cancelled")} == {"cancelled"}
    assert {deal.currency for deal in graph.deals(currency="CNY")} == {"CNY"}


def test_leading_parties_come_first(graph: KnowledgeGraph) -> None:
    led = [deal for deal in graph.deals("funding") if any(party.lead for party in deal.parties)]
    assert led
    for deal in led:
        leads = {party.entity for party in deal.parties if party.lead}
        assert deal.playing("investor")[0] in leads


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "acquires"},
        {"status": "perhaps"},
        {"since": "last week"},
        {"until": "2026-13"},
        {"since": "2026-1-1"},
    ],
)
def test_a_wrong_choice_is_an_error_not_an_empty_answer(graph: KnowledgeGraph, wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError) as raised:
        graph.facts(**wrong)  # type: ignore[arg-type]
    assert raised.value.advice


def test_a_wrong_kind_stage_role_or_type_is_one_too(graph: KnowledgeGraph) -> None:
    for ask in (
        lambda: graph.deals("fundings"),
        lambda: graph.deals(stage="done"),
        lambda: graph.deals(role="buyer"),
        lambda: graph.entities("Firm"),
    ):
        with pytest.raises(UsageError):
            ask()


def test_items_about_an_entity_are_those_that_name_it(graph: KnowledgeGraph) -> None:
    about = graph.entity("OpenAI").items()
    assert len(about) == graph.entity("OpenAI").item_count
    assert list(about) == sorted(about, key=lambda item: item.date, reverse=True)
    assert len(graph.items()) > len(about)


def test_cypher_takes_parameters_by_name_or_in_a_mapping(graph: KnowledgeGraph) -> None:
    text = "MATCH (e:Entity {id: $id}) RETURN e.name AS name, e.country AS country"
    by_name = graph.cypher(text, id="hsbc")
    assert by_name.columns == ("name", "country")
    assert by_name.rows == graph.cypher(text, {"id": "hsbc"}).rows == (("HSBC", "GB"),)
    [(name, _)] = by_name
    assert name == "HSBC"


def test_cypher_says_when_there_is_more(graph: KnowledgeGraph) -> None:
    cut = graph.cypher("MATCH (e:Entity) RETURN e.name AS name", max_rows=3)
    assert len(cut) == 3
    assert cut.truncated
    assert "there are more" in repr(cut)


def test_cypher_only_reads(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError):
        graph.cypher("CREATE (:Company {id: 'x'})")


def test_networkx_holds_all_or_some_facts(graph: KnowledgeGraph) -> None:
    whole = graph.to_networkx()
    assert isinstance(whole, nx.MultiDiGraph)
    rivals = graph.to_networkx(graph.facts("COMPETES_WITH"))
    assert rivals.number_of_edges() == len(graph.facts("COMPETES_WITH"))
    assert set(rivals) < set(whole)
    assert all(rivals.nodes[id_]["name"] for id_ in rivals)
    assert graph.to_networkx([]).number_of_nodes() == 0


def test_pictures_work_offline(graph: KnowledgeGraph) -> None:
    around = graph.view("OpenAI", depth=2)
    assert "OpenAI" in around.html
    assert around._repr_html_().startswith("<iframe")
    facts = graph.facts("COMPETES_WITH")
    some = graph.view(facts=facts).html
    assert facts[0].head.name in some
    assert not BeautifulSoup(some, "html.parser").find_all(["script", "link", "img"], src=True)
    assert len(graph.view(most=5).html) < len(graph.view().html)
    assert graph.entity("OpenAI").view().html == graph.view("OpenAI").html


def test_explaining_an_item_and_a_text(graph: KnowledgeGraph) -> None:
    item = next(one for one in graph.items() if "Manus" in one.headline)
    explained = graph.explain(item.id)
    assert ("Meta", "ACQUIRES", "Manus", "asserted") in explained.facts
    assert explained.to_dict() == kg.explain(explained.item).to_dict()
    told = kg.explain("Adobe acquires Semrush\nAdobe said it has completed the acquisition of Semrush.")
    assert ("Semrush", "Company") in told.entities
    assert "<mark" in told._repr_html_()
    assert "ACQUIRES" in repr(told)
    assert isinstance(told.item, TextItem)


def test_only_a_folder_can_explain_an_item(graph: KnowledgeGraph, example_store: Path) -> None:
    item = graph.items()[0]
    with pytest.raises(UsageError):
        kg.open(next(example_store.rglob("graph.json"))).explain(item)
    with pytest.raises(NotFound):
        graph.explain("no-such-item")


def test_an_empty_choice_is_not_everything(graph: KnowledgeGraph) -> None:
    assert len(graph.facts([])) == len(graph.entities([])) == len(graph.deals([])) == 0


def test_a_store_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        kg.open(tmp_path / "nothing")


def test_things_are_equal_by_id_and_can_be_counted(graph: KnowledgeGraph) -> None:
    assert graph.entity("汇丰") == graph.entity("HSBC")
    assert len({fact.head for fact in graph.facts()} | {fact.tail for fact in graph.facts()}) > 50
    assert graph.facts().records == graph.facts().records


def test_a_networkx_file_and_the_folder_say_the_same(graph: KnowledgeGraph, example_store: Path) -> None:
    file = next(example_store.rglob("graph.json"))
    other = kg.open(str(file))
    assert other.facts().rows == graph.facts().rows
    assert other.deals().rows == graph.deals().rows
    assert repr(other) == repr(graph)
