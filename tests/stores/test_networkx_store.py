"""NetworkX: the graph as a multigraph, the file as node-link JSON with the same bytes every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import StoreError
from kg.graph.model import Graph
from kg.stores import NetworkxStore, from_networkx, to_networkx
from tests.stores.graphs import example, graph, hostile, node

SCRIPT = """
import sys
from pathlib import Path
from kg.stores import NetworkxStore
from tests.stores.graphs import example, hostile
NetworkxStore(Path(sys.argv[1])).write(example())
NetworkxStore(Path(sys.argv[2])).write(hostile())
"""


@pytest.mark.parametrize("written", [example(), hostile(), graph([])], ids=["example", "hostile", "empty"])
def test_the_way_to_networkx_and_back(written: Graph) -> None:
    assert from_networkx(to_networkx(written)) == written


def test_keys_and_attributes() -> None:
    made = to_networkx(example())
    assert made.is_directed()
    assert made.is_multigraph()
    assert made.nodes["openai"]["labels"] == ["Company", "Entity"]
    assert made.nodes["openai"]["name"] == "OpenAI"
    assert sorted(made["a16z"]["openai"]) == ["invests_in-a16z-openai-1", "invests_in-a16z-openai-2"]
    fact = made["a16z"]["openai"]["invests_in-a16z-openai-2"]
    assert (fact["type"], fact["status"], fact["dates"]) == ("INVESTS_IN", "rumored", ["2026-03-20"])


def test_networkx_reads_the_file_as_the_same_graph(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    NetworkxStore(path).write(example())
    data = json.loads(path.read_text(encoding="utf-8"))
    read = nx.node_link_graph(data, edges="edges", source="from", target="to")
    assert isinstance(read, nx.MultiDiGraph)
    assert from_networkx(read) == example()
    made = nx.node_link_data(to_networkx(example()), edges="edges", source="from", target="to")
    made["edges"].sort(key=lambda one: one["key"])
    assert made == data


def test_one_thing_a_line_and_text_unescaped(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    NetworkxStore(path).write(example())
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) == len(example().nodes) + len(example().edges) + 5
    assert '"name":"汇丰银行"' in text


@pytest.mark.parametrize("seed", ["1", "77"])
def test_the_same_bytes_in_every_process(tmp_path: Path, seed: str) -> None:
    for name, written in (("example", example()), ("hostile", hostile())):
        NetworkxStore(tmp_path / f"{name}.json").write(written)
    others = [tmp_path / "example-other.json", tmp_path / "hostile-other.json"]
    subprocess.run(
        [sys.executable, "-c", SCRIPT, *others],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=Path.cwd(),
    )
    for name in ("example", "hostile"):
        assert (tmp_path / f"{name}-other.json").read_bytes() == (tmp_path / f"{name}.json").read_bytes()


def test_a_graph_of_another_make_is_an_error() -> None:
    for made in (nx.MultiDiGraph([("a", "b")]), nx.DiGraph([("a", "b")]), nx.path_graph(3)):
        with pytest.raises(StoreError, match="none of ours"):
            from_networkx(made)  # type: ignore[arg-type]


def test_changing_the_networkx_graph_leaves_ours_alone() -> None:
    written = graph([node("Company", "a", "A", aliases=("x",))])
    made = to_networkx(written)
    made.nodes["a"]["aliases"].append("y")
    assert written == graph([node("Company", "a", "A", aliases=("x",))])
