"""The words around a name: on one line, cut at the sentence, the name marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.context import marked

TEXT = "艾克米发布新品\n今天天气很好。艾克米公司收购了洛博，交易额未公布。洛博的股东没有回应。"


def test_the_sentence_of_a_name_is_shown() -> None:
    assert marked(TEXT, [["股东"]]) == "洛博的«股东»没有回应。"


def test_two_names_are_shown_where_they_stand_closest() -> None:
    assert marked(TEXT, [["艾克米"], ["洛博"]]) == "«艾克米»公司收购了«洛博»，交易额未公布。"


def test_any_spelling_of_a_name_counts() -> None:
    assert "«股东»" in marked(TEXT, [["shareholder", "股东"]])


def test_a_latin_name_is_not_marked_inside_a_word_if_it_stands_alone_too() -> None:
    assert marked("Charm and Arm agree", [["Arm"]]) == "Charm and «Arm» agree"
    assert marked("Charm alone", [["Arm"]]) == "Ch«arm» alone"


def test_long_text_is_cut_and_says_so() -> None:
    shown = marked("长" * 300 + "名" + "短" * 300, [["名"]], width=40)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 46


def test_names_far_apart_are_shown_each_for_itself() -> None:
    shown = marked("甲" + "远" * 300 + "乙", [["甲"], ["乙"]], width=60)
    assert shown.startswith("«甲»远")
    assert shown.endswith("远«乙»")
    assert " … " in shown


def test_without_a_known_name_the_text_begins() -> None:
    assert marked("标题\n正文", [["不在"]]) == "标题 / 正文"
    assert marked("标题\n正文", []) == "标题 / 正文"


@given(st.text(alphabet="ab。\n 名", max_size=60), st.lists(st.lists(st.sampled_from(["a", "名", "ba"]))))
def test_marks_are_balanced_and_on_one_line(text: str, names: list[list[str]]) -> None:
    shown = marked(text, names, width=20)
    assert shown.count("«") == shown.count("»")
    assert "\n" not in shown
    assert (
        shown.replace("«", "").replace("»", "").replace("…", "").replace("/", "").replace(" ", "")
        in (text.replace("\n", "").replace(" ", ""))
        or " … " in shown
    )
