"""A file that did not change is not parsed again; a build that relies on it ends in the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import pipeline
from kg.digests import read_all, reading
from kg.digests.formats import read_text
from kg.pipeline.folder import StoreFolder
from kg.pipeline.sources import Sources
from kg.records import Digest, Problem
from tests.samples import write_digest

BUY = ("OpenAI将收购Neptune", "https://example.com/a", "OpenAI 宣布将收购初创公司 **Neptune**。")
NEW = ("汇丰与Mistral AI合作", "https://example.net/c", "汇丰银行与 Mistral AI 签署多年合作协议。")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were parsed, as they are."""
    names: list[str] = []

    def noted(text: str, path: str) -> tuple[list[Digest], list[Problem]]:
        names.append(Path(path).name)
        return read_text(text, path)

    monkeypatch.setattr(reading, "read_text", noted)
    return names


def content_hash(store: Path) -> str:
    return str(StoreFolder(store).manifest()["content_hash"])


def test_only_new_and_changed_files_are_parsed(tmp_path: Path, parsed: list[str]) -> None:
    digests = tmp_path / "in"
    write_digest(digests, "2026-01-01", BUY)
    write_digest(digests, "2026-01-02", NEW)
    pipeline.build([digests], tmp_path / "out")
    parsed.clear()
    assert pipeline.build([digests], tmp_path / "out").unchanged
    assert parsed == []
    write_digest(digests, "2026-01-02", NEW, BUY)
    write_digest(digests, "2026-01-03", NEW)
    pipeline.build([digests], tmp_path / "out")
    assert parsed == ["2026-01-02.md", "2026-01-03.md"]
    pipeline.build([digests], tmp_path / "fresh")
    assert content_hash(tmp_path / "out") == content_hash(tmp_path / "fresh")


def test_what_is_wrong_with_a_file_is_told_every_time(tmp_path: Path, parsed: list[str]) -> None:
    digests = tmp_path / "in"
    write_digest(digests, "2026-01-01", BUY)
    (digests / "copy.md").write_bytes((digests / "2026-01-01.md").read_bytes())
    (digests / "notes.md").write_text("# About\n\nNothing here.\n", encoding="utf-8")
    first = pipeline.build([digests], tmp_path / "out")
    assert {problem.reason for problem in first.problems} == {"duplicate digest", "no items"}
    parsed.clear()
    second = pipeline.build([digests], tmp_path / "out")
    assert second.problems == first.problems
    assert parsed == ["copy.md", "notes.md"], "the file whose digest was taken is known"


def test_a_file_of_several_digests_counts_only_whole(tmp_path: Path, parsed: list[str]) -> None:
    rows = [
        {"title": BUY[0], "body": BUY[2], "date": f"2026-01-0{day}", "publisher": "Morning"} for day in (1, 2)
    ]
    both, one = tmp_path / "both.jsonl", tmp_path / "one.jsonl"
    both.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    one.write_text(json.dumps({**rows[0], "title": NEW[0]}), encoding="utf-8")
    assert len(read_all([both]).digests) == 2
    pipeline.build([both], tmp_path / "out")
    pipeline.add([one], tmp_path / "out")
    parsed.clear()
    report = pipeline.add([both], tmp_path / "out")
    assert parsed == ["both.jsonl"], "one of its digests came from another file since"
    assert report.counts["digests"] == 2
    pipeline.build([both], tmp_path / "fresh")
    assert content_hash(tmp_path / "out") == content_hash(tmp_path / "fresh")


def test_sources_without_keys_are_read(tmp_path: Path) -> None:
    (tmp_path / "sources.tsv").write_text('d1\t"/a\\tb.md"\nd2\t"-"\tk:1\n', encoding="utf-8")
    sources = Sources.read(tmp_path)
    assert sources.paths == {"d1": "/a\tb.md", "d2": "-"}
    assert sources.keys == {"d2": "k:1"}
    digest = Digest("d2", "t", "2026-01-01", "p", ())
    assert sources.known([digest]) == {"k": [digest]}
    sources.write(tmp_path)
    assert Sources.read(tmp_path) == sources
