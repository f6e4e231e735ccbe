"""Ids say what a thing is and nothing else; hosts say where a link leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.ids import content_id, host_of


def test_ids_are_fixed() -> None:
    # Written down once: an id that changes with a version loses what others keep beside it.
    assert content_id("ACQUIRES", "openai", "neptune") == "acquires:eca2e5f246698901"


PARTS = st.lists(st.text(st.sampled_from("1:a\ud800汉"), max_size=3), max_size=3)


@given(PARTS, PARTS)
def test_other_parts_make_another_id(parts: list[str], others: list[str]) -> None:
    assert (content_id("K", *parts) == content_id("K", *others)) == (parts == others)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.COM/a", "example.com"),
        ("http://user:pass@news.example.com:8080/", "news.example.com"),
        ("https://example.com./x", "example.com"),
        ("https://wwwhat.example/", "wwwhat.example"),
        ("https://[::1]/x", "::1"),
        ("https://[broken/x", ""),
        ("no link", ""),
        ("", ""),
    ],
)
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host
