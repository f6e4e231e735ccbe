"""A server that can write no more: the load says so, and goes on once there is room."""

from __future__ import annotations

import sys

import pytest

from benchmarks.generate import generate
from kg.errors import StoreError
from kg.stores.neo4j_store import Neo4jStore
from tests.neo4j.server import Server

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's"),
]


def test_no_room_for_more(own_server: Server, empty_server: str) -> None:
    import resource  # not on Windows

    if own_server.uri != empty_server:
        pytest.skip("that server is someone's")
    made = generate(2_000, 10_000)
    unlimited = resource.prlimit(own_server.pid, resource.RLIMIT_FSIZE)

    def progress(what: str, rows: int) -> None:
        # What a full disk is to the server: files may not grow, and writes behind their first bytes fail.
        resource.prlimit(own_server.pid, resource.RLIMIT_FSIZE, (4_096, unlimited[1]))

    try:
        with pytest.raises(StoreError) as caught:
            Neo4jStore(empty_server).load(made, progress)
        assert caught.value.advice
    finally:
        own_server.kill()
        own_server.start()
    store = Neo4jStore(empty_server)
    with pytest.raises(StoreError, match="has not ended"):
        store.read()
    store.load(made)
    assert store.read() == made
