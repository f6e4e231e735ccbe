"""How the embedded engine is filled: whatever the way that a part goes, it comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kg.graph import Graph, Value, keeping_texts, texts_of
from kg.stores import EmbeddedStore, NetworkxStore, loading
from kg.stores.base import check_graph
from kg.stores.loading import Loading
from tests.stores.graphs import edge, example, graph, hostile, node


def _in_text(written: Graph) -> tuple[int, int]:
    """How many nodes and edges go as records."""
    records = json.loads(Loading(written).text())
    nodes, edges = (sum(len(some["records"]) for some in records[kind]) for kind in ("nodes", "connections"))
    return nodes, edges


def _later(written: Graph) -> list[str]:
    """The names of what goes by Cypher."""
    planned = Loading(written)
    planned.text()
    return [row.get("title") or row["id"] for _, rows in planned.statements() for row in rows]


def _turned(properties: Mapping[str, Value]) -> dict[str, Value]:
    return {key: properties[key] for key in reversed(list(properties))}


def _comes_back(written: Graph, path: Path) -> None:
    EmbeddedStore(path).write(written)
    read = EmbeddedStore(path).read()
    assert read == written
    values = [[type(value) for _, value in sorted(part.properties.items())] for part in written.edges]
    assert [[type(value) for _, value in sorted(part.properties.items())] for part in read.edges] == values


def test_nodes_and_first_edges_go_as_records_the_rest_by_cypher(tmp_path: Path) -> None:
    written = example()
    assert _in_text(written) == (len(written.nodes), len(written.edges) - 1)
    assert _later(written) == ["invests_in-a16z-openai-2"], "a second edge of the same pair"
    _comes_back(written, tmp_path / "graph.kgl")


@pytest.mark.parametrize("most", [0, 1, 7])
def test_edges_beyond_the_limit_go_by_cypher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(loading, "MOST_EDGES", most)
    for number, written in enumerate((example(), hostile())):
        assert _in_text(written) == (len(written.nodes), most)
        _comes_back(written, tmp_path / f"{number}.kgl")


def test_a_graph_of_more_nodes_goes_by_cypher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = example()
    monkeypatch.setattr(loading, "MOST_NODES", len(written.nodes) - 1)
    assert _in_text(written) == (0, 0)
    assert len(_later(written)) == len(written.nodes) + len(written.edges)
    _comes_back(written, tmp_path / "graph.kgl")


def test_a_property_of_two_kinds_keeps_both(tmp_path: Path) -> None:
    """As records an integer beside a number would be a number, beside a text a text."""
    companies = [node("Company", id_, id_.upper()) for id_ in "abcd"]
    some = [
        edge("SUES", "1", "a", "b", confidence=1, role="x"),
        edge("SUES", "2", "a", "c", confidence=0.5, role="7"),
        edge("SUES", "3", "a", "d", confidence=True, role=("x",)),
        edge("USES", "4", "a", "b", confidence=1.0),
    ]
    written = graph(companies, some)
    assert (_in_text(written), _later(written)) == ((4, 1), ["1", "2", "3"])
    _comes_back(written, tmp_path / "graph.kgl")
    mixed = graph([*companies, node("Company", "e", "e", country=7), node("Company", "f", "f", country="7")])
    assert (_in_text(mixed), len(_later(mixed))) == ((0, 0), 6)
    _comes_back(mixed, tmp_path / "graph.kgl")


def test_the_order_of_properties_changes_no_byte(tmp_path: Path) -> None:
    """A graph that was read has its properties sorted, one that was built has not."""
    written = example()
    turned = Graph(
        tuple(replace(one, properties=_turned(one.properties)) for one in written.nodes),
        tuple(replace(one, properties=_turned(one.properties)) for one in written.edges),
    )
    for store, name in ((EmbeddedStore, "graph.kgl"), (NetworkxStore, "graph.json")):
        for number, one in enumerate((written, turned)):
            store(tmp_path / f"{number}-{name}").write(one)
        assert (tmp_path / f"0-{name}").read_bytes() == (tmp_path / f"1-{name}").read_bytes()


def test_texts_are_made_once_while_they_are_kept() -> None:
    written = example()
    check_graph(written)
    with keeping_texts(written):
        kept = texts_of(written)
        with keeping_texts(written):
            assert texts_of(written) is kept
        assert texts_of(written) is kept
        assert texts_of(hostile()) is not kept
    assert texts_of(written) is not kept
    assert texts_of(written) == kept
    assert [json.loads(text)["id"] for text in kept.nodes] == [one.id for one in written.nodes]
