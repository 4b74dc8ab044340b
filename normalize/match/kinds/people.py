"""Whether two names of people can name one person."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from normalize.match.kinds.alignment import Endings, Near, Pairs, aligned, paired_alike, unmatched, written_as_one
from normalize.match.relation import UNLIKE, Outcome, Relation, Verdict, related
from normalize.match.words import far, is_initial
from normalize.names import SlotRole
from normalize.types import Gender, Reason, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from normalize.match.kinds.sides import Part, PersonSide, Way
    from normalize.match.words import Word

_SURE = 0.7  # share of the readings that must agree to say "same"
_FREE = {SlotRole.PATRONYMIC: 0.98, SlotRole.GIVEN: 0.93, SlotRole.SURNAME: 0.9}  # for a word too many
_AGREES = 0.6
_DIFFERENT = 0.3
_OTHER_GENDER = 0.05


class _Fit(NamedTuple):
    """How one way to take a name fits one way to take the other."""

    one: Way
    other: Way
    score: float
    pairs: Sequence[tuple[Relation, Part, Part]] = ()
    left: Sequence[Part] = ()  # words that one of them lacks
    clash: tuple[Part, Part] | None = None
    agrees: bool = False
    partial: bool = False

    @property
    def oblique(self) -> bool:
        """Whether either name is taken for a case form."""
        return self.one.oblique or self.other.oblique


def compare_people(one: PersonSide, other: PersonSide) -> Outcome:
    """Judge two names of people: what is missing costs little, what contradicts decides.

    Names that fit only under some of their readings ("Александра Иванова" read as a genitive) are
    ambiguous, and so is a full name beside a bare surname.
    """
    if not one.ways or not other.ways:
        return Outcome(Verdict.DIFFERENT, 0.0, ())
    near = _near(one, other)
    if not near:
        return _strangers(one, other)
    fits = list(_fits(one, other, near))
    best = max(fits, key=_rank) if len(fits) > 1 else fits[0]
    if (one.plain or other.plain) and (not best.agrees or best.oblique):
        best = _as_it_stands(one, other, best, near)
    reasons = _reasons(best, near) + _titles(one, other)
    if not best.agrees:
        return Outcome(Verdict.DIFFERENT, best.score, reasons)
    if best.partial:
        return Outcome(Verdict.AMBIGUOUS, 0.5, reasons)
    if best.oblique and _share(one, other, fits, best) < _SURE:
        side, way = (one, best.one) if best.one.oblique else (other, best.other)
        doubt = Reason.of(Rule.AMBIGUOUS, a=side.surface, b=_written(way))
        return Outcome(Verdict.AMBIGUOUS, 0.5, (*reasons, doubt))
    return Outcome(Verdict.SAME, best.score, reasons)


def _near(one: PersonSide, other: PersonSide) -> Near:
    """Find the words of two names, in any reading, that may be one word."""
    return {(word, their) for word in one.words for their in other.words if not far(word, their)}


def _strangers(one: PersonSide, other: PersonSide) -> Outcome:
    """Judge two names of which no word is like a word of the other."""
    ways = one.ways[0], other.ways[0]
    if _other_gender(*ways):  # prefer readings that could name one person
        pairs = ((way, their) for way in one.ways for their in other.ways)
        ways = next((pair for pair in pairs if not _other_gender(*pair)), ways)
    if _other_gender(*ways):
        score, a, b = _OTHER_GENDER, _written(ways[0]), _written(ways[1])
    else:
        clash = unmatched(ways[0].parts, ways[1].parts)
        score, a, b = _DIFFERENT * UNLIKE.score, clash[0].text, clash[1].text
    return Outcome(Verdict.DIFFERENT, score, (_reason(Rule.CONTRADICTION, a, b), *_titles(one, other)))


def _titles(one: PersonSide, other: PersonSide) -> tuple[Reason, ...]:
    if not one.title and not other.title:
        return ()
    return tuple(Reason.of(Rule.TITLE, a=side.title) for side in (one, other) if side.title)


def _as_it_stands(one: PersonSide, other: PersonSide, best: _Fit, near: Near) -> _Fit:
    """Prefer the name as it is written, if so it is the other name exactly."""
    for way, their in product(one.plain or one.ways, other.plain or other.ways):
        found = _fit(way, their, near, exact=True)
        if found.agrees and not found.oblique and (found.partial <= best.partial or not best.agrees):
            return found
    return best


def _written(way: Way) -> str:
    return " ".join(part.text for part in way.parts)


def _rank(fit: _Fit) -> tuple[bool, bool, bool, float]:
    weight: float = min(fit.one.weight, fit.other.weight) ** 0.1
    return fit.agrees, not fit.partial, not fit.oblique, fit.score * weight


def _share(one: PersonSide, other: PersonSide, fits: list[_Fit], best: _Fit) -> float:
    """Give the share of the readings of an inflected name that fit a reading of the other; of two, the less.

    A reading of the same gender as one that fits raises no doubt: that "Любови" may be the form of a name
    nobody bears says nothing against Любовь.
    """
    agreed = [fit for fit in fits if fit.agrees]
    ours = _weight_of(one.ways, {fit.one.gender for fit in agreed}, [fit.one for fit in agreed])
    theirs = _weight_of(other.ways, {fit.other.gender for fit in agreed}, [fit.other for fit in agreed])
    return min(share for share, way in ((ours, best.one), (theirs, best.other)) if way.oblique)


def _weight_of(ways: tuple[Way, ...], genders: set[Gender | None], agreed: list[Way]) -> float:
    return sum(
        way.weight for way in ways if (way.gender and way.gender in genders) or any(way is found for found in agreed)
    )


def _fits(one: PersonSide, other: PersonSide, near: Near) -> Iterator[_Fit]:
    """Fit every way to take one name to every way to take the other.

    Two ways that each have a word like none of the other's are apart, and nothing dearer need be asked, unless
    two of the words may be one written apart.
    """
    met = {word for pair in near for word in pair}
    theirs = [(way, _alone(way, met)) for way in other.ways]
    for way in one.ways:
        ours = _alone(way, met)
        for their, strange in theirs:
            if ours and strange and (len(way.parts) + len(their.parts)) % 2 == 0 and not _other_gender(way, their):
                yield _Fit(way, their, _DIFFERENT * UNLIKE.score, clash=unmatched(ours, strange))
            else:
                yield _fit(way, their, near)


def _alone(way: Way, met: set[Word]) -> list[Part]:
    return [part for part in way.parts if part.word not in met]


def _fit(one: Way, other: Way, near: Near, *, exact: bool = False) -> _Fit:
    if _other_gender(one, other):
        return _Fit(one, other, _OTHER_GENDER)
    endings = not exact and (not (one.oblique or other.oblique) or _both_given(one, other))
    named = SlotRole.GIVEN in one.roles & other.roles
    men = one.gender is other.gender is Gender.MASCULINE
    pairs, ours, theirs = aligned(one.parts, other.parts, near, Endings(endings, men, named))
    joined = written_as_one(ours, theirs)
    if joined:
        pairs, ours, theirs = [*pairs, joined], [], []
    if (ours and theirs) or not pairs:
        clash = unmatched(ours or one.parts, theirs or other.parts)
        words = clash[0].word, clash[1].word
        like = related(*words, given=True).score if words in near else UNLIKE.score
        return _Fit(one, other, _DIFFERENT * like, pairs, clash=clash)
    left = ours + theirs
    passed = _passed_over(pairs, left)
    if passed:
        return _Fit(one, other, _DIFFERENT * UNLIKE.score, pairs, clash=passed)
    score = _total([found.score for found, _, _ in pairs])
    for part in left:
        score *= _FREE[part.role]
    return _Fit(one, other, score, pairs, left, agrees=score >= _AGREES, partial=_partial(one, other, pairs))


def _passed_over(pairs: Pairs, left: Sequence[Part]) -> tuple[Part, Part] | None:
    """Find a given name that fits the second initial only ("Инна" and "Н. И."): the first stands for another one."""
    given = next((part for part in left if part.role is SlotRole.GIVEN), None)
    for found, one, other in pairs if given else ():
        fathers = SlotRole.PATRONYMIC in (one.role, other.role) and SlotRole.GIVEN in (one.role, other.role)
        if given and fathers and found.rule is Rule.INITIAL:
            return given, one if one.role is SlotRole.GIVEN else other
    return None


def _other_gender(one: Way, other: Way) -> bool:
    return one.gender is not other.gender and bool(one.gender and other.gender)


def _reasons(fit: _Fit, near: Near) -> tuple[Reason, ...]:
    pairs = fit.pairs or (paired_alike(fit.one.parts, fit.other.parts, near)[0] if fit.clash else ())
    reasons = [_reason(found.rule, ours.text, theirs.text) for found, ours, theirs in pairs]
    if fit.clash:
        reasons.append(_reason(Rule.CONTRADICTION, fit.clash[0].text, fit.clash[1].text))
    elif not pairs:  # a man and a woman
        reasons.append(_reason(Rule.CONTRADICTION, _written(fit.one), _written(fit.other)))
    reasons += [Reason(Rule.MISSING, (("a", part.text),)) for part in fit.left]
    return tuple(reasons)


def _reason(rule: Rule, a: str, b: str) -> Reason:
    """Say how two words go together; of an initial and its name, the initial first."""
    if rule is Rule.INITIAL and is_initial(b) and not is_initial(a):
        a, b = b, a
    return Reason(rule, (("a", a), ("b", b)))


def _both_given(one: Way, other: Way) -> bool:
    """Tell two women with given names: the surname of neither is a man's, whatever its ending."""
    return one.gender is other.gender is Gender.FEMININE and SlotRole.GIVEN in one.roles & other.roles


def _total(scores: list[float]) -> float:
    """Let the worst word decide, and the others' slips count a little."""
    worst = min(scores)
    rest = sum(1 - score for score in scores) - (1 - worst)
    return max(0.0, worst - 0.5 * rest)


def _partial(one: Way, other: Way, pairs: Pairs) -> bool:
    """Tell whether one name lacks the given name or the surname that the other has."""
    if len(one.parts) == len(other.parts):
        return False
    shorter = min(one, other, key=lambda way: len(way.parts))
    longer = other if shorter is one else one
    full = {SlotRole.GIVEN, SlotRole.SURNAME}
    return len(pairs) == 1 and full <= longer.roles and not full <= shorter.roles
