"""Whatever a digest holds, a notebook shows it as text; only web addresses become links."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.api import KnowledgeGraph
from kg.api.cells import aligned, fitted, width
from kg.api.markup import link, safe_url
from kg.records import Item
from tests.api.conftest import ATTACK

ALLOWED = {"div", "p", "b", "small", "table", "thead", "tbody", "tr", "th", "td", "span", "a", "mark"}


def shown(graph: KnowledgeGraph) -> list[str]:
    cypher = graph.cypher("MATCH (a:Company)-[r]->(b) RETURN a, r, a.name AS name, [a.name] AS names")
    things = [
        graph,
        graph.entity("a"),
        graph.entities(),
        graph.facts(),
        graph.facts()[0],
        graph.deals(),
        graph.deals()[0],
        graph.items(),
        *graph.items(),
        cypher,
    ]
    return [thing._repr_html_() for thing in things]  # type: ignore[attr-defined]


def test_no_text_becomes_markup(hostile: KnowledgeGraph) -> None:
    told = 0
    for page in shown(hostile):
        soup = BeautifulSoup(page, "html.parser")
        for tag in soup.find_all(True):
            assert tag.name in ALLOWED
            assert set(tag.attrs) <= {"class", "style", "title", "href", "target", "rel"}
        told += soup.get_text().count(ATTACK)
    assert told > 10


def test_only_web_addresses_become_links(hostile: KnowledgeGraph) -> None:
    addresses = [
        str(anchor["href"])
        for page in shown(hostile)
        for anchor in BeautifulSoup(page, "html.parser").find_all("a")
    ]
    assert addresses
    assert all(address.startswith("https://example.org/") for address in addresses)


def test_an_explained_text_is_text() -> None:
    item = Item("1", f"OpenAI {ATTACK}", "OpenAI发布GPT-5。")
    soup = BeautifulSoup(kg.explain(item)._repr_html_(), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= ALLOWED
    assert ATTACK in soup.get_text()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "file:///etc/passwd",
        "http:",
        "x",
        "https://[",
        " javascript:x",
    ],
)
def test_other_addresses_are_none(url: str) -> None:
    assert safe_url(url) == ""
    assert "<a" not in link(url, "x")


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_link_is_one_anchor_or_plain_text(url: str, text: str) -> None:
    soup = BeautifulSoup(link(f"https://{url}", text), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {"a"}


@given(st.text(max_size=60), st.integers(2, 30))
def test_cells_fit_in_their_columns(text: str, most: int) -> None:
    line = fitted(text, most)
    assert width(line) <= most
    assert "\n" not in line


def test_columns_stand_below_each_other_in_both_scripts() -> None:
    lines = aligned(("name", "x"), [("汇丰", "1"), ("HSBC", "2")]).splitlines()
    assert [width(re.split(r"[x12]", line)[0]) for line in lines] == [6, 6, 6]
