"""Take pictures of an explorer page in Chromium: start, card, evidence, days, dark, phone, path, table.

    python benchmarks/screenshots.py explorer.html pictures/ [--name NVIDIA] [--only start card]

For people to look at. `explorer` is the picture at the top of the README. The page is opened from
disk, offline.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

Pose = Callable[[Page, str], None]
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def nothing(page: Page, name: str) -> None:
    """The page as it opens."""


def card(page: Page, name: str) -> None:
    page.fill("#search", name)
    page.keyboard.press("Enter")
    page.wait_for_selector(".panel .group")


def evidence(page: Page, name: str) -> None:
    card(page, name)
    page.locator(".panel .proof").first.click()
    page.wait_for_selector(".reports li")


def deal(page: Page, name: str) -> None:
    card(page, name)
    page.locator(".panel .deal-row").first.click()
    page.wait_for_selector(".reports li")


def days(page: Page, name: str) -> None:
    box = page.locator(".chart").bounding_box()
    if box is None:
        raise RuntimeError("the page shows no days")
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + 20)


def path(page: Page, name: str) -> None:
    card(page, name)
    page.locator('[data-act="path"]').click()
    page.fill("#search", "google")
    page.keyboard.press("Enter")
    page.wait_for_selector(".path, .note")


def table(page: Page, name: str) -> None:
    page.locator('[data-tool="table"]').click()
    page.locator('[data-sheet="facts"]').click()


def search(page: Page, name: str) -> None:
    page.fill("#search", name[:2])


def ego(page: Page, name: str) -> None:
    card(page, name)
    page.locator('[data-ego="1"]').click()


def one_type(page: Page, name: str) -> None:
    page.keyboard.press("Escape")
    page.locator('[data-facet="types"] .only').first.click(force=True)


POSES: dict[str, tuple[Pose, dict[str, int], str, str]] = {
    "explorer": (card, WIDE, "light", "en"),
    "start": (nothing, WIDE, "light", "en"),
    "card": (card, WIDE, "light", "en"),
    "evidence": (evidence, WIDE, "light", "en"),
    "deal": (deal, WIDE, "light", "en"),
    "days": (days, WIDE, "light", "en"),
    "dark": (card, WIDE, "dark", "en"),
    "chinese": (card, WIDE, "light", "zh"),
    "phone": (nothing, PHONE, "light", "en"),
    "phone-card": (card, PHONE, "light", "zh"),
    "path": (path, WIDE, "light", "en"),
    "table": (table, WIDE, "light", "en"),
    "search": (search, WIDE, "light", "zh"),
    "ego": (ego, WIDE, "light", "en"),
    "type": (one_type, WIDE, "light", "en"),
}


def shoot(browser: Browser, source: Path, target: Path, pose: str, name: str) -> None:
    strike, size, scheme, language = POSES[pose]
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="zh-CN" if language == "zh" else "en-US",
        offline=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.on("pageerror", lambda error: print(f"{pose}: {error}", file=sys.stderr))
    page.goto(source.resolve().as_uri())
    page.wait_for_selector("#app[data-ready]", state="attached", timeout=60_000)
    strike(page, name)
    page.wait_for_timeout(700)
    page.screenshot(path=target / f"{pose}.png")
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", default="OpenAI", help="the entity whose card is shown")
    parser.add_argument("--only", nargs="*", choices=sorted(POSES), default=list(POSES))
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium here. On Debian and Ubuntu: apt install chromium")
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        for pose in given.only:
            shoot(browser, given.page, given.folder, pose, given.name)
        browser.close()


if __name__ == "__main__":
    main()
