"""Where a version behind a name ends, what only counts, and whose family a version is."""

from __future__ import annotations

import pytest

from kg.extract import versions

KNOWN = {"Gemini": "gemini", "GPT-4": "gpt-4", "GPT": "gpt", "Claude": "claude", "豆包": "doubao"}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Gemini 3.0发布", "Gemini", "Gemini 3.0"),
        ("Optimus V3.0 亮相", "Optimus", "Optimus V3.0"),
        ("Claude Opus 4.8和", "Claude", "Claude Opus 4.8"),
        ("豆包大模型1.6上线", "豆包", "豆包大模型1.6"),
        ("Gemini 2.5 Flash-Lite。", "Gemini", "Gemini 2.5 Flash-Lite"),
        ("MiMo large enough", "MiMo", "MiMo"),
        ("MiMo Large ships", "MiMo", "MiMo Large"),
        ("Gemini 3个月增长", "Gemini", "Gemini"),
        ("Gemini 2026年", "Gemini", "Gemini"),
        ("Gemini 10 million users", "Gemini", "Gemini"),
        ("Claude 24/7 online", "Claude", "Claude"),
        ("Gemini", "Gemini", "Gemini"),
        ("Gemini发布", "Gemini", "Gemini"),
    ],
)
def test_a_name_grows_over_its_version(text: str, name: str, expected: str) -> None:
    assert text[: versions.extension(text, len(name))] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GPT-4 mini", "gpt-4"),
        ("GPT-5.5", "gpt"),
        ("Gemini 3.1 Pro", "gemini"),
        ("Claude Opus 4.8", "claude"),
        ("Gemini", ""),
        ("Kimi K3", ""),
        ("3.5", ""),
    ],
)
def test_the_family_is_the_longest_known_name_without_version(name: str, expected: str) -> None:
    assert versions.family(name, lambda text: KNOWN.get(text, "")) == expected


@pytest.mark.parametrize(
    ("text", "counts"), [("20亿", True), ("20 days", True), ("20、", False), ("20 dayses", False)]
)
def test_numbers_that_count(text: str, counts: bool) -> None:
    assert versions.counts(text, 2) is counts
