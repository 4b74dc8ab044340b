"""Normal forms in both languages for a name that no entity explains.

Nothing but the letters, the kind and the tables of this room is known here: a form is a good guess, not a fact.
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.names.normal.letters import written
from normalize.names.normal.organizations import english_organization, russian_organization
from normalize.names.normal.people import english_person, russian_person
from normalize.names.normal.places import english_place, russian_place
from normalize.names.readings import readings
from normalize.translit import romanize
from normalize.types import PLACES, Kind, Normal

__all__ = ["normal_form"]

_LONGEST = 200
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@lru_cache(maxsize=16384)
def normal_form(surface: str, kind: Kind | None) -> Normal:
    """Give the nominative in Russian and the usual spelling in English, each made from the surface.

    Foreign given names are looked up, and a surname beside an English one is written as it is heard; a street that is
    named after somebody takes the genitive; a town becomes an adjective where Russian wants one. An English name of
    an organisation that the tables cannot translate stays as it is.

    >>> normal_form("улице Лодыгина", Kind.FEATURE)
    Normal(ru='улица Лодыгина', en='Lodygina Street')
    >>> normal_form("Kirov Street", Kind.FEATURE).ru, normal_form("Zavodskaya Street", Kind.FEATURE).ru
    ('улица Кирова', 'Заводская улица')
    >>> normal_form("Иваном Зотовым", Kind.PERSON)
    Normal(ru='Иван Зотов', en='Ivan Zotov')
    >>> normal_form("John Hardie", Kind.PERSON).ru
    'Джон Харди'
    """
    surface = " ".join(surface[:_LONGEST].encode(errors="replace").decode().split())  # halves of letters become "?"
    russian = _CYRILLIC.search(surface) is not None
    if kind is Kind.PERSON:
        return russian_person(surface) if russian else english_person(surface)
    if kind is Kind.ORGANIZATION:
        return russian_organization(surface) if russian else english_organization(surface)
    if kind in PLACES:
        return russian_place(surface, kind) if russian else english_place(surface, kind)
    if not russian:
        return Normal(written(surface), surface)
    ways = readings(surface, kind or Kind.ORGANIZATION)
    nominative = ways[0].nominative if ways else surface
    return Normal(nominative, romanize(nominative))
