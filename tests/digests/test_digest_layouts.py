"""The layouts of publishers in use, and the seeds word for word; skipped where they are not at hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kg.digests import item_of, read_all

SHARED = Path(__file__).parent.parent.parent.parent / "shared"
LAYOUTS = SHARED / "layouts"
SEEDS = SHARED / "seeds"
DEV = SHARED / "benchmark" / "dev.jsonl"

# File, language, number of items, hashes of the first and the last headline.
GOLDEN = [
    ("corwen-2025-11-19.md", "zh", 4, "bf0f4bff", "aa858bcd"),
    ("daniel-xiaoyan-2026-04-12.html", "zh", 16, "b04a3313", "93453818"),
    ("gttome-2026-08-18.md", "en", 5, "e568957d", "9424e71d"),
    ("hextra-jlm-zh-2025-06-08.md", "zh", 8, "96500ac8", "b3cc344f"),
    ("hextra-pukemao-en-2025-08-17.md", "en", 17, "49ef3074", "76891be2"),
    ("hextra-qige-zh-2026-03-31.md", "zh", 27, "26f0ce6c", "47156b25"),
    ("juya-21_2026-03-10.md", "zh", 22, "6dd40f98", "6eb29349"),
    ("ming-h-2026-03-09-index.md", "zh", 35, "19529505", "6f7e5446"),
    ("santoscna-2025-08-23.md", "zh", 7, "4e57cbc9", "da92699e"),
    ("tianyaxiang-2026-05-07.md", "zh", 180, "4cf6b81e", "7b9938fd"),
    ("xinzhang-zh-2026-04-21.json", "en", 10, "a82d4934", "bc7d7640"),
    ("xinzhang-zh-2026-04-21.json", "zh", 10, "a82d4934", "88ceca80"),
    ("zhuxinfei-2026-04-17.md", "zh", 18, "1c9c255b", "f2f46d28"),
]


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


@pytest.mark.skipif(not LAYOUTS.is_dir(), reason="the publishers' layouts are not beside this checkout")
@pytest.mark.parametrize(("name", "lang", "count", "first", "last"), GOLDEN)
def test_layout(name: str, lang: str, count: int, first: str, last: str) -> None:
    reading = read_all([LAYOUTS / name])
    (digest,) = (digest for digest in reading.digests if digest.lang == lang)
    assert len(digest.items) == count
    assert fingerprint(digest.items[0].title) == first
    assert fingerprint(digest.items[-1].title) == last
    assert not [problem for problem in reading.problems if problem.skipped]


@pytest.mark.skipif(not DEV.is_file(), reason="the development gold is not beside this checkout")
def test_the_seeds_are_read_word_for_word() -> None:
    lines = [json.loads(line) for line in DEV.read_text("utf-8").splitlines()]
    wanted = [item_of(line) for line in lines if line["id"].startswith("seed-")]
    found = [item for digest in read_all([SEEDS]).digests for item in digest.items]
    assert len(found) == len(wanted) == 24
    for item, gold in zip(found, wanted, strict=True):
        assert (item.title, item.body, item.url) == (gold.title, gold.body, gold.url)
        assert (item.date, item.lang) == (gold.date, gold.lang)
        # The page sets its headlines in bold, the gold file has marks in bodies only.
        assert [span for span in item.bold if span[0] > len(item.title)] == list(gold.bold)
        assert item.bold[0] == (0, len(item.title))


@pytest.mark.skipif(not DEV.is_file(), reason="the development gold is not beside this checkout")
def test_gold_text_is_kept_but_for_its_marks() -> None:
    for line in map(json.loads, DEV.read_text("utf-8").splitlines()):
        assert item_of(line).text == f"{line['title']}\n{line['body']}".replace("**", "")
