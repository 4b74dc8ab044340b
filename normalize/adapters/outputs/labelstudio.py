"""Documents as tasks for Label Studio, the links as predictions that a person corrects.

The format is that of https://labelstud.io/guide/predictions: `from_name` and `to_name` are those of a labelling
configuration with `<Labels name="label" toName="text">` and `<Text name="text" value="$text"/>`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import normalize
from normalize.adapters.table import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize import Document, Link


def labelstudio(documents: Iterable[tuple[str, Document]]) -> Iterator[str]:
    """Write the documents as one JSON array, a task each, as soon as they are there."""
    model = f"ru-en-normalize {normalize.__version__}"
    before = "[\n"
    for name, document in documents:
        results = [_result(number, link) for number, link in enumerate(document.links, 1)]
        score = min((link.confidence for link in document.links), default=1.0)
        prediction = {"model_version": model, "score": round(score, 4), "result": results}
        task = {"data": {"text": document.text, "id": name}, "predictions": [prediction]}
        yield before + json.dumps(task, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _result(number: int, link: Link) -> dict[str, Any]:
    start, end = link.span
    label = kind_of(link) if link.kind is not None else "other"
    entity = link.entity.id if link.entity is not None else "linked to nothing"
    return {
        "id": f"m{number}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "score": round(link.confidence, 4),
        "value": {"start": start, "end": end, "text": link.surface, "labels": [label]},
        "meta": {"text": [entity, link.normal.ru, link.normal.en]},
    }
