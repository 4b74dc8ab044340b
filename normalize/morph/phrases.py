"""Phrases in the nominative put into the six cases: places, organisations and terms.

Owns the question which words of a phrase move: the head noun and the adjectives before it, a name in
apposition where usage wants it, both sides of a dash, and nothing else.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import NamedTuple

from normalize.morph.adjectives import Adjective, adjective, adjective_forms, possessive
from normalize.morph.nouns import CASES, Noun, noun, plural_noun, recased, substantive
from normalize.morph.russian import MAX_WORD, Forms
from normalize.types import Case, Gender, Number

MAX_WORDS = 12
_MAX_VARIANTS = 4
_DASH = re.compile(r"(\s+[—–-]\s+)")
_STILL = re.compile(r"[«»\"“”„()\[\],;:/0-9.]|[A-Za-z]")
_CYRILLIC = re.compile(r"[а-яёА-ЯЁ’'-]+\Z")
_PARTICLES = frozenset("на над под при у де ле ла эль аль дель да и ан о э ди дю с".split())

# A moved word: its forms with the capitals in place.
Moved = Forms


class _Head(NamedTuple):
    """The head noun of a phrase: where it stands, and how it declines."""

    index: int
    found: Noun


@lru_cache(maxsize=1)
def appositions() -> dict[str, str]:
    """Give the generics after which a name stands in apposition: does it stay `frozen`, or `either`."""
    with resources.files("normalize.morph").joinpath("data/heads.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["kind"] for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _still_parts() -> frozenset[str]:
    with resources.files("normalize.morph").joinpath("data/parts.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


@lru_cache(maxsize=8192)
def _phrase_forms(phrase: str, number: Number | None) -> tuple[tuple[Case, tuple[str, ...]], ...]:
    pieces = _DASH.split(phrase)
    columns = [_part_forms(piece, number) if i % 2 == 0 else _still(piece) for i, piece in enumerate(pieces)]
    return tuple((case, _combine([column[case] for column in columns])) for case in CASES)


def phrase_forms(phrase: str, number: Number | None = None) -> dict[Case, tuple[str, ...]]:
    """Put the name of a place, an organisation or a term into the six cases.

    The phrase is given in the nominative. Only its head phrase moves; capitals and ё stay as they are. A case
    has several forms where usage varies, the commoner first. `number` turns a term into the plural.

    >>> phrase_forms("Киришский район")[Case.GENITIVE]
    ('Киришского района',)
    >>> phrase_forms("Пушкино")[Case.PREPOSITIONAL]
    ('Пушкине', 'Пушкино')
    >>> phrase_forms("Министерство обороны Российской Федерации")[Case.INSTRUMENTAL]
    ('Министерством обороны Российской Федерации',)
    >>> phrase_forms("беспилотный летательный аппарат", Number.PLURAL)[Case.GENITIVE]
    ('беспилотных летательных аппаратов',)
    """
    return dict(_phrase_forms(phrase.strip(), number))


def _still(piece: str) -> Forms:
    return {case: (piece,) for case in CASES}


def _combine(variants: list[tuple[str, ...]], joint: str = "") -> tuple[str, ...]:
    # Variants of one word only: a phrase whose two words both vary is met in its first way.
    firsts = [words[0] for words in variants]
    found = [joint.join(firsts)]
    for i, words in enumerate(variants):
        found.extend(joint.join([*firsts[:i], word, *firsts[i + 1 :]]) for word in words[1:])
    return tuple(dict.fromkeys(found))[:_MAX_VARIANTS]


def _part_forms(piece: str, number: Number | None) -> Forms:
    words = piece.split(" ")
    if len(words) > MAX_WORDS or any(len(word) > MAX_WORD for word in words):
        return _still(piece)
    movable = _movable(words)
    head = _head(words[:movable], number)
    if head is None:
        return _still(piece)
    columns = [_moved(word, head, number) for word in words[: head.index]]
    columns.append(recased(head.found.forms, words[head.index]))
    columns.extend(_tail(words, head, movable, number))
    forms = {case: _combine([column[case] for column in columns], " ") for case in CASES}
    return forms if number else {**forms, Case.NOMINATIVE: (piece,)}


def _movable(words: list[str]) -> int:
    """Count the words before the first that never moves: in quotes, in brackets, Latin, or with figures."""
    return next((i for i, word in enumerate(words) if _STILL.search(word) or not _CYRILLIC.match(word)), len(words))


def _head(words: list[str], number: Number | None) -> _Head | None:
    for i, word in enumerate(words):
        before = _describe(words[:i])
        if before is None:
            break
        found = _head_noun(word, words, i, before[0] if before else None)
        if found:
            return _Head(i, _in_number(found, word, number))
    return _last_adjective(words, number)


def _describe(words: list[str]) -> list[Adjective] | None:
    found = [adjective(word) or possessive(word) for word in words]
    if any(item is None for item in found):
        return None
    return [item for item in found if item is not None]


def _head_noun(word: str, words: list[str], i: int, before: Adjective | None) -> Noun | None:
    if before is None and (adjective(word) or _possessive_before(words, i)) and len(words) > i + 1:
        return None if _continues(words, i) else _solid(word) or _compound(word, None, None)
    gender = before.gender if before else None
    number = (Number.SINGULAR if gender else Number.PLURAL) if before else None
    if before and adjective(word) and _continues(words, i):
        return None
    found = _compound(word, gender, number)
    if found is None or (adjective(word) and not before):
        return _solid(word) or found
    return found


def _continues(words: list[str], i: int) -> bool:
    """Tell whether an adjective at i describes a noun further on."""
    own = adjective(words[i]) or possessive(words[i])
    for word in words[i + 1 :]:
        other = adjective(word)
        if own and own.kind == "possessive" and other:
            return False
        number = Number.PLURAL if own and own.gender is None else Number.SINGULAR
        if _compound(word, own.gender if own else None, number) and not (other and _is_last_adjective(word, words)):
            return True
        if other is None or own is None or other.gender != own.gender:
            return False
    return False


def _is_last_adjective(word: str, words: list[str]) -> bool:
    return word == words[-1]


def _possessive_before(words: list[str], i: int) -> bool:
    return len(words) == i + 2 and possessive(words[i]) is not None and _continues(words, i)


def _solid(word: str) -> Noun | None:
    """Decline an adjective as a noun; of "Каменск-Уральский" both halves."""
    return (_compound(word, None, None) if "-" in word else None) or substantive(word)


def _last_adjective(words: list[str], number: Number | None) -> _Head | None:
    last = next((i for i, word in enumerate(words) if adjective(word) is None), len(words)) - 1
    if last < 0:
        return None
    found = _solid(words[last])
    return _Head(last, _in_number(found, words[last], number)) if found else None


def _in_number(found: Noun, word: str, number: Number | None) -> Noun:
    if number != Number.PLURAL or found.gender is None:
        return found
    own = adjective(word)
    if own and not noun(word):
        return Noun(adjective_forms(own, Number.PLURAL, animate=found.animate), None, found.animate)
    return plural_noun(word) or found


def _compound(word: str, gender: Gender | None, number: Number | None) -> Noun | None:
    """Decline a noun that may be of several parts: "Ростов-на-Дону", "Каменск-Уральский", "Орехово-Зуево"."""
    parts = word.split("-")
    if len(parts) == 1:
        return noun(word, gender, number)
    first, rest = parts[0], parts[1:]
    if rest[0].lower() in _PARTICLES and len(rest) > 1:
        found = noun(first, gender, number)
        return found and _joined(found, "", "-" + "-".join(rest).lower())
    last = adjective(rest[-1])
    if last and len(parts) == 2:
        head = _moving_first(first, last)
        if head:
            return _both(head, adjective_forms(last, Number.SINGULAR if last.gender else Number.PLURAL))
        return substantive(word) if gender is None and number is None else None
    found = noun(rest[-1], gender, number)
    stem = "-".join(parts[:-1]).lower() + "-"
    if found and first[:1].islower() and first.lower() not in _still_parts() and len(parts) == 2:
        head = noun(first)
        if head and (head.gender is None) == (found.gender is None):
            return _both(head, found.forms)
    return found and _joined(found, stem, "")


def _moving_first(first: str, last: Adjective) -> Noun | None:
    if first.lower() in _still_parts() or first[-1].lower() in "ое":
        return None
    head = noun(first)
    return head if head and head.gender == last.gender else None


def _joined(found: Noun, before: str, after: str) -> Noun:
    forms = {case: tuple(before + form + after for form in words) for case, words in found.forms.items()}
    return Noun(forms, found.gender, found.animate)


def _both(head: Noun, tail: Forms) -> Noun:
    forms = {case: tuple(a + "-" + b for a, b in product(head.forms[case], tail[case])) for case in CASES}
    return Noun(forms, head.gender, head.animate)


def _moved(word: str, head: _Head, number: Number | None) -> Forms:
    own = adjective(word)
    if own is None or (possessive(word) and not own):
        own = possessive(word)
    if own is None:
        return _still(word)
    plural = number == Number.PLURAL or own.gender is None
    forms = adjective_forms(own, Number.PLURAL if plural else Number.SINGULAR, animate=head.found.animate)
    return recased(forms, word)


def _tail(words: list[str], head: _Head, movable: int, number: Number | None) -> list[Forms]:
    rest = words[head.index + 1 :]
    still = [_still(word) for word in rest]
    if not rest or movable < len(words):
        return still
    own = adjective(rest[0])
    if own and len(rest) == 1 and number == Number.PLURAL:
        return [recased(adjective_forms(own, Number.PLURAL, animate=head.found.animate), rest[0])]
    if own and len(rest) == 1 and own.gender == head.found.gender and "-" not in rest[0]:
        return _apposed(words[head.index], rest, recased(_agreeing(own, head), rest[0]))
    kind = appositions().get(words[head.index].lower())
    if kind != "either" or len(rest) > 2 or _is_genitive_tail(rest):
        return still
    inner = _phrase_forms(" ".join(rest), None)
    return _apposed(words[head.index], rest, dict(inner))


def _agreeing(own: Adjective, head: _Head) -> Forms:
    number = Number.PLURAL if head.found.gender is None else Number.SINGULAR
    return adjective_forms(own, number, animate=head.found.animate)


def _is_genitive_tail(rest: list[str]) -> bool:
    return noun(rest[-1]) is None and adjective(rest[-1]) is None


def _apposed(generic: str, rest: list[str], moved: Forms) -> list[Forms]:
    kind = appositions().get(generic.lower())
    name = " ".join(rest)
    if kind is None:
        variants = moved
    else:
        still_first = generic.lower() in {"республика", "посёлок", "станица", "хутор", "аул", "деревня"} or kind == "frozen"
        variants = {
            case: tuple(dict.fromkeys((name, *forms) if still_first else (*forms, name))) for case, forms in moved.items()
        }
    return [variants]
