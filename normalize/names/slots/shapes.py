"""The slots of a person's name, and what a word shows about the slot it may fill."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from normalize.morph import known_parses, marked
from normalize.names.given import Spelling, find_given, ordinary_words
from normalize.text.script import fold
from normalize.types import Gender, Number

PEOPLE = (Gender.MASCULINE, Gender.FEMININE)


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
        return _filled(self.given, self.patronymic, self.surname)

    def to_dict(self) -> dict[str, object]:
        """Give the name as plain data."""
        return {
            "given": self.given,
            "patronymic": self.patronymic,
            "surname": self.surname,
            "gender": self.gender.value if self.gender else None,
            "title": self.title,
        }


@lru_cache(maxsize=16384)
def _filled(*texts: str) -> tuple[Slot, ...]:
    roles = (SlotRole.GIVEN, SlotRole.PATRONYMIC, SlotRole.SURNAME)
    return tuple(Slot(role, text) for role, text in zip(roles, texts, strict=True) if text)


_KNOWN_GIVEN, _LISTED_GIVEN = 0.7, 0.9
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
    last = re.split("[ -]", fold(word))[-1]
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
    if not best and _dictionary_given(word):
        return 0.75
    return best or 0.15


def _dictionary_given(word: str) -> bool:
    """Tell whether the dictionary has the word as one person's given name: "Иванов" is of several Ivans."""
    return any("Name" in p.marks and p.number == Number.SINGULAR for p in known_parses(word))


@lru_cache(maxsize=16384)
def surname_score(word: str) -> float:
    """Weigh how likely a word is a surname, 0 to 1."""
    last = fold(word.rsplit(" ", maxsplit=1)[-1].rsplit("-", maxsplit=1)[-1])
    if patronymic_gender(word) and not marked(word, "Surn"):
        return 0.15 if not last.endswith(("ich", "ич")) else 0.25
    if _SURNAME.search(last) and len(last) > 3:
        given = given_score(word)
        return 0.95 if given < _KNOWN_GIVEN else 0.2 if given < _LISTED_GIVEN else 0.1
    if marked(word, "Surn"):
        return 0.7
    return 0.06 if given_score(word) >= _KNOWN_GIVEN else 0.6


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
