"""How much of what a graph holds, for a first look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kg.api import markup
from kg.api.contents import Contents


def counts(contents: Contents) -> Mapping[str, Mapping[str, int]]:
    """Entities by type, facts by relation, deals by kind, in the order of the schemas; items."""
    ontology = contents.ontology
    entities = Counter(one.type for one in contents.entities.values())
    facts = Counter(fact.type for fact in contents.facts)
    deals = Counter(deal.kind for deal in contents.deals)
    return {
        "entities": {name: entities[name] for name in ontology.entities if entities[name]},
        "facts": {name: facts[name] for name in ontology.relations if facts[name]},
        "deals": {name: deals[name] for name in ontology.deals if deals[name]},
        "items": {"": len(contents.items)},
    }


def days(contents: Contents) -> str:
    """The first and the last day of the news, empty where none is dated."""
    known = [item.date for item in contents.items if item.date]
    return " to ".join(dict.fromkeys((min(known), max(known)))) if known else ""


def lines(contents: Contents) -> dict[str, str]:
    told = {
        what: ", ".join(f"{count:,} {name}".rstrip() for name, count in found.items())
        for what, found in counts(contents).items()
    }
    return {**told, "days": days(contents)}


def card(contents: Contents) -> str:
    return markup.box(markup.pairs({name: markup.escaped(told) for name, told in lines(contents).items()}))
