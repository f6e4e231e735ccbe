"""`kg eval`: errors with their text, runs kept and compared, publishers held out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError, UsageError
from kg.lexicon import WORLD, Alias, Entry, Lexicon
from kg.pipeline.evaluation import evaluate, known_only_from, publisher_of
from tests.conftest import Command


def item(id_: str, name: str) -> dict[str, Any]:
    """An item whose one company stands in one sentence of its body."""
    return {
        "id": id_,
        "date": "2026-01-01",
        "lang": "zh",
        "title": "今日要闻",
        "body": f"天气很好。**{name}** 今天宣布了新计划。",
        "url": "",
        "entities": [{"key": name, "type": "Company", "surfaces": [name]}],
        "relations": [],
        "deals": [],
    }


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    rows = [item("daybreak-zh-2026-01-01-1", "艾克米"), item("daybreak-en-2026-01-01-1", "OpenAI")]
    return lines(tmp_path / "gold.jsonl", [*rows, item("nightfall-2026-01-02-1", "洛博")])


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def said(path: Path, **names: str) -> Path:
    """Predictions: item id (underscores for hyphens) → the one company that they name."""
    rows = [
        {
            "id": id_.replace("_", "-"),
            "entities": [{"id": name, "type": "Company", "name": name, "mentions": [{"text": name}]}],
            "relations": [],
            "deals": [],
        }
        for id_, name in names.items()
    ]
    return lines(path, rows)


def test_errors_are_grouped_and_shown_in_their_sentence(kg_command: Command, gold: Path) -> None:
    answers = said(gold.with_name("said.jsonl"), nightfall_2026_01_02_1="新计划")
    done = kg_command("eval", gold, "--predictions", answers, "--errors", "2")
    assert done.returncode == 0, done.stderr
    assert "missed entity (3): no such name 3" in done.stdout
    assert "«艾克米» 今天宣布了新计划。" in done.stdout
    assert "洛博 今天宣布了«新计划»。" in done.stdout
    assert "天气很好" not in done.stdout
    assert "95 %" in done.stdout


def test_errors_and_intervals_in_json(kg_command: Command, gold: Path) -> None:
    answers = said(gold.with_name("said.jsonl"), nightfall_2026_01_02_1="洛博")
    done = kg_command("eval", gold, "--predictions", answers, "--errors", "1", "--format", "json")
    report = json.loads(done.stdout)
    assert report["entities"]["r"] == 1 / 3
    low, high = report["intervals"]["entities"]
    assert low <= report["entities"]["f1"] <= high
    (error,) = report["errors"]["missed entity"]
    assert error["item"] == "daybreak-zh-2026-01-01-1"
    assert "«艾克米»" in error["context"]


def test_a_kept_run_is_compared(kg_command: Command, gold: Path, tmp_path: Path) -> None:
    before = said(tmp_path / "before.jsonl", nightfall_2026_01_02_1="洛博")
    after = said(
        tmp_path / "after.jsonl", daybreak_zh_2026_01_01_1="艾克米", daybreak_en_2026_01_01_1="OpenAI"
    )
    kept = tmp_path / "run.json"
    assert kg_command("eval", gold, "--predictions", before, "--save", kept).returncode == 0
    done = kg_command("eval", gold, "--predictions", after, "--compare", kept)
    assert done.returncode == 0, done.stderr
    assert "better (2)" in done.stdout
    assert "nightfall-2026-01-02-1  entity: Company 洛博  right → missed" in done.stdout
    told = json.loads(
        kg_command("eval", gold, "--predictions", after, "--compare", kept, "--format", "json").stdout
    )["comparison"]
    assert told["figures"]["entities"]["difference"] == pytest.approx(0.8 - 0.5)
    assert len(told["better"]) == 2
    assert len(told["worse"]) == 1


def test_a_file_that_is_no_run_is_exit_code_3(kg_command: Command, gold: Path) -> None:
    answers = said(gold.with_name("said.jsonl"), nightfall_2026_01_02_1="洛博")
    done = kg_command("eval", gold, "--predictions", answers, "--compare", gold)
    assert done.returncode == 3
    assert "--save" in done.stderr


def test_predictions_that_are_none_are_refused(gold: Path) -> None:
    with pytest.raises(InputError, match="not in its format"):
        evaluate(gold, predictions=gold)


def test_held_out_publishers_count_in_both_editions(gold: Path) -> None:
    answers = said(gold.with_name("said.jsonl"), daybreak_zh_2026_01_01_1="艾克米")
    report = evaluate(gold, predictions=answers, hold_out=["daybreak"]).report
    assert report.items == 2
    assert (report.entities.right, report.entities.missed) == (1, 1)


def test_what_only_held_out_items_name_is_left_out_unless_it_is_general_knowledge() -> None:
    names = {"艾克米": "", "洛博": "", "洛森": WORLD}
    lexicon = Lexicon(
        [
            Entry(id=f"e{n}", type="Company", name_zh=name, aliases=(Alias(name, False),), source=source)
            for n, (name, source) in enumerate(names.items())
        ],
        {},
    )
    rest = [item("daybreak-2026-01-01-1", "艾克米")]
    held = [item(f"nightfall-2026-01-02-{n}", name) for n, name in enumerate(names)]
    assert known_only_from(held, rest, lexicon) == {"e1"}


def test_an_unknown_publisher_names_those_that_are_there(gold: Path) -> None:
    with pytest.raises(UsageError) as refused:
        evaluate(gold, predictions=gold, hold_out=["nobody"])
    assert "daybreak, nightfall" in refused.value.advice


@pytest.mark.parametrize(
    ("id_", "publisher"),
    [
        ("ming-h-2026-01-01-3", "ming-h"),
        ("hextra-qige-en-2025-12-04-1", "hextra-qige"),
        ("one-zh-2025-12-04-10", "one"),
        ("zh-2025-12-04-10", "zh"),
        ("no date here", ""),
    ],
)
def test_publisher_of(id_: str, publisher: str) -> None:
    assert publisher_of(id_) == publisher


@pytest.mark.parametrize("text", ["[1]\n", '{"id": "x"}\n'])
def test_gold_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl"):
        evaluate(path, predictions=path)
