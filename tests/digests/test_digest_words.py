"""The curated words are sorted, of known kinds, each once, and do what their files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.digests import words
from kg.digests.words import aside_kind, fold, label_kind, points, role_kind

DATA = Path(words.__file__).parent / "data"
KINDS = {
    "asides.txt": {"overview", "comment", "about"},
    "labels.txt": {"content", "title", "link", "meta", "comment"},
    "roles.txt": {"title", "label", "meta", "comment", "aside"},
    "tags.txt": {"any", "block", "skipped"},
    "links.txt": set[str](),
}


def test_every_file_is_known() -> None:
    assert {path.name for path in DATA.iterdir()} == set(KINDS)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_rows_are_sorted_single_and_of_known_kinds(name: str) -> None:
    lines = [line for line in (DATA / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines))
    assert (DATA / name).read_text("utf-8").startswith("#")
    for row in words.rows(name):
        assert row[-1] == row[-1].strip().casefold() or name == "tags.txt"
        if KINDS[name]:
            assert len(row) == 2
            assert row[0] in KINDS[name]


@pytest.mark.parametrize("name", ["asides.txt", "labels.txt", "roles.txt"])
def test_no_word_is_of_two_kinds(name: str) -> None:
    said = [row[1] for row in words.rows(name)]
    assert len(said) == len(set(said))


def test_every_word_is_found_again() -> None:
    for _, text in words.rows("asides.txt"):
        assert aside_kind(text.removeprefix("=")) is not None, text
    for kind, text in words.rows("labels.txt"):
        if "~" not in text:
            assert label_kind(text) == kind, text
    for (text,) in words.rows("links.txt"):
        assert points(text), text


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("## 📊 今日看点", "overview"),
        ("核心动态（总览）", "overview"),
        ("点评", "comment"),
        ("📊 行业洞察（今日 4 条）", "comment"),
        ("Editorial takeaway", "comment"),
        ("💡 关于本日报", "about"),
        ("收听语音版AI日报", "about"),
        ("AI洞察日报 2031/6/8", None),
        ("行业展望与社会影响", None),
        ("Industry Outlook and Social Impact", None),
        ("某公司发布洞察工具，用于整理所有客户的全部来信", None),
        ("", None),
    ],
)
def test_which_headings_open_a_part_without_items(heading: str, kind: str | None) -> None:
    assert aside_kind(heading) == kind


def test_labels_links_and_class_names() -> None:
    assert label_kind("📰 来源") == "link"
    assert label_kind("Why it matters") == "comment"
    assert label_kind("七号洞察") == "comment"
    assert label_kind("某公司") == ""
    assert points("Read more →")
    assert points("↗")
    assert points("[1]")
    assert not points("110亿(资讯)")
    assert role_kind("news-title") == "title"
    assert role_kind("newsSourceTag") == "meta"
    assert role_kind("card body") == ""
    assert fold("  🔥 1. Top News (3)") == "top news"
