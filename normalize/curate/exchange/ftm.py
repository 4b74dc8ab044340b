"""FollowTheMoney: people, bodies and places as entities, offices as positions that somebody occupies.

The schemata and properties are those of the FollowTheMoney model 4 (https://followthemoney.tech/explorer/).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SCHEMATA = {"person": "Person", "organization": "Organization"}
# Schemata of places and terms: `Address` has a place's coordinates; a thing without a schema is not for this format.
_PLACE = "Address"
_NO_ENTITY = frozenset({"term"})
_PROPERTIES = {"former": "previousName", "abbreviation": "abbreviation", "misspelling": "weakAlias"}
_ABBREVIATED = frozenset({"Organization"})
# States that are no more, for which the model's type `country` takes the code of ISO 3166-3 (it keeps dd).
_FORMER = {"SU": "suhh", "YU": "yucs"}
_GENDERS = {"male": "male", "female": "female"}

Record = dict[str, Any]


def ftm_lines(records: Sequence[Record]) -> Iterator[str]:
    """Give the entities as FollowTheMoney reads them, a JSON object a line.

    Terms are left out: the model has no place for a weapon or a slogan.
    """
    by_id = {record["id"]: record for record in records}
    for record in records:
        if record["kind"] in _NO_ENTITY:
            continue
        yield _line(record["id"], _schema(record), _properties(record, by_id))
        for tenure in record["tenures"]:
            yield from _occupied(record, tenure, by_id)


def _schema(record: Record) -> str:
    return _SCHEMATA.get(record["kind"], _PLACE)


def _properties(record: Record, by_id: Mapping[str, Record]) -> dict[str, list[str]]:
    schema = _schema(record)
    found: dict[str, list[str]] = defaultdict(list)
    found["name"] = list(dict.fromkeys(record["names"].values()))
    for alias in record["aliases"]:
        if alias["kind"] == "preferred":
            continue
        found[_property(alias, schema)].append(alias["name"])
    found["wikidataId"] = [record["ids"]["wikidata"]] if "wikidata" in record["ids"] else []
    found["country"] = _countries(record, by_id)
    if schema == "Person":
        found["gender"] = [_GENDERS[record["subtype"]]] if record["subtype"] in _GENDERS else []
        found["topics"] = ["role.pep"] if record["tenures"] else []
    if schema == _PLACE:
        found["latitude"], found["longitude"] = ([str(record[axis])] if record[axis] else [] for axis in ("lat", "lon"))
    return {name: sorted(set(values)) for name, values in sorted(found.items()) if values}


def _property(alias: Mapping[str, Any], schema: str) -> str:
    wanted = _PROPERTIES.get(alias["kind"], "alias" if alias["strength"] == "strong" else "weakAlias")
    return "weakAlias" if wanted == "abbreviation" and schema not in _ABBREVIATED else wanted


def _countries(record: Record, by_id: Mapping[str, Record]) -> list[str]:
    """Give the country that a thing lies in or serves, as a lower-case ISO 3166-1 code."""
    places = [record["id"], record["parent"] or "", *(tenure["of"] for tenure in record["tenures"])]
    places += [relation["object"] for relation in record["relations"] if relation["relation"] == "part_of"]
    return [code for code in dict.fromkeys(_country(place, by_id) for place in places) if code]


def _country(entity_id: str, by_id: Mapping[str, Record]) -> str:
    seen: set[str] = set()
    while entity_id in by_id and entity_id not in seen:
        if by_id[entity_id]["kind"] == "country":
            return _FORMER.get(entity_id, entity_id.lower()) if re.fullmatch(r"[A-Z]{2}", entity_id) else ""
        seen.add(entity_id)
        entity_id = by_id[entity_id]["parent"] or ""
    return ""


def _occupied(record: Record, tenure: Mapping[str, Any], by_id: Mapping[str, Record]) -> Iterator[str]:
    """Give the office as a position, and its holder's time in it; the same office has one id wherever it is named."""
    of = by_id.get(tenure["of"])
    position = f"office-{_slug(tenure['office'])}-{tenure['of']}"
    called = f"{tenure['office']}, {of['names'].get('en', tenure['of'])}" if of else tenure["office"]
    country = [_country(tenure["of"], by_id)]
    yield _line(position, "Position", {"name": [called], **({"country": country} if country[0] else {})})
    times = {"startDate": tenure["valid_from"], "endDate": tenure["valid_to"]}
    dates = {name: [date] for name, date in times.items() if date}
    held = f"{record['id']}-{position}-{tenure['valid_from'] or 'unknown'}"
    yield _line(held, "Occupancy", {"holder": [record["id"]], "post": [position], **dates})


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _line(entity_id: str, schema: str, properties: dict[str, list[str]]) -> str:
    value = {"id": entity_id, "schema": schema, "properties": properties}
    return json.dumps(value, ensure_ascii=False) + "\n"
