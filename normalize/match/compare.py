"""Whether two names are the same: the verdict, how sure, and why."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from unicodedata import name

from normalize.errors import InputError, UnknownNameError
from normalize.match.alike import words
from normalize.match.kinds import (
    compare_organizations,
    compare_people,
    compare_places,
    is_acronym,
    person_side,
    place_side,
)
from normalize.match.known import both_known, compare_known
from normalize.match.relation import Outcome, Verdict, calibrated
from normalize.match.words import is_given, is_surname
from normalize.names import parse_place
from normalize.text import Cleaned, RepairKind, Script, alternatives, clean, fold, script
from normalize.types import PLACES, Kind, Reason, Rule

if TYPE_CHECKING:
    from normalize.match.known import Equivalents

_LONGEST = 300
_ACRONYM = re.compile(r"[^\W\d_]{2,8}\Z")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_](?![^\W_])")
_CAPITAL = re.compile(r"(?<![^\W_])[A-ZА-ЯЁІЇЄҐ]\.")
_ALIKE = 0.85
_TIE = "\u0361"  # joins the letters of a digraph in ALA-LC
_FULLEST = 100  # names in a block that are all compared
_PLACE = "place"  # any kind of place


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names held against each other.

    `score` is the calibrated probability that they are one: from 0 (two things) to 1 (one thing); about .5 means
    that the names alone cannot tell.

    >>> comparison = compare("В. Анохин", "Pavel Anokhin", "person")
    >>> str(comparison.verdict), comparison.score < 0.5
    ('different', True)
    """

    a: str
    b: str
    verdict: Verdict
    score: float
    reasons: tuple[Reason, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the comparison as plain data for JSON."""
        return {
            "a": self.a,
            "b": self.b,
            "verdict": self.verdict.value,
            "score": self.score,
            "reasons": [reason.to_dict() for reason in self.reasons],
        }


def compare(
    a: str,
    b: str,
    kind: Kind | str | None = None,
    *,
    equivalents: Equivalents | None = None,
    date: str | dt.date | None = None,
) -> Comparison:
    """Say whether two names can be the same, in any alphabet, case form and order; swapping changes nothing.

    `kind` may be any kind, or "place" for all kinds of places; without it the names themselves say what
    they are. `equivalents` says what a name stands for in a gazetteer (`Knowledge`), so that acronyms,
    former and colloquial names are known; without a `date` any of them counts, with one (ISO 8601) a name means
    those who bore it then, and a reason tells of a name that was not yet or no longer in use.

    Raises:
        UnknownNameError: there is no such kind.
        InputError: the date is no ISO date.

    >>> result = compare("В.Н. Анохин", "Vasily Nikolayevich Anokhin", "person")
    >>> str(result.verdict), [str(reason.rule) for reason in result.reasons]
    ('same', ['romanized', 'initial', 'initial'])
    >>> str(compare("Захаровой", "Захаров", "person").verdict)
    'different'
    >>> str(compare("Смоленск", "Смоленская область").verdict)
    'different'
    """
    wanted = _kind(kind)
    if date is not None:
        day = _iso(date)
        equivalents = equivalents and equivalents.at(day)
    one, other = _prepared(a), _prepared(b)
    swapped = (other.text, b) > (one.text, a)
    left, right = (other, one) if swapped else (one, other)
    found = judged(left.text, right.text, wanted, equivalents)
    if found.verdict is Verdict.DIFFERENT and wanted != Kind.PERSON:
        found = _as_twins(left.text, right.text, wanted, equivalents) or found
    reasons = tuple(map(_mirrored, found.reasons)) if swapped else found.reasons
    score = round(calibrated(found.verdict, found.score), 4)
    return Comparison(a, b, found.verdict, score, one.reasons + other.reasons + reasons)


@lru_cache(maxsize=64)
def _iso(date: str | dt.date) -> str:
    if isinstance(date, dt.date):
        return date.isoformat()[:10]
    try:
        return dt.date.fromisoformat(date[:10]).isoformat()
    except (ValueError, TypeError) as error:
        raise InputError(f"date {date!r} is no ISO 8601 date; write it like '2025-12-08'") from error


@dataclass(frozen=True, slots=True)
class _Prepared:
    text: str
    reasons: tuple[Reason, ...]


@lru_cache(maxsize=65536)
def _prepared(surface: str) -> _Prepared:
    """Repair a name, and say which letters were of the wrong alphabet."""
    cleaned = clean(_named(surface[:_LONGEST].replace(_TIE, "")))
    text = _INITIAL.sub(_own_initial, " ".join(cleaned.text.split()))
    before, after = words(surface[:_LONGEST]), words(text)
    if not _has_twins(cleaned, text) or len(before) != len(after):
        return _Prepared(text, ())
    mixed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    return _Prepared(text, tuple(Reason.of(Rule.HOMOGLYPH, a=raw, b=read) for raw, read in mixed))


def _named(surface: str) -> str:
    """Put other strange letters for those that Unicode has no names for, on which morphology would fail."""
    if max(surface, default="") < "\u1000":
        return surface
    known = (not letter.isalpha() or bool(name(letter, "")) for letter in surface)
    return "".join(
        letter if is_known else chr(0x4E00 + ord(letter) % 0x5000)
        for letter, is_known in zip(surface, known, strict=True)
    )


def _has_twins(cleaned: Cleaned, text: str) -> bool:
    if any(repair.kind == RepairKind.HOMOGLYPH for repair in cleaned.repairs):
        return True
    return any(letter not in cleaned.text for letter in text)


def _own_initial(found: re.Match[str]) -> str:
    """Put a lone letter into the alphabet of the words around it: a Latin C. before Собянин."""
    rest = found.string[: found.start()] + found.string[found.end() :]
    if script(rest) not in (Script.CYRILLIC, Script.LATIN) or script(found[0]) == script(rest):
        return found[0]
    return next(iter(alternatives(found[0])), found[0])


def _as_twins(a: str, b: str, kind: str, equivalents: Equivalents | None) -> Outcome | None:
    """Judge an acronym typed in look-alikes of the other alphabet throughout: Latin HATO for НАТО."""
    for one, other in ((a, b), (b, a)):
        typed = is_acronym(one) and len(one) > 2 and script(one) is not script(other)  # МО is many things
        twins = alternatives(one) if typed else ()
        for twin in twins:
            found = judged(*((twin, other) if one is a else (other, twin)), kind, equivalents)
            if found.verdict is not Verdict.DIFFERENT:
                reason = Reason.of(Rule.HOMOGLYPH, a=one, b=twin)
                return found._replace(reasons=(reason, *found.reasons))
    return None


@lru_cache(maxsize=64)
def _kind(kind: Kind | str | None) -> str:
    if kind is None or kind == _PLACE:
        return kind or ""
    if kind not in tuple(Kind):
        raise UnknownNameError("kind", kind, [*Kind, _PLACE])
    return _PLACE if kind in PLACES else str(kind)


_SIDED = frozenset(
    {
        Rule.SAME,
        Rule.ROMANIZED,
        Rule.INFLECTED,
        Rule.EQUIVALENT,
        Rule.TYPO,
        Rule.CONTRADICTION,
        Rule.TRANSLATED,
    }
)


def _mirrored(reason: Reason) -> Reason:
    if reason.rule not in _SIDED:
        return reason
    (_, a), (_, b) = reason.values
    return Reason(reason.rule, (("a", b), ("b", a)))


def judged(a: str, b: str, kind: str, equivalents: Equivalents | None = None) -> Outcome:
    """Judge two clean names, with the raw score that calibration starts from."""
    if not a or not b:
        return Outcome(Verdict.DIFFERENT, 0.0, ())
    if fold(a) == fold(b):
        return Outcome(Verdict.SAME, 1.0, (Reason.of(Rule.SAME, a=a, b=b),))
    judge = kind or _guessed(a, b)
    if equivalents and kind != Kind.PERSON and (judge != Kind.PERSON or both_known(a, b, kind, equivalents)):
        return compare_known(a, b, kind, equivalents, partial(_judged_by_letters, kind=judge))
    return _judged_by_letters(a, b, judge)


@lru_cache(maxsize=8192)
def _judged_by_letters(a: str, b: str, kind: str) -> Outcome:
    if kind == Kind.PERSON:
        return compare_people(person_side(a), person_side(b))
    if kind == _PLACE:
        return compare_places(place_side(a), place_side(b))
    return compare_organizations(a, b)


@lru_cache(maxsize=16384)
def _guessed_one(surface: str) -> str:
    found = parse_place(surface).generic
    if found and (len(found.word.rstrip(".")) > 1 or not _CAPITAL.search(surface)):  # "Собянин С." is no village
        return _PLACE if found.kind in PLACES else str(found.kind)
    parts = words(surface)
    if len(parts) > 1 and any(is_given(part) or len(part) == 1 for part in parts):
        return str(Kind.PERSON)
    return str(Kind.ORGANIZATION) if len(parts) == 1 and is_acronym(parts[0]) else ""


def _guessed(a: str, b: str) -> str:
    guesses = {_guessed_one(a), _guessed_one(b)} - {""}
    for kind in (_PLACE, str(Kind.PERSON), str(Kind.ORGANIZATION)):
        if kind in guesses:
            return kind
    single = len(words(a)) == len(words(b)) == 1
    return _PLACE if single and not is_surname(a) and not is_surname(b) else str(Kind.PERSON)
