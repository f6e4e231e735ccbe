"""Where sentences and clauses end, and that clauses tile the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.small_lexicon import read


def sentences(body: str, title: str = "") -> list[str]:
    return [sentence.text.strip() for sentence in read(body, title=title).sents][1:]


def clauses(body: str) -> list[str]:
    doc = read(body)
    text: str = doc._.item.text
    return [text[start:end].strip() for start, end in doc._.clauses][1:]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("甲发布新品。乙收购丙！真的吗？是的", ["甲发布新品。", "乙收购丙！", "真的吗？", "是的"]),
        ("他说：“好。”随后离场。", ["他说：“好。”", "随后离场。"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("It runs Gen-4.5 at 3.5 s. The rest waits.", ["It runs Gen-4.5 at 3.5 s.", "The rest waits."]),
        (
            "Acme Inc. and J. Smith met Dr. Lee. They agreed.",
            ["Acme Inc. and J. Smith met Dr. Lee.", "They agreed."],
        ),
        ("e.g. one of them. it goes on", ["e.g. one of them. it goes on"]),
        ("采用Gemini.该公司称", ["采用Gemini.", "该公司称"]),
    ],
)
def test_sentences(body: str, expected: list[str]) -> None:
    assert sentences(body) == expected


def test_the_title_is_a_sentence_of_its_own() -> None:
    doc = read("正文一。正文二。", title="标题。还是标题")
    assert [sentence.text.strip() for sentence in doc.sents] == ["标题。还是标题", "正文一。", "正文二。"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("据报道，甲将收购乙；丙否认：无此事。", ["据报道，", "甲将收购乙；", "丙否认：", "无此事。"]),
        (
            "A bought B, and C left: 10,000 people at 10:30.",
            ["A bought B,", "and C left:", "10,000 people at 10:30."],
        ),
        ("甲——乙的母公司——说", ["甲——", "乙的母公司——", "说"]),
    ],
)
def test_clauses(body: str, expected: list[str]) -> None:
    assert clauses(body) == expected


@given(st.text("A中。，,. \n:—-"), st.text("A中。"))
def test_clauses_tile_the_text_and_no_clause_crosses_a_sentence(body: str, title: str) -> None:
    doc = read(body, title=title)
    spans = doc._.clauses
    assert [start for start, _ in spans] == [0, *(end for _, end in spans)][: len(spans)]
    assert not spans or spans[-1][1] == len(doc._.item.text)
    text = doc._.item.text
    for sentence in doc.sents:
        crossed = [(start, end) for start, end in spans if start < sentence.start_char < end]
        # White space that no token can hold may stand before the sentence's first token.
        assert all(not text[start : sentence.start_char].strip() for start, _ in crossed)
