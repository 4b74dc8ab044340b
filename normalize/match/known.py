"""What a gazetteer says about two names: which entities each can mean, and so whether they can be one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from normalize.gazetteer import AliasKind, Form, within
from normalize.keys import skeleton
from normalize.match.alike import column
from normalize.match.alike import words as words_of
from normalize.match.kinds.places import is_common
from normalize.match.relation import Outcome, Verdict
from normalize.text.tokens import fold_tokens
from normalize.types import PLACES, Kind, Reason, Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from normalize.gazetteer import Gazetteer, Posting

    Judge = Callable[[str, str], Outcome]

_FORMS = frozenset({Form.FULL, Form.ABBREVIATION})
_THINGS = frozenset({Kind.ORGANIZATION, Kind.TERM})
_LARGE = "large"
_KINDS = {
    "place": PLACES,
    _LARGE: frozenset({Kind.REGION, Kind.COUNTRY, Kind.FEATURE}),
    Kind.ORGANIZATION.value: _THINGS,
    Kind.TERM.value: _THINGS,
}
_PLACE = "place"
_SHORT = 2
_MANY = 3  # a place name with more bearers says little
# A place of so many inhabitants, or of nobody knows how many, is called a village.
_VILLAGE = 5000
_MOST_NAMES = 12  # of an entity that are tried against a name that nobody knows
_SAME = 0.97
_SHARED = 0.9  # one of several that either may mean
_NAMESAKES = 0.8


class Known(NamedTuple):
    """The entities that a name can mean; the `sure` ones it means without further support.

    `past` are those that did not bear the name at the date asked for.
    """

    possible: frozenset[str] = frozenset()
    sure: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()


class Equivalents(Protocol):
    """What comparison asks a gazetteer for; `date` is the day as of which it answers, or ""."""

    date: str

    def known(self, surface: str, kind: str) -> Known:
        """Give the entities of a kind that a surface can mean."""

    def names(self, entity_id: str) -> tuple[str, ...]:
        """Give the names of an entity, the preferred one first."""

    def at(self, date: str) -> Equivalents:
        """Give the same knowledge as of a date (ISO 8601)."""


class Knowledge:
    """A gazetteer, asked for the entities that a name can mean in any of its case forms.

    Prepositions before a name, and words that stand around a term without changing it ("силами ПВО", "air
    defence units"), are set aside.

    >>> import normalize
    >>> knowledge = Knowledge(normalize.load(ner=False).gazetteer)
    >>> sorted(knowledge.known("на Смоленщине", "place").sure)
    ['RU-SMO']
    >>> knowledge.known("расчётами ПВО", "term") == knowledge.known("PVO", "term")
    True

    At a date a name means those who bore it then; a name that nobody bore keeps its meanings, which are `past`.

    >>> then = knowledge.at("1980-01-01").known("Калинин", "place")
    >>> then.past == frozenset(), knowledge.at("2020-01-01").known("Калинин", "place").past == then.possible
    (True, True)
    """

    def __init__(self, gazetteer: Gazetteer, date: str = "") -> None:
        self._gazetteer = gazetteer
        self.date = date
        self.at = lru_cache(maxsize=32)(self._at)
        self.known = lru_cache(maxsize=65536)(self._known)
        self.names = lru_cache(maxsize=4096)(self._names)

    def _at(self, date: str) -> Knowledge:
        return Knowledge(self._gazetteer, date)

    def _known(self, surface: str, kind: str) -> Known:
        tokens = fold_tokens(surface)
        for words in _cores(tokens):
            found = self._looked_up(words, kind)
            if found.possible:
                return found
        if kind in _THINGS:  # power plants, federal districts and countries pass for organisations
            return self._known(surface, _LARGE)
        return self._within(tokens) if kind == _PLACE else Known()

    def _within(self, tokens: tuple[str, ...]) -> Known:
        """Look up a place that is named with the one it lies in: "Всеволожский район Ленобласти"."""
        for cut in range(len(tokens) - 1, 0, -1):
            outer = next(
                (found for words in _cores(tokens[cut:]) if (found := self._looked_up(words, _PLACE)).sure), None
            )
            inner = next(_cores(tokens[:cut])) if outer else ()
            found = self._looked_up(inner, _PLACE) if outer else Known()
            if outer and found.possible:
                ids = frozenset(each for each in found.possible if self._ancestors(each) & outer.sure)
                return Known(ids, ids)
        return Known()

    def _ancestors(self, entity_id: str) -> frozenset[str]:
        found: set[str] = set()
        entity = self._gazetteer.entity(entity_id)
        while entity.parent and entity.parent not in found:
            found.add(entity.parent)
            entity = self._gazetteer.entity(entity.parent)
        return frozenset(found)

    def _looked_up(self, words: tuple[str, ...], kind: str) -> Known:
        gazetteer, kinds = self._gazetteer, _KINDS.get(kind, PLACES | _THINGS)
        postings = [
            posting
            for posting in gazetteer.lookup(words)
            if posting.form in _FORMS and gazetteer.kind_at(posting.entity) in kinds
        ]
        postings = self._larger(postings)
        then = [posting for posting in postings if self._in_force(posting)]
        past = self._ids(postings) - self._ids(then)
        kept = then or postings
        sure = [posting for posting in kept if not posting.weak]
        plain = [posting for posting in sure if not posting.ordinary]
        # A former name is weak because another bears it today; beside the present name it may well be meant.
        meant = [posting for posting in kept if not posting.weak or posting.dated]
        return Known(self._ids((meant if sure else ()) or kept), self._ids(plain), past)

    def _larger(self, postings: list[Posting]) -> list[Posting]:
        """Leave villages aside where a town or something larger bears the name too."""
        larger = [posting for posting in postings if not self._is_village(posting)]
        return larger or postings

    def _is_village(self, posting: Posting) -> bool:
        entity = self._gazetteer.entity_at(posting.entity)
        return entity.kind is Kind.SETTLEMENT and (entity.population or _VILLAGE) <= _VILLAGE

    def _ids(self, postings: list[Posting]) -> frozenset[str]:
        return frozenset(str(self._gazetteer.id_at(posting.entity)) for posting in postings)

    def _in_force(self, posting: Posting) -> bool:
        """Tell whether an entity was there, and bore the name, at the date."""
        if not self.date:
            return True
        entity = self._gazetteer.entity_at(posting.entity)
        alias = self._gazetteer.names_of(posting.entity)[posting.alias]
        return within(self.date, entity.valid_from, entity.valid_to) and within(
            self.date, alias.valid_from, alias.valid_to
        )

    def _names(self, entity_id: str) -> tuple[str, ...]:
        index = self._gazetteer.index_of(entity_id)
        aliases = self._gazetteer.names_of(index) if index is not None else ()
        shown = (alias.name for alias in aliases if alias.strong and alias.kind is not AliasKind.ADJECTIVE)
        return tuple(dict.fromkeys(shown))[:_MOST_NAMES]


def _cores(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the words of a name, then those without what only stands around it."""
    yield words
    small = frozenset(column("small_words.csv", "word"))
    start = next((at for at, word in enumerate(words) if word not in small), 0)
    if start:
        yield words[start:]
    setting = [skeleton(word) in _setting() for word in words]
    first = next((at for at, aside in enumerate(setting) if not aside), 0)
    last = next((at for at, aside in enumerate(reversed(setting)) if not aside), 0)
    if max(first, start) or last:
        yield words[max(first, start) : len(words) - last]


@lru_cache(maxsize=1)
def _setting() -> frozenset[str]:
    return frozenset(skeleton(word) for word in column("setting_words.csv", "word"))


def both_known(a: str, b: str, kind: str, equivalents: Equivalents) -> bool:
    """Tell whether a gazetteer knows both names for something else than a person."""
    return all(equivalents.known(surface, kind).possible for surface in (a, b))


def compare_known(a: str, b: str, kind: str, equivalents: Equivalents, judge: Judge) -> Outcome:
    """Judge two names by what they can mean, and by their letters where the gazetteer does not know both.

    With a date, a name that did not yet or no longer name the other's entity is told.
    """
    found = _by_meaning(a, b, kind, equivalents, judge)
    ours, theirs = equivalents.known(a, kind), equivalents.known(b, kind)
    reasons = [
        Reason.of(Rule.DATE, a=surface, name=next(iter(equivalents.names(entity)), entity), date=equivalents.date)
        for surface, own, other in ((a, ours, theirs), (b, theirs, ours))
        for entity in sorted(own.past & (other.possible | other.past))
    ]
    return found._replace(reasons=(*found.reasons, *reasons)) if reasons else found


def _by_meaning(a: str, b: str, kind: str, equivalents: Equivalents, judge: Judge) -> Outcome:
    ours, theirs = equivalents.known(a, kind), equivalents.known(b, kind)
    if not ours.possible or not theirs.possible:
        return _by_names(a, b, ours, theirs, equivalents, judge)
    if not ours.possible.isdisjoint(theirs.possible):
        return _shared(a, b, ours, theirs, equivalents)
    found = judge(a, b)
    if not ours.sure or not theirs.sure:
        return found
    loose = any(reason.rule in (Rule.TYPO, Rule.INFLECTED) for reason in found.reasons)
    if found.verdict == Verdict.DIFFERENT or loose:  # Омск is no slip for Томск, Niger no form of Nigeria
        return Outcome(Verdict.DIFFERENT, 0.03, (Reason.of(Rule.CONTRADICTION, a=a, b=b),))
    namesakes = ", ".join(sorted(ours.sure | theirs.sure)[: 2 * _MANY])
    return Outcome(Verdict.AMBIGUOUS, 0.5, (*found.reasons, Reason.of(Rule.AMBIGUOUS, a=a, b=namesakes)))


def _shared(a: str, b: str, one: Known, other: Known, equivalents: Equivalents) -> Outcome:
    ours, theirs = one.possible, other.possible
    several = max(len(ours), len(theirs))
    place = any(equivalents.known(surface, "place").possible for surface in (a, b))
    unsure = ours != theirs and bool(one.sure) != bool(other.sure)  # Ростов beside Rostov Veliky
    short = not (one.sure or other.sure) and (_is_short(a, one) or _is_short(b, other))
    if short or (place and (several > _MANY or (several > 1 and (unsure or (_is_common(a) and _is_common(b)))))):
        namesakes = ", ".join(sorted(ours & theirs)[: 2 * _MANY])
        return Outcome(Verdict.AMBIGUOUS, 0.5, (Reason.of(Rule.AMBIGUOUS, a=a, b=namesakes),))
    score = _SAME if several == 1 else _SHARED if ours != theirs or not place else _NAMESAKES
    return Outcome(Verdict.SAME, score, (Reason.of(Rule.TRANSLATED, a=a, b=b),))


def _is_common(surface: str) -> bool:
    return any(is_common(word) for word in words_of(surface))


def _is_short(surface: str, known: Known) -> bool:
    """Tell an acronym of two letters with several meanings: СК, МО."""
    letters = surface.strip(". ")
    return len(letters) <= _SHORT and letters.isupper() and len(known.possible) > 1


def _by_names(a: str, b: str, ours: Known, theirs: Known, equivalents: Equivalents, judge: Judge) -> Outcome:
    """Hold a name that nobody knows against every name of the entity that the other one means."""
    found = judge(a, b)
    known = ours.sure or theirs.sure
    if found.verdict != Verdict.DIFFERENT or len(known) != 1:
        return found
    stranger, friend = (b, a) if ours.sure else (a, b)
    tried = ((judge(name, stranger), name) for name in equivalents.names(next(iter(known))))
    same = [(outcome.score, name) for outcome, name in tried if outcome.verdict == Verdict.SAME]
    if not same:
        return found
    score, name = max(same)
    reasons = (Reason.of(Rule.TRANSLATED, a=friend, b=name), Reason.of(Rule.ROMANIZED, a=name, b=stranger))
    return Outcome(Verdict.SAME, score * _SAME, reasons)
