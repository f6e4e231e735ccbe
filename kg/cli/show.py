"""`kg show`: all that the graph says of one entity."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from kg import ontology as ontologies
from kg import pipeline
from kg.cli.arguments import Store, store_place
from kg.graph import DealPart, Neighbour, Node, Profile, profile
from kg.ontology import Ontology

_DEAL_KEYS = ("kind", "stage", "date", "amount", "currency", "round", "valuation", "confidence")


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A Chinese or English name, alias or id.")],
    store: Store = None,
    items: Annotated[int, typer.Option("--items", min=0, help="Latest items to list.")] = 10,
) -> None:
    """Show one entity: names, what it makes, deals, people, rivals, latest items with links."""
    opened = pipeline.OpenedStore(store_place(store))
    ontology = ontologies.load()
    node = opened.find(name)
    known = profile(opened.graph, node, ontology)
    out = Console(highlight=False, soft_wrap=True)
    _head(out, node, known.parties)
    _facts(out, known, ontology)
    _deals(out, known.deals)
    _items(out, known, items)


def register(app: typer.Typer) -> None:
    app.command()(show)


def _line(out: Console, text: str, style: str = "") -> None:
    """A line as it is: names may hold what rich would take for markup."""
    out.print(Text(text, style=style))


def _list(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _head(out: Console, node: Node, parties: tuple[tuple[str, Node], ...]) -> None:
    _line(out, f"{node.name} ({node.labels[0]})", "bold")
    for key in ("id", "name_zh", "name_en", "aliases", "country", "sector", *_DEAL_KEYS):
        if key in node.properties:
            _line(out, f"  {key:<10} {_list(node.properties[key])}")
    for role, party in parties:
        _line(out, f"  {role:<10} {party.name}")
    count = node.properties.get("item_count", 0)
    seen = [str(node.properties[key]) for key in ("first_seen", "last_seen") if key in node.properties]
    items = "1 item" if count == 1 else f"{count} items"
    _line(out, f"  {'in':<10} {items}, {' to '.join(dict.fromkeys(seen))}")


def _facts(out: Console, known: Profile, ontology: Ontology) -> None:
    for (relation, outward), neighbours in known.facts.items():
        phrase = ontology.relations[relation].phrase_en
        _line(
            out, f"\n{known.node.name} {phrase} …" if outward else f"\n… {phrase} {known.node.name}", "bold"
        )
        for one in neighbours:
            _fact(out, one)


def _sources(count: object) -> str:
    if count is None:
        return ""
    return ", 1 source" if count == 1 else f", {count} sources"


def _fact(out: Console, one: Neighbour) -> None:
    properties = one.edge.properties
    status = str(properties.get("status") or properties.get("source", ""))
    role = f", {properties['role']}" if "role" in properties else ""
    sources = _sources(properties.get("source_count"))
    seen = f", {properties['last_seen']}" if "last_seen" in properties else ""
    _line(out, f"  {one.node.name} ({status}{role}{sources}{seen})")
    evidence = properties.get("evidence", ())
    if isinstance(evidence, tuple) and evidence:
        _line(out, f"      “{evidence[-1]}”", "dim")


def _deals(out: Console, deals: tuple[DealPart, ...]) -> None:
    if deals:
        _line(out, "\nDeals", "bold")
    for part in deals:
        date = str(part.deal.properties.get("date", "undated"))
        stage = part.deal.properties["stage"]
        others = ", ".join(f"{node.name} ({role})" for role, node in part.others)
        _line(
            out, f"  {date}  {part.deal.name} ({stage}), as {part.role}" + (f"; {others}" if others else "")
        )


def _items(out: Console, known: Profile, most: int) -> None:
    shown = known.items[:most]
    if shown:
        _line(out, f"\nLatest items ({len(shown)} of {len(known.items)})", "bold")
    for item in shown:
        _line(out, f"  {item.properties.get('date', '')}  {item.name}")
        if "url" in item.properties:
            _line(out, f"              {item.properties['url']}", "dim")
