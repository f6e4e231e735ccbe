"""The explorer's page in Chromium: opened from disk, offline, every request and error of it kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.explorer.page import TITLE, Bundle, assemble
from kg.explorer.payload import Payload
from tests.explorer.market import market_payload

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request


@dataclass
class Told:
    """What the pages of a test asked for and broke on."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        if not request.url.startswith(("file:", "blob:", "data:")):
            self.requests.append(request.url)


Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a payload's page at a hash; at the end no page may have asked for anything or failed."""
    told = Told()
    contexts = []

    def opened(
        made: Payload | None = None,
        hash_: str = "",
        *,
        locale: str = "en-GB",
        size: tuple[int, int] = (1280, 800),
        dark: bool = False,
        touch: bool = False,
        before: str = "",
    ) -> Page:
        path = tmp_path / "explorer.html"
        path.write_text(assemble(made or market_payload(), Bundle.own(), title=TITLE), encoding="utf-8")
        context = browser.new_context(
            offline=True,
            locale=locale,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
        )
        contexts.append(context)
        tab = context.new_page()
        if before:
            tab.add_init_script(before)
        tab.on("request", told.request)
        tab.on("pageerror", lambda error: told.errors.append(str(error)))
        tab.goto(path.as_uri() + hash_)
        tab.wait_for_selector("#app[data-ready] canvas", timeout=20_000)
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert told.requests == []
    assert told.errors == []
