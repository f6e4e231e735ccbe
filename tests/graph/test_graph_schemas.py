"""The JSON Schemas, the YAML and what is really written say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kg import settings
from kg.graph import Edge, Graph, Node, read_graph
from kg.graph.texts import line_of
from kg.ontology import ValueKind, load
from tests.graph.news import Reports, Says, Story, graph_of

ONTOLOGY = load()


@cache
def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((settings.load().schemas / name).read_text(encoding="utf-8"))
    return found


def full_graph() -> Graph:
    """A graph in which every kind of node and edge and every property occurs."""
    deal = Reports(
        "funding",
        {"investee": ["Octo Works"], "investor": ["*Nepal Capital", "HSBC"]},
        "completed",
        amount=600_000_000,
        currency="USD",
        round="D",
        valuation=4_000_000_000,
    )
    stories = [
        Story(
            "OpenAI took over 海王星 and makes Sora.",
            [Says("OpenAI", "ACQUIRES", "海王星", "planned")],
            [Reports("acquisition", {"acquirer": ["OpenAI"], "target": ["Neptune"]})],
        ),
        Story(
            "Wang Fang of Octo Works, Data Office, Sora 2.",
            [
                Says("Wang Fang", "WORKS_AT", "Octo Works", role="CEO"),
                Says("Wang Fang", "FOUNDED", "Octo Works"),
            ],
            date="",
        ),
        Story("Octo Works got money of Nepal Capital and HSBC for Octo.", deals=[deal]),
    ]
    return graph_of(stories, lexicon_facts=True)[0]


def parts_of(graph: Graph) -> list[Node | Edge]:
    return [*graph.nodes, *graph.edges]


def faults(name: str, row: object) -> list[str]:
    return [error.message for error in Draft202012Validator(schema(name)).iter_errors(row)]


@pytest.mark.parametrize("name", ["extraction.schema.json", "graph.schema.json"])
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_what_is_written_is_what_the_schema_says() -> None:
    for part in parts_of(full_graph()):
        assert not faults("graph.schema.json", json.loads(line_of(part.to_dict()))), part


def test_every_kind_of_node_and_edge_occurs_in_that_graph() -> None:
    graph = full_graph()
    assert {node.labels[0] for node in graph.nodes} == {*ONTOLOGY.entities, *ONTOLOGY.nodes}
    assert {edge.type for edge in graph.edges} >= {*ONTOLOGY.edges, "ACQUIRES", "WORKS_AT", "DEVELOPS"}


@pytest.mark.parametrize(
    "change",
    [
        {"labels": ["Company"]},
        {"labels": ["Planet", "Entity"]},
        {"properties": {"id": "openai", "name": "", "item_count": 1}},
        {"properties": {"id": "openai", "name": "x", "item_count": 0}},
        {"properties": {"id": "openai", "name": "x", "item_count": 1, "title": "x"}},
        {"properties": {"id": "openai", "name": "x", "item_count": 1, "aliases": []}},
        {"properties": {"id": "openai", "name": "x", "item_count": 1, "first_seen": "today"}},
    ],
)
def test_the_graph_schema_refuses_what_is_no_graph(change: Mapping[str, object]) -> None:
    row = next(node for node in full_graph().nodes if node.id == "openai").to_dict()
    assert not faults("graph.schema.json", row)
    assert faults("graph.schema.json", {**row, **change})


def test_extractions_are_what_the_schema_says() -> None:
    story = Story(
        "Wang Fang leads OpenAI, which buys Neptune.",
        [Says("Wang Fang", "WORKS_AT", "OpenAI", role="CEO"), Says("OpenAI", "ACQUIRES", "Neptune")],
        [Reports("acquisition", {"acquirer": ["*OpenAI"], "target": ["Neptune"]}, amount=5, currency="USD")],
    )
    row = story.extraction.to_dict()
    assert not faults("extraction.schema.json", row)
    for key in row:
        assert faults("extraction.schema.json", {name: value for name, value in row.items() if name != key})
    row["relations"][0]["status"] = "hoped"
    assert faults("extraction.schema.json", row)


def names(of: Mapping[str, object]) -> list[str]:
    return list(of)


def test_the_extraction_schema_names_what_the_ontology_names() -> None:
    parts = {name: part["properties"] for name, part in schema("extraction.schema.json")["$defs"].items()}
    assert parts["entity"]["type"]["enum"] == names(ONTOLOGY.entities)
    assert parts["relation"]["type"]["enum"] == names(ONTOLOGY.relations)
    assert parts["relation"]["status"]["enum"] == names(ONTOLOGY.statuses)
    assert parts["deal"]["type"]["enum"] == names(ONTOLOGY.deals)
    assert parts["deal"]["stage"]["enum"] == names(ONTOLOGY.stages)
    assert parts["party"]["role"]["enum"] == roles()


def roles() -> list[str]:
    return list(dict.fromkeys(role for deal in ONTOLOGY.deals.values() for role in deal.roles))


def test_the_graph_schema_names_what_the_ontology_names() -> None:
    parts = schema("graph.schema.json")["$defs"]
    labels = [[name, ONTOLOGY.entity_label] for name in ONTOLOGY.entities]
    assert parts["node"]["properties"]["labels"]["enum"] == labels + [[name] for name in ONTOLOGY.nodes]
    assert parts["edge"]["properties"]["type"]["enum"] == [*ONTOLOGY.relations, *ONTOLOGY.edges]
    assert parts["status"]["enum"] == names(ONTOLOGY.statuses)
    assert parts["stage"]["enum"] == names(ONTOLOGY.stages)
    assert parts["deal_type"]["enum"] == names(ONTOLOGY.deals)
    assert parts["role"]["enum"] == roles()


def declared(part: Node | Edge) -> Mapping[str, ValueKind]:
    """The properties that the YAML gives this node or edge."""
    name = part.labels[0] if isinstance(part, Node) else part.type
    if name in ONTOLOGY.nodes:
        return ONTOLOGY.nodes[name].properties
    if name in ONTOLOGY.edges:
        return ONTOLOGY.edges[name].properties
    entities = isinstance(part, Node)
    common = ONTOLOGY.entity_properties if entities else ONTOLOGY.relation_properties
    rules = ONTOLOGY.entities.values() if entities else ONTOLOGY.relations.values()
    extra = {one for rule in rules for one in rule.properties}
    own = ONTOLOGY.entities[name].properties if entities else ONTOLOGY.relations[name].properties
    return {key: kind for key, kind in common.items() if key not in extra or key in own}


def test_the_graph_schema_gives_each_part_the_properties_that_the_yaml_gives_it() -> None:
    parts = schema("graph.schema.json")["$defs"]
    for name in (*ONTOLOGY.entities, *ONTOLOGY.nodes):
        assert list(parts[name]["properties"]) == list(declared(Node("x", (name,), {}))), name
    for name in ONTOLOGY.edges:
        assert list(parts[name]["properties"]) == list(declared(Edge("x", name, "a", "b", {}))), name
    for name in ONTOLOGY.relations:
        rule = next(one for one in parts["edge"]["allOf"] if one["if"]["properties"]["type"]["const"] == name)
        place = rule["then"]["properties"]["properties"]["$ref"].rpartition("/")[2]
        told = {key for variant in parts[place]["oneOf"] for key in variant["properties"]}
        assert told == set(declared(Edge("x", name, "a", "b", {}))), name


def is_of(kind: ValueKind, value: object) -> bool:
    if kind == "strings":
        return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
    if kind == "boolean" or isinstance(value, bool):
        return kind == "boolean" and isinstance(value, bool)
    kinds: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float)}
    return isinstance(value, kinds[kind])


def test_every_property_is_declared_of_its_kind_and_filled() -> None:
    graph = full_graph()
    for part in parts_of(graph):
        kinds = declared(part)
        for key, value in part.properties.items():
            assert is_of(kinds[key], value), (part.id, key)
            assert value not in ("", ()), (part.id, key)
        assert part.properties["id"] == part.id
    assert all(node.name for node in graph.nodes)


def descriptions(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("description"), str):
            yield part["description"]
        for value in part.values():
            yield from descriptions(value)


@pytest.mark.parametrize("name", ["extraction.schema.json", "graph.schema.json"])
def test_every_definition_is_described(name: str) -> None:
    for key, part in schema(name)["$defs"].items():
        assert part.get("description"), key
    assert all(text.strip() for text in descriptions(schema(name)))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("extractions.jsonl", "extraction.schema.json"),
        ("nodes.jsonl", "graph.schema.json"),
        ("edges.jsonl", "graph.schema.json"),
    ],
)
def test_every_line_of_a_real_build_is_what_the_schema_says(
    example_store: Path, file: str, name: str
) -> None:
    (path,) = example_store.glob(f"data-*/{file}")
    validator = Draft202012Validator(schema(name))
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    assert len(lines) > 50
    for line in lines:
        assert not [error.message for error in validator.iter_errors(json.loads(line))], line


def test_every_property_of_a_real_build_is_declared_of_its_kind(example_store: Path) -> None:
    (folder,) = example_store.glob("data-*")
    for part in parts_of(read_graph(folder)):
        kinds = declared(part)
        assert all(is_of(kinds[key], value) for key, value in part.properties.items()), part
