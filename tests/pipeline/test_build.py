"""Builds: what they hold, what they take back, what they refuse, and that they end in the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import pipeline
from kg.errors import InputError, StoreError, StoreLocked, UsageError
from kg.pipeline import Options
from kg.pipeline.folder import StoreFolder
from tests.samples import EXAMPLES, ROOT, write_digest

BUY = ("OpenAI将收购Neptune", "https://example.com/a", "OpenAI 宣布将收购初创公司 **Neptune**。")
BACK = ("软银完成对Ampere的收购", "https://example.org/b", "软银宣布以65亿美元完成对 Ampere 的收购。")
NEW = ("汇丰与Mistral AI合作", "https://example.net/c", "汇丰银行与 Mistral AI 签署多年合作协议。")


def json_files(store: Path) -> dict[str, bytes]:
    """Every JSON file of a store, by name."""
    files = [path for path in store.rglob("*.json*") if path.is_file()]
    return {str(path.relative_to(store)): path.read_bytes() for path in files}


def content_hash(store: Path) -> str:
    return str(StoreFolder(store).manifest()["content_hash"])


def test_a_second_build_changes_nothing(tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", BUY)
    first = pipeline.build([tmp_path / "in"], tmp_path / "out")
    before = json_files(tmp_path / "out")
    second = pipeline.build([tmp_path / "in"], tmp_path / "out")
    assert json_files(tmp_path / "out") == before
    assert not first.unchanged
    assert second.unchanged
    assert second.reused == 1


def test_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    files = sorted(EXAMPLES.glob("*.md"))
    pipeline.build(files, tmp_path / "one")
    pipeline.build(files[::-1], tmp_path / "two")
    assert json_files(tmp_path / "one") == json_files(tmp_path / "two")


@pytest.mark.slow
def test_hash_seed_and_jobs_make_no_difference(tmp_path: Path) -> None:
    for seed, jobs in (("1", "1"), ("77", "2")):
        code = (
            "from kg import pipeline; from pathlib import Path; import sys\n"
            "if __name__ == '__main__':\n"
            " pipeline.build([sys.argv[1]], Path(sys.argv[2]), pipeline.Options(jobs=int(sys.argv[3])))"
        )
        script = tmp_path / "build_once.py"
        script.write_text(code, encoding="utf-8")
        subprocess.run(
            [sys.executable, str(script), str(EXAMPLES), str(tmp_path / seed), jobs],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
        )
    assert json_files(tmp_path / "1") == json_files(tmp_path / "77")


def test_a_day_added_and_taken_away_ends_in_the_hash_of_a_full_build(tmp_path: Path) -> None:
    digests = tmp_path / "in"
    write_digest(digests, "2026-01-01", BUY)
    write_digest(digests, "2026-01-02", BACK)
    pipeline.build([digests], tmp_path / "out")
    two = content_hash(tmp_path / "out")
    added = write_digest(tmp_path / "later", "2026-01-03", NEW)
    pipeline.add([added], tmp_path / "out")
    three = content_hash(tmp_path / "out")
    pipeline.build([digests, added], tmp_path / "full")
    assert three == content_hash(tmp_path / "full") != two
    added.unlink()
    report = pipeline.build([digests, tmp_path / "later"], tmp_path / "out", Options())
    assert len(report.taken_back) == 1
    assert content_hash(tmp_path / "out") == two


def test_a_build_refuses_to_drop_digests_from_elsewhere(tmp_path: Path) -> None:
    write_digest(tmp_path / "a", "2026-01-01", BUY)
    write_digest(tmp_path / "b", "2026-01-02", BACK)
    pipeline.build([tmp_path / "a"], tmp_path / "out")
    before = json_files(tmp_path / "out")
    with pytest.raises(UsageError) as refused:
        pipeline.build([tmp_path / "b"], tmp_path / "out")
    assert "kg add" in refused.value.advice
    assert "--replace" in refused.value.advice
    assert json_files(tmp_path / "out") == before
    pipeline.build([tmp_path / "b"], tmp_path / "out", Options(replace=True))
    pipeline.build([tmp_path / "b"], tmp_path / "fresh")
    assert content_hash(tmp_path / "out") == content_hash(tmp_path / "fresh")


def test_add_replaces_a_digest_that_was_read_before(tmp_path: Path) -> None:
    path = write_digest(tmp_path / "in", "2026-01-01", BUY)
    pipeline.build([path], tmp_path / "out")
    path = write_digest(tmp_path / "in", "2026-01-01", BUY, BACK)
    report = pipeline.add([path], tmp_path / "out")
    assert report.counts["digests"] == 1
    assert report.counts["items"] == 2
    assert report.reused == 1


def test_a_bad_file_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", BUY)
    (tmp_path / "in" / "broken.md").write_bytes("---\ntitle: 日报\n".encode("gbk"))
    report = pipeline.build([tmp_path / "in"], tmp_path / "out")
    assert report.counts["digests"] == 1
    assert report.skipped == 1
    with pytest.raises(InputError):
        pipeline.build([tmp_path / "in"], tmp_path / "strict", Options(strict=True))
    assert not StoreFolder(tmp_path / "strict").exists


def test_nothing_readable_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", BUY)
    pipeline.build([tmp_path / "in"], tmp_path / "out")
    before = json_files(tmp_path / "out")
    with pytest.raises(InputError):
        pipeline.build([tmp_path / "nowhere"], tmp_path / "out")
    assert json_files(tmp_path / "out") == before


def test_one_link_in_two_digests_of_a_day_stays_two_items(tmp_path: Path) -> None:
    write_digest(tmp_path / "a", "2026-01-01", BUY, title="甲日报")
    write_digest(tmp_path / "b", "2026-01-01", BUY, title="乙周刊")
    report = pipeline.build([tmp_path / "a", tmp_path / "b"], tmp_path / "out")
    assert report.counts["items"] == 2
    rows = pipeline.OpenedStore(tmp_path / "out").query(
        "MATCH (:Company {name: 'OpenAI'})-[r:ACQUIRES]->() "
        "RETURN r.item_count AS items, r.source_count AS sources"
    )
    assert rows.rows == ((2, 1),)
    (tmp_path / "a" / "2026-01-01.md").unlink()
    pipeline.build([tmp_path / "a", tmp_path / "b"], tmp_path / "out")
    pipeline.build([tmp_path / "b"], tmp_path / "alone")
    assert content_hash(tmp_path / "out") == content_hash(tmp_path / "alone")


def test_an_interrupted_build_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_digest(tmp_path / "in", "2026-01-01", BUY, BACK, NEW)

    class Stopper(pipeline.Silent):
        done = 0

        def advance(self, steps: int = 1) -> None:
            self.done += steps
            if self.done == 2:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.build([tmp_path / "in"], tmp_path / "out", progress=Stopper())
    assert not StoreFolder(tmp_path / "out").exists
    report = pipeline.build([tmp_path / "in"], tmp_path / "out")
    assert report.reused == 2
    pipeline.build([tmp_path / "in"], tmp_path / "fresh")
    assert json_files(tmp_path / "out") == json_files(tmp_path / "fresh")


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", BUY)
    with StoreFolder(tmp_path / "out").locked(), pytest.raises(StoreLocked):
        pipeline.build([tmp_path / "in"], tmp_path / "out")


def test_a_damaged_store_is_named_and_can_be_replaced(tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", BUY)
    pipeline.build([tmp_path / "in"], tmp_path / "out")
    (tmp_path / "out" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError):
        pipeline.build([tmp_path / "in"], tmp_path / "out")
    pipeline.build([tmp_path / "in"], tmp_path / "out", Options(replace=True))
    pipeline.build([tmp_path / "in"], tmp_path / "fresh")
    assert json_files(tmp_path / "out") == json_files(tmp_path / "fresh")


def test_a_missing_embedded_file_is_made_again(tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", BUY)
    pipeline.build([tmp_path / "in"], tmp_path / "out")
    for path in (tmp_path / "out").rglob("graph.kgl*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    rows = pipeline.OpenedStore(tmp_path / "out").query("MATCH (i:Item) RETURN count(i) AS items")
    assert rows.rows == ((1,),)


def test_no_path_and_no_clock_in_the_json_files(tmp_path: Path) -> None:
    write_digest(tmp_path / "in", "2026-01-01", BUY)
    pipeline.build([tmp_path / "in"], tmp_path / "out")
    for name, data in json_files(tmp_path / "out").items():
        assert str(tmp_path).encode() not in data, name
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert set(manifest) == {
        "content_hash",
        "counts",
        "fingerprints",
        "folder",
        "format",
        "lexicon_facts",
        "processor",
        "version",
    }
