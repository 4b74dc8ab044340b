"""Whether two names of people can name one person."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from normalize.match.relation import Outcome, Relation, Verdict, relation
from normalize.match.words import Part, PersonSide, Way, far, is_initial
from normalize.names import SlotRole, patronymic_gender, surname_gender
from normalize.types import Gender, Reason, Rule

_SURE = 0.7  # share of the readings that must agree to say "same"
_ACROSS = 0.93  # a given name aligned with a surname: word order is a habit
_PATRONYMIC_ELSEWHERE = 0.85
_FREE = {SlotRole.PATRONYMIC: 0.98, SlotRole.GIVEN: 0.93, SlotRole.SURNAME: 0.9}  # for a word too many
_AGREES = 0.6
_DIFFERENT = 0.3
_OTHER_GENDER = 0.05


class _Fit(NamedTuple):
    """How one way to take a name fits one way to take the other."""

    score: float
    reasons: tuple[Reason, ...]
    agrees: bool = False
    partial: bool = False


def compare_people(one: PersonSide, other: PersonSide) -> Outcome:
    """Judge two names of people: what is missing costs little, what contradicts decides.

    Names that fit only under some of their readings ("Александра Иванова" read as a genitive) are
    ambiguous, and so is a full name beside a bare surname.
    """
    if not one.ways or not other.ways:
        return Outcome(Verdict.DIFFERENT, 0.0, ())
    fits = [(way, their, _fit(way, their)) for way in one.ways for their in other.ways]
    found = max(fits, key=_rank) if len(fits) > 1 else fits[0]
    best_pair, best = found[:2], found[2]
    if not best.agrees or any(way.oblique for way in best_pair):
        best_pair, best = _as_it_stands(one, other, best_pair, best)
    titles = tuple(Reason.of(Rule.TITLE, a=side.title) for side in (one, other) if side.title)
    if not best.agrees:
        return Outcome(Verdict.DIFFERENT, best.score, best.reasons + titles)
    if best.partial:
        return Outcome(Verdict.AMBIGUOUS, 0.5, best.reasons + titles)
    if any(way.oblique for way in best_pair) and _share(one, other, fits, best_pair) < _SURE:
        doubt = Reason.of(Rule.AMBIGUOUS, a=(one if best_pair[0].oblique else other).surface, b=_other(best_pair))
        return Outcome(Verdict.AMBIGUOUS, 0.5, (*best.reasons, doubt, *titles))
    return Outcome(Verdict.SAME, best.score, best.reasons + titles)


def _as_it_stands(one: PersonSide, other: PersonSide, pair: tuple[Way, Way], fit: _Fit) -> tuple[tuple[Way, Way], _Fit]:
    """Prefer the name as it is written, if so it is the other name exactly."""
    if not one.plain and not other.plain:
        return pair, fit
    for plain in product(one.plain or one.ways, other.plain or other.ways):
        found = _fit(*plain, exact=True)
        if found.agrees and not any(way.oblique for way in plain) and (found.partial <= fit.partial or not fit.agrees):
            return plain, found
    return pair, fit


def _other(pair: tuple[Way, Way]) -> str:
    way = pair[0] if pair[0].oblique else pair[1]
    return " ".join(part.text for part in way.parts)


_Tried = tuple[Way, Way, _Fit]


def _rank(tried: _Tried) -> tuple[bool, bool, bool, float]:
    one, other, fit = tried
    weight: float = min(one.weight, other.weight) ** 0.1
    return fit.agrees, not fit.partial, not (one.oblique or other.oblique), fit.score * weight


def _share(one: PersonSide, other: PersonSide, fits: list[_Tried], best: tuple[Way, Way]) -> float:
    """Give the share of the readings of an inflected name that fit a reading of the other; of two, the less.

    A reading of the same gender as one that fits raises no doubt: that "Любови" may be the form of a name
    nobody bears says nothing against Любовь.
    """
    agreed = [(way, their) for way, their, fit in fits if fit.agrees]
    ours = _weight_of(one.ways, {way.gender for way, _ in agreed}, [way for way, _ in agreed])
    theirs = _weight_of(other.ways, {way.gender for _, way in agreed}, [way for _, way in agreed])
    return min(share for share, way in zip((ours, theirs), best, strict=True) if way.oblique)


def _weight_of(ways: tuple[Way, ...], genders: set[Gender | None], agreed: list[Way]) -> float:
    return sum(
        way.weight for way in ways if (way.gender and way.gender in genders) or any(way is found for found in agreed)
    )


def _fit(one: Way, other: Way, *, exact: bool = False) -> _Fit:
    if one.gender and other.gender and one.gender != other.gender:
        names = (" ".join(part.text for part in way.parts) for way in (one, other))
        return _Fit(_OTHER_GENDER, (Reason.of(Rule.CONTRADICTION, **dict(zip("ab", names, strict=True))),))
    endings = not exact and (not (one.oblique or other.oblique) or _both_given(one, other))
    pairs = _aligned(one.parts, other.parts, endings=endings)
    if one.gender is other.gender is Gender.MASCULINE:
        pairs = [pair for pair in pairs if not _his_and_hers(*pair)]
    reasons = [Reason.of(found.rule, **_ab(found.rule, ours.text, theirs.text)) for found, ours, theirs in pairs]
    left = _left(one.parts, [pair[1] for pair in pairs]), _left(other.parts, [pair[2] for pair in pairs])
    joined = _written_as_one(*left)
    if joined:
        reasons.append(Reason.of(joined.rule, a=_text(left[0]), b=_text(left[1])))
        left = [], []
    clash = _clash(*left)
    if clash or not pairs:
        a, b = clash or (one.parts[0], other.parts[0])
        reasons.append(Reason.of(Rule.CONTRADICTION, a=a.text, b=b.text))
        near = relation(a.text, b.text, given=True).score
        return _Fit(_DIFFERENT * near, tuple(reasons))
    score = _total([found.score for found, _, _ in pairs])
    for part in (*left[0], *left[1]):
        score *= _FREE[part.role]
        reasons.append(Reason.of(Rule.MISSING, a=part.text))
    return _Fit(score, tuple(reasons), agrees=score >= _AGREES, partial=_partial(one, other, pairs))


def _both_given(one: Way, other: Way) -> bool:
    """Tell two women with given names: the surname of neither is a man's, whatever its ending."""
    return one.gender is other.gender is Gender.FEMININE and SlotRole.GIVEN in one.roles & other.roles


def _his_and_hers(found: Relation, one: Part, other: Part) -> bool:
    """Tell surnames of two genders beside two men's given names: "Сергей Смирнов" is not "Sergei Smirnova"."""
    if found.rule is not Rule.INFLECTED or not one.role is other.role is SlotRole.SURNAME:
        return False
    shown = {surname_gender(one.text), surname_gender(other.text)}
    return shown == {Gender.MASCULINE, Gender.FEMININE}


def _ab(rule: Rule, a: str, b: str) -> dict[str, str]:
    if rule == Rule.INITIAL and is_initial(b) and not is_initial(a):
        return {"a": b, "b": a}
    return {"a": a, "b": b}


def _total(scores: list[float]) -> float:
    """Let the worst word decide, and the others' slips count a little."""
    worst = min(scores)
    rest = sum(1 - score for score in scores) - (1 - worst)
    return max(0.0, worst - 0.5 * rest)


def _aligned(ours: tuple[Part, ...], theirs: tuple[Part, ...], *, endings: bool) -> list[tuple[Relation, Part, Part]]:
    found = []
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            if far(one.word, other.word):
                continue
            related = _related(one, other)
            if related.rule is not Rule.CONTRADICTION and (endings or related.rule is not Rule.INFLECTED):
                found.append((-related.score, i, j, related))
    chosen: list[tuple[Relation, Part, Part]] = []
    if not found:
        return chosen
    left, right = set(range(len(ours))), set(range(len(theirs)))
    for _, i, j, related in sorted(found):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            chosen.append((related, ours[i], theirs[j]))
    return chosen


def _related(one: Part, other: Part) -> Relation:
    patronymic = SlotRole.PATRONYMIC in (one.role, other.role)
    given = not patronymic and SlotRole.GIVEN in (one.role, other.role)
    found = relation(one.text, other.text, given=given)
    if one.role is other.role:
        return found
    if patronymic and SlotRole.GIVEN in (one.role, other.role) and _fathers_name(one, other):
        return Relation(Rule.CONTRADICTION, 0.0)
    if patronymic:
        spelt = found.rule in (Rule.SAME, Rule.ROMANIZED)
        return Relation(found.rule, found.score * _PATRONYMIC_ELSEWHERE) if spelt else Relation(Rule.CONTRADICTION, 0.0)
    return Relation(found.rule, found.score * _ACROSS)


def _fathers_name(one: Part, other: Part) -> bool:
    """Tell a patronymic that is a given name as it stands ("Джафар оглы"): it names the father, not his child."""
    patronymic = one if one.role is SlotRole.PATRONYMIC else other
    return not patronymic.word.initial and patronymic_gender(patronymic.text) is None


def _left(parts: tuple[Part, ...], used: list[Part]) -> list[Part]:
    rest = list(parts)
    for part in used:
        rest.remove(part)
    return rest


def _written_as_one(ours: list[Part], theirs: list[Part]) -> Relation | None:
    """Tell two words that the other name writes as one: "Касым-Жомарт" and "Касымжомарт"."""
    if sorted((len(ours), len(theirs))) != [1, 2] or any(part.word.initial for part in (*ours, *theirs)):
        return None
    found = relation(_text(ours, ""), _text(theirs, ""))
    return found if found.rule in (Rule.SAME, Rule.ROMANIZED) else None


def _text(parts: list[Part], between: str = "-") -> str:
    return between.join(part.text for part in parts)


def _clash(ours: list[Part], theirs: list[Part]) -> tuple[Part, Part] | None:
    """Find a word on each side that the other side has not, of the same slot if there are such."""
    if not ours or not theirs:
        return None
    same = ((one, other) for one in ours for other in theirs if one.role is other.role)
    return next(same, (ours[0], theirs[0]))


def _partial(one: Way, other: Way, pairs: list[tuple[Relation, Part, Part]]) -> bool:
    """Tell whether one name lacks the given name or the surname that the other has."""
    if len(one.parts) == len(other.parts):
        return False
    shorter = min(one, other, key=lambda way: len(way.parts))
    longer = other if shorter is one else one
    full = {SlotRole.GIVEN, SlotRole.SURNAME}
    return len(pairs) == 1 and full <= longer.roles and not full <= shorter.roles
