"""Every error that this package raises on purpose.

    KgError
    ├── InputError      a file or an item that cannot be read
    ├── OntologyError   schemas/*.yaml contradicts itself
    ├── LexiconError    a lexicon or decisions file breaks its own rules
    ├── ModelError      a model file is missing, damaged or of another version
    ├── StoreError      a store folder or database that cannot be used
    │   └── StoreLocked another process is building in the folder
    ├── QueryError      a query that is wrong, not allowed or too slow
    ├── NotFound        no entity, digest or item of that name
    └── UsageError      a call that contradicts itself

Each carries `advice`, the next thing to try, which the command line prints below the message.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors here; `advice` says what to do next, in one sentence."""

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class InputError(KgError):
    """A digest file or an item that cannot be read."""


class OntologyError(KgError):
    """The schemas contradict themselves or a record contradicts the schemas."""


class LexiconError(KgError):
    """A curated file (lexicon, triggers, stop list, decisions) breaks its own rules."""


class ModelError(KgError):
    """A model file is missing, damaged or made for another version."""


class StoreError(KgError):
    """A store folder or database that cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process is building in this folder right now."""


class QueryError(KgError):
    """A query that is wrong, not allowed (it writes, or reads files) or too slow."""


class NotFound(KgError):
    """Nothing of that name is here."""


class UsageError(KgError):
    """Arguments that contradict each other or the state of the store."""
