"""`kg query --name` and `--list` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from kg.stores import cookbook
from tests.conftest import Command


def test_a_named_query_is_asked_with_its_parameters(kg_command: Command, example_store: Path) -> None:
    words = ("query", "--store", example_store, "--format", "json", "--name", "acquisitions")
    done = kg_command(*words, "--param", "since=2026", "--param", "top=1")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [(row["buyer"], row["target"]) for row in rows] == [("Meta", "Manus")]
    assert rows[0]["sentence"]
    assert rows[0]["url"].startswith("https://")


def test_the_list_shows_every_query(kg_command: Command, tmp_path: Path) -> None:
    done = kg_command("query", "--list", cwd=tmp_path, COLUMNS="250")
    assert done.returncode == 0
    for query in cookbook.queries().values():
        assert query.name in done.stdout
        assert query.question_zh in done.stdout


def test_a_listed_query_can_be_taken_to_neo4j(kg_command: Command, tmp_path: Path) -> None:
    done = kg_command("query", "--list", "--name", "path", cwd=tmp_path)
    assert done.stdout == cookbook.named("path").text


def test_wrong_words_say_what_to_do(kg_command: Command, example_store: Path) -> None:
    asked = ("query", "--store", example_store)
    for words, code, said in (
        ((), 2, "--list"),
        (("RETURN 1", "--name", "path"), 2, "--list"),
        (("RETURN 1", "--list"), 2, "--list"),
        (("--name", "pathh"), 3, "path"),
        (("--name", "path", "--param", "fromm=x"), 2, "from"),
        (("--name", "path", "--param", "top=ten"), 2, "whole number"),
    ):
        done = kg_command(*asked, *words)
        assert done.returncode == code, done.stderr
        assert said in done.stderr


def test_rows_too_wide_for_a_table_stand_one_below_the_other(
    kg_command: Command, example_store: Path
) -> None:
    asked = ("query", "--store", example_store, "--name", "acquisitions", "--param", "top=2")
    narrow = kg_command(*asked, COLUMNS="80")
    assert "── 2" in narrow.stdout
    assert "sentence    ServiceNow to acquire Armis for $7.75 billion" in narrow.stdout
    assert "┃ sentence" in kg_command(*asked, COLUMNS="300").stdout


def test_limit_and_timeout_hold_for_named_queries(kg_command: Command, example_store: Path) -> None:
    asked = ("query", "--store", example_store, "--format", "csv", "--name", "acquisitions")
    done = kg_command(*asked, "--limit", "2")
    assert len(done.stdout.splitlines()) == 3
    assert "More rows than 2" in done.stderr
