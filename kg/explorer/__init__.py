"""Graph → pages for readers: one self-contained HTML file, and neighbourhoods in notebooks."""

from kg.explorer.page import MOST_NODES, explorer_page
from kg.explorer.view import View

__all__ = ["MOST_NODES", "View", "explorer_page"]
