"""Borders of names fall on borders of tokens, and offsets are those of the text, whatever the text is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from kg.extract.tokenizer import Tokenizer

TOKENIZER = Tokenizer(Vocab())


def words(text: str) -> list[str]:
    return [token.text for token in TOKENIZER(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推出Gen-4.5模型", ["推", "出", "Gen-4.5", "模", "型"]),
        ("用Gen\u20114.5做的", ["用", "Gen\u20114.5", "做", "的"]),
        ("GPT-4o/Gemini 3.0", ["GPT-4o", "/", "Gemini", "3.0"]),
        ("Node.js、yt-dlp和C++", ["Node.js", "、", "yt-dlp", "和", "C++"]),
        ("Nvidia-backed and ex-Google", ["Nvidia", "-", "backed", "and", "ex", "-", "Google"]),
        ("AT&T, Adam D'Angelo", ["AT&T", ",", "Adam", "D'Angelo"]),
        ("Anthropic+Google Disney+", ["Anthropic", "+", "Google", "Disney+"]),
        ("Cafe\u0301好", ["Cafe\u0301", "好"]),
        ("", []),
        ("  a\n\n b", ["  ", "a", "\n\n ", "b"]),
        ("😀שלום😀", ["😀", "שלום", "😀"]),
        ("9.9 GPT", ["9.9", "GPT"]),
    ],
)
def test_words_and_names_stay_whole(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(st.characters(exclude_categories=[])) | st.text("aA1.-_&+ \n中“'‑"))
def test_tokens_rebuild_the_text_at_its_own_offsets(text: str) -> None:
    doc = TOKENIZER(text)
    # A lone surrogate is one code point before and after.
    assert doc.text == re.sub("[\ud800-\udfff]", "\ufffd", text)
    for token in doc:
        assert doc.text[token.idx : token.idx + len(token)] == token.text


def test_a_huge_word_is_one_token() -> None:
    assert len(TOKENIZER("a-b" * 100_000)) == 1
