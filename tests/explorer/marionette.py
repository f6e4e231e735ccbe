"""Firefox driven by its own protocol, Marionette: there is no driver to install."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Nothing that a fresh profile would ask servers for.
_QUIET = """
user_pref("marionette.port", {port});
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.normandy.enabled", false);
user_pref("app.update.disabledForTesting", true);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("intl.accept_languages", "{language}");
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
"""


class Firefox:
    """One window of Firefox."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._number = 0
        self._read()
        self.ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"pageLoadStrategy": "normal"}}})

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            one = self._connection.recv(1)
            if not one:
                raise ConnectionError("Firefox has gone")
            size += one
        left, parts = int(size[:-1]), []
        while left:
            parts.append(self._connection.recv(min(left, 65_536)))
            left -= len(parts[-1])
        return json.loads(b"".join(parts))

    def ask(self, command: str, parameters: dict[str, Any]) -> Any:
        """A command's answer; what Firefox refuses is a `RuntimeError`."""
        self._number += 1
        text = json.dumps([0, self._number, command, parameters]).encode()
        self._connection.sendall(f"{len(text)}:".encode() + text)
        _, _, error, answer = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return answer

    def open(self, address: str) -> None:
        self.ask("WebDriver:Navigate", {"url": address})

    def run(self, body: str) -> Any:
        """What a function's body returns in the page."""
        return self.ask("WebDriver:ExecuteScript", {"script": body, "args": []})["value"]

    def wait(self, condition: str, limit_s: float = 30) -> None:
        end = time.monotonic() + limit_s
        while not self.run(f"return !!({condition});"):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        port: int = server.getsockname()[1]
        return port


def _connected(port: int, process: subprocess.Popen[bytes], limit_s: float = 60) -> socket.socket:
    end = time.monotonic() + limit_s
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)


@contextmanager
def firefox(path: str, folder: Path, language: str = "en") -> Iterator[Firefox]:
    """A Firefox without a window on the screen, with a profile of its own in `folder`."""
    port = _free_port()
    profile = folder / "profile"
    profile.mkdir(parents=True)
    (profile / "user.js").write_text(_QUIET.format(port=port, language=language), encoding="utf-8")
    command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    quiet = {"MOZ_HEADLESS_WIDTH": "1280", "MOZ_HEADLESS_HEIGHT": "900", "HOME": str(folder)}
    process = subprocess.Popen(
        command, env=os.environ | quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with _connected(port, process) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(profile, ignore_errors=True)
