"""One entity per real thing in an item: what merges, what never does, and the ids."""

from __future__ import annotations

import pytest

from kg import ontology
from tests.extract.small_lexicon import ids, read


def same(body: str, one: str, other: str) -> bool:
    found = ids(body)
    return found[one] == found[other]


@pytest.mark.parametrize(
    ("body", "one", "other"),
    [
        ("亚马逊云科技（AWS）发布新品", "亚马逊云科技", "AWS"),
        ("初创公司Zorblax Labs（下称“Zorbly”）完成融资", "Zorblax Labs", "Zorbly"),
        ("公司推出Cloud Payments Zorb (CPZ)平台，CPZ平台开源", "Cloud Payments Zorb", "CPZ"),
        ("CEO Jane Zorblax离职，Zorblax将创业", "Jane Zorblax", "Zorblax"),
        ("马斯克称，Elon Musk将", "马斯克", "Elon Musk"),
        ("发布Kimi K3模型，K3模型性能更强", "Kimi K3", "K3"),
        ("发布Kimi K3模型，KimiK3模型开源", "Kimi K3", "KimiK3"),
        ("Mistral AI融资，Mistral AI称", "Mistral AI", "Mistral AI"),
    ],
)
def test_names_of_one_thing_meet(body: str, one: str, other: str) -> None:
    assert same(body, one, other)


@pytest.mark.parametrize(
    ("body", "one", "other"),
    [
        ("模型GPT-4与模型GPT-4o对比", "GPT-4", "GPT-4o"),
        ("发布Gen-4.5模型，超过Gen-4模型", "Gen-4.5", "Gen-4"),
        ("谷歌Gemini 3.0与Gemini 3.1发布", "Gemini 3.0", "Gemini 3.1"),
        ("OpenAI（Microsoft）", "OpenAI", "Microsoft"),
        ("Zorblax 2模型（Zorblax 3模型）", "Zorblax 2", "Zorblax 3"),
    ],
)
def test_different_things_stay_apart(body: str, one: str, other: str) -> None:
    assert not same(body, one, other)


def test_an_entity_carries_its_curated_name_or_its_fullest_one() -> None:
    entities = {entity.id: entity for entity in read("微软与CEO Jane Zorblax，Zorblax称")._.entities}
    assert entities["microsoft"].name == "Microsoft"
    assert entities["new:person:janezorblax"].name == "Jane Zorblax"


def test_ids_depend_on_the_item_alone() -> None:
    first = ids("初创公司Zorblax完成融资")
    read("CEO Zorblax离职，人物Zorblax称")
    assert ids("初创公司Zorblax完成融资") == first == {"Zorblax": "new:organisation:zorblax"}


def test_spacy_sees_the_entities_too() -> None:
    doc = read("OpenAI将收购微软")
    assert [(span.text, span.label_, span.kb_id_) for span in doc.ents] == [
        ("OpenAI", "Company", "openai"),
        ("微软", "Company", "microsoft"),
    ]


def test_entities_stand_in_order_of_first_mention_with_all_their_mentions() -> None:
    doc = read("微软称，OpenAI与微软")
    assert [entity.id for entity in doc._.entities] == ["microsoft", "openai"]
    assert [mention.start for mention in doc._.entities[0].mentions] == [1, 12]
    assert {entity.type for entity in doc._.entities} <= set(ontology.load().entities)
