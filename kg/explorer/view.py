"""A node's neighbourhood as a cell of a notebook: the same page, in a frame of its own."""

from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A page that notebooks show; `html` is the whole page, for writing to a file."""

    html: str
    height: int = 600

    def _repr_html_(self) -> str:
        # A frame without `allow-same-origin`: the page's scripts see nothing of the notebook.
        page = html.escape(self.html, quote=True)
        return (
            f'<iframe srcdoc="{page}" width="100%" height="{self.height}" '
            'sandbox="allow-scripts allow-popups" style="border:1px solid #d5dbe3"></iframe>'
        )
