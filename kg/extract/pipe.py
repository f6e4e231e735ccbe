"""Items → extractions: the spaCy pipeline put together, run on one item or on many.

The components stand in the order in which they read one another (`document.py` says what). One that
proposes names by other means goes before `mentions`, one that proposes facts beside `relations`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import fields
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import lexicon as lexicons
from kg import ontology as ontologies
from kg import settings
from kg.errors import KgError, ModelError
from kg.extract import wordlists, workers
from kg.extract.text import readable
from kg.lexicon import Lexicon
from kg.ontology import Ontology
from kg.records import Extraction, Item, Mention
from kg.settings import VERSION

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

# Each of the trained model's components, and the one it stands behind.
ENCODER_COMPONENTS = (
    ("encoder_names", "han_names"),
    ("encoder_same", "entities"),
    ("encoder_entities", "encoder_same"),
    ("encoder_relations", "status"),
    ("encoder_status", "encoder_relations"),
    ("encoder_deals", "deals"),
)
COMPONENTS = (
    "clauses",
    "lexicon_names",
    "latin_names",
    "han_names",
    "mentions",
    "entities",
    "amounts",
    "relations",
    "status",
    "deals",
)
# What a model's answers depend on; its card is for people.
MODEL_FILES = {".json", ".npz", ".onnx"}
# Below this many items, starting processes costs more than they save.
FEW_ITEMS = 200
# spaCy's own limit guards parsers that need memory for every token; nothing here does.
MOST_CHARACTERS = 1_000_000_000


def build_nlp(lexicon: Lexicon, *, ontology: Ontology, model: Path | None = None) -> Language:
    """The pipeline that makes a `Doc` of an item's text and fills its attributes.

    With `model`, a folder, the trained encoder reads beside the rules.
    """
    import spacy

    from kg.extract import (  # noqa: F401 - importing registers the factories
        amounts,
        clauses,
        deals,
        encoder_deals,
        encoder_entities,
        encoder_names,
        encoder_relations,
        encoder_same,
        encoder_status,
        entities,
        han_names,
        latin_names,
        lexicon_names,
        mentions,
        relations,
        resources,
        status,
        tokenizer,
    )

    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg.tokenizer"}}})
    nlp.max_length = MOST_CHARACTERS
    resources.attach(nlp, resources.Resources(lexicon, ontology))
    for component in COMPONENTS:
        nlp.add_pipe(component)
    if model is not None:
        for component, before in ENCODER_COMPONENTS:
            config = {"model": str(model)} if component == "encoder_names" else {}
            nlp.add_pipe(component, config=config, after=before)
    return nlp


class Extractor:
    """Reads items: what they name, what they state, which deals they report.

    The same item gives the same extraction in any process, order and company.
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        ontology: Ontology | None = None,
        *,
        model: str | None = None,
    ) -> None:
        """By default the package's own; `model` is a folder, or `none` to read without one."""
        self.lexicon = lexicon if lexicon is not None else lexicons.load()
        self.ontology = ontology if ontology is not None else ontologies.load()
        self.model = settings.model_folder(model) if model else settings.load().model

    @cached_property
    def nlp(self) -> Language:
        """The pipeline, made at first use."""
        return build_nlp(self.lexicon, ontology=self.ontology, model=self.model)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what decides an extraction beside the item: code version, lexicon, schemas, lists."""
        parts = [VERSION, self.lexicon.fingerprint, _ontology_text(self.ontology), wordlists.fingerprint()]
        parts.append(model_fingerprint(self.model) if self.model else settings.NO_MODEL)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def read(self, item: Item, *, until: str | None = None) -> Doc:
        """The item's `Doc` with everything that the components found, also what they refused.

        With `until`, a component's name, as that component finds it.
        """
        from kg.extract import document

        item = readable(item)
        doc = self.nlp.make_doc(item.text)
        doc._.item = item
        document.start(doc)
        # Sums over several threads differ in their last digits, and processes beside this one use the cores.
        with _blas().limit(limits=1, user_api="blas") if self.model else nullcontext():
            for name, component in self.nlp.pipeline:
                if name == until:
                    break
                doc = component(doc)
        return doc

    def extract(self, item: Item) -> Extraction:
        """What the item says. Raises `KgError` with the item's id where a component fails."""
        try:
            doc = self.read(item)
        except KgError:
            raise
        except Exception as error:
            raise KgError(
                f"item {item.id}: {type(error).__name__}: {error}",
                advice="Leave the item out to go on, and report its text.",
            ) from error
        return _extraction(doc)

    def extract_all(
        self, items: Sequence[Item], *, jobs: int = 1, on_done: Callable[[int], None] | None = None
    ) -> Iterator[Extraction]:
        """The extractions of `items`, in their order, by `jobs` processes; the same for any number.

        `on_done` is told how many are done. Raises `KgError` with the item's id where a process dies.
        """
        if jobs > 1 and len(items) > 1:
            found = workers.extract_all(items, jobs=jobs, knowledge=(self.lexicon, self.ontology, self.model))
        else:
            found = map(self.extract, items)
        for done, extraction in enumerate(found, start=1):
            yield extraction
            if on_done is not None:
                on_done(done)


@cache
def _blas() -> ThreadpoolController:
    """The linear algebra that numpy calls, as it stands once numpy is loaded."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def model_fingerprint(folder: Path) -> str:
    """A hash of a model's files; `ModelError` where there is none."""
    digest = hashlib.sha256()
    try:
        for path in sorted(path for path in folder.iterdir() if path.suffix in MODEL_FILES):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    except OSError as error:
        advice = "Point KG_MODEL or --model at a model's folder, or say none to read without one."
        raise ModelError(f"No model at {folder}: {error.strerror}", advice=advice) from error
    return digest.hexdigest()


def default_jobs(n_items: int) -> int:
    """As many processes as the cores that this one may use; one where there are few items."""
    if n_items < FEW_ITEMS:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _extraction(doc: Doc) -> Extraction:
    item: Item = doc._.item
    text = item.text
    for entity in doc._.entities:
        for mention in entity.mentions:
            _check(item.id, text, mention)
    return Extraction(
        item.id,
        text,
        entities=tuple(doc._.entities),
        facts=tuple(sorted(doc._.facts, key=lambda fact: (fact.head, fact.type, fact.tail, fact.status))),
        deals=tuple(doc._.deals),
        rejections=tuple(doc._.rejections),
    )


def _check(item: str, text: str, mention: Mention) -> None:
    if text[mention.start : mention.end] != mention.text:
        raise KgError(f"item {item}: {mention.text!r} does not stand at {mention.start}")


def _ontology_text(ontology: Ontology) -> str:
    """All that the schemas say, in one spelling."""
    content = {field.name: getattr(ontology, field.name) for field in fields(ontology)}
    return json.dumps(content, default=_plain, sort_keys=True, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if hasattr(value, "model_dump"):
        return value.model_dump()
    return dict(value)  # type: ignore[call-overload]
