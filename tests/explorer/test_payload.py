"""The explorer's data: what stands in the columns, what is left out, and that only the graph decides."""

from __future__ import annotations

import base64
import gzip
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import lists, text

from kg import pipeline
from kg.explorer.columns import SAME
from kg.explorer.first_view import FIRST_VIEW, first_view
from kg.explorer.links import web_link
from kg.explorer.payload import packed, payload
from kg.explorer.pinyin import pinyin, readings, spelled
from kg.explorer.selection import Scope, select
from kg.graph import Edge, Graph
from tests.explorer.graphs import COMPANY, KNOWN, MAKING, SAID, SHORTHAND, fact, node, small_graph
from tests.samples import ROOT

GOLDEN = Path(__file__).parent / "golden" / "payload.json"


def test_the_columns_of_a_small_graph_are_as_they_were() -> None:
    made = payload(small_graph(), KNOWN, Scope())
    graph = json.loads(json.dumps(made.graph))
    # Places are another test's matter: their last digits may differ between processors.
    for axis in ("x", "y"):
        assert all(isinstance(value, int) for value in graph["nodes"].pop(axis))
    graph["meta"].pop("hash")
    golden = json.loads(GOLDEN.read_text("utf-8"))
    assert {"graph": graph, "evidence": made.evidence} == golden


def test_evidence_runs_parallel_and_leads_to_the_items() -> None:
    made = payload(small_graph(), KNOWN, Scope())
    edges, evidence = made.graph["edges"], made.evidence
    bought = edges["type"].index(list(KNOWN.relations).index(SHORTHAND))
    reports = [
        {key: column[at] for key, column in evidence["reports"].items()} for at in evidence["edges"][bought]
    ]
    assert [report["sentence"] for report in reports] == [
        "People say that 狐狸智能 may buy Hare.",
        "狐狸智能 buys Hare.",
    ]
    assert [made.graph["vocab"]["dates"][report["date"]] for report in reports] == [
        "2026-01-01",
        "2026-02-01",
    ]
    assert evidence["items"]["name"][reports[0]["item"]] == "Fox may buy Hare"
    party = [at for at, row in enumerate(evidence["edges"]) if not row]
    assert {edges["type"][at] for at in party} == {len(KNOWN.relations)}
    fox = made.graph["nodes"]["id"].index("fox")
    assert [evidence["items"]["date"][item] for item in evidence["latest"][fox]] == [
        made.graph["vocab"]["dates"].index(day) for day in ("2026-02-01", "2026-01-01")
    ]


def test_old_ids_aliases_and_pinyin_are_there_to_be_found() -> None:
    nodes = payload(small_graph(), KNOWN, Scope()).graph["nodes"]
    fox = nodes["id"].index("fox")
    assert nodes["aliases"][fox] == ["Fox AI", "fox-old"]
    # The page spells it itself.
    assert nodes["pinyin"][fox] == ""


def test_what_stands_twice_is_written_once() -> None:
    told = ("i", SAID, "2026-01-01", "狐狸智能 buys Hare")
    graph = Graph(
        (
            node("a", COMPANY, name="狐狸智能", name_zh="狐狸智能", name_en="Fox"),
            node("b", COMPANY),
            node("i", KNOWN.node("item").name, name="狐狸智能 buys Hare"),
        ),
        (fact(SHORTHAND, "a", "b", told), fact(MAKING, "a", "b", (*told[:3], "A sentence of its own."))),
    )
    made = payload(graph, KNOWN, Scope())
    at = made.graph["nodes"]["id"].index("a")
    assert [made.graph["nodes"][key][at] for key in ("name", "name_zh", "name_en")] == [
        "狐狸智能",
        SAME,
        "Fox",
    ]
    assert sorted(map(str, made.evidence["reports"]["sentence"])) == [str(SAME), "A sentence of its own."]


def test_only_links_to_the_web_are_offered() -> None:
    urls = payload(small_graph(), KNOWN, Scope()).evidence["items"]["url"]
    assert urls == ["https://example.org/one", ""]


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)"),
        *("data:text/html,x", "file:///etc/passwd", "//example.org", "https://", "http://[", "https:evil"),
        *("https://exa mple.org", "https://example.org/\u202egpj.exe", "vbscript:x", ""),
    ],
)
def test_a_link_that_leads_elsewhere_is_none(url: str) -> None:
    assert web_link(url) == ""


def test_the_order_of_nodes_and_edges_is_no_matter() -> None:
    graph = small_graph()
    expected = payload(graph, KNOWN, Scope())
    for seed in range(3):
        nodes, edges = list(graph.nodes), list(graph.edges)
        random.Random(seed).shuffle(nodes)  # noqa: S311
        random.Random(seed).shuffle(edges)  # noqa: S311
        found = payload(Graph(tuple(nodes), tuple(edges)), KNOWN, Scope())
        assert found.graph == expected.graph
        assert found.evidence == expected.evidence


_HASHED = """
import sys, hashlib
from pathlib import Path
from kg import ontology, pipeline
from kg.explorer.payload import packed, payload
from kg.explorer.selection import Scope
made = payload(pipeline.OpenedStore(Path(sys.argv[1])).graph, ontology.load(), Scope())
print(hashlib.sha256((packed(made.graph) + packed(made.evidence)).encode()).hexdigest())
"""


def test_the_same_store_gives_the_same_bytes_under_any_hash_seed(example_store: Path) -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", _HASHED, str(example_store)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(answers) == 1


def test_packing_is_gzip_in_base64_without_a_clock() -> None:
    data = {"name": "</script><!-- 狐 \u2028"}
    text = packed(data)
    assert not set(text) & set("<>&\"'")
    raw = base64.b64decode(text)
    assert raw[4:8] == b"\0\0\0\0"
    assert json.loads(gzip.decompress(raw)) == data


def test_half_a_surrogate_pair_does_not_stop_the_page() -> None:
    assert json.loads(gzip.decompress(base64.b64decode(packed({"a": "x\ud800"})))) == {"a": "x?"}


def test_numbers_in_columns_point_at_what_is_there(example_store: Path) -> None:
    made = payload(pipeline.OpenedStore(example_store).graph, KNOWN, Scope())
    graph, evidence = made.graph, made.evidence
    count = len(graph["nodes"]["id"])
    for group in ("nodes", "deals", "edges"):
        assert len({len(column) for column in graph[group].values()}) == 1, group
    assert set(graph["edges"]["source"] + graph["edges"]["target"]) <= set(range(count))
    assert len(evidence["edges"]) == len(graph["edges"]["type"])
    assert len(evidence["deals"]) == len(graph["deals"]["node"])
    assert len(evidence["latest"]) == count
    reports, items = len(evidence["reports"]["item"]), len(evidence["items"]["name"])
    assert {at for row in evidence["edges"] + evidence["deals"] for at in row} == set(range(reports))
    assert set(evidence["reports"]["item"]) <= set(range(items))
    days = len(graph["vocab"]["dates"])
    for column in (graph["nodes"]["first"], graph["edges"]["last"], evidence["items"]["date"]):
        assert set(column) <= set(range(-1, days))
    assert graph["vocab"]["dates"] == sorted(graph["vocab"]["dates"])
    assert graph["nodes"]["importance"][0] == 1
    assert (graph["meta"]["left_out_nodes"], graph["meta"]["left_out_edges"]) == (0, 0)


def test_every_fact_has_its_sentences(example_store: Path) -> None:
    graph = pipeline.OpenedStore(example_store).graph
    made = payload(graph, KNOWN, Scope())
    told = {edge.id: edge.properties["items"] for edge in graph.edges if edge.type in KNOWN.relations}
    wanted = {id_: len(items) for id_, items in told.items() if isinstance(items, tuple)}
    assert len(wanted) > 100
    place = {node.id: at for at, node in enumerate(made.selection.nodes)}
    shown = sorted(made.selection.edges, key=lambda edge: (place[edge.source], place[edge.target], edge.id))
    found = {edge.id: len(row) for edge, row in zip(shown, made.evidence["edges"], strict=True)}
    assert {id_: found[id_] for id_ in wanted} == wanted


def ids(graph: Graph, scope: Scope) -> set[str]:
    return {one.id for one in select(graph, KNOWN, scope).nodes}


def test_a_focus_takes_deals_with_all_their_parties_and_counts_the_rest() -> None:
    assert ids(small_graph(), Scope(centre="fox")) == {"fox", "hare", "deal:1"}
    assert ids(small_graph(), Scope(centre="fox", depth=2)) == {"fox", "hare", "deal:1", "burrow"}
    made = payload(small_graph(), KNOWN, Scope(centre="fox"))
    assert made.graph["nodes"]["id"][made.graph["meta"]["focus"]] == "fox"
    assert (made.graph["meta"]["left_out_nodes"], made.graph["meta"]["left_out_edges"]) == (2, 1)


def test_since_takes_what_was_reported_then_or_later() -> None:
    assert ids(small_graph(), Scope(since="2026-01-15")) == {"fox", "hare", "burrow", "deal:1"}
    assert ids(small_graph(), Scope(since="2026-02-02")) == set()
    graph = Graph(
        (
            node("a", COMPANY, last_seen="2026-03-01"),
            node("b", COMPANY, last_seen="2025-01-01"),
            node("c", COMPANY),
        ),
        (
            fact(SHORTHAND, "a", "b", ("i", SAID, "2025-01-01", "a buys b")),
            fact(SHORTHAND, "b", "a", ("i", SAID, "2026-03-01", "b buys a")),
            fact(SHORTHAND, "a", "c", ("i", SAID, "", "a buys c")),
        ),
    )
    found = select(graph, KNOWN, Scope(since="2026-01-01"))
    assert {one.id for one in found.nodes} == {"a", "b"}
    assert [edge.source for edge in found.edges] == ["b"]


def test_the_most_important_stay_when_there_is_a_limit() -> None:
    assert [one.id for one in select(small_graph(), KNOWN, Scope(most=2)).nodes] == ["hare", "fox"]


def star(count: int, strangers: int) -> Graph:
    """A hub with facts to all, and well-known strangers who are tied to nobody."""
    nodes = [node(f"n{number:05}", COMPANY, item_count=1) for number in range(count)]
    nodes += [node(f"s{number:05}", COMPANY, item_count=10_000) for number in range(strangers)]
    edges = [
        fact(MAKING, "n00000", f"n{number:05}", ("i", SAID, "2026-01-01", "x")) for number in range(1, count)
    ]
    return Graph(tuple(nodes), tuple(edges))


def test_the_first_view_is_all_of_a_small_graph_and_the_tied_ones_of_a_large() -> None:
    assert first_view(select(small_graph(), KNOWN, Scope())) == [0, 1, 2, 3, 4]
    large = select(star(FIRST_VIEW + 50, 10), KNOWN, Scope())
    shown = first_view(large)
    assert len(shown) == FIRST_VIEW - 10
    assert not any(large.nodes[at].id.startswith("s") for at in shown)
    assert "n00000" in {large.nodes[at].id for at in shown}


def test_no_entities_at_all_make_an_empty_payload() -> None:
    made = payload(Graph((), ()), KNOWN, Scope())
    assert made.graph["nodes"]["id"] == []
    assert made.graph["meta"]["start"] == []


def test_a_fact_between_an_entity_and_itself_does_not_stop_the_layout() -> None:
    graph = Graph(
        (node("a", COMPANY),),
        (Edge("x", SHORTHAND, "a", "a", {"id": "x"}),),
    )
    assert payload(graph, KNOWN, Scope()).graph["edges"]["source"] == [0]


@pytest.mark.parametrize(
    ("names", "spelled"),
    [
        (["重庆长安"], "chongqingchangan cqca"),
        (["Fox", "FOX AI"], ""),
        (["小米SU7", "小米 SU7"], "xiaomisu7 xmsu7"),
        (["吕布"], "lvbu lb"),
        (["狐·狸（集团）"], "hulijituan hljt"),
    ],
)
def test_names_are_spelled_as_they_are_typed(names: list[str], spelled: str) -> None:
    assert pinyin(names) == spelled


def test_characters_are_read_as_they_mostly_are() -> None:
    known = readings(["重庆", "重庆长安", "重点", "沉重", "Fox", "a重庆b"])
    assert known["重"] == "chong"
    assert list(known) == sorted(known)
    assert spelled(["重庆 X1"], known) == "chongqingx1 cqx1" == pinyin(["重庆 X1"])
    assert spelled(["沉重"], known) == "chenchong cc"
    assert pinyin(["沉重"]) == "chenzhong cz"
    assert readings(["Fox", ""]) == {}


@given(lists(text(alphabet="重庆长安乐㐀豈A1·b \u200bſK", max_size=8), max_size=5))
def test_spellings_can_be_typed(names: list[str]) -> None:
    known = readings(names)
    assert all(syllable.isascii() and syllable for syllable in known.values())
    for found in (pinyin(names), spelled(names, known)):
        assert set(found) <= set(" 0123456789abcdefghijklmnopqrstuvwxyz")
