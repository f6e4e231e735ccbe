"""Every store, empty or holding the example graph: what the contract suite runs over."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.stores import Store, open_store
from tests.stores.graphs import example

# Another kind of store joins the suite by one line here.
FILES = {"embedded": "graph.kgl", "networkx": "graph.json"}


@pytest.fixture(params=sorted(FILES))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where a store of each kind would stand; nothing is there."""
    return tmp_path / FILES[request.param]


@pytest.fixture
def empty(place: Path) -> Store:
    """A store that holds nothing yet."""
    return open_store(place)


@pytest.fixture(scope="session", params=sorted(FILES))
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that holds the example graph; tests only read it."""
    path = tmp_path_factory.mktemp(request.param) / FILES[request.param]
    open_store(path).write(example())
    return open_store(path)
