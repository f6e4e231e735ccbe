"""`kg diff`, `kg timeline` and `kg report` as scripts and people use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Command


def test_diff_tells_what_moved_and_who_says_so(kg_command: Command, example_store: Path) -> None:
    done = kg_command("diff", "2026-01", "--store", example_store)
    assert done.returncode == 0, done.stderr
    assert "Deals that moved" in done.stdout
    assert "MiniMax IPO (announced → completed)" in done.stdout
    assert "https://" in done.stdout
    assert "10 items from 2026-01" in done.stderr


def test_diff_as_json_has_everything(kg_command: Command, example_store: Path) -> None:
    done = kg_command("diff", "2025-12-26", "2025-12-26", "--format", "json", "--store", example_store)
    data = json.loads(done.stdout)
    assert {line["date"] for key in ("facts", "statuses", "stages") for line in data[key]} == {"2025-12-26"}
    assert [(line["before"], line["after"]) for line in data["stages"]] == [("rumored", "announced")]
    assert all(line["sentence"] for line in data["facts"])


def test_all_the_news_is_new_since_the_first_day(kg_command: Command, example_store: Path) -> None:
    counts = json.loads((example_store / "manifest.json").read_text("utf-8"))["counts"]
    done = kg_command("diff", "2025", "--format", "json", "--store", example_store)
    data = json.loads(done.stdout)
    assert data["items"] == counts["items"]
    assert len(data["entities"]) == sum(counts["entities"].values())
    assert len(data["facts"]) == sum(counts["facts"].values())
    assert len(data["deals"]) == sum(sum(stages.values()) for stages in counts["deals"].values())
    assert "statuses" not in data


@pytest.mark.parametrize(
    "words", [["diff", "yesterday"], ["diff", "2026-01-09", "2025"], ["report", "2026-13"]]
)
def test_what_is_no_period_is_exit_code_2(kg_command: Command, example_store: Path, words: list[str]) -> None:
    done = kg_command(*words, "--store", example_store)
    assert done.returncode == 2
    assert "Try:" in done.stderr


def test_report_writes_markdown(kg_command: Command, example_store: Path, tmp_path: Path) -> None:
    done = kg_command("report", "2026-01-09", "--store", example_store, "-o", tmp_path / "news.md")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "news.md").read_text("utf-8")
    assert text == kg_command("report", "2026-01-09", "--store", example_store).stdout
    assert text.startswith("# The AI industry, 2026-01-09\n")
    assert "## New deals" in text


@pytest.mark.parametrize("name", ["软银", "SoftBank"])
def test_timeline_draws_months_and_lists_events(kg_command: Command, example_store: Path, name: str) -> None:
    done = kg_command("timeline", name, "--store", example_store)
    assert done.returncode == 0, done.stderr
    assert "2025-12" in done.stdout, "a month without news stands in the chart too"
    assert "█" in done.stdout
    assert "SoftBank acquires Ampere Computing" in done.stdout
    data = json.loads(kg_command("timeline", name, "--store", example_store, "--format", "json").stdout)
    assert data["months"]["2025-12"] == 0
    assert data["events"][0]["sentence"]


def test_timeline_writes_a_page(kg_command: Command, example_store: Path, tmp_path: Path) -> None:
    done = kg_command("timeline", "OpenAI", "--store", example_store, "--html", tmp_path / "t.html")
    assert done.returncode == 0, done.stderr
    assert "OpenAI: timeline" in (tmp_path / "t.html").read_text("utf-8")
    assert kg_command("timeline", "没有", "--store", example_store).returncode == 3
