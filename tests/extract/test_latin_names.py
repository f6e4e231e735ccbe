"""Latin names that no list knows: whole runs, cut where they should be, and strictness in English."""

from __future__ import annotations

import pytest

from tests.extract.small_lexicon import proposed, read


def latin(body: str) -> list[str]:
    return proposed(body, "latin_names")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("月之暗面发布Kimi K3模型", ["Kimi K3"]),
        ("OpenAI CEO Jane Roe表示", ["Jane Roe"]),
        ("Microsoft VibeVoice开源", ["VibeVoice"]),
        ("Google Photos更新", ["Google Photos"]),
        ("新模型Claude Mythos Preview亮相", ["Claude Mythos Preview"]),
        ("推出ChatWidget for Excel插件", ["ChatWidget for Excel"]),
        ("AI Zorblax上线，支持API和LLM", ["Zorblax"]),
        ("使用llama.cpp、n8n与open-source方案", ["llama.cpp", "n8n"]),
        ("Zorblax 20亿美元，Zorblax 2.5发布", ["Zorblax", "Zorblax 2.5"]),
        ("2026年第3季度，共13B参数", []),
        ("新模型GPT-4.1 nano更快", ["GPT-4.1 nano"]),
        ("OpenAI AI团队", []),
        ("马斯克和Elon Musk Zorblax", ["Zorblax"]),
        ("GPT-4 for 开发者", []),
    ],
)
def test_runs_in_chinese_items(body: str, expected: list[str]) -> None:
    assert latin(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The company said so. Meanwhile users wait.", []),
        ("Researchers at Zorblax built it. Zorblax wins.", ["Zorblax", "Zorblax"]),
        ("OpenAI Launches Zorblax Security Program For Banks", ["Zorblax"]),
        ("We tried Zorblax's new tool on Monday in China.", ["Zorblax"]),
    ],
)
def test_capitals_say_less_in_english_items(body: str, expected: list[str]) -> None:
    assert latin(body) == expected


def test_a_version_of_a_known_model_remembers_its_family() -> None:
    names = [name for name in read("GPT-4 mini与Claude Mythos 5发布")._.names if name.family]
    assert sorted(name.family for name in names) == ["claude", "gpt-4"]


def test_an_endless_word_is_no_name() -> None:
    assert latin("A" * 10_000 + "，" + "Ab" * 10_000) == []
