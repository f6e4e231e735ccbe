"""People beside their posts and organisations: 谷歌CEO皮查伊, Sam Altman, CEO of OpenAI, 前Meta研究员田渊栋.

Takes a `Layout`; gives candidates, with the post as `role` where the relation carries one. The posts
stand in `data/roles.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kg.extract import status, triggers, wordlists
from kg.extract.candidates import Candidate
from kg.extract.layout import Layout, Place
from kg.extract.resources import Resources
from kg.extract.triggers import lower

SOURCE = "post"
FILE = "roles.tsv"

# What may stand around the word that makes a post a former one.
_BETWEEN = " \"“「的'’s"
_ENDS_CLAUSE = re.compile(
    r"[，。；：！？;!?\n]|,\s(?!(?:the|a)?\s?(?:co-?)?(?:founder|CEO|CTO|president|head|chief))"
)
_SAYS = re.compile(r"(?:表示|认为|指出|称|宣布|警告|透露|收购|投资|起诉|加入|离开|击败|挑战)")
# How far the organisation may stand from the person.
_REACH = 36
_SCORE = 0.85
_SCORE_ELIDED = 0.6
_SCORE_BEHIND = 0.75


@cache
def table() -> Mapping[str, str]:
    """`roles.tsv`: post in lower case → relation."""
    return {lower(word): relation for word, relation in wordlists.rows(FILE, 2)}


@cache
def _words() -> re.Pattern[str]:
    return triggers.pattern(table())


class Posts:
    """Finds posts between a person and an organisation; the item's topic is the firm of a bare post."""

    def __init__(self, shared: Resources) -> None:
        self.ontology = shared.ontology
        self.humans = shared.types("human")
        self.makers = shared.types("maker")
        self.former = next(cues for cues in status.table() if cues.scope == "post")

    def find(self, layout: Layout) -> Iterator[Candidate]:
        topic = layout.topic(self.makers)
        for person in layout.places:
            if person.type not in self.humans:
                continue
            yield from self._before(layout, person, topic)
            yield from self._behind(layout, person)

    def _before(self, layout: Layout, person: Place, topic: Place | None) -> Iterator[Candidate]:
        """`Org … POST Person`, or `POST Person` where the item's topic is the organisation."""
        makers = layout.before(person.start, self.makers)
        firm = makers[0] if makers and person.start - makers[0].end <= _REACH else None
        if firm is not None:
            gap = layout.text[firm.end : person.start]
            if not _ENDS_CLAUSE.search(gap) and not _SAYS.search(gap):
                former = self._former(layout.text[max(0, firm.start - 8) : firm.start]) or self._former(
                    gap[:10], first=True
                )
                found = list(self._posts(layout, person, firm, firm.end, person.start, _SCORE, former))
                yield from found
                if found:
                    return
        start = max(person.start - 14, layout.sentences[person.sentence][0])
        gap = layout.text[start : person.start]
        last = max((m.end() for m in _ENDS_CLAUSE.finditer(gap)), default=0)
        if topic is not None:
            yield from self._posts(layout, person, topic, start + last, person.start, _SCORE_ELIDED, False)

    def _behind(self, layout: Layout, person: Place) -> Iterator[Candidate]:
        """`Person（Org POST）`, `Person, CEO of Org`, `Person，Org 的 CEO`."""
        makers = [p for p in layout.after(person.end, person.sentence)[:3] if p.type in self.makers]
        if not makers:
            return
        firm = makers[0]
        gap = layout.text[person.end : firm.start]
        if len(gap) > _REACH or any(
            p.type in self.humans for p in layout.after(person.end, person.sentence)[:1]
        ):
            return
        if re.match(r"\s?[（(,，]\s?(?:前|现任|原|former\s|ex-)?\s?\Z", gap):
            former = self._former(gap)
            end = min(firm.end + 16, layout.sentences[firm.sentence][1])
            tail = layout.text[firm.end : end]
            stop = re.search(r"[，。；：！？;:!?\n）)]|,\s", tail)
            end = firm.end + (stop.start() if stop else len(tail))
            yield from self._posts(layout, person, firm, firm.end, end, _SCORE_BEHIND, former)
        elif re.match(r"\s?[（(,，]|\s(?:is|was|as)\b|是|担任|出任|任", gap) and not _SAYS.search(gap):
            former = self.former.pattern.search(lower(gap)) is not None
            yield from self._posts(layout, person, firm, person.end, firm.start, _SCORE_BEHIND, former)

    def _former(self, text: str, *, first: bool = False) -> bool:
        """Whether a word for "former" ends this text, or begins it."""
        text = lower(text.strip(_BETWEEN))
        found = list(self.former.pattern.finditer(text))
        return bool(found) and (found[0].start() == 0 if first else found[-1].end() == len(text))

    def _posts(
        self, layout: Layout, person: Place, firm: Place, start: int, end: int, score: float, former: bool
    ) -> Iterator[Candidate]:
        for match in _words().finditer(lower(layout.text[start:end])):
            relation = table()[match.group()]
            carries = "role" in self.ontology.relations[relation].properties
            span = (start + match.start(), start + match.end())
            if not self.ontology.allows(relation, person.type, firm.type):
                continue
            yield Candidate(
                person.entity,
                relation,
                firm.entity,
                score=score,
                sentence=person.sentence,
                source=SOURCE,
                trigger=span,
                status=self.former.status if former and carries else "",
                role=layout.text[span[0] : span[1]] if carries else "",
            )
