"""Mentions and facts of many items → one entity per real thing; a person's decisions are replayed."""

from kg.resolve.decisions import Decision, Decisions, Operation
from kg.resolve.resolution import Resolution, ResolvedEntity, is_provisional, resolve

__all__ = ["Decision", "Decisions", "Operation", "Resolution", "ResolvedEntity", "is_provisional", "resolve"]
