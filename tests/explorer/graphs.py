"""A small graph for the explorer's tests: two companies, a product, a deal, two items, all words ours."""

from __future__ import annotations

from kg import ontology
from kg.graph import Edge, Graph, Node, Value

KNOWN = ontology.load()
SYMMETRIC = next(one.name for one in KNOWN.relations.values() if one.symmetric)
ACQUISITION = next(iter(KNOWN.deals.values()))
SHORTHAND = ACQUISITION.relations[0].type
COMPANY, PRODUCT = next(iter(KNOWN.entities)), list(KNOWN.entities)[-1]
MAKING = next(one.name for one in KNOWN.relations.values() if PRODUCT in one.tail and COMPANY not in one.tail)
SAID, RUMOUR = "asserted", "rumored"


def node(id_: str, label: str, **properties: Value) -> Node:
    labels = (label, KNOWN.entity_label) if label in KNOWN.entities else (label,)
    return Node(id_, labels, {"id": id_, "name": id_, **properties})


def edge(type_: str, source: str, target: str, **properties: Value) -> Edge:
    id_ = f"{type_.lower()}:{source}-{target}"
    return Edge(id_, type_, source, target, {"id": id_, **properties})


def fact(type_: str, source: str, target: str, *told: tuple[str, str, str, str]) -> Edge:
    """A fact told by (item, status, date, sentence)."""
    items, statuses, dates, sentences = (tuple(column) for column in zip(*told, strict=True))
    days = [day for day in dates if day]
    span: dict[str, Value] = {"first_seen": min(days), "last_seen": max(days)} if days else {}
    return edge(
        type_,
        source,
        target,
        status=statuses[-1],
        confidence=0.9,
        item_count=len(set(items)),
        source_count=len(set(items)),
        items=items,
        statuses=statuses,
        dates=dates,
        evidence=sentences,
        **span,
    )


def small_graph(name: str = "狐狸智能", url: str = "https://example.org/one") -> Graph:
    """`fox` buys `hare`, first as a rumour; `hare` makes `burrow`; `owl` is only named."""
    deal, item = KNOWN.node("deal").name, KNOWN.node("item").name
    party, reports, mentions = (KNOWN.edge(key).name for key in ("party", "reports", "mentions"))
    buyer, bought = ACQUISITION.roles
    nodes = (
        node("burrow", PRODUCT, first_seen="2026-02-01", last_seen="2026-02-01", item_count=1),
        node(
            "deal:1",
            deal,
            name="Fox – Hare acquisition",
            kind=ACQUISITION.name,
            stage=list(KNOWN.stages)[1],
            date="2026-02-01",
            amount=600_000_000,
            currency="USD",
            source_count=1,
            item_count=1,
            first_seen="2026-02-01",
            last_seen="2026-02-01",
        ),
        node(
            "fox",
            COMPANY,
            name=name,
            name_zh=name,
            name_en="Fox",
            aliases=("Fox", "Fox AI"),
            former_ids=("fox-old",),
            first_seen="2026-01-01",
            last_seen="2026-02-01",
            item_count=2,
        ),
        node(
            "hare",
            COMPANY,
            name="Hare",
            name_en="Hare",
            first_seen="2026-01-01",
            last_seen="2026-02-01",
            item_count=2,
        ),
        node("item-1", item, name="Fox may buy Hare", url=url, host="example.org", date="2026-01-01"),
        node("item-2", item, name=f"{name}: it buys Hare", url="ftp://example.org/two", date="2026-02-01"),
        node("owl", COMPANY, first_seen="2026-01-01", last_seen="2026-01-01", item_count=1),
    )
    edges = (
        fact(
            SHORTHAND,
            "fox",
            "hare",
            ("item-1", RUMOUR, "2026-01-01", f"People say that {name} may buy Hare."),
            ("item-2", SAID, "2026-02-01", f"{name} buys Hare."),
        ),
        fact(MAKING, "hare", "burrow", ("item-2", SAID, "2026-02-01", "Hare makes Burrow.")),
        edge(party, "deal:1", "fox", role=buyer, lead=True),
        edge(party, "deal:1", "hare", role=bought),
        edge(reports, "item-2", "deal:1", stage=list(KNOWN.stages)[1], evidence=f"{name} buys Hare."),
        edge(mentions, "item-1", "fox", count=1),
        edge(mentions, "item-2", "fox", count=1),
        edge(mentions, "item-1", "owl", count=1),
    )
    return Graph(nodes, tuple(sorted(edges, key=lambda one: one.id)))
