"""`kg export` as a user runs it."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from tests.conftest import Command


def test_lines_go_to_standard_output(kg_command: Command, example_store: Path) -> None:
    done = kg_command("export", "-f", "jsonl", "-o", "-", "--types", "acquires", "--store", example_store)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["type"] for row in rows if row["record"] == "fact"} == {"ACQUIRES"}
    assert all(sentence["url"] for row in rows if row["record"] == "fact" for sentence in row["evidence"])


def test_what_was_written_and_left_out_is_told(
    kg_command: Command, example_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "tables"
    done = kg_command("export", "-f", "csv", "-o", out, "--since", "2025-12-05", "--store", example_store)
    assert done.returncode == 0, done.stderr
    assert "(10 files)" in done.stderr
    assert "Left out" in done.stderr
    assert done.stdout == ""


def test_the_import_command_goes_to_standard_output(
    kg_command: Command, example_store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "for neo4j"
    done = kg_command("export", "-f", "neo4j-admin", "-o", out, "--store", example_store)
    words = shlex.split(done.stdout)
    assert words[:4] == ["neo4j-admin", "database", "import", "full"]
    files = [path for word in words if "=" in word for path in word.split("=")[-1].split(",") if "/" in path]
    assert len(files) == len(list(out.glob("*.csv")))
    assert all(Path(path).is_file() for path in files)


def test_wrong_use_ends_with_what_to_try(kg_command: Command, example_store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    for words, code in (
        (("-f", "xlsx", "-o", tmp_path / "out"), 2),
        (("-f", "csv", "-o", "-"), 2),
        (("-f", "jsonl", "-o", tmp_path / "out", "--since", "yesterday"), 2),
        (("-f", "jsonl", "-o", tmp_path / "out", "--types", "LIKES"), 2),
        (("-f", "csv", "-o", tmp_path / "mine"), 3),
    ):
        done = kg_command("export", *words, "--store", example_store)
        assert done.returncode == code, done.stderr
        assert "Try:" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
