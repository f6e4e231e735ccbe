"""A build killed at any moment leaves the old state or the new, and the next build goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import pipeline
from kg.pipeline.folder import StoreFolder
from tests.samples import ROOT, write_digest

SCRIPT = """
import sys, pathlib
sys.path.insert(0, sys.argv[3])
from kg import pipeline
print("go", flush=True)
pipeline.build([sys.argv[1]], pathlib.Path(sys.argv[2]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_killed_build_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    digests = tmp_path / "in"
    write_digest(digests, "2026-01-01", ("甲公司发布模型", "https://example.com/0", "甲公司发布了模型。"))
    pipeline.build([digests], tmp_path / "out")
    old = StoreFolder(tmp_path / "out").manifest()["content_hash"]
    for day in range(2, 28):
        story = (f"OpenAI发布GPT-{day}", f"https://example.com/{day}", f"OpenAI 发布 GPT-{day}，对标谷歌。")
        write_digest(digests, f"2026-01-{day:02d}", story)
    pipeline.build([digests], tmp_path / "fresh")
    new = StoreFolder(tmp_path / "fresh").manifest()["content_hash"]
    seen = set()
    for delay in (0.02, 0.1, 0.25, 0.4, 0.6, 0.9):
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(digests), str(tmp_path / "out"), str(ROOT)],
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        folder = StoreFolder(tmp_path / "out")
        manifest = folder.manifest()
        seen.add(manifest["content_hash"])
        assert manifest["content_hash"] in {old, new}
        opened = pipeline.OpenedStore(tmp_path / "out")
        assert opened.query("MATCH (i:Item) RETURN count(i) AS n").rows[0][0] in {1, 27}
    pipeline.build([digests], tmp_path / "out")
    assert StoreFolder(tmp_path / "out").manifest()["content_hash"] == new
    assert old in seen, "no kill came before the swap; the delays are too long to test anything"
