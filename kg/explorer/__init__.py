"""Graph → pages for readers: one self-contained HTML file, and neighbourhoods in notebooks."""

from kg.explorer.page import Bundle, explorer_page
from kg.explorer.selection import Scope
from kg.explorer.small_page import MOST_NODES, small_page
from kg.explorer.view import View

__all__ = ["MOST_NODES", "Bundle", "Scope", "View", "explorer_page", "small_page"]
