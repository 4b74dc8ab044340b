"""Documents as W3C Web Annotations: a JSON-LD object a mention, a line each.

The model is that of https://www.w3.org/TR/annotation-model/ (Recommendation of 23 February 2017).
"""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize import Document, Link

_AROUND = 32  # characters quoted before and after a mention, to find it again in a text that has changed
_IRI = re.compile(r"(?:https?|urn|file|doi):[^\s<>\"{}|\\^`]+")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


def webannotation(documents: Iterable[tuple[str, Document]]) -> Iterator[str]:
    """Write each mention as an annotation: what it is, and where, by position and by quotation.

    A document whose name is an address keeps it as its IRI, an entity that Wikidata knows is identified by it; other
    names become `urn:x-normalize:text:…` and `urn:x-normalize:entity:…`. Ids are the same in every run.
    """
    for name, document in documents:
        for link in document.links:
            yield json.dumps(_annotation(_iri(name), document, link), ensure_ascii=False) + "\n"


def _iri(name: str) -> str:
    return name if _IRI.fullmatch(name) else f"urn:x-normalize:text:{_quoted(name)}"


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _annotation(source: str, document: Document, link: Link) -> dict[str, Any]:
    start, end = link.span
    text = document.text
    quotation = {"exact": text[start:end], "prefix": text[max(start - _AROUND, 0) : start]}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": uuid.uuid5(uuid.NAMESPACE_URL, f"{source}#char={start},{end}").urn,
        "type": "Annotation",
        "motivation": "identifying" if link.entity is not None else "tagging",
        "body": list(_bodies(link)),
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", **quotation, "suffix": text[end : end + _AROUND]},
            ],
        },
    }


def _bodies(link: Link) -> Iterator[dict[str, Any]]:
    if link.entity is not None:
        yield {"type": "SpecificResource", "source": _entity(link), "purpose": "identifying"}
    if link.kind is not None:
        yield {"type": "TextualBody", "value": link.kind.value, "purpose": "classifying"}
    for language in ("ru", "en"):
        name = getattr(link.normal, language)
        if name:
            yield {"type": "TextualBody", "value": name, "language": language, "purpose": "tagging"}


def _entity(link: Link) -> str:
    wikidata = str(link.entity.ids.get("wikidata", "")) if link.entity is not None else ""
    if _WIKIDATA.fullmatch(wikidata):
        return f"http://www.wikidata.org/entity/{wikidata}"
    return f"urn:x-normalize:entity:{_quoted(link.entity.id if link.entity is not None else '')}"
