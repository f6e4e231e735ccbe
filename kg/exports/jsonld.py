"""JSON-LD: one document of linked data, in the terms of schema.org where it has them, else in our own.

Every node of the graph is a resource `urn:ai-industry-kg:node:ID`. A fact is a resource too
(`urn:ai-industry-kg:edge:ID`): a statement with `head`, `relation`, `tail`, its status, and its sentences in
order (`evidence`, each with its item, date and status). So is every other edge.

Only a fact that stands as asserted is stated directly as well, head to tail: a reader of the direct
statements never meets a rumour or a denial as a truth. The context stands in the file; nothing is fetched.
Shape: `schemas/jsonld.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

import yaml

from kg.exports.base import Part, edge_values, node_values, part_of
from kg.exports.tables import said
from kg.graph import Edge, Graph, Node
from kg.ontology import Ontology, ValueKind
from kg.records import Json

BASE = "urn:ai-industry-kg:"
VOCABULARY = f"{BASE}vocabulary:"
_SCHEMA = "https://schema.org/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TERMS = Path(__file__).parent / "data" / "schema_org.yaml"
_KINDS: Mapping[ValueKind, str] = {"integer": "xsd:integer", "number": "xsd:double", "boolean": "xsd:boolean"}
_LISTS = {"items", "dates", "statuses", "evidence"}
_REFERENCES = ("head", "tail", "item", "relation")


@cache
def terms() -> Json:
    """The curated mapping to schema.org."""
    found: Json = yaml.safe_load(_TERMS.read_text(encoding="utf-8"))
    return found


def parts(graph: Graph, ontology: Ontology) -> Iterator[Part]:
    yield part_of("", lambda: _lines(graph, ontology))


def _lines(graph: Graph, ontology: Ontology) -> Iterator[str]:
    yield '{"@context": ' + _encoded(context(ontology)) + ',\n"@graph": ['
    before = "\n"
    for resource in _resources(graph, ontology):
        yield before + _encoded(resource)
        before = ",\n"
    yield "\n]}\n"


def _encoded(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False)


def context(ontology: Ontology) -> Json:
    """What the words of the document mean."""
    made: Json = {"@vocab": VOCABULARY, "kg": VOCABULARY, "schema": _SCHEMA, "xsd": _XSD}
    kinds: dict[str, ValueKind] = {}
    for type_ in (*ontology.entities, *ontology.nodes):
        kinds |= node_values(type_, ontology)
    for type_ in (*ontology.relations, *ontology.edges):
        kinds |= {key: kind for key, kind in edge_values(type_, ontology).items() if key not in _LISTS}
    for name, kind in kinds.items():
        if name != "id" and kind in _KINDS:
            made[name] = {"@id": f"kg:{name}", "@type": _KINDS[kind]}
    for name, told in terms()["properties"].items():
        made[name] = {"@id": f"schema:{told['term']}"}
        if "type" in told:
            made[name]["@type"] = f"xsd:{told['type']}"
        if "language" in told:
            made[name]["@language"] = told["language"]
    made |= {name: {"@id": f"kg:{name}", "@type": "@id"} for name in _REFERENCES}
    made["text"] = {"@id": "schema:text"}
    made["evidence"] = {"@id": "kg:evidence", "@container": "@list"}
    return made


def _resources(graph: Graph, ontology: Ontology) -> Iterator[Json]:
    for node in graph.nodes:
        yield _node(node)
    for edge in graph.edges:
        if edge.type in ontology.relations:
            yield _fact(edge)
            if edge.properties.get("status") == _stated(ontology):
                yield from _direct(edge)
        else:
            yield _tie(edge)


def node_iri(id_: str) -> str:
    return f"{BASE}node:{quote(id_, safe='', errors='replace')}"


def _edge_iri(id_: str) -> str:
    return f"{BASE}edge:{quote(id_, safe='', errors='replace')}"


def _text(value: object) -> object:
    """Text as UTF-8 can hold it, also in lists."""
    if isinstance(value, list):
        return [_text(one) for one in value]
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _plain(part: Node | Edge) -> Json:
    """The properties; the id stands as `identifier`, since an IRI is not to be taken apart."""
    found = {key: _text(value) for key, value in part.to_dict()["properties"].items() if key != "id"}
    return {"schema:identifier": _text(part.id), **found}


def _node(node: Node) -> Json:
    classes = [f"kg:{label}" for label in node.labels]
    if node.labels[0] in terms()["classes"]:
        classes.append(f"schema:{terms()['classes'][node.labels[0]]}")
    return {"@id": node_iri(node.id), "@type": classes, **_plain(node)}


def _ends(edge: Edge) -> Json:
    ends = {"head": node_iri(edge.source), "tail": node_iri(edge.target)}
    return {"@id": _edge_iri(edge.id), **ends, "relation": f"kg:{edge.type}"}


def _fact(edge: Edge) -> Json:
    told = {key: value for key, value in _plain(edge).items() if key not in _LISTS}
    evidence = [_sentence(*one) for one in said(edge.properties)]
    return {**told, **_ends(edge), "@type": "kg:Fact", "evidence": evidence}


def _sentence(item: str | None, date: str | None, status: str | None, text: str | None) -> Json:
    cells = {
        "item": node_iri(item) if item is not None else None,
        "date": date,
        "status": status,
        "text": text,
    }
    found = {key: _text(value) for key, value in cells.items() if value is not None}
    return {"@type": ["kg:Evidence", "schema:Quotation"], **found}


def _tie(edge: Edge) -> Json:
    told = _plain(edge)
    if "evidence" in told:
        told["evidence"] = [{"@type": ["kg:Evidence", "schema:Quotation"], "text": told["evidence"]}]
    return {**told, **_ends(edge), "@type": "kg:Tie"}


@cache
def _stated_name(strengths: tuple[tuple[str, int], ...]) -> str:
    return max(strengths, key=lambda one: one[1])[0]


def _stated(ontology: Ontology) -> str:
    """The status of a fact that is told as one: the strongest that closes nothing."""
    return _stated_name(
        tuple((name, status.strength) for name, status in ontology.statuses.items() if not status.closing)
    )


def _direct(edge: Edge) -> Iterator[Json]:
    """The fact as a plain statement: in our own terms and, where it has one, in that of schema.org."""
    head, tail = node_iri(edge.source), node_iri(edge.target)
    yield {"@id": head, f"kg:{edge.type}": {"@id": tail}}
    told = terms()["relations"].get(edge.type)
    if told:
        one, other = (tail, head) if told.get("reverse") else (head, tail)
        yield {"@id": one, f"schema:{told['term']}": {"@id": other}}
