"""Filters by type, tie, deal, status, days and sources; what is shown and what is held back is counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg import ontology
from tests.explorer.conftest import Open
from tests.explorer.market import market_payload

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
KNOWN = ontology.load()
ALL = market_payload().graph
NODES, EDGES = len(ALL["nodes"]["id"]), len(ALL["edges"]["source"])


def shown(tab: Page) -> tuple[int, int]:
    """Entities and deals shown, ties shown."""
    words = tab.locator("#counts > span").all_text_contents()
    return int(words[0].split()[0].replace(",", "")), int(words[1].split()[0].replace(",", ""))


def held_back(tab: Page) -> int:
    found = re.search(r"(\d+) held back", tab.locator("#counts").text_content() or "")
    return int(found[1]) if found else 0


def switch(tab: Page, key: str) -> None:
    """Press a box of the legend, folded open first where it has to be."""
    box = tab.locator(f"[data-key='{key}']")
    if not box.is_visible():
        tab.locator(f"[data-fold='{key.split('-')[0]}']").click()
    box.click()


def ties(relation: str) -> int:
    types: list[int] = ALL["edges"]["type"]
    return types.count(list(KNOWN.relations).index(relation))


def test_all_is_counted_at_first(open_page: Open) -> None:
    tab = open_page()
    assert shown(tab) == (NODES, EDGES)
    assert held_back(tab) == 0


def test_a_type_goes_with_its_ties_and_comes_back(open_page: Open) -> None:
    tab = open_page()
    person = list(KNOWN.entities).index("Person")
    switch(tab, f"types-{person}")
    assert shown(tab) == (NODES - 1, EDGES - 1)
    assert held_back(tab) == 2
    tab.locator("#counts button").click()
    assert shown(tab) == (NODES, EDGES)


def test_a_tie_goes_and_its_count_stays(open_page: Open) -> None:
    tab = open_page()
    customer = list(KNOWN.relations).index("CUSTOMER_OF")
    switch(tab, f"relations-{customer}")
    _, edges = shown(tab)
    assert edges == EDGES - ties("CUSTOMER_OF")
    row = tab.locator("li", has=tab.locator(f"[data-key='relations-{customer}']"))
    assert row.locator(".count").text_content() == str(ties("CUSTOMER_OF"))


@pytest.mark.parametrize("status", ["rumored", "planned", "denied", "asserted"])
def test_a_status_of_facts_goes(open_page: Open, status: str) -> None:
    tab = open_page()
    code = list(KNOWN.statuses).index(status)
    switch(tab, f"statuses-{code}")
    assert shown(tab)[1] == EDGES - ALL["edges"]["status"].count(code)


def test_a_kind_and_a_stage_of_deals_go_with_their_parties(open_page: Open) -> None:
    tab = open_page()
    switch(tab, "kinds-0")
    assert shown(tab) == (NODES - 2, EDGES - 4)
    tab.locator("#counts button").click()
    switch(tab, "stages-2")
    assert shown(tab) == (NODES - 1, EDGES - 2)


def test_only_leaves_one(open_page: Open) -> None:
    tab = open_page()
    company = list(KNOWN.entities).index("Company")
    row = tab.locator("li", has=tab.locator(f"[data-key='types-{company}']"))
    row.hover()
    row.locator(".only").click()
    assert shown(tab)[0] == ALL["nodes"]["type"].count(company)


def test_few_sources_are_held_back(open_page: Open) -> None:
    tab = open_page()
    tab.locator("[data-key='sources-2']").click()
    edges = ALL["edges"]
    party = len(KNOWN.relations)
    many = sum(
        1
        for kind, sources in zip(edges["type"], edges["sources"], strict=True)
        if kind == party or sources >= 2
    )
    assert shown(tab)[1] == many


def test_days_narrow_by_keys_and_the_range_is_said(open_page: Open) -> None:
    tab = open_page()
    handle = tab.locator(".handle.from")
    handle.focus()
    before = shown(tab)
    for _ in range(6):
        tab.keyboard.press("ArrowRight")
    assert handle.get_attribute("aria-valuenow") == "6"
    assert shown(tab)[1] < before[1]
    assert held_back(tab) > 0
    assert (tab.locator(".range").text_content() or "") > "2026-01-05"
    tab.keyboard.press("Home")
    assert shown(tab) == before


def test_days_narrow_by_dragging_a_handle(open_page: Open) -> None:
    tab = open_page()
    handle, track = tab.locator(".handle.to").bounding_box(), tab.locator(".track").bounding_box()
    assert handle is not None
    assert track is not None
    y = handle["y"] + handle["height"] / 2
    tab.mouse.move(handle["x"] + handle["width"] / 2, y)
    tab.mouse.down()
    tab.mouse.move(track["x"] + track["width"] * 0.6, y, steps=4)
    tab.mouse.move(track["x"] + track["width"] * 0.5, y, steps=4)
    tab.mouse.up()
    assert shown(tab)[1] < EDGES
    # One movement is one step.
    tab.keyboard.press("u")
    assert shown(tab) == (NODES, EDGES)


def test_days_play_to_the_end(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#play").click()
    assert tab.locator("#play").get_attribute("aria-label") == "Pause"
    started = shown(tab)
    assert started[1] < EDGES
    tab.wait_for_selector("#play[aria-label='Play']", timeout=60_000)
    assert shown(tab) == (NODES, EDGES)
