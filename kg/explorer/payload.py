"""Graph → the two blobs of data that the explorer's page carries; kg/explorer/web/src/payload.ts reads them.

Both are columns of JSON, gzipped and in base64: text that no tag can be closed with. The graph is read at
once, the evidence when the first sentence is asked for.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from dataclasses import dataclass

from kg.explorer.columns import deal_columns, edge_columns, node_columns
from kg.explorer.first_view import FIRST_VIEW, first_view
from kg.explorer.reports import Reports
from kg.explorer.selection import Scope, Selection, select
from kg.explorer.vocabulary import NONE, Vocabulary, numbers
from kg.graph import Graph
from kg.ontology import Ontology
from kg.records import Json

VERSION = 2
# Of gzip: deflate, no flags, no time, the best compression, no system named.
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
# Less memory than zlib's 8 makes shorter blocks, and columns of unlike values pack better in those.
_MEMORY = 6


@dataclass(frozen=True, slots=True)
class Payload:
    """What the page shows; `graph` and `evidence` as payload.ts describes them."""

    graph: Json
    evidence: Json
    selection: Selection


def payload(graph: Graph, ontology: Ontology, scope: Scope) -> Payload:
    """The same graph and scope give the same payload, whatever the order of nodes and edges."""
    from kg.explorer.chart import chart  # numpy is not needed to start

    selection = select(graph, ontology, scope)
    vocabulary = Vocabulary(graph, selection, ontology)
    nodes = selection.nodes
    number = numbers(node.id for node in nodes)
    # What has the same ends lies together and packs well.
    edges = sorted(selection.edges, key=lambda edge: (number[edge.source], number[edge.target], edge.id))
    deals = [node for node in nodes if node.labels[0] not in ontology.entities]
    columns: Json = {
        "vocab": vocabulary.to_json(),
        "nodes": node_columns(selection, chart(selection, ontology, first=FIRST_VIEW), vocabulary),
        "deals": deal_columns(deals, number, vocabulary),
        "edges": edge_columns(edges, number, vocabulary),
    }
    days = sorted(day for key in ("first", "last") for day in columns["nodes"][key] if day != NONE)
    meta: Json = {
        "hash": hashlib.sha256(_text(columns)).hexdigest()[:16],
        "first": days[0] if days else NONE,
        "last": days[-1] if days else NONE,
        "left_out_nodes": selection.all_nodes - len(nodes),
        "left_out_edges": selection.all_edges - len(edges),
        "start": first_view(selection),
        "focus": NONE if scope.centre is None else number.get(scope.centre, NONE),
    }
    evidence = Reports(graph, ontology, vocabulary).columns(nodes, deals, edges)
    return Payload({"version": VERSION, "meta": meta, **columns}, evidence, selection)


def _text(data: Json) -> bytes:
    """Compact JSON; half of a surrogate pair, which UTF-8 cannot hold, becomes `?`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")


def packed(data: Json) -> str:
    """Gzip and base64, without name, time or system: the same data gives the same text."""
    text = _text(data)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
    body = deflate.compress(text) + deflate.flush()
    tail = struct.pack("<II", zlib.crc32(text), len(text) & 0xFFFFFFFF)
    return base64.b64encode(_HEAD + body + tail).decode("ascii")
