"""The curated files of the naming components: sorted, without repetition, and true to the ontology."""

from __future__ import annotations

import pytest

from kg import ontology
from kg.errors import LexiconError
from kg.extract import ambiguity, cues, latin_words, resources, wordlists

WORDS = (
    "abbreviations.txt",
    "common_words.txt",
    "edition_words.txt",
    "generic_nouns.txt",
    "renaming_cues.txt",
    "tokenizer_splits.txt",
    "version_counters.txt",
)
PAIRS = (
    "ambiguity.txt",
    "han_company_borders.txt",
    "han_letters.txt",
    "han_person_cues.txt",
    "han_suffixes.txt",
    "kinds.txt",
    "latin_stops.txt",
    "name_words.txt",
)
ONTOLOGY = ontology.load()
SIGNALS = {"always", "after", "before", "beside", "head", "left", "place", "right", "shape", "tail"}


@pytest.mark.parametrize("file", WORDS)
def test_a_list_says_nothing_twice_and_tells_what_it_is(file: str) -> None:
    words = wordlists.words(file)
    assert len(words) == len(set(words)) > 0
    assert (wordlists.FOLDER / file).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("file", sorted(set(WORDS) - {"edition_words.txt"}))
def test_a_list_is_sorted(file: str) -> None:
    words = list(wordlists.words(file))
    assert words == sorted(words)


@pytest.mark.parametrize("file", PAIRS)
def test_a_table_says_nothing_twice(file: str) -> None:
    rows = wordlists.rows(file, 2)
    assert len(rows) == len(set(rows)) > 0


@pytest.mark.parametrize("file", ["abbreviations.txt", "common_words.txt", "generic_nouns.txt"])
def test_words_compared_without_case_are_in_lower_case(file: str) -> None:
    assert all(word == word.casefold() for word in wordlists.words(file))


def test_stops_are_marked_and_in_lower_case() -> None:
    assert {mark for _, mark in wordlists.rows("latin_stops.txt", 2)} == {"break", "weak", "lead"}
    assert all(word == word.casefold() for word in latin_words.stops())


def test_every_cue_votes_for_types_of_the_ontology_with_a_positive_weight() -> None:
    table = cues.table()
    assert {where for where, _ in table} == SIGNALS
    for votes in table.values():
        assert {kind for kind, _ in votes} <= {*ONTOLOGY.entities, cues.NONE}
        assert all(weight >= 0 for _, weight in votes)
    assert {kind for kind, _ in table["always", "always"]} == {*ONTOLOGY.entities, cues.NONE}


def test_the_cue_table_is_sorted_and_says_nothing_twice() -> None:
    signals = [(where, what) for where, what, _ in wordlists.rows(cues.FILE, 3)]
    assert len(signals) == len(set(signals))
    assert signals[1:] == sorted(signals[1:])


def test_word_groups_that_cues_name_exist() -> None:
    groups = {group for _, group in wordlists.rows("name_words.txt", 2)}
    named = {what.partition(">")[0].removeprefix("<") for _, what in cues.table() if what.startswith("<")}
    assert named <= groups


def test_suffixes_speak_for_types_of_the_ontology() -> None:
    assert set(wordlists.mapping("han_suffixes.txt").values()) <= set(ONTOLOGY.entities)


def test_every_kind_of_the_ontology_plays_one_role() -> None:
    kinds = wordlists.mapping("kinds.txt")
    assert sorted(kinds) == sorted(resources.ROLES)
    assert sorted(kinds.values()) == sorted({type.kind for type in ONTOLOGY.entities.values()})


def test_signs_of_ambiguity_have_weights_and_no_weight_is_idle() -> None:
    source = (wordlists.FOLDER.parent / "ambiguity.py").read_text(encoding="utf-8")
    assert ambiguity.Evidence.__name__ in source
    assert all(f'"{sign}"' in source for sign in wordlists.mapping("ambiguity.txt"))


def test_a_line_of_another_width_is_named() -> None:
    with pytest.raises(LexiconError, match=r"latin_stops\.txt:\d+: 2 columns, expected 3"):
        wordlists.rows("latin_stops.txt", 3)


def test_a_changed_list_changes_the_fingerprint(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    before = wordlists.fingerprint()
    assert wordlists.fingerprint() == before
    monkeypatch.setattr(wordlists, "FOLDER", wordlists.FOLDER.parent)
    assert wordlists.fingerprint() != before
