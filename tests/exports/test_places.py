"""An export is whole or not there, and never stands on what another program wrote."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kg.errors import StoreError, UsageError
from kg.exports import FORMATS, export
from kg.exports import registry as formats
from kg.exports.base import Format, Part, part_of
from kg.graph import Edge, Graph, Node
from kg.ontology import Ontology
from tests.stores.graphs import edge, example, graph, node

FOLDERS = [form.name for form in FORMATS if form.folder]
FILES = [form.name for form in FORMATS if not form.folder]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class Broken(Exception):
    """What a full disk or a killed process would be."""


def broken(graph: Graph, ontology: Ontology) -> Iterable[Part]:
    def lines() -> Iterator[str]:
        yield "half"
        raise Broken

    yield part_of("one.txt", lambda: ["whole"])
    yield part_of("two.txt", lines)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_replaced(name: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("older")
    export(example(), name, path)
    assert path.read_bytes() != b"older"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("name", FOLDERS)
def test_an_older_export_is_replaced_whole(name: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    export(example(), name, path)
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    export(graph([node("Company", "one", "One")]), name, path)
    assert {file.name: file.read_bytes() for file in path.iterdir()} != before
    export(example(), name, path)
    assert {file.name: file.read_bytes() for file in path.iterdir()} == before
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("foreign", ["notes.txt", "nodes.csv", "export.json", ".git"])
def test_a_folder_of_others_is_refused_and_stays(name: str, foreign: str, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.mkdir()
    (path / foreign).write_text('{"files": ["export.json"]}')
    with pytest.raises(StoreError, match="no export wrote"):
        export(example(), name, path)
    assert names(path) == [foreign]


def test_an_export_with_a_file_of_others_in_it_is_refused(tmp_path: Path) -> None:
    export(example(), "csv", tmp_path / "out")
    (tmp_path / "out" / "analysis.xlsx").write_text("a day's work")
    with pytest.raises(StoreError, match=r"analysis\.xlsx"):
        export(example(), "csv", tmp_path / "out")
    assert (tmp_path / "out" / "analysis.xlsx").read_text() == "a day's work"


def test_a_manifest_that_names_files_elsewhere_removes_none(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "export.json").write_text('{"format": "csv", "files": ["../kept"]}')
    (tmp_path / "kept").write_text("kept")
    export(example(), "csv", tmp_path / "out")
    assert (tmp_path / "kept").read_text() == "kept"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    done = export(example(), "csv", tmp_path / "out")
    assert {*done.files, "export.json"} == set(names(tmp_path / "out"))


def test_file_and_folder_are_not_mistaken_for_each_other(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        export(example(), "csv", tmp_path / "file")
    with pytest.raises(UsageError, match="is a folder"):
        export(example(), "graphml", tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("older")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    export(example(), "jsonl", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text("utf-8").startswith("{")


@pytest.mark.parametrize("folder", [True, False])
def test_what_breaks_midway_leaves_what_was_there(
    folder: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = broken if folder else lambda graph, ontology: list(broken(graph, ontology))[1:]
    form = Format("broken", "breaks midway", parts, folder=folder)
    monkeypatch.setattr(formats, "FORMATS", (form,))
    with pytest.raises(Broken):
        export(example(), "broken", tmp_path / "out")
    assert not names(tmp_path)
    if not folder:
        (tmp_path / "out").write_text("older")
        with pytest.raises(Broken):
            export(example(), "broken", tmp_path / "out")
        assert (tmp_path / "out").read_text() == "older"


@pytest.mark.parametrize("name", [form.name for form in FORMATS])
def test_what_no_schema_names_is_refused_not_dropped(name: str, tmp_path: Path) -> None:
    odd_node = Node("x", ("Robot",), {"id": "x", "name": "x"})
    odd_edge = Edge("e", "LIKES", "a", "a", {"id": "e"})
    for made in (
        graph([odd_node]),
        graph([node("Company", "a", "A")], [odd_edge]),
        graph([node("Company", "a", "A", mood="good")]),
        graph([node("Company", "a", "A")], [edge("USES", "e", "a", "a", mood="good")]),
    ):
        with pytest.raises(StoreError, match="no schema names"):
            export(made, name, tmp_path / "out")
    assert not names(tmp_path)


def test_a_place_that_cannot_be_written_is_an_error_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name in ("jsonl", "csv"):
        with pytest.raises(StoreError, match="cannot be written") as caught:
            export(example(), name, tmp_path / "file" / "out")
        assert "-o" in caught.value.advice


def test_parquet_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.exports.parquet.find_spec", lambda name: None)
    with pytest.raises(UsageError, match="pyarrow") as caught:
        export(example(), "parquet", tmp_path / "out")
    assert "ai-industry-kg[parquet]" in caught.value.advice
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_names_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        export(example(), "xlsx", tmp_path / "out")
    for form in FORMATS:
        assert form.name in caught.value.advice
