"""The names of people put into the six cases: exceptions first, then petrovich's rules."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.morph.petrovich import Part, petrovich_forms
from normalize.morph.russian import MAX_WORD, parts, recase, table
from normalize.types import Case, Gender

CASES = tuple(Case)
_CYRILLIC = re.compile(r"[А-Яа-яЁёҐґЄєІіЇї’'-]+\Z")
_FAMILY = re.compile(r"((?:[оеё]в|[иы]н)(?=ы\Z)|[сц]к(?=ие\Z))")
_PLURAL_HARD = re.compile(r"(?:[оеё]в|[иы]н)\Z")


@lru_cache(maxsize=1)
def exceptions() -> dict[tuple[str, Part, Gender], tuple[str, ...]]:
    """Give the forms of the names that no rule declines rightly."""
    found = {}
    for row in table("people.csv"):
        word = row["word"].lower()
        found[word, Part(row["part"]), Gender(row["gender"])] = (word, *(row[case] for case in CASES[1:]))
    return found


@lru_cache(maxsize=4096)
def part_forms(text: str, part: Part, gender: Gender) -> tuple[str, ...]:
    """Give the six forms of one slot of a name, in the order of `Case`.

    >>> part_forms("Бонч-Бруевич", Part.SURNAME, Gender.MASCULINE)[1]
    'Бонч-Бруевича'
    >>> part_forms("фон дер Ляйен", Part.SURNAME, Gender.FEMININE)[4]
    'фон дер Ляйен'
    """
    words = text.split(" ")
    if len(words) == 1:
        return _word_forms(text, part, gender)
    if words[-1].lower() in parts("person suffix"):
        return (text,) * len(CASES)
    before = " ".join(words[:-1]) + " "
    # "Ким Чен Ын": of short syllables only the last one moves.
    if len(words[0]) > 3 and words[0][:1].isupper() and words[0].lower() not in parts("person prefix"):
        columns = [_word_forms(word, part, gender) for word in words]
        return tuple(" ".join(column) for column in zip(*columns, strict=True))
    return tuple(before + form for form in _word_forms(words[-1], part, gender))


def _word_forms(word: str, part: Part, gender: Gender) -> tuple[str, ...]:
    if not word or "." in word or len(word) > MAX_WORD or len(word) == 1 or not _CYRILLIC.match(word):
        return (word,) * len(CASES)
    lower = word.lower()
    found = exceptions().get((lower, part, gender))
    if found:
        return _recased(found, word)
    first, hyphen, rest = lower.partition("-")
    if hyphen and (first in parts("person prefix") or rest in parts("person suffix")):
        return _around(word, len(first), rest, part, gender)
    return _recased(petrovich_forms(lower, part, gender), word)


def _recased(forms: tuple[str, ...], like: str) -> tuple[str, ...]:
    return forms if like.islower() else tuple(recase(form, like) for form in forms)


def _around(word: str, length: int, rest: str, part: Part, gender: Gender) -> tuple[str, ...]:
    if rest in parts("person suffix"):
        return tuple(form + word[length:] for form in _word_forms(word[:length], part, gender))
    return tuple(word[: length + 1] + form for form in _word_forms(word[length + 1 :], part, gender))


def person_forms(given: str, patronymic: str, surname: str, gender: Gender) -> dict[Case, tuple[str, str, str]]:
    """Put a person's name into the six cases; a slot may be empty or an initial.

    >>> person_forms("Василий", "Николаевич", "Анохин", Gender.MASCULINE)[Case.INSTRUMENTAL]
    ('Василием', 'Николаевичем', 'Анохиным')
    >>> person_forms("Анна", "", "Кравчук", Gender.FEMININE)[Case.GENITIVE]
    ('Анны', '', 'Кравчук')
    """
    slots = (
        part_forms(given, Part.GIVEN, gender),
        part_forms(patronymic, Part.PATRONYMIC, gender),
        part_forms(surname, Part.SURNAME, gender),
    )
    return dict(zip(CASES, zip(*slots, strict=True), strict=True))


def plural_forms(surname: str) -> dict[Case, str]:
    """Put a surname, given in the masculine, into the plural that names a family.

    >>> plural_forms("Петров")[Case.DATIVE], plural_forms("Сырский")[Case.NOMINATIVE]
    ('Петровым', 'Сырские')
    >>> plural_forms("Шевченко")[Case.GENITIVE]
    'Шевченко'
    """
    singular = part_forms(surname, Part.SURNAME, Gender.MASCULINE)
    lower = surname.lower()
    if len(set(singular)) == 1:
        forms: tuple[str, ...] = singular
    elif _PLURAL_HARD.search(lower):
        forms = tuple(surname + end for end in ("ы", "ых", "ым", "ых", "ыми", "ых"))
    elif lower.endswith(("ий", "ый", "ой")) and singular[1].endswith("го"):
        stem, vowel = surname[:-2], "ы" if singular[4].endswith("ым") else "и"
        forms = tuple(stem + vowel + end for end in ("е", "х", "м", "х", "ми", "х"))
    else:
        forms = _noun_plural(singular)
    return dict(zip(CASES, forms, strict=True))


def family_forms(surname: str) -> dict[Case, str] | None:
    """Put a surname that stands in the plural, as the name of a family, into the six cases; None if it is none.

    >>> family_forms("Стругацкие")[Case.GENITIVE], family_forms("Петровы")[Case.DATIVE]
    ('Стругацких', 'Петровым')
    """
    found = _FAMILY.search(surname.lower())
    if not found:
        return None
    stem = surname[: found.end(1)]
    return plural_forms(stem + ("ий" if found[1].endswith("к") else ""))


def _noun_plural(singular: tuple[str, ...]) -> tuple[str, ...]:
    nominative, genitive, stem = singular[0], singular[1], singular[1][:-1]
    soft = genitive[-1] in "яи" and stem[-1] not in "кгхжшчщ"
    plural = stem + ("и" if soft or stem[-1] in "кгхжшчщ" else "ы")
    a = "я" if soft else "а"
    oblique = _plural_genitive(stem, soft=soft, feminine=nominative[-1] in "ая", stressed=singular[4].endswith("ом"))
    return (plural, oblique, stem + a + "м", oblique, stem + a + "ми", stem + a + "х")


def _plural_genitive(stem: str, *, soft: bool, feminine: bool, stressed: bool) -> str:
    last = stem[-1]
    if feminine:
        return stem + "й" if soft and last in "аеиоу" else stem + "ь" if soft else stem
    if last in "жшчщ" or (soft and last not in "аеиоуыюяь"):
        return stem + "ей"
    return stem + ("ев" if soft or (last == "ц" and not stressed) else "ов")
