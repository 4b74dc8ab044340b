"""Documents as JSON Lines: one object a line, nothing lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize import Document


def jsonl(documents: Iterable[tuple[str, Document]]) -> Iterator[str]:
    """Write each named document as one line of JSON, its name as `id`, as soon as it is there."""
    for name, document in documents:
        yield json.dumps({"id": name, **document.to_dict()}, ensure_ascii=False) + "\n"
