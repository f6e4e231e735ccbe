"""Ids of names that no curated entry has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import provisional


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("artefact", ["Kimi K3", "KimiK3", "kimi-k3", "「Kimi K3」"]),
        ("artefact", ["GPT-5", "GPT 5", "gpt\u20115"]),
        ("organisation", ["新石器", "新石器公司", "新石器有限公司"]),
        ("organisation", ["Neolix", "Neolix Inc.", "Neolix AI"]),
        ("person", ["萨姆·奥特曼", "萨姆•奥特曼"]),
    ],
)
def test_spellings_of_one_name_meet(kind: str, spellings: list[str]) -> None:
    assert len({provisional.entity_id(spelling, kind) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("GPT-4", "GPT-4o"), ("Gen-4", "Gen-4.5"), ("Opus 4-5", "Opus 45"), ("Qwen 2 72B", "Qwen 272B")],
)
def test_versions_never_meet(one: str, other: str) -> None:
    assert provisional.slug(one, "artefact") != provisional.slug(other, "artefact")


def test_a_company_and_a_person_of_one_name_differ() -> None:
    assert provisional.entity_id("Harvey", "person") == "new:person:harvey"
    assert provisional.entity_id("Harvey", "organisation") == "new:organisation:harvey"


@given(st.text(min_size=1).filter(lambda text: text.strip() != ""))
def test_an_id_is_never_empty_nor_has_white_space(name: str) -> None:
    id = provisional.entity_id(name, "artefact")
    assert id.startswith("new:artefact:")
    assert len(id) > len("new:artefact:")
    assert not any(char.isspace() for char in id)
