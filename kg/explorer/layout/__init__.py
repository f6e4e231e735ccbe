"""A graph's ties → communities and places on a map; numpy and networkx, no chance, no clock."""

from kg.explorer.layout.arrays import Floats, Integers, Ties
from kg.explorer.layout.communities import communities, components
from kg.explorer.layout.placing import place

__all__ = ["Floats", "Integers", "Ties", "communities", "components", "place"]
