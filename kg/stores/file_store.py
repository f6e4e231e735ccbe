"""What stores in one file share: they are opened at first use, and again when the file was replaced.

Opening imports the engine, so that commands which ask nothing start without it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg.stores.base import Rows
from kg.stores.files import Signature, signature

if TYPE_CHECKING:
    from kg.graph.model import Graph
    from kg.stores.engine import Engine


class FileStore(ABC):
    """A graph in one file, queried by the embedded engine; see `Store`."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._opened: tuple[Signature, Engine] | None = None

    @abstractmethod
    def write(self, graph: Graph) -> None:
        """See `Store.write`."""

    @abstractmethod
    def read(self) -> Graph:
        """See `Store.read`."""

    @abstractmethod
    def _open(self) -> Engine:
        """The file's graph in an engine; `StoreError` if the file is no use."""

    def query(
        self,
        text: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float = 30.0,
        limit: int = 10_000,
    ) -> Rows:
        """See `Store.query`."""
        return self._engine().query(text, parameters, timeout=timeout, limit=limit)

    def _engine(self) -> Engine:
        now = signature(self.path)
        if self._opened is None or self._opened[0] != now:
            self._opened = now, self._open()
        return self._opened[1]
