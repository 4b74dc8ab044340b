"""Documents as FollowTheMoney: each text a `PlainText`, each person or organization that it names a `Mention`.

The schemata are those of FollowTheMoney 4 (https://followthemoney.tech/explorer/schemata/Mention/). A mention is
resolved to a `LegalEntity` only; places, which the model keeps as addresses, are the text's `locationMentioned`.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize import Document, Link

# What FollowTheMoney takes for an id.
_IDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}")
_SCHEMATA = {"person": "Person", "organization": "Organization"}
_NO_PLACE = frozenset({*_SCHEMATA, "term"})
_MENTIONED = {"person": "peopleMentioned", "organization": "companiesMentioned"}


def ftm(documents: Iterable[tuple[str, Document]]) -> Iterator[str]:
    """Write an entity a line: the text, then its mentions; the same name in one text is mentioned once."""
    for name, document in documents:
        text_id = _id("text", name)
        yield _line(text_id, "PlainText", _about(name, document))
        seen = set()
        for link in document.links:
            mention = _mention(text_id, link)
            if mention is not None and mention[0] not in seen:
                seen.add(mention[0])
                yield _line(mention[0], "Mention", mention[1])


def _about(name: str, document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"fileName": [name], "bodyText": [document.text]}
    for link in document.links:
        kind = link.kind.value if link.kind is not None else "term"
        field = _MENTIONED.get(kind, "" if kind in _NO_PLACE else "locationMentioned")
        if field:
            found.setdefault(field, []).append(link.normal.en or link.normal.ru)
    return {field: list(dict.fromkeys(values)) for field, values in found.items() if any(values)}


def _mention(text_id: str, link: Link) -> tuple[str, dict[str, list[str]]] | None:
    """Give the id and the properties of a mention; none where the model has no place for its kind."""
    schema = _SCHEMATA.get(link.kind.value) if link.kind is not None else None
    if schema is None:
        return None
    resolved = [_entity_id(str(link.entity.id))] if link.entity is not None else []
    surface = " ".join(link.surface.split())
    names = [name for name in dict.fromkeys((link.normal.ru, link.normal.en, surface)) if name]
    properties: dict[str, list[str]] = {
        "document": [text_id],
        "name": names,
        "resolved": resolved,
        "detectedSchema": [schema],
    }
    key = resolved[0] if resolved else f"{schema}:{link.normal.ru}:{link.normal.en}"
    return _id("mention", text_id, key), {field: values for field, values in properties.items() if values}


def _entity_id(own: str) -> str:
    """Give the id of an entity, or one made of it where the model would refuse it: a user's id may hold anything.

    >>> _entity_id("anokhin-vasily"), _entity_id("ivanov|x y")[:6]
    ('anokhin-vasily', 'nrm-e0')
    """
    return own if _IDS.fullmatch(own) else _id("entity", own)


def _id(*parts: str) -> str:
    return f"nrm-{hashlib.sha256('|'.join(parts).encode('utf-8', 'backslashreplace')).hexdigest()[:40]}"


def _line(entity_id: str, schema: str, properties: dict[str, Any]) -> str:
    return json.dumps({"id": entity_id, "schema": schema, "properties": properties}, ensure_ascii=False) + "\n"
