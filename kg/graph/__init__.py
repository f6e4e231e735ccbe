"""Facts → the property graph: nodes, edges, provenance; merging, status over time, files, search."""

from kg.graph.build import GraphReport, build_graph
from kg.graph.files import EDGES, NODES, content_hash, read_graph, write_graph
from kg.graph.importance import importance
from kg.graph.model import Edge, Graph, Node, Value
from kg.graph.profile import DealPart, Neighbour, Profile, profile
from kg.graph.search import Index
from kg.graph.texts import keeping_texts, line_of, texts_of

__all__ = [
    "EDGES",
    "NODES",
    "DealPart",
    "Edge",
    "Graph",
    "GraphReport",
    "Index",
    "Neighbour",
    "Node",
    "Profile",
    "Value",
    "build_graph",
    "content_hash",
    "importance",
    "keeping_texts",
    "line_of",
    "profile",
    "read_graph",
    "texts_of",
    "write_graph",
]
