"""GeoJSON (RFC 7946): the places that have coordinates, as points; borders are not drawn, for they decide disputes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def geojson_text(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Give a collection of points, a feature a line.

    >>> place = {"id": "RU-TUL", "kind": "region", "names": {"ru": "Тульская область"}, "parent": "RU",
    ...          "subtype": "oblast", "status": "active", "ids": {}, "lat": 54.2, "lon": 37.6, "population": None}
    >>> print("".join(geojson_text([place])))
    {"type": "FeatureCollection", "features": [
    {"type": "Feature", "id": "RU-TUL", "geometry": {"type": "Point", "coordinates": [37.6, 54.2]}, ...}
    ]}
    """
    yield '{"type": "FeatureCollection", "features": ['
    divider = "\n"
    for record in records:
        if record["lat"] is not None and record["lon"] is not None:
            yield divider + json.dumps(_feature(record), ensure_ascii=False)
            divider = ",\n"
    yield "\n]}\n"


def _feature(record: dict[str, Any]) -> dict[str, Any]:
    # Longitude comes first (RFC 7946, section 3.1.1).
    point = {"type": "Point", "coordinates": [record["lon"], record["lat"]]}
    about = {name: record[name] for name in ("kind", "subtype", "parent", "status", "population") if record[name]}
    names = {f"name:{lang}": name for lang, name in sorted(record["names"].items())}
    return {"type": "Feature", "id": record["id"], "geometry": point, "properties": {**names, **about, **record["ids"]}}
