"""Names and sentences that try to break out of each format arrive as they are, whatever they hold."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import kglite
import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.exports import export, stream
from kg.graph import Graph
from tests.exports.reading import from_csv, from_jsonl, from_parquet, from_xml
from tests.exports.test_round_trips import pictured, read_embedded, statements
from tests.stores.graphs import HOSTILE, edge, graph, node

NASTY = [
    "=1+1",
    "+",
    "-2",
    "@x",
    "'",
    "''",
    "\t",
    "\r",
    "\n",
    "\r\n",
    '"',
    '""',
    ",",
    "\\",
    "`",
    "]]>",
    "&amp;",
]
TEXTS = st.one_of(
    st.sampled_from(HOSTILE + NASTY),
    # All that UTF-8 and XML can hold.
    st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=20),
    st.lists(st.sampled_from(NASTY), max_size=5).map("".join),
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    names = draw(st.lists(TEXTS, min_size=1, max_size=3))
    nodes = [node("Company", f"c{n}", text, aliases=(text, *names)) for n, text in enumerate(names)]
    said = tuple(draw(st.lists(TEXTS, min_size=1, max_size=3)))
    nodes += [node("Item", f"i{n}", text, url=text) for n, text in enumerate(said)]
    items = tuple(f"i{n}" for n in range(len(said)))
    fact = edge("PARTNERS_WITH", "fact", "c0", f"c{len(names) - 1}", evidence=said, items=items, role=said[0])
    return graph(nodes, [fact])


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_xml_and_tables_hold_any_text(made: Graph) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder)
        export(made, "graphml", path / "graphml")
        assert from_xml(nx.read_graphml(path / "graphml", force_multigraph=True)) == pictured(made)
        export(made, "gexf", path / "gexf")
        assert from_xml(nx.read_gexf(path / "gexf")) == pictured(made)
        export(made, "csv", path / "csv")
        assert from_csv(path / "csv") == made
        export(made, "parquet", path / "parquet")
        assert from_parquet(path / "parquet") == made


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_scripts_and_lines_hold_any_text(made: Graph) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "script"
        export(made, "cypher", path)
        store = kglite.KnowledgeGraph()
        for statement in statements(path):
            store.cypher(statement)
        assert read_embedded(store) == made
    lines = io.BytesIO()
    stream(made, "jsonl", lines)
    assert from_jsonl(lines.getvalue().decode("utf-8").removesuffix("\n").split("\n")) == made


def test_half_a_character_becomes_a_question_mark(tmp_path: Path) -> None:
    made = graph([node("Company", "c", "half \ud83d", aliases=("\udc00",))])
    whole = graph([node("Company", "c", "half ?", aliases=("?",))])
    for name in ("graphml", "csv", "parquet", "cypher", "jsonl"):
        export(made, name, tmp_path / name)
    assert from_xml(nx.read_graphml(tmp_path / "graphml", force_multigraph=True)) == whole
    assert from_csv(tmp_path / "csv") == whole
    assert from_parquet(tmp_path / "parquet") == whole
    assert from_jsonl((tmp_path / "jsonl").read_text("utf-8").splitlines()) == whole
    assert statements(tmp_path / "cypher")
