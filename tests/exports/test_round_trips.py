"""Each format, read back by the library that its users have, is the graph that was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import kglite
import networkx as nx
import pandas as pd  # type: ignore[import-untyped]
import pytest

from kg import ontology
from kg.exports import FORMATS, export
from kg.graph import Edge, Graph, Node, Value
from kg.stores.base import frozen
from tests.exports.reading import (
    from_csv,
    from_jsonl,
    from_parquet,
    from_xml,
    graph_of,
    unguarded,
    without_empty,
)

PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}


def pictured(graph: Graph) -> Graph:
    """As XML can hold it: control characters as their pictures."""

    def shown(value: Value) -> Value:
        # JSON text escapes control characters, so lists keep theirs.
        return value.translate(PICTURES) if isinstance(value, str) else value

    return Graph(
        tuple(
            Node(n.id, n.labels, frozen({k: shown(v) for k, v in n.properties.items()})) for n in graph.nodes
        ),
        tuple(
            Edge(e.id, e.type, e.source, e.target, frozen({k: shown(v) for k, v in e.properties.items()}))
            for e in graph.edges
        ),
    )


def test_networkx_reads_graphml(graph: Graph, tmp_path: Path) -> None:
    export(graph, "graphml", tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert from_xml(read) == pictured(graph)


def test_networkx_reads_gexf(graph: Graph, tmp_path: Path) -> None:
    export(graph, "gexf", tmp_path / "graph.gexf")
    read = nx.read_gexf(tmp_path / "graph.gexf")
    assert from_xml(read) == pictured(graph)


def test_gexf_has_the_colours_of_the_schemas(example_graph: Graph, tmp_path: Path) -> None:
    export(example_graph, "gexf", tmp_path / "graph.gexf")
    known = ontology.load().entities
    for _, own in nx.read_gexf(tmp_path / "graph.gexf").nodes(data=True):
        if own["type"] in known:
            colour = own["viz"]["color"]
            assert f"#{colour['r']:02x}{colour['g']:02x}{colour['b']:02x}" == known[own["type"]].colour


def test_csv_gives_the_graph_back(graph: Graph, tmp_path: Path) -> None:
    export(graph, "csv", tmp_path / "tables")
    assert from_csv(tmp_path / "tables") == graph


def test_no_csv_cell_is_a_formula(graph: Graph, tmp_path: Path) -> None:
    export(graph, "csv", tmp_path / "tables")
    for path in (tmp_path / "tables").glob("*.csv"):
        text = pd.read_csv(path, dtype=str, keep_default_na=False)
        for name in text.columns:
            numbers = pd.to_numeric(text[name], errors="coerce").notna()
            assert not text[name][~numbers].str.startswith(("=", "+", "-", "@", "\t", "\r", "＝")).any(), name


def test_pandas_reads_the_tables_of_csv(example_graph: Graph, tmp_path: Path) -> None:
    export(example_graph, "csv", tmp_path / "tables")
    edges = pd.read_csv(tmp_path / "tables" / "edges.csv")
    nodes = pd.read_csv(tmp_path / "tables" / "nodes.csv")
    evidence = pd.read_csv(tmp_path / "tables" / "evidence.csv")
    facts = [edge for edge in example_graph.edges if edge.type in ontology.load().relations]
    assert len(edges) == len(facts)
    assert edges["confidence"].dtype == float
    assert set(edges["head"]) | set(edges["tail"]) <= set(nodes["id"])
    said = [sentence for edge in facts for sentence in edge.properties["evidence"]]  # type: ignore[union-attr]
    assert [unguarded(text) for text in evidence["evidence"]][: len(said)] == said
    assert evidence["url"].str.startswith("https://").all()


def test_pyarrow_reads_parquet(graph: Graph, tmp_path: Path) -> None:
    export(graph, "parquet", tmp_path / "tables")
    assert from_parquet(tmp_path / "tables") == graph


def test_pandas_reads_parquet(example_graph: Graph, tmp_path: Path) -> None:
    export(example_graph, "parquet", tmp_path / "tables")
    edges = pd.read_parquet(tmp_path / "tables" / "edges.parquet")
    assert edges["item_count"].sum() == sum(map(len, edges["items"]))


def test_json_lines_give_the_graph_back(graph: Graph, tmp_path: Path) -> None:
    export(graph, "jsonl", tmp_path / "records.jsonl")
    with (tmp_path / "records.jsonl").open(encoding="utf-8", newline="\n") as lines:
        read = from_jsonl(lines)
    assert without_empty(read) == without_empty(graph)


def statements(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    assert lines.pop() == ""
    assert all(line.endswith(";") for line in lines)
    return lines


def test_the_script_runs_on_the_embedded_store_and_again_changes_nothing(
    graph: Graph, tmp_path: Path
) -> None:
    export(graph, "cypher", tmp_path / "graph.cypher")
    made = kglite.KnowledgeGraph()
    for _ in range(2):
        for statement in statements(tmp_path / "graph.cypher"):
            made.cypher(statement)
        assert read_embedded(made) == graph


def read_embedded(made: kglite.KnowledgeGraph) -> Graph:
    """The engine keeps words of its own beside the properties: `title` (a node's name) and `type`."""

    def rows(text: str) -> list[dict[str, Any]]:
        return list(cast(kglite.ResultView, made.cypher(text)))

    nodes = []
    for row in rows("MATCH (n) RETURN labels(n) AS labels, properties(n) AS own"):
        own = {key: value for key, value in row["own"].items() if key not in ("title", "type")}
        nodes.append(Node(own["id"], tuple(row["labels"]), frozen(own)))
    edges = []
    asked = "MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, properties(r) AS own"
    for row in rows(asked):
        own = {key: value for key, value in row["own"].items() if key != "type"}
        edges.append(Edge(own["id"], row["type"], row["a"], row["b"], frozen(own)))
    return graph_of(nodes, edges)


@pytest.mark.parametrize("name", [form.name for form in FORMATS])
def test_the_same_graph_gives_the_same_bytes(name: str, example_graph: Graph, tmp_path: Path) -> None:
    again = Graph(
        tuple(Node.from_dict(node.to_dict()) for node in example_graph.nodes),
        tuple(Edge.from_dict(edge.to_dict()) for edge in example_graph.edges),
    )
    found = []
    for number, one in enumerate((example_graph, again)):
        export(one, name, tmp_path / f"{number}")
        path = tmp_path / f"{number}"
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        found.append([(path.is_dir() and file.name, file.read_bytes()) for file in files])
    assert found[0] == found[1]
