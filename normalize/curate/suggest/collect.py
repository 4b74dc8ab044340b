"""Which mentions of a document are unknown or doubtful, and under which key each is gathered.

A bare surname goes where the document has its full name, so that "Иван Зотов", "Ivan Zotov" and "Зотова" are one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from normalize.curate.suggest.store import Context
from normalize.keys import match_key
from normalize.names import readings
from normalize.names.slots import SlotRole
from normalize.types import PLACES, Case, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalize.link import Document, Link

# Below it a link is worth a look; the reliability table of benchmarks/confidence.py shows what it means.
_DOUBT = 0.8
_AROUND = 120


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention of a cluster: under which key, how spelled, and in which words around it."""

    key: str
    kind: str
    surface: str
    normal: str
    context: Context


def collect(document: Document, name: str) -> Iterator[Sighting]:
    """Give the unknown and doubtful mentions of a document that is called `name`, each under its key."""
    doubtful = [link for link in document.links if _is_doubtful(link)]
    keys = _joined([_key(link) for link in doubtful])
    for link, key in zip(doubtful, keys, strict=True):
        normal = link.normal.ru or link.normal.en or link.surface
        yield Sighting(key, _family(link.kind), link.surface, normal, _context(document.text, link, name))


def _is_doubtful(link: Link) -> bool:
    return link.entity is None or link.confidence < _DOUBT


def _family(kind: Kind | None) -> str:
    """Give the kind for the key: a town and a district of one name are looked at together.

    >>> _family(Kind.SETTLEMENT), _family(Kind.PERSON), _family(None)
    ('place', 'person', '')
    """
    if kind is None:
        return ""
    return "place" if kind in PLACES else kind.value


def _key(link: Link) -> str:
    name = link.normal.ru or link.normal.en or link.surface
    return f"{_family(link.kind)}:{_name_key(name, link.kind is Kind.PERSON)}"


@lru_cache(maxsize=1 << 14)
def _name_key(name: str, is_person: bool) -> str:
    """Give what the spellings of one name share, without alphabet, order and patronymic.

    >>> _name_key("Иван Петрович Зотов", True) == _name_key("Zotov Ivan", True)
    True
    """
    return match_key(_essential(name) if is_person else name).partition(":")[2]


def _essential(name: str) -> str:
    found = readings(name, Kind.PERSON)
    first = next((reading for reading in found if reading.case is Case.NOMINATIVE), found[0] if found else None)
    slots = {slot.role: slot.text for slot in first.slots} if first else {}
    kept = [slots[role] for role in (SlotRole.GIVEN, SlotRole.SURNAME) if role in slots]
    return " ".join(kept) or name


def _joined(keys: Sequence[str]) -> list[str]:
    """Put a single word under the one longer key of the document that holds it.

    >>> _joined(["person:ivan zot", "person:zot", "person:petr"])
    ['person:ivan zot', 'person:ivan zot', 'person:petr']
    >>> _joined(["person:ivan zot", "person:anna zot", "person:zot"])
    ['person:ivan zot', 'person:anna zot', 'person:zot']
    """
    longer: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        kind, _, words = key.partition(":")
        if " " in words:
            for word in words.split():
                longer[f"{kind}:{word}"].add(key)
    return [next(iter(longer[key])) if len(longer.get(key, ())) == 1 else key for key in keys]


def _context(text: str, link: Link, name: str) -> Context:
    start, end = link.span.start, link.span.end
    before = " ".join(text[max(0, start - _AROUND) : start].split())
    after = " ".join(text[end : end + _AROUND].split())
    glued = (text[start - 1 : start].isspace(), text[end : end + 1].isspace())
    return Context(name, before + " " * glued[0], link.surface, " " * glued[1] + after)
