"""The server that tests marked `neo4j` use: one of their own, or the one at KG_NEO4J_URI.

`make test-neo4j` sets KG_CI_NEO4J: then a server is fetched and started, and a test fails where none can be.
Elsewhere these tests skip, since a server is 116 MB of jars.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.stores import Store, open_store
from tests.neo4j.server import PASSWORD, USER, Server, Unavailable, running


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that a test may stop and kill; it has to leave it running."""
    if not os.environ.get("KG_CI_NEO4J"):
        pytest.skip("run by make test-neo4j, which starts a Neo4j by Java and Maven")
    try:
        with running(tmp_path_factory.mktemp("neo4j")) as server:
            yield server
    except Unavailable as error:
        pytest.fail(f"No Neo4j to test with: {error}")


@pytest.fixture(scope="session")
def neo4j_uri(request: pytest.FixtureRequest) -> str:
    """Where a server answers; NEO4J_USERNAME and NEO4J_PASSWORD are set for it."""
    given = os.environ.get("KG_NEO4J_URI")
    if given:
        return given
    server: Server = request.getfixturevalue("own_server")
    return server.uri


@pytest.fixture
def login(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The server's URI with the login in the environment, as a user has it."""
    if not os.environ.get("KG_NEO4J_URI"):
        monkeypatch.setenv("NEO4J_USERNAME", USER)
        monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    return neo4j_uri


@pytest.fixture
def empty_server(login: str) -> str:
    """The server without a node."""
    from neo4j import GraphDatabase

    auth = (os.environ.get("NEO4J_USERNAME", USER), os.environ.get("NEO4J_PASSWORD", PASSWORD))
    with GraphDatabase.driver(login, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return login


@pytest.fixture
def neo4j_store(empty_server: str) -> Store:
    """A store on the server that holds nothing yet."""
    return open_store(empty_server)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for a server of a test's own."""
    return tmp_path / "home"
