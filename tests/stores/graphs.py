"""Graphs that the store tests write: a small one with a story in both languages, and hostile ones."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.model import Edge, Graph, Node, Value
from kg.ontology import load
from kg.stores.base import labels_of

HOSTILE = [
    'it\'s "quoted" and `ticked`',
    "two\nlines\r\n\tand a tab",
    "}) DETACH DELETE n //",
    "' OR 1=1; MATCH (n) DETACH DELETE n //",
    "$name {name} \\ \\n \\u0027 */ /*",
    "🙂👩‍👩‍👧‍👦 emoji",
    "شركة الذكاء \u202eاختبار\u202c",
    "<script>alert(1)</script> & <b>",
    "深度求索（DeepSeek）「引号」",
    "nul \x00 and \x7f",
    " 2026-01-01 ",
    "true",
    "007",
    '["a"]',
    "null",
]


def node(type_: str, id_: str, name: str, **properties: Value) -> Node:
    return Node(id_, labels_of(type_, load()), {"id": id_, "name": name, **properties})


def edge(type_: str, id_: str, source: str, target: str, **properties: Value) -> Edge:
    return Edge(id_, type_, source, target, {"id": id_, **properties})


def graph(nodes: Sequence[Node], edges: Sequence[Edge] = ()) -> Graph:
    by_id = tuple(sorted(nodes, key=lambda one: one.id))
    return Graph(by_id, tuple(sorted(edges, key=lambda one: one.id)))


def _fact(type_: str, source: str, target: str, number: int, status: str, *days: str) -> Edge:
    items = tuple(f"item-{day}" for day in days)
    return edge(
        type_,
        f"{type_.lower()}-{source}-{target}-{number}",
        source,
        target,
        status=status,
        confidence=0.9,
        first_seen=days[0],
        last_seen=days[-1],
        item_count=len(days),
        source_count=1 + len(days) // 2,
        items=items,
        evidence=tuple(f"{day}:{source} 与 {target},第 {number} 次报道。" for day in days),
        statuses=(status,) * len(days),
        dates=days,
    )


def example() -> Graph:
    """Companies that buy, invest and compete; every kind of node; two edges of one type between one pair."""
    companies = [
        ("openai", "OpenAI", "OpenAI", "OpenAI", ("OpenAI Inc.",)),
        ("neptune", "Neptune", "海王星实验", "Neptune", ("neptune.ai",)),
        ("hsbc", "汇丰银行", "汇丰银行", "HSBC", ("HSBC", "汇丰")),
        ("mistral", "Mistral", "Mistral", "Mistral AI", ("Mistral AI",)),
        ("neolix", "新石器", "新石器", "Neolix", ("Neolix",)),
        ("anthropic", "Anthropic", "Anthropic", "Anthropic", ()),
        ("google", "Google", "谷歌", "Google", ("谷歌",)),
        ("a16z", "a16z", "a16z", "Andreessen Horowitz", ("Andreessen Horowitz",)),
    ]
    nodes = [
        node(
            "Company", id_, name, name_zh=zh, name_en=en, aliases=also, first_seen="2026-01-05", item_count=n
        )
        for n, (id_, name, zh, en, also) in enumerate(companies, start=3)
    ]
    nodes += [
        node("Institution", "tsinghua", "清华大学", name_zh="清华大学", aliases=("Tsinghua",), item_count=1),
        node("Person", "altman", "Sam Altman", name_zh="山姆·奥特曼", aliases=("奥特曼",), item_count=4),
        node("Model", "gpt-5", "GPT-5", aliases=(), item_count=6),
        node("Model", "gpt-5-mini", "GPT-5 mini", item_count=1),
        node("Product", "chatgpt", "ChatGPT", item_count=9),
        node(
            "Deal",
            "deal-1",
            "Neolix round D",
            kind="funding",
            stage="completed",
            date="2026-03-02",
            amount=600_000_000,
            currency="USD",
            round="D",
            confidence=0.95,
            item_count=2,
            source_count=2,
        ),
        node(
            "Deal",
            "deal-2",
            "OpenAI buys Neptune",
            kind="acquisition",
            stage="announced",
            date="2026-02-10",
            confidence=0.8,
            item_count=1,
            source_count=1,
        ),
        node("Digest", "digest-1", "AI 日报 2026-03-02", date="2026-03-02"),
    ]
    days = ["2026-01-05", "2026-02-10", "2026-03-02", "2026-03-20"]
    nodes += [
        node(
            "Item",
            f"item-{day}",
            f"{day} 头条",
            url=f"https://news{n}.example.org/{day}",
            date=day,
            lang="zh",
        )
        for n, day in enumerate(days)
    ]
    edges = [
        _fact("ACQUIRES", "openai", "neptune", 1, "planned", "2026-02-10"),
        _fact("ACQUIRES", "google", "neptune", 1, "rumored", "2026-01-05"),
        _fact("PARTNERS_WITH", "hsbc", "mistral", 1, "asserted", "2026-01-05", "2026-03-20"),
        _fact("CUSTOMER_OF", "hsbc", "mistral", 1, "asserted", "2026-03-20"),
        _fact("INVESTS_IN", "a16z", "openai", 1, "asserted", "2026-01-05"),
        _fact("INVESTS_IN", "a16z", "openai", 2, "rumored", "2026-03-20"),
        _fact("INVESTS_IN", "a16z", "mistral", 1, "asserted", "2026-02-10"),
        _fact("INVESTS_IN", "google", "anthropic", 1, "asserted", "2026-01-05", "2026-02-10", "2026-03-02"),
        _fact("COMPETES_WITH", "anthropic", "openai", 1, "asserted", "2026-03-02"),
        _fact("COMPETES_WITH", "google", "openai", 1, "asserted", "2026-03-20"),
        _fact("DEVELOPS", "openai", "gpt-5", 1, "asserted", "2026-02-10"),
        _fact("DEVELOPS", "openai", "chatgpt", 1, "asserted", "2026-02-10"),
        _fact("VARIANT_OF", "gpt-5-mini", "gpt-5", 1, "asserted", "2026-03-02"),
        _fact("USES", "chatgpt", "gpt-5", 1, "asserted", "2026-03-20"),
        _fact("WORKS_AT", "altman", "openai", 1, "asserted", "2026-01-05"),
        edge("PARTY", "party-1", "deal-1", "neolix", role="investee", lead=False),
        edge("PARTY", "party-2", "deal-2", "openai", role="acquirer", lead=True),
        edge("PARTY", "party-3", "deal-2", "neptune", role="target"),
        edge("REPORTS", "reports-1", "item-2026-03-02", "deal-1", stage="completed", amount=600_000_000),
        edge("REPORTS", "reports-2", "item-2026-02-10", "deal-2", stage="announced", evidence="官方已确认。"),
        edge("CONTAINS", "contains-1", "digest-1", "item-2026-03-02", position=1),
        edge("MENTIONS", "mentions-1", "item-2026-03-02", "neolix", count=3),
        edge("MENTIONS", "mentions-2", "item-2026-02-10", "openai", count=2),
        edge("MENTIONS", "mentions-3", "item-2026-02-10", "neptune", count=1),
    ]
    return graph(nodes, edges)


def hostile() -> Graph:
    """Names and evidence that try to break out, numbers at the edge, empty values."""
    nodes = [
        node("Company", f"hostile-{n:02}", text, aliases=(text, ""), country=text)
        for n, text in enumerate(HOSTILE)
    ]
    nodes += [
        node("Deal", "big", "", amount=2**63 - 1, valuation=2**53 + 1, confidence=1.0, item_count=-(2**63)),
        node("Deal", "small", "x", amount=0, confidence=0.1 + 0.2, round=""),
        node("Product", "bare", "bare"),
        node("Product", "empty", "empty", aliases=(), former_ids=("",)),
    ]
    edges = [
        edge("USES", f"uses-{n:02}", f"hostile-{n:02}", "bare", evidence=(text, "", text * 2), role=text)
        for n, text in enumerate(HOSTILE)
    ]
    edges += [
        edge("PARTY", "party", "big", "hostile-00", lead=True),
        edge("PARTY", "party-no", "big", "hostile-00", lead=False),
    ]
    edges += [edge("USES", "self", "bare", "bare", confidence=0.0, items=())]
    return graph(nodes, edges)
