"""The words of two names of people put in pairs: which go together, which are left over, which contradict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from normalize.match.kinds.sides import Part
from normalize.match.relation import UNLIKE, Relation, related, relation, spelt_alike
from normalize.match.words import Word
from normalize.names import SlotRole, patronymic_gender, surname_gender
from normalize.types import Gender, Rule

_ACROSS = 0.93  # a given name aligned with a surname: word order is a habit
_PATRONYMIC_ELSEWHERE = 0.85
_INVARIABLE = re.compile(r"(?<=...)(?:[ыи]х|[yi]k?h)\Z")
_LOST_AT_SEAM = 3  # consonants: Chih-Hsiung is Чжисюн
_SPELT = frozenset({Rule.SAME, Rule.ROMANIZED})

Near = AbstractSet[tuple[Word, Word]]
Pairs = list[tuple[Relation, Part, Part]]
Aligned = tuple[Pairs, list[Part], list[Part]]


class Endings(NamedTuple):
    """Whether words that differ in their endings may be one; if not all may, why."""

    any: bool
    of_men: bool  # both names are
    named: bool  # both have a given name: they are of one person each


def aligned(ours: tuple[Part, ...], theirs: tuple[Part, ...], near: Near, allowed: Endings) -> Aligned:
    """Pair the words that go together, the best pairs first, and tell which are left over on each side."""
    chosen, left, right = paired_alike(ours, theirs, near)
    if not left or not right:
        return chosen, left, right
    found = []
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            if (one.word, other.word) in near:
                bond = _related(one, other)
                if bond.rule is not Rule.CONTRADICTION and _may_pair(bond, one, other, allowed):
                    found.append((-bond.score, i, j, bond))
    ways, others = dict(enumerate(left)), dict(enumerate(right))
    for _, i, j, bond in sorted(found):
        if i in ways and j in others:
            chosen.append((bond, ways.pop(i), others.pop(j)))
    return chosen, [*ways.values()], [*others.values()]


def _may_pair(bond: Relation, one: Part, other: Part, allowed: Endings) -> bool:
    if bond.rule is not Rule.INFLECTED:
        return True
    if not allowed.any or (allowed.of_men and _his_and_hers(one, other)):
        return False
    return not (allowed.named and _of_many(one.text) is not _of_many(other.text))


def _of_many(surname: str) -> bool:
    """Tell a surname in -ых, which one person bears unchanged: "Наталья Польских" is not "Natalya Polskaya"."""
    return bool(_INVARIABLE.search(surname.lower()))


def _his_and_hers(one: Part, other: Part) -> bool:
    """Tell surnames of two genders beside two men's given names: "Сергей Смирнов" is not "Sergei Smirnova"."""
    if not one.role is other.role is SlotRole.SURNAME:
        return False
    return {surname_gender(one.text), surname_gender(other.text)} == {Gender.MASCULINE, Gender.FEMININE}


def paired_alike(ours: tuple[Part, ...], theirs: tuple[Part, ...], near: Near) -> Aligned:
    """Pair words that are spelt alike and have the same role: nothing fits better."""
    chosen, left, right = [], list(ours), list(theirs)
    for one in ours:
        for other in right:
            if one.role is other.role and (one.word, other.word) in near:
                bond = spelt_alike(one.word, other.word)
                if bond:
                    chosen.append((bond, one, other))
                    left.remove(one)
                    right.remove(other)
                    break
    return chosen, left, right


def _related(one: Part, other: Part) -> Relation:
    if one.role is other.role:
        return related(one.word, other.word, given=one.role is SlotRole.GIVEN)
    if SlotRole.PATRONYMIC in (one.role, other.role):
        fathers = patronymic_gender(one.text) or patronymic_gender(other.text)
        if not fathers and _fathers_name(one, other):
            return UNLIKE
        found = (spelt_alike(one.word, other.word) or UNLIKE) if fathers else related(one.word, other.word)
        if found.rule is Rule.INITIAL and _middle(one, other):
            return Relation(found.rule, found.score * _ACROSS)
        return Relation(found.rule, found.score * _PATRONYMIC_ELSEWHERE) if found.rule in _SPELT else UNLIKE
    found = related(one.word, other.word, given=SlotRole.GIVEN in (one.role, other.role))
    return Relation(found.rule, found.score * _ACROSS)


def _fathers_name(one: Part, other: Part) -> bool:
    """Tell a patronymic that is a given name as it stands ("Джафар оглы"): it names the father, not his child."""
    father, child = (one, other) if one.role is SlotRole.PATRONYMIC else (other, one)
    return child.role is SlotRole.GIVEN and not father.word.initial


def _middle(one: Part, other: Part) -> bool:
    """Tell a middle initial taken for a patronymic, and the second given name it stands for: "Ким Ё Чжон"."""
    father, child = (one, other) if one.role is SlotRole.PATRONYMIC else (other, one)
    return father.word.initial and not child.word.initial and child.role is SlotRole.GIVEN


def written_as_one(ours: Sequence[Part], theirs: Sequence[Part]) -> tuple[Relation, Part, Part] | None:
    """Tell two words that the other name writes as one: "Касым-Жомарт" and "Касымжомарт"."""
    if len(ours) + len(theirs) != 3 or not ours or not theirs:
        return None
    ((whole,), (first, last)) = (ours, theirs) if len(ours) == 1 else (theirs, ours)
    lacks = (first.word.sure | last.word.sure) & ~whole.word.mask
    lost = lacks.bit_count() + (whole.word.sure & ~(first.word.mask | last.word.mask)).bit_count()
    if lost > _LOST_AT_SEAM or first.word.initial or last.word.initial:
        return None
    found = relation(*("".join(part.text for part in side) for side in (ours, theirs)))
    return (found, _joined(ours), _joined(theirs)) if found.rule in _SPELT else None


def _joined(parts: Sequence[Part]) -> Part:
    return parts[0]._replace(text="-".join(part.text for part in parts))


def unmatched(ours: Sequence[Part], theirs: Sequence[Part]) -> tuple[Part, Part]:
    """Find a word on each side that the other side has not, of the same slot if there are such."""
    for one in ours:
        for other in theirs:
            if one.role is other.role:
                return one, other
    return ours[0], theirs[0]
