"""The verbs as scripts rely on them: output on stdout, all else on stderr, exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.samples import EXAMPLES, write_digest

STORY = ("OpenAI将收购Neptune", "https://example.com/a", "OpenAI 宣布将收购初创公司 **Neptune**。")


def test_build_reports_on_stderr_and_says_what_to_try(kg_command: Command, tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", STORY)
    done = kg_command("build", tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "1 ACQUIRES" in done.stderr
    assert "kg show" in done.stderr
    assert "kg explore" in done.stderr


def test_skipped_input_is_exit_code_1_and_counted(kg_command: Command, tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", STORY)
    (tmp_path / "in" / "bad.md").write_bytes("标题：日报，今天没有新闻".encode("gbk"))
    done = kg_command("build", tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "bad.md" in done.stderr
    assert "1 not UTF-8" in done.stderr


def test_nothing_done_is_exit_code_3(kg_command: Command, tmp_path: Path) -> None:
    done = kg_command("build", tmp_path / "nowhere", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "no such file" in done.stderr
    assert "Try:" in done.stderr


@pytest.mark.parametrize("words", [["build"], ["frobnicate"], ["query", "--format", "xml", "RETURN 1"]])
def test_wrong_usage_is_exit_code_2(kg_command: Command, words: list[str]) -> None:
    assert kg_command(*words).returncode == 2


def test_extract_writes_a_line_for_every_item(kg_command: Command, tmp_path: Path) -> None:
    dull = ("今日天气晴好", "https://example.com/b", "适合散步。")
    write_digest(tmp_path / "in", "2026-01-01", STORY, dull)
    done = kg_command("extract", tmp_path / "in", "-o", tmp_path / "out.jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 2
    assert [len(row["relations"]) for row in rows] == [1, 0]
    piped = kg_command("extract", tmp_path / "in")
    assert piped.stdout == (tmp_path / "out.jsonl").read_text("utf-8")


def test_extract_reads_standard_input(kg_command: Command, tmp_path: Path) -> None:
    path = write_digest(tmp_path / "in", "2026-01-01", STORY)
    piped = kg_command("extract", "-", stdin=path.read_text("utf-8"))
    assert piped.returncode == 0, piped.stderr
    assert piped.stdout == kg_command("extract", path).stdout


def test_query_prints_json_csv_and_tables(kg_command: Command, example_store: Path) -> None:
    text = "MATCH (:Company {name: 'IBM'})-[r:ACQUIRES]->(b) RETURN b.name AS name, r.items AS items"
    asked = ["query", "--store", example_store, "--format"]
    found = json.loads(kg_command(*asked, "json", text).stdout)
    assert [row["name"] for row in found] == ["Confluent"]
    rows = list(csv.DictReader(io.StringIO(kg_command(*asked, "csv", text).stdout)))
    assert json.loads(rows[0]["items"]) == found[0]["items"]
    assert "Confluent" in kg_command(*asked, "table", text).stdout


def test_query_takes_parameters(kg_command: Command, example_store: Path) -> None:
    text = "MATCH (c:Company {name: $name}) RETURN c.id AS id"
    done = kg_command("query", "--store", example_store, "--format", "json", "--param", "name=OpenAI", text)
    assert json.loads(done.stdout) == [{"id": "openai"}]


@pytest.mark.parametrize("text", ["CREATE (n:Company {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (n"])
def test_a_query_that_writes_or_is_wrong_is_exit_code_2(
    kg_command: Command, example_store: Path, text: str
) -> None:
    done = kg_command("query", "--store", example_store, text)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Error:" in done.stderr
    assert "Traceback" not in done.stderr


def test_csv_cells_are_no_formulas(kg_command: Command, example_store: Path) -> None:
    done = kg_command("query", "--store", example_store, "--format", "csv", "RETURN '=1+1' AS x, -5 AS y")
    assert done.stdout.splitlines() == ["x,y", "'=1+1,-5"]


def test_query_runs_on_a_networkx_file_alike(kg_command: Command, example_store: Path) -> None:
    text = "MATCH (c:Company) RETURN c.name AS name ORDER BY c.id"
    file = next(example_store.rglob("graph.json"))
    on_file = kg_command("query", "--store", file, "--format", "json", text)
    assert on_file.returncode == 0, on_file.stderr
    assert on_file.stdout == kg_command("query", "--store", example_store, "--format", "json", text).stdout


@pytest.mark.parametrize("name", ["OpenAI", "openai", "软银", "SoftBank"])
def test_show_finds_an_entity_by_either_name(kg_command: Command, example_store: Path, name: str) -> None:
    done = kg_command("show", "--store", example_store, name)
    assert done.returncode == 0, done.stderr
    assert "https://" in done.stdout


def test_show_of_an_unknown_name_is_exit_code_3(kg_command: Command, example_store: Path) -> None:
    done = kg_command("show", "--store", example_store, "没有这家公司")
    assert done.returncode == 3
    assert "Try:" in done.stderr


def test_explore_writes_one_page(kg_command: Command, example_store: Path, tmp_path: Path) -> None:
    done = kg_command("explore", "--store", example_store, "-o", tmp_path / "page.html")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "file://" in done.stderr


def test_a_missing_store_names_the_build(kg_command: Command, tmp_path: Path) -> None:
    done = kg_command("query", "--store", tmp_path / "none", "RETURN 1")
    assert done.returncode == 3
    assert "kg build" in done.stderr


def test_the_store_can_come_from_the_environment(kg_command: Command, example_store: Path) -> None:
    done = kg_command("query", "--format", "json", "RETURN 1 AS one", KG_STORE=str(example_store))
    assert json.loads(done.stdout) == [{"one": 1}]


def test_eval_scores_predictions(kg_command: Command, tmp_path: Path) -> None:
    gold = {
        "id": "x-1",
        "date": "2026-01-01",
        "lang": "zh",
        "title": "OpenAI将收购Neptune",
        "body": "OpenAI 宣布将收购初创公司 **Neptune**。",
        "url": "",
        "entities": [
            {"key": "OpenAI", "type": "Company", "surfaces": ["OpenAI"]},
            {"key": "Neptune", "type": "Company", "surfaces": ["Neptune"]},
        ],
        "relations": [{"head": "OpenAI", "type": "ACQUIRES", "tail": "Neptune", "status": "planned"}],
        "deals": [],
    }
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(gold, ensure_ascii=False) + "\n", encoding="utf-8")
    done = kg_command("eval", file, "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["relations"]["f1"] == 1.0
    assert report["relation_status_marked"]["f1"] == 1.0
    file.write_text("{broken\n", encoding="utf-8")
    broken = kg_command("eval", file)
    assert broken.returncode == 3
    assert "gold.jsonl:1" in broken.stderr


def test_version_and_help(kg_command: Command) -> None:
    assert kg_command("--version").stdout.startswith("kg ")
    shown = kg_command("--help").stdout
    for verb in ("build", "add", "extract", "eval", "query", "show", "explore"):
        assert verb in shown


def _strings(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def test_examples_hold_every_type(example_store: Path) -> None:
    from kg import ontology, pipeline

    known = ontology.load()
    opened = pipeline.OpenedStore(example_store)
    edges = {edge.type for edge in opened.graph.edges}
    assert set(known.relations) <= edges
    counts = opened.manifest["counts"]
    assert set(counts["deals"]) == set(known.deals)
    statuses = {status for edge in opened.graph.edges for status in _strings(edge.properties.get("statuses"))}
    assert statuses == set(known.statuses)
    stages = {stage for deal in counts["deals"].values() for stage in deal}
    assert stages == set(known.stages)
    assert len(list(EXAMPLES.glob("*.md"))) == 10
