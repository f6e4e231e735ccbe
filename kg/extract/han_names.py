"""Han names that no list knows, by the few cues whose borders are sound.

Reads the text and `doc._.names`; adds its own proposals, never over a curated name. Cues: a post before a
surname, the middle dot of a foreign name, and the suffix of a company between two sound borders. Wider
cues (any organisation's suffix, quotes, brackets) were tried on the news of publishers that they were not
written on, and were wrong more often than right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import resources, wordlists
from kg.extract.document import Name

SOURCE = "han_names"
SCORE = 0.5
# Louder than most cues of the surroundings, which may still say that it is no name.
VOTE = 5.0
_HAN = r"[\u3400-\u9fff]"


class HanNames:
    """The component; `human` is the type that a person's cues speak for."""

    def __init__(self, human: str) -> None:
        self.human = human
        self.suffixes = wordlists.mapping("han_suffixes.txt")

    def __call__(self, doc: Doc) -> Doc:
        taken = {place for name in doc._.names for place in range(name.start, name.end)}
        for start, end, kind in self._candidates(doc._.item.text):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                doc._.names.append(Name(start, end, SOURCE, SCORE, {kind: VOTE}))
        return doc

    def _candidates(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Spans and the type that the cue speaks for, surest cues first."""
        patterns = _patterns()
        for cue in ("foreign", "person"):
            for match in patterns[cue].finditer(text):
                yield *match.span(1), self.human
        for match in patterns["company"].finditer(text):
            yield *match.span(1), self.suffixes[match.group(2)]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    letters = wordlists.mapping("han_letters.txt")
    surname, foreign = letters["surname"], letters["foreign"]
    post, after = _sides("han_person_cues.txt")
    left, right = _sides("han_company_borders.txt")
    suffixes = _either(wordlists.mapping("han_suffixes.txt"))
    return {
        "foreign": re.compile(
            rf"([{foreign}]{{1,6}}(?:[·•][{foreign}]{{1,8}})+)(?=(?:{after})|[^\u3400-\u9fff]|\Z)"
        ),
        "person": re.compile(rf"(?:{post})\s?([{surname}]{_HAN}{{1,2}}?)(?={after}|\s|\Z)"),
        "company": re.compile(
            rf"(?:^|{left})((?:(?!{suffixes}){_HAN}){{2,3}}({suffixes}))(?={right}|\s|[，。、（(]|\Z)",
            re.MULTILINE,
        ),
    }


def _sides(file: str) -> tuple[str, str]:
    """The alternatives that a file gives for what stands before and behind a name."""
    rows = wordlists.rows(file, 2)
    return (
        _either(word for side, word in rows if side == "before"),
        _either(word for side, word in rows if side == "behind"),
    )


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


@Language.factory("han_names")
def create(nlp: Language, name: str) -> HanNames:
    """The factory that spaCy calls."""
    return HanNames(min(resources.of(nlp).types("human")))
