"""Graph → pages for readers: one self-contained HTML file, and neighbourhoods in notebooks."""

from kg.explorer.small_page import MOST_NODES, small_page
from kg.explorer.view import View

__all__ = ["MOST_NODES", "View", "small_page"]
