"""What cannot be read is said, with its line; the rest is read."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from kg.digests import Reading, read_all, read_bytes
from kg.errors import InputError
from kg.records import Problem

ITEM = "1. [**某公司发布新模型**](https://example.com/1)\n\n    某公司**今天**发布了新模型。\n"
GOOD = f"---\ntitle: 晨报\ndate: 2031-01-02\n---\n\n{ITEM}"


def read(text: str | bytes, name: str = "2031-01-02.md") -> Reading:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return read_bytes(data, name=name)


def only_problem(reading: Reading) -> Problem:
    (problem,) = reading.problems
    return problem


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("gb18030", "GB18030"), ("big5", "BIG5"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16")],
)
def test_other_encodings_are_named_not_guessed_at(encoding: str, said: str) -> None:
    text = "# 早安日報\n\n" + "1. **甲公司發布新的模型** 這是一個測試的內容，請看。\n" * 3
    reading = read(text.encode(encoding))
    assert reading.digests == ()
    problem = only_problem(reading)
    assert (problem.reason, problem.skipped) == ("not UTF-8", True)
    assert said in problem.detail
    assert f"iconv -f {said} -t UTF-8" in problem.advice


def test_the_line_of_the_first_foreign_byte_is_told() -> None:
    assert only_problem(read(b"# a\n\nplain\n" + "中文的内容在这里".encode("gb18030"))).line == 4


def test_a_few_damaged_bytes_are_called_that() -> None:
    problem = only_problem(read(b"\xed\xa0\x80" + GOOD.encode()))
    assert (problem.reason, problem.detail) == ("not UTF-8", "a few bytes are damaged")


def test_a_byte_order_mark_is_fine() -> None:
    assert read("\ufeff" + GOOD).digests == read(GOOD).digests
    assert read("\ufeff" + GOOD).problems == ()


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("---\ntitle: a\nother: b: c\n---\n", 3),
        ("---\ntitle: a\n\tdate: 2031-01-02\n---\n", 3),
        ('---\ntitle: "a\ndate: 2031-01-02\n---\n', 4),
        ("\n\n---\ntitle: a\nother: b: c\n---\n", 5),
        ("---\ntitle: a\ndate: 2031-01-02\n", 1),
        ('+++\ntitle = "a"\ndate = \n+++\n', 3),
    ],
)
def test_broken_front_matter_is_told_with_its_line(front: str, line: int) -> None:
    reading = read(front + "\n" + ITEM)
    assert reading.digests == ()
    problem = only_problem(reading)
    assert (problem.reason, problem.line) == ("broken front matter", line)
    assert problem.advice


def test_a_rule_on_top_is_no_front_matter() -> None:
    for top in ("---\n\n", "---\n今日要闻\n---\n\n", "---\n---\n"):
        (digest,) = read(top + ITEM).digests
        assert len(digest.items) == 1


def test_toml_front_matter_is_read() -> None:
    (digest,) = read(f'+++\ntitle = "晨报"\ndate = 2031-02-03T00:10:00+08:00\n+++\n\n{ITEM}', "x.md").digests
    assert (digest.title, digest.date) == ("晨报", "2031-02-03")


@pytest.mark.parametrize(
    ("text", "name"), [("", "2031-01-02.md"), ("# 标题\n\n一段话。\n", "x.md"), ("{}", "x.json")]
)
def test_no_items(text: str, name: str) -> None:
    assert only_problem(read(text, name)).reason == "no items"


def test_no_date() -> None:
    for text in (ITEM, f"---\ndate: 2031-13-45\n---\n{ITEM}"):
        problem = only_problem(read(text, "notes.md"))
        assert (problem.reason, problem.skipped) == ("no date", True)
        assert "front matter" in problem.advice


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        (GOOD, "x.md", "2031-01-02"),
        (f"---\ndate: 2031-01-02T00:10:00+08:00\n---\n{ITEM}", "2030-05-05.md", "2031-01-02"),
        (f"---\nbrief_date: 2031/1/2\n---\n{ITEM}", "x.md", "2031-01-02"),
        (f"---\ntitle: 晨报 2031年1月2日\n---\n{ITEM}", "2030-05-05.md", "2031-01-02"),
        (f"## 晨报 2031.01.02\n\n{ITEM}", "2030-05-05.md", "2031-01-02"),
        (f"# Brief — January 2, 2031\n\n{ITEM}", "x.md", "2031-01-02"),
        (ITEM, "digests/2031-01-02/index.md", "2031-01-02"),
        (ITEM, "digests/2031/01/02.md", "2031-01-02"),
        (ITEM, "20310102.md", "2031-01-02"),
        (f"> 采集于 2031-01-02 03:00\n\n{ITEM}", "x.md", "2031-01-02"),
    ],
)
def test_where_the_day_is_looked_for(text: str, name: str, day: str) -> None:
    (digest,) = read(text, name).digests
    assert digest.date == digest.items[0].date == day


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "mailto:a@b.c",
        "ftp://e.com/x",
        "/news/1",
        "//e.com/x",
        "data:text/html,x",
        "https://",
    ],
)
def test_what_is_no_web_address_is_dropped_with_a_warning(url: str) -> None:
    reading = read(f"---\ndate: 2031-01-02\n---\n\n1. [**某公司发布新模型**]({url})\n\n    正文在这里。\n")
    (digest,) = reading.digests
    assert digest.items[0].url == ""
    assert digest.items[0].title == "某公司发布新模型"
    problem = only_problem(reading)
    assert (problem.reason, problem.line, problem.skipped) == ("url is not http(s)", 5, False)
    assert problem.detail == url


def test_an_anchor_or_nothing_is_no_address_worth_a_warning() -> None:
    for url in ("", "#later"):
        reading = read(
            f"1. [**某公司发布新模型**]({url})\n\n    正文。\n2. **另一条新闻的标题**\n\n    正文。\n"
        )
        assert reading.problems == ()
        assert [item.url for item in reading.digests[0].items] == ["", ""]


def test_broken_json_is_told_with_its_line() -> None:
    problem = only_problem(read('{"date": "2031-01-02",\n "items": [}', "x.json"))
    assert (problem.reason, problem.line) == ("broken JSON", 2)


def test_json_nested_too_deep_is_told() -> None:
    for text, name in (("[" * 100_000, "x.json"), ('{"a":' * 100_000, "x.jsonl")):
        problem = only_problem(read(text, name))
        assert (problem.reason, problem.detail) == ("broken JSON", "nested too deep")


def test_a_bad_line_of_many_is_told_and_the_others_are_read() -> None:
    lines = [
        '{"title": "a", "body": "b"}',
        "{bad",
        "[1]",
        "",
        '{"title": "", "body": " "}',
        '{"title": "c"}',
        '{"title": "d", "body": "", "id": "1"}',
        '{"title": "e", "body": "", "id": "1"}',
    ]
    reading = read("\n".join(lines), "x.jsonl")
    assert [item.title for item in reading.digests[0].items] == ["a", "c", "d"]
    assert [(problem.line, problem.reason) for problem in reading.problems] == [
        (2, "broken JSON"),
        (3, "broken JSON"),
        (5, "item without text"),
        (8, "duplicate item"),
    ]


def test_an_unknown_format_is_told() -> None:
    problem = only_problem(read(GOOD, "x.txt"))
    assert (problem.reason, problem.detail) == ("unknown format", ".txt")


def test_a_page_beyond_all_measure_is_not_read() -> None:
    assert only_problem(read(ITEM * 100_000)).reason == "too large"


def test_strict_stops_at_the_first_thing_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD, "utf-8")
    (tmp_path / "b.md").write_text("---\ntitle: a\nother: b: c\n---\n" + ITEM, "utf-8")
    with pytest.raises(InputError, match=r"b\.md:3: broken front matter") as caught:
        read_all([tmp_path], strict=True)
    assert caught.value.advice
    assert len(read_all([tmp_path]).digests) == 1


def test_strict_does_not_mind_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD.replace("https:", "ftp:"), "utf-8")
    reading = read_all([tmp_path], strict=True)
    assert only_problem(reading).reason == "url is not http(s)"


def test_hostile_text_is_read_as_text() -> None:
    text = (
        "1. [**甲<b>公司</b><script>alert(1)</script>发布\x00新模型**](https://example.com/1)\r\n\r\n"
        "    甲 <iframe src=x></iframe><img src=x onerror=alert(1)><svg/onload=x> &lt;b&gt; "
        "<think>想</think> &amp; 乙\r\n"
    )
    (digest,) = read(text).digests
    assert digest.items[0].title == "甲公司发布新模型"
    assert digest.items[0].body == "甲 <b> <think>想</think> & 乙"


def test_half_a_surrogate_can_be_written() -> None:
    data = {
        "date": "2031-01-02",
        "items": [{"title": "a\ud800b 公司", "url": "https://e.com/\udfff", "body": "**x\ud83d**y"}],
    }
    for text, name in (
        (json.dumps(data), "x.json"),
        (json.dumps(data["items"][0]), "x.jsonl"),
    ):
        item = read(text, name).digests[0].items[0]
        assert (item.title, item.body, item.url) == ("a\ufffdb 公司", "x\ufffdy", "https://e.com/\ufffd")
        assert [item.text[start:end] for start, end in item.bold] == ["x\ufffd"]
        json.dumps(item.to_dict(), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        ">" * 20_000 + " x\n\n" + ITEM,
        "".join("  " * depth + "- a\n" for depth in range(500)) + "\n" + ITEM,
        "[" * 20_000 + "\n\n" + ITEM,
        "**a " * 10_000 + "\n\n" + ITEM,
        "<div>" * 20_000 + "\n\n" + ITEM,
        "![" * 10_000 + "\n\n" + ITEM,
        "`" * 5_000 + " ` `` " * 5_000 + "\n\n" + ITEM,
    ],
    ids=["quotes", "lists", "brackets", "stars", "tags", "images", "ticks"],
)
def test_nesting_without_end_ends(text: str) -> None:
    assert len(read(text).digests) == 1


def test_a_yaml_bomb_is_none() -> None:
    names = "abcdefghi"
    lines = ['a: &a ["x","x","x","x","x","x","x","x","x"]']
    lines += [f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]" for old, new in pairwise(names)]
    (digest,) = read("---\n" + "\n".join(lines) + "\ndate: 2031-01-02\n---\n" + ITEM).digests
    assert len(digest.items) == 1
