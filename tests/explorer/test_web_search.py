"""Search as you type: any name, Chinese, pinyin or English; keys choose; what is found is centred."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import pipeline
from kg.explorer.names import every_name
from kg.explorer.payload import payload
from kg.explorer.pinyin import pinyin
from kg.explorer.selection import Scope
from tests.explorer.conftest import Open
from tests.explorer.graphs import KNOWN
from tests.explorer.market import market_payload

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def found(tab: Page, text: str) -> list[str]:
    tab.fill("#search", text)
    return tab.locator("#hits [role=option] .hit-name").all_text_contents()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Fox", "Fox AI"),
        ("fox a", "Fox AI"),
        ("狐狸", "Fox AI"),
        ("huli", "Fox AI"),
        ("hlzn", "Fox AI"),
        ("火狐", "Fox AI"),
        ("ＯＷＬ", "Owl Labs"),
        ("an ning", "Ann Ning"),
        ("burrow2", "Burrow-2"),
    ],
)
def test_any_name_finds(open_page: Open, text: str, first: str) -> None:
    assert found(open_page(), text)[0] == first


def test_an_alias_is_shown_and_nothing_found_is_said(open_page: Open) -> None:
    tab = open_page()
    found(tab, "火狐狸")
    assert tab.locator("#hits [role=option]").first.locator(".hit-alias").text_content() == "火狐狸"
    assert found(tab, "zzzz") == []
    assert tab.locator("#hits .no-hits").is_visible()


def test_arrows_and_enter_choose_and_centre(open_page: Open) -> None:
    tab = open_page()
    names = found(tab, "crowd company 1")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    chosen = tab.locator("#hits [aria-selected=true] .hit-name").text_content()
    assert chosen == names[1]
    tab.keyboard.press("Enter")
    assert tab.locator(".card h2").text_content() == chosen
    assert not tab.locator("#hits").is_visible()


def test_what_is_not_on_the_map_comes_with_its_neighbours(open_page: Open) -> None:
    tab = open_page(market_payload(start=("badger",)))
    found(tab, "Hare Tech")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".card h2:has-text('Hare Tech')")
    tab.keyboard.press("l")
    listed = tab.locator("#nodes button").all_text_contents()
    assert any("Fox AI" in one for one in listed)
    assert any("Burrow-2" in one for one in listed)


def test_the_page_spells_every_name_as_pinyin_does(open_page: Open, example_store: Path) -> None:
    graph = pipeline.OpenedStore(example_store).graph
    made = payload(graph, KNOWN, Scope())
    right = [pinyin(every_name(node)) for node in made.selection.nodes]
    assert sum(map(bool, right)) > 50
    tab = open_page(made)
    told = tab.evaluate(
        "(count) => Array.from({length: count}, (_, at) => explorer.search.spelled(at))", len(right)
    )
    assert told == right
