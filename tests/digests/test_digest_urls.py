"""Digests behind URLs, read by fsspec: its memory, and this machine's own files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import pipeline
from kg.digests import read_all
from kg.errors import UsageError
from kg.pipeline.folder import StoreFolder
from tests.samples import EXAMPLES

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")


@pytest.fixture
def memory() -> Iterator[str]:
    """The address of a folder that holds the examples, one of them deeper, and files that are none."""
    storage = fsspec.filesystem("memory")
    for number, file in enumerate(sorted(EXAMPLES.glob("*.md"))):
        storage.pipe(f"/news/{'deep/er/' if number == 3 else ''}{file.name}", file.read_bytes())
    storage.pipe("/news/notes.txt", b"none")
    storage.pipe("/news/.hidden.md", b"none")
    storage.pipe("/news/.git/2026-01-01.md", b"none")
    yield "memory://news"
    storage.rm("/", recursive=True)


def content_hash(store: Path) -> str:
    return str(StoreFolder(store).manifest()["content_hash"])


def test_a_folder_behind_a_url_reads_as_the_folder_itself(memory: str) -> None:
    here, there = read_all([EXAMPLES]), read_all([memory])
    assert there.digests == here.digests
    assert there.problems == here.problems
    assert set(there.sources.values()) >= {"memory:///news/deep/er/2025-11-26.md"}


@pytest.mark.parametrize(
    ("below", "count"), [("/2026-01-09.md", 1), ("/2025-12-*.md", 5), ("/**/*.md", 10), ("/", 10)]
)
def test_a_file_or_a_pattern_behind_a_url(memory: str, below: str, count: int) -> None:
    reading = read_all([memory + below])
    assert len(reading.digests) == count
    assert not reading.problems


def test_a_url_of_this_machine_s_files(tmp_path: Path) -> None:
    assert read_all([EXAMPLES.as_uri()]).digests == read_all([EXAMPLES]).digests


def test_nothing_behind_a_url_is_a_problem(memory: str) -> None:
    reading = read_all([memory, "memory://nowhere"])
    assert len(reading.digests) == 10
    assert [(one.path, one.reason) for one in reading.problems] == [
        ("memory://nowhere", "no digest in folder")
    ]


def test_a_storage_that_fails_is_a_problem(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise LookupError("no such bucket")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "cat_file", refuse)
    reading = read_all([memory])
    assert not reading.digests
    assert {(one.reason, one.detail) for one in reading.problems} == {
        ("not readable", "LookupError: no such bucket")
    }


def test_an_unknown_kind_of_storage_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="cellar"):
        read_all(["cellar://wine"])


def test_a_store_remembers_which_url_a_digest_is_from(memory: str, tmp_path: Path) -> None:
    pipeline.build([memory], tmp_path / "out")
    pipeline.build([EXAMPLES], tmp_path / "here")
    assert content_hash(tmp_path / "out") == content_hash(tmp_path / "here")
    fsspec.filesystem("memory").rm("/news/2026-01-09.md")
    report = pipeline.build([memory], tmp_path / "out")
    assert report.counts["digests"] == 9
    assert len(report.taken_back) == 1
    assert report.reused == report.counts["items"]
    with pytest.raises(UsageError, match="outside these paths"):
        pipeline.build([memory + "/2025-12-*.md"], tmp_path / "out")
