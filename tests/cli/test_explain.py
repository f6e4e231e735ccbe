"""`kg explain`: one item of a store, a file or plain text, with what decided and what was refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError, NotFound, UsageError
from kg.extract import Extractor
from kg.pipeline.explanation import explain, find_item, text_item
from kg.records import Item
from tests.conftest import Command
from tests.samples import write_digest

NEWS = (
    "OpenAI将收购Neptune",
    "https://example.com/a",
    "据知情人士透露，微软或将收购 Salesforce。OpenAI 首席执行官山姆·奥特曼否认收购 **Neptune**。",
)
# What the rules say does not change with the next trained model.
RULES = Extractor(model="none")
DULL = ("今日天气晴好", "https://example.com/b", "适合散步。")


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    return write_digest(tmp_path / "in", "2026-01-01", NEWS, DULL)


def item() -> Item:
    return Item("x", NEWS[0], NEWS[2].replace("**", ""), date="2026-01-01", lang="zh")


def test_every_mention_stands_where_it_says_with_its_proposals() -> None:
    found = explain(item(), RULES)
    text = found.item.text
    assert {one.text for one in found.mentions} >= {"OpenAI", "Neptune", "微软", "Salesforce", "山姆·奥特曼"}
    for one in found.mentions:
        assert text[one.start : one.end] == one.text
        assert one.component
    altman = next(one for one in found.mentions if one.text == "山姆·奥特曼")
    assert altman.entity.id == "sam-altman"
    assert altman.proposals[0].votes[0][0] == "Person"


def test_a_fact_tells_its_trigger_its_clause_and_the_words_for_its_status() -> None:
    facts = {fact.status: (fact, reason) for fact, reason in explain(item(), RULES).facts}
    fact, reason = facts["rumored"]
    assert (fact.head, fact.type, fact.tail) == ("microsoft", "ACQUIRES", "salesforce")
    assert fact.evidence.trigger == "收购"
    assert reason.clause == "微软或将收购 Salesforce。"
    assert "据知情人士" in reason.status_words
    assert "知情人士" not in reason.status_words


def test_a_deal_tells_its_clause() -> None:
    told = explain(item(), RULES).to_dict()["deals"]
    assert {deal["type"] for deal in told} == {"acquisition"}
    assert all(deal["clause"] in deal["evidence"] for deal in told)
    assert all(deal["component"] for deal in told)


def test_what_was_refused_has_its_reason() -> None:
    refused = explain(Item("x", "新款手表", "他把 iPhone 放在苹果旁边，苹果很甜，Latte 很香。")).refused
    assert refused
    assert all(one.rejection.reason and one.count for one in refused)


def test_an_item_is_found_by_the_beginning_of_its_id(digest: Path) -> None:
    whole = find_item("2026-01-01-", paths=[write_digest(digest.parent / "one", "2026-01-01", NEWS)])
    assert find_item(whole.id, paths=[digest]).title == NEWS[0]
    assert find_item(whole.id[:-3], paths=[digest]).id == whole.id
    with pytest.raises(UsageError, match="2 items"):
        find_item("2026-01-01", paths=[digest])
    with pytest.raises(NotFound) as refused:
        find_item("1999", paths=[digest])
    assert "2026-01-01-" in refused.value.advice


def test_a_text_file_is_one_item(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("标题\n第一段 **重点**。\n第二段。\n", encoding="utf-8")
    found = text_item(str(path))
    assert found.title == "标题"
    assert found.body.startswith("第一段 重点。")
    path.write_bytes("标题".encode("gbk"))
    with pytest.raises(InputError, match="not UTF-8"):
        text_item(str(path))
    path.write_text(" \n", encoding="utf-8")
    with pytest.raises(InputError, match="no text"):
        text_item(str(path))


def test_explain_an_item_of_a_store(kg_command: Command, example_store: Path) -> None:
    asked = kg_command(
        *("query", "--store", example_store, "--format", "json"),
        "MATCH (i:Item)-[:MENTIONS]->(:Company {id: 'openai'}) RETURN i.id AS id ORDER BY id LIMIT 1",
    )
    id_ = json.loads(asked.stdout)[0]["id"]
    done = kg_command("explain", id_, "--store", example_store)
    assert done.returncode == 0, done.stderr
    assert id_ in done.stdout
    assert "OpenAI  Company  openai" in done.stdout
    told = json.loads(kg_command("explain", id_, "--store", example_store, "--format", "json").stdout)
    assert told["item"]["id"] == id_
    assert {mention["entity"] for mention in told["mentions"]} >= {"openai"}


def test_explain_standard_input(kg_command: Command) -> None:
    done = kg_command("explain", "-", stdin="OpenAI将收购Neptune\nOpenAI 宣布将收购 [Neptune]。\n")
    assert done.returncode == 0, done.stderr
    assert "Names (4 of 2 entities)" in done.stdout
    assert "lexicon_names" in done.stdout


def test_no_such_item_is_exit_code_3(kg_command: Command, example_store: Path) -> None:
    done = kg_command("explain", "nothing-here", "--store", example_store)
    assert done.returncode == 3
    assert "Try:" in done.stderr
