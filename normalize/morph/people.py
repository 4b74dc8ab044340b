"""The names of people put into the six cases: exceptions first, then petrovich's rules."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.morph.petrovich import Part, petrovich_forms
from normalize.morph.russian import MAX_WORD, parses, parts, recase, table
from normalize.types import Case, Gender

CASES = tuple(Case)
_CYRILLIC = re.compile(r"[А-Яа-яЁёҐґЄєІіЇї’'-]+\Z")
_PLURAL_HARD = re.compile(r"(?:[оеё]в|[иы]н)\Z")
_SURELY_OBLIQUE = re.compile(r"(?:[оеё]вым|[иы]ным|[сц]к(?:им|ого|ому|ую))\Z")
_MILD_LOOK = re.compile(r"(?:[^сц][^кн]им|ам)\Z")
_OBLIQUE_LOOK = re.compile(r"(?:[ыи]м|[оеё]м|[аея]м|[аяыи]ми|ого|ому|ую|ою|ею|[оеё]ву|[иы]ну|[оеё]вы|[иы]ны)\Z")
_ADJECTIVAL = re.compile(r"(?:[ыо]й|ая)\Z")
_IMPOSSIBLE = re.compile(r"(?:[^аеёиоуыэюя]й|[аеёиоуыэюяйкгхцьъ]ь|[кгхжчшщц]я|[мпфв]ь|[йьеи]а|ьо|йо)\Z")


@lru_cache(maxsize=1)
def _exceptions() -> dict[tuple[str, Part, Gender], tuple[str, ...]]:
    found = {}
    for row in table("people.csv"):
        word = row["word"].lower()
        found[word, Part(row["part"]), Gender(row["gender"])] = (word, *(row[case] for case in CASES[1:]))
    return found


@lru_cache(maxsize=65536)
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
    found = _exceptions().get((lower, part, gender))
    if found:
        return tuple(recase(form, word) for form in found)
    first, hyphen, rest = lower.partition("-")
    if hyphen and (first in parts("person prefix") or rest in parts("person suffix")):
        return _around(word, len(first), rest, part, gender)
    return tuple(recase(form, word) for form in petrovich_forms(lower, part, gender))


def _around(word: str, length: int, rest: str, part: Part, gender: Gender) -> tuple[str, ...]:
    if rest in parts("person suffix"):
        return tuple(form + word[length:] for form in _word_forms(word[:length], part, gender))
    return tuple(word[: length + 1] + form for form in _word_forms(word[length + 1 :], part, gender))


@lru_cache(maxsize=2)
def _undo(gender: Gender) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give what may have stood in the nominative where a surface has an ending; the forward check decides."""
    rows = (row for row in table("undo_people.csv") if row["gender"] == gender)
    return tuple((row["ending"], tuple(row["nominative"].split("|"))) for row in rows)


@lru_cache(maxsize=65536)
def part_lemmas(word: str, part: Part, gender: Gender) -> tuple[tuple[str, tuple[Case, ...]], ...]:
    """Tell every nominative from which a slot's form can come, with the cases in which it is so written.

    Each is checked forward: the paradigm of the nominative has the form.

    >>> part_lemmas("Слюсарем", Part.SURNAME, Gender.MASCULINE)[-1]
    ('Слюсарь', (<Case.INSTRUMENTAL: 'instrumental'>,))
    """
    if len(word) > MAX_WORD:
        return ((word, (Case.NOMINATIVE,)),)
    lower, found = word.lower(), {}
    candidates = list(_undone_exceptions().get((lower, part, gender), ()))
    for ending, news in _undo(gender):
        if lower.endswith(ending):
            candidates.extend(lower[: len(lower) - len(ending)] + new for new in news)
    for candidate in dict.fromkeys(candidates):
        if candidate != lower and (len(candidate) < 2 or _IMPOSSIBLE.search(candidate)):
            continue
        forms = part_forms(candidate, part, gender)
        cases = tuple(case for case, form in zip(CASES, forms, strict=False) if form == lower)
        if cases:
            found[recase(candidate, word)] = cases
    return tuple(found.items())


@lru_cache(maxsize=1)
def _undone_exceptions() -> dict[tuple[str, Part, Gender], list[str]]:
    table: dict[tuple[str, Part, Gender], list[str]] = {}
    for (word, part, gender), forms in _exceptions().items():
        for form in forms:
            table.setdefault((form, part, gender), []).append(word)
    return table


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


@lru_cache(maxsize=1)
def _surname_weights() -> tuple[tuple[re.Pattern[str], float, float], ...]:
    """Tell how often surnames of men and of women look so; the first pattern that fits counts."""
    rows = table("surname_weights.csv")
    return tuple((re.compile(row["pattern"] + r"\Z"), float(row["masculine"]), float(row["feminine"])) for row in rows)


@lru_cache(maxsize=16384)
def surname_weight(nominative: str, gender: Gender) -> float:
    """Weigh how well a word would do as the nominative of a surname of that gender."""
    lower = nominative.lower()
    masculine = gender == Gender.MASCULINE
    weight = next((m if masculine else f for pattern, m, f in _surname_weights() if pattern.search(lower)), 0.0)
    found = parses(nominative)
    if _ADJECTIVAL.search(lower) and any(p.known and p.pos == "ADJF" and p.case == Case.NOMINATIVE for p in found):
        weight *= 3
    if any(p.known and "Surn" in p.marks and p.normal.replace("ё", "е") == lower.replace("ё", "е") for p in found):
        weight = max(weight * 1.3, 0.4)
    return weight


def oblique_weight(nominative: str, word: str) -> float:
    """Weigh down an alleged nominative of a word that looks like another case; 0 if it surely is one.

    >>> oblique_weight("Белоусовым", "Белоусовым"), oblique_weight("Белоусов", "Белоусовым")
    (0.0, 1.0)
    """
    lower = nominative.lower()
    if _MILD_LOOK.search(lower):
        return 0.35 if nominative == word else 1.0  # Рахим, Адам
    if not _OBLIQUE_LOOK.search(lower):
        return 1.0
    if nominative != word:
        return 0.15  # "Толстому" is of Толстой rather than of Толстом
    return 0.0 if _SURELY_OBLIQUE.search(lower) and len(lower) > 5 else 0.12
