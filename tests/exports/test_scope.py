"""--since and --types take one part of the graph, the same for every format, with its evidence."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from kg import ontology
from kg.errors import UsageError
from kg.exports import FORMATS, Scope, export, select
from kg.graph import Graph
from tests.stores.graphs import example

ONTOLOGY = ontology.load()


def part(since: str = "", *types: str) -> Graph:
    return select(example(), ONTOLOGY, Scope(since, types))


def nodes(graph: Graph, *labels: str) -> set[str]:
    return {node.id for node in graph.nodes if not labels or node.labels[0] in labels}


def facts(graph: Graph) -> set[str]:
    return {edge.id for edge in graph.edges if edge.type in ONTOLOGY.relations}


def test_no_scope_takes_all() -> None:
    assert part() == example()


def test_a_relation_type_takes_its_facts_their_ends_and_their_items() -> None:
    taken = part("", "ACQUIRES")
    assert facts(taken) == {"acquires-google-neptune-1", "acquires-openai-neptune-1"}
    assert nodes(taken, *ONTOLOGY.entities) == {"google", "neptune", "openai"}
    assert nodes(taken, "Item") == {"item-2026-01-05", "item-2026-02-10"}
    assert not nodes(taken, "Deal")


def test_a_kind_of_deal_takes_its_deals_parties_reports_and_digests() -> None:
    taken = part("", "funding")
    assert nodes(taken) == {"deal-1", "neolix", "item-2026-03-02", "digest-1"}
    assert {edge.id for edge in taken.edges} == {"party-1", "reports-1", "mentions-1", "contains-1"}


def test_an_entity_type_takes_facts_among_its_entities() -> None:
    taken = part("", "Model", "Product")
    assert nodes(taken, *ONTOLOGY.entities) <= {"gpt-5", "gpt-5-mini", "chatgpt"}
    assert facts(taken) == {"variant_of-gpt-5-mini-gpt-5-1", "uses-chatgpt-gpt-5-1"}


def test_entity_and_relation_types_narrow_each_other() -> None:
    taken = part("", "Person", "Company", "WORKS_AT", "INVESTS_IN")
    assert {edge.split("-")[0] for edge in facts(taken)} == {"works_at", "invests_in"}
    assert "gpt-5" not in nodes(taken)


def test_since_keeps_a_fact_whole_with_its_older_evidence() -> None:
    taken = part("2026-03-20")
    assert "partners_with-hsbc-mistral-1" in facts(taken)
    assert "invests_in-a16z-mistral-1" not in facts(taken)
    assert {"item-2026-01-05", "item-2026-03-20"} <= nodes(taken, "Item")
    fact = next(edge for edge in taken.edges if edge.id == "partners_with-hsbc-mistral-1")
    assert fact.properties["dates"] == ("2026-01-05", "2026-03-20")


def test_since_takes_a_month_too() -> None:
    assert facts(part("2026-03")) == facts(part("2026-03-01"))


def test_case_does_not_matter_and_what_no_schema_names_is_refused() -> None:
    assert part("", "acquires") == part("", "ACQUIRES")
    with pytest.raises(UsageError, match="LIKES"):
        part("", "LIKES")


@pytest.mark.parametrize(
    "scope", [Scope("2025-12-05"), Scope("", ("Company",)), Scope("2025-12", ("funding", "ACQUIRES"))]
)
def test_a_part_is_a_graph_and_says_where_each_fact_stands(scope: Scope, example_graph: Graph) -> None:
    taken = select(example_graph, ONTOLOGY, scope)
    ids = nodes(taken)
    assert all({edge.source, edge.target} <= ids for edge in taken.edges)
    for edge in taken.edges:
        if edge.type in ONTOLOGY.relations:
            assert set(edge.properties["items"]) <= ids  # type: ignore[arg-type]
    reported = {edge.target for edge in taken.edges if edge.type == "REPORTS"}
    assert nodes(taken, "Deal") <= reported
    assert taken.edges
    assert len(taken.edges) < len(example_graph.edges)


@pytest.mark.parametrize("name", [form.name for form in FORMATS])
def test_every_format_writes_the_part(name: str, tmp_path: Path) -> None:
    done = export(example(), name, tmp_path / "out", scope=Scope("", ("ACQUIRES",)))
    taken = part("", "ACQUIRES")
    assert (done.nodes, done.edges) == (len(taken.nodes), len(taken.edges))
    assert done.nodes + done.left_nodes == len(example().nodes)
    written = sorted((tmp_path / "out").iterdir()) if (tmp_path / "out").is_dir() else [tmp_path / "out"]
    text = b"".join(path.read_bytes() for path in written)
    assert b"neptune" in text
    assert b"chatgpt" not in text


def test_two_formats_hold_the_same_part(tmp_path: Path) -> None:
    scope = Scope("2026-03")
    export(example(), "graphml", tmp_path / "a", scope=scope)
    export(example(), "jsonl", tmp_path / "b", scope=scope)
    lines = [json.loads(line) for line in (tmp_path / "b").read_text("utf-8").splitlines()]
    read = nx.read_graphml(tmp_path / "a", force_multigraph=True)
    assert set(read) == {row["id"] for row in lines if row["record"] != "fact"}
