"""The Python API: a store as objects that notebooks show and pandas takes."""

# No `__all__`: some of these share their names with types of the schemas, which code does not spell.
from kg.api.deal import Deal as Deal
from kg.api.deal import DealParty as DealParty
from kg.api.entity import Entity as Entity
from kg.api.explained import Explained as Explained
from kg.api.explained import explain as explain
from kg.api.fact import Fact as Fact
from kg.api.frames import Frames as Frames
from kg.api.item import Item as Item
from kg.api.item import Report as Report
from kg.api.knowledge_graph import KnowledgeGraph as KnowledgeGraph
from kg.api.table import Column as Column
from kg.api.table import Table as Table
