"""A card tells what is known of an entity; a tie opens to every sentence that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explorer.conftest import Open
from tests.explorer.market import DENIAL

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
FOX = "#sel=n|fox"


def group(tab: Page, title: str) -> list[str]:
    """The names under a heading of the card."""
    section = tab.locator(".card .group").filter(has=tab.locator(f"h3:has-text('{title}')"))
    return section.locator(".rows button.name").all_text_contents()


def test_a_card_tells_names_owner_people_partners_rivals_and_items(open_page: Open) -> None:
    tab = open_page(hash_=FOX)
    assert tab.locator(".card h2").text_content() == "Fox AI"
    aliases = tab.locator(".card .aliases").text_content() or ""
    assert {"狐狸智能", "火狐狸"} <= set(aliases.split(" · "))
    assert group(tab, "Belongs to") == ["Forest Group"]
    assert group(tab, "People") == ["Ann Ning"]
    assert group(tab, "Partners") == ["Owl Labs"]
    assert group(tab, "Rivals") == ["Badger"]
    assert group(tab, "Acquires") == ["Hare Tech"]
    assert group(tab, "Invests in") == ["Hare Tech"]
    # Items are decoded with the evidence.
    tab.wait_for_selector(".card .items a")
    assert tab.locator(".card .items a").first.get_attribute("rel") == "noopener noreferrer"


def test_a_maker_and_what_it_makes_lead_to_each_other(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|hare")
    assert group(tab, "Makes") == ["Burrow-2"]
    tab.locator(".card button.name", has_text="Burrow-2").click()
    tab.wait_for_selector(".card h2:has-text('Burrow-2')")
    assert group(tab, "Made by") == ["Hare Tech"]


def test_deals_stand_as_a_timeline_and_open(open_page: Open) -> None:
    tab = open_page(hash_=FOX)
    days = tab.locator(".card .timeline time").all_text_contents()
    assert days == ["2026-03-10", "2026-02-15", "2026-01-10"]
    facts = tab.locator(".card .timeline .deal-facts").all_text_contents()
    assert any("$600M" in one for one in facts)
    assert any("¥1.2B" in one for one in facts)
    tab.locator(".card .timeline button").last.click()
    tab.wait_for_selector(".card .reports li")
    assert "The deal number 0" in (tab.locator(".card .reports").text_content() or "")
    assert sorted(group(tab, "Parties")) == ["Fox AI", "Hare Tech"]


def test_a_row_opens_every_tie_and_deal_of_the_pair(open_page: Open) -> None:
    tab = open_page(hash_=FOX)
    section = tab.locator(".card .group").filter(has=tab.locator("h3:has-text('Acquires')"))
    section.locator("button.proof").click()
    tab.wait_for_selector("details.tie")
    ties = tab.locator("details.tie summary").all_text_contents()
    assert len(ties) == 2
    assert "acquires" in ties[0]
    assert "invests in" in ties[1]
    assert tab.locator(".card .timeline .deal-row").count() == 3


def test_evidence_holds_days_status_sentences_marked_names_and_links(open_page: Open) -> None:
    tab = open_page(hash_="#sel=e|fox|ACQUIRES|hare")
    tab.wait_for_selector("details.tie[open] .reports li")
    box = tab.locator("details.tie[open]")
    # The latest first.
    assert box.locator(".reports time").all_text_contents() == ["2026-02-17", "2026-01-13"]
    assert box.locator(".reports .chip").all_text_contents() == ["asserted", "rumored"]
    assert box.locator(".reports blockquote").all_text_contents() == [
        "狐狸智能宣布收购野兔科技,双方已签约。",
        "有消息称狐狸智能可能收购野兔科技。",
    ]
    assert box.locator(".reports mark").all_text_contents() == ["狐狸智能", "野兔科技"] * 2
    link = box.locator(".reports a.headline").first
    assert link.get_attribute("href") == "https://news1.example.org/7"
    assert link.get_attribute("target") == "_blank"
    facts = box.locator("dl").text_content() or ""
    assert "2026-01-13 – 2026-02-17" in facts
    assert "90 %" in facts


def test_a_headline_that_is_the_sentence_is_told_once(open_page: Open) -> None:
    tab = open_page(hash_="#sel=e|owl|USES|burrow")
    tab.wait_for_selector(".reports li")
    assert tab.locator(".reports blockquote").text_content() == DENIAL
    assert tab.locator(".reports a.headline").text_content() == "news0.example.org"


def test_deals_and_roles_are_told_in_the_readers_language(open_page: Open) -> None:
    tab = open_page(hash_="#sel=n|fox", locale="zh-CN")
    names = tab.locator(".card .timeline .deal-name").all_text_contents()
    assert names == [
        "狐狸智能 – 野兔科技收购",
        "狐狸智能 – 野兔科技融资，12 亿元",
        "狐狸智能 – 野兔科技收购，6 亿美元",
    ]
    tab.locator(".card .timeline .deal-row").last.click()
    tab.wait_for_selector(".card h2:has-text('6 亿美元')")
    assert tab.locator(".card .role").all_text_contents() == ["收购方 · 领投/牵头", "被收购方"]
    assert open_page(hash_="#sel=n|deal:1").locator(".card .role").first.text_content() == "acquirer · lead"
