"""Graphs to export: the examples' own, and one whose texts try to break out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import pipeline
from kg.graph import Graph
from tests.stores.graphs import example, hostile


@pytest.fixture(scope="session")
def example_graph(example_store: Path) -> Graph:
    return pipeline.OpenedStore(example_store).graph


@pytest.fixture(params=["examples", "story", "hostile"])
def graph(request: pytest.FixtureRequest, example_graph: Graph) -> Graph:
    made = {"examples": lambda: example_graph, "story": example, "hostile": hostile}
    return made[request.param]()
