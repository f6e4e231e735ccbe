"""Keys alone, screen readers, contrast, dark and light, phones, Chinese and English."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.explorer.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
FAINT, NAMELESS = ((HERE / name).read_text("utf-8") for name in ("faint.js", "nameless.js"))
CARD = "#sel=e|fox|ACQUIRES|hare"


def focused(tab: Page) -> str:
    text: str = tab.evaluate("document.activeElement.textContent")
    return text


def test_keys_alone_search_choose_read_and_go_back(open_page: Open) -> None:
    tab = open_page()
    tab.keyboard.press("/")
    tab.keyboard.type("hare")
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".card h2:has-text('Hare Tech')")
    tab.keyboard.press(".")
    tab.wait_for_function("() => !document.querySelector('.card h2').textContent.includes('Hare Tech')")
    tab.keyboard.press("[")
    tab.wait_for_selector(".card h2:has-text('Hare Tech')")
    tab.keyboard.press("Escape")
    tab.wait_for_selector(".card", state="hidden")


def test_every_control_can_be_reached_by_tab(open_page: Open) -> None:
    tab = open_page()
    wanted = tab.evaluate(
        "[...document.querySelectorAll('#app button, #app input, #app select')]"
        ".filter((one) => one.checkVisibility() && !one.disabled).length"
    )
    seen = set()
    for _ in range(wanted + 40):
        tab.keyboard.press("Tab")
        seen.add(tab.evaluate("[...document.querySelectorAll('#app *')].indexOf(document.activeElement)"))
    assert len(seen - {-1}) >= wanted


def test_the_list_holds_what_the_map_shows_and_opens_cards(open_page: Open) -> None:
    tab = open_page()
    tab.keyboard.press("l")
    rows = tab.locator("#nodes button")
    shown = int((tab.locator("#counts > span").first.text_content() or "").split()[0])
    assert rows.count() == shown
    rows.filter(has_text="Owl Labs").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector(".card h2:has-text('Owl Labs')")


def test_everything_has_a_name_and_counts_are_spoken(open_page: Open) -> None:
    tab = open_page(hash_=CARD)
    tab.keyboard.press("t")
    assert tab.evaluate(NAMELESS) == []
    assert tab.locator("#counts").get_attribute("aria-live") == "polite"
    label = tab.locator("canvas.map").get_attribute("aria-label") or ""
    assert "entities" in label


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("link", ["", "#sel=n|fox", CARD, "#sel=n|deal:1"])
def test_contrast_is_enough(open_page: Open, link: str, dark: bool) -> None:
    tab = open_page(hash_=link, dark=dark)
    tab.wait_for_timeout(300)
    assert tab.evaluate(FAINT) == []


def test_dark_follows_the_system_and_the_switch(open_page: Open) -> None:
    dark = open_page(dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    before = dark.evaluate(ground)
    assert before != open_page().evaluate(ground)
    dark.locator("[data-tool=theme]").click()
    assert dark.evaluate(ground) != before


@pytest.mark.parametrize(
    ("locale", "word"), [("zh-CN", "筛选"), ("zh-TW", "筛选"), ("en-US", "Filters"), ("fr-FR", "Filters")]
)
def test_the_language_is_the_browsers(open_page: Open, locale: str, word: str) -> None:
    tab = open_page(locale=locale)
    assert tab.locator("[data-tool=filters]").get_attribute("aria-label") == word
    assert tab.evaluate("document.documentElement.lang")[:2] == ("zh" if word == "筛选" else "en")


def test_the_switch_turns_all_words_and_names(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|fox")
    tab.locator("#language").click()
    assert tab.locator(".card h2").text_content() == "狐狸智能"
    assert "合作伙伴" in (tab.locator(".card").text_content() or "")
    assert "公司" in (tab.locator(".filters").text_content() or "")


def test_a_phone_shows_the_map_and_panels_as_sheets(open_page: Open) -> None:
    tab = open_page(size=(390, 844), touch=True)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    canvas = tab.locator("canvas.map").bounding_box()
    assert canvas is not None
    assert canvas["width"] >= 380
    tab.fill("#search", "fox")
    tab.locator("#hits [role=option]").first.tap()
    tab.wait_for_selector(".card h2:has-text('Fox AI')")
    panel = tab.locator(".panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 390
    # Part of the map stays in sight.
    assert panel["y"] > 120
    small = tab.locator("button:visible").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).filter((box) => box.height < 24).length"
    )
    assert small == 0
