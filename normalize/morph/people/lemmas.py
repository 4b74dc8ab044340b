"""From a case form of a name back to every nominative it can come from, each weighed."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from normalize.morph.people.endings import ending_weight
from normalize.morph.people.forms import exceptions, part_forms
from normalize.morph.petrovich import Part
from normalize.morph.russian import MAX_WORD, Parse, known_parses, parts, recase, settled, table
from normalize.types import Case, Gender, Number

if TYPE_CHECKING:
    from collections.abc import Iterable

CASES = tuple(Case)
_PEOPLE = (Gender.MASCULINE, Gender.FEMININE)
_MARK = {Part.GIVEN: "Name", Part.SURNAME: "Surn", Part.PATRONYMIC: "Patr"}
_POSSESSIVE = re.compile(r"(?:[оеё]в|[иы]н)\Z")
_IMPOSSIBLE = re.compile(r"(?:[^аеёиоуыэюя]й|[аеёиоуыэюяйкгхцьъ]ь|[кгхжшчщц]я|[мпфв]ь|[йьеи]а|ьо|йо)\Z")
# What the dictionary has as such a name is right; of other words, "Сирота" is a likelier surname than "Сирот".
_WORD = {Part.GIVEN: 0.0, Part.SURNAME: 0.3, Part.PATRONYMIC: 0.0}
_UNKNOWN = {Part.GIVEN: 0.03, Part.SURNAME: 0.1, Part.PATRONYMIC: 0.1}
_STILL = 0.1  # the first half of a double name that the other half leaves alone
# The dictionary has 174 indeclinable names in -е beside a name of which they are the dative. Some are borne (Лятифе,
# Эмине), others hardly (an "Анне" beside Анна); our table has 25 of the names that move, and none of these.
_DATIVE = 0.2
_AS_IT_IS = 0.003  # nothing speaks for the word as a nominative, but its neighbours may: "Асиф Хоса"
_FAINT = 0.0025
_MOST = 16
_LONGEST = 4  # letters of an ending in undo_people.csv


class Lemma(NamedTuple):
    """A nominative from which a form may come, in a case and a gender; the likeliest weighs 1."""

    nominative: str
    case: Case
    gender: Gender
    weight: float


@lru_cache(maxsize=2)
def _undo(gender: Gender) -> dict[str, tuple[str, ...]]:
    """Give what may have stood in the nominative where a surface has an ending; the forward check decides."""
    rows = (row for row in table("undo_people.csv") if row["gender"] == gender)
    return {row["ending"]: tuple(row["nominative"].split("|")) for row in rows}


@lru_cache(maxsize=65536)
def part_lemmas(word: str, part: Part, gender: Gender) -> tuple[tuple[str, tuple[Case, ...]], ...]:
    """Tell every nominative from which a slot's form can come, with the cases in which it is so written.

    Each is checked forward: the paradigm of the nominative has the form.

    >>> part_lemmas("Слюсарем", Part.SURNAME, Gender.MASCULINE)[-1]
    ('Слюсарь', (<Case.INSTRUMENTAL: 'instrumental'>,))
    """
    if len(word) > MAX_WORD:
        return ((word, (Case.NOMINATIVE,)),)
    return tuple((recase(lemma, word), cases) for lemma, cases in _lemmas(word.lower(), part, gender))


@lru_cache(maxsize=65536)
def _lemmas(lower: str, part: Part, gender: Gender) -> tuple[tuple[str, tuple[Case, ...]], ...]:
    found = []
    for candidate in _candidates(lower, part, gender):
        if candidate != lower and (len(candidate) < 2 or _IMPOSSIBLE.search(candidate)):
            continue
        forms = part_forms(candidate, part, gender)
        if lower in forms:
            cases = tuple(case for case, form in zip(CASES, forms, strict=False) if form == lower)
            found.append((candidate, cases))
    return tuple(found)


def _candidates(lower: str, part: Part, gender: Gender) -> Iterable[str]:
    candidates = list(_undone_exceptions().get((lower, part, gender), ()))
    for length in range(min(_LONGEST, len(lower)) + 1):
        stem = lower[: len(lower) - length]
        candidates.extend(stem + new for new in _undo(gender).get(lower[len(stem) :], ()))
    return dict.fromkeys(candidates)


@lru_cache(maxsize=1)
def _undone_exceptions() -> dict[tuple[str, Part, Gender], list[str]]:
    table: dict[tuple[str, Part, Gender], list[str]] = {}
    for (word, part, gender), forms in exceptions().items():
        for form in forms:
            table.setdefault((form, part, gender), []).append(word)
    return table


@lru_cache(maxsize=16384)  # 1.5 KB a name
def name_lemmas(word: str, part: Part, *, guess: bool = True) -> tuple[Lemma, ...]:
    """Tell every nominative, case and gender of a given name or surname, the likeliest with weight 1.

    What the dictionary knows as such a name comes before what only ends like one; of unknown words the ending
    tells how likely each is. Without `guess` only the dictionary is asked.

    >>> found = name_lemmas("Островского", Part.SURNAME)
    >>> max(found, key=lambda lemma: lemma.weight)[:2]
    ('Островский', <Case.GENITIVE: 'genitive'>)
    >>> {lemma.nominative for lemma in name_lemmas("Раджеша", Part.GIVEN) if lemma.weight > 0.5}
    {'Раджеш'}
    """
    if len(word) > MAX_WORD:
        return tuple(Lemma(word, Case.NOMINATIVE, gender, 1.0) for gender in _PEOPLE)
    if "-" in word.strip("-"):
        return _compound(word, part)
    lower = word.lower()
    found: dict[_Key, float] = defaultdict(float)
    for key, weight in _from_dictionary(lower, part):
        found[key] += weight  # Яровой is a surname and an adjective as well, Яров a surname only
    for key, weight in _constructed(lower, part) if guess else ():
        found[key] = max(found.get(key, 0.0), weight)
    least = max(found.values(), default=0.0) * _AS_IT_IS
    for gender in _PEOPLE if len(word) > 1 and guess else ():
        key = (lower, Case.NOMINATIVE, gender)
        found[key] = max(found.get(key, 0.0), least)
    return _ranked(found, word)


_Key = tuple[str, Case, Gender]


def _ranked(found: dict[_Key, float], like: str) -> tuple[Lemma, ...]:
    """Give the lemmas, the likeliest first, with the capitals of the word."""
    most = max(found.values(), default=1.0) or 1.0
    kept = [(weight, key) for key, weight in found.items() if weight > most * _FAINT]
    ranked = sorted(kept, key=lambda pair: -pair[0])
    shown = {lemma: recase(lemma, like) for lemma in {key[0] for _, key in ranked}}
    return tuple(Lemma(shown[key[0]], key[1], key[2], weight / most) for weight, key in ranked)


def _constructed(lower: str, part: Part) -> Iterable[tuple[_Key, float]]:
    """Weigh what only the endings tell; a word of the dictionary comes before one that is none."""
    ways = [(lemma, gender, cases) for gender in _PEOPLE for lemma, cases in _lemmas(lower, part, gender)]
    weights = [ending_weight(lemma, part, gender) for lemma, gender, _ in ways]
    total = sum(weights) or 1.0
    words = _dictionary_words(lower) if _WORD[part] else frozenset()
    for (lemma, gender, cases), weight in zip(ways, weights, strict=True):
        unknown = _UNKNOWN[part] * weight / total
        for case in cases:
            still = lemma == lower  # a woman called Соболь stays so in all cases
            is_word = (lemma, Case.NOMINATIVE if still else case) in words
            yield (lemma, case, gender), _WORD[part] if is_word else unknown


def _dictionary_words(word: str) -> frozenset[tuple[str, Case]]:
    """Give the nouns that the word may be a form of: as a man's name a lifeless one has the accusative of a living."""
    found = {
        (_yo(p, p.normal, word), p.case)
        for p in known_parses(word)
        if p.case and p.number == Number.SINGULAR and p.pos == "NOUN" and not _POSSESSIVE.search(p.normal)
    }
    return frozenset(found | {(lemma, Case.ACCUSATIVE) for lemma, case in found if case == Case.GENITIVE})


def _from_dictionary(word: str, part: Part) -> Iterable[tuple[_Key, float]]:
    found = [p for p in known_parses(word) if p.case and p.number == Number.SINGULAR]
    marked = [p for p in found if _MARK[part] in p.marks]
    moving = any("Fixd" not in p.marks for p in marked)
    for parse in marked:
        dative = moving and "Fixd" in parse.marks and word.endswith("е")
        yield from _told(parse, word, _DATIVE if dative else 1.0)
    for parse in found if part == Part.SURNAME else ():
        if parse.pos == "ADJF" and "Supr" not in parse.marks and "Anum" not in parse.marks:
            yield from _told(parse, word, _WORD[part])


def _told(parse: Parse, word: str, weight: float) -> Iterable[tuple[_Key, float]]:
    for gender in _PEOPLE:
        if parse.case and parse.gender in {None, gender}:
            yield (_nominative(parse, word, gender), parse.case, gender), weight


def _nominative(parse: Parse, word: str, gender: Gender) -> str:
    """Give the nominative of a parse: the dictionary puts the surnames of women under those of men."""
    if parse.case == Case.NOMINATIVE or "Fixd" in parse.marks:
        return word
    normal = parse.normal
    if gender == Gender.FEMININE and (parse.pos == "ADJF" or "Surn" in parse.marks):
        if _POSSESSIVE.search(normal):
            normal += "а"
        elif normal.endswith(("ый", "ой", "ий")):
            normal = normal[:-2] + ("яя" if parse.word.endswith(("ей", "юю", "ею")) and normal[-3] == "н" else "ая")
    return _yo(parse, normal, word)


def _yo(parse: Parse, nominative: str, word: str) -> str:
    """Write ё as the surface does, unless its form has none: Артем of "Артема", but Пётр of "Петра"."""
    return nominative if parse.word == word else settled(nominative, word)


def _compound(word: str, part: Part) -> tuple[Lemma, ...]:
    """Take both halves of a hyphened name: "Салтыкова-Щедрина"; the first may stand still: "Жан-Клода"."""
    first, _, rest = word.partition("-")
    if rest.lower() in parts("person suffix"):
        return tuple(found._replace(nominative=f"{found.nominative}-{rest}") for found in name_lemmas(first, part))
    lasts = name_lemmas(rest, part)
    if first.lower() in parts("person prefix"):
        return tuple(found._replace(nominative=f"{first}-{found.nominative}") for found in lasts)
    firsts: dict[tuple[Case, Gender], list[Lemma]] = defaultdict(list)
    for lemma in name_lemmas(first, part):
        firsts[lemma.case, lemma.gender].append(lemma)
    found: dict[_Key, float] = {}
    for last in lasts[:_MOST]:
        for lemma in (*firsts[last.case, last.gender], last._replace(nominative=first, weight=_STILL)):
            key = (f"{lemma.nominative}-{last.nominative}".lower(), last.case, last.gender)
            found[key] = max(found.get(key, 0.0), lemma.weight * last.weight)
    return _ranked(found, word)
