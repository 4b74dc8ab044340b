"""Every grammatical way to take a name, ranked; and a name put into any case."""

from __future__ import annotations

from functools import lru_cache

from normalize.names.readings.forward import inflect
from normalize.names.readings.people import people
from normalize.names.readings.phrases import lists, phrases
from normalize.names.readings.reading import MAX_TEXT, Reading, known
from normalize.types import PLACES, Kind

__all__ = ["Reading", "inflect", "readings"]


def readings(surface: str, kind: Kind | str) -> tuple[Reading, ...]:
    """Give every grammatical reading of a name, likeliest first.

    Text in the Latin alphabet has one, itself; text with no letter has none. People keep their gender: a
    woman's name never comes back as a man's.

    >>> [(reading.nominative, str(reading.case)) for reading in readings("Юлию Щеглову", kind="person")]
    [('Юлий Щеглов', 'dative'), ('Юлия Щеглова', 'accusative')]
    >>> readings("Министерством обороны России", kind="organization")[0].nominative
    'Министерство обороны России'
    """
    return _readings(" ".join(surface[:MAX_TEXT].split()), known("kind", kind, Kind))


@lru_cache(maxsize=16384)
def _readings(surface: str, kind: Kind) -> tuple[Reading, ...]:
    if not any(letter.isalpha() for letter in surface):
        return ()
    if kind == Kind.PERSON:
        return tuple(people(surface))
    return tuple(lists(surface) if kind in PLACES else ()) or tuple(phrases(surface))
