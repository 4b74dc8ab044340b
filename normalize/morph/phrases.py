"""Phrases in the nominative put into the six cases: places, organisations and terms.

Owns the question which words of a phrase move: the head noun and the adjectives before it, a name in
apposition where usage wants it, both sides of a dash, and nothing else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from normalize.morph.adjectives import Adjective, adjective, adjective_forms, is_adverb, possessive
from normalize.morph.nouns import CASES, Noun, noun, plural_noun, recased, substantive
from normalize.morph.russian import MAX_WORD, Forms, parts, table
from normalize.types import Case, Gender, Number

MAX_WORDS = 12
_MAX_VARIANTS = 4
_DASH = re.compile(r"(\s+[—–-]\s+)")
_MOVING = re.compile(r"(?:[а-яёА-ЯЁ’'-]+|[A-Za-z0-9]+-[а-яё]+|[А-ЯЁ][а-яё]{2,}-[А-ЯЁ0-9]{1,4})\Z")
_MARK = re.compile(r"[А-ЯЁ0-9]{1,4}\Z")
_PARTICLES = frozenset(
    [
        "на",
        "над",
        "под",
        "при",
        "у",
        "де",
        "ле",
        "ла",
        "эль",
        "аль",
        "дель",
        "да",
        "и",
        "ан",
        "о",
        "э",
        "ди",
        "дю",
        "с",
    ]
)


class _Head(NamedTuple):
    """The head noun of a phrase: where it stands, and how it declines."""

    at: int
    found: Noun


@lru_cache(maxsize=1)
def appositions() -> dict[str, str]:
    """Give the generics after which a name stands in apposition, and how its forms vary.

    `still`: the name does not move; `still first`: it seldom does; `moving first`: it mostly does.
    """
    return {row["word"]: row["kind"] for row in table("heads.csv")}


@lru_cache(maxsize=8192)
def _phrase_forms(phrase: str, number: Number | None) -> tuple[tuple[Case, tuple[str, ...]], ...]:
    pieces = _DASH.split(phrase)
    # "стран — экспортёров нефти": what begins small after a dash goes with the word before it.
    moving = [i == 0 or (i % 2 == 0 and piece[:1].isupper()) for i, piece in enumerate(pieces)]
    columns = [
        _part_forms(piece, number) if moves else _still(piece) for piece, moves in zip(pieces, moving, strict=True)
    ]
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
    return dict.fromkeys(CASES, (piece,))


def _combine(variants: list[tuple[str, ...]], joint: str = "") -> tuple[str, ...]:
    # Variants of one word only: a phrase whose two words both vary is met in its first way.
    firsts = [words[0] for words in variants]
    found = [joint.join(firsts)]
    for i, words in enumerate(variants):
        found.extend(joint.join([*firsts[:i], word, *firsts[i + 1 :]]) for word in words[1:])
    return tuple(dict.fromkeys(found))[:_MAX_VARIANTS]


def _part_forms(piece: str, number: Number | None) -> Forms:
    before_comma, comma, after_comma = piece.partition(",")
    words = before_comma.split(" ")
    moving, rest = words[:MAX_WORDS], words[MAX_WORDS:]
    forms = _words_forms(moving, number)
    after = "".join(f" {word}" for word in rest) + comma + after_comma
    return {case: tuple(form + after for form in found) for case, found in forms.items()} if after else forms


def _words_forms(words: list[str], number: Number | None) -> Forms:
    if any(len(word) > MAX_WORD for word in words):
        return _still(" ".join(words))
    if len(words) > 1 and is_adverb(words[0]):
        inner = _words_forms(words[1:], number)
        return {case: tuple(f"{words[0]} {form}" for form in forms) for case, forms in inner.items()}
    movable = _movable(words)
    head = _head(words[:movable], number)
    if head is None:
        return _still(" ".join(words))
    columns = [_moved(word, head, number) for word in words[: head.at]]
    columns.append(recased(head.found.forms, words[head.at]))
    columns.extend(_tail(words, head, movable, number))
    forms = {case: _combine([column[case] for column in columns], " ") for case in CASES}
    return forms if number else {**forms, Case.NOMINATIVE: (" ".join(words),)}


def _movable(words: list[str]) -> int:
    """Count the words before the first that never moves: in quotes, in brackets, Latin, or with figures."""
    return next((i for i, word in enumerate(words) if not _MOVING.match(word)), len(words))


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
        if _compound(word, own.gender if own else None, number) and not (other and word == words[-1]):
            return True
        if other is None or own is None or other.gender != own.gender:
            return False
    return False


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
    pieces = word.split("-")
    if len(pieces) == 1 or not all(pieces):
        return noun(word, gender, number)
    first, rest = pieces[0], pieces[1:]
    if len(pieces) == 2 and _MARK.match(rest[0]) and first.istitle():
        return _marked(first, rest[0].lower(), gender, number)
    if rest[0].lower() in parts("particle") and len(rest) > 1:
        found = noun(first, gender, number)
        return found and found.between("", "-" + "-".join(rest).lower())
    last = adjective(rest[-1]) if len(pieces) == 2 else None
    if last:
        return _with_adjective(word, last, free=gender is None and number is None)
    found = noun(rest[-1], gender, number)
    stem = "-".join(pieces[:-1]).lower() + "-"
    if found and first[:1].islower() and first.lower() not in parts("first") and len(pieces) == 2:
        head = noun(first)
        if head and (head.gender is None) == (found.gender is None):
            return head.hyphened(found.forms)
    return found and found.between(stem, "")


def _marked(first: str, mark: str, gender: Gender | None, number: Number | None) -> Noun | None:
    """Decline a word with a mark of its make: "Герань-2", "Искандер-М"; some leave it alone."""
    found = noun(first, gender, number)
    if found is None:
        return None
    alone = f"{first.lower()}-{mark}"
    moved = found.between("", f"-{mark}")
    return moved._replace(forms={case: tuple(dict.fromkeys((*words, alone))) for case, words in moved.forms.items()})


def _with_adjective(word: str, last: Adjective, *, free: bool) -> Noun | None:
    head = _moving_first(word.split("-", maxsplit=1)[0], last)
    if head:
        return head.hyphened(adjective_forms(last, Number.SINGULAR if last.gender else Number.PLURAL))
    return substantive(word) if free else None


def _moving_first(first: str, last: Adjective) -> Noun | None:
    if first.lower() in parts("first") or first[-1].lower() in "ое":
        return None
    head = noun(first)
    return head if head and head.gender == last.gender else None


def _moved(word: str, head: _Head, number: Number | None) -> Forms:
    own = adjective(word) or possessive(word)
    if own is None:
        return _still(word)
    plural = number == Number.PLURAL or own.gender is None
    forms = adjective_forms(own, Number.PLURAL if plural else Number.SINGULAR, animate=head.found.animate)
    return recased(forms, word)


def _tail(words: list[str], head: _Head, movable: int, number: Number | None) -> list[Forms]:
    rest = words[head.at + 1 :]
    still = [_still(word) for word in rest]
    if not rest or movable < len(words):
        return still
    own = adjective(rest[0]) if len(rest) == 1 else None
    if own and number == Number.PLURAL:
        return [_moved(rest[0], head, number)]
    if own and own.gender == head.found.gender and "-" not in rest[0]:
        return _apposed(words[head.at], rest, _moved(rest[0], head, number))
    usage = appositions().get(words[head.at].lower(), "still")
    if usage == "still" or len(rest) > 2 or _is_genitive_tail(rest):
        return still
    inner = _phrase_forms(" ".join(rest), None)
    return _apposed(words[head.at], rest, dict(inner))


def _is_genitive_tail(rest: list[str]) -> bool:
    return noun(rest[-1]) is None and adjective(rest[-1]) is None


def _apposed(generic: str, rest: list[str], moved: Forms) -> list[Forms]:
    usage = appositions().get(generic.lower())
    if usage is None:
        return [moved]
    name = " ".join(rest)
    if usage == "moving first":
        return [{case: tuple(dict.fromkeys((*forms, name))) for case, forms in moved.items()}]
    return [{case: tuple(dict.fromkeys((name, *forms))) for case, forms in moved.items()}]
