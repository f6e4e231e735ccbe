"""News for tests: short items in our own words, with what they say laid down by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.provisional import entity_id
from kg.graph import Edge, Graph, GraphReport, Node, build_graph
from kg.lexicon import Alias, Entry, Lexicon
from kg.lexicon.folder import PACKAGE_DATA, columns
from kg.ontology import Ontology, load
from kg.records import Deal, Digest, Entity, Evidence, Extraction, Fact, Item, Mention, Party
from kg.resolve import Decision, Decisions, resolve

# Who and what the test items speak of. Names that are not curated below get provisional ids.
TYPES = {
    "OpenAI": "Company",
    "海王星": "Company",
    "Neptune": "Company",
    "Nepal Capital": "Company",
    "Mistral AI": "Company",
    "HSBC": "Company",
    "Octo Works": "Company",
    "Octo": "Product",
    "Sora": "Model",
    "Sora 2": "Model",
    "Wang Fang": "Person",
    "Data Office": "Institution",
}


def entry(id_: str, type_: str, english: str, chinese: str = "") -> Entry:
    """A curated thing with its names; `dataclasses.replace` gives it more."""
    names = tuple(Alias(name, ambiguous=False) for name in (english, chinese) if name)
    return Entry(id_, type_, name_en=english, name_zh=chinese, aliases=names)


CURATED = (
    replace(entry("openai", "Company", "OpenAI"), country="US", sector="model developer"),
    replace(entry("neptune", "Company", "Neptune", "海王星"), parent="openai"),
    replace(entry("sora", "Model", "Sora"), also="Product", maker="openai"),
)


def small_lexicon(*entries: Entry) -> Lexicon:
    return Lexicon(entries or CURATED, columns(PACKAGE_DATA))


def id_of(name: str, lexicon: Lexicon | None = None) -> str:
    """The id that an extraction gives this name."""
    found = (lexicon or small_lexicon()).lookup(name)
    return found[0].id if found else entity_id(name, load().kind(TYPES[name]))


@dataclass(frozen=True)
class Says:
    """A fact in an item: head, relation, tail by name."""

    head: str
    type: str
    tail: str
    status: str = "asserted"
    confidence: float = 0.8
    role: str = ""


@dataclass(frozen=True)
class Reports:
    """A deal in an item: role → names, the first of a role marked with `*` leads."""

    type: str
    parties: Mapping[str, Sequence[str]]
    stage: str = "announced"
    amount: int | None = None
    currency: str | None = None
    round: str | None = None
    valuation: int | None = None
    confidence: float = 0.8


@dataclass(frozen=True)
class Story:
    """One item of one digest."""

    text: str
    facts: Sequence[Says] = ()
    deals: Sequence[Reports] = ()
    date: str = "2026-01-10"
    url: str = "https://example.com/story"
    publisher: str = "Morning AI"
    id: str = ""
    title: str = "Headline"
    types: Mapping[str, str] = field(default_factory=dict)

    @property
    def item(self) -> Item:
        id_ = self.id or f"{self.date or 'undated'}-{hash_of(self.text + self.url + self.publisher):08x}"
        return Item(id_, self.title, self.text, self.date, self.url, "en")

    @property
    def digest(self) -> Digest:
        return Digest(
            f"digest-{self.item.id}", f"Issue of {self.date}", self.date, self.publisher, (self.item,)
        )

    @property
    def extraction(self) -> Extraction:
        text = self.item.text
        at = len(self.title) + 1
        evidence = Evidence(at, at + len(self.text), self.text)
        facts = [
            Fact(id_of(f.head), f.type, id_of(f.tail), f.status, f.confidence, evidence, "test", f.role)
            for f in self.facts
        ]
        return Extraction(
            self.item.id,
            text,
            tuple(self._entities(text)),
            tuple(facts),
            tuple(self._deal(deal, evidence) for deal in self.deals),
        )

    def _entities(self, text: str) -> list[Entity]:
        found: dict[str, Entity] = {}
        for name in sorted(TYPES, key=len, reverse=True):
            spans = [at for at in range(len(text)) if text.startswith(name, at)]
            taken = [m for entity in found.values() for m in entity.mentions]
            free = [at for at in spans if not any(m.start <= at < m.end for m in taken)]
            if not free:
                continue
            mentions = [Mention(at, at + len(name), name, "test") for at in free]
            id_ = id_of(name)
            known = found.get(id_)
            merged = sorted([*(known.mentions if known else ()), *mentions])
            type_ = self.types.get(name, TYPES[name])
            found[id_] = Entity(id_, type_, known.name if known else name, tuple(merged))
        return list(found.values())

    def _deal(self, deal: Reports, evidence: Evidence) -> Deal:
        parties = tuple(
            Party(role, id_of(name.lstrip("*")), name.startswith("*"))
            for role, names in deal.parties.items()
            for name in names
        )
        return Deal(
            deal.type,
            deal.stage,
            parties,
            deal.confidence,
            evidence,
            deal.amount,
            deal.currency,
            deal.round,
            deal.valuation,
        )


def hash_of(text: str) -> int:
    """A number for an id, the same in every process."""
    number = 0
    for char in text:
        number = (number * 131 + ord(char)) % 0xFFFFFFFF
    return number


def graph_of(
    stories: Sequence[Story],
    *decisions: Decision,
    lexicon: Lexicon | None = None,
    ontology: Ontology | None = None,
    lexicon_facts: bool = False,
) -> tuple[Graph, GraphReport]:
    """The graph of these stories, in the order in which they are given."""
    lexicon, ontology = lexicon or small_lexicon(), ontology or load()
    extractions = [story.extraction for story in stories]
    resolution = resolve(extractions, lexicon=lexicon, ontology=ontology, decisions=Decisions(decisions))
    return build_graph(
        [story.digest for story in stories],
        extractions,
        resolution=resolution,
        lexicon=lexicon,
        ontology=ontology,
        lexicon_facts=lexicon_facts,
    )


def edges(graph: Graph, type_: str) -> list[Edge]:
    return [edge for edge in graph.edges if edge.type == type_]


def nodes(graph: Graph, label: str) -> list[Node]:
    return [node for node in graph.nodes if label in node.labels]


def node(graph: Graph, id_: str) -> Node:
    return next(node for node in graph.nodes if node.id == id_)
