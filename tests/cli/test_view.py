"""`kg view`: a page of one neighbourhood, and what it answers where there is none."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Command


def test_view_writes_the_neighbourhood_of_a_name(
    kg_command: Command, example_store: Path, tmp_path: Path
) -> None:
    done = kg_command("view", "软银", "--store", example_store, "-o", tmp_path / "page.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "<title>SoftBank</title>" in page
    assert "Ampere Computing" in page


def test_view_of_an_unknown_name_says_what_to_try(
    kg_command: Command, example_store: Path, tmp_path: Path
) -> None:
    done = kg_command("view", "nobody at all", "--store", example_store, "-o", tmp_path / "page.html")
    assert done.returncode == 3
    assert "Try:" in done.stderr
    assert not (tmp_path / "page.html").exists()
