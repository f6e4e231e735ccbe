"""The graph in the formats of other programs, one contract for all; see `registry` for which."""

from kg.exports.export import Exported, export, stream
from kg.exports.registry import FORMATS
from kg.exports.scope import Scope, select

__all__ = ["FORMATS", "Exported", "Scope", "export", "select", "stream"]
