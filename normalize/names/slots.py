"""The slots of a person's name: what a word shows about the slot it may fill, and its nominatives there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from normalize.morph import Part, marked, oblique_weight, parses, part_forms, part_lemmas, surname_weight
from normalize.names.given import Spelling, find_given, ordinary_words
from normalize.names.place import table
from normalize.text.script import fold
from normalize.types import Case, Gender

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = (Gender.MASCULINE, Gender.FEMININE)
_CYRILLIC = re.compile(r"[а-яёА-ЯЁіїєґІЇЄҐ]")
_SPELLING_WEIGHT = {Spelling.NAME: 1.0, Spelling.COUNTERPART: 0.8, Spelling.DIMINUTIVE: 0.6}
_LANG_WEIGHT = {"ru": 1.0, "la": 0.9, "uk": 0.8}
_SUFFIXES = frozenset(["оглы", "кызы", "оглу", "гызы", "углы", "уулу", "кзы"])
_PATRONYMIC_END = re.compile("(?:ич|на)$")
Question = tuple[Case, Gender]


class Option(NamedTuple):
    """A nominative, and how well it would do."""

    nominative: str
    weight: float


class SlotRole(StrEnum):
    """What part of a person's name a word is."""

    GIVEN = "given"
    PATRONYMIC = "patronymic"
    SURNAME = "surname"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a name: its role and its text."""

    role: SlotRole
    text: str

    def to_dict(self) -> dict[str, str]:
        """Give the slot as plain data."""
        return {"role": self.role.value, "text": self.text}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in slots, as the surface has them: not inflected, initials with their full stop.

    A slot that is not there is "". `gender` is what the name shows: by the patronymic, else by the given
    name, else by the ending of the surname. `weight` ranks several ways to take one surface.
    """

    given: str
    patronymic: str
    surname: str
    gender: Gender | None = None
    title: str = ""
    weight: float = 1.0

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The filled slots, given name first."""
        filled = (
            (SlotRole.GIVEN, self.given),
            (SlotRole.PATRONYMIC, self.patronymic),
            (SlotRole.SURNAME, self.surname),
        )
        return tuple(Slot(role, text) for role, text in filled if text)

    def to_dict(self) -> dict[str, object]:
        """Give the name as plain data."""
        return {
            "given": self.given,
            "patronymic": self.patronymic,
            "surname": self.surname,
            "gender": self.gender.value if self.gender else None,
            "title": self.title,
        }


_PATRONYMIC = {
    Gender.MASCULINE: re.compile(
        r"(?:[оеё]вич|ич)(?:а|у|ем|ом|е)?\Z|(?:o|e|yo)v[iy](?:ch|č|tch|tsch|cz)\Z|(?:ilyich|ilich|kuzmich|lukich|fomich|nikitich)\Z"
    ),
    Gender.FEMININE: re.compile(
        r"(?:[оеё]вн|ичн|инишн)(?:а|ы|е|у|ой|ою)\Z|(?:o|e|yo)vna\Z|i(?:ni)?chna\Z|[иії]вн(?:а|и|і|у|ою)\Z|ivna\Z"
    ),
}
_SHORT_MASCULINE = re.compile(r"(?:иль|кузьм|лук|фом|никит|савв|сил|егор)ич(?:а|у|ем|ом|е)?\Z")
_SURNAME = re.compile(
    r"(?:(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой|ою|ы|ых|ыми)?|[сц]к(?:ий|ой|ая|ую|ого|ому|им|ом|ие|их|ими)|(?:енк|к)о|[ую]к(?:а|у|ом|е)?"
    r"|[ыи]х|ян(?:а|у|ом|е|ц)?|дзе|швили|[иу]дия|[оа]ев)\Z"
    r"|(?:[oe]v|[iy]n|off|sk[iy]y?|sk[iy]i|enko|[uiy]k|chuk|[yi]an|dze|shvili|[oe]va|[iy]na|skaya|ska|ich|ych|son|man|berg|stein)\Z"
)


@lru_cache(maxsize=16384)
def patronymic_gender(word: str) -> Gender | None:
    """Tell the gender that a patronymic shows; None if the word is none.

    >>> patronymic_gender("Николаевне"), patronymic_gender("Ilyich"), patronymic_gender("Вучич") is None
    (<Gender.FEMININE: 'feminine'>, <Gender.MASCULINE: 'masculine'>, True)
    """
    lower = fold(word.split(" ", maxsplit=1)[0])
    last = fold(word.rsplit(" ", maxsplit=1)[-1])
    if last in {"оглы", "оглу", "углы", "уулу", "ogly", "oglu", "oghlu", "uulu"}:
        return Gender.MASCULINE
    if last in {"кызы", "гызы", "kyzy", "qizi", "gizi"}:
        return Gender.FEMININE
    if _PATRONYMIC[Gender.FEMININE].search(lower) and len(lower) > 5:
        return Gender.FEMININE
    found = _PATRONYMIC[Gender.MASCULINE].search(lower)
    if not found or len(lower) < 5:
        return None
    short = found[0].startswith("ич") and not _SHORT_MASCULINE.search(lower)
    return None if short else Gender.MASCULINE


_BASE = re.compile(r"(?:[оеё]в|[oe]v|yev)?(?:ич|ich|ych|н|n)[а-яa-z]{0,2}\Z|[иi](?:ни)?чн[а-я]{1,2}\Z")


@lru_cache(maxsize=16384)
def patronymic_base(word: str) -> bool:
    """Tell whether a patronymic is made from a known given name: Николаевич is, Янукович is not.

    A patronymic in the Latin alphabet is one only beside a surname, so that none is believed here.

    >>> patronymic_base("Николаевичу"), patronymic_base("Янукович")
    (True, False)
    """
    lower = fold(word)
    stem = _BASE.sub("", lower)
    if lower.isascii() or not stem or stem == lower:
        return False
    endings = ("", "й", "ий", "ь", "а", "я", "ел", "ей")
    return any(form.nominative for ending in endings for form in find_given(stem.removesuffix("ь") + ending))


@lru_cache(maxsize=16384)
def given_score(word: str) -> float:
    """Weigh how likely a word is a given name, 0 to 1."""
    best = 0.0
    for form in find_given(word):
        weight = {Spelling.NAME: 1.0, Spelling.COUNTERPART: 0.9, Spelling.DIMINUTIVE: 0.7}[form.spelling]
        best = max(best, weight)
    if best and fold(word) in ordinary_words():
        return best * 0.8
    if not best and marked(word, "Name"):
        return 0.6
    return best or 0.15


@lru_cache(maxsize=16384)
def surname_score(word: str) -> float:
    """Weigh how likely a word is a surname, 0 to 1."""
    last = fold(word.rsplit(" ", maxsplit=1)[-1].rsplit("-", maxsplit=1)[-1])
    if patronymic_gender(word) and not marked(word, "Surn"):
        return 0.15 if not last.endswith(("ich", "ич")) else 0.25
    if _SURNAME.search(last) and len(last) > 3:
        return 0.3 if given_score(word) >= 0.7 else 0.95
    if marked(word, "Surn"):
        return 0.7
    return 0.25 if given_score(word) >= 0.7 else 0.6


def surname_gender(word: str) -> Gender | None:
    """Tell the gender that a surname's ending shows, taken as a nominative.

    >>> surname_gender("Anokhina"), surname_gender("Кравчук") is None
    (<Gender.FEMININE: 'feminine'>, True)
    """
    last = fold(word.rsplit(" ", maxsplit=1)[-1].rsplit("-", maxsplit=1)[-1])
    if re.search(r"(?:[ое]в|[иы]н)а\Z|[сц]кая\Z|(?:[oe]v|[iy]n)a\Z|s[k](?:aya|aia|aja)\Z", last) and len(last) > 4:
        return Gender.FEMININE
    if re.search(r"(?:[ое]в|[иы]н|[сц]к[ио]й)\Z|(?:[oe]v|[iy]n|sk(?:y|iy|ii|i|yi|oy))\Z", last) and len(last) > 4:
        return Gender.MASCULINE
    return None


def given_gender(word: str) -> Gender | None:
    """Tell the gender of a given name in the nominative; None where both, or neither, is known."""
    forms = find_given(word)
    sure = [form for form in forms if form.spelling == forms[0].spelling and _is_nominative(form.nominative, word)]
    genders = {form.name.gender for form in sure or forms}
    return genders.pop() if len(genders) == 1 else None


def _is_nominative(nominative: str, word: str) -> bool:
    return fold(nominative) == fold(word)


@lru_cache(maxsize=16384)
def slot_table(slot: Slot) -> dict[Question, Option]:
    """Answer for a whole slot; several words must agree."""
    words = slot.text.split(" ")
    tables = [_word_table(word, slot.role, words) for word in words]
    if len(tables) == 1:
        return tables[0]
    found = {}
    for question in tables[0]:
        chosen = [other.get(question) for other in tables]
        if None not in chosen:
            weight = 1.0
            for option in chosen:
                weight *= option.weight if option else 0
            found[question] = Option(" ".join(option.nominative for option in chosen if option), weight)
    return found


def _word_table(word: str, role: SlotRole, words: list[str]) -> dict[Question, Option]:
    if "." in word or word.islower() or len(word) == 1 or not _CYRILLIC.search(word) or _has_suffix(words):
        return {(case, gender): Option(word, 1.0) for case in Case for gender in PEOPLE}
    if role == SlotRole.GIVEN:
        return _given_table(word) or _guessed_table(word)
    if role == SlotRole.PATRONYMIC and patronymic_gender(word):
        return _patronymic_table(word)
    return _surname_table(word)


def _has_suffix(words: list[str]) -> bool:
    return len(words) > 1 and words[-1].lower() in _SUFFIXES


def _given_table(word: str) -> dict[Question, Option]:
    found: dict[Question, Option] = {}
    for form in find_given(word):
        nominative, gender = form.nominative, form.name.gender
        if not _CYRILLIC.search(nominative):
            continue
        forms = part_forms(nominative, Part.GIVEN, gender)
        shown = nominative if word in forms else nominative.replace("ё", "е")
        for case in form.cases:
            option = Option(shown, _SPELLING_WEIGHT[form.spelling] * _LANG_WEIGHT[form.name.lang])
            if (case, gender) not in found or found[case, gender].weight < option.weight:
                found[case, gender] = option
    return found


def _guessed_table(word: str) -> dict[Question, Option]:
    found = _table((word, Part.GIVEN), _given_weight)
    for parse in parses(word):
        question = (parse.case, parse.gender)
        if parse.known and "Name" in parse.marks and "Fixd" not in parse.marks and question in found:
            option = found[question]
            if fold(option.nominative) == fold(parse.normal):
                found[question] = option._replace(weight=max(1.0, option.weight))
    return found


@lru_cache(maxsize=1)
def _given_weights() -> tuple[tuple[re.Pattern[str], float, float], ...]:
    """Tell how often unknown given names of men and of women look so; the first pattern that fits counts."""
    rows = table("given_weights.csv")
    return tuple((re.compile(row["pattern"] + r"\Z"), float(row["masculine"]), float(row["feminine"])) for row in rows)


def _given_weight(nominative: str, gender: Gender) -> float:
    man, woman = next((m, f) for pattern, m, f in _given_weights() if pattern.search(nominative.lower()))
    return man if gender == Gender.MASCULINE else woman


def _patronymic_table(word: str) -> dict[Question, Option]:
    return _table((word, Part.PATRONYMIC), lambda nominative, _: 1.0 if _PATRONYMIC_END.search(nominative) else 0.01)


@lru_cache(maxsize=16384)
def _surname_table(word: str) -> dict[Question, Option]:
    return _table((word, Part.SURNAME), surname_weight)


def _table(key: tuple[str, Part], weigh: Callable[[str, Gender], float]) -> dict[Question, Option]:
    found: dict[Question, Option] = {}
    for gender in PEOPLE:
        for nominative, cases in part_lemmas(*key, gender):
            weight = weigh(nominative, gender) * oblique_weight(nominative, key[0])
            option = Option(nominative, weight)
            for case in cases if weight else ():
                if (case, gender) not in found or found[case, gender].weight < option.weight:
                    found[case, gender] = option
    return found
