"""`kg explain`: why one item gave the names, facts and deals that it gave, and what was refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.text import Text

from kg.cli.arguments import Model, Store, store_path
from kg.extract import Extractor
from kg.pipeline.explanation import STDIN, Explanation, NamedPlace, Reason, explain, find_item, text_item
from kg.records import Deal, Fact, Item


def explain_item(
    item: Annotated[
        str,
        typer.Argument(
            metavar="ITEM",
            help="An item's id or the beginning of one; or a text file, or - for standard input, "
            "read as one item whose first line is the headline.",
        ),
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH…]", help="Digests to look the item up in, in place of the store."),
    ] = None,
    store: Store = None,
    model: Model = None,
    format_: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
) -> None:
    """Show what one item says and why: each name, fact and deal with the component that found it.

    The item is read anew by this version and its lexicon; what was refused stands below with its reason.
    """
    found = explain(_item(item, paths or [], store), Extractor(model=model))
    if format_ == "json":
        sys.stdout.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=1) + "\n")
        return
    out = Console(highlight=False, soft_wrap=True)
    _line(out, found.item.title, "bold")
    _line(out, " ".join(part for part in (found.item.id, found.item.date, found.item.url) if part), "dim")
    _mentions(out, found)
    _facts(out, found)
    _deals(out, found)
    _refused(out, found)


def register(app: typer.Typer) -> None:
    app.command("explain")(explain_item)


def _item(wanted: str, paths: list[str], store: str | None) -> Item:
    if not paths and (wanted == STDIN or Path(wanted).is_file()):
        return text_item(wanted)
    return find_item(wanted, paths=paths, store=store_path(store))


def _line(out: Console, text: str, style: str = "") -> None:
    """A line as it is: names may hold what rich would take for markup."""
    out.print(Text(text, style=style))


def _mentions(out: Console, found: Explanation) -> None:
    by_entity: dict[str, list[NamedPlace]] = {}
    for one in found.mentions:
        by_entity.setdefault(one.entity.id, []).append(one)
    _line(out, f"\nNames ({len(found.mentions)} of {len(by_entity)} entities)", "bold")
    for places in by_entity.values():
        entity = places[0].entity
        _line(out, f"  {entity.name}  {entity.type}  {entity.id}")
        for one in places:
            span = f"{one.start}–{one.end}"
            _line(out, f"      {span:<10} {one.text}  {one.component} {one.score:.2f}; {_votes(one)}")


def _votes(one: NamedPlace) -> str:
    """Who proposed these very characters as a name, and for what types."""
    told = []
    for proposal in one.proposals:
        votes = ", ".join(f"{kind} {weight:.1f}" for kind, weight in proposal.votes)
        told.append(f"{proposal.component} {proposal.score:.2f}" + (f" ({votes})" if votes else ""))
    return "proposed by " + "; ".join(told) if told else "joined from other names"


def _facts(out: Console, found: Explanation) -> None:
    _line(out, f"\nFacts ({len(found.facts)})", "bold")
    for fact, reason in found.facts:
        role = f" as {fact.role}" if fact.role else ""
        _line(out, f"  {found.names[fact.head]} {fact.type} {found.names[fact.tail]}{role}")
        _line(out, f"      status      {fact.status}; {_why_status(found, fact, reason)}")
        _why(out, fact, reason)


def _why_status(found: Explanation, fact: Fact, reason: Reason) -> str:
    if fact.status == found.plain_status:
        return "nothing hedges it"
    if reason.status_words:
        return "words for it: " + ", ".join(f"“{word}”" for word in reason.status_words)
    return f"said by {fact.source}"


def _why(out: Console, said: Fact | Deal, reason: Reason) -> None:
    _line(out, f"      component   {said.source}, confidence {said.confidence:.2f}")
    trigger = said.evidence.trigger
    _line(out, f"      decided by  {f'“{trigger}”' if trigger else 'no word of its own'}")
    if reason.clause != said.evidence.text.strip():
        _line(out, f"      clause      “{reason.clause}”")
    _line(out, f"      sentence    “{said.evidence.text}”", "dim")


def _deals(out: Console, found: Explanation) -> None:
    _line(out, f"\nDeals ({len(found.deals)})", "bold")
    for deal, reason in found.deals:
        parties = ", ".join(
            f"{party.role} {found.names[party.entity]}{' (lead)' if party.lead else ''}"
            for party in deal.parties
        )
        _line(out, f"  {deal.type}, {deal.stage}: {parties}")
        terms = {
            "amount": _money(deal.amount, deal.currency),
            "round": deal.round or "",
            "valuation": _money(deal.valuation, deal.currency),
        }
        for name, value in terms.items():
            if value:
                _line(out, f"      {name:<11} {value}")
        _why(out, deal, reason)


def _money(value: int | None, currency: str | None) -> str:
    return "" if value is None else f"{value:,} {currency or ''}".rstrip()


def _refused(out: Console, found: Explanation) -> None:
    _line(out, f"\nRefused ({sum(one.count for one in found.refused)})", "bold")
    for one in found.refused:
        rejection = one.rejection
        times = f" ×{one.count}" if one.count > 1 else ""
        _line(out, f"  {rejection.kind} “{rejection.text}”{times}: {rejection.reason} ({rejection.source})")
