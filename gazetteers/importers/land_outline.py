"""Makes the outline of the land for the map of an HTML page: Natural Earth 1:110m, without any border.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python gazetteers/importers/land_outline.py package/land-110m.json > normalize/adapters/html/data/land.path

The source is Natural Earth's "land" (public domain, https://www.naturalearthdata.com/about/terms-of-use/), version
4.1.0 as TopoJSON by the npm package world-atlas 2.0.2 (ISC). Written is SVG path data in tenths of a degree, x to the
east, y to the south, relative; Antarctica is left out. A ring that goes over the 180th meridian (Chukotka, Wrangel
Island, Fiji) goes on beyond it, to x over 1800, for a jump back to -1800 would draw a line across the whole map.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

_SOUTHERNMOST = -600  # tenths of a degree; what lies wholly beyond is Antarctica
_SMALLEST = 3  # points that make a ring
_TURN = 3600


def rings(topology: dict[str, Any]) -> list[list[tuple[int, int]]]:
    """Give the closed rings of the land in tenths of a degree."""
    arcs = [_degrees(arc, topology["transform"]) for arc in topology["arcs"]]
    found = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found += [_ring(ring, arcs) for polygon in polygons for ring in polygon]
    return [ring for ring in found if len(ring) >= _SMALLEST and max(y for _, y in ring) > _SOUTHERNMOST]


def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[int, int]]:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((round(10 * (x * scale_x + left)), round(10 * (y * scale_y + bottom))))
    return points


def _ring(numbers: list[int], arcs: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    """Put arcs together; a negative number is an arc read backwards."""
    points: list[tuple[int, int]] = []
    for number in numbers:
        points += arcs[number] if number >= 0 else arcs[~number][::-1]
    points = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    return _beyond_the_meridian(points)


def _beyond_the_meridian(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Let a ring go on where its longitude jumps by a turn of the globe; it lies about its eastern part."""
    turns, shifts = 0, [0]
    for (x, _), (following, _) in pairwise(points):
        turns -= round((following - x) / _TURN)
        shifts.append(turns)
    least = min(shifts)
    east = [(x + (turn - least) * _TURN, y) for turn, (x, y) in zip(shifts, points, strict=True)]
    return east if min(x for x, _ in east) < _TURN // 2 else [(x - _TURN, y) for x, y in east]


def path(ring: list[tuple[int, int]]) -> str:
    """Write a ring as relative SVG path data, y to the south."""
    (x, y), *others = ring
    steps = []
    last = (x, y)
    for point in others[:-1] if others[-1] == ring[0] else others:
        steps.append(f"{point[0] - last[0]},{last[1] - point[1]}")
        last = point
    return f"M{x},{-y}l{' '.join(steps)}z"


if __name__ == "__main__":
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print("\n".join(path(ring) for ring in rings(topology)))
