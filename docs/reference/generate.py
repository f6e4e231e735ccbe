"""Write the pages of this folder from the code: the command line, the schemas, the Python API.

    python docs/reference/generate.py

A test compares the pages with what this would write now, so they are never older than the code.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import typer
from typer.models import ArgumentInfo

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent.parent))

import kg  # noqa: E402
from kg import api, errors, ontology  # noqa: E402
from kg.cli.verbs import families  # noqa: E402
from kg.ontology import Ontology, Status  # noqa: E402

_NOTE = "<!-- Written by docs/reference/generate.py from the code; do not edit. -->\n"


def pages() -> dict[str, str]:
    """File name → text."""
    return {"cli.md": _page(cli()), "schema.md": _page(schema(ontology.load())), "api.md": _page(python())}


def _page(lines: Iterator[str]) -> str:
    return _NOTE + "\n" + "\n".join(lines).rstrip() + "\n"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _paragraphs(text: str) -> Iterator[str]:
    yield inspect.cleandoc(text)
    yield ""


# The command line


def cli() -> Iterator[str]:
    """Every verb with its arguments and options."""
    yield from ("# The command line", "")
    yield from _paragraphs(sys.modules["kg.cli"].__doc__ or "")
    for name, callback in (found for family in families() for found in _commands(family, "kg")):
        yield from (f"## {name}", "")
        yield from _paragraphs(callback.__doc__ or "")
        yield from _parameters(callback)


def _commands(group: typer.Typer, name: str) -> Iterator[tuple[str, Callable[..., None]]]:
    for command in group.registered_commands:
        if command.callback is not None:
            word = command.name or command.callback.__name__.replace("_", "-")
            yield f"{name} {word}", command.callback
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            yield from _commands(inner.typer_instance, f"{name} {inner.typer_instance.info.name}")


def _parameters(callback: Callable[..., None]) -> Iterator[str]:
    """A table; typer's own words for a parameter, whatever its version makes of them."""
    hints = get_type_hints(callback, include_extras=True)
    rows = []
    for name, parameter in inspect.signature(callback).parameters.items():
        type_, info = get_args(hints[name])[:2]
        if not info.hidden:
            rows.append(f"| {_spelled(name, type_, info)} | {_cell(_means(parameter, info))} |")
    if rows:
        yield from ("| argument or option | means |", "| --- | --- |", *rows, "")


def _spelled(name: str, type_: Any, info: Any) -> str:
    if isinstance(info, ArgumentInfo):
        return f"`{_cell(info.metavar or name.upper())}`"
    # In an annotation typer takes the first name for a default.
    first = [info.default] if str(info.default).startswith("-") else []
    words = [*first, *(info.param_decls or ())] or [f"--{name.replace('_', '-')}"]
    names = ", ".join(f"`{word}`" for word in words)
    return f"{names} {_value(type_, info)}".rstrip()


def _value(type_: Any, info: Any) -> str:
    """What an option takes; nothing for a switch."""
    if type_ is bool:
        return ""
    if get_origin(type_) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(type_))
    plain = next((one for one in get_args(type_) if one is not type(None)), type_)
    return _cell(info.metavar or getattr(plain, "__name__", "value").upper())


def _means(parameter: inspect.Parameter, info: Any) -> str:
    default = parameter.default
    told = info.show_default and default not in (None, "", False, parameter.empty)
    return f"{info.help or ''} [default: {default}]" if told else info.help or ""


# The schemas


def schema(known: Ontology) -> Iterator[str]:
    """All types, relations, deals, statuses, nodes and edges."""
    yield from ("# The schema", "", "From `schemas/*.yaml`, which `KG_SCHEMAS` can replace.", "")
    yield from ("## Entities", "", f"Every entity is also labelled `{known.entity_label}`.", "")
    yield from ("| type | 中文 | is | own properties |", "| --- | --- | --- | --- |")
    for entity in known.entities.values():
        own = ", ".join(entity.properties)
        yield f"| `{entity.name}` | {entity.label_zh} | {_cell(entity.description)} | {own} |"
    yield ""
    yield from _values("Properties of every entity", known.entity_properties)
    yield from ("## Relations", "", "| type | from | to | means |", "| --- | --- | --- | --- |")
    for relation in known.relations.values():
        head, tail = (", ".join(sorted(types)) for types in (relation.head, relation.tail))
        both = " (both ways)" if relation.symmetric else ""
        yield f"| `{relation.name}`{both} | {head} | {tail} | {_cell(relation.description)} |"
    yield ""
    yield from _values("Properties of every relation", known.relation_properties)
    yield from _scale("Statuses of a fact", known.statuses)
    yield from (
        "## Deals",
        "",
        "| kind | roles | main party | relations | is |",
        "| --- | --- | --- | --- | --- |",
    )
    for deal in known.deals.values():
        implied = ", ".join(f"{one.head} `{one.type}` {one.tail}" for one in deal.relations)
        roles = ", ".join(name + (" (many)" if role.many else "") for name, role in deal.roles.items())
        yield f"| `{deal.name}` | {roles} | {deal.main} | {implied} | {_cell(deal.description)} |"
    yield ""
    yield from _scale("Stages of a deal", known.stages)
    yield from ("## Other nodes and edges", "")
    for node in known.nodes.values():
        yield from _values(f"`{node.name}`", node.properties)
    for edge in known.edges.values():
        yield from _values(f"`({edge.source})-[:{edge.name}]->({edge.target})`", edge.properties)


def _values(title: str, properties: Mapping[str, object]) -> Iterator[str]:
    told = ", ".join(f"`{name}` {kind}" for name, kind in properties.items())
    yield from (f"{title}: {told}.", "")


def _scale(title: str, scale: Mapping[str, Status]) -> Iterator[str]:
    yield from (f"### {title}", "", "| name | 中文 | strength | means |", "| --- | --- | --- | --- |")
    for status in scale.values():
        strength = "closes" if status.closing else status.strength
        yield f"| `{status.name}` | {status.label_zh} | {strength} | {_cell(status.description)} |"
    yield ""


# The Python API


def python() -> Iterator[str]:
    """The functions of `kg`, the classes that they give, the errors."""
    yield from ("# The Python API", "", "`docs/python.md` shows how to use it.", "")
    for name in sorted(kg.__all__):
        thing = getattr(kg, name)
        if inspect.isfunction(thing):
            yield from _function(f"kg.{name}", thing, "##")
    for name, thing in sorted(vars(api).items()):
        if inspect.isclass(thing) and thing.__module__.startswith("kg."):
            yield from _class(name, thing)
    yield from ("## Errors", "", "```text", *_tree(errors), "```")


def _tree(module: ModuleType) -> list[str]:
    lines = inspect.cleandoc(module.__doc__ or "").splitlines()
    return [line.strip("\n") for line in lines if line.startswith("    ")]


def _function(name: str, thing: Any, level: str) -> Iterator[str]:
    yield from (f"{level} `{name}{_signature(thing)}`", "")
    yield from _text(thing)


def _signature(thing: Any) -> str:
    signature = inspect.signature(thing)
    kept = [one for one in signature.parameters.values() if one.name != "self"]
    return str(signature.replace(parameters=kept)).replace("'", "")


def _text(thing: Any) -> Iterator[str]:
    text = inspect.cleandoc(thing.__doc__ or "")
    before, mark, examples = text.partition(">>>")
    yield from (before.rstrip(), "")
    if mark:
        yield from ("```pycon", mark + examples.rstrip(), "```", "")


def _class(name: str, thing: type) -> Iterator[str]:
    yield from (f"## `{name}`", "")
    yield from _text(thing)
    members = [
        (word, value)
        for word in dir(thing)
        if not word.startswith("_") and (value := inspect.getattr_static(thing, word)) is not None
    ]
    properties = [(word, value) for word, value in members if _is_property(value)]
    for word, value in properties:
        first = _cell((value.__doc__ or "").partition("\n\n")[0])
        yield f"- `{word}`" + (f": {first}" if first else "")
    if properties:
        yield ""
    for word, value in members:
        inner = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if inspect.isfunction(inner) and inner.__module__.startswith("kg."):
            yield from _function(f"{name}.{word}", inner, "###")


def _is_property(value: object) -> bool:
    return isinstance(value, property | cached_property)


if __name__ == "__main__":
    for file, text in pages().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
