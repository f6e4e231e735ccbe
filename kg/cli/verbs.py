"""Which module holds which verb, so that a start imports one family and `kg --help` none.

A new verb is a line of `VERBS`; its module has `register(app)`. A test holds each line to the beginning of
the verb's own help.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

# Verb → its module in this folder and what it does, in the order of `kg --help`.
VERBS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "build": ("build", "Make a store folder equal to what the given paths hold now."),
        "add": (
            "build",
            "Read digests into a store folder beside what is there; one read before is replaced.",
        ),
        "extract": ("extract", "Write what each item says as JSON lines, a line for every item."),
        "eval": (
            "evaluation",
            "Extract the items of a gold file and score the result: precision, recall, F1.",
        ),
        "explain": (
            "explain",
            "Show what one item says and why: each name, fact and deal with the component that found it.",
        ),
        "query": ("query", "Ask in Cypher; reading only."),
        "show": (
            "show",
            "Show one entity: names, what it makes, deals, people, rivals, latest items with links.",
        ),
        "explore": ("explore", "Write one self-contained HTML page in which a reader walks the graph."),
        "view": ("view", "Write one HTML page of what stands around an entity or a deal, drawn by pyvis."),
        "export": ("export", "Write the graph for another program, each fact with its sentences and links."),
        "load": ("load", "Make a Neo4j server hold what a store holds."),
        "diff": ("diff", "Say what is new between two news dates, both included."),
        "timeline": ("timeline", "Tell an entity's story."),
        "report": (
            "report",
            "Write what changed between two news dates as Markdown, each line with its sentence and link.",
        ),
        "review": (
            "review",
            "Go through doubtful merges, new names, unsure facts and conflicts; one key a decision.",
        ),
        "lexicon": ("lexicon", "Find names to add to the lexicon, and check its tables."),
    }
)


def family(module: str) -> typer.Typer:
    """The verbs of a module of this folder."""
    made = typer.Typer(rich_markup_mode=None)
    import_module(f"kg.cli.{module}").register(made)
    return made


def families() -> Iterator[typer.Typer]:
    """All verbs, in the order of `VERBS`."""
    for module in dict.fromkeys(module for module, _ in VERBS.values()):
        yield family(module)


class Stopped(Exception):
    """Ctrl-C while a verb ran."""


class Verbs(TyperGroup):
    """The group of all verbs, each imported when it is run."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        # Their names are enough to list them and to guess what a misspelled one was meant to be.
        self.commands = dict.fromkeys(VERBS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The verb; None where there is none of that name."""
        if cmd_name not in VERBS:
            return None
        return get_group(family(VERBS[cmd_name][0])).commands[cmd_name]

    def invoke(self, ctx: Any) -> Any:
        """Run a verb. Typer would end the process itself at Ctrl-C, and say nothing or `Aborted`."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Stopped from None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of `kg --help`."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])
