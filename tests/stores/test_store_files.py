"""A store's file is the old one or the new one at any moment: killed writers, readers beside writers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.stores import Store, open_store, write_stores
from tests.stores.conftest import FILES
from tests.stores.graphs import example, graph, node

WRITER = """
import sys
from kg.stores import open_store
from tests.stores.graphs import graph, node
store = open_store(sys.argv[1])
graphs = [graph([node("Company", f"c{n:05}", f"公司 {n}", aliases=("x" * 200,)) for n in range(count)])
          for count in (4000, 4001)]
print("writing", flush=True)
while True:
    for one in graphs:
        store.write(one)
"""
ASK = "MATCH (n:Company) RETURN count(n)"


def _writer(path: Path) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    return writer


def _stop(writer: subprocess.Popen[str]) -> None:
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert writer.stdout is not None
    writer.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("after", [0.0, 0.03, 0.08, 0.15, 0.25, 0.4])
def test_a_killed_writer_leaves_a_whole_graph(place: Path, after: float) -> None:
    open_store(place).write(graph([node("Company", "old", "old")]))
    writer = _writer(place)
    time.sleep(after)
    _stop(writer)
    ((count,),) = open_store(place).query(ASK).rows
    assert count in (1, 4000, 4001)
    assert len(open_store(place).read().nodes) == count
    open_store(place).write(example())
    assert open_store(place).read() == example()


class _Killed(BaseException):
    pass


def test_a_write_that_ends_before_the_swap_leaves_the_old_graph(
    place: Path, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.write(example())
    before = place.read_bytes()

    def killed(self: Path, target: Path) -> Path:
        raise _Killed

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(_Killed):
        empty.write(graph([node("Company", "new", "new")]))
    assert place.read_bytes() == before
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_readers_beside_a_writer_see_old_or_new_and_no_error(place: Path) -> None:
    open_store(place).write(graph([node("Company", "old", "old")]))
    writer = _writer(place)
    try:
        kept = open_store(place)
        counts: set[object] = set()
        until = time.monotonic() + 60
        while len(counts) < 3 and time.monotonic() < until:
            counts |= {store.query(ASK).rows[0][0] for store in (kept, open_store(place))}
    finally:
        _stop(writer)
    assert counts == {1, 4000, 4001}


def test_a_handle_answers_many_threads(store: Store) -> None:
    answers: list[object] = []

    def ask() -> None:
        answers.extend(store.query(ASK).rows[0][0] for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [8] * 120


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name in FILES.values():
        with pytest.raises(StoreError, match="cannot be written"):
            open_store(tmp_path / "file" / name).write(example())


def test_all_files_of_a_build_hold_the_same_graph(tmp_path: Path) -> None:
    write_stores(example(), tmp_path / "data")
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == sorted(FILES.values())
    for name in FILES.values():
        assert open_store(tmp_path / "data" / name).read() == example()


@pytest.mark.parametrize("place", ["graph.xml", "graph", "redis://localhost", "folder/", ""], indirect=False)
def test_a_place_of_no_known_kind_is_an_error_that_names_the_known_ones(place: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(place)
    assert "json, kgl" in caught.value.advice


def test_opening_needs_no_engine() -> None:
    script = (
        "import sys; from kg.stores import open_store; open_store('graph.kgl'); open_store('graph.json');"
        "print([name for name in ('kglite', 'networkx') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=Path.cwd()
    )
    assert done.stdout == "[]\n"
