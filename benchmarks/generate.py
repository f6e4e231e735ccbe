"""A made-up graph of any size, the same for the same numbers: what benchmarks and large tests load.

It has the labels, edge types and properties of the schemas, Chinese and English names, a few nodes
with very many edges, and parallel edges of one type between one pair, as news has them.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from kg.graph.model import Edge, Graph, Node, Value
from kg.ontology import EntityType, Ontology, load

_FIRST = date(2025, 1, 1)
_DAYS = 540
_SYLLABLES = ("ai", "or", "lum", "vex", "neo", "tri", "qua", "sol", "mir", "den", "cor", "axi", "bel")
_CHARACTERS = "智云深星启元明光海天数图灵思远航未来百川月极"
_SENTENCE_EN = "{head} said on {day} that it would work with {tail} on the next generation of its systems."
_SENTENCE_ZH = "{day},{head}宣布与{tail}就下一代系统展开合作,双方未披露具体条款。"
# Of all nodes; the rest are entities.
_ITEMS, _DEALS, _DIGESTS = 0.30, 0.08, 0.01
# Of all edges; the rest are relations.
_MENTIONED, _REPORTED, _PARTIES = 0.30, 0.08, 0.08


class _Made:
    """The nodes so far and how to pick among them; one random stream for everything."""

    def __init__(self, ontology: Ontology, seed: int) -> None:
        self.ontology = ontology
        self.random = Random(seed)  # noqa: S311 - a benchmark, not a secret
        self.nodes: dict[str, list[Node]] = {}

    def day(self) -> str:
        return (_FIRST + timedelta(days=self.random.randrange(_DAYS))).isoformat()

    def period(self) -> tuple[str, str]:
        first, last = sorted((self.day(), self.day()))
        return first, last

    def name(self) -> tuple[str, str]:
        """A Chinese and an English name."""
        latin = "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.randint(2, 4)))
        han = "".join(self.random.choice(_CHARACTERS) for _ in range(self.random.randint(2, 4)))
        return han, latin.capitalize()

    def often_first(self, nodes: list[Node]) -> Node:
        """Early nodes far more often than late ones: a few names fill the news."""
        return nodes[int(len(nodes) * self.random.random() ** 3)]

    def sentence(self, head: Node, tail: Node, day: str) -> str:
        template = self.random.choice((_SENTENCE_EN, _SENTENCE_ZH))
        return template.format(head=head.name, tail=tail.name, day=day)

    def add(self, key: str, node: Node) -> None:
        self.nodes.setdefault(key, []).append(node)


def _entity(made: _Made, kind: EntityType, number: int) -> Node:
    name_zh, name_en = made.name()
    name_en = f"{name_en} {number}"
    first, last = made.period()
    properties: dict[str, Value] = {
        "id": f"{kind.name.lower()}-{number}",
        "name": made.random.choice((name_zh + str(number), name_en)),
        "name_zh": name_zh + str(number),
        "name_en": name_en,
        "aliases": (name_en.upper(), f"{name_zh}{number}科技"),
        "first_seen": first,
        "last_seen": last,
        "item_count": made.random.randint(1, 400),
    }
    for extra in kind.properties:
        properties[extra] = f"{extra} {made.random.randrange(12)}"
    return Node(str(properties["id"]), (kind.name, made.ontology.entity_label), properties)


def _deal(made: _Made, number: int) -> Node:
    first, last = made.period()
    kind = made.random.choice(sorted(made.ontology.deals))
    properties: dict[str, Value] = {
        "id": f"deal-{number}",
        "name": f"{kind} {number}",
        "kind": kind,
        "stage": made.random.choice(sorted(made.ontology.stages)),
        "date": first,
        "amount": made.random.randrange(1, 5000) * 1_000_000,
        "currency": made.random.choice(("CNY", "EUR", "USD")),
        "confidence": round(made.random.uniform(0.5, 1), 2),
        "first_seen": first,
        "last_seen": last,
        "item_count": made.random.randint(1, 9),
        "source_count": made.random.randint(1, 5),
    }
    return Node(str(properties["id"]), (made.ontology.node("deal").name,), properties)


def _item(made: _Made, number: int) -> Node:
    host = f"news{made.random.randrange(60)}.example.org"
    day = made.day()
    properties: dict[str, Value] = {
        "id": f"item-{number}",
        "name": " · ".join(made.name()),
        "url": f"https://{host}/{day}/{number}",
        "host": host,
        "lang": made.random.choice(("en", "zh")),
        "date": day,
        "digest": f"digest-{day}",
    }
    return Node(str(properties["id"]), (made.ontology.node("item").name,), properties)


def _digest(made: _Made, number: int) -> Node:
    day = (_FIRST + timedelta(days=number)).isoformat()
    properties: dict[str, Value] = {"id": f"digest-{number}", "name": f"AI 日报 {day}", "date": day}
    return Node(str(properties["id"]), (made.ontology.node("digest").name,), properties)


def _relation(made: _Made, number: int, pairs: list[tuple[str, str, str]]) -> Edge:
    name, head_type, tail_type = made.random.choice(pairs)
    head = made.often_first(made.nodes[head_type])
    tail = made.often_first(made.nodes[tail_type])
    days = sorted(made.day() for _ in range(made.random.choice((1, 1, 1, 2, 3))))
    statuses = tuple(made.random.choice(sorted(made.ontology.statuses)) for _ in days)
    properties: dict[str, Value] = {
        "id": f"fact-{number}",
        "status": statuses[-1],
        "confidence": round(made.random.uniform(0.4, 1), 2),
        "first_seen": days[0],
        "last_seen": days[-1],
        "item_count": len(days),
        "source_count": made.random.randint(1, len(days)),
        "items": tuple(made.random.choice(made.nodes["item"]).id for _ in days),
        "evidence": tuple(made.sentence(head, tail, day) for day in days),
        "statuses": statuses,
        "dates": tuple(days),
    }
    return Edge(str(properties["id"]), name, head.id, tail.id, properties)


def _plain(made: _Made, key: str, number: int, source: Node, target: Node, **properties: Value) -> Edge:
    id_ = f"{key}-{number}"
    return Edge(id_, made.ontology.edge(key).name, source.id, target.id, {"id": id_, **properties})


def _news_edges(made: _Made, edges: int) -> list[Edge]:
    entities = [node for kind in made.ontology.entities for node in made.nodes[kind]]
    made.random.shuffle(entities)
    items, deals, digests = made.nodes["item"], made.nodes["deal"], made.nodes["digest"]
    found = [_plain(made, "contains", n, digests[n % len(digests)], item, position=n % 30)
             for n, item in enumerate(items)]  # fmt: skip
    for n in range(int(edges * _MENTIONED)):
        count = made.random.randint(1, 6)
        found.append(
            _plain(made, "mentions", n, items[n % len(items)], made.often_first(entities), count=count)
        )
    for n in range(int(edges * _REPORTED)):
        deal, item = deals[n % len(deals)], made.random.choice(items)
        evidence = made.sentence(made.often_first(entities), deal, str(item.properties["date"]))
        stage = str(deal.properties["stage"])
        found.append(_plain(made, "reports", n, item, deal, stage=stage, evidence=evidence, confidence=0.9))
    for n in range(int(edges * _PARTIES)):
        deal = deals[n % len(deals)]
        role = made.random.choice(sorted(made.ontology.deals[str(deal.properties["kind"])].roles))
        party = made.often_first(made.nodes[next(iter(made.ontology.entities))])
        found.append(_plain(made, "party", n, deal, party, role=role, lead=n % 7 == 0))
    return found


def generate(nodes: int = 20_000, edges: int = 100_000, seed: int = 1) -> Graph:
    """A graph of exactly so many nodes and edges; `edges` must leave room for the items' own."""
    made = _Made(load(), seed)
    kinds = list(made.ontology.entities.values())
    counts = {
        "item": int(nodes * _ITEMS),
        "deal": int(nodes * _DEALS),
        "digest": max(1, int(nodes * _DIGESTS)),
    }
    for n in range(nodes - sum(counts.values())):
        kind = kinds[n % len(kinds)]
        made.add(kind.name, _entity(made, kind, n))
    for key, make in (("item", _item), ("deal", _deal), ("digest", _digest)):
        for n in range(counts[key]):
            made.add(key, make(made, n))
    pairs = [
        (relation.name, head, tail)
        for relation in made.ontology.relations.values()
        for head in sorted(relation.head)
        for tail in sorted(relation.tail)
        if made.ontology.allows(relation.name, head, tail)
    ]
    found = _news_edges(made, edges)
    found += [_relation(made, n, pairs) for n in range(edges - len(found))]
    every = [node for some in made.nodes.values() for node in some]
    by_id = lambda one: one.id  # noqa: E731
    return Graph(tuple(sorted(every, key=by_id)), tuple(sorted(found, key=by_id)))
