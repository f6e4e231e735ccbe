"""Curated names: their borders, their versions, and which spellings the item does not mean as names."""

from __future__ import annotations

from tests.extract.small_lexicon import found, ids, proposed, read


def lexicon(body: str) -> list[str]:
    return proposed(body, "lexicon_names")


def test_names_in_both_languages_carry_their_ids() -> None:
    assert ids("亚马逊云科技与OpenAI签约，AWS称") == {"亚马逊云科技": "aws", "AWS": "aws", "OpenAI": "openai"}


def test_a_name_is_not_cut_out_of_a_longer_one() -> None:
    assert lexicon("GPT-4.1与GPT-4对比，iPhones") == ["GPT-4"]


def test_an_unknown_version_is_a_thing_of_its_own_and_remembers_its_family() -> None:
    doc = read("谷歌发布Gemini 3.0，Gemini用户增长")
    assert {entity.id for entity in doc._.entities} >= {"gemini", "new:artefact:gemini3.0"}
    assert doc._.families == {"new:artefact:gemini3.0": "gemini"}


def test_a_number_that_counts_is_no_version() -> None:
    assert lexicon("谷歌Gemini 3个月新增用户") == ["谷歌", "Gemini"]


def test_a_makers_name_before_a_name_is_a_mention_of_its_own() -> None:
    assert ids("谷歌Gemini上线") == {"谷歌": "google", "Gemini": "gemini"}


def test_a_generic_noun_behind_a_name_is_left_out() -> None:
    assert lexicon("Claude 模型升级") == ["Claude"]


def test_a_common_word_in_lower_case_is_refused_and_said_so() -> None:
    doc = read("Grab the coupon and grab it now, said Anthropic on Monday.")
    assert [mention.id for mention in doc._.mentions] == ["anthropic"]
    refused = [refusal for refusal in doc._.rejections if refusal.text in ("Grab", "grab")]
    assert {refusal.kind for refusal in refused} == {"mention"}
    assert all(refusal.reason for refusal in refused)


def test_an_ambiguous_name_stands_beside_what_speaks_for_it() -> None:
    assert found("苹果发布新款iPhone")["苹果"] == "Company"
    assert found("苹果公司财报出炉，苹果股价上涨")["苹果"] == "Company"


def test_a_name_of_two_things_is_one_of_them() -> None:
    assert ids("编程工具Cursor推出新版本，支持Claude")["Cursor"] in ("cursor", "anysphere")


def test_a_news_outlet_that_is_only_the_source_is_no_mention() -> None:
    assert "晚报科技网" not in found("据晚报科技网报道，OpenAI将收购一家公司")
