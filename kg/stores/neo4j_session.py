"""A Neo4j server: its address, the login, and its errors in the project's words.

The login stands in the environment (NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE), as for Neo4j's own
tools; never in the address, which ends up in histories and logs.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg import settings
from kg.errors import StoreError, UsageError

if TYPE_CHECKING:
    from neo4j import Driver, Session

# The driver logs what we hand on: retries as errors in the end, a query's warnings in `Rows`. An application
# that wants its log sets a handler of its own.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

# Seconds for which a transient error is tried again, and for which an answer to a first call is awaited.
RETRY, CONNECT = 30.0, 10.0


@dataclass(frozen=True)
class Server:
    """One server, by its address without a login."""

    uri: str

    @classmethod
    def of(cls, uri: str) -> Server:
        """The server at an address; `UsageError` if it carries a login or is none."""
        parts = urlsplit(uri)
        if parts.username or parts.password:
            advice = "Set NEO4J_USERNAME and NEO4J_PASSWORD in the environment, and leave them out here."
            raise UsageError("A login does not belong in a server's address", advice=advice)
        if not parts.hostname or parts.path.strip("/"):
            raise UsageError(f"{uri} is no address of a Neo4j server", advice="One is neo4j://localhost:7687")
        return cls(uri)

    def _driver(self) -> Driver:
        from neo4j import GraphDatabase

        login = settings.neo4j_login()
        auth = (login.user, login.password) if login.password else None
        return GraphDatabase.driver(
            self.uri,
            auth=auth,
            max_transaction_retry_time=RETRY,
            connection_timeout=CONNECT,
            notifications_min_severity="WARNING",
        )

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[Session]:
        """A session whose errors are `StoreError`s with the next thing to try."""
        from neo4j import READ_ACCESS, WRITE_ACCESS
        from neo4j.exceptions import DriverError, Neo4jError

        mode = WRITE_ACCESS if write else READ_ACCESS
        try:
            database = settings.neo4j_login().database
            with (
                self._driver() as driver,
                driver.session(default_access_mode=mode, database=database) as session,
            ):
                yield session
        except (DriverError, Neo4jError, OSError) as error:
            raise self.refused(error) from error

    def refused(self, error: Exception) -> StoreError:
        """What went wrong, in the project's words."""
        from neo4j.exceptions import AuthError, ConstraintError, ServiceUnavailable

        code = str(getattr(error, "code", "") or "")
        first = str(getattr(error, "message", "") or error).partition("\n")[0][:300]
        if isinstance(error, AuthError):
            advice = "Set NEO4J_USERNAME (default neo4j) and NEO4J_PASSWORD to the server's login."
            return StoreError(f"{self.uri} refused the login", advice=advice)
        if isinstance(error, ServiceUnavailable | OSError):
            advice = "Start it (docker compose up -d --wait), or look at the address; then run this again."
            return StoreError(f"No Neo4j answers at {self.uri}: {first}", advice=advice)
        if isinstance(error, ConstraintError) or "ConstraintCreationFailed" in code:
            advice = "Other data in this database has the same label and id: move one of them elsewhere."
            return StoreError(f"{self.uri}: a constraint does not hold: {first}", advice=advice)
        advice = "Look at the server's log; running the same command again goes on where it stopped."
        return StoreError(f"{self.uri}: {first or code}", advice=advice)
