"""One entity per real thing over many items, whatever their order."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.provisional import entity_id
from kg.lexicon import Alias, Entry, Lexicon
from kg.ontology import load
from kg.records import Entity, Extraction, Mention
from kg.resolve import Decision, Decisions, Resolution, resolve
from kg.resolve.names import is_chinese, is_english

ORGANISATION, ARTEFACT = load().kind("Company"), load().kind("Product")


def curated(id_: str, type_: str, *names: str, also: str = "") -> Entry:
    return Entry(id_, type_, also, name_en=names[0], aliases=tuple(Alias(name, False) for name in names))


LEXICON = Lexicon(
    [
        curated("zhipu", "Company", "Zhipu AI", "智谱", "智谱AI"),
        curated("hub", "Company", "CodeHub", also="Product"),
        curated("cursor", "Product", "Cursor"),
        curated("anysphere", "Company", "Anysphere", "Cursor"),
        curated("glm-4.5", "Model", "GLM-4.5"),
    ],
    {},
)


def item(number: int, *entities: tuple[str, str, Sequence[str]]) -> Extraction:
    """An item with these entities: (id, type, spellings)."""
    found = []
    at = 0
    for id_, type_, spellings in entities:
        mentions = []
        for spelling in spellings:
            mentions.append(Mention(at, at + len(spelling), spelling))
            at += len(spelling) + 1
        found.append(Entity(id_, type_, max(spellings, key=len), tuple(mentions)))
    text = " ".join(mention.text for entity in found for mention in entity.mentions)
    return Extraction(f"item-{number}", text, tuple(found))


def of(*extractions: Extraction, decided: Sequence[Decision] = (), lexicon: Lexicon = LEXICON) -> Resolution:
    return resolve(extractions, lexicon=lexicon, ontology=load(), decisions=Decisions(decided))


def new(name: str, kind: str = ORGANISATION) -> str:
    return f"new:{kind}:{name}"


def test_equal_ids_are_one_thing_with_all_spellings() -> None:
    seen = of(
        item(1, ("zhipu", "Company", ["智谱", "智谱"])),
        item(2, ("zhipu", "Company", ["Zhipu AI"])),
    )
    entity = seen.entities["zhipu"]
    assert (entity.name, entity.name_en, entity.name_zh) == ("Zhipu AI", "Zhipu AI", "智谱")
    assert entity.aliases == ("Zhipu AI", "智谱")
    assert entity.former_ids == (new("zhipu"), new("智谱"))
    assert seen.of("zhipu") is entity
    assert seen.of("nobody") is None


def test_a_provisional_id_whose_name_the_lexicon_has_by_now_becomes_curated() -> None:
    seen = of(item(1, (new("智谱"), "Company", ["智谱"])))
    assert seen.canonical[new("智谱")] == "zhipu"
    assert seen.entities["zhipu"].former_ids == (new("智谱"),)


def test_a_curated_second_type_counts_and_the_first_type_stands() -> None:
    seen = of(item(1, (new("codehub", ARTEFACT), "Product", ["CodeHub"])))
    entity = seen.entities["hub"]
    assert (entity.type, entity.types) == ("Company", ("Company", "Product"))
    assert new("codehub", ARTEFACT) in entity.former_ids


def test_a_name_of_two_entries_leads_to_the_one_of_its_kind() -> None:
    seen = of(
        item(1, (new("cursor", ARTEFACT), "Product", ["Cursor"]), (new("cursor"), "Company", ["Cursor"]))
    )
    assert seen.canonical[new("cursor", ARTEFACT)] == "cursor"
    assert seen.canonical[new("cursor")] == "anysphere"


def test_a_name_of_several_entries_of_its_kind_stays_provisional_but_for_the_one_it_is_first_of_all() -> None:
    firm, product = (
        curated("hub", "Company", "CodeHub", also="Product"),
        curated("tool", "Product", "CodeHub"),
    )
    named = item(1, (new("codehub", ARTEFACT), "Product", ["CodeHub"]))
    seen = of(named, lexicon=Lexicon([firm, product], {}))
    assert seen.canonical[new("codehub", ARTEFACT)] == "tool"
    seen = of(named, lexicon=Lexicon([firm, product, curated("a-model", "Model", "CodeHub")], {}))
    assert seen.canonical[new("codehub", ARTEFACT)] == new("codehub", ARTEFACT)


def test_kinds_and_versions_never_meet() -> None:
    people = [new("cursor", "person")]
    things = [new(name, ARTEFACT) for name in ("glm4", "glm4.6", "glm4-6", "glm46")]
    firms = [new("glm")]
    seen = of(
        item(1, *((id_, "Person", ["x"]) for id_ in people)),
        item(2, *((id_, "Model", ["x"]) for id_ in (*things, new("glm4.5", ARTEFACT)))),
        item(3, *((id_, "Company", ["x"]) for id_ in firms)),
    )
    assert set(seen.entities) == {*people, *things, *firms, "glm-4.5"}


def test_legal_forms_spacing_and_case_meet_in_the_normal_form() -> None:
    ids = [new("星海有限公司"), new("星海"), new("Octo Works Inc."), new("octoworks")]
    seen = of(*(item(n, (id_, "Company", [id_.split(":")[2]])) for n, id_ in enumerate(ids)))
    assert sorted(seen.entities) == [new("octoworks"), new("星海")]
    assert seen.entities[new("octoworks")].former_ids == (new("Octo Works Inc."),)
    # The normal form is the id also where no item has it, so that it stays when one comes.
    alone = of(item(1, (ids[2], "Company", ["Octo Works Inc."])))
    assert list(alone.entities) == [new("octoworks")]


@given(st.text(st.sampled_from("Aa星海 -.·0123有限公司Inc集团()"), min_size=1, max_size=12))
def test_the_normal_form_is_its_own(name: str) -> None:
    once = entity_id(name, ORGANISATION)
    seen = of(item(1, (once, "Company", [name])))
    assert seen.canonical[once] == seen.canonical.get(seen.canonical[once], seen.canonical[once])


def test_the_type_is_that_of_most_mentions_and_ties_go_by_the_schemas() -> None:
    id_ = new("octo", ARTEFACT)
    product, model = item(1, (id_, "Product", ["Octo"])), item(2, (id_, "Model", ["Octo", "Octo"]))
    assert of(product, model).entities[id_].type == "Model"
    assert of(product, item(3, (id_, "Model", ["Octo"]))).entities[id_].type == "Model"
    assert of(product, product, model).entities[id_].type == "Model"
    assert of(product, product, product, model).entities[id_].type == "Product"


def test_names_by_script_are_the_longest_of_most_items() -> None:
    id_ = new("星海")
    seen = of(
        item(1, (id_, "Company", ["星海", "星海机器人", "Starsea"])),
        item(2, (id_, "Company", ["星海机器人", "Starsea Robotics"])),
        item(3, (id_, "Company", ["星海机器人", "Starsea"])),
    )
    entity = seen.entities[id_]
    assert (entity.name_zh, entity.name_en) == ("星海机器人", "Starsea")
    # four of seven mentions are Chinese
    assert entity.name == "星海机器人"
    more = item(4, (id_, "Company", ["Starsea", "Starsea"]))
    assert of(more, item(5, (id_, "Company", ["星海"]))).entities[id_].name == "Starsea"
    assert of(item(6, (id_, "Company", ["Starsea公司"]))).entities[id_].name == "Starsea公司"


@pytest.mark.parametrize(
    ("name", "chinese", "english"),
    [
        ("星海", True, False),
        ("可灵AI", True, False),
        ("Cursor公司", False, False),
        ("OpenAI", False, True),
        ("Müller", False, True),
        ("삼성", False, False),
        ("360", False, False),
    ],
)
def test_scripts(name: str, chinese: bool, english: bool) -> None:
    assert (is_chinese(name), is_english(name)) == (chinese, english)


def test_decisions_join_what_nothing_else_joins_under_the_curated_id() -> None:
    both = item(1, (new("bigmodel"), "Company", ["BigModel"]), ("zhipu", "Company", ["智谱"]))
    seen = of(both, decided=[Decision("same", new("bigmodel"), "zhipu")])
    entity = seen.entities["zhipu"]
    assert list(seen.entities) == ["zhipu"]
    assert entity.aliases == ("BigModel", "智谱")
    assert new("bigmodel") in entity.former_ids


def test_a_decision_may_join_to_an_entry_that_no_item_names() -> None:
    seen = of(
        item(1, (new("x"), "Company", ["X"])), decided=[Decision("same", new("x"), "zhipu", why="renamed")]
    )
    assert seen.entities["zhipu"].name == "Zhipu AI"
    assert seen.entities["zhipu"].aliases == ("X",)


def test_what_was_decided_to_be_different_never_meets() -> None:
    one = item(1, (new("智谱"), "Company", ["智谱"]))
    seen = of(one, decided=[Decision("different", new("智谱"), "zhipu")])
    assert list(seen.entities) == [new("智谱")]
    # not by a chain either; the later of what cannot both hold wins
    ids = [new(name) for name in "abc"]
    three = item(1, *((id_, "Company", [id_[-1]]) for id_ in ids))
    apart = Decision("different", ids[0], ids[2])
    first, second = Decision("same", ids[0], ids[1]), Decision("same", ids[1], ids[2])
    seen = of(three, decided=[first, second, apart])
    assert [seen.canonical[id_] for id_ in ids] == [ids[0], ids[1], ids[1]]
    assert seen.conflicts == (first,)
    seen = of(three, decided=[second, first, apart])
    assert [seen.canonical[id_] for id_ in ids] == [ids[0], ids[0], ids[2]]
    assert seen.conflicts == (second,)


def test_two_curated_ids_become_one_only_by_a_decision_about_them() -> None:
    ids = (new("智谱"), new("anysphere"))
    named = item(1, (ids[0], "Company", ["智谱"]), (ids[1], "Company", ["Anysphere"]))
    joined = of(named, decided=[Decision("same", *ids)])
    assert joined.canonical["zhipu" if "zhipu" in joined.canonical else ids[0]] in ("zhipu", "anysphere")
    assert len(joined.entities) == 1
    both = item(1, ("zhipu", "Company", ["智谱"]), ("anysphere", "Company", ["Anysphere"]))
    assert set(of(both, decided=[Decision("same", *ids)]).entities) == {"zhipu", "anysphere"}
    assert set(of(both, decided=[Decision("same", "zhipu", "anysphere")]).entities) == {"anysphere"}


def test_rename_and_retype_hold_for_whatever_id_they_name() -> None:
    one = item(1, (new("智谱"), "Company", ["智谱"]))
    seen = of(
        one,
        decided=[
            Decision("rename", "zhipu", name="Z.ai"),
            Decision("rename", new("智谱"), name="Z AI"),
            Decision("retype", new("智谱"), type="Institution"),
        ],
    )
    entity = seen.entities["zhipu"]
    assert (entity.name, entity.type, entity.types) == ("Z AI", "Institution", ("Institution",))


def test_wrong_drops_an_entity_or_only_what_goes_by_one_of_its_ids() -> None:
    both = item(1, (new("智谱"), "Company", ["智谱"]), ("zhipu", "Company", ["Zhipu AI"]))
    seen = of(both, decided=[Decision("wrong", "zhipu")])
    assert not seen.entities
    assert seen.dropped == {"zhipu", new("智谱")}
    seen = of(both, decided=[Decision("wrong", new("智谱"))])
    assert seen.dropped == {new("智谱")}
    assert seen.of(new("智谱")) is None
    assert seen.entities["zhipu"].aliases == ("Zhipu AI",)
    assert new("智谱") not in seen.entities["zhipu"].former_ids
    assert not of(both, decided=[Decision("wrong", "nobody")]).dropped


IDS = [new("a"), new("a inc"), new("b"), new("智谱"), "zhipu", new("cursor", ARTEFACT), new("p", "person")]
TYPES = {"person": ["Person"], ARTEFACT: ["Model", "Product"], ORGANISATION: ["Company", "Institution"]}
ENTITIES = st.sampled_from(IDS).flatmap(
    lambda id_: st.tuples(
        st.just(id_),
        st.sampled_from(TYPES[id_.split(":")[1] if ":" in id_ else ORGANISATION]),
        st.lists(st.sampled_from(["A", "A Inc", "甲", "甲公司", "b B"]), min_size=1, max_size=3),
    )
)
DECIDED = st.lists(
    st.one_of(
        st.builds(
            lambda op, pair: Decision(op, *pair),
            st.sampled_from(["same", "different"]),
            st.sampled_from(list(itertools.permutations(IDS[:5], 2))),
        ),
        st.builds(lambda id_: Decision("wrong", id_), st.sampled_from(IDS)),
        st.builds(lambda id_: Decision("rename", id_, name="N"), st.sampled_from(IDS)),
    ),
    max_size=5,
)


@given(
    st.lists(st.lists(ENTITIES, max_size=4, unique_by=lambda entity: entity[0]), max_size=5),
    DECIDED,
    st.randoms(use_true_random=False),
)
def test_order_makes_no_difference_and_no_id_is_lost(
    items: list[list[tuple[str, str, list[str]]]], decided: list[Decision], chance: random.Random
) -> None:
    extractions = [item(n, *entities) for n, entities in enumerate(items)]
    seen = of(*extractions, decided=decided)
    shuffled = list(extractions)
    chance.shuffle(shuffled)
    again = of(*shuffled, decided=decided)
    assert again == seen
    assert list(again.entities) == list(seen.entities)
    for id_ in {entity.id for extraction in extractions for entity in extraction.entities}:
        assert (seen.of(id_) is None) == (id_ in seen.dropped)
    for apart in Decisions(decided).of("different"):
        ends = seen.of(apart.a), seen.of(apart.b)
        assert None in ends or ends[0] != ends[1]
    owners = [id_ for entity in seen.entities.values() for id_ in (entity.id, *entity.former_ids)]
    assert len(set(seen.entities) & set(owners)) == len(seen.entities)
    for entity in seen.entities.values():
        assert not set(entity.former_ids) & seen.entities.keys()


def test_the_observed_sum_is_kept_apart_from_what_was_seen() -> None:
    # The same extractions resolve the same way twice: nothing is added up in place.
    extractions = [
        item(n, (new("a"), "Company", ["A"]), (new("a inc"), "Company", ["A Inc"])) for n in range(3)
    ]
    assert of(*extractions) == of(*extractions)
    doubled = of(*extractions, *(replace(one, id=f"{one.id}-2") for one in extractions))
    assert doubled.entities == of(*extractions).entities


def test_what_has_only_chinese_names_is_called_by_one() -> None:
    chinese = Entry("haiwangxing", "Company", name_zh="海王星", aliases=(Alias("海王星", False),))
    told = [item(1, ("haiwangxing", "Company", ["海王星"]), ("new:organisation:星河", "Company", ["星河"]))]
    found = resolve(told, lexicon=Lexicon([chinese], {}), ontology=load(), decisions=Decisions())
    names = {one.id: (one.name, one.name_zh, one.name_en) for one in found.entities.values()}
    assert names == {
        "haiwangxing": ("海王星", "海王星", ""),
        "new:organisation:星河": ("星河", "星河", ""),
    }
