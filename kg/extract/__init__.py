"""Items → what they name and state: mentions, entities, facts and deals, each with its evidence.

A spaCy pipeline, one component a file; `document.py` is the contract between them. Importing this room
is cheap: spaCy is loaded by the first `Extractor` that reads an item.
"""

from __future__ import annotations

from kg.extract.pipe import Extractor, build_nlp, default_jobs

__all__ = ["Extractor", "build_nlp", "default_jobs"]
