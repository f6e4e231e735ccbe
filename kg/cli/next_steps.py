"""What to try after a build, with names that are really in the graph."""

from __future__ import annotations

import shlex
from pathlib import Path

from rich.markup import escape

from kg import ontology
from kg.cli.screen import screen
from kg.graph import Graph, importance
from kg.settings import DEFAULT_STORE

_QUERY = "MATCH (a:Company)-[r:ACQUIRES]->(b) RETURN a.name, b.name, r.status, r.evidence[0]"


def next_steps(store: Path, graph: Graph) -> None:
    """Three commands that work on this store as it is."""
    known = ontology.load()
    weight = importance(graph, known)
    entities = [node for node in graph.nodes if node.labels[0] in known.entities]
    option = "" if str(store) == DEFAULT_STORE else f" --store {shlex.quote(str(store))}"
    steps = [f'kg query{option} "{_QUERY}"', f"kg explore{option}"]
    if entities:
        first = min(entities, key=lambda node: (-weight.get(node.id, 0.0), node.id))
        steps.append(f"kg show{option} {shlex.quote(first.name)}")
    screen.print("Next:")
    for step in steps:
        screen.print(f"  {escape(step)}")
