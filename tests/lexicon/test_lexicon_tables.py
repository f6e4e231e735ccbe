"""Folders of tables: reading them, looking names up, laying one over another."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import Alias, Entry, Lexicon, Post, extend, fold, load
from kg.lexicon.folder import columns

COMPANIES = """\
# type: Company
# Makers first.
id\talso\tname_en\tname_zh\taliases\tparent\tcountry\tsector
acme\t\tAcme\t~艾克\tAcme Labs|~AC\t\tCN\tmodel developer
acme-cloud\tProduct\tAcme Cloud\t艾克云\t\tacme\tCN\tcloud
apollo-fund\t\t~Apollo\t\tApollo Fund\t\tUS\tfund
"""
MODELS = """\
# type: Model
id\talso\tname_en\tname_zh\taliases\tmaker\tfamily
apollo\tProduct\t~Apollo\t\t\tacme\t
apollo-2.5\t\tApollo-2.5\t\t\tacme\tapollo
"""
PEOPLE = """\
# type: Person
id\tname_en\tname_zh\taliases\tposts\tfounded
jane-doe\tJane Doe\t\t\tacme:CEO|-apollo-fund:Partner\tacme
"""


def write(folder: Path, **tables: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    return load(write(tmp_path / "base", companies=COMPANIES, models=MODELS, people=PEOPLE))


def test_a_row_becomes_an_entry(lexicon: Lexicon) -> None:
    assert lexicon.entries["acme"] == Entry(
        id="acme",
        type="Company",
        name_en="Acme",
        name_zh="艾克",
        aliases=(
            Alias("Acme", ambiguous=False),
            Alias("艾克", ambiguous=True),
            Alias("Acme Labs", ambiguous=False),
            Alias("AC", ambiguous=True),
        ),
        country="CN",
        sector="model developer",
    )
    jane = lexicon.entries["jane-doe"]
    assert jane.posts == (Post("acme", "CEO"), Post("apollo-fund", "Partner", former=True))
    assert jane.founded == ("acme",)
    assert lexicon.entries["acme-cloud"].types == ("Company", "Product")
    assert lexicon.entries["acme-cloud"].name == "Acme Cloud"


def test_lookup_is_by_folded_spelling_with_the_best_first(lexicon: Lexicon) -> None:
    assert [entry.id for entry in lexicon.lookup("ＡＣＭＥ labs")] == ["acme"]
    assert [entry.id for entry in lexicon.lookup("Apollo")] == ["apollo-fund", "apollo"]
    assert [entry.id for entry in lexicon.lookup("apollo 2.5")] == ["apollo-2.5"]
    assert lexicon.lookup("Apollo-2") == ()


def test_a_spelling_is_ambiguous_where_flagged_shared_or_unknown(lexicon: Lexicon) -> None:
    assert not lexicon.ambiguous("Acme")
    assert lexicon.ambiguous("艾克")
    assert lexicon.ambiguous("Apollo")
    assert lexicon.ambiguous("nobody")


def test_names_are_sorted_and_the_matcher_finds_them(lexicon: Lexicon) -> None:
    names = list(lexicon.names())
    assert names == sorted(names)
    assert ("Apollo", "apollo", True) in names
    assert lexicon.matcher() is lexicon.matcher()
    text = "Jane Doe 介绍 Apollo-2.5 和艾克云"
    assert [match.ids[0] for match in lexicon.matcher().find(text)] == [
        "jane-doe",
        "apollo-2.5",
        "acme-cloud",
    ]


def test_static_facts_come_from_the_columns_as_declared(lexicon: Lexicon) -> None:
    facts = list(lexicon.static_facts())
    assert facts == sorted(facts)
    assert {(head, tail, role) for head, _, tail, role in facts} == {
        ("acme", "apollo", ""),
        ("acme", "apollo-2.5", ""),
        ("apollo-2.5", "apollo", ""),
        ("acme-cloud", "acme", ""),
        ("jane-doe", "acme", "CEO"),
        ("jane-doe", "acme", ""),
    }
    declared = {column.relation for column in columns(Path("none")).values()}
    assert {relation for _, relation, _, _ in facts} <= declared


def test_a_variant_of_another_type_is_no_static_fact(tmp_path: Path) -> None:
    products = "# type: Product\nid\tname_en\tfamily\napollo-plan\tApollo Plan\tacme-model\n"
    models = "# type: Model\nid\tname_en\nacme-model\tAcme Model\n"
    assert list(load(write(tmp_path / "x", models=models, products=products)).static_facts()) == []


def test_the_fingerprint_is_of_the_content(tmp_path: Path, lexicon: Lexicon) -> None:
    commented = COMPANIES.replace("# Makers first.", "# Another reason.\n# And one more.")
    same = load(write(tmp_path / "same", companies=commented, models=MODELS, people=PEOPLE))
    assert same.fingerprint == lexicon.fingerprint
    other = load(write(tmp_path / "other", companies=COMPANIES.replace("US", "UK"), models=MODELS))
    assert other.fingerprint != lexicon.fingerprint
    (tmp_path / "same" / "not_names.txt").write_text("Acme街\n", encoding="utf-8")
    blocked = extend(lexicon, tmp_path / "same")
    assert blocked.fingerprint != lexicon.fingerprint
    assert blocked.matcher().find("Acme街") == []


def test_a_folder_laid_over_adds_and_replaces(tmp_path: Path, lexicon: Lexicon) -> None:
    over = write(
        tmp_path / "over",
        companies="# type: Company\nid\tname_en\taliases\nacme\tAcme\tAcme Group\nzeta\tZeta\t\n",
    )
    wider = extend(lexicon, over)
    assert set(wider.entries) == {*lexicon.entries, "zeta"}
    assert wider.lookup("Acme Group")
    assert not wider.lookup("Acme Labs")
    assert lexicon.lookup("Acme Labs")
    assert len(list(wider.static_facts())) == len(list(lexicon.static_facts()))


def test_a_copy_for_another_process_is_the_same(lexicon: Lexicon) -> None:
    copy = pickle.loads(pickle.dumps(lexicon))  # noqa: S301 (our own bytes)
    assert copy.fingerprint == lexicon.fingerprint
    assert list(copy.names()) == list(lexicon.names())


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LEXICON", str(write(tmp_path / "mine", companies=COMPANIES)))
    assert set(load().entries) == {"acme", "acme-cloud", "apollo-fund"}
    monkeypatch.delenv("KG_LEXICON")
    assert "openai" in load().entries
    assert load() is load()


def test_every_spelling_is_found_under_its_own_key() -> None:
    lexicon = load()
    for text, entry, _ in lexicon.names():
        assert lexicon.entries[entry] in lexicon.lookup(text), text
        assert fold(text), text


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("id\tname_en\na\tA\n", r"t\.tsv:1: no line `# type"),
        ("# type: Model\nid\tcolour\n", r"t\.tsv:2: unknown columns: colour"),
        ("# type: Model\nid\tid\n", r"t\.tsv:2: a column twice"),
        ("# type: Model\nname_en\n", r"t\.tsv:2: no column id"),
        ("# type: Model\n", r"t\.tsv:1: no header line"),
        ("# type: Model\nid\tname_en\nabc\n", r"t\.tsv:3: 1 cells where the header has 2"),
        ("# type: Model\nid\tname_en\nA b\tAb\n", r"t\.tsv:3: id 'A b' is no slug"),
        ("# type: Model\nid\tname_en\na\tA1b\na\tA2b\n", r"t\.tsv:4: a: id already taken at t\.tsv:3"),
        ("# type: Ghost\nid\tname_en\nabc\tAbc\n", r"t\.tsv:3: abc: unknown type 'Ghost'"),
        ("# type: Person\nid\tname_en\tposts\nabc\tAbc\tacme\n", r"t\.tsv:3: post 'acme' is not"),
    ],
)
def test_what_cannot_be_read_says_where(tmp_path: Path, table: str, reason: str) -> None:
    with pytest.raises(LexiconError, match=reason) as caught:
        load(write(tmp_path, t=table))
    assert caught.value.advice


def test_an_empty_folder_and_other_encodings_are_errors(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"no \.tsv file"):
        load(tmp_path / "nowhere")
    (tmp_path / "t.tsv").write_bytes("# type: Model\nid\tname_zh\na\t豆包\n".encode("gb18030"))
    with pytest.raises(LexiconError, match="not UTF-8"):
        load(tmp_path)


def test_columns_that_are_no_mapping_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "columns.yaml").write_text("maker: DEVELOPS\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"columns\.yaml:1"):
        columns(tmp_path)
