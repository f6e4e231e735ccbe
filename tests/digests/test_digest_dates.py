"""Days in the forms that digests use, and titles without them."""

from __future__ import annotations

import pytest

from kg.digests.dates import find, without


@pytest.mark.parametrize(
    "text",
    [
        "2031-01-02",
        "2031/1/2",
        "2031.01.02",
        "2031_01_02",
        "20310102",
        "2031年1月2日",
        "2031 年 01 月 02 日",
        "January 2, 2031",
        "Jan 2nd 2031",
        "2 January 2031",
        "2031-01-02T23:59:59.123+08:00",
        "a-2031-01-02-index.md",
        "no. 2030-02-30, then 2031-01-02",
    ],
)
def test_forms_of_a_day(text: str) -> None:
    assert find(text) == "2031-01-02"


@pytest.mark.parametrize(
    "text", ["", "06-08", "2031-13-01", "12031-01-022", "version 20311302", "1234567890123"]
)
def test_what_is_no_day(text: str) -> None:
    assert find(text) == ""


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2031.01.02 全球新闻", "全球新闻"),
        ("06-08-日刊-AI日报", "日刊-AI日报"),
        ("Daily Brief - August 18, 2031", "Daily Brief"),
        ("每日热点 · 2031年03月09日", "每日热点"),
        ("AI快讯 (2031-02-16 周一)", "AI快讯"),
        ("晨报", "晨报"),
        ("2031-01-02", ""),
    ],
)
def test_a_title_without_its_day(title: str, name: str) -> None:
    assert without(title) == name
