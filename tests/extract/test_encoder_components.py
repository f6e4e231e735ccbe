"""What the encoder's components make of its probabilities, and how they join them with the rules' facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from kg import ontology
from kg.extract import document
from kg.extract.encoder_deals import EncoderDeals
from kg.extract.encoder_entities import EncoderEntities
from kg.extract.encoder_features import Span
from kg.extract.encoder_heads import Floats
from kg.extract.encoder_labels import Labels
from kg.extract.encoder_names import EncoderNames
from kg.extract.encoder_parties import stands_alone
from kg.extract.encoder_relations import EncoderRelations
from kg.extract.encoder_status import EncoderStatus
from kg.extract.odds import Odds
from kg.extract.resources import Resources
from kg.lexicon import Lexicon
from kg.lexicon.folder import PACKAGE_DATA, columns
from kg.records import Deal, Entity, Evidence, Fact, Item, Mention, Party
from tests.extract.small_lexicon import LEXICON, entry

ONTOLOGY = ontology.load()
LABELS = Labels.of(ONTOLOGY)
TEXT = "甲方收购乙方\n据悉甲方将以3亿美元收购乙方。丙方未参与。"
NAMES = ("甲方", "乙方", "丙方")


class Answers:
    """Stands where a reading stands, with answers that the test chose."""

    def __init__(self) -> None:
        count = len(LABELS.relations) + len(LABELS.links)
        self.chances: dict[tuple[int, int], Floats] = {
            (a, b): np.zeros(count, dtype=np.float32) for a in range(3) for b in range(3) if a != b
        }
        self.status = np.zeros((len(LABELS.relations), len(LABELS.statuses)), dtype=np.float32)
        self.status[:, LABELS.statuses.index("asserted")] = 0.6
        self.own_roles = np.zeros((3, len(LABELS.roles)), dtype=np.float32)
        self.seen: dict[str, float] = {}
        self.labels = np.array([[0.1, 0.8, 0.1]], dtype=np.float32)

    def say(self, head: int, kind: str, tail: int, chance: float) -> None:
        self.chances[head, tail][LABELS.relations.index(kind)] = chance

    def tie(self, head: int, link: tuple[str, str], tail: int, chance: float) -> None:
        self.chances[head, tail][len(LABELS.relations) + LABELS.links.index(link)] = chance

    def judged(
        self, groups: Sequence[Sequence[Span]]
    ) -> tuple[Floats, dict[tuple[int, int], tuple[Floats, Floats]]]:
        names = np.zeros((len(groups), 4), dtype=np.float32)
        return names, {pair: (chances, self.status) for pair, chances in self.chances.items()}

    def roles(self, names: Floats) -> Floats:
        return self.own_roles

    def play(self, entity: int, role: str, chance: float) -> None:
        self.own_roles[entity, LABELS.roles.index(role)] = chance

    def deals(self) -> Floats:
        return np.full(len(LABELS.deals), 0.5, dtype=np.float32)

    def pooled(self, groups: Sequence[Sequence[Span]]) -> Floats:
        return np.zeros((len(groups), 4), dtype=np.float32)

    def types(self, names: Floats) -> Floats:
        return np.full((len(names), len(LABELS.types)), 0.5, dtype=np.float32)

    def border(self, span: Span) -> float:
        return self.seen[TEXT[slice(*span)]]

    def stages(self, names: Floats) -> Floats:
        return np.tile(np.eye(len(LABELS.stages), dtype=np.float32)[1], (3, 1))

    def sums(self, spans: Sequence[Span]) -> Floats:
        return self.labels[: len(spans)]


@pytest.fixture
def shared() -> Resources:
    return Resources(Lexicon([], {}), ONTOLOGY)


@pytest.fixture
def doc() -> Doc:
    nlp = spacy.blank("zh")
    made = nlp.make_doc(TEXT)
    for token in made:
        token.is_sent_start = token.i == 0 or TEXT[token.idx - 1] in "\n。"
    document.start(made)
    made._.sentences = tuple((sentence.start_char, sentence.end_char) for sentence in made.sents)
    made._.item = Item(id="x", title=TEXT.split("\n")[0], body=TEXT.split("\n")[1], lang="zh")
    entities = []
    for name in NAMES:
        places = [n for n in range(len(TEXT)) if TEXT.startswith(name, n)]
        mentions = tuple(Mention(n, n + 2, name) for n in places)
        entities.append(Entity(name, "Company", name, mentions))
    made._.entities = tuple(entities)
    made._.reading = Answers()
    return made


def fact(head: str, kind: str, tail: str, status: str = "asserted") -> Fact:
    return Fact(head, kind, tail, status, 0.7, Evidence(0, 6, TEXT[:6], "收购"), "relations:trigger")


def relations(shared: Resources) -> EncoderRelations:
    """The component with the encoder's word alone, and the rule's where there is one."""
    component = EncoderRelations(shared, limit=0.5)
    component.odds = Odds({"encoder": 1.0, "rule": 1.0})
    return component


def deals(shared: Resources) -> EncoderDeals:
    """The component with the encoder's word alone."""
    component = EncoderDeals(shared, limit=0.5, link=0.5)
    component.finder.odds = Odds({"link": 0.5, "role": 0.5, "bias": 1.0})
    return component


def test_a_likely_fact_is_stated_with_the_sentence_of_its_closest_names(doc: Doc, shared: Resources) -> None:
    doc._.reading.say(0, "ACQUIRES", 1, 0.9)
    doc._.reading.say(0, "ACQUIRES", 2, 0.4)
    relations(shared)(doc)
    (found,) = doc._.facts
    assert (found.head, found.type, found.tail, found.status) == ("甲方", "ACQUIRES", "乙方", "asserted")
    assert found.evidence.text == TEXT[found.evidence.start : found.evidence.end] == "甲方收购乙方"


def test_what_the_lexicon_knows_of_a_made_thing_is_a_sign_for_or_against_its_maker(doc: Doc) -> None:
    entries = [
        entry("甲方", "Company", "Jia"),
        entry("乙方", "Product", "Yi", maker="甲方"),
        entry("丙方", "Product", "Bing", maker="丁方"),
        entry("丁方", "Company", "Ding", parent="戊方"),
        entry("戊方", "Company", "Wu"),
        entry("己方", "Company", "Ji", also="Product"),
    ]
    component = EncoderRelations(Resources(Lexicon(entries, columns(PACKAGE_DATA)), ONTOLOGY), limit=0.5)
    assert component._known(doc, "甲方", "DEVELOPS", "乙方") == {"known": 1.0}
    assert component._known(doc, "丙方", "DEVELOPS", "乙方") == {"DEVELOPS & other named": 1.0}
    assert component._known(doc, "甲方", "DEVELOPS", "丙方") == {"DEVELOPS & other known": 1.0}
    assert component._known(doc, "戊方", "DEVELOPS", "丙方") == {"DEVELOPS & kin known": 1.0}
    assert component._known(doc, "甲方", "USES", "乙方") == {"known": 0.0}
    assert component._known(doc, "甲方", "DEVELOPS", "己方") == {"DEVELOPS & other known": 1.0}


def test_signs_of_a_fact_tell_where_its_names_stand(doc: Doc, shared: Resources) -> None:
    doc._.reading.say(0, "ACQUIRES", 1, 0.9)
    doc._.reading.say(0, "ACQUIRES", 2, 0.9)
    component = relations(shared)
    signs = component.signs(doc, component.candidates(doc))
    near, far = (signs["甲方", "ACQUIRES", tail] for tail in ("乙方", "丙方"))
    assert (near["together"], far["together"]) == (1.0, 0.0)
    assert near["entities"] == pytest.approx(np.log(3))
    assert near["head mentions"] == near["tail mentions"] == pytest.approx(np.log(2))
    assert near["ACQUIRES & head Company"] == near["ACQUIRES & tail Company"] == 1.0


def test_a_relation_that_the_types_forbid_is_never_stated(doc: Doc, shared: Resources) -> None:
    doc._.reading.say(0, "WORKS_AT", 1, 0.99)
    relations(shared)(doc)
    assert doc._.facts == []


def test_a_rule_keeps_its_trigger_and_lifts_the_certainty(doc: Doc, shared: Resources) -> None:
    doc._.reading.say(0, "ACQUIRES", 1, 0.4)
    doc._.facts = [fact("甲方", "ACQUIRES", "乙方", "planned")]
    relations(shared)(doc)
    (found,) = doc._.facts
    assert found.status == "planned"
    assert found.evidence.trigger == "收购"
    assert found.confidence == pytest.approx(0.64)


def test_a_rule_that_all_signs_make_unlikely_is_refused(doc: Doc, shared: Resources) -> None:
    doc._.facts = [fact("甲方", "ACQUIRES", "丙方")]
    relations(shared)(doc)
    assert doc._.facts == []
    assert [r.text for r in doc._.rejections] == ["甲方 ACQUIRES 丙方"]


def test_of_a_fact_and_its_reverse_the_likelier_stands(doc: Doc, shared: Resources) -> None:
    doc._.reading.say(0, "CUSTOMER_OF", 1, 0.8)
    doc._.reading.say(1, "CUSTOMER_OF", 0, 0.9)
    doc._.facts = [fact("甲方", "CUSTOMER_OF", "乙方")]
    component = relations(shared)
    component.odds = Odds({"encoder": 1.0})
    component(doc)
    assert [(f.head, f.tail) for f in doc._.facts] == [("乙方", "甲方")]
    assert [refused.reason for refused in doc._.rejections] == ["the reverse is likelier"]


def test_a_symmetric_relation_is_stated_once(doc: Doc, shared: Resources) -> None:
    doc._.reading.say(0, "PARTNERS_WITH", 1, 0.9)
    doc._.reading.say(1, "PARTNERS_WITH", 0, 0.3)
    relations(shared)(doc)
    assert [(f.head, f.tail) for f in doc._.facts] == [tuple(sorted(("甲方", "乙方")))]


@pytest.mark.parametrize(("chance", "told"), [(0.9, "rumored"), (0.1, "asserted")])
def test_a_mark_of_doubt_needs_to_be_likely(doc: Doc, shared: Resources, chance: float, told: str) -> None:
    doc._.facts = [fact("甲方", "ACQUIRES", "乙方")]
    doc._.reading.status[:, LABELS.statuses.index("rumored")] = chance
    component = EncoderStatus(shared, limit=0.5)
    component.odds = Odds({"encoder": 1.0})
    component(doc)
    assert [f.status for f in doc._.facts] == [told]


def test_an_entity_that_the_encoder_sees_nowhere_goes_with_its_families(doc: Doc, shared: Resources) -> None:
    mentions = [mention for entity in doc._.entities for mention in entity.mentions]
    doc._.names = [document.Name(m.start, m.end, "latin_names", 0.6) for m in mentions]
    doc._.families = {"甲方": "a", "乙方": "b"}
    doc._.reading.seen = {"甲方": 0.9, "乙方": 0.1, "丙方": 0.8}
    component = EncoderEntities(shared, limit=0.5)
    component.odds = Odds({"border": 1.0})
    component(doc)
    assert [e.id for e in doc._.entities] == ["甲方", "丙方"]
    assert {m.score for e in doc._.entities for m in e.mentions} == {0.9, 0.8}
    assert doc._.families == {"甲方": "a"}
    assert [r.text for r in doc._.rejections] == ["Company 乙方"]


def test_linked_parties_make_one_deal_with_its_sum(doc: Doc, shared: Resources) -> None:
    doc._.reading.tie(0, ("acquirer", "target"), 1, 0.8)
    at = TEXT.index("3亿")
    doc._.amounts = (document.Amount(at, at + 5, "money", value=300_000_000, currency="USD"),)
    doc._.reading.play(0, "acquirer", 0.8)
    doc._.reading.play(1, "target", 0.8)
    deals(shared)(doc)
    (deal,) = doc._.deals
    assert [(p.role, p.entity) for p in deal.parties] == [("acquirer", "甲方"), ("target", "乙方")]
    assert (deal.type, deal.amount, deal.currency) == ("acquisition", 300_000_000, "USD")


def test_a_rules_deal_that_the_encoder_sees_too_gives_its_terms(doc: Doc, shared: Resources) -> None:
    doc._.reading.tie(0, ("acquirer", "target"), 1, 0.8)
    doc._.reading.play(0, "acquirer", 0.8)
    doc._.reading.play(1, "target", 0.8)
    parties = (Party("target", "乙方"),)
    evidence = Evidence(0, 6, TEXT[:6], "收购")
    seen = Deal("acquisition", "completed", parties, 0.7, evidence, amount=5, currency="CNY")
    unseen = Deal("ipo", "announced", (Party("issuer", "丙方"),), 0.7, evidence)
    doc._.deals = [seen, unseen]
    deals(shared)(doc)
    (deal,) = doc._.deals
    assert (deal.amount, deal.currency, deal.evidence.trigger) == (5, "CNY", "收购")
    assert len(doc._.rejections) == 1


def test_only_roles_that_need_no_counterpart_make_a_deal_alone(doc: Doc, shared: Resources) -> None:
    alone = {role for deal in ONTOLOGY.deals.values() for role in stands_alone(deal)}
    doc._.reading.own_roles[2, :] = 0.99
    component = deals(shared)
    component.finder.odds = Odds({"role": 1.0})
    component(doc)
    assert {party.role for deal in doc._.deals for party in deal.parties} == alone


def test_parties_are_tied_only_where_their_types_allow_it(doc: Doc, shared: Resources) -> None:
    doc._.reading.tie(0, ("acquirer", "target"), 1, 0.8)
    finder = deals(shared).finder
    scene = EncoderDeals(shared, limit=0.5, link=0.5).scene(doc, document.spans_of(doc._.entities))
    assert {part[1] for part in finder.signs(scene, finder.links(scene))} >= {"acquirer", "target"}
    barred = replace(scene, types=["Institution"] * 3)
    assert not {part[1] for part in finder.signs(barred, finder.links(barred))} & {"acquirer", "target"}


def test_the_tables_of_odds_name_only_what_the_schemas_have() -> None:
    known = {*ONTOLOGY.entities, *ONTOLOGY.relations, *ONTOLOGY.statuses, *LABELS.roles}
    for table in ("entity", "fact", "party", "status"):
        weights = Odds.of(f"{table}_odds.tsv").weights
        named = {sign.split(" & ")[0] for sign in weights}
        assert {name for name in named if name[0].isupper()} <= known
        assert "bias" in weights


def test_a_curated_proposal_of_the_same_characters_keeps_its_ids_and_types(doc: Doc) -> None:
    names = EncoderNames.__new__(EncoderNames)
    curated = document.Name(0, 2, "lexicon_names", 0.9, {"Company": 4.0}, ("jia",))
    spelled = document.Name(4, 6, "latin_names", 0.6)
    doc._.names = [curated, spelled]
    for start in (0, 4, 8):
        names._propose(doc, document.Name(start, start + 2, "encoder_names", 0.93, {"Person": 5.0}))
    first, second, third = doc._.names
    assert (first.ids, first.votes, first.score) == (("jia",), {"Company": 4.0}, 0.93)
    assert (second.source, second.votes, second.score) == ("latin_names", {"Person": 5.0}, 0.93)
    assert (third.source, third.start) == ("encoder_names", 8)


@pytest.mark.parametrize(
    ("then", "votes", "cut"),
    [
        ("curated", {"Company": 5.0}, True),
        ("nothing", {"Product": 5.0, "Company": 2.0}, True),
        ("nothing", {"Company": 5.0, "Product": 2.0}, False),
    ],
)
def test_a_maker_before_a_thing_is_a_name_of_its_own(
    shared: Resources, then: str, votes: dict[str, float], cut: bool
) -> None:
    names = EncoderNames.__new__(EncoderNames)
    names.lexicon, names.makers, names.made = LEXICON, shared.types("maker"), shared.types("made")
    curated = {0: [document.Name(0, 2, "lexicon_names", 0.9, {"Company": 4.0}, ("openai",))]}
    if then == "curated":
        curated[2] = [document.Name(2, 4, "lexicon_names", 0.9, {"Product": 4.0}, ("thing",))]
    parts = names._parts(TEXT, curated, document.Name(0, 6, "encoder_names", 0.9, votes))
    assert [(part.start, part.end) for part in parts] == ([(0, 2), (2, 6)] if cut else [(0, 6)])
    assert parts[0].ids == (("openai",) if cut else ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zeta图像生成模型", "Zeta"),
        ("Zeta 2.5 浏览器", "Zeta 2.5"),
        ("泽塔大模型", "泽塔大模型"),
        ("Zeta AI助手", "Zeta AI助手"),
        ("Zeta框架图", "Zeta框架图"),
        ("OpenAI部署公司", "OpenAI部署公司"),
    ],
)
def test_a_noun_behind_a_latin_name_is_no_part_of_it(shared: Resources, text: str, name: str) -> None:
    names = EncoderNames.__new__(EncoderNames)
    names.lexicon, names.makers = LEXICON, shared.types("maker")
    maker = document.Name(2, 8, "lexicon_names", 0.9, {"Company": 4.0}, ("openai",))
    assert names._end("与：" + text + "等", {2: [maker]}, 2, 2 + len(text)) == 2 + len(name)


def test_the_encoder_chooses_between_the_types_that_the_lexicon_has(doc: Doc) -> None:
    names = EncoderNames.__new__(EncoderNames)
    doc._.names = [document.Name(0, 2, "lexicon_names", 0.9, {"Company": 4.0, "Product": 3.0}, ("app",))]
    names._propose(doc, document.Name(0, 2, "encoder_names", 0.9, {"Product": 5.0, "Model": 6.0}))
    (both,) = doc._.names
    assert both.votes == {"Company": 4.0, "Product": 8.0}
