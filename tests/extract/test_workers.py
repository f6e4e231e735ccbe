"""Processes that read items: what happens when one of them, or all, come to an end before their time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.extract import Extractor
from kg.records import Item
from tests.extract.small_lexicon import LEXICON
from tests.samples import ROOT

ITEMS = [Item(id=f"day-{n}", title="OpenAI发布GPT-9", body="OpenAI 今天发布了 GPT-9。") for n in range(40)]

# A worker imports the script of its parent before anything else; here it gets no further.
SCRIPT = """
import multiprocessing, os, signal, sys
if __name__ == "__mp_main__":
    {end}
sys.path.insert(0, {root!r})
if __name__ == "__main__":
    from kg.errors import KgError
    from kg.extract import Extractor
    from kg.records import Item
    items = [Item(id=f"day-{{n}}", title="OpenAI", body="OpenAI") for n in range(40)]
    try:
        list(Extractor(model="none").extract_all(items, jobs=2))
    except KgError as error:
        print(error, "|", error.advice)
    print(len(multiprocessing.active_children()), "left")
"""


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("os._exit(7)", "7"),
        ("import no_such_module", "1"),
        pytest.param(
            "os.kill(os.getpid(), signal.SIGKILL)",
            "-9",
            marks=pytest.mark.skipif(os.name == "nt", reason="no SIGKILL on this system"),
        ),
    ],
)
def test_a_worker_that_dies_as_it_starts_is_reported_at_once(tmp_path: Path, end: str, code: str) -> None:
    script = tmp_path / "run.py"
    script.write_text(SCRIPT.format(end=end, root=str(ROOT)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    said, left = done.stdout.splitlines()
    assert f"died as it started (exit code {code})" in said
    assert "--jobs 1" in said
    assert left == "0 left"


def test_a_worker_that_cannot_load_its_model_says_why(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"FileNotFoundError.*none-here"):
        list(Extractor(LEXICON, model=str(tmp_path / "none-here")).extract_all(ITEMS, jobs=2))


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_any_number_of_workers_reads_alike_and_in_order(jobs: int) -> None:
    found = list(Extractor(LEXICON, model="none").extract_all(ITEMS, jobs=jobs))
    assert [one.id for one in found] == [item.id for item in ITEMS]
    assert len({str(one.to_dict()).replace(one.id, "") for one in found}) == 1
