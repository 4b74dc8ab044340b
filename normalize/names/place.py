"""Places in parts: generic words ("район", "р-н", "District") in all their forms, and the specific.

The table says what a generic word tells of the name next to it; its forms are generated.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from normalize.morph import adjective_nominative, noun_gender, phrase_forms
from normalize.text.script import fold
from normalize.text.tokens import Tokens, fold_tokens, tokenize
from normalize.types import Case, Kind, Number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_DATA = Path(__file__).parent / "data"
_CASES = tuple(Case)
_MAX_HEAD = 4
_MAX_TEXT = 400
_EDGE = ' \t\n\u00a0-–—.,;:«»“”„"'
_STILL_PLURALS = frozenset(["islands", "straits", "works", "corps", "barracks"])


@dataclass(frozen=True, slots=True)
class Head:
    """A generic word and what it says of the name beside it.

    `kinds` are what the name may be, likeliest first; `position` is where the word stands: before the
    name, after it, or both; a `weak` word needs a capitalised neighbour and more; `full` is what an
    abbreviation abbreviates; `counterpart` is the word of the other language.
    """

    word: str
    lang: str
    kinds: tuple[Kind, ...]
    subtype: str
    position: str
    strength: str
    full: str
    counterpart: str
    source: str

    @property
    def kind(self) -> Kind:
        """The likeliest kind."""
        return self.kinds[0]

    @property
    def before(self) -> bool:
        """Whether it may stand before the name."""
        return self.position != "after"

    @property
    def after(self) -> bool:
        """Whether it may stand after the name."""
        return self.position != "before"


@dataclass(frozen=True, slots=True)
class HeadForm:
    """A head in one of its forms: the number, and every case that is so written (none in English)."""

    head: Head
    number: Number
    cases: tuple[Case, ...]


def table(file_name: str) -> tuple[dict[str, str], ...]:
    """Read a table of this room's data."""
    with (_DATA / file_name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    return table("heads.csv")


@lru_cache(maxsize=1)
def heads() -> tuple[Head, ...]:
    """Give every generic word of the table.

    >>> next(head.kinds for head in heads() if head.word == "р-н")
    (<Kind.DISTRICT: 'district'>, <Kind.CITY_DISTRICT: 'city_district'>)
    """
    return tuple(_head(row) for row in _rows())


def _head(row: dict[str, str]) -> Head:
    return Head(
        word=row["word"],
        lang=row["lang"],
        kinds=tuple(Kind(kind) for kind in row["kinds"].split("|")),
        subtype=row["subtype"],
        position=row["position"],
        strength=row["strength"],
        full=row["full"],
        counterpart=row["counterpart"],
        source=row["source"],
    )


@lru_cache(maxsize=1)
def head_forms() -> Mapping[tuple[str, ...], tuple[HeadForm, ...]]:
    """Give every form of every head by its folded tokens.

    >>> [(form.head.word, str(form.number)) for form in head_forms()["р", "на"]]
    [('р-н', 'singular')]
    >>> [str(case) for case in head_forms()["областях",][0].cases]
    ['prepositional']
    """
    table: dict[tuple[str, ...], list[HeadForm]] = defaultdict(list)
    for head, row in zip(heads(), _rows(), strict=True):
        for tokens, form in _forms(head, row):
            table[tokens].append(form)
    return MappingProxyType({tokens: tuple(forms) for tokens, forms in table.items()})


def _forms(head: Head, row: dict[str, str]) -> Iterator[tuple[tuple[str, ...], HeadForm]]:
    for number in Number:
        cases: dict[tuple[str, ...], list[Case]] = {}
        for case, surface in written_forms(head.word, head.lang, number, row):
            cases.setdefault(quick_tokens(surface), []).extend([case] if case else [])
        for tokens, found in cases.items():
            yield tokens, HeadForm(head, number, tuple(dict.fromkeys(found)))


def quick_tokens(surface: str) -> tuple[str, ...]:
    """Give the folded tokens of a surface; the same as `fold_tokens`, at once where it has but letters."""
    words = fold(surface).split(" ")
    return tuple(words) if all(word.isalpha() for word in words) else fold_tokens(surface)


def written_forms(word: str, lang: str, number: Number, row: Mapping[str, str]) -> Iterator[tuple[Case | None, str]]:
    """Give the ways a generic word or a title is written in one number, with the case where it has one."""
    column = row["forms" if number == Number.SINGULAR else "plural_forms"]
    if column:
        forms = column.split("|")
        yield from zip(_CASES, forms * 6 if len(forms) == 1 else forms, strict=False)
    elif lang == "en":
        surface = word if number == Number.SINGULAR else english_plural(word)
        if surface:
            yield None, surface
    elif is_abbreviation(word):
        if number == Number.SINGULAR:
            yield from ((case, word) for case in _CASES)
    else:
        forms_by_case = phrase_forms(word, None if number == Number.SINGULAR else number)
        if number == Number.SINGULAR or forms_by_case[Case.NOMINATIVE] != (word,):
            yield from ((case, form) for case, found in forms_by_case.items() for form in found)


def is_abbreviation(word: str) -> bool:
    """Tell a cut word: it ends in a full stop, or is written in capitals, or has no vowel."""
    return word.endswith(".") or word.isupper() or not any(letter in "аеёиоуыэюя" for letter in word.lower())


def english_plural(word: str) -> str:
    """Give the plural of an English generic; "" for an abbreviation.

    >>> english_plural("city of"), english_plural("territory"), english_plural("railway station")
    ('cities of', 'territories', 'railway stations')
    """
    if word.endswith(".") or word.isupper() or word in _STILL_PLURALS:
        return ""
    stem, of, _ = word.partition(" of")
    if stem.endswith("y") and stem[-2] not in "aeou":
        plural = stem[:-1] + "ies"
    elif stem.endswith(("s", "ch", "sh", "x")):
        plural = stem + "es"
    else:
        plural = stem + "s"
    return plural + of


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name in parts: the generic word, if any, and the specific; whether the generic came first.

    `form` is the form in which the generic stood (its number and cases).
    """

    generic: Head | None
    specific: str
    before: bool
    form: HeadForm | None = None


@lru_cache(maxsize=8192)
def parse_place(surface: str) -> PlaceName:
    """Part the generic word from the rest of a place name, in any case form and either language.

    The longest generic wins, and of two the one that stands where it usually does.

    >>> place = parse_place("Киришского р-на")
    >>> place.generic.word, place.specific, place.before
    ('р-н', 'Киришского', False)
    >>> place = parse_place("Republic of Adygea")
    >>> place.generic.word, place.specific, place.before
    ('republic', 'Adygea', True)
    >>> parse_place("Смоленск").generic is None
    True
    """
    text = surface.strip()
    tokens = tokenize(text[:_MAX_TEXT])
    found = list(_found(tokens)) if len(tokens) > 1 else []
    if not found:
        return PlaceName(None, text, before=False)
    form, first, last = max(found, key=lambda item: _rank(item, len(tokens)))
    before = first == 0
    rest = text[_after_of(tokens, last) :] if before else text[: tokens.starts[first]]
    return PlaceName(form.head, _bare(rest), before, form)


def _found(tokens: Tokens) -> Iterable[tuple[HeadForm, int, int]]:
    table = head_forms()
    count = len(tokens)
    for length in range(1, min(_MAX_HEAD, count - 1) + 1):
        for first in {0, count - length}:
            for form in table.get(tuple(tokens.folded[first : first + length]), ()):
                if _stands(form, tokens, first, first + length - 1):
                    yield form, first, first + length - 1


def _stands(form: HeadForm, tokens: Tokens, first: int, last: int) -> bool:
    head = form.head
    if (
        head.word.endswith(".")
        and len(tokens.folded[last]) < 3
        and "." not in tokens.gaps[min(last + 1, len(tokens) - 1)]
    ):
        return last == len(tokens) - 1 and tokens.text.rstrip().endswith(".")
    if "-" in head.word and any("-" not in tokens.gaps[i] for i in range(first + 1, last + 1)):
        return False  # "О. В. Мельниченко" is on no island
    if len(tokens.words[first]) == 1 and tokens.words[first].isupper() and first == last:
        return False  # "Р.Н. Минниханов" is no river
    follows_of = last + 1 < len(tokens) and tokens.folded[last + 1] == "of"
    return head.before or follows_of if first == 0 else head.after


def _rank(found: tuple[HeadForm, int, int], count: int) -> tuple[int, int, int, int]:
    form, first, last = found
    head = form.head
    usual = (first == 0) == (head.position == "before") if head.position != "both" else first != 0
    return last - first, head.strength == "strong", usual, last == count - 1


def _after_of(tokens: Tokens, last: int) -> int:
    if last + 2 < len(tokens) and tokens.folded[last + 1] == "of":
        return tokens.ends[last + 1]
    return tokens.ends[last]


def _bare(text: str) -> str:
    bare = text.strip(_EDGE)
    if bare[:4].lower() == "the ":
        bare = bare[4:]
    return re.sub(r"\s+", " ", bare)


_JOINT = re.compile(r"\s*,\s*(?:и\s+)?|\s+(?:и|или)\s+")


def place_list(surface: str) -> tuple[str, ...]:
    """Tell the places of a Russian list that shares its head, each in the nominative; empty if it is none.

    >>> place_list("Калужской и Тульской областях")
    ('Калужская область', 'Тульская область')
    >>> place_list("районах Чертковском, Боковском и Миллеровском")
    ('Чертковский район', 'Боковский район', 'Миллеровский район')
    """
    place = parse_place(surface)
    words = _JOINT.split(place.specific)
    if place.form is None or place.generic is None or len(words) < 2 or place.generic.lang != "ru":
        return ()
    head = place.generic.full or place.generic.word
    gender = noun_gender(head.split(" ")[-1]) or noun_gender(head)
    for case in place.form.cases:
        found = [adjective_nominative(word, case, gender) for word in words]
        if None not in found:
            return tuple(f"{nominative} {head}" for nominative in found)
    return ()
