"""A real Neo4j for tests, without Docker: jars by Maven into a cache, a server on a free loopback port.

Authentication is on, the data folder is thrown away. Needs Java 17 or newer and Maven; `Unavailable` says
what is missing. `Server.admin` runs neo4j-admin's commands from the same jars, for instance the import.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

VERSION = "5.26.12"
USER, PASSWORD = "neo4j", "for-tests-only"
ARTIFACTS = ("org.neo4j:neo4j", "org.neo4j.app:neo4j-server", "org.neo4j:neo4j-import-tool")
SERVER, ADMIN = "org.neo4j.server.CommunityEntryPoint", "org.neo4j.server.startup.Neo4jAdminCommand"
_START_SECONDS = 120
_OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")


class Unavailable(Exception):
    """No server can be started on this machine, and why."""


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "ai-industry-kg" / f"neo4j-{VERSION}"


def jars() -> Path:
    """The folder of jars; fetched once, whole or not at all."""
    folder = _cache()
    if folder.is_dir():
        return folder
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            raise Unavailable(f"{tool} is not installed")
    work = folder.with_suffix(f".{os.getpid()}")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "pom.xml").write_text(_pom(), encoding="utf-8")
    command = ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={work / 'lib'}"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unavailable(f"Maven could not fetch Neo4j: {done.stdout[-300:]}")
    try:
        (work / "lib").rename(folder)
    except OSError:  # another run was quicker
        if not folder.is_dir():
            raise
    shutil.rmtree(work, ignore_errors=True)
    return folder


def _pom() -> str:
    wanted = "".join(
        f"<dependency><groupId>{escape(group)}</groupId><artifactId>{escape(name)}</artifactId>"
        f"<version>{VERSION}</version></dependency>"
        for group, name in (artifact.split(":") for artifact in ARTIFACTS)
    )
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>local</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>"
        f"<dependencies>{wanted}</dependencies></project>"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server with its own home folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        (home / "conf").mkdir(parents=True, exist_ok=True)
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.heap.initial_size": "512m",
            "server.memory.heap.max_size": "512m",
            "server.memory.pagecache.size": "128m",
            "dbms.usage_report.enabled": "false",
        }
        lines = "".join(f"{key}={value}\n" for key, value in settings.items())
        (home / "conf" / "neo4j.conf").write_text(lines, encoding="utf-8")

    @property
    def uri(self) -> str:
        """Where Bolt answers."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Of the process that runs; a test may narrow what it may do."""
        if self._process is None:
            raise Unavailable("the server stands still")
        return self._process.pid

    def _java(self, main: str, *arguments: str) -> list[str]:
        opens = [f"--add-opens={package}=ALL-UNNAMED" for package in _OPENS]
        return ["java", "-Xmx768m", *opens, f"-Dbasedir={self.home}", "-cp", f"{jars()}/*", main, *arguments]

    def admin(self, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run a command of neo4j-admin while the server stands still."""
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        return subprocess.run(
            self._java(ADMIN, *arguments),
            cwd=self.home,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def start(self) -> None:
        """Start and wait until Bolt answers a query; raises `Unavailable` if it never does."""
        if not (self.home / "data").exists():
            done = self.admin(["dbms", "set-initial-password", PASSWORD])
            if done.returncode:
                raise Unavailable(f"no password could be set: {done.stderr[-300:]}")
        log = (self.home / "console.log").open("ab")
        command = self._java(SERVER, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}")
        self._process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        log.close()
        self._wait()

    def _wait(self) -> None:
        from neo4j import GraphDatabase
        from neo4j.exceptions import DriverError, Neo4jError

        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                raise Unavailable(f"the server ended: {(self.home / 'console.log').read_text()[-500:]}")
            try:
                with GraphDatabase.driver(self.uri, auth=(USER, PASSWORD)) as driver:
                    driver.execute_query("RETURN 1")
                    return
            except (DriverError, Neo4jError):
                time.sleep(0.5)
        raise Unavailable(f"no answer within {_START_SECONDS} seconds")

    def stop(self) -> None:
        """Stop cleanly, as an operator would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a lost machine would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None


@contextmanager
def running(home: Path) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(home)
    server.start()
    try:
        yield server
    finally:
        server.stop()
