"""`kg eval`: how good the extraction is, where it errs, and what changed since an earlier run."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from kg import pipeline
from kg.cli.arguments import Jobs, Model
from kg.cli.screen import ProgressBars, screen
from kg.cli.written import write_whole
from kg.evaluate import Answer, Report, Tally
from kg.pipeline import Evaluation

if TYPE_CHECKING:
    from kg.evaluate.compare import Change, Comparison

SHOWN_CHANGES = 20


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated items, JSON lines.")],
    predictions: Annotated[
        Path | None, typer.Option("--predictions", help="Score this file in place of an extraction.")
    ] = None,
    hold_out: Annotated[
        str,
        typer.Option(
            "--hold-out",
            metavar="PUBLISHER,…",
            help="Score only the items of these publishers (an item's id before its date, without -zh, -en).",
        ),
    ] = "",
    errors: Annotated[
        int,
        typer.Option(
            "--errors",
            min=0,
            metavar="N",
            help="Show N errors of each kind with their text, spread evenly over the items.",
        ),
    ] = 0,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="RUN.json", help="Keep the figures and every answer for --compare."),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare", metavar="RUN.json", help="Say what is better and worse than in a run kept earlier."
        ),
    ] = None,
    format_: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
    jobs: Jobs = None,
    model: Model = None,
) -> None:
    """Extract the items of a gold file and score the result: precision, recall, F1.

    The 95 % intervals are those of F1 when the items are drawn anew.
    """
    publishers = [name.strip() for name in hold_out.split(",") if name.strip()]
    with ProgressBars() as bars:
        found = pipeline.evaluate(
            gold, predictions=predictions, hold_out=publishers, model=model, jobs=jobs, progress=bars
        )
    comparison = found.compared_with(compare) if compare else None
    shown = {
        kind: answers[:: max(1, len(answers) // errors)][:errors] if errors else []
        for kind, answers in _by_kind(found.report.errors).items()
    }
    if format_ == "json":
        sys.stdout.write(json.dumps(_json(found, shown, comparison), ensure_ascii=False, indent=1) + "\n")
    else:
        _print(found, shown, comparison)
    if save:
        write_whole(save, json.dumps(found.to_run(), ensure_ascii=False, indent=1) + "\n")
    if not found.report.items:
        screen.print("[yellow]Warning[/] " + escape(f"{gold} holds no item"))


def register(app: typer.Typer) -> None:
    app.command("eval")(evaluate)


def _by_kind(errors: Sequence[Answer]) -> dict[str, list[Answer]]:
    groups: dict[str, list[Answer]] = {}
    for answer in errors:
        groups.setdefault(answer.kind, []).append(answer)
    order = ("entity", "relation", "status", "deal", "slot")
    return {
        kind: groups[kind] for kind in sorted(groups, key=lambda kind: (order.index(kind.split()[1]), kind))
    }


def _json(
    found: Evaluation, shown: Mapping[str, Sequence[Answer]], comparison: Comparison | None
) -> dict[str, Any]:
    data: dict[str, Any] = found.report.to_dict()
    data["intervals"] = {name: list(bounds) for name, bounds in found.intervals.items()}
    if any(shown.values()):
        data["errors"] = {
            kind: [
                {
                    "item": answer.item,
                    "what": answer.what,
                    "cause": answer.cause,
                    "note": answer.note,
                    "context": found.context(answer),
                }
                for answer in answers
            ]
            for kind, answers in shown.items()
        }
    if comparison:
        data["comparison"] = comparison.to_dict()
    return data


def _print(found: Evaluation, shown: Mapping[str, Sequence[Answer]], comparison: Comparison | None) -> None:
    out = Console(highlight=False, soft_wrap=True)
    groups = _by_kind(found.report.errors)
    for kind, answers in shown.items():
        if answers:
            _errors(out, found, groups[kind], answers)
    out.print(_table(found.report, found.intervals))
    if comparison:
        _compared(out, comparison)


def _line(out: Console, text: str, style: str = "") -> None:
    """A line as it is: the text of items may hold what rich would take for markup."""
    out.print(Text(text, style=style))


def _errors(out: Console, found: Evaluation, group: Sequence[Answer], answers: Sequence[Answer]) -> None:
    causes = Counter(answer.cause for answer in group if answer.cause)
    ranked = sorted(causes.items(), key=lambda cause: (-cause[1], cause[0]))
    told = ", ".join(f"{cause} {count:,}" for cause, count in ranked)
    _line(out, f"{group[0].kind} ({len(group):,})" + (f": {told}" if told else ""), "bold")
    for answer in answers:
        why = ", ".join(part for part in (answer.cause, answer.note) if part)
        _line(out, f"  {answer.item}  {answer.what}" + (f"  [{why}]" if why else ""))
        _line(out, f"      {found.context(answer)}", "dim")
    out.print()


def _table(report: Report, intervals: Mapping[str, tuple[float, float]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    for column in ("P", "R", "F1", "95 %", "gold", "found"):
        table.add_column(column, justify="right")

    def bounds(key: str) -> str:
        return "–".join(f"{bound:.3f}" for bound in intervals.get(key, ()))

    def row(name: str, tally: Tally, key: str = "") -> None:
        precision, recall, f1 = (f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
        table.add_row(name, precision, recall, f1, bounds(key), f"{tally.gold:,}", f"{tally.found:,}")

    row("entities", report.entities, "entities")
    row("entities, any type", report.entities_any_type, "entities_any_type")
    row("relations", report.relations, "relations")
    row("relation status, marked", report.status_marked, "relation_status_marked")
    row("deals", report.deals, "deals")
    row("deal slots", report.deal_slots, "deal_slots")
    row("resolution", report.resolution, "resolution")
    accuracy = f"{report.status_accuracy:.3f}"
    table.add_row("relation status, accuracy", "", "", accuracy, bounds("relation_status_accuracy"))
    for group in (report.by_entity_type, report.by_relation_type):
        table.add_section()
        for name, tally in sorted(group.items()):
            row(f"  {name}", tally)
    return table


def _compared(out: Console, comparison: Comparison) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), title="against the earlier run", title_justify="left")
    table.add_column("")
    for column in ("before", "now", "difference", "95 %"):
        table.add_column(column, justify="right")
    for one in comparison.figures:
        bounds = " to ".join(f"{bound:+.3f}" for bound in one.interval or ())
        name = one.name.replace("_", " ")
        table.add_row(name, f"{one.before:.3f}", f"{one.now:.3f}", f"{one.now - one.before:+.3f}", bounds)
    out.print()
    out.print(table)
    for title, changes in (("better", comparison.better), ("worse", comparison.worse)):
        _changes(out, title, changes)
    for title, items in (("earlier", comparison.lost), ("present", comparison.added)):
        if items:
            _line(out, f"\n{len(items):,} items only in the {title} run: {', '.join(items[:5])}")


def _changes(out: Console, title: str, changes: Sequence[Change]) -> None:
    if changes:
        _line(out, f"\n{title} ({len(changes):,})", "bold")
    for one in changes[:SHOWN_CHANGES]:
        _line(out, f"  {one.item}  {one.answer}  {one.before or 'not said'} → {one.now or 'not said'}")
    if len(changes) > SHOWN_CHANGES:
        _line(out, f"  … and {len(changes) - SHOWN_CHANGES:,} more; --format json has all")
