"""A map of the places of a page: dots over the outline of the land, without borders."""

from __future__ import annotations

import html
import math
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from normalize.adapters.table import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NARROWEST = 60.0  # tenths of a degree of latitude that a map shows at least
_MARGIN = 0.12
_WIDEST, _TALLEST = 2.4, 0.75  # the frame, width to height
_LABELS = 14
_LAND_ENDS = -1680, 1800  # tenths of a degree: Cape Prince of Wales, and the western Aleutians a turn further
_DATE_LINE = -169.0  # degrees; what lies west of it is shown east of Asia, with Chukotka


class Place(NamedTuple):
    """A dot of the map: what it is called, where it lies (degrees), how often it is named."""

    id: str
    kind: str
    name: str
    latitude: float
    longitude: float
    mentions: int


class _Frame(NamedTuple):
    """What the map shows, in tenths of a degree; x is squeezed as the parallels are at its middle."""

    left: float
    top: float
    width: float
    height: float
    squeeze: float

    def point(self, place: Place) -> tuple[float, float]:
        """Give where a place lies on the map."""
        return 10 * _longitude(place) * self.squeeze, -10 * place.latitude


def world_map(places: Sequence[Place]) -> str:
    """Draw the places, the often named ones larger; nothing if there is none.

    A dot stands for an entity, not for a border: which side holds a place is not drawn.
    """
    good = [place for place in places if abs(place.latitude) <= 90 and abs(place.longitude) <= 180]
    if not good:
        return ""
    frame = _frame(good)
    ordered = sorted(good, key=lambda place: (-place.mentions, place.id))
    box = f"{frame.left:.1f} {frame.top:.1f} {frame.width:.1f} {frame.height:.1f}"
    again = "".join(f'<use href="#land" x="{x}"/>' for x in _turns(frame))
    return (
        f'<div class="wide"><svg class="map" viewBox="{box}" role="img" aria-label="{len(good)} places on the map">\n'
        f'<g transform="scale({frame.squeeze:.4f} 1)"><path id="land" class="land" d="{_land()}"/>{again}</g>\n'
        f"{''.join(_dot(place, frame) for place in ordered)}{''.join(_labels(ordered, frame))}</svg></div>\n"
    )


def _turns(frame: _Frame) -> Iterator[int]:
    """Give where the land is drawn once more: beyond the outline's ends, which lie off Alaska and off Chukotka."""
    if (frame.left + frame.width) / frame.squeeze > _LAND_ENDS[1]:
        yield 3600
    if frame.left / frame.squeeze < _LAND_ENDS[0]:
        yield -3600


@lru_cache(maxsize=1)
def _land() -> str:
    return Path(__file__).with_name("data").joinpath("land.path").read_text(encoding="ascii").strip()


def _longitude(place: Place) -> float:
    return place.longitude + 360 if place.longitude < _DATE_LINE else place.longitude


def _frame(places: Sequence[Place]) -> _Frame:
    """Choose what is shown: all places with a margin, neither too narrow nor too tall."""
    south, north = _ends([10 * place.latitude for place in places])
    west, east = _ends([10 * _longitude(place) for place in places])
    squeeze = max(math.cos(math.radians((south + north) / 20)), 0.2)
    height = max((north - south) * (1 + 2 * _MARGIN), _NARROWEST)
    width = max((east - west) * squeeze * (1 + 2 * _MARGIN), height * _TALLEST * _WIDEST)
    height = max(height, width / _WIDEST)
    return _Frame((west + east) / 2 * squeeze - width / 2, -(south + north) / 2 - height / 2, width, height, squeeze)


def _ends(values: Iterable[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[0], ordered[-1]


def _dot(place: Place, frame: _Frame) -> str:
    x, y = frame.point(place)
    radius = frame.width * 0.0045 * (1 + math.log2(place.mentions) / 2)
    told = _escaped(f"{place.name}: {place.mentions}")
    return (
        f'<circle data-entity="{_escaped(place.id)}" data-kind="{_escaped(place.kind)}" cx="{x:.1f}" cy="{y:.1f}"'
        f' r="{radius:.2f}"><title>{told}</title></circle>\n'
    )


def _labels(places: Iterable[Place], frame: _Frame) -> Iterator[str]:
    """Name the most frequent places, where a name covers no other."""
    size = frame.width * 0.016
    boxes: list[tuple[float, float, float, float]] = []
    for place in places:
        x, y = frame.point(place)
        x, y = x + size * 0.6, y + size * 0.35
        box = (x, y - size, x + size * 0.6 * len(place.name), y + size * 0.3)
        inside = box[2] < frame.left + frame.width
        if len(boxes) < _LABELS and inside and not any(_meet(box, other) for other in boxes):
            boxes.append(box)
            where = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:.2f}"'
            yield f'<text data-entity="{_escaped(place.id)}" {where}>{_escaped(place.name)}</text>\n'


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _escaped(text: str) -> str:
    return html.escape(" ".join(visible(text).split()))
