"""Whether two names are the same: the verdict, how sure, and why."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import zip_longest
from typing import TYPE_CHECKING
from unicodedata import name

from normalize.errors import InputError, UnknownNameError
from normalize.keys import alternates, blocking_keys
from normalize.match.alike import column, similarity, words
from normalize.match.known import both_known, compare_known
from normalize.match.people import compare_people
from normalize.match.places import compare_places, place_side
from normalize.match.relation import Outcome, Verdict, calibrated
from normalize.match.words import is_given, is_surname, person_side
from normalize.names import parse_place
from normalize.text import Cleaned, RepairKind, Script, alternatives, clean, fold, script
from normalize.types import PLACES, Kind, Reason, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


def compare(a: str, b: str, kind: Kind | str | None = None, *, equivalents: Equivalents | None = None) -> Comparison:
    """Say whether two names can be the same, in any alphabet, case form and order; swapping changes nothing.

    `kind` may be any kind, or "place" for all kinds of places; without it the names themselves say what
    they are. `equivalents` says what a name stands for in a gazetteer (`Knowledge`), so that acronyms,
    former and colloquial names are known.

    >>> result = compare("В.Н. Анохин", "Vasily Nikolayevich Anokhin", "person")
    >>> str(result.verdict), [str(reason.rule) for reason in result.reasons]
    ('same', ['romanized', 'initial', 'initial'])
    >>> str(compare("Захаровой", "Захаров", "person").verdict)
    'different'
    >>> str(compare("Смоленск", "Смоленская область").verdict)
    'different'
    """
    wanted = _kind(kind)
    one, other = _prepared(a), _prepared(b)
    swapped = (other.text, b) > (one.text, a)
    left, right = (other, one) if swapped else (one, other)
    found = judged(left.text, right.text, wanted, equivalents)
    if found.verdict is Verdict.DIFFERENT and wanted != Kind.PERSON:
        found = _as_twins(left.text, right.text, wanted, equivalents) or found
    reasons = tuple(map(_mirrored, found.reasons)) if swapped else found.reasons
    score = round(calibrated(found.verdict, found.score), 4)
    return Comparison(a, b, found.verdict, score, one.reasons + other.reasons + reasons)


def compare_many(
    ours: Iterable[str],
    theirs: Iterable[str],
    kind: Kind | str | None = None,
    *,
    equivalents: Equivalents | None = None,
) -> Iterator[Comparison]:
    """Compare two columns row by row, as they are read.

    Raises:
        InputError: one column is longer than the other; it is noticed at the end of the shorter.

    >>> [str(found.verdict) for found in compare_many(["Анохин В.", "Смоленск"], ["V. Anokhin", "Tula"])]
    ['same', 'different']
    """
    for row, (a, b) in enumerate(zip_longest(ours, theirs)):
        if a is None or b is None:
            raise InputError(f"row {row} has a name in one column only: give two columns of equal length")
        yield compare(a, b, kind, equivalents=equivalents)


def compare_all(
    ours: Sequence[str],
    theirs: Sequence[str],
    kind: Kind | str | None = None,
    *,
    least: float = 0.5,
    equivalents: Equivalents | None = None,
) -> Iterator[tuple[int, int, Comparison]]:
    """Compare every name of one list with those of another that share a blocking key; tell who may be one.

    Yields the places in both lists and the comparison, in order, where the score is at least `least`. A key that
    more than a hundred names of the other list have ("Александр") is left out where a name has a rarer one, so that
    the cost grows with the names, not with their product.

    >>> found = compare_all(["Анохин В.Н.", "Мария Захарова"], ["Zakharova", "Vasily Anokhin"], "person")
    >>> [(i, j, str(comparison.verdict)) for i, j, comparison in found]
    [(0, 1, 'same'), (1, 0, 'ambiguous')]
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    for j, surface in enumerate(theirs):
        for key in blocking_keys(surface):
            blocks[key].append(j)
    for i, surface in enumerate(ours):
        keys = sorted((key for key in blocking_keys(surface) if key in blocks), key=lambda key: len(blocks[key]))
        few = [key for key in keys if len(blocks[key]) <= _FULLEST] or keys[:1]
        for j in sorted({j for key in few for j in blocks[key]}):
            found = compare(surface, theirs[j], kind, equivalents=equivalents)
            if found.score >= least:
                yield i, j, found


@dataclass(frozen=True, slots=True)
class _Prepared:
    text: str
    reasons: tuple[Reason, ...]


@lru_cache(maxsize=16384)
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
        twins = alternatives(one) if _is_acronym(one) and len(one) > 2 and script(one) is not script(other) else ()  # МО is many things
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
    return _compare_organizations(a, b)


@lru_cache(maxsize=16384)
def _guessed_one(surface: str) -> str:
    found = parse_place(surface).generic
    if found and (len(found.word.rstrip(".")) > 1 or not _CAPITAL.search(surface)):  # "Собянин С." is no village
        return _PLACE if found.kind in PLACES else str(found.kind)
    parts = words(surface)
    if len(parts) > 1 and any(is_given(part) or len(part) == 1 for part in parts):
        return str(Kind.PERSON)
    return str(Kind.ORGANIZATION) if len(parts) == 1 and _is_acronym(parts[0]) else ""


def _guessed(a: str, b: str) -> str:
    guesses = {_guessed_one(a), _guessed_one(b)} - {""}
    for kind in (_PLACE, str(Kind.PERSON), str(Kind.ORGANIZATION)):
        if kind in guesses:
            return kind
    single = len(words(a)) == len(words(b)) == 1
    return _PLACE if single and not is_surname(a) and not is_surname(b) else str(Kind.PERSON)


def _is_acronym(word: str) -> bool:
    return bool(_ACRONYM.match(word)) and sum(letter.isupper() for letter in word) > len(word) / 2


def _compare_organizations(a: str, b: str) -> Outcome:
    """Judge organisations and terms: acronyms letter by letter, or by the initials of the full name."""
    ours, theirs = _content(a), _content(b)
    short = [len(side) == 1 and _is_acronym(side[0]) for side in (ours, theirs)]
    if all(short):
        same = not set(alternates(ours[0], 1)).isdisjoint(alternates(theirs[0], 1))
        return _outcome(a, b, 0.95 if same else 0.0, Rule.ROMANIZED)
    if any(short):
        (acronym,), full = (ours, theirs) if short[0] else (theirs, ours)
        spelled = fold("".join(word[:1] for word in full))
        return _outcome(a, b, 0.9 if spelled == fold(acronym) else 0.0, Rule.TRANSLATED)
    return _outcome(a, b, similarity(" ".join(ours), " ".join(theirs)), Rule.ROMANIZED)


@lru_cache(maxsize=16384)
def _content(surface: str) -> tuple[str, ...]:
    small = frozenset(column("small_words.csv", "word"))
    found = words(surface)
    return tuple(word for word in found if fold(word) not in small) or found or ("",)


def _outcome(a: str, b: str, score: float, rule: Rule) -> Outcome:
    if score >= _ALIKE:
        return Outcome(Verdict.SAME, score, (Reason.of(rule, a=a, b=b),))
    return Outcome(Verdict.DIFFERENT, 0.3 * score, (Reason.of(Rule.CONTRADICTION, a=a, b=b),))
