"""How names are spelled: one spelling of ё, -цкий where the town ends in -цк, English by rule from the local name."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from normalize.curate.checks.settled import Finding
from normalize.gazetteer.people import latin_givens
from normalize.morph import is_word
from normalize.names import parse_person, parse_place
from normalize.text import fold
from normalize.translit import press_spellings, romanize
from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from normalize.curate.checks.settled import Settled
    from normalize.curate.tables import NameRow

# Фалештский is made of Фалешты: no name has -шц.
TSKY = re.compile(r"[\w-]+(?<!ш)тск(?:ий|ая|ое|ие)\b", re.IGNORECASE)
_TOWN_ENDINGS = ("ск", "", "а", "ы", "ово", "о", "и", "ь", "ка")
_WORD = re.compile(r"[^\W\d_]+")
# The languages of names, with the schemes by which English texts romanize them; the first is ours.
_SCHEMES = {
    "ru": ("press",),
    "uk": ("ukrainian-2010", "ukrainian-bgn-pcgn"),
    "be": ("belarusian-2007", "belarusian-bgn-pcgn"),
}
_COUNTRIES = frozenset({"RU", "UA", "BY"})
_PLACES = frozenset({Kind.DISTRICT, Kind.CITY_DISTRICT, Kind.SETTLEMENT})
_MARKS = str.maketrans({"-": " ", "'": "", "’": "", "ʼ": ""})
_SPELLINGS = 12
_MOST_GENERIC = 2  # words of English: "Municipal Formation"
_USUAL = 4  # times as many names with ё as with е, and е is the slip


def find_spellings(settled: Settled) -> Iterator[Finding]:
    """Give what is spelled against a rule."""
    russian = [row for row in settled.names if row.lang == "ru" and row.kind != "misspelling"]
    yield from _tsky(russian)
    yield from _yo(settled, russian)
    yield from _english(settled)


def _tsky(names: list[NameRow]) -> Iterator[Finding]:
    """Find -тский that no dictionary and no town backs: "Шатский" is the district of Шацк misspelt."""
    towns = {fold(row.name) for row in names}
    for row in names:
        for word in TSKY.findall(row.name):
            if not is_word(fold(word)) and towns.isdisjoint(_towns_behind(word)):
                text = f"{word!r} ends in -тский; if it is made of -цк or -ц, it ends in -цкий"
                yield Finding("tsky", row.entity_id, word, row, "name", text)


def town_names(name: str) -> set[str]:
    """Give the towns that could stand behind the words on -тский of a name.

    >>> "брест" in town_names("Брестский район"), town_names("Пинский район")
    (True, set())
    """
    return {town for word in TSKY.findall(name) for town in _towns_behind(word)}


def _towns_behind(word: str) -> set[str]:
    stem = fold(word)[: fold(word).rindex("ск")]
    return {stem + ending for ending in _TOWN_ENDINGS}


def _yo(settled: Settled, names: list[NameRow]) -> Iterator[Finding]:
    """Find words with е that stand with ё in the same region, or nearly everywhere else.

    Elsewhere both may be right: there is Щёкино of Tula and Щекино of Kursk, and each person has a spelling.
    """
    spelled: dict[tuple[bool, str], dict[str, list[NameRow]]] = defaultdict(lambda: defaultdict(list))
    for row in names:
        person = settled.entities[row.entity_id].kind == Kind.PERSON
        for word in _WORD.findall(row.name.lower()):
            spelled[person, fold(word)][word].append(row)
    for (person, plain), spellings in spelled.items():
        dotted = [row for word in sorted(spellings) if word != plain for row in spellings[word]]
        for row in spellings.get(plain, ()) if dotted else ():
            usual = not person and len(dotted) >= _USUAL * len(spellings[plain])
            other = next((one for one in dotted if _same_place(settled, one, row)), dotted[0] if usual else None)
            if other is not None:
                text = f"{plain!r} is written with ё in {other.name!r} ({other.where}); write both alike"
                yield Finding("yo", row.entity_id, plain, row, "name", text)


def _same_place(settled: Settled, one: NameRow, other: NameRow) -> bool:
    region = settled.region(one.entity_id) or one.entity_id
    return region == (settled.region(other.entity_id) or other.entity_id)


def _english(settled: Settled) -> Iterator[Finding]:
    """Find English canonical names that no rule makes of the Russian, Ukrainian or Belarusian name.

    Held to the rule are places and office holders of the three countries; elsewhere the Russian name is the copy.
    """
    local = _local_names(settled)
    towns = _towns(settled)
    people = {row.person for row in settled.tables.tenures if settled.country(row.of) in _COUNTRIES}
    for (entity_id, lang), row in settled.preferred.items():
        if lang != "en" or (entity_id, "ru") not in settled.preferred:
            continue
        kind = settled.entities[entity_id].kind
        if kind == Kind.PERSON and entity_id in people:
            rendered = _person_by_rule(row.name, local[entity_id])
        elif kind in _PLACES and settled.country(entity_id) in _COUNTRIES:
            nearby = towns.get(settled.region(entity_id), set()) if kind == Kind.DISTRICT else set()
            rendered = _place_by_rule(row.name, local[entity_id], nearby)
        else:
            continue
        if not rendered:
            russian = settled.preferred[entity_id, "ru"].name
            text = f"{row.name!r} is not {romanize(russian)!r}, nor made by rule of another local name"
            yield Finding("english", entity_id, row.name, row, "name", text)


def _local_names(settled: Settled) -> dict[str, list[tuple[str, str]]]:
    """Give the canonical Russian name of each entity, and all its Ukrainian and Belarusian ones, with language."""
    local: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in settled.names:
        if row.lang in {"uk", "be"} or (row.lang == "ru" and row.kind == "preferred"):
            local[row.entity_id].append((row.lang, row.name))
    return local


def _towns(settled: Settled) -> dict[str, set[str]]:
    """Give the English names of the towns of each region, for a raion may be called by its town."""
    towns: dict[str, set[str]] = defaultdict(set)
    for (entity_id, lang), row in settled.preferred.items():
        if lang == "en" and settled.entities[entity_id].kind == Kind.SETTLEMENT:
            towns[settled.region(entity_id)].add(_plain(row.name))
    return towns


def _place_by_rule(english: str, local: Iterable[tuple[str, str]], towns: set[str]) -> bool:
    words = english.split()
    shorter = (" ".join(words[:end]) for end in range(max(1, len(words) - _MOST_GENERIC), len(words)))
    wanted = {_plain(part) for part in (english, parse_place(english).specific, *shorter)}
    if not wanted.isdisjoint(towns):
        return True
    return any(not wanted.isdisjoint(_romanized(name, lang)) for lang, name in local)


@lru_cache(maxsize=65536)
def _romanized(name: str, lang: str) -> frozenset[str]:
    parts = {name, parse_place(name).specific, _capitalised(name)} - {""}
    parts |= {part.replace("ьи", "и") for part in parts}  # "Ilinsky" is as usual as "Ilyinsky"
    schemes = dict.fromkeys((*_SCHEMES[lang], *_SCHEMES["ru"]))
    return frozenset(_plain(romanize(part, scheme)) for part in parts for scheme in schemes)


def _capitalised(name: str) -> str:
    """Leave out what a Russian name writes small at its ends: generics, and adjectives that go with them.

    >>> _capitalised("территориальный округ Майская Горка"), _capitalised("Исакогорский территориальный округ")
    ('Майская Горка', 'Исакогорский')
    """
    words = name.split()
    proper = [place for place, word in enumerate(words) if not word.islower()]
    return " ".join(words[proper[0] : proper[-1] + 1]) if proper else name


def _person_by_rule(english: str, local: Iterable[tuple[str, str]]) -> bool:
    parsed = parse_person(english)
    return bool(parsed) and any(_same_slots(parsed[0].given, parsed[0].surname, name, lang) for lang, name in local)


def _same_slots(given: str, surname: str, name: str, lang: str) -> bool:
    parsed = parse_person(name)
    if not parsed:
        return False
    givens = {*latin_givens(parsed[0].given), *_spelled(parsed[0].given, lang)}
    return _plain(given) in map(_plain, givens) and _plain(surname) in _spelled(parsed[0].surname, lang)


@lru_cache(maxsize=65536)
def _spelled(word: str, lang: str) -> frozenset[str]:
    spellings = (*press_spellings(word, _SPELLINGS, lang), *(romanize(word, scheme) for scheme in _SCHEMES[lang]))
    return frozenset(map(_plain, spellings)) if word else frozenset({""})


def _plain(name: str) -> str:
    """Fold case, hyphens and apostrophes, and -yye to the -ye that maps and papers write.

    >>> _plain("Novyye Burasy") == _plain("Novye Burasy")
    True
    """
    return name.lower().translate(_MARKS).replace("yye", "ye")
