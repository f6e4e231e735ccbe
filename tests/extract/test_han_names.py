"""Han names that no list knows, and the common words that look like them."""

from __future__ import annotations

import pytest

from tests.extract.small_lexicon import found, proposed


def han(body: str) -> list[str]:
    return proposed(body, "han_names")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("创始人王小明表示，公司将上市", ["王小明"]),
        ("首席科学家李雷宣布离职", ["李雷"]),
        ("好莱坞导演克里斯托弗·诺兰称", ["克里斯托弗·诺兰"]),
        ("星辰科技宣布完成融资", ["星辰科技"]),
        ("本轮由远山资本领投，海桥创投跟投", ["远山资本", "海桥创投"]),
        ("人工智能与高科技公司发展迅速", []),
        ("负责人的态度", []),
        ("一家初创科技公司", []),
    ],
)
def test_cues(body: str, expected: list[str]) -> None:
    assert han(body) == expected


def test_their_types() -> None:
    assert found("星辰科技创始人王小明表示") == {"星辰科技": "Company", "王小明": "Person"}
