"""What the package's own lexicon knows, and how well its names are found in annotated news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import ontology
from kg.evaluate import fold_surface
from kg.lexicon import load
from kg.lexicon.folder import PACKAGE_DATA
from kg.lexicon.normalize import FORMS

GOLD = Path(__file__).parents[2].parent / "shared" / "benchmark" / "dev.jsonl"


@pytest.mark.parametrize(
    ("spelling", "id"),
    [
        ("GPT-5.5", "gpt-5.5"),
        ("Opus 4.7", "claude-opus-4.7"),
        ("Claude 4 Opus", "claude-opus-4"),
        ("通义千问", "qwen"),
        ("可灵AI", "kling-ai"),
        ("文心一言", "ernie-bot"),
        ("Gen-4.5", "runway-gen-4.5"),
        ("π0.5", "pi-0.5"),
        ("华为昇腾", "huawei-ascend"),
        ("昇腾910B", "ascend-910b"),
        ("Windows 11", "windows-11"),
        ("人类最后的考试", "humanitys-last-exam"),
        ("模型上下文协议", "model-context-protocol"),
    ],
)
def test_the_field_is_known(spelling: str, id: str) -> None:
    matches = load().matcher().find(f"据悉，{spelling}，")
    assert [match.ids[0] for match in matches][-1] == id


def test_families_and_makers_are_linked() -> None:
    lexicon = load()
    entry = lexicon.entries["claude-opus-4.7"]
    assert (entry.maker, entry.family) == ("anthropic", "claude-opus")
    assert lexicon.entries["claude-opus"].family == "claude"
    facts = set(lexicon.static_facts())
    relations = {relation for _, relation, _, _ in facts}
    assert relations <= set(ontology.load().relations)
    assert len(facts) > 3000


def test_legal_forms_name_kinds_of_the_ontology() -> None:
    lines = (PACKAGE_DATA / FORMS).read_text(encoding="utf-8").splitlines()
    kinds = {line[1:-1] for line in lines if line.startswith("[")}
    assert kinds <= {entity.kind for entity in ontology.load().entities.values()}
    forms = [line for line in lines if line and not line.startswith(("#", "["))]
    assert len(set(forms)) == len(forms)


@pytest.mark.skipif(not GOLD.is_file(), reason="the annotated news is not on this machine")
def test_names_that_need_no_vote_are_right() -> None:
    """Floors a little under what was measured: a wrong flag or a greedy alias shows here."""
    lexicon = load()
    right = wrong = found = wanted = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        text = f"{item['title']}\n{item['body']}".replace("**", "")
        gold = {fold_surface(surface) for entity in item["entities"] for surface in entity["surfaces"]}
        optional = {
            fold_surface(surface) for entity in item["optional_entities"] for surface in entity["surfaces"]
        }
        hits = lexicon.matcher().find(text)
        plain = {fold_surface(text[hit.start : hit.end]) for hit in hits if not hit.ambiguous}
        every = {fold_surface(text[hit.start : hit.end]) for hit in hits}
        right += len(plain & gold)
        wrong += len(plain - gold - optional)
        for entity in item["entities"]:
            wanted += 1
            found += any(fold_surface(surface) in every for surface in entity["surfaces"])
    assert right / (right + wrong) > 0.94
    assert found / wanted > 0.78
