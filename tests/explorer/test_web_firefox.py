"""The same page in Firefox, from disk: drawn, searched, read, exported."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from kg.explorer.page import TITLE, Bundle, assemble
from tests.explorer.marionette import Firefox, firefox
from tests.explorer.market import ATTACK, market_payload

pytestmark = pytest.mark.browser
# A picture of something: more than a few colours in the middle of the map.
COLOURS = """
const map = document.querySelector("canvas.map");
const data = map.getContext("2d").getImageData(0, 0, map.width, map.height).data;
const seen = new Set();
for (let at = 0; at < data.length; at += 4) seen.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
return seen.size;
"""
FETCHED = """return performance.getEntriesByType("resource").map((one) => one.name)
  .filter((name) => !name.startsWith("blob:") && !name.startsWith("data:"));"""


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        if os.environ.get("KG_CI"):
            pytest.fail("CI has to install firefox-esr")
        pytest.skip("no Firefox on this machine")
    folder = tmp_path_factory.mktemp("firefox")
    page = folder / "explorer.html"
    page.write_text(assemble(market_payload(), Bundle.own(), title=TITLE), encoding="utf-8")
    with firefox(path, folder) as found:
        found.open(page.as_uri())
        found.wait("document.querySelector('#app[data-ready] canvas')")
        yield found


def press(fox: Firefox, selector: str) -> None:
    fox.run(f"document.querySelector({selector!r}).click();")


def text(fox: Firefox, selector: str) -> str:
    found: str = fox.run(f"return document.querySelector({selector!r})?.textContent ?? '';")
    return found


def test_firefox_draws_the_map_and_fetches_nothing(fox: Firefox) -> None:
    fox.wait("document.querySelector('#counts span')")
    assert fox.run(COLOURS) > 20
    assert fox.run(FETCHED) == []


def test_firefox_searches_by_pinyin_and_opens_a_card(fox: Firefox) -> None:
    script = "const box = document.querySelector('#search');"
    fox.run(f"{script} box.focus(); box.value = 'hlzn'; box.dispatchEvent(new Event('input'));")
    fox.wait("document.querySelector('#hits [role=option]')")
    fox.run(f"{script} box.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', bubbles: true}}));")
    fox.wait("document.querySelector('.card h2')?.textContent === 'Fox AI'")


def test_firefox_reads_the_evidence_on_demand(fox: Firefox) -> None:
    fox.run("location.hash = '#sel=e|fox|ACQUIRES|hare';")
    fox.wait("document.querySelector('details.tie[open] .reports mark')")
    assert "狐狸智能宣布收购野兔科技" in text(fox, "details.tie[open] .reports")


def test_firefox_runs_nothing_hostile(fox: Firefox) -> None:
    fox.run("location.hash = '#sel=n|evil';")
    fox.wait("document.querySelector('.card h2')?.textContent.includes('script')")
    assert text(fox, ".card h2") == ATTACK
    assert fox.run("return window.owned === undefined;")
    assert fox.run("return document.querySelectorAll('#app img').length;") == 0


def test_firefox_filters_and_lists_rows(fox: Firefox) -> None:
    fox.run("location.hash = '#t=0';")
    fox.wait("document.querySelector('#counts').textContent.includes('held back')")
    press(fox, "[data-tool=table]")
    fox.wait("document.querySelectorAll('.table tbody tr').length === 2")
