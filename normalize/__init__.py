"""Bilingual (Russian/English) entity normalisation: names in text in, entities and normal forms out.

This is the porch: nothing else is public. Importing it loads neither data nor models; each name below is fetched
from its room when it is first used.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from normalize._version import __version__
    from normalize.adapters.join import Joined, join
    from normalize.errors import NormalizeError
    from normalize.gazetteer import Alias, Entity, Gazetteer, Tenure
    from normalize.keys import blocking_keys, match_key
    from normalize.link import Candidate, Document, Link
    from normalize.match import Comparison, Knowledge, Verdict, compare_all, compare_many, given_names_of
    from normalize.names import Reading, inflect, readings
    from normalize.normalizer import Normalizer
    from normalize.text import Cleaned, clean
    from normalize.translit import (
        Cyrillization,
        Latinization,
        cyrillize,
        latinize,
        register_transliterate,
        romanize,
        schemes,
    )
    from normalize.types import Case, Gender, Kind, Normal, Reason, Rule, Span

_ROOMS = {
    "_version": ("__version__",),
    "adapters.join": ("Joined", "join"),
    "errors": ("NormalizeError",),
    "gazetteer": ("Alias", "Entity", "Gazetteer", "Tenure"),
    "link": ("Candidate", "Document", "Link"),
    "keys": ("blocking_keys", "match_key"),
    "match": ("Comparison", "Knowledge", "Verdict", "compare_all", "compare_many", "given_names_of"),
    "names": ("Reading", "inflect", "readings"),
    "normalizer": ("Normalizer",),
    "text": ("Cleaned", "clean"),
    "translit": (
        "Cyrillization",
        "Latinization",
        "cyrillize",
        "latinize",
        "register_transliterate",
        "romanize",
        "schemes",
    ),
    "types": ("Case", "Gender", "Kind", "Normal", "Reason", "Rule", "Span"),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Alias",
    "Candidate",
    "Case",
    "Cleaned",
    "Comparison",
    "Cyrillization",
    "Document",
    "Entity",
    "Gazetteer",
    "Gender",
    "Joined",
    "Kind",
    "Knowledge",
    "Latinization",
    "Link",
    "Normal",
    "NormalizeError",
    "Normalizer",
    "Reading",
    "Reason",
    "Rule",
    "Span",
    "Tenure",
    "Verdict",
    "__version__",
    "blocking_keys",
    "clean",
    "compare",
    "compare_all",
    "compare_many",
    "cyrillize",
    "given_names_of",
    "inflect",
    "join",
    "latinize",
    "load",
    "match_key",
    "readings",
    "register_transliterate",
    "romanize",
    "schemes",
]


def load(
    gazetteer: str | Path | Gazetteer | Sequence[str | Path | Gazetteer] = "default",
    *,
    ner: bool = True,
    worldview: str | None = None,
) -> Normalizer:
    """Open a gazetteer and give the front door to it; takes milliseconds, for the file is memory-mapped.

    Args:
        gazetteer: "default" for the shipped one (in a checkout it is compiled again when its tables have changed), the
            path of a file that `Gazetteer.build` made, or an open `Gazetteer`; or several of these as layers, of which
            the later add entities to the earlier and replace those with the same id: `["default", "mine.nrm"]`.
        ner: read Cyrillic that nothing explains with a neural model; it is loaded when first needed.
        worldview: the id of a country ("UA", "RU"): which side's claims `parents` of disputed places follow; without it
            both are shown and neither is followed.

    Raises:
        GazetteerError: the file is missing, foreign, of another version or damaged.

    >>> import normalize
    >>> nz = normalize.load(ner=False)
    >>> nz.link("Смоленской областью").entity.id
    'RU-SMO'
    """
    from normalize.gazetteer import Layers
    from normalize.normalizer import Normalizer

    several = isinstance(gazetteer, (list, tuple))
    opened = [_opened(one) for one in gazetteer] if several else [_opened(gazetteer)]  # type: ignore[union-attr,arg-type]
    one: Gazetteer = opened[0] if len(opened) == 1 else Layers(opened)
    return Normalizer(one, ner=ner, worldview=worldview)


def _opened(gazetteer: str | Path | Gazetteer) -> Gazetteer:
    from normalize.gazetteer import Gazetteer

    if isinstance(gazetteer, Gazetteer):
        return gazetteer
    if gazetteer == "default":
        from normalize.curate.shipped import default_gazetteer

        gazetteer = default_gazetteer()
    return Gazetteer.open(gazetteer)


def compare(a: str, b: str, kind: str | Kind | None = None, *, date: str | dt.date | None = None) -> Comparison:
    """Say whether two names can be the names of one thing: same, different, or ambiguous, and why.

    Symmetric. People are compared slot by slot; places, organisations and terms are also looked up in the shipped
    gazetteer, so that acronyms, translations, former and colloquial names are known.

    Args:
        a: a name, in any script, case form and order.
        b: the other name.
        kind: what both are ("person", "settlement", "term" …, or "place" for any place); guessed where not given.
        date: when the names were written, ISO 8601: a name means those who bore it then, and a reason tells of a name
            that was not yet or no longer in use. Without it every name that an entity ever had counts.

    Raises:
        UnknownNameError: there is no such kind.
        InputError: the date is no ISO date.

    >>> import normalize
    >>> str(normalize.compare("В.Н. Анохин", "Vasily Nikolayevich Anokhin", kind="person").verdict)
    'same'
    >>> str(normalize.compare("силами ПВО", "air defence forces", kind="term").verdict)
    'same'
    """
    from normalize import match

    return match.compare(a, b, kind, equivalents=None if kind == "person" else _knowledge(), date=date)


@lru_cache(maxsize=1)
def _knowledge() -> Knowledge:
    from normalize.match import Knowledge

    return Knowledge(load(ner=False).gazetteer)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the porch gives whatever the room has
    if name not in _HOME:
        raise AttributeError(f"module 'normalize' has no attribute {name!r}")
    value = getattr(import_module(f"normalize.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
