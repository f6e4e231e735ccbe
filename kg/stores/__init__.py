"""The graph → stores that hold it and answer Cypher: NetworkX and the embedded engine, one contract for all.

`open_store` opens what is there, `write_stores` makes all files of a build, `to_networkx` gives a
notebook its graph. `Store` and `Rows` are the contract. kglite and networkx are imported at first use.
"""

from __future__ import annotations

from kg.stores.base import Cell, Rows, Store
from kg.stores.embedded import EMBEDDED, EmbeddedStore
from kg.stores.networkx_store import NETWORKX, NetworkxStore, from_networkx, to_networkx
from kg.stores.registry import SCHEMES, open_store, write_stores

__all__ = [
    "EMBEDDED",
    "NETWORKX",
    "SCHEMES",
    "Cell",
    "EmbeddedStore",
    "NetworkxStore",
    "Rows",
    "Store",
    "from_networkx",
    "open_store",
    "to_networkx",
    "write_stores",
]
