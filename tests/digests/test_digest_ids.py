"""Ids follow from day, publisher, link and headline: never from a path or a place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kg.digests import item_of, read_bytes
from kg.records import Digest

WORDS = st.sampled_from(
    ["甲公司", "发布", "模型", "Orchid-7", "融资", "GPT", "并购", "3亿元", "机器人", "Bank"]
)
HEADLINES = st.lists(WORDS, min_size=4, max_size=7).map("".join)
STORIES = st.lists(HEADLINES, min_size=1, max_size=6, unique=True)


def page(headlines: Sequence[str], title: str = "晨报 2031-01-02") -> str:
    items = "".join(
        f"{number}. [**{headline}**](https://example.com/{len(headline)})\n\n"
        f"    正文：{headline}的**细节**。\n\n"
        for number, headline in enumerate(headlines, start=1)
    )
    return f"---\ntitle: {title}\n---\n\n{items}"


def digest(text: str, name: str = "x.md") -> Digest:
    (one,) = read_bytes(text.encode(), name=name).digests
    return one


@given(STORIES, HEADLINES, st.integers(0, 6))
def test_an_item_put_in_between_changes_no_other_id(stories: list[str], fresh: str, place: int) -> None:
    before = {item.title: item.id for item in digest(page(stories)).items}
    if fresh in before:
        return
    grown = [*stories[:place], fresh, *stories[place:]]
    after = {item.title: item.id for item in digest(page(grown)).items}
    assert {title: after[title] for title in before} == before
    assert len(set(after.values())) == len(grown)


@given(STORIES)
def test_the_digest_id_depends_on_day_and_title_alone(stories: list[str]) -> None:
    one = digest(page(stories), "a/b/c.md")
    other = digest(page(stories[:1]), "d.md")
    assert one.id == other.id
    assert one.id != digest(page(stories, "晚报 2031-01-02")).id


def test_the_name_stays_the_same_over_the_days() -> None:
    names = {
        digest(page(["甲公司发布模型"], title)).id.removeprefix(day)
        for title, day in (
            ("晨报 2031-01-02", "2031-01-02"),
            ("2031年1月3日 晨报", "2031-01-03"),
            ("【晨报】2031.1.4", ""),
        )
        if day
    }
    assert len(names) == 1


def test_the_form_of_ids() -> None:
    one = digest(page(["甲公司发布模型"]))
    assert one.id == f"2031-01-02-{hashlib.sha256('晨报'.encode()).hexdigest()[:8]}"
    item = one.items[0]
    named = hashlib.sha256(f"{item.url}\n{item.title}".encode()).hexdigest()[:10]
    assert item.id == f"2031-01-02-{named}"


def test_a_publisher_counts_before_the_title() -> None:
    texts = [
        page(["甲公司发布模型"], title).replace("---\n\n", "publisher: 某社\n---\n\n", 1)
        for title in ("甲 2031-01-02", "乙 2031-01-02")
    ]
    assert digest(texts[0]).id == digest(texts[1]).id
    assert digest(texts[0]).publisher == "某社"


def test_twins_are_told_apart_by_their_place() -> None:
    first, second, third = digest(page(["甲公司发布模型"] * 3)).items
    assert (second.id, third.id) == (f"{first.id}-2", f"{first.id}-3")


@given(STORIES)
def test_bold_spans_are_within_the_text_and_hold_what_was_marked(stories: list[str]) -> None:
    for item in digest(page(stories)).items:
        spans = [item.text[start:end] for start, end in item.bold]
        assert spans == [item.title, "细节"]


MARKED = st.lists(
    st.tuples(
        st.text(
            st.characters(exclude_characters="*`[]<>&!\\\x00\r\x0b", exclude_categories=["Cs", "Cc"]),
            min_size=1,
        ),
        st.booleans(),
    ),
    max_size=6,
)


@given(MARKED)
def test_marked_pieces_are_the_bold_spans(pieces: list[tuple[str, bool]]) -> None:
    body = "·".join(f"**{text}**" if marked else text for text, marked in pieces)
    item = item_of({"title": "标题", "body": body})
    assert item.body == "·".join(text for text, _ in pieces)
    assert [item.text[start:end] for start, end in item.bold] == [text for text, marked in pieces if marked]


def test_lines_keep_the_ids_that_they_have() -> None:
    lines = [
        {
            "id": "mine-1",
            "title": "甲",
            "body": "乙",
            "date": "2031-01-02",
            "url": "https://e.com",
            "lang": "en",
            "x": 1,
        },
        {"id": 7, "title": "丙"},
        {"title": "丁", "date": "2031-01-02", "publisher": "某社"},
    ]
    reading = read_bytes("\n".join(map(json.dumps, lines)).encode(), name="x.jsonl")
    by_title = {item.title: (one, item) for one in reading.digests for item in one.items}
    assert by_title["甲"][1].id == "mine-1"
    assert by_title["甲"][1].lang == "en"
    assert by_title["丙"][1].id == "7"
    assert by_title["丙"][1].date == ""
    assert by_title["丙"][0].id.startswith("undated-")
    assert by_title["丁"][0].publisher == "某社"
    assert len(reading.digests) == 3
    assert reading.problems == ()
