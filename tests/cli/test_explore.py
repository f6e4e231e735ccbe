"""`kg explore`: the whole graph or a part of it, and what it answers where there is none."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Command


def test_explore_takes_a_focus_and_says_where_the_page_is(
    kg_command: Command, example_store: Path, tmp_path: Path
) -> None:
    output = tmp_path / "page.html"
    done = kg_command("explore", "--store", example_store, "--focus", "软银", "--depth", "1", "-o", output)
    assert done.returncode == 0, done.stderr
    assert output.as_uri() in done.stderr
    assert "<title>SoftBank" in output.read_text("utf-8")


def test_explore_of_later_days_or_fewer_nodes_writes_less(
    kg_command: Command, example_store: Path, tmp_path: Path
) -> None:
    sizes = {}
    for name, options in {
        "all": (),
        "since": ("--since", "2026-01"),
        "few": ("--max-nodes", "20"),
    }.items():
        output = tmp_path / f"{name}.html"
        done = kg_command("explore", "--store", example_store, "-o", output, *options)
        assert done.returncode == 0, done.stderr
        sizes[name] = output.stat().st_size
    assert sizes["since"] < sizes["all"]
    assert sizes["few"] < sizes["all"]


def test_explore_refuses_what_makes_no_sense(
    kg_command: Command, example_store: Path, tmp_path: Path
) -> None:
    for options, code in (
        (("--depth", "2"), 2),
        (("--since", "yesterday"), 2),
        (("--focus", "nobody at all"), 3),
        (("--max-nodes", "0"), 2),
    ):
        done = kg_command("explore", "--store", example_store, "-o", tmp_path / "page.html", *options)
        assert done.returncode == code, done.stderr
        assert not (tmp_path / "page.html").exists()
