"""Digests in, a store folder out: the one place that runs every stage in order.

`build` makes a folder equal to what the given paths hold; `add` reads digests into a folder beside
what is there. Both end in the same bytes as a build from nothing over the same digests.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from kg import lexicon as lexicons
from kg import ontology as ontologies
from kg import settings
from kg.digests import Reading, read_all
from kg.errors import InputError, StoreError, UsageError
from kg.extract import Extractor
from kg.graph import (
    Graph,
    GraphReport,
    build_graph,
    content_hash,
    keeping_texts,
    write_graph,
)
from kg.pipeline.distinct import distinct
from kg.pipeline.extraction import LOCAL, RAY, extract_items
from kg.pipeline.finished import Extractions
from kg.pipeline.folder import PROGRESS, StoreFolder
from kg.pipeline.progress import Progress, Silent
from kg.pipeline.ray_cluster import require_ray
from kg.pipeline.sources import Sources
from kg.pipeline.truth import DIGESTS, EXTRACTIONS, TRUTH, Kept, counts_of, read_digests, read_extractions
from kg.records import Digest, Extraction, Item, Json, Problem
from kg.resolve import Decisions, resolve
from kg.stores import write_stores
from kg.stores.bulk import bulk


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose about a build; `engine` is `local` or `ray`, a cluster."""

    replace: bool = False
    strict: bool = False
    jobs: int | None = None
    model: str | None = None
    lexicon_facts: bool = False
    engine: str = LOCAL

    def __post_init__(self) -> None:
        """Refuse at once what would fail after all is read."""
        if self.engine == RAY:
            require_ray()
        elif self.engine != LOCAL:
            raise UsageError(f"No engine {self.engine!r}", advice=f"Choose {LOCAL} or {RAY}.")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: counts of what the folder now holds, and of what was left out and why."""

    folder: Path
    content_hash: str
    counts: Json
    problems: tuple[Problem, ...]
    dropped: Mapping[str, int]
    reused: int
    taken_back: tuple[str, ...]
    unchanged: bool
    model: bool
    graph: Graph = field(repr=False)

    @property
    def skipped(self) -> int:
        """How many inputs were left out; the exit code tells of them."""
        return sum(1 for problem in self.problems if problem.skipped)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a folder held before a build; `usable` says that its extractions are this extractor's."""

    kept: Kept[Digest] = field(default_factory=Kept)
    sources: Sources = field(default_factory=lambda: Sources({}))
    extractions: Kept[Extraction] = field(default_factory=Kept)
    content_hash: str = ""
    usable: bool = False

    @property
    def digests(self) -> Sequence[Digest]:
        return self.kept.all

    def reuse(self) -> dict[Item, Extraction]:
        """The extraction of each item that was there and is the same still."""
        known = {one.id: one for one in self.extractions.all} if self.usable else {}
        items = (item for digest in distinct(self.digests) for item in digest.items)
        return {item: known[item.id] for item in items if item.id in known}


class _Build:
    """One run over one folder; holds what all stages need."""

    @bulk()
    def __init__(self, folder: StoreFolder, options: Options, progress: Progress) -> None:
        config = settings.load()
        self.folder = folder
        self.options = options
        self.progress = progress
        self.ontology = ontologies.load()
        self.lexicon = lexicons.load()
        self.decisions = Decisions.read(config.decisions, self.ontology)
        self.extractor = Extractor(self.lexicon, self.ontology, model=options.model)

    def fingerprints(self) -> Json:
        return {
            "extractor": self.extractor.fingerprint,
            "lexicon": self.lexicon.fingerprint,
            "decisions": self.decisions.fingerprint,
        }

    @bulk()
    def earlier(self) -> Earlier:
        """What the folder holds now; nothing where it holds nothing or is to be replaced unread."""
        try:
            manifest = self.folder.manifest()
            data = self.folder.data(manifest)
            digests = read_digests(data)
            sources = Sources.read(data)
            extractions = read_extractions(data)
        except (StoreError, OSError, ValueError, KeyError):
            if self.folder.exists and not self.options.replace:
                raise
            return Earlier()
        usable = manifest["fingerprints"]["extractor"] == self.extractor.fingerprint
        return Earlier(digests, sources, extractions, str(manifest["content_hash"]), usable)

    def finish(
        self,
        digests: Sequence[Digest],
        sources: Sources,
        *,
        problems: tuple[Problem, ...],
        before: Earlier,
    ) -> BuildReport:
        """Extract, resolve, build the graph, write all files, swap them in."""
        issues = distinct(digests)
        items = [item for digest in issues for item in digest.items]
        extractions, reused = extract_items(
            items,
            self.extractor,
            jobs=self.options.jobs,
            progress=self.progress,
            reuse=before.reuse(),
            keep=self.folder.path / PROGRESS,
            engine=self.options.engine,
        )
        with bulk():
            graph, report = self._graph(issues, extractions)
            self.progress.stage("store", None)
            manifest = self._write(digests, sources, extractions, graph=graph, before=before)
        kept = {digest.id for digest in digests}
        return BuildReport(
            folder=self.folder.path,
            content_hash=manifest["content_hash"],
            counts=manifest["counts"],
            problems=problems,
            dropped=report.dropped,
            reused=reused,
            taken_back=tuple(digest.id for digest in before.digests if digest.id not in kept),
            unchanged=manifest["content_hash"] == before.content_hash,
            model=self.extractor.model is not None,
            graph=graph,
        )

    def _graph(
        self, digests: Sequence[Digest], extractions: Sequence[Extraction]
    ) -> tuple[Graph, GraphReport]:
        self.progress.stage("resolve", None)
        resolution = resolve(
            extractions, lexicon=self.lexicon, ontology=self.ontology, decisions=self.decisions
        )
        self.progress.stage("graph", None)
        return build_graph(
            digests,
            extractions,
            resolution=resolution,
            lexicon=self.lexicon,
            ontology=self.ontology,
            lexicon_facts=self.options.lexicon_facts,
        )

    def _write(
        self,
        digests: Sequence[Digest],
        sources: Sources,
        extractions: Extractions,
        *,
        graph: Graph,
        before: Earlier,
    ) -> Json:
        written = self.folder.fresh()
        # Another version may write the same digest in other words.
        lines = before.kept if before.usable else Kept[Digest]()
        lines.write(sorted(digests, key=attrgetter("id")), written / DIGESTS)
        before.extractions.write(extractions.by_id(), written / EXTRACTIONS)
        extractions.close()
        with keeping_texts(graph):
            write_graph(graph, written)
            write_stores(graph, written)
        sources.write(written)
        manifest: Json = {
            "version": settings.VERSION,
            "content_hash": content_hash([written / name for name in TRUTH]),
            "processor": platform.machine(),
            "fingerprints": self.fingerprints(),
            "lexicon_facts": self.options.lexicon_facts,
            "counts": counts_of(digests, graph, self.ontology),
        }
        self.folder.swap_in(written, manifest)
        return manifest


def _read(paths: Sequence[str | Path], options: Options, before: Earlier | None = None) -> Reading:
    known = before.sources.known(before.digests) if before else {}
    reading = read_all(paths, strict=options.strict, known=known)
    if not reading.digests:
        reasons = "\n".join(str(problem) for problem in reading.problems[:20])
        advice = "A digest is Markdown, HTML, JSON or JSON lines; see docs/digests.md."
        raise InputError(f"No digest could be read; nothing was changed.\n{reasons}", advice=advice)
    return reading


def _refuse_loss(outside: Sequence[Digest], folder: StoreFolder) -> None:
    if not outside:
        return
    shown = ", ".join(digest.id for digest in outside[:3]) + (" …" if len(outside) > 3 else "")
    raise UsageError(
        f"{folder.path} holds {len(outside)} digests from outside these paths ({shown}); "
        "a build would drop them",
        advice="To keep them use kg add; to drop them use kg build --replace.",
    )


def build(
    paths: Sequence[str | Path],
    out: Path,
    options: Options | None = None,
    *,
    progress: Progress | None = None,
) -> BuildReport:
    """Make the folder `out` equal to what `paths` hold now.

    New and changed digests are read, digests whose files are gone take their facts back. Raises
    `UsageError` rather than drop digests from outside `paths`, `InputError` if nothing can be read
    (the folder is left as it was), `StoreLocked` while another build runs there.
    """
    options, progress = options or Options(), progress or Silent()
    folder = StoreFolder(out)
    with folder.locked():
        progress.stage("read", None)
        run = _Build(folder, options, progress)
        before = run.earlier()
        reading = _read(paths, options, before)
        read = {digest.id for digest in reading.digests}
        if not options.replace:
            inside = before.sources.inside
            _refuse_loss([d for d in before.digests if d.id not in read and not inside(d.id, paths)], folder)
        return run.finish(reading.digests, Sources.of(reading), problems=reading.problems, before=before)


def add(
    paths: Sequence[str | Path],
    store: Path,
    options: Options | None = None,
    *,
    progress: Progress | None = None,
) -> BuildReport:
    """Read digests into the folder `store` beside what is there; one read before is replaced.

    Where nothing is there yet it is a build. Raises as `build` does.
    """
    options, progress = options or Options(), progress or Silent()
    folder = StoreFolder(store)
    with folder.locked():
        progress.stage("read", None)
        run = _Build(folder, options, progress)
        before = run.earlier()
        reading = _read(paths, options, before)
        merged = {digest.id: digest for digest in (*before.digests, *reading.digests)}
        return run.finish(
            list(merged.values()),
            before.sources.updated(reading),
            problems=reading.problems,
            before=before,
        )


def extract(
    paths: Sequence[str | Path],
    *,
    options: Options | None = None,
    progress: Progress | None = None,
) -> tuple[list[Item], list[Extraction], tuple[Problem, ...]]:
    """Read and extract without a store; a line for every item, also where nothing was found."""
    options, progress = options or Options(), progress or Silent()
    progress.stage("read", None)
    reading = _read(paths, options)
    items = [item for digest in distinct(reading.digests) for item in digest.items]
    extractor = Extractor(model=options.model)
    extractions, _ = extract_items(
        items, extractor, jobs=options.jobs, progress=progress, engine=options.engine
    )
    return items, list(extractions), reading.problems
