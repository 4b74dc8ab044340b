"""Whether two names of organisations or terms can name one thing, as far as their letters tell."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.keys import alternates
from normalize.match.alike import column, words
from normalize.match.relation import Outcome, Relation, Verdict, relation
from normalize.text import fold
from normalize.types import Reason, Rule

_ACRONYM = re.compile(r"[^\W\d_]{2,8}\Z")
_ALIKE = 0.68  # of the worst word; below it words are two
_LETTERS = 0.95  # two acronyms, letter by letter
_EXPANDED = 0.9
_SHORT = 2  # letters: what such an acronym stands for, its letters cannot tell
_PARTIAL = 0.5


def is_acronym(word: str) -> bool:
    """Tell a word of two to eight letters, most of them capitals."""
    return bool(_ACRONYM.match(word)) and sum(letter.isupper() for letter in word) > len(word) / 2


def compare_organizations(a: str, b: str) -> Outcome:
    """Judge organisations and terms word by word, acronyms letter by letter or by the initials of the full name.

    Legal forms and small words are set aside. A word that contradicts makes two of them ("Министерство обороны",
    "Министерство юстиции"); a word that only one has leaves a doubt ("Ромашка", "Ромашка-Юг"), and so does an acronym
    of two letters beside what it may stand for.
    """
    ours, theirs = _content(a), _content(b)
    if fold("".join(ours)) == fold("".join(theirs)):
        return _outcome(a, b, 1.0, Rule.SAME)
    short = [len(side) == 1 and is_acronym(side[0]) for side in (ours, theirs)]
    if all(short):
        same = not set(alternates(ours[0], 1)).isdisjoint(alternates(theirs[0], 1))
        return _outcome(a, b, _LETTERS if same else 0.0, Rule.ROMANIZED)
    if any(short) and len(ours) != len(theirs):
        (acronym,), full = (ours, theirs) if short[0] else (theirs, ours)
        return _expanded(a, b, acronym, full)
    return _by_words(ours, theirs)


def _outcome(a: str, b: str, score: float, rule: Rule) -> Outcome:
    if score:
        return Outcome(Verdict.SAME, score, (Reason.of(rule, a=a, b=b),))
    return Outcome(Verdict.DIFFERENT, 0.0, (Reason.of(Rule.CONTRADICTION, a=a, b=b),))


def _expanded(a: str, b: str, acronym: str, full: tuple[str, ...]) -> Outcome:
    """Judge an acronym and a full name by its initials, in either alphabet."""
    initials = "".join(word[:1] for word in full)
    fits = fold(initials) == fold(acronym) or not set(alternates(initials, 1)).isdisjoint(alternates(acronym, 1))
    if fits and len(initials) <= _SHORT:
        return Outcome(Verdict.AMBIGUOUS, _PARTIAL, (Reason.of(Rule.AMBIGUOUS, a=acronym, b=" ".join(full)),))
    return _outcome(a, b, _EXPANDED if fits else 0.0, Rule.TRANSLATED)


def _by_words(ours: tuple[str, ...], theirs: tuple[str, ...]) -> Outcome:
    pairs, left, right = _aligned(ours, theirs)
    reasons = tuple(Reason.of(found.rule, a=one, b=other) for found, one, other in pairs)
    if (left and right) or not pairs:
        one, other = (left or list(ours))[0], (right or list(theirs))[0]
        near = 0.0 if not pairs else 0.3 * relation(one, other).score
        return Outcome(Verdict.DIFFERENT, near, (*reasons, Reason.of(Rule.CONTRADICTION, a=one, b=other)))
    if left or right:
        missing = tuple(Reason.of(Rule.MISSING, a=word) for word in left + right)
        return Outcome(Verdict.AMBIGUOUS, _PARTIAL, reasons + missing)
    return Outcome(Verdict.SAME, min(found.score for found, _, _ in pairs), reasons)


def _aligned(
    ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[list[tuple[Relation, str, str]], list[str], list[str]]:
    """Pair the words that go together, the best first, and tell which are left on each side."""
    related = ((relation(one, other), i, j) for i, one in enumerate(ours) for j, other in enumerate(theirs))
    found = sorted((-bond.score, i, j, bond) for bond, i, j in related if _go_together(bond))
    left, right = dict(enumerate(ours)), dict(enumerate(theirs))
    pairs = [(bond, left.pop(i), right.pop(j)) for _, i, j, bond in found if i in left and j in right]
    return pairs, [*left.values()], [*right.values()]


def _go_together(bond: Relation) -> bool:
    return bond.rule is not Rule.CONTRADICTION and bond.score >= _ALIKE


@lru_cache(maxsize=16384)
def _content(surface: str) -> tuple[str, ...]:
    """Give the words of a name without small words and legal forms, unless there is nothing else."""
    small = frozenset(column("small_words.csv", "word"))
    found = words(surface)
    own = tuple(word for word in without_forms(found) if fold(word) not in small)
    return own or found or ("",)


def without_forms(found: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words of a name without the legal form at either end: "ООО «Ромашка»", "Romashka LLC".

    >>> without_forms(("Romashka", "Joint", "Stock", "Company"))
    ('Romashka',)
    """
    for length in range(min(_longest(), len(found) - 1), 0, -1):
        if _key(found[:length]) in _legal_forms():
            return without_forms(found[length:])
        if _key(found[-length:]) in _legal_forms():
            return without_forms(found[:-length])
    return found


def _key(found: tuple[str, ...]) -> str:
    return fold(" ".join(found))


@lru_cache(maxsize=1)
def _legal_forms() -> frozenset[str]:
    return frozenset(fold(form) for form in column("legal_forms.csv", "form"))


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(form.split()) for form in _legal_forms())
