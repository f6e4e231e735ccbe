"""`kg build` and `kg add`: digests into a store folder."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from kg import pipeline
from kg.cli.arguments import Engine, Jobs, Model, Out, Paths, Store, Strict, store_path
from kg.cli.load import load_graph
from kg.cli.next_steps import next_steps
from kg.cli.screen import ProgressBars, list_problems, screen
from kg.records import Json

_WITHOUT_MODEL = (
    "Read by rules and lexicon alone, without the trained model: names that the lexicon lacks and facts "
    "without a trigger word are missed more often."
)
LexiconFacts = Annotated[
    bool,
    typer.Option(
        "--with-lexicon-facts",
        help="Also draw what the lexicon knows (makers, parents), marked source: lexicon.",
    ),
]


def build(
    paths: Paths,
    out: Out = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Drop digests that lie outside the given paths.")
    ] = False,
    strict: Strict = False,
    jobs: Jobs = None,
    model: Model = None,
    with_lexicon_facts: LexiconFacts = False,
    engine: Engine = "local",
    load: Annotated[
        str | None,
        typer.Option(
            "--load", metavar="neo4j://HOST", help="Then load the graph into this server, as kg load does."
        ),
    ] = None,
) -> None:
    """Make a store folder equal to what the given paths hold now.

    New and changed files are read; files gone from a path take their facts back.
    """
    options = pipeline.Options(
        replace=replace,
        strict=strict,
        jobs=jobs,
        model=model,
        lexicon_facts=with_lexicon_facts,
        engine=engine,
    )
    with ProgressBars() as bars:
        report = pipeline.build(paths, store_path(out), options, progress=bars)
    if load:
        load_graph(load, report.graph)
    tell(report)


def add(
    paths: Paths,
    store: Store = None,
    strict: Strict = False,
    jobs: Jobs = None,
    model: Model = None,
    with_lexicon_facts: LexiconFacts = False,
    engine: Engine = "local",
) -> None:
    """Read digests into a store folder beside what is there; one read before is replaced."""
    options = pipeline.Options(
        strict=strict, jobs=jobs, model=model, lexicon_facts=with_lexicon_facts, engine=engine
    )
    with ProgressBars() as bars:
        report = pipeline.add(paths, store_path(store), options, progress=bars)
    tell(report)


def register(app: typer.Typer) -> None:
    app.command()(build)
    app.command()(add)


def _cell(counts: Json) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items()) or "none"


def _deals(deals: dict[str, dict[str, int]]) -> Json:
    return {
        f"{kind} ({', '.join(f'{count} {stage}' for stage, count in stages.items())})": sum(stages.values())
        for kind, stages in deals.items()
    }


def tell(report: pipeline.BuildReport) -> None:
    """The table of what the folder holds and of what was left out, then what to try next."""
    list_problems(report.problems)
    if not report.model:
        screen.print(_WITHOUT_MODEL)
    counts = report.counts
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    rows = {
        "digests": f"{counts['digests']:,}",
        "items": f"{counts['items']:,} ({report.reused:,} unchanged since the last build)",
        "entities": _cell(counts["entities"]),
        "facts": _cell(counts["facts"]),
        "deals": _cell(_deals(counts["deals"])),
        "skipped": _cell(_reasons(report, skipped=True)),
        "warnings": _cell(_reasons(report, skipped=False)),
        "left out": _cell(dict(report.dropped)),
        "taken back": f"{len(report.taken_back)} digests whose files are gone" if report.taken_back else "",
        "store": f"{report.folder} ({'unchanged, ' if report.unchanged else ''}{report.content_hash[:16]})",
    }
    for name, value in rows.items():
        if value:
            table.add_row(name, escape(value))
    screen.print(table)
    next_steps(report.folder, report.graph)
    if report.skipped:
        raise typer.Exit(1)


def _reasons(report: pipeline.BuildReport, *, skipped: bool) -> Json:
    counts: Json = {}
    for problem in report.problems:
        if problem.skipped == skipped:
            counts[problem.reason] = counts.get(problem.reason, 0) + 1
    return dict(sorted(counts.items()))
