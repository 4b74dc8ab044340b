"""Forward generation: every surface under which a text may show a name of an entity.

A curated name is inflected and romanized here, when a gazetteer is compiled, so that meeting it in a text is one
exact look-up. Owns the surfaces of places, organisations and terms; people have a module of their own.
"""

from __future__ import annotations

import csv
import itertools
import re
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from normalize.gazetteer.entity import Alias, AliasKind, Entity
from normalize.gazetteer.stated import with_stated
from normalize.gazetteer.surfaces import Form, Needs, Surface, case_bit
from normalize.morph import is_word, known_parses, marked, phrase_forms
from normalize.names import parse_place
from normalize.text.tokens import fold_tokens
from normalize.translit import press_spellings, romanize
from normalize.types import Case, Kind, Number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SPELLINGS = 8
_COMBINATIONS = 16
_FOREIGN = ("german", "french", "scientific")


def all_aliases(entity: Entity) -> tuple[Alias, ...]:
    """Give the preferred names and then the aliases: the numbering that the compiled file uses."""
    preferred = (
        Alias(name, lang, AliasKind.PREFERRED, strong=lang not in entity.weak_names)
        for lang, name in sorted(entity.names.items(), reverse=True)
    )
    named = (*preferred, *entity.aliases)
    if not entity.forms:
        return named
    return tuple(replace(alias, forms=entity.forms.get(alias.name, ())) for alias in named)


def place_surfaces(entity: Entity, alias: Alias) -> Iterator[Surface]:
    """Generate the surfaces of one name of a place."""
    if alias.kind is AliasKind.ABBREVIATION or is_acronym(alias.name):
        yield from _abbreviation(alias)
    elif alias.kind is AliasKind.ADJECTIVE:
        yield from _adjective(alias)
    elif is_cyrillic(alias.name):
        yield from _russian_place(alias)
    else:
        yield from _latin_place(entity, alias)


def _russian_place(alias: Alias) -> Iterator[Surface]:
    place = parse_place(alias.name)
    for case, forms in _inflected(alias).items():
        for form in forms:
            words = fold_tokens(form)
            yield Surface(" ".join(words), Form.FULL, cases=case_bit(case))
            if place.generic is not None and place.specific:
                specific = _specific_part(words, len(fold_tokens(place.specific)), before=place.before)
                yield Surface(" ".join(specific), Form.SPECIFIC, cases=case_bit(case))
    if place.generic is None:
        yield from (Surface(words, Form.FULL) for words in latin_spellings(alias.name))
    elif place.specific:
        yield from (Surface(words, Form.SPECIFIC) for words in latin_spellings(place.specific))


def _inflected(alias: Alias) -> Mapping[Case, tuple[str, ...]]:
    if alias.lang in {"ru", "mul"}:
        return with_stated(alias, phrase_forms(alias.name))
    return {Case.NOMINATIVE: (alias.name,)}


def _specific_part(words: tuple[str, ...], length: int, *, before: bool) -> tuple[str, ...]:
    """Cut the generic off an inflected name: `before` tells that the generic stood before the specific."""
    return words[-length:] if before else words[:length]


def _latin_place(entity: Entity, alias: Alias) -> Iterator[Surface]:
    place = parse_place(alias.name)
    yield Surface(" ".join(fold_tokens(alias.name)), Form.FULL)
    if place.generic is not None and place.specific:
        specific = " ".join(fold_tokens(place.specific))
        yield Surface(specific, Form.SPECIFIC)
        if entity.kind in {Kind.DISTRICT, Kind.CITY_DISTRICT, Kind.REGION}:
            yield from (Surface(words, Form.SPECIFIC) for words in _adjective_endings(specific))
    elif alias.kind is AliasKind.SHORT and entity.kind in {Kind.REGION, Kind.DISTRICT, Kind.CITY_DISTRICT}:
        yield Surface(" ".join(fold_tokens(alias.name)), Form.SPECIFIC)


_ADJECTIVE_ENDINGS = ("sky", "skiy", "skii", "ski", "skoye", "skoe", "skaya", "skaia", "skoy")


def _adjective_endings(specific: str) -> Iterator[str]:
    """Spell a Latin adjective with the endings under which the press writes districts."""
    for ending in ("sky", "skaya"):
        if specific.endswith(ending) and len(specific) > len(ending) + 2:
            yield from (specific.removesuffix(ending) + other for other in _ADJECTIVE_ENDINGS)


def organization_surfaces(entity: Entity, alias: Alias) -> Iterator[Surface]:
    """Generate the surfaces of one name of an organisation or a term."""
    if alias.kind is AliasKind.ABBREVIATION or is_acronym(alias.name):
        yield from _abbreviation(alias)
    else:
        spell = _russian_organization if is_cyrillic(alias.name) else _english_organization
        yield from spell(entity, alias)
        short = without_country(alias.name)
        if short != alias.name and alias.lang in {"ru", "en"}:
            yield from (replace(surface, weak=True) for surface in spell(entity, replace(alias, name=short, forms=())))


def _russian_organization(entity: Entity, alias: Alias) -> Iterator[Surface]:
    needs = _needs(entity, alias)
    if alias.lang not in {"ru", "mul"}:
        yield Surface(" ".join(fold_tokens(alias.name)), Form.FULL, needs)
        return
    for case, forms in with_stated(alias, _numbered_forms(alias.name)).items():
        yield from (Surface(" ".join(fold_tokens(form)), Form.FULL, needs, case_bit(case)) for form in forms)
    if entity.kind is Kind.TERM:
        for case, forms in phrase_forms(alias.name, number=Number.PLURAL).items():
            for form in forms:
                yield Surface(" ".join(fold_tokens(form)), Form.FULL, needs, case_bit(case), plural=True)


_NUMBERED = re.compile(r"(\d+)-(я|й|е) (.+)")
_ORDINALS = {  # the endings of written ordinals, in the order of the cases
    "я": ("я", "й", "й", "ю", "й", "й"),
    "й": ("й", "го", "му", "й", "м", "м"),
    "е": ("е", "го", "му", "е", "м", "м"),
}


def _numbered_forms(name: str) -> dict[Case, tuple[str, ...]]:
    """Inflect the name of a unit with its number: "810-я бригада", "810-й бригады"; also "810 бригады" without it."""
    numbered = _NUMBERED.match(name)
    if numbered is None:
        return phrase_forms(name)
    number, ending, unit = numbered.groups()
    endings = dict(zip(Case, _ORDINALS[ending], strict=True))
    return {
        case: tuple(f"{number}{ordinal} {form}" for form in forms for ordinal in (f"-{endings[case]}", ""))
        for case, forms in phrase_forms(unit).items()
    }


def _english_organization(entity: Entity, alias: Alias) -> Iterator[Surface]:
    needs = _needs(entity, alias)
    for words in _english_habits(" ".join(fold_tokens(alias.name)).removeprefix("the ")):
        yield Surface(words, Form.FULL, needs)
        if entity.kind is Kind.TERM and not words.endswith("s"):
            yield Surface(words + "s", Form.FULL, needs, plural=True)


_COUNTRIES = re.compile(
    r"(?: of (?:the )?(?:Russian Federation|Russia|Ukraine|Republic of Belarus|Belarus)"
    r"| (?:Российской Федерации|РФ|России|Украины|Республики Беларусь|Беларуси|Белоруссии))\Z"
)


def without_country(name: str) -> str:
    """Cut the country off the name of a state body: alone it is weak, for every country has one.

    >>> without_country("Министерство обороны Украины"), without_country("Security Service of Ukraine")
    ('Министерство обороны', 'Security Service')
    """
    short = _COUNTRIES.sub("", name)
    return short if len(short.split()) > 1 else name


def _needs(entity: Entity, alias: Alias) -> Needs:
    """A lower-case name is met in either case; long Russian and English descriptions lose their capitals too."""
    words = fold_tokens(alias.name)
    if alias.name[:1].islower() or (entity.kind is Kind.TERM and is_cyrillic(alias.name) and len(words) > 1):
        return Needs.ANY
    branded = entity.subtype in {"party", "media", "company", "group"}
    return Needs.ANY if len(words) > 2 and not branded else Needs.CAPITAL


_HABITS = (
    ("defence", "defense"),
    ("organisation", "organization"),
    ("centre", "center"),
    ("labour", "labor"),
)


def _english_habits(words: str) -> Iterator[str]:
    """Spell a name as the British and as the American press do."""
    yield words
    for british, american in _HABITS:
        if british in words:
            yield words.replace(british, american)
        elif american in words:
            yield words.replace(american, british)


_CASE_ENDINGS = {"а": Case.GENITIVE, "у": Case.DATIVE, "ом": Case.INSTRUMENTAL, "е": Case.PREPOSITIONAL}


def _abbreviation(alias: Alias) -> Iterator[Surface]:
    words = fold_tokens(alias.name)
    letters = [letter for letter in alias.name if letter.isalpha()]
    upper = bool(letters) and all(letter.isupper() for letter in letters)
    if not upper and is_cyrillic(alias.name) and len(letters) > 4:
        for case, forms in with_stated(alias, phrase_forms(alias.name)).items():
            for form in forms:
                yield Surface(" ".join(fold_tokens(form)), Form.FULL, Needs.CAPITAL, case_bit(case))
        return
    needs = Needs.CAPITAL if not upper and alias.name[:1].isupper() and len(letters) > 4 else Needs.UPPER
    yield Surface(" ".join(words), Form.ABBREVIATION, needs)
    if len(words) == 1 and upper and not is_cyrillic(alias.name) and len(letters) > 2:
        yield Surface(words[0] + "s", Form.ABBREVIATION, needs, plural=True)
    for case, form in alias.forms:
        yield Surface(" ".join(fold_tokens(form)), Form.ABBREVIATION, Needs.UPPER, case_bit(case))
    if len(words) == 1 and upper and not alias.forms and _declines(words[0]):
        for ending, case in _CASE_ENDINGS.items():
            yield Surface(words[0] + ending, Form.ABBREVIATION, Needs.UPPER, case_bit(case))


def _declines(word: str) -> bool:
    """Tell whether an acronym is read as a word and declines ("МИДа", "ОМОНом"), unlike "ФСБ" and "ООН"."""
    return is_cyrillic(word) and len(word) > 2 and word[-1] not in "аеиоуыэюя" and word[-2] in "аеиоуыэюя"


def _adjective(alias: Alias) -> Iterator[Surface]:
    if alias.lang == "ru" and alias.name[:1].islower():
        for number in Number:
            for case, forms in phrase_forms(alias.name, number=number).items():
                for form in forms:
                    yield Surface(" ".join(fold_tokens(form)), Form.ADJECTIVE, Needs.ANY, case_bit(case))
    yield Surface(" ".join(fold_tokens(alias.name)), Form.ADJECTIVE, Needs.ANY)


def latin_spellings(name: str) -> Iterable[str]:
    """Spell a Cyrillic name as English-language texts may, every word by rule."""
    words = fold_tokens(name)[:6]
    choices = [_spellings(word) for word in words]
    if len(choices) > 1:
        choices = [spellings[:4] for spellings in choices]
    combined = itertools.islice(itertools.product(*choices), _COMBINATIONS)
    foreign = (" ".join(fold_tokens(romanize(name, scheme))) for scheme in _FOREIGN)
    return dict.fromkeys([*(" ".join(combination) for combination in combined), *foreign])


@lru_cache(maxsize=65536)
def _spellings(word: str) -> tuple[str, ...]:
    spelled = (fold_tokens(spelling) for spelling in press_spellings(word, _SPELLINGS))
    return tuple(dict.fromkeys("".join(words) for words in spelled if words))


def is_acronym(name: str) -> bool:
    """Tell whether a name is itself written in capitals, like "США" and "NATO"."""
    return 1 < len(name) <= 6 and name.isalpha() and name.isupper()


def is_called(word: str) -> bool:
    """Tell whether a word is rather the given name of a person than the name of a place: "Владимир", not "Салават".

    >>> is_called("Владимир"), is_called("Милан")
    (True, False)
    """
    own = [parse for parse in known_parses(word) if parse.case is Case.NOMINATIVE and parse.number is Number.SINGULAR]
    name, place = (max((one.score for one in own if mark in one.marks), default=0.0) for mark in ("Name", "Geox"))
    return name > place


def is_ordinary(words: str) -> bool:
    """Tell whether a one-word place name is also an ordinary word or a surname ("Роза", "Майский", "Жуков").

    Such a name is a place only where something says so: a head word, a preposition of place, its region.
    """
    if " " in words or not is_cyrillic(words):
        return words in english_words()
    if marked(words, "Geox") and not marked(words, "Surn"):
        return False
    return is_word(words) or words.endswith(_ADJECTIVES + _SURNAMES)


_ADJECTIVES = ("ский", "цкий", "ский", "ская", "ское", "ный", "ная", "ное", "ой", "ые", "ие")
_SURNAMES = ("ов", "ев", "ин")


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Give the English words and names that a romanized Russian place name may be mistaken for."""
    source = resources.files("normalize.gazetteer").joinpath("data/english_words.csv")
    return frozenset(row["word"] for row in csv.DictReader(source.read_text("utf-8").splitlines()))


def is_cyrillic(name: str) -> bool:
    """Tell whether a name has a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u04ff" for letter in name)
