"""Names, sentences and links of anyone: shown as text, run never, left only to http and https."""

from __future__ import annotations

import pytest

from tests.explorer.conftest import Open
from tests.explorer.market import ATTACK

pytestmark = pytest.mark.browser
OWNED = "() => window.owned === undefined"


def test_a_hostile_name_is_text_wherever_it_shows(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|evil")
    assert tab.locator(".card h2").text_content() == ATTACK
    tab.fill("#search", "</script>")
    assert tab.locator("#hits .hit-name").first.text_content() == ATTACK
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")
    tab.keyboard.press("t")
    assert ATTACK in tab.locator(".table tbody th").all_text_contents()
    assert tab.locator("#app img").count() == 0
    assert tab.evaluate(OWNED)


def test_a_hostile_sentence_headline_and_link_are_text(open_page: Open) -> None:
    tab = open_page(hash_="#sel=e|evil|PARTNERS_WITH|owl")
    tab.wait_for_selector(".reports li")
    assert tab.locator(".reports blockquote").text_content() == f"{ATTACK} works with Owl Labs."
    headline = tab.locator(".reports .headline")
    assert headline.text_content() == ATTACK
    assert headline.evaluate("(one) => one.tagName") == "SPAN"
    assert tab.locator(".reports a").count() == 0
    assert tab.evaluate(OWNED)


@pytest.mark.parametrize(
    "link",
    [
        "#sel=n|<img src=x onerror=window.owned=1>",
        "#ego=fox,1&add=javascript:window.owned=1",
        "#__proto__=1&constructor=2&sel=n|__proto__",
        "#sel=n|fox&at=1e999,NaN,-1&pin=fox,Infinity,1",
    ],
)
def test_a_hostile_link_runs_nothing(open_page: Open, link: str) -> None:
    tab = open_page(hash_=link)
    assert tab.locator("#counts > span").first.is_visible()
    assert tab.evaluate(OWNED)
