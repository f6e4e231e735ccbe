"""Expand, collapse, pin, hide, ego networks, shortest paths; back, forward and undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explorer.conftest import Open
from tests.explorer.market import CROWD, market_payload

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def count(tab: Page) -> int:
    return int((tab.locator("#counts > span").first.text_content() or "").split()[0])


def chosen(tab: Page) -> str:
    return tab.locator(".card h2").text_content() or ""


def act(tab: Page, name: str) -> None:
    tab.locator(f"[data-act={name}]").click()


def test_expand_brings_neighbours_and_collapse_takes_what_hangs(open_page: Open) -> None:
    tab = open_page(market_payload(start=("fox", "hare")), "#sel=n|fox")
    assert count(tab) == 2
    act(tab, "expand")
    assert count(tab) > 5
    wide = count(tab)
    act(tab, "collapse")
    assert count(tab) < wide
    tab.keyboard.press("u")
    assert count(tab) == wide


def test_hide_takes_away_and_undo_brings_back(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|badger")
    everything = count(tab)
    act(tab, "hide")
    assert count(tab) == everything - 1
    assert "1 hidden by you" in (tab.locator("#counts").text_content() or "")
    tab.locator("[data-tool=undo]").click()
    assert count(tab) == everything
    tab.locator("[data-tool=redo]").click()
    assert count(tab) == everything - 1


def test_a_pin_is_kept_in_the_link_and_let_go(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|fox")
    act(tab, "pin")
    tab.wait_for_function("() => location.hash.includes('pin=fox')")
    assert tab.locator("[data-act=pin]").text_content() == "Unpin"
    act(tab, "pin")
    tab.wait_for_function("() => !location.hash.includes('pin=')")


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_an_ego_network_grows_with_its_depth(open_page: Open, depth: int) -> None:
    tab = open_page(hash_="#sel=n|ann")
    tab.locator(f"[data-ego='{depth}']").click()
    # Ann – Fox – (Hare, Owl, Badger, the group and the deals) – the crowd.
    most = {1: 2, 2: 9, 3: 9 + CROWD + 2}[depth]
    assert count(tab) <= most
    assert {1: 2, 2: 8, 3: 9 + CROWD}[depth] <= count(tab)
    assert f"{depth} step" in (tab.locator("[data-key=base] option").first.text_content() or "")


def test_a_shortest_path_between_two_picks(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|ann")
    act(tab, "path")
    tab.fill("#search", "Burrow")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".card ol.path")
    stops = tab.locator("ol.path .stop").all_text_contents()
    assert stops[0] == "Ann Ning"
    assert stops[-1] == "Burrow-2"
    assert "Fox AI" in stops
    tab.locator("ol.path .leg button").first.click()
    tab.wait_for_selector("details.tie[open] .reports li")
    assert "works at" in (tab.locator("details.tie[open] summary").text_content() or "")


def test_a_path_keeps_to_what_the_filters_let_through(open_page: Open) -> None:
    tab = open_page(hash_="#sel=p|ann|burrow&t=0")
    assert tab.locator(".card .note").is_visible()
    assert tab.locator("ol.path").count() == 0


def test_back_and_forward_go_through_places(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|fox")
    tab.locator(".card button.name", has_text="Owl Labs").click()
    tab.locator(".card button.name", has_text="Burrow-2").click()
    assert chosen(tab) == "Burrow-2"
    tab.locator("[data-tool=back]").click()
    assert chosen(tab) == "Owl Labs"
    tab.keyboard.press("[")
    assert chosen(tab) == "Fox AI"
    tab.keyboard.press("]")
    assert chosen(tab) == "Owl Labs"


def test_the_keys_of_a_chosen_entity_act(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|ann")
    everything = count(tab)
    tab.keyboard.press("1")
    assert count(tab) == 2
    tab.keyboard.press("Control+z")
    assert count(tab) == everything
    tab.keyboard.press("h")
    assert count(tab) == everything - 1
    tab.keyboard.press("l")
    assert tab.locator("#nodes button", has_text="Ann Ning").count() == 0
