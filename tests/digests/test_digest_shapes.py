"""Each file in `shapes/` is a small digest of one shape; `expected_shapes.json` says what is on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.digests import read_all
from kg.records import Digest, Item

HERE = Path(__file__).parent
SHAPES = HERE / "shapes"
EXPECTED = json.loads((HERE / "expected_shapes.json").read_text("utf-8"))


def only(name: str) -> Digest:
    (digest,) = read_all([SHAPES / name]).digests
    return digest


def bold(item: Item) -> list[str]:
    return [item.text[start:end] for start, end in item.bold]


def test_every_shape_has_an_expectation() -> None:
    assert sorted(path.name for path in SHAPES.iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_shape(name: str) -> None:
    reading = read_all([SHAPES / name])
    found = [
        {
            "date": digest.date,
            "title": digest.title,
            "publisher": digest.publisher,
            "lang": digest.lang,
            "items": [[item.title, item.body, item.url] for item in digest.items],
        }
        for digest in sorted(reading.digests, key=lambda digest: digest.lang)
    ]
    assert found == EXPECTED[name]
    assert not [problem for problem in reading.problems if problem.skipped]


def test_a_folder_of_all_shapes_reads_each_once() -> None:
    reading = read_all([SHAPES])
    assert sorted({Path(source).name for source in reading.sources.values()}) == sorted(EXPECTED)


def test_bold_spans_are_offsets_of_the_text() -> None:
    first = only("numbered_list.md").items[0]
    assert bold(first) == ["青禾科技发布模型“稻田 2”", "稻田 2", "罕见"]


def test_front_matter_says_what_the_digest_is() -> None:
    digest = only("numbered_list.md")
    assert (digest.title, digest.date) == ("2031.02.03 晨光AI速递", "2031-02-03")
    assert digest.categories == ("AI", "芯片")


def test_addresses_keep_their_spelling() -> None:
    assert only("numbered_list.md").items[0].url == "https://example.com/qinghe?a=1&b=%e2%80%91x"


def test_lead_and_commentary_are_no_items() -> None:
    text = "".join(item.text for item in only("numbered_list.md").items)
    assert "导语" not in text
    assert "一半热一半冷" not in text


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_mark_is_left_in_any_text(name: str) -> None:
    for digest in read_all([SHAPES / name]).digests:
        for item in digest.items:
            for mark in ("**", "](", "<br", "![", "`", "&amp;", "<b>", "alert("):
                assert mark not in item.text
            assert item.title == item.title.strip()
            assert item.body == item.body.strip()
            assert "\n" not in item.title


def test_a_bilingual_file_is_two_digests_of_one_day() -> None:
    one, other = read_all([SHAPES / "two_languages.json"]).digests
    assert {one.lang, other.lang} == {"zh", "en"}
    assert one.date == other.date
    assert one.id != other.id
