"""The table beside the picture, its CSV, the picture as PNG and SVG, the view as a link."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.explorer.conftest import Open
from tests.explorer.market import ATTACK, market_payload

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def table(tab: Page, sheet: str) -> None:
    tab.keyboard.press("t")
    tab.locator(f"[data-sheet={sheet}]").click()


def column(tab: Page, number: int) -> list[str]:
    return tab.locator(f".table tbody tr > :nth-child({number})").all_text_contents()


def saved(tab: Page, press: str) -> bytes:
    with tab.expect_download() as download:
        tab.locator(press).click()
    return Path(download.value.path()).read_bytes()


def from_menu(tab: Page, word: str) -> bytes:
    tab.locator("[data-tool=more]").click()
    return saved(tab, f"[data-menu={word}]")


def test_the_sheets_hold_what_the_map_shows(open_page: Open) -> None:
    tab = open_page()
    graph = market_payload().graph
    table(tab, "entities")
    assert len(column(tab, 1)) == len(graph["nodes"]["id"]) - len(graph["deals"]["node"])
    tab.locator("[data-sheet=deals]").click()
    assert len(column(tab, 1)) == len(graph["deals"]["node"])
    tab.locator("[data-sheet=facts]").click()
    facts = [kind for kind in graph["edges"]["type"] if kind != len(graph["vocab"]["relations"]) - 1]
    assert len(column(tab, 1)) == len(facts)


def test_the_table_follows_the_filters(open_page: Open) -> None:
    tab = open_page(hash_="#t=0")
    table(tab, "entities")
    assert set(column(tab, 2)) == {"Person", "Model"}


def test_columns_sort_both_ways_and_say_so(open_page: Open) -> None:
    tab = open_page()
    table(tab, "entities")
    tab.locator("[data-key=head-0]").click()
    names = column(tab, 1)
    assert tab.locator("th[aria-sort=ascending]").count() == 1
    tab.locator("[data-key=head-0]").click()
    assert column(tab, 1) == names[::-1]
    assert names.index("Badger") < names.index("Fox AI") < names.index("Hare Tech")


def test_a_row_leads_to_its_card(open_page: Open) -> None:
    tab = open_page()
    table(tab, "facts")
    tab.locator(".table tbody button").first.click()
    tab.wait_for_selector("details.tie[open]")


def test_csv_has_every_row_and_no_cell_that_a_spreadsheet_would_run(open_page: Open) -> None:
    tab = open_page()
    table(tab, "entities")
    rows = list(csv.reader(io.StringIO(saved(tab, "[data-key=csv]").decode("utf-8-sig"))))
    graph = market_payload().graph
    assert len(rows) == 1 + len(graph["nodes"]["id"]) - len(graph["deals"]["node"])
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert ATTACK in cells
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []


def test_png_and_svg_of_the_picture(open_page: Open) -> None:
    tab = open_page()
    png = from_menu(tab, "savePng")
    assert png.startswith(b"\x89PNG")
    assert len(png) > 10_000
    picture = ET.fromstring(from_menu(tab, "saveSvg").decode("utf-8"))  # noqa: S314 - our own page wrote it
    words = "".join(picture.itertext())
    assert "Fox AI" in words
    assert "Hare Tech" in words
    tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert "script" not in tags
    assert tags & {"circle", "path", "polygon"}


def test_the_view_is_in_the_link_and_opens_again(open_page: Open) -> None:
    tab = open_page()
    tab.fill("#search", "owl")
    tab.keyboard.press("Enter")
    tab.locator("[data-key='types-2']").click()
    tab.wait_for_function("() => location.hash.includes('sel=') && location.hash.includes('t=2')")
    again = open_page(hash_=tab.evaluate("location.hash"))
    assert again.locator(".card h2").text_content() == "Owl Labs"
    assert not again.locator("[data-key='types-2']").is_checked()
    assert again.locator("#counts").text_content() == tab.locator("#counts").text_content()


@pytest.mark.parametrize(
    "link", ["#sel=n|nobody", "#top=-3&t=x&from=no&at=a,b,c&min=99", "#add=~~~&del=|&pin=,,", "#%"]
)
def test_a_link_that_makes_no_sense_opens_the_first_view(open_page: Open, link: str) -> None:
    tab = open_page(hash_=link)
    first = open_page()
    assert tab.locator("#counts").text_content() == first.locator("#counts").text_content()


def test_rows_are_copied_with_their_heads(open_page: Open) -> None:
    tab = open_page()
    tab.keyboard.press("t")
    tab.locator('[data-sheet="facts"]').click()
    tab.locator(".table [data-key='copy']").click()
    tab.wait_for_selector(".toast:has-text('opied')")
    tab.locator("#search").focus()
    tab.keyboard.press("Control+V")
    pasted = tab.locator("#search").input_value()
    assert pasted.startswith("From")
    assert "Fox AI" in pasted


def test_a_link_opened_while_the_view_is_being_written_wins(open_page: Open) -> None:
    tab = open_page()
    # The time to write the view comes before anyone hears of the new link.
    tab.evaluate(
        """() => {
          const own = window.setTimeout;
          let late;
          window.setTimeout = (act) => { late = act; return 0; };
          explorer.writeHash();
          window.setTimeout = own;
          location.hash = "#sel=n|owl";
          late();
        }"""
    )
    tab.wait_for_selector(".card h2:has-text('Owl Labs')", timeout=5_000)
