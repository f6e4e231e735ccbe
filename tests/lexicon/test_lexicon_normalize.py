"""What meets under one key, and what never does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ontology
from kg.errors import LexiconError
from kg.lexicon import fold, stem
from kg.lexicon.normalize import fold_in_place, loose
from kg.lexicon.seams import spread, unseamed

ORGANISATION = ontology.load().kind(next(iter(ontology.load().relations["SUBSIDIARY_OF"].head)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＧＰＴ－4o", "gpt-4o"),
        ("GPT‑5", "GPT-5"),
        ("GPT–5", "GPT-5"),
        ("Mistral  Large", "MistralLarge"),
        ("书生・浦语", "书生·浦语"),
        ("书生•浦语", "书生·浦语"),
        ("Humanity’s Last Exam", "Humanity's Last Exam"),
        ("「悟道」", "“悟道”"),
        ("ﬁgma", "FIGMA"),
    ],
)
def test_ways_to_write_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("GPT-4", "GPT-4o"), ("Gen-4", "Gen-4.5"), ("o1", "o3"), ("Qwen3", "Qwen"), ("Qwen3-4B", "Qwen 34B")],
)
def test_versions_never_meet(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert loose(one) != loose(other)
    assert stem(one, ORGANISATION) != stem(other, ORGANISATION)


def test_the_wider_key_forgets_how_parts_are_joined() -> None:
    assert loose("GPT-5.4 mini") == loose("gpt 5.4-Mini") == loose("GPT5.4mini")
    assert loose("Qwen3-4B") == loose("Qwen3 4B")


@given(st.text())
def test_keys_are_stable_and_hold_no_white_space(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert not any(char.isspace() for char in fold(text))


@given(st.text(st.characters(codec="ascii")))
def test_names_in_ascii_are_folded_as_all_others_are(text: str) -> None:
    """They take a shorter way: a letter that is not ASCII before them makes them go the other."""
    assert fold("中" + text) == "中" + fold(text)
    assert loose("中 " + text.strip()) == "中" + loose(text)


@given(st.text())
def test_folding_in_place_moves_no_character(text: str) -> None:
    assert len(fold_in_place(text)) == len(unseamed(text)) == len(text)
    assert fold_in_place(fold_in_place(text)) == fold_in_place(text)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("北京智谱华章科技股份有限公司", "北京智谱华章"),
        ("商汤集团股份有限公司", "商汤"),
        ("Mistral AI", "Mistral"),
        ("Nebius Group N.V.", "Nebius"),
        ("Anthropic, PBC", "Anthropic"),
        ("Apple Inc.", "Apple"),
        ("Siemens AG", "Siemens"),
        ("Tencent Holdings Ltd", "Tencent"),
    ],
)
def test_legal_forms_and_generic_suffixes_go(name: str, short: str) -> None:
    assert stem(name, ORGANISATION) == fold(short)


@pytest.mark.parametrize(
    "name", ["公司", "AI", "Inc", "AG", "有限公司", "X Corp", "OpenAI", "Xiaomi", "华为"]
)
def test_nothing_is_stripped_to_nothing_or_out_of_a_word(name: str) -> None:
    assert stem(name, ORGANISATION) == fold(name)


def test_only_the_kinds_of_the_file_are_stripped() -> None:
    assert stem("Command A Inc", "artefact") == fold("Command A Inc")


@given(st.text())
def test_a_stem_is_never_empty_where_the_name_is_not(text: str) -> None:
    if fold(text.strip(" ,.")):
        assert stem(text, ORGANISATION)


def test_the_forms_name_kinds_of_the_ontology(tmp_path: Path) -> None:
    (tmp_path / "legal_forms.txt").write_text("Inc\n[organisation]\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"legal_forms\.txt:1: a form before"):
        stem("Apple Inc", ORGANISATION, tmp_path)


def test_a_name_is_looked_for_with_its_parts_joined_in_every_way() -> None:
    assert set(spread(unseamed("GPT-5.5 Pro"))) == {"gpt5.5 pro", "gpt 5.5pro", "gpt5.5pro"}
    assert set(spread(unseamed("豆包App"))) == {"豆包 app"}
    assert spread(unseamed("Hugging Face")) == ("huggingface",)
    assert spread(unseamed("H100")) == spread(unseamed("M2.5")) == ()
