"""The ontology as code asks for it: what may stand at the ends of a relation, kinds, keys, sections."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from kg import settings
from kg.errors import OntologyError
from kg.ontology import load

SCHEMAS = settings.load().schemas
ONTOLOGY = load()


@pytest.mark.parametrize(
    ("relation", "head", "tail", "allowed"),
    [
        ("ACQUIRES", "Company", "Company", True),
        ("ACQUIRES", "Person", "Product", True),
        ("ACQUIRES", "Institution", "Company", False),
        ("ACQUIRES", "Company", "Model", False),
        ("INVESTS_IN", "Person", "Institution", True),
        ("INVESTS_IN", "Company", "Product", False),
        ("PARTNERS_WITH", "Institution", "Company", True),
        ("PARTNERS_WITH", "Person", "Company", False),
        ("CUSTOMER_OF", "Institution", "Company", True),
        ("CUSTOMER_OF", "Company", "Model", False),
        ("SUBSIDIARY_OF", "Company", "Company", True),
        ("SUBSIDIARY_OF", "Institution", "Company", False),
        ("DEVELOPS", "Person", "Model", True),
        ("DEVELOPS", "Company", "Company", False),
        ("VARIANT_OF", "Model", "Model", True),
        ("VARIANT_OF", "Product", "Product", True),
        ("VARIANT_OF", "Model", "Product", False),
        ("USES", "Model", "Product", True),
        ("USES", "Person", "Model", False),
        ("COMPETES_WITH", "Company", "Institution", True),
        ("COMPETES_WITH", "Model", "Product", True),
        ("COMPETES_WITH", "Person", "Person", True),
        ("COMPETES_WITH", "Company", "Model", False),
        ("COMPETES_WITH", "Person", "Company", False),
        ("FOUNDED", "Company", "Company", True),
        ("FOUNDED", "Person", "Product", False),
        ("WORKS_AT", "Person", "Institution", True),
        ("WORKS_AT", "Company", "Company", False),
        ("SUES", "Institution", "Person", True),
        ("SUES", "Company", "Product", False),
        ("REGULATES", "Institution", "Model", True),
        ("REGULATES", "Company", "Company", False),
        ("REGULATES", "Institution", "Person", False),
    ],
)
def test_what_may_stand_at_the_ends(relation: str, head: str, tail: str, allowed: bool) -> None:
    assert ONTOLOGY.allows(relation, head, tail) is allowed


@pytest.mark.parametrize("relation", [rule.name for rule in ONTOLOGY.relations.values() if rule.symmetric])
def test_a_symmetric_relation_allows_both_directions_or_none(relation: str) -> None:
    for head in ONTOLOGY.entities:
        for tail in ONTOLOGY.entities:
            assert ONTOLOGY.allows(relation, head, tail) is ONTOLOGY.allows(relation, tail, head)


def test_the_guidelines_types_are_all_there() -> None:
    assert list(ONTOLOGY.entities) == ["Company", "Institution", "Person", "Model", "Product"]
    assert len(ONTOLOGY.relations) == 13
    assert list(ONTOLOGY.deals) == ["acquisition", "funding", "partnership", "contract", "ipo"]
    assert list(ONTOLOGY.statuses) == ["rumored", "planned", "asserted", "denied", "ended"]
    assert list(ONTOLOGY.stages) == ["rumored", "announced", "completed", "cancelled"]
    assert {name for name, rule in ONTOLOGY.relations.items() if rule.symmetric} == {
        "PARTNERS_WITH",
        "COMPETES_WITH",
    }


def test_things_of_one_kind_may_be_one_thing() -> None:
    kinds = {name: ONTOLOGY.kind(name) for name in ONTOLOGY.entities}
    assert kinds["Company"] == kinds["Institution"]
    assert kinds["Model"] == kinds["Product"]
    assert len(set(kinds.values())) == 3


def test_code_asks_for_nodes_and_edges_by_key() -> None:
    assert ONTOLOGY.node("deal").name == "Deal"
    assert ONTOLOGY.edge("party").name == "PARTY"
    for family in (ONTOLOGY.nodes, ONTOLOGY.edges):
        keys = [one.key for one in family.values()]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("file", "section"),
    [
        ("statuses.yaml", "statuses"),
        ("statuses.yaml", "stages"),
        ("graph.yaml", "entity_label"),
        ("graph.yaml", "entity_properties"),
        ("graph.yaml", "relation_properties"),
        ("graph.yaml", "nodes"),
        ("graph.yaml", "edges"),
    ],
)
def test_a_missing_section_is_told_with_its_file(tmp_path: Path, file: str, section: str) -> None:
    folder = tmp_path / "schemas"
    shutil.copytree(SCHEMAS, folder)
    data = yaml.safe_load((folder / file).read_text(encoding="utf-8"))
    del data[section]
    (folder / file).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(OntologyError, match=re.escape(f"{folder / file}: the section '{section}'")):
        load(folder)


@pytest.mark.parametrize(
    "file", ["entities.yaml", "relations.yaml", "deals.yaml", "statuses.yaml", "graph.yaml"]
)
def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "schemas"
    shutil.copytree(SCHEMAS, folder)
    (folder / file).unlink()
    with pytest.raises(OntologyError, match=re.escape(str(folder / file))) as told:
        load(folder)
    assert "KG_SCHEMAS" in told.value.advice
