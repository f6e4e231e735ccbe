"""Which proposals stand, and the one type that a name has in an item."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.document import Name
from kg.extract.mentions import choose
from tests.extract.small_lexicon import found, read


def name(start: int, end: int, score: float = 0.5) -> Name:
    return Name(start, end, "test", score)


def test_the_surer_name_wins_then_the_longer() -> None:
    chosen, beaten = choose([name(0, 4), name(2, 8), name(9, 12, 0.9), name(9, 15)])
    assert [(n.start, n.end) for n in chosen] == [(2, 8), (9, 12)]
    assert [(n.start, n.end) for n in beaten] == [(9, 15), (0, 4)]


@given(st.lists(st.builds(name, st.integers(0, 20), st.integers(21, 40), st.sampled_from([0.2, 0.5, 0.9]))))
def test_chosen_names_are_free_of_overlap_and_none_is_lost(names: list[Name]) -> None:
    chosen, beaten = choose(names)
    assert all(one.end <= other.start for one, other in pairwise(chosen))
    assert len(chosen) + len(beaten) == len(names)
    # The order of the proposals does not matter.
    assert {(n.start, n.end) for n in choose(names[::-1])[0]} == {(n.start, n.end) for n in chosen}


def test_the_surroundings_decide_the_type_of_an_unknown_name() -> None:
    assert found("初创公司Zorblax完成融资，Zorblax宣布")["Zorblax"] == "Company"
    assert found("OpenAI发布Zorblax 2.5模型，Zorblax 2.5模型参数量7B")["Zorblax 2.5"] == "Model"
    assert found("OpenAI首席执行官Jane Zorblax表示")["Jane Zorblax"] == "Person"
    assert found("Zorblax University published the paper in Chinese")["Zorblax University"] == "Institution"


def test_a_name_has_one_type_throughout_an_item() -> None:
    doc = read("CEO Jane Zorblax宣布，Jane Zorblax平台上线，Jane Zorblax模型开源")
    assert len(doc._.mentions) == 3
    assert len({mention.type for mention in doc._.mentions}) == 1


def test_a_surname_beside_the_full_name_is_the_person() -> None:
    named = found("CEO Jane Zorblax离职。Zorblax平台称，Zorblax将创业")
    assert named == {"Jane Zorblax": "Person", "Zorblax": "Person"}


def test_a_curated_name_keeps_its_curated_types() -> None:
    assert found("Microsoft模型发布，Microsoft模型开源")["Microsoft"] == "Company"


def test_what_is_refused_says_why() -> None:
    doc = read("支持Serverless与Markdown，使用Base64编码")
    surfaces = {doc._.item.text[m.start : m.end] for m in doc._.mentions}
    refused = {refusal.text for refusal in doc._.rejections}
    assert "Base64" in surfaces | refused
    assert all(refusal.source and refusal.reason for refusal in doc._.rejections)


def test_mentions_stand_in_the_order_of_the_text() -> None:
    doc = read("谷歌、OpenAI与微软，谷歌再次")
    starts = [mention.start for mention in doc._.mentions]
    assert starts == sorted(starts)
    assert len(starts) == 4


def test_a_family_beside_its_version_is_what_the_version_is() -> None:
    app = "打开Gemini应用，Gemini的用户"
    assert found(app)["Gemini"] == "Product"
    assert found(app + "，Gemini 3.0模型参数量7B")["Gemini"] == "Model"
    # A firm stays one beside a model that is called after it.
    assert found("OpenAI公司发布OpenAI 3模型")["OpenAI"] == "Company"
