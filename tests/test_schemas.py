"""The schemas: complete, consistent, told when they are not, and the only place that spells their names."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from kg import settings
from kg.errors import OntologyError
from kg.ontology import Ontology, Status, load

SCHEMAS = settings.load().schemas
PACKAGE = Path(__file__).parent.parent / "kg"
ONTOLOGY = load()

# Names that are also plain words of programming, with the reason why a string in code may equal one.
PLAIN_WORDS = {
    "target": "the end of an edge that it enters, as node-link JSON and most graph tools call it",
}


def definitions() -> Iterator[tuple[str, str, object]]:
    """(file, name, definition) of everything that the schemas define."""
    families: dict[str, tuple[Mapping[str, object], ...]] = {
        "entities.yaml": (ONTOLOGY.entities,),
        "relations.yaml": (ONTOLOGY.relations,),
        "deals.yaml": (ONTOLOGY.deals,),
        "statuses.yaml": (ONTOLOGY.statuses, ONTOLOGY.stages),
    }
    for file, groups in families.items():
        for group in groups:
            yield from ((file, name, group[name]) for name in group)


DEFINITIONS = list(definitions())
NAMED = [f"{file}: {name}" for file, name, _ in DEFINITIONS]


def test_loading_twice_gives_the_same() -> None:
    assert load(SCHEMAS) is load(SCHEMAS)
    assert load.__wrapped__(SCHEMAS) == ONTOLOGY


@pytest.mark.parametrize("definition", DEFINITIONS, ids=NAMED)
def test_each_definition_says_what_it_is_in_a_sentence(definition: tuple[str, str, object]) -> None:
    description = str(getattr(definition[2], "description", "")).strip()
    assert description.endswith(".")
    assert len(description) > 10
    for key in ("label_zh", "phrase_zh"):
        label = getattr(definition[2], key, "中")
        assert re.search(r"[\u4e00-\u9fff]", label), key
    assert getattr(definition[2], "phrase_en", "x").strip()


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.yaml")), ids=lambda path: path.name)
def test_each_file_begins_with_what_it_is_for(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"# .{20,}", first)


def test_each_file_is_one_that_the_loader_reads() -> None:
    known = {"entities.yaml", "relations.yaml", "deals.yaml", "statuses.yaml", "graph.yaml"}
    assert {path.name for path in SCHEMAS.glob("*.yaml")} == known


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG 2 between a colour and white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)


def test_contrast_is_measured_right() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", list(ONTOLOGY.entities))
def test_white_text_is_readable_on_the_colour_of_each_type(name: str) -> None:
    colour = ONTOLOGY.entities[name].colour
    assert re.fullmatch(r"#[0-9a-f]{6}", colour)
    assert contrast_with_white(colour) >= 4.5


@pytest.mark.parametrize("scale", [ONTOLOGY.statuses, ONTOLOGY.stages], ids=["statuses", "stages"])
def test_each_scale_has_an_order_and_colours_that_differ(scale: Mapping[str, Status]) -> None:
    steps = list(scale.values())
    strengths = [step.strength for step in steps if not step.closing]
    assert strengths == sorted(set(strengths))
    assert min(strengths) > 0
    assert all(step.strength == 0 for step in steps if step.closing)
    assert any(step.closing for step in steps)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", step.colour) for step in steps)
    assert len({step.colour for step in steps}) == len(steps)


def test_types_of_one_colour_would_look_alike() -> None:
    colours = [entity.colour for entity in ONTOLOGY.entities.values()]
    assert len(set(colours)) == len(colours)


def property_names() -> Iterator[str]:
    yield from ONTOLOGY.entity_properties
    yield from ONTOLOGY.relation_properties
    for node in ONTOLOGY.nodes.values():
        yield from node.properties
    for edge in ONTOLOGY.edges.values():
        yield from edge.properties


def test_no_property_has_a_name_that_a_store_keeps_for_itself() -> None:
    assert not {"title", "type"} & set(property_names())
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in property_names())


def test_every_node_has_an_id_and_a_name_and_every_edge_an_id() -> None:
    for properties in (ONTOLOGY.entity_properties, *(node.properties for node in ONTOLOGY.nodes.values())):
        assert {"id", "name"} <= properties.keys()
    for properties in (ONTOLOGY.relation_properties, *(edge.properties for edge in ONTOLOGY.edges.values())):
        assert "id" in properties


def test_labels_are_nouns_and_relations_verbs_in_the_graphs_own_spelling() -> None:
    labels = [*ONTOLOGY.entities, *ONTOLOGY.nodes, ONTOLOGY.entity_label]
    assert all(re.fullmatch(r"([A-Z][a-z]+)+", label) for label in labels)
    edges = [*ONTOLOGY.relations, *ONTOLOGY.edges]
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)*", name) for name in edges)
    assert len({*labels, *edges}) == len(labels) + len(edges)


def test_the_shorthand_of_a_deal_fits_its_relation() -> None:
    for deal in ONTOLOGY.deals.values():
        for rule in deal.relations:
            assert ONTOLOGY.relations[rule.type].symmetric == (rule.head == rule.tail)
        if deal.main:
            assert not deal.roles[deal.main].many


@pytest.mark.parametrize(
    ("file", "path", "change"),
    [
        ("relations.yaml", ("ACQUIRES",), {"head": ["Planet"]}),
        ("relations.yaml", ("ACQUIRES",), {"colour": "#ffffff"}),
        ("relations.yaml", ("ACQUIRES",), {"properties": ["weight"]}),
        ("relations.yaml", ("ACQUIRES",), {"symmetric": True}),
        ("relations.yaml", ("ACQUIRES",), {"same": "colour"}),
        ("entities.yaml", ("Company",), {"properties": ["weight"]}),
        ("entities.yaml", ("Company",), {"kind": None}),
        ("deals.yaml", ("funding",), {"main": "bride"}),
        (
            "deals.yaml",
            ("funding",),
            {"relations": [{"head": "investor", "type": "MARRIES", "tail": "investee"}]},
        ),
        (
            "deals.yaml",
            ("funding",),
            {"relations": [{"head": "bride", "type": "INVESTS_IN", "tail": "investee"}]},
        ),
        ("statuses.yaml", ("statuses", "denied"), {"strength": "strong"}),
        ("graph.yaml", ("edges", "PARTY"), {"to": "Planet"}),
        ("graph.yaml", ("edges", "PARTY"), {"properties": {"id": "text"}}),
        ("graph.yaml", ("entity_properties",), {"name": "text"}),
    ],
)
def test_what_contradicts_itself_is_told_with_its_file(
    tmp_path: Path, file: str, path: tuple[str, ...], change: dict[str, object]
) -> None:
    folder = tmp_path / "schemas"
    shutil.copytree(SCHEMAS, folder)
    assert load(folder) == ONTOLOGY
    data = yaml.safe_load((folder / file).read_text(encoding="utf-8"))
    place = data
    for key in path:
        place = place[key]
    place.update(change)
    (folder / file).write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    load.cache_clear()
    with pytest.raises(OntologyError, match=re.escape(file)):
        load(folder)


@pytest.mark.parametrize("text", ["", "- a list", "a: [", "\x00", "x: y"])
def test_a_file_that_is_no_schema_is_told(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "schemas"
    shutil.copytree(SCHEMAS, folder)
    (folder / "statuses.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError):
        load(folder)


def test_a_missing_folder_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as told:
        load(tmp_path / "nowhere")
    assert "KG_SCHEMAS" in told.value.advice


def names_of(ontology: Ontology) -> set[str]:
    """Every name that only the schemas may spell."""
    roles = {role for deal in ontology.deals.values() for role in deal.roles}
    families = (
        ontology.entities,
        ontology.relations,
        ontology.deals,
        ontology.statuses,
        ontology.stages,
        ontology.nodes,
        ontology.edges,
    )
    return {name for family in families for name in family} | roles | {ontology.entity_label}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string constants of a module, docstrings among them, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_code_spells_a_name_that_the_schemas_own(path: Path) -> None:
    owned = names_of(ONTOLOGY) - PLAIN_WORDS.keys()
    assert not [(line, text) for line, text in strings(path) if text in owned]


def test_plain_words_are_names_of_the_schemas_and_in_use() -> None:
    used = {text for path in PACKAGE.rglob("*.py") for _, text in strings(path)}
    assert PLAIN_WORDS.keys() <= names_of(ONTOLOGY) & used
    assert all(len(reason) > 20 for reason in PLAIN_WORDS.values())
