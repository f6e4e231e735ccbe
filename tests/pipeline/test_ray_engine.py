"""A real Ray cluster of two processes: what a build on it ends in, and what it survives."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from kg import pipeline
from kg.errors import KgError, UsageError
from kg.extract import Extractor
from kg.lexicon import Lexicon, Match, Matcher
from kg.pipeline import Options, ray_cluster, ray_engine
from kg.pipeline.extraction import item_key, settled
from kg.pipeline.parts import Parts
from kg.pipeline.ray_reader import MOST_DEATHS
from kg.records import Item
from tests.conftest import Command
from tests.extract.small_lexicon import LEXICON
from tests.samples import EXAMPLES, write_digest

try:
    ray_cluster.require_ray()
except UsageError as error:
    pytest.skip(str(error), allow_module_level=True)

pytestmark = [
    pytest.mark.slow,
    # Ray warns of what it does itself; of what is done here it warns in this package's name.
    pytest.mark.filterwarnings(r"ignore::DeprecationWarning:ray\.", r"ignore::ResourceWarning:ray\."),
]

RAISES, KILLS = "RaisingWord", "KillingWord"


class Trap(Lexicon):
    """A lexicon in which one word is an error, and another the end of the process that reads it."""

    def __reduce__(self) -> tuple[type[Lexicon], tuple[object, ...]]:
        return Trap, (tuple(self.entries.values()), dict(self.columns), self.blockers)

    def matcher(self) -> Matcher:
        return cast(Matcher, Trapped(super().matcher()))


class Trapped:
    def __init__(self, inner: Matcher) -> None:
        self.inner = inner

    def find(self, text: str) -> Sequence[Match]:
        if RAISES in text:
            raise OSError("gone")
        if KILLS in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.inner.find(text)


class Told(pipeline.Silent):
    """Counts steps and does `then` once so many are done."""

    def __init__(self, then: Mapping[int, Callable[[], None]] | None = None) -> None:
        self.done, self.then = 0, dict(then or {})

    def advance(self, steps: int = 1) -> None:
        self.done += steps
        if self.done in self.then:
            self.then.pop(self.done)()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two processors, started once; every build below finds it and uses it."""
    with ray_cluster.joined(2) as ray:
        # Processes of the cluster cannot import the tests.
        ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
        yield ray
        ray.cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


def items(count: int, **words: str) -> list[Item]:
    """Items day-0, day-1, …; `words` says what else some of them hold, by their numbers: n3="…"."""
    return [
        Item(f"day-{n}", f"OpenAI发布GPT-{n}", f"OpenAI 今天发布了 GPT-{n}。{words.get(f'n{n}', '')}")
        for n in range(count)
    ]


def on_ray(
    some: Sequence[Item],
    extractor: Extractor,
    folder: Path,
    *,
    jobs: int = 1,
    progress: pipeline.Progress | None = None,
) -> list[str]:
    """The items' extractions as JSON, in their order; every one exactly once in the parts."""
    todo = {item_key(item, extractor.fingerprint): item for item in some}
    parts = Parts(folder)
    ray_engine.extract_on_ray(todo, extractor, jobs=jobs, progress=progress or pipeline.Silent(), parts=parts)
    rows = list(parts.read())
    assert sorted(key for key, _ in rows) == sorted(todo), "an item is lost or doubled"
    found = dict(rows)
    return [json.dumps(found[key].to_dict()) for key in todo]


def here(some: Sequence[Item], extractor: Extractor) -> list[str]:
    return [json.dumps(settled(extractor.extract(item)).to_dict()) for item in some]


def json_files(store: Path) -> dict[str, bytes]:
    files = [path for path in store.rglob("*.json*") if path.is_file()]
    return {str(path.relative_to(store)): path.read_bytes() for path in files}


def readers() -> list[int]:
    """The processes on this machine's cluster that read items: children of a child of this one."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(folder.name)] = (parent, (folder / "cmdline").read_bytes())
        except OSError:
            continue
    return [
        pid
        for pid, (parent, command) in found.items()
        if b"MapWorker(MapBatches(Reader))" in command and found.get(parent, (0, b""))[0] == os.getpid()
    ]


def test_a_cluster_ends_in_the_bytes_of_a_local_build(cluster: Any, tmp_path: Path) -> None:
    progress = Told()
    report = pipeline.build([EXAMPLES], tmp_path / "ray", Options(engine="ray", jobs=2), progress=progress)
    for jobs in (1, 2):
        pipeline.build([EXAMPLES], tmp_path / f"here-{jobs}", Options(jobs=jobs))
        assert json_files(tmp_path / "ray") == json_files(tmp_path / f"here-{jobs}")
    assert progress.done == report.counts["items"] > 70
    assert not list((tmp_path / "ray").glob("extracting*"))


def test_digests_in_fsspec_s_memory_are_read_here_and_extracted_there(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In two waves: more items than the cluster takes at once."""
    import fsspec  # type: ignore[import-untyped]

    monkeypatch.setattr(ray_engine, "WAVE_ITEMS", 60)
    storage = fsspec.filesystem("memory")
    for file in EXAMPLES.glob("*.md"):
        storage.pipe(f"/for-ray/{file.name}", file.read_bytes())
    pipeline.build(["memory://for-ray"], tmp_path / "out", Options(engine="ray", jobs=1, model="none"))
    storage.rm("/for-ray", recursive=True)
    pipeline.build([EXAMPLES], tmp_path / "here", Options(model="none"))
    assert json_files(tmp_path / "out") == json_files(tmp_path / "here")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_a_killed_process_loses_and_doubles_nothing(cluster: Any, tmp_path: Path) -> None:
    some, extractor = items(640), Extractor(LEXICON, model="none")
    killed: list[int] = []
    at_the_end: list[int] = []

    def kill() -> None:
        killed.extend(readers())
        for pid in killed:
            os.kill(pid, signal.SIGKILL)

    progress = Told({40: kill, len(some): lambda: at_the_end.extend(readers())})
    assert on_ray(some, extractor, tmp_path / "parts", jobs=2, progress=progress) == here(some, extractor)
    assert killed, "nobody was killed"
    assert at_the_end, "nobody was started anew; all was read before anybody was killed"
    assert not set(at_the_end) & set(killed)


def test_an_item_that_fails_is_named_and_the_others_are_kept(cluster: Any, tmp_path: Path) -> None:
    extractor = Extractor(Trap(LEXICON.entries.values(), LEXICON.columns), model="none")
    with pytest.raises(KgError, match="item day-7: OSError: gone") as caught:
        on_ray(items(60, n7=RAISES), extractor, tmp_path / "parts")
    assert "Leave the item out" in caught.value.advice
    kept = {extraction.id for _, extraction in Parts(tmp_path / "parts").read()}
    assert kept >= {f"day-{n}" for n in range(7)}
    assert "day-7" not in kept


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_an_item_that_kills_every_process_is_named(cluster: Any, tmp_path: Path) -> None:
    extractor = Extractor(Trap(LEXICON.entries.values(), LEXICON.columns), model="none")
    with pytest.raises(KgError, match=rf"item day-5: {MOST_DEATHS} processes that read it died") as caught:
        on_ray(items(40, n5=KILLS), extractor, tmp_path / "parts")
    assert "memory" in caught.value.advice


def test_a_machine_that_would_read_otherwise_is_refused(cluster: Any, tmp_path: Path) -> None:
    extractor = Extractor(LEXICON, model="none")
    extractor.fingerprint = "another version's"
    with pytest.raises(KgError, match="would read otherwise") as caught:
        on_ray(items(4), extractor, tmp_path / "parts")
    assert "same version" in caught.value.advice
    assert not list(Parts(tmp_path / "parts").read())


def test_a_stopped_build_goes_on_where_it_stopped(cluster: Any, tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    stories = [
        (f"OpenAI发布GPT-{n}", f"https://example.com/{n}", f"OpenAI 发布 GPT-{n}。") for n in range(50)
    ]
    write_digest(tmp_path / "in", "2026-01-01", *stories)
    stopped = Options(engine="ray", jobs=1, model="none")
    with pytest.raises(KeyboardInterrupt):
        pipeline.build([tmp_path / "in"], tmp_path / "ray", stopped, progress=Told({20: stop}))
    assert not (tmp_path / "ray" / "manifest.json").exists()
    shutil.copytree(tmp_path / "ray", tmp_path / "local")
    pipeline.build([tmp_path / "in"], tmp_path / "fresh", Options(model="none"))
    for engine in ("ray", "local"):
        options = Options(engine=engine, jobs=1, model="none")
        report = pipeline.build([tmp_path / "in"], tmp_path / engine, options)
        assert 20 <= report.reused < 50
        assert json_files(tmp_path / engine) == json_files(tmp_path / "fresh")


def test_the_command_line_uses_the_cluster_of_the_environment(
    cluster: Any, kg_command: Command, tmp_path: Path
) -> None:
    address = cluster.get_runtime_context().gcs_address
    words = ("extract", EXAMPLES, "--model", "none")
    there = kg_command(*words, "--engine", "ray", "--jobs", "3", RAY_ADDRESS=address)
    assert there.returncode == 0, there.stderr
    assert there.stdout == kg_command(*words).stdout
    nobody = kg_command(*words, "--engine", "ray", RAY_ADDRESS="127.0.0.1:1")
    assert nobody.returncode == 3
    assert "No Ray cluster at 127.0.0.1:1" in nobody.stderr
    assert "RAY_ADDRESS" in nobody.stderr


def test_a_day_is_added_on_the_cluster_too(cluster: Any, kg_command: Command, tmp_path: Path) -> None:
    first, second = sorted(Path(EXAMPLES).glob("*.md"))[:2]
    address = cluster.get_runtime_context().gcs_address
    for store, engine in (("local", ()), ("ray", ("--engine", "ray", "--jobs", "1"))):
        for day, how in ((first, ()), (second, engine)):
            words = ("add", str(day), "--store", str(tmp_path / store), "--model", "none")
            added = kg_command(*words, *how, RAY_ADDRESS=address)
            assert added.returncode == 0, added.stderr
    assert json_files(tmp_path / "ray") == json_files(tmp_path / "local")


def test_nothing_is_told_to_anyone(cluster: Any) -> None:
    """Statistics are off, the cluster listens here alone, and its own processes find no way out."""
    from ray._common.usage import usage_lib

    assert not usage_lib.usage_stats_enabled()
    assert cluster.get_runtime_context().gcs_address.startswith("127.0.0.1:")
    seen = cluster.get(cluster.remote(lambda: dict(os.environ)).remote())
    for name in ("http_proxy", "https_proxy", "RAY_USAGE_STATS_REPORT_URL"):
        assert seen[name] == "http://127.0.0.1:9"
        assert os.environ.get(name) != seen[name], "this process has lost its own"
