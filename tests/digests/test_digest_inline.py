"""One inline text: its marks go, everything else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.digests import item_of, plain
from kg.digests.inline import marks_out
from kg.digests.letters import lang_of, size
from kg.digests.titles import derive
from kg.errors import InputError


@pytest.mark.parametrize(
    ("markdown", "text", "bold", "url"),
    [
        ("**“罕见”**的举动", "“罕见”的举动", ["“罕见”"], ""),
        ("**A****B**", "AB", ["A", "B"], ""),
        ("（**ARR**）**数据**", "（ARR）数据", ["ARR", "数据"], ""),
        ("[**标题**](https://e.com/a_(b))", "标题", ["标题"], "https://e.com/a_(b)"),
        ("[x](/rel) [y](HTTPS://e.com)", "x y", [], "HTTPS://e.com"),
        ("[x](javascript:alert(1))", "x", [], ""),
        ("[**x**](https://e.com/a b?q=中 文)", "x", ["x"], "https://e.com/a b?q=中 文"),
        ("甲 ![图](https://e.com/i.png) 乙", "甲  乙", [], ""),
        ("用 `code` 写", "用 code 写", [], ""),
        ("一<br/>二<br>三", "一\n二\n三", [], ""),
        ("<b>粗</b><span class=x>体</span>", "粗体", ["粗"], ""),
        ('<a href="https://e.com/?a=1&amp;b=2">链</a>', "链", [], "https://e.com/?a=1&b=2"),
        ("<think>想</think> List<T> a < b", "<think>想</think> List<T> a < b", [], ""),
        ("AT&amp;T &lt;3 &#x4e2d;", "AT&T <3 中", [], ""),
        ("2*3*4 snake_case _x_ \\*", "2*3*4 snake_case _x_ \\*", [], ""),
        ("一行\n  二行 \n\n三行 ", "一行\n  二行 \n\n三行 ", [], ""),
        ("没有关的**标记", "没有关的标记", [], ""),
        ("", "", [], ""),
    ],
)
def test_plain(markdown: str, text: str, bold: list[str], url: str) -> None:
    found, spans, link = plain(markdown)
    assert (found, link) == (text, url)
    assert [found[start:end] for start, end in spans] == bold


@given(st.text(st.characters(exclude_characters="*`[]<>&!\\\x00\r\x0b", exclude_categories=["Cs"])))
def test_text_without_marks_is_kept(text: str) -> None:
    assert plain(text) == (text, (), "")


@given(st.text("甲a* _`[](<>/b\n!&;https:.\"'”“", max_size=60))
def test_no_text_breaks_it_and_no_mark_is_left(text: str) -> None:
    found, spans, _ = plain(text)
    assert "**" not in found
    assert all(0 <= start < end <= len(found) for start, end in spans)
    assert list(spans) == sorted(spans)


def test_item_of_names_what_it_needs() -> None:
    with pytest.raises(InputError) as caught:
        item_of({"url": "https://e.com"})
    assert "title" in caught.value.advice


def test_item_of_takes_what_is_there() -> None:
    item = item_of({"title": "**甲**公司", "body": "一行\n二[行](https://e.com/1)"})
    assert (item.title, item.body, item.url, item.lang) == ("甲公司", "一行\n二行", "https://e.com/1", "zh")
    assert item.bold == ((0, 1),)
    assert item_of({"body": "没有标题的一条。第二句。"}).title == "没有标题的一条"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("OpenAI buys Neptune", "en"),
        ("OpenAI 收购 Neptune 公司", "zh"),
        ("", "en"),
        ("123", "en"),
        ("中", "zh"),
        ("日abcd", "zh"),
        ("日abcde", "en"),
    ],
)
def test_a_fifth_of_the_letters_makes_chinese(text: str, lang: str) -> None:
    assert lang_of(text) == lang


@pytest.mark.parametrize(
    ("text", "much"), [("模型", 2), ("GPT-5 模型", 4), ("open the door", 6), ("🔥 --", 0)]
)
def test_size(text: str, much: int) -> None:
    assert size(text) == much


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("甲公司开源了新模型。它很小。", "甲公司开源了新模型"),
        ("大消息！甲公司开源了新模型。", "甲公司开源了新模型"),
        ("模型也会说谎吗？研究者说会。", "模型也会说谎吗？"),
        (
            "甲公司今天在上海发布了它的新一代多模态大模型，参数规模达到一千亿，支持二十种语言，并且完全开源可商用。",
            "甲公司今天在上海发布了它的新一代多模态大模型，参数规模达到一千亿，支持二十种语言",
        ),
        ("Plum Inc. opens in Oslo. It hires.", "Plum Inc. opens in Oslo"),
        ("Version 4.5 of the U.S. model ships. More soon.", "Version 4.5 of the U.S. model ships"),
    ],
)
def test_an_item_without_a_headline_is_named_by_its_first_sentence(text: str, title: str) -> None:
    assert derive(marks_out(text)).text == title
