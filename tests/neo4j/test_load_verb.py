"""`kg load` and `--store neo4j://…` as a user types them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.neo4j.server import PASSWORD, USER

pytestmark = pytest.mark.neo4j


def login_of() -> dict[str, str]:
    return {
        "NEO4J_USERNAME": os.environ.get("NEO4J_USERNAME", USER),
        "NEO4J_PASSWORD": os.environ.get("NEO4J_PASSWORD", PASSWORD),
    }


def test_load_twice_then_ask_the_server(kg_command: Command, example_store: Path, empty_server: str) -> None:
    first = kg_command("load", empty_server, "--store", example_store, **login_of())
    assert first.returncode == 0, first.stderr
    second = kg_command("load", empty_server, "--store", example_store, **login_of())
    assert " 0 added, 0 changed, 0 removed" in second.stderr
    query = "MATCH (d:Deal) RETURN d.kind, count(*) AS deals ORDER BY d.kind"
    here = kg_command("query", query, "--store", example_store, "--format", "json")
    there = kg_command("query", query, "--store", empty_server, "--format", "json", **login_of())
    assert json.loads(there.stdout) == json.loads(here.stdout) != []
    shown = kg_command("show", "汇丰", "--store", empty_server, **login_of())
    assert shown.stdout == kg_command("show", "汇丰", "--store", example_store).stdout


def test_a_password_in_the_address_is_refused_and_not_repeated(
    kg_command: Command, example_store: Path
) -> None:
    done = kg_command("load", "neo4j://neo4j:my-secret@localhost", "--store", example_store)
    assert done.returncode == 2
    assert "NEO4J_PASSWORD" in done.stderr
    assert "my-secret" not in done.stderr


def test_no_server_is_an_error_with_what_to_try(kg_command: Command, example_store: Path) -> None:
    done = kg_command("load", "bolt://127.0.0.1:1", "--store", example_store, **login_of())
    assert done.returncode == 3
    assert "docker compose up" in done.stderr


def test_a_server_is_no_place_to_add_digests_to(kg_command: Command, login: str) -> None:
    done = kg_command("add", "examples/digests", "--store", login)
    assert done.returncode == 2
    assert "is a server" in done.stderr
