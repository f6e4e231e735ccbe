"""The graph as files: the same bytes for the same graph, the same graph from the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.graph import EDGES, NODES, Edge, Graph, Node, content_hash, line_of, read_graph, write_graph
from tests.graph.news import Says, Story, graph_of


def test_a_graph_comes_back_as_it_was_written(tmp_path: Path) -> None:
    story = Story("OpenAI plans to take over 海王星.", [Says("OpenAI", "ACQUIRES", "海王星", "planned")])
    graph, _ = graph_of([story])
    write_graph(graph, tmp_path)
    assert read_graph(tmp_path) == graph


def test_lines_are_sorted_compact_and_unescaped(tmp_path: Path) -> None:
    assert line_of({"id": "a", "c": 1.5, "b": None}) == '{"b":null,"c":1.5,"id":"a"}\n'
    assert line_of({"id": "b", "a": "汇丰 \u2028 <b>"}) == '{"a":"汇丰 \u2028 <b>","id":"b"}\n'
    node = Node("n", ("X", "Y"), {"name": "汇丰 \u2028", "id": "n", "list": ("<b>",), "c": 1.5})
    edge = Edge("e", "T", "n", "n", {"b": True, "a": 2})
    write_graph(Graph((node,), (edge,)), tmp_path)
    assert (tmp_path / NODES).read_text(encoding="utf-8") == line_of(node.to_dict())
    assert (tmp_path / EDGES).read_text(encoding="utf-8") == line_of(edge.to_dict())


VALUES = st.one_of(
    st.text(st.characters(), max_size=8),
    st.integers(),
    st.floats(0, 1),
    st.booleans(),
    st.lists(st.text(st.characters(), max_size=4), max_size=3).map(tuple),
)


@given(st.dictionaries(st.text(max_size=3), VALUES, max_size=5))
def test_any_text_survives_or_is_replaced_but_never_stops_a_build(
    tmp_path_factory: pytest.TempPathFactory, properties: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("graph")
    graph = Graph((Node("n", ("X",), properties),), (Edge("e", "T", "n", "n", properties),))
    write_graph(graph, folder)
    read = read_graph(folder)
    whole = all(_is_whole(part) for pair in properties.items() for part in pair)
    if whole:
        assert read == graph
    write_graph(read, folder)
    assert read_graph(folder) == read


def _is_whole(value: object) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_whole, value))
    return not isinstance(value, str) or value.encode("utf-8", "replace").decode() == value


def test_half_a_character_does_not_stop_a_build(tmp_path: Path) -> None:
    graph = Graph((Node("n", ("X",), {"name": "half \ud83d", "list": ("\udc00",)}),), ())
    write_graph(graph, tmp_path)
    assert dict(read_graph(tmp_path).nodes[0].properties) == {"name": "half ?", "list": ("?",)}


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "null", '{"id":"x"}', '{"id":"x","labels":3,"properties":{}}', "\udcff", "[" * 100_000],
)
def test_a_damaged_file_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    write_graph(Graph((), ()), tmp_path)
    good = json.dumps({"id": "a", "labels": ["X"], "properties": {"name": "a"}})
    text = f"{good}\n{line}\n".encode("utf-8", "surrogateescape")
    (tmp_path / NODES).write_bytes(text)
    with pytest.raises(StoreError, match=r"nodes\.jsonl") as told:
        read_graph(tmp_path)
    assert told.value.advice


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nodes\.jsonl"):
        read_graph(tmp_path)


def test_the_content_hash_is_of_names_and_bytes_not_of_places(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_graph(Graph((Node("n", ("X",), {"name": "n"}),), ()), tmp_path / folder)
    one, two = ([tmp_path / folder / name for name in (NODES, EDGES)] for folder in ("one", "two"))
    assert content_hash(one) == content_hash(two[::-1])
    (tmp_path / "two" / EDGES).write_text("{}\n", encoding="utf-8")
    assert content_hash(one) != content_hash(two)
    assert content_hash(one) != content_hash(one[:1])
    assert len(content_hash([])) == 64


def test_ten_megabytes_of_text_come_back_whole(tmp_path: Path) -> None:
    long = "模型\u2028 🙂\n" * 2_000_000
    node = Node("item", ("Item",), {"id": "item", "name": long})
    assert len(long.encode()) > 10**7
    write_graph(Graph((node,), ()), tmp_path)
    assert read_graph(tmp_path).nodes == (node,)
