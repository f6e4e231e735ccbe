"""JSON-LD is RDF that says what the graph says, and JSON exports keep to their schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from rdflib import Graph as Triples
from rdflib import Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, Namespace

from kg import ontology, settings
from kg.exports import export
from kg.exports.jsonld import VOCABULARY, node_iri, terms
from kg.graph import Graph
from tests.stores.graphs import edge, node
from tests.stores.graphs import graph as graph_of

# What the reader of JSON-LD calls inside rdflib itself.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ONTOLOGY = ontology.load()
KG = Namespace(VOCABULARY)
SCHEMA = Namespace("https://schema.org/")


def triples(graph: Graph, path: Path) -> Triples:
    export(graph, "jsonld", path)
    return Triples().parse(path, format="json-ld")


def schema(name: str) -> Draft202012Validator:
    text = (settings.load().schemas / name).read_text("utf-8")
    Draft202012Validator.check_schema(json.loads(text))
    return Draft202012Validator(json.loads(text))


def test_every_node_and_fact_is_a_resource(example_graph: Graph, tmp_path: Path) -> None:
    read = triples(example_graph, tmp_path / "graph.jsonld")
    for one in example_graph.nodes:
        resource = URIRef(node_iri(one.id))
        assert (resource, RDF.type, KG[one.labels[0]]) in read
        assert Literal(one.name) in set(read.objects(resource, SCHEMA.name))
        assert (resource, SCHEMA.identifier, Literal(one.id)) in read
    facts = [one for one in example_graph.edges if one.type in ONTOLOGY.relations]
    assert len(set(read.subjects(RDF.type, KG.Fact))) == len(facts)
    ties = len(example_graph.edges) - len(facts)
    assert len(set(read.subjects(RDF.type, KG.Tie))) == ties


def test_evidence_keeps_its_order_item_and_words(example_graph: Graph, tmp_path: Path) -> None:
    read = triples(example_graph, tmp_path / "graph.jsonld")
    for one in example_graph.edges:
        if one.type not in ONTOLOGY.relations:
            continue
        (fact,) = read.subjects(SCHEMA.identifier, Literal(one.id))
        assert (fact, KG.head, URIRef(node_iri(one.source))) in read
        assert (fact, KG.relation, KG[one.type]) in read
        (head,) = read.objects(fact, KG.evidence)
        sentences = list(Collection(read, head))
        said = [str(read.value(sentence, SCHEMA.text)) for sentence in sentences]
        items = [read.value(sentence, KG.item) for sentence in sentences]
        assert tuple(said) == one.properties["evidence"]
        assert items == [URIRef(node_iri(item)) for item in one.properties["items"]]  # type: ignore[union-attr]


def test_only_what_is_asserted_is_said_directly(example_graph: Graph, tmp_path: Path) -> None:
    read = triples(example_graph, tmp_path / "graph.jsonld")
    seen = 0
    for one in example_graph.edges:
        if one.type in ONTOLOGY.relations:
            direct = (URIRef(node_iri(one.source)), KG[one.type], URIRef(node_iri(one.target))) in read
            assert direct == (one.properties["status"] == "asserted")
            seen += not direct
    assert seen > 10, "the examples hold rumours, plans and denials"


def test_schema_org_terms_lead_the_right_way(tmp_path: Path) -> None:
    nodes = [node("Person", "ada", "Ada"), node("Company", "acme", "Acme"), node("Product", "box", "Box")]
    facts = [
        edge("WORKS_AT", "1", "ada", "acme", status="asserted"),
        edge("FOUNDED", "2", "ada", "acme", status="asserted"),
        edge("DEVELOPS", "3", "acme", "box", status="rumored"),
    ]
    read = triples(graph_of(nodes, facts), tmp_path / "graph.jsonld")
    ada, acme, box = (URIRef(node_iri(id_)) for id_ in ("ada", "acme", "box"))
    assert (ada, SCHEMA.worksFor, acme) in read
    assert (acme, SCHEMA.founder, ada) in read
    assert (box, SCHEMA.creator, acme) not in read
    assert (acme, RDF.type, SCHEMA.Corporation) in read


def test_hostile_texts_arrive_as_they_are(graph: Graph, tmp_path: Path) -> None:
    read = triples(graph, tmp_path / "graph.jsonld")
    for one in graph.nodes:
        resource = URIRef(node_iri(one.id))
        assert one.name in {str(name) for name in read.objects(resource, SCHEMA.name)}


def test_the_curated_terms_name_what_the_schemas_name() -> None:
    path = Path(__file__).parents[2] / "kg" / "exports" / "data" / "schema_org.yaml"
    told = yaml.safe_load(path.read_text("utf-8"))
    assert told == terms()
    assert told.keys() == {"classes", "relations", "properties"}
    for section in told.values():
        assert list(section) == sorted(section)
    assert told["classes"].keys() <= {*ONTOLOGY.entities, *ONTOLOGY.nodes}
    assert ONTOLOGY.entities.keys() <= told["classes"].keys()
    assert told["relations"].keys() <= ONTOLOGY.relations.keys()
    known = set(ONTOLOGY.entity_properties)
    for kind in ONTOLOGY.nodes.values():
        known |= kind.properties.keys()
    assert told["properties"].keys() <= known


def test_documents_keep_to_their_schema(graph: Graph, tmp_path: Path) -> None:
    export(graph, "jsonld", tmp_path / "graph.jsonld")
    document = json.loads((tmp_path / "graph.jsonld").read_text("utf-8"))
    schema("jsonld.schema.json").validate(document)


def test_json_lines_keep_to_their_schema(example_graph: Graph, tmp_path: Path) -> None:
    export(example_graph, "jsonl", tmp_path / "records.jsonl")
    records = schema("records.schema.json")
    rows = [json.loads(line) for line in (tmp_path / "records.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        records.validate(row)
    assert {row["record"] for row in rows} == {"fact", "deal", "entity", "item", "digest"}


@pytest.mark.parametrize(
    "change", [{"status": "sure"}, {"type": "LIKES"}, {"evidence": [{"text": "no item"}]}, {"more": 1}]
)
def test_a_fact_that_breaks_the_schema_is_found(
    change: dict[str, object], example_graph: Graph, tmp_path: Path
) -> None:
    export(example_graph, "jsonl", tmp_path / "records.jsonl")
    with (tmp_path / "records.jsonl").open(encoding="utf-8") as lines:
        row = json.loads(next(lines))
    assert schema("records.schema.json").is_valid(row)
    assert not schema("records.schema.json").is_valid({**row, **change})


def test_the_schemas_spell_names_as_the_ontology_does() -> None:
    records = json.loads((settings.load().schemas / "records.schema.json").read_text("utf-8"))["$defs"]
    fact, deal = records["fact"]["properties"], records["deal"]["properties"]
    assert fact["type"]["enum"] == list(ONTOLOGY.relations)
    assert fact["status"]["enum"] == list(ONTOLOGY.statuses)
    lists = {"items", "dates", "statuses"}
    assert fact.keys() - {"record", "type", "head", "tail"} == ONTOLOGY.relation_properties.keys() - lists
    assert deal["kind"]["enum"] == list(ONTOLOGY.deals)
    assert deal["stage"]["enum"] == list(ONTOLOGY.stages)
    assert records["entity"]["properties"]["type"]["enum"] == list(ONTOLOGY.entities)
    assert records["entity"]["properties"].keys() - {"record", "type"} == ONTOLOGY.entity_properties.keys()
    linked = json.loads((settings.load().schemas / "jsonld.schema.json").read_text("utf-8"))["$defs"]
    assert linked["fact"]["properties"]["relation"]["enum"] == [f"kg:{one}" for one in ONTOLOGY.relations]
    assert linked["tie"]["properties"]["relation"]["enum"] == [f"kg:{one}" for one in ONTOLOGY.edges]
