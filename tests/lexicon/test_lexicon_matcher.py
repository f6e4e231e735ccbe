"""Names in text: borders, joins, overlaps, flags; offsets are always the text's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lexicon import Matcher

NAMES = [
    ("ChatGPT", "chatgpt", False),
    ("Claude", "claude", False),
    ("Copilot", "copilot", True),
    ("Cursor", "cursor", False),
    ("GPT", "gpt", False),
    ("GPT-4", "gpt-4", False),
    ("GPT-5.5 Pro", "gpt-5.5-pro", False),
    ("Gemini", "gemini", False),
    ("Gemini 3 Pro", "gemini-3-pro", False),
    ("Google", "google", False),
    ("Google Gemini", "gemini", False),
    ("HLE", "hle", False),
    ("Hugging Face", "hugging-face", False),
    ("Nvidia", "nvidia", False),
    ("OpenAI", "openai", False),
    ("Pro", "plan-pro", True),
    ("Qwen", "qwen", False),
    ("Qwen3", "qwen3", False),
    ("R2", "deepseek-r2", True),
    ("Rivian R2", "rivian-r2", False),
    ("北大", "peking-university", False),
    ("可灵", "kling", False),
    ("豆包2.0", "doubao-2.0", False),
    ("阿里", "alibaba", False),
    ("阿里云", "alibaba-cloud", False),
]
MATCHER = Matcher(NAMES, ["东北大学"])


def found(text: str) -> list[str]:
    return [text[match.start : match.end] for match in MATCHER.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ChatGPT用GPT-4写稿", ["ChatGPT", "GPT-4"]),
        ("传GPT-4.1将发布", []),
        ("GPT-4o 与 GPT-4,", ["GPT-4"]),
        ("Qwen3.5 来了，Qwen3还在", ["Qwen3"]),
        ("MyGPT、GPTs、GPT_x、R&GPT、gpt.example", []),
        ("1.GPT-4 上榜", ["GPT-4"]),
        ("C++ 与 GPT+", []),
        ("Claude+Cursor组合", ["Claude", "Cursor"]),
        ("Claude+自研", ["Claude"]),
    ],
)
def test_no_name_is_cut_out_of_a_word_or_number(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the OpenAI-Nvidia deal", ["OpenAI", "Nvidia"]),
        ("a Nvidia-backed, OpenAI-led round", ["Nvidia", "OpenAI"]),
        ("ex-Google staff", ["Google"]),
        ("Claude-Zephyr and Open-Gemini", []),
        ("it beats Gemini 3 Pro—the first", ["Gemini 3 Pro"]),
    ],
)
def test_a_hyphen_joins_a_name_and_a_dash_parts_words(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_when_the_longest_fails_at_its_border_the_shorter_one_is_found() -> None:
    assert found("Gemini 3 Pros 与 Gemini 3.5") == ["Gemini", "Gemini"]
    assert found("阿里云栖") == ["阿里云"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Google Gemini 3 Pro", ["Google", "Gemini 3 Pro"]),
        ("Google Gemini", ["Google Gemini"]),
        ("Rivian R2", ["Rivian R2"]),
        ("谷歌可灵阿里云", ["可灵", "阿里云"]),
    ],
)
def test_names_that_overlap_are_chosen_by_what_they_cover(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text", ["GPT5.5 Pro", "GPT 5.5 Pro", "gpt-5.5-pro", "ＧＰＴ－5.5 Pro", "GPT‑5.5-Pro", "GPT5.5Pro"]
)
def test_parts_may_be_joined_in_any_way(text: str) -> None:
    (match,) = MATCHER.find(text)
    assert (match.start, match.end, match.ids) == (0, len(text), ("gpt-5.5-pro",))
    assert not match.ambiguous


def test_han_and_latin_parts_may_be_parted() -> None:
    assert found("豆包 2.0与豆包2.0，HuggingFace") == ["豆包 2.0", "豆包2.0", "HuggingFace"]


def test_a_fixed_phrase_hides_the_name_inside_it() -> None:
    assert found("东北大学与北大") == ["北大"]


@pytest.mark.parametrize(
    ("text", "ambiguous"),
    [
        ("Cursor", False),
        ("cursor", True),
        ("CURSOR", False),
        ("hugging face", True),
        ("gpt-4", False),
        ("HLE", False),
        ("Hle", True),
        ("Copilot", True),
        ("openai", True),
    ],
)
def test_a_word_that_equals_a_name_by_case_alone_needs_a_vote(text: str, *, ambiguous: bool) -> None:
    (match,) = MATCHER.find(text)
    assert match.ambiguous is ambiguous


def test_a_shared_spelling_names_all_its_entries_and_needs_a_vote() -> None:
    matcher = Matcher([("Apollo", "baidu-apollo", True), ("Apollo", "apollo-global", True)])
    (match,) = matcher.find("Apollo")
    assert match.ids == ("baidu-apollo", "apollo-global")
    assert match.ambiguous


def test_what_a_table_says_goes_before_what_follows_from_parts() -> None:
    matcher = Matcher([("Phi-4", "phi-4", False), ("Phi4", "other", False)])
    assert [match.ids for match in matcher.find("Phi-4 Phi4 Phi 4")] == [("phi-4",), ("other",), ("phi-4",)]


PIECES = st.sampled_from([name for name, _, _ in NAMES] + list(" -—.,+_\n与的x7é") + ["东北大学", "ＧＰＴ"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_matches_are_ordered_without_overlap_and_spell_a_name(text: str) -> None:
    matches = MATCHER.find(text)
    assert matches == MATCHER.find(text)
    end = 0
    for match in matches:
        assert end <= match.start < match.end <= len(text)
        end = match.end
        surface = text[match.start : match.end]
        assert any(match == other and other.end - other.start == len(surface) for other in matches)
        assert not surface[0].isspace()
        assert not surface[-1].isspace()


@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    for match in MATCHER.find(text):
        assert text[match.start : match.end].strip()


def test_a_long_chain_of_overlaps_is_no_trap() -> None:
    matcher = Matcher([("甲乙", "a", False), ("乙甲", "b", False), ("甲乙甲", "c", False)])
    matches = matcher.find("甲乙" * 5000)
    assert sum(match.end - match.start for match in matches) == 10_000
