"""English names of people: the cell of the list where it is sound, else the name by the habits of the press.

Needs the package itself (`make .venv/.installed`).
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import ukrainian

from normalize.names import Spelling, find_given
from normalize.translit import press_spellings

if TYPE_CHECKING:
    from people_names import Name

    from normalize.names.given import GivenName

_ALIKE = 0.74  # below it, the English cell names somebody else or is in another language
_PATRONYMIC = re.compile(r"(?:[oeiy]vi[ct][hsj]+|vitsj|[oei]vna|ichna)$", re.IGNORECASE)
_SOUNDS = (("shch", "q"), ("sch", "q"), ("kh", "x"), ("zh", "j"), ("ch", "c"), ("sh", "w"), ("ts", "t"))


def english_by_rule(name: Name, lang: str = "ru") -> str:
    """Write a Russian name as the English press would, a Ukrainian one by the national system.

    >>> from people_names import Name
    >>> english_by_rule(Name("Алексей", "", "Шубин"))
    'Alexey Shubin'
    """
    if lang == "uk":
        return ukrainian.romanize(name.short)
    forms = [form for form in find_given(name.given.casefold()) if form.spelling is Spelling.NAME]
    given = forms[0].name.latin[0] if forms and forms[0].name.latin else press_spellings(name.given, 1)[0]
    return f"{given} {' '.join(press_spellings(part, 1)[0] for part in name.surname.split())}"


def english(cell: str, native: Name, lang: str = "ru") -> str:
    """Clean an English cell, or write the name by rule where the cell does not name the same person.

    >>> from people_names import Name
    >>> english("Viktor Uchasev", Name("Виктор", "Васильевич", "Усачев"))
    'Viktor Usachev'
    >>> english("Sergey Ivanovich Morozov", Name("Сергей", "Иванович", "Морозов"))
    'Sergey Morozov'
    >>> english("Schetinin Mikhail", Name("Михаил", "Павлович", "Щетинин"))
    'Mikhail Schetinin'
    """
    words = _latin(cell).split()
    words = [word for word in words if word == words[-1] or not _PATRONYMIC.search(word)]
    if len(words) == 2 and cell.isascii():
        for order in (words, words[::-1]):
            if _alike(order[0], native.given, lang, given=True) and _alike(order[1], native.surname, lang, given=False):
                return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in order)
    if len(words) > 2 and _likeness(" ".join(words), f"{native.given} {native.surname}") > 0.85:
        return " ".join(words)
    return english_by_rule(native, lang)


def _latin(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)|[’ʼ`']", "", text))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("ł", "l")


def _alike(latin: str, cyrillic: str, lang: str, *, given: bool) -> bool:
    spellings = list(press_spellings(cyrillic, 8, lang))
    if given:
        spellings += [spelling for form in find_given(cyrillic.casefold()) for spelling in _spellings(form.name)]
    if _strange(latin) or (lang == "uk" and re.search(r"[^aeiouy]ye", latin)):
        return False
    return max(SequenceMatcher(None, latin.lower(), each.lower()).ratio() for each in spellings) >= _ALIKE and (
        given or _same_consonants(latin, spellings)
    )


def _strange(latin: str) -> bool:
    """Tell spellings of German, Dutch, Polish and Finnish from English ones."""
    return bool(re.search(r"j|c(?!h)|sch(?!e)|tsh|cz|sz|oev|oed|jov$|sj|[^aeo]w$|ow$", latin.lower()))


def _same_consonants(latin: str, spellings: list[str]) -> bool:
    """Tell whether the consonants stand in the same order; a slip ("Uchasev") swaps them."""
    return _skeleton(latin) in {_skeleton(spelling) for spelling in spellings}


def _skeleton(latin: str) -> str:
    folded = latin.lower()
    for written, letter in _SOUNDS:
        folded = folded.replace(written, letter)
    folded = folded.replace("x", "h").replace("z", "s").replace("g", "h")
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyj']", "", folded))


def _spellings(name: GivenName) -> list[str]:
    latin = [*name.latin, *name.counterparts]
    return [spelling for spelling in latin if spelling.isascii()]


def _likeness(one: str, two: str) -> float:
    spelled = " ".join(press_spellings(word, 1)[0] for word in two.split())
    return SequenceMatcher(None, one.lower(), spelled.lower()).ratio()
