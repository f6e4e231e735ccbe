"""One suite for all stores: graphs are read back, replaced whole, and refused if they fit no schema."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.graph.model import Edge, Graph, Node
from kg.stores import Store, open_store
from tests.stores.graphs import edge, example, graph, hostile, node


def _typed(read: Graph) -> list[object]:
    """All values with their types: `1 == 1.0 == True` must not hide a change."""
    things: list[Node | Edge] = [*read.nodes, *read.edges]
    return [
        (thing.id, key, type(value), value)
        for thing in things
        for key, value in sorted(thing.properties.items())
    ]


@pytest.mark.parametrize("written", [example(), hostile(), graph([])], ids=["example", "hostile", "empty"])
def test_what_is_written_is_read_back(place: Path, written: Graph) -> None:
    open_store(place).write(written)
    read = open_store(place).read()
    assert read == written
    assert _typed(read) == _typed(written)


def test_a_store_reads_what_it_wrote_itself(empty: Store) -> None:
    empty.write(example())
    assert empty.read() == example()


def test_writing_replaces_the_whole_graph(empty: Store) -> None:
    empty.write(example())
    assert empty.query("MATCH (n:Company) RETURN count(n)").rows == ((8,),)
    smaller = graph([node("Company", "openai", "OpenAI")])
    empty.write(smaller)
    assert empty.read() == smaller
    assert empty.query("MATCH (n) RETURN n.id, size(keys(n))").rows == (("openai", 2),)
    assert empty.query("MATCH ()-[r]->() RETURN count(r)").rows == ((0,),)


def test_another_handle_sees_what_was_written_since(place: Path) -> None:
    open_store(place).write(example())
    reader = open_store(place)
    assert reader.query("MATCH (n:Company) RETURN count(n)").rows == ((8,),)
    open_store(place).write(graph([node("Company", "openai", "OpenAI")]))
    assert reader.query("MATCH (n:Company) RETURN count(n)").rows == ((1,),)


def test_nothing_lies_beside_the_file_when_it_is_written(place: Path, empty: Store) -> None:
    empty.write(example())
    empty.query("MATCH (n) RETURN n")
    empty.write(example())
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_evidence_of_ten_megabytes(empty: Store) -> None:
    sentence = "一句很长的证据,with Latin words and 'quotes'.\n" * 250_000
    assert len(sentence.encode()) > 10_000_000
    nodes = [node("Company", "a", "A"), node("Company", "b", "B")]
    written = graph(nodes, [edge("ACQUIRES", "x", "a", "b", evidence=(sentence,))])
    empty.write(written)
    assert empty.read() == written
    rows = empty.query(
        "MATCH ()-[r:ACQUIRES]->() WHERE r.evidence[0] ENDS WITH $end RETURN size(r.evidence[0])",
        {"end": ".\n"},
    )
    assert rows.rows == ((len(sentence),),)


def test_hostile_names_are_found_by_parameter_and_do_nothing(empty: Store) -> None:
    written = hostile()
    empty.write(written)
    for one in written.nodes:
        rows = empty.query(
            "MATCH (n {name: $name}) WHERE n.id = $id RETURN n.name", {"name": one.name, "id": one.id}
        )
        assert rows.rows == ((one.name,),)
    assert empty.query("MATCH (n) RETURN count(n)").rows == ((len(written.nodes),),)


def test_parallel_edges_of_one_type_and_pair_stay_apart(store: Store) -> None:
    rows = store.query(
        "MATCH (:Company {id: 'a16z'})-[r:INVESTS_IN]->({id: 'openai'}) RETURN r.id, r.status ORDER BY r.id"
    )
    assert rows.rows == (("invests_in-a16z-openai-1", "asserted"), ("invests_in-a16z-openai-2", "rumored"))


def test_every_label_finds_its_nodes(store: Store) -> None:
    counts = {label: store.query(f"MATCH (n:{label}) RETURN count(n)").rows[0][0] for label in
              ("Company", "Entity", "Deal", "Item", "Digest")}  # fmt: skip
    assert counts == {"Company": 8, "Entity": 13, "Deal": 2, "Item": 4, "Digest": 1}
    rows = store.query("MATCH (n {id: 'openai'}) RETURN labels(n)")
    assert rows.rows == ((["Company", "Entity"],),)


def test_a_store_that_is_not_there_is_an_error_with_advice(place: Path) -> None:
    for ask in (open_store(place).read, lambda: open_store(place).query("MATCH (n) RETURN n")):
        with pytest.raises(StoreError, match="No store at") as caught:
            ask()
        assert "kg build" in caught.value.advice


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.9, 0.999])
def test_a_file_cut_short_is_an_error_with_advice(place: Path, share: float) -> None:
    open_store(place).write(example())
    content = place.read_bytes()
    place.write_bytes(content[: int(len(content) * share)])
    for ask in (open_store(place).read, lambda: open_store(place).query("MATCH (n) RETURN n")):
        with pytest.raises(StoreError, match="cannot be read") as caught:
            ask()
        assert "kg build" in caught.value.advice


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff\xfe\x00", b'{"nodes": [1], "edges": []}', b"kgl?" * 99]
)
def test_another_file_is_an_error_with_advice(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(StoreError, match="cannot be read"):
        open_store(place).read()


def test_a_folder_in_place_of_the_file_is_an_error(place: Path) -> None:
    place.mkdir()
    (place / "inside").write_text("x")
    with pytest.raises(StoreError):
        open_store(place).read()
    with pytest.raises(StoreError, match="cannot be written"):
        open_store(place).write(example())
    assert [path.name for path in place.parent.iterdir()] == [place.name]


A, B = node("Company", "a", "A"), node("Company", "b", "B")
BROKEN = {
    "unknown label": graph([replace(A, labels=("Startup", "Entity"))]),
    "label with a query in it": graph([replace(A, labels=("Company) DETACH DELETE (n", "Entity"))]),
    "no label": graph([replace(A, labels=())]),
    "entity label missing": graph([replace(A, labels=("Company",))]),
    "unknown type": graph([A, B], [edge("BUYS", "x", "a", "b")]),
    "an end missing": graph([A], [edge("ACQUIRES", "x", "a", "b")]),
    "two nodes of one id": graph([A, A]),
    "two edges of one id": graph([A, B], [edge("ACQUIRES", "x", "a", "b"), edge("SUES", "x", "a", "b")]),
    "not sorted": Graph((B, A), ()),
    "no name": graph([replace(A, properties={"id": "a"})]),
    "another id": graph([replace(A, properties={"id": "b", "name": "A"})]),
    "a reserved word": graph([node("Company", "a", "A", title="x")]),
    "a name with a query in it": graph([node("Company", "a", "A", **{"x}) DETACH DELETE (n": "y"})]),
    "too large": graph([node("Deal", "a", "A", amount=2**63)]),
    "not a number": graph([node("Deal", "a", "A", confidence=float("nan"))]),
    "no text": graph([node("Company", "a", "half a \ud83d pair")]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_graph_that_fits_no_schema_is_refused_and_the_old_one_stays(empty: Store, name: str) -> None:
    empty.write(example())
    with pytest.raises(StoreError):
        empty.write(BROKEN[name])
    assert empty.read() == example()


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(TEXT, min_size=1, max_size=6),
    strings=st.lists(TEXT, max_size=4),
    amount=st.integers(-(2**63), 2**63 - 1),
    confidence=st.floats(allow_nan=False, allow_infinity=False),
    lead=st.booleans(),
)
def test_any_value_comes_back(
    place: Path, names: list[str], strings: list[str], amount: int, confidence: float, lead: bool
) -> None:
    nodes = [node("Company", f"c{n}", name, aliases=tuple(strings)) for n, name in enumerate(names)]
    nodes.append(node("Deal", "deal", names[0], amount=amount, confidence=confidence))
    written = graph(
        nodes, [edge("PARTY", f"p{n}", "deal", f"c{n}", lead=lead, role=name) for n, name in enumerate(names)]
    )
    open_store(place).write(written)
    read = open_store(place).read()
    assert read == written
    assert _typed(read) == _typed(written)
