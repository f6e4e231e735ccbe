"""How nodes push each other away, all at once: masses on a grid, folded with 1/distance by FFT.

The idea is FIt-SNE's (Linderman et al., Nature Methods 2019): the cost is that of the nodes plus that of the
grid, not of all pairs. Within one cell the push is smoothed; `apart` mends what that leaves.
"""

from __future__ import annotations

import numpy as np

from kg.explorer.layout.arrays import Floats, Integers


class Field:
    """The push of masses at points on each other, on a grid of `cells` by `cells` laid over them."""

    def __init__(self, cells: int) -> None:
        self._cells = cells
        # Twice the cells: the fold must not run around the edges.
        steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells))
        across, down = np.meshgrid(steps, steps, indexing="ij")
        distance = across**2 + down**2 + 1.0
        self._kernels = [np.fft.rfft2(way / distance) for way in (across, down)]

    def push(self, where: Floats, mass: Floats) -> Floats:
        """For each point the sum over all masses of mass / distance, away from them."""
        cells, double = self._cells, (2 * self._cells, 2 * self._cells)
        low = where.min(axis=0)
        cell = max(float((where.max(axis=0) - low).max()), 1e-9) * 1.0001 / (cells - 2)
        corners = _shares((where - low) / cell + 0.5, cells)
        laid = np.zeros(cells * cells)
        for share, at in corners:
            laid += np.bincount(at, weights=share * mass, minlength=cells * cells)
        spectrum = np.fft.rfft2(laid.reshape(cells, cells), s=double)
        columns = []
        for kernel in self._kernels:
            folded = np.fft.irfft2(spectrum * kernel, s=double)[:cells, :cells].ravel()
            columns.append(sum(share * folded[at] for share, at in corners) / cell)
        return np.stack(columns, axis=1)


def _shares(places: Floats, cells: int) -> list[tuple[Floats, Integers]]:
    """How much of each point falls to each of the four grid points around it, and which these are."""
    corner = np.floor(places).astype(np.int64)
    part = places - corner
    shares = []
    for right in (0, 1):
        for below in (0, 1):
            share = (part[:, 0] if right else 1 - part[:, 0]) * (part[:, 1] if below else 1 - part[:, 1])
            shares.append((share, (corner[:, 0] + right) * cells + corner[:, 1] + below))
    return shares
