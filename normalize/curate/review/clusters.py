"""The names to be judged, as `gazetteer suggest` wrote them: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from normalize.curate.suggest.store import Context
from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Known:
    """An entity that a cluster could mean, with the reasons as data and in words ("text")."""

    id: str
    kind: str
    names: Mapping[str, str]
    confidence: float
    reasons: tuple[Mapping[str, str], ...] = ()
    within: Mapping[str, str] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """Its canonical names beside each other.

        >>> Known("RU-TUL", "region", {"en": "Tula Oblast", "ru": "Тульская область"}, 0.9).called
        'Тульская область / Tula Oblast'
        """
        return " / ".join(name for lang in ("ru", "en") if (name := self.names.get(lang)))


@dataclass(frozen=True, slots=True)
class Cluster:
    """All spellings of one name in a corpus, where it stood, and whom it could mean."""

    key: str
    kind: str
    mentions: int
    documents: int
    ru: str
    en: str
    spellings: Mapping[str, int]
    contexts: tuple[Context, ...]
    candidates: tuple[Known, ...]


def read_clusters(lines: Iterable[str], name: str) -> list[Cluster]:
    """Read what `gazetteer suggest --output` wrote.

    Raises:
        InputError: a line is something else; it is named.
    """
    return [_cluster(line, f"{name}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def _cluster(line: str, where: str) -> Cluster:
    try:
        value = json.loads(line)
        return Cluster(
            value["key"],
            value["kind"],
            int(value["mentions"]),
            int(value["documents"]),
            value["ru"],
            value["en"],
            {str(surface): int(count) for surface, count in value["spellings"].items()},
            tuple(Context(**context) for context in value["contexts"]),
            tuple(_known(candidate) for candidate in value["candidates"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        told = f"no suggestion ({type(error).__name__}: {error})"
        message = f"{where}: {told}; write the file with `normalize gazetteer suggest`"
        raise InputError(message) from None


def _known(value: Mapping[str, Any]) -> Known:
    reasons = tuple({name: str(said) for name, said in reason.items()} for reason in value.get("reasons", ()))
    return Known(
        value["id"],
        value["kind"],
        dict(value["names"]),
        float(value["confidence"]),
        reasons,
        dict(value.get("within", {})),
    )
