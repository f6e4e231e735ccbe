"""A market for the tests of the explorer's page: names in two scripts, parallel edges, deals, rumours."""

from __future__ import annotations

from kg.explorer.payload import Payload, payload
from kg.explorer.selection import Scope
from kg.graph import Edge, Graph, Node, Value
from tests.explorer.graphs import COMPANY, KNOWN, edge, fact, node

# A headline that is the sentence, too.
DENIAL = "Owl Labs denies that it uses Burrow-2."
ATTACK = "</script><script>window.owned=1</script><img src=x onerror=window.owned=1>"
# Entities beside the named ones, so that there are labels to keep apart and rows to page through.
CROWD = 40
_PERSON, _MODEL = list(KNOWN.entities)[2], list(KNOWN.entities)[3]
_SAID, _RUMOUR, _PLAN, _DENIED = "asserted", "rumored", "planned", "denied"


def _company(id_: str, name: str, name_en: str, *aliases: str, **more: int) -> Node:
    return node(
        id_,
        COMPANY,
        name=name,
        name_zh=name if name != name_en else "",
        name_en=name_en,
        aliases=aliases,
        first_seen="2026-01-02",
        last_seen="2026-03-20",
        item_count=more.get("items", 3),
    )


def _named() -> list[Node]:
    days = {"first_seen": "2026-01-05", "last_seen": "2026-03-01"}
    return [
        _company("fox", "狐狸智能", "Fox AI", "Fox", "火狐狸", items=9),
        _company("hare", "野兔科技", "Hare Tech", items=7),
        _company("owl", "Owl Labs", "Owl Labs", "OWL", items=5),
        _company("badger", "Badger", "Badger", items=2),
        _company("group", "森林集团", "Forest Group", items=2),
        node("ann", _PERSON, name="安宁", name_zh="安宁", name_en="Ann Ning", item_count=2, **days),
        node("burrow", _MODEL, name="Burrow-2", item_count=4, **days),
        _company("evil", ATTACK, ATTACK, f'"{ATTACK}', "=1+1", items=1),
    ]


def _deals() -> list[Node]:
    acquisition, funding = list(KNOWN.deals)[:2]
    stages = list(KNOWN.stages)
    rows = (
        ("deal:1", acquisition, stages[1], "2026-01-10", 600_000_000, "USD"),
        ("deal:2", acquisition, stages[0], "2026-03-10", None, ""),
        ("deal:3", funding, stages[2], "2026-02-15", 1_200_000_000, "CNY"),
    )
    found = []
    for id_, kind, stage, day, amount, currency in rows:
        price: dict[str, Value] = {"amount": amount, "currency": currency} if amount else {}
        deal = node(
            id_,
            KNOWN.node("deal").name,
            name=f"Fox AI – Hare Tech {kind}",
            kind=kind,
            stage=stage,
            date=day,
            source_count=2,
            item_count=1,
            first_seen=day,
            last_seen=day,
            **price,
        )
        found.append(deal)
    return found


def _items() -> list[Node]:
    return [
        node(
            f"item-{at}",
            KNOWN.node("item").name,
            name={0: ATTACK, 6: DENIAL}.get(at, f"News number {at}"),
            url=f"https://news{at % 3}.example.org/{at}" if at else "javascript:window.owned=1",
            host=f"news{at % 3}.example.org",
            date=f"2026-0{1 + at % 3}-{10 + at}",
        )
        for at in range(10)
    ]


def _facts() -> list[Edge]:
    def told(at: int, status: str, sentence: str) -> tuple[str, str, str, str]:
        return f"item-{at}", status, f"2026-0{1 + at % 3}-{10 + at}", sentence

    return [
        fact(
            "ACQUIRES",
            "fox",
            "hare",
            told(3, _RUMOUR, "有消息称狐狸智能可能收购野兔科技。"),
            told(7, _SAID, "狐狸智能宣布收购野兔科技,双方已签约。"),
        ),
        fact("INVESTS_IN", "fox", "hare", told(1, _SAID, "Fox AI put money into Hare Tech.")),
        fact("PARTNERS_WITH", "fox", "owl", told(4, _PLAN, "Fox AI plans to work with Owl Labs.")),
        fact("COMPETES_WITH", "fox", "badger", told(2, _SAID, "Badger is a rival of Fox AI.")),
        fact("DEVELOPS", "hare", "burrow", told(5, _SAID, "Hare Tech released Burrow-2.")),
        fact("USES", "owl", "burrow", told(6, _DENIED, DENIAL)),
        fact("WORKS_AT", "ann", "fox", told(8, _SAID, "安宁担任狐狸智能首席科学家。")),
        fact("SUBSIDIARY_OF", "fox", "group", told(9, _SAID, "狐狸智能隶属于森林集团。")),
        fact("PARTNERS_WITH", "evil", "owl", told(0, _SAID, f"{ATTACK} works with Owl Labs.")),
    ]


def _parties() -> list[Edge]:
    party, reports, mentions = (KNOWN.edge(key).name for key in ("party", "reports", "mentions"))
    deals = _deals()
    found = []
    for at, deal in enumerate(deals):
        roles = list(KNOWN.deals[str(deal.properties["kind"])].roles)
        found.append(edge(party, deal.id, "fox", role=roles[0], lead=at == 0))
        found.append(edge(party, deal.id, "hare", role=roles[1]))
        sentence = f"The deal number {at} between Fox AI and Hare Tech."
        found.append(
            edge(reports, f"item-{at + 1}", deal.id, stage=deal.properties["stage"], evidence=sentence)
        )
    found += [edge(mentions, f"item-{at}", "fox", count=1) for at in range(4)]
    return found


def _crowd() -> tuple[list[Node], list[Edge]]:
    nodes = [
        _company(f"c{at:02}", f"Crowd Company {at}", f"Crowd Company {at}", items=1) for at in range(CROWD)
    ]
    edges = [
        fact(
            "CUSTOMER_OF",
            f"c{at:02}",
            "owl" if at % 2 else "group",
            (f"item-{1 + at % 9}", _SAID, f"2026-0{1 + at % 3}-{11 + at % 9}", f"Crowd Company {at} buys."),
        )
        for at in range(CROWD)
    ]
    return nodes, edges


def market() -> Graph:
    """`fox` buys `hare` (two deals, an investment), works with `owl`; `hare` makes `burrow`; a crowd buys."""
    crowd, purchases = _crowd()
    edges = [*_facts(), *_parties(), *purchases]
    return Graph((*_named(), *_deals(), *_items(), *crowd), tuple(sorted(edges, key=lambda one: one.id)))


def market_payload(*, start: tuple[str, ...] = ()) -> Payload:
    """Of the whole market; the first view holds `start` where it is given."""
    made = payload(market(), KNOWN, Scope())
    if start:
        ids = made.graph["nodes"]["id"]
        made.graph["meta"]["start"] = [at for at, id_ in enumerate(ids) if id_ in start]
    return made
