"""With the trained model, without it, and with one that cannot be used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg import settings
from kg.errors import ModelError
from kg.extract import Extractor
from kg.records import Item
from tests.conftest import Command
from tests.samples import write_digest

MODEL = settings.PACKAGE / "extract" / "model"
NEWS = Item(
    "x",
    "星屿智元完成亿元A轮融资",
    "机器人公司星屿智元宣布完成亿元A轮融资，投资方为砺石创投和恒岳资本。公司创始人林知远表示，新一代人形机器人将于明年发布。",
    lang="zh",
)


def names(extractor: Extractor) -> set[str]:
    return {entity.name for entity in extractor.extract(NEWS).entities}


def test_the_package_carries_a_model_that_is_used_by_default() -> None:
    assert Extractor().model == MODEL
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 45_000_000


def test_the_model_finds_names_that_no_list_holds() -> None:
    new = {"星屿智元", "砺石创投", "林知远"}
    assert new <= names(Extractor())
    assert not new <= names(Extractor(model="none"))


def test_what_an_extraction_depends_on_tells_models_apart(tmp_path: Path) -> None:
    with_model, without = Extractor(), Extractor(model="none")
    assert with_model.fingerprint != without.fingerprint
    shutil.copytree(MODEL, tmp_path / "model")
    assert Extractor(model=str(tmp_path / "model")).fingerprint == with_model.fingerprint
    (tmp_path / "model" / "config.json").write_text("{}", encoding="utf-8")
    assert Extractor(model=str(tmp_path / "model")).fingerprint != with_model.fingerprint


def test_the_environment_chooses_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_MODEL", "none")
    assert Extractor().model is None


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No model at"):
        _ = Extractor(model=str(tmp_path / "nothing")).fingerprint


def test_a_model_of_other_types_is_refused(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    config = json.loads((tmp_path / "model" / "config.json").read_text("utf-8"))
    config["labels"]["types"] = ["Ship"]
    (tmp_path / "model" / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match="other types"):
        Extractor(model=str(tmp_path / "model")).extract(NEWS)


def test_a_build_without_the_model_says_what_is_lost(kg_command: Command, tmp_path: Path) -> None:
    story = ("OpenAI将收购Neptune", "https://example.com/a", "OpenAI 宣布将收购初创公司 **Neptune**。")
    write_digest(tmp_path / "in", "2026-01-01", story)
    plain = kg_command("build", tmp_path / "in", "--out", tmp_path / "plain", "--model", "none")
    assert plain.returncode == 0, plain.stderr
    assert "without the trained model" in plain.stderr
    whole = kg_command("build", tmp_path / "in", "--out", tmp_path / "whole")
    assert "without the trained model" not in whole.stderr


def test_one_item_is_read_alike_whoever_stands_beside_it() -> None:
    others = [Item(f"y{n}", "OpenAI发布GPT-5.2", "OpenAI 发布 GPT-5.2。" * n) for n in range(1, 20)]
    alone = Extractor().extract(NEWS).to_dict()
    among = [e.to_dict() for e in Extractor().extract_all([*others, NEWS], jobs=2)]
    assert among[-1] == alone
