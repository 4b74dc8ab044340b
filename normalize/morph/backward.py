"""From any case form back to the nominative: all agreeing ways, likeliest first.

A phrase is asked one question for each case, number and gender: can all its words stand so? What answers
yes is put in the nominative, and believed when its paradigm has the surface again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from normalize.morph.adjectives import adjective
from normalize.morph.nouns import noun, place_options
from normalize.morph.people import name_lemmas
from normalize.morph.petrovich import Part
from normalize.morph.phrases import MAX_WORDS, appositions, phrase_forms
from normalize.morph.russian import MAX_WORD, Option, dictionary_options, is_word, marked
from normalize.types import Case, Gender, Number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_Question = tuple[Case, Number, Gender | None]
_QUESTIONS: tuple[_Question, ...] = tuple(
    (case, number, gender)
    for number, genders in ((Number.SINGULAR, tuple(Gender)), (Number.PLURAL, (None,)))
    for case, gender in product(Case, genders)
)
# How often a name stands in each case in running Russian news.
CASE_WEIGHT = {
    Case.NOMINATIVE: 1.0,
    Case.GENITIVE: 0.7,
    Case.PREPOSITIONAL: 0.4,
    Case.ACCUSATIVE: 0.3,
    Case.INSTRUMENTAL: 0.3,
    Case.DATIVE: 0.3,
}
_LIMIT = 6
_DASH = re.compile(r"\s+[—–-]\s+")


class Nominative(NamedTuple):
    """One way to take a phrase."""

    text: str
    case: Case
    number: Number
    gender: Gender | None
    weight: float


@lru_cache(maxsize=32768)
def options(word: str) -> tuple[Option, ...]:
    """Tell every way the dictionary and the endings of surnames take a word."""
    if len(word) > MAX_WORD:
        return ()
    known = is_word(word)
    best: dict[tuple[str, Case, Number, Gender | None, bool], Option] = {}
    for option in (*dictionary_options(word, known=known), *_surnames(word, known=known)):
        key = (*option[:4], option.adjectival)
        if key not in best or best[key].weight < option.weight:
            best[key] = option
    return tuple(best.values())


def _surnames(word: str, *, known: bool) -> Iterable[Option]:
    if not word[:1].isupper() or known:
        return
    for lemma in name_lemmas(word, Part.SURNAME):
        yield Option(*lemma[:2], Number.SINGULAR, *lemma[2:], adjectival=False)


def nominatives(words: Sequence[str]) -> list[list[str]]:
    """Put a phrase in the nominative, in every way its words agree, likeliest first.

    There can be more than one, and grammar alone cannot choose: "Юлию Щеглову" is met either as her object
    or as his addressee. Whoever looks names up must try them all. Words that cannot agree are no phrase: the
    answer is empty.

    >>> nominatives(["Василием", "Анохиным"])
    [['Василий', 'Анохин']]
    >>> nominatives(["Юлию", "Щеглову"])
    [['Юлий', 'Щеглов'], ['Юлия', 'Щеглова']]
    """
    return [found.text.split("\0") for found in agreeing(tuple(words[:MAX_WORDS]))]


@lru_cache(maxsize=8192)
def agreeing(words: tuple[str, ...]) -> tuple[Nominative, ...]:
    """Answer every question about the words; the texts are joined by NUL."""
    tables = [_by_question(word) for word in words]
    best: dict[str, Nominative] = {}
    for question in _QUESTIONS:
        chosen = [table.get(question) for table in tables]
        if not chosen or None in chosen:
            continue
        case, number, gender = question
        weight = CASE_WEIGHT[case] * (1.0 if number == Number.SINGULAR else 0.5)
        for option in chosen:
            weight *= option.weight if option else 0
        text = "\0".join(option.nominative for option in chosen if option)
        if text not in best or best[text].weight < weight:
            best[text] = Nominative(text, case, number, gender, weight)
    ranked = sorted(best.values(), key=lambda found: (-found.weight, found.text))
    return tuple(found for found in ranked if found.weight > ranked[0].weight / 100)[:_LIMIT]


def _by_question(word: str) -> dict[_Question, Option]:
    table: dict[_Question, Option] = {}
    for option in options(word):
        question = (option.case, option.number, option.gender)
        if question not in table or table[question].weight < option.weight:
            table[question] = option
    return table


@lru_cache(maxsize=16384)
def phrase_nominatives(phrase: str) -> tuple[Nominative, ...]:
    """Put the name of a place or an organisation in the nominative: only its head phrase is moved.

    >>> [found.text for found in phrase_nominatives("Верховного суда Пакистана")][:1]
    ['Верховный суд Пакистана']
    >>> phrase_nominatives("Нижнем Новгороде")[0].case
    <Case.PREPOSITIONAL: 'prepositional'>
    """
    dash = _DASH.search(phrase)
    if dash:
        return tuple(_on_both_sides(phrase[: dash.start()], dash.group(), phrase[dash.end() :]))
    words = phrase.split(" ")
    if len(words) > MAX_WORDS * 3 or any(len(word) > MAX_WORD for word in words):
        return ()
    best: dict[tuple[str, Case], Nominative] = {}
    for found in _head_ways(words):
        checked = _checked(found, phrase)
        key = (checked.text, checked.case)
        if key not in best or best[key].weight < checked.weight:
            best[key] = checked
    ranked = sorted(best.values(), key=lambda found: (-found.weight, found.text))
    return tuple(found for found in ranked if found.weight > ranked[0].weight / 200)[: _LIMIT * 2]


def _on_both_sides(left: str, dash: str, right: str) -> Iterable[Nominative]:
    others = phrase_nominatives(right) if len(right) < MAX_WORD * MAX_WORDS else ()
    for found in phrase_nominatives(left):
        other = next((other.text for other in others if other.case == found.case), None)
        weight = found.weight * (1.0 if other else 0.1)
        yield found._replace(text=found.text + dash + (other or right), weight=weight)


def _checked(found: Nominative, phrase: str) -> Nominative:
    forms = phrase_forms(found.text)[found.case] if len(found.text.split(" ")) <= MAX_WORDS else ()
    return found if phrase in forms else found._replace(weight=found.weight * 0.1)


def _head_ways(words: list[str]) -> Iterable[Nominative]:
    tables = [place_options(word) for word in words[:MAX_WORDS]]
    for last, found in enumerate(tables):
        for case, number, gender in _QUESTIONS:
            heads = [
                o for o in found if o[1:4] == (case, number, gender) and (not o.adjectival or last + 1 == len(words))
            ]
            before = [_adjective_for(t, case, number, gender) for t in tables[:last]]
            if not heads or None in before:
                continue
            for head in heads:
                yield from _joined([o for o in before if o], head, words[last + 1 :])
        if not any(option.adjectival for option in found):
            break


def _adjective_for(table: Iterable[Option], case: Case, number: Number, gender: Gender | None) -> Option | None:
    return max(
        (o for o in table if o.adjectival and o[1:4] == (case, number, gender)),
        key=lambda o: o.weight,
        default=None,
    )


def _joined(before: list[Option], head: Option, rest: list[str]) -> Iterable[Nominative]:
    weight = head.weight * CASE_WEIGHT[head.case] * (0.6 if head.adjectival and not before else 1.0)
    for option in before:
        weight *= max(option.weight, 0.3) * 3
    moved = " ".join([*(option.nominative for option in before), head.nominative])
    if rest and not before and adjective(head.nominative):
        weight *= 0.2  # "Великие" is a noun only where no noun follows
    inner = _apposed(head, rest)
    if inner:
        yield Nominative(f"{moved} {inner}", head.case, head.number, head.gender, weight * 2)
    yield Nominative(" ".join([moved, *rest]), head.case, head.number, head.gender, weight)


def _apposed(head: Option, rest: list[str]) -> str:
    """Give the nominative of a name in apposition: "городе Кирове"; "" where the rest stands still."""
    if not rest or len(rest) > 3 or head.case == Case.NOMINATIVE or not rest[0][:1].isupper():
        return ""
    if len(rest) == 1:
        agreed = adjective_nominative(rest[0], head.case, head.gender)
        if agreed and not marked(agreed, "Surn"):  # "улице Крупской" is hers
            return agreed
    if appositions().get(head.nominative.lower()) not in {"moving first", "still first"}:
        return ""
    found = phrase_nominatives(" ".join(rest))
    fitting = (n for n in found if n.case == head.case and n.text != " ".join(rest))
    # "Марий Эл" is no form of "Марии Эл": a place is not called by several people's given name.
    return next(
        (n.text for n in fitting if n.number == Number.SINGULAR or not marked(n.text.split(" ")[0], "Name")), ""
    )


def adjective_nominative(word: str, case: Case, gender: Gender | None) -> str | None:
    """Put an adjective that stands in a case in the nominative; gender None is the plural.

    >>> adjective_nominative("Тульской", Case.PREPOSITIONAL, Gender.FEMININE)
    'Тульская'
    """
    number = Number.SINGULAR if gender else Number.PLURAL
    found = _adjective_for(place_options(word), case, number, gender)
    return found.nominative if found else None


@lru_cache(maxsize=1024)
def noun_gender(word: str) -> Gender | None:
    """Tell the gender of a noun in the nominative; None in the plural, or where it is no noun."""
    found = noun(word)
    return found.gender if found else None
