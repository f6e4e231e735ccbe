"""Files, folders, globs and standard input; duplicates; the order of all of them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from kg.digests import find_files, read_all

ITEM = "1. [**某公司发布新模型**](https://example.com/{n})\n\n    某公司发布了第 {n} 个模型。\n"


def write(path: Path, day: int, *, title: str = "晨报", count: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    items = "".join(ITEM.format(n=n) for n in range(count))
    path.write_text(f"---\ntitle: {title}\ndate: 2031-01-{day:02}\n---\n\n{items}", "utf-8")
    return path


def reasons(paths: list[str | Path]) -> list[str]:
    return [problem.reason for problem in read_all(paths).problems]


def test_a_folder_is_searched_to_the_bottom_but_for_what_is_hidden(tmp_path: Path) -> None:
    write(tmp_path / "a.md", 1)
    write(tmp_path / "deep" / "er" / "b.markdown", 2)
    write(tmp_path / ".hidden.md", 3)
    write(tmp_path / ".git" / "c.md", 4)
    (tmp_path / "notes.txt").write_text("nothing", "utf-8")
    reading = read_all([tmp_path])
    assert [digest.date for digest in reading.digests] == ["2031-01-01", "2031-01-02"]
    assert reading.problems == ()


def test_a_readme_without_items_is_told(tmp_path: Path) -> None:
    write(tmp_path / "a.md", 1)
    (tmp_path / "README.md").write_text("# About\n\nThese are digests.\n", "utf-8")
    assert reasons([tmp_path]) == ["no items"]


def test_the_order_of_paths_changes_nothing(tmp_path: Path) -> None:
    paths: list[str | Path] = [write(tmp_path / f"{day}.md", day) for day in (3, 1, 2)]
    assert read_all(paths) == read_all(paths[::-1]) == read_all([tmp_path])


def test_one_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", 1)
    files, problems = find_files([path, tmp_path, str(path)])
    assert (files, problems) == ([path], [])


def test_globs(tmp_path: Path) -> None:
    write(tmp_path / "x" / "a.md", 1)
    write(tmp_path / "y" / "b.md", 2)
    (tmp_path / "y" / "c.txt").write_text("x", "utf-8")
    assert len(read_all([str(tmp_path / "*" / "*.md")]).digests) == 2
    assert len(read_all([str(tmp_path / "**" / "*")]).digests) == 2
    assert reasons([str(tmp_path / "*.nothing")]) == ["no such file"]
    assert reasons([str(tmp_path / "y" / "*.txt")]) == ["unknown format"]


def test_a_name_with_glob_signs_is_a_name_where_it_exists(tmp_path: Path) -> None:
    path = write(tmp_path / "[1].md", 1)
    assert find_files([path])[0] == [path]


def test_what_is_not_there(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    dangling = tmp_path / "dangling.md"
    dangling.symlink_to(tmp_path / "gone.md")
    assert reasons([tmp_path / "nothing.md"]) == ["no such file"]
    assert reasons([empty]) == ["no digest in folder"]
    assert reasons([dangling]) == ["not readable"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", 1)
    path.chmod(0)
    assert reasons([path]) == ["not readable"]


def test_a_folder_that_leads_back_into_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "a" / "a.md", 1)
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(read_all([tmp_path]).digests) == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = write(tmp_path / "a.md", 1).read_bytes()
    for data in (text, b'{"title": "a", "body": "b", "date": "2031-01-05"}\n{"title": "c"}\n'):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        reading = read_all(["-"])
        assert set(reading.sources.values()) == {"-"}
        assert reading.problems == ()


def test_of_two_files_with_one_day_and_name_the_first_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "a.md", 1)
    write(tmp_path / "b.md", 1)
    write(tmp_path / "c.md", 1, count=2)
    write(tmp_path / "d.md", 1, title="晚报")
    reading = read_all([tmp_path])
    assert len(reading.digests) == 2
    assert str(tmp_path / "a.md") in reading.sources.values()
    same, other = reading.problems
    assert (same.reason, other.reason) == ("duplicate digest", "duplicate digest")
    assert "same items" in same.detail
    assert "other items" in other.detail
    assert "publisher" in other.advice


def test_sources_are_the_paths_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "digests" / "a.md", 1)
    monkeypatch.chdir(tmp_path)
    assert list(read_all(["digests"]).sources.values()) == [str(Path("digests") / "a.md")]


def test_progress_is_told(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        write(tmp_path / f"{day}.md", day)
    heard: list[tuple[int, int]] = []
    read_all([tmp_path], on_file=lambda done, of: heard.append((done, of)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
