"""Single words of a name from one alphabet to the other, and adjectives put into a gender."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from normalize.morph import is_word, marked, recase
from normalize.morph.adjectives import adjective
from normalize.names.place import table
from normalize.translit import cyrillize
from normalize.types import Gender

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_WORD = 64
_UKRAINIAN = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")
# How Slavic names end in Latin letters, and what no romanized Slavic name has.
_SLAVIC = re.compile(
    r"(?:[eoy]v|in|[eo]va|ina|sk[iy]{1,2}|skyi|skaya|ska|sk|ko|chuk|[iy]uk|vi?ch|yan|dze|shvili|grad|burg)\Z"
)
_ENGLISH = re.compile(
    r"[wxq]|\Aj|j(?![aeiou])|c(?!h)|[tp]h|oo|ee|ou|ll\Z|[ie]e\Z|ey\Z|ght|tion|(?:al|ry)\Z|[bdgklmnprt]e\Z"
)
_ADJECTIVE = re.compile(r"[сц]к(?:ий|ая|ое)\Z")
_ENDINGS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "hard": ("ый", "ая", "ое"),
        "velar": ("ий", "ая", "ое"),
        "sibilant": ("ий", "ая", "ее"),
        "soft": ("ий", "яя", "ее"),
        "fox": ("ий", "ья", "ье"),
    }
)


def looks_english(word: str) -> bool:
    """Tell a word that cannot be a romanized Slavic one.

    >>> looks_english("Hardie"), looks_english("Shcherbakov")
    (True, False)
    """
    return _ENGLISH.search(word.lower()) is not None and not looks_slavic(word)


def looks_slavic(word: str) -> bool:
    """Tell a word with the ending of a romanized Slavic name.

    >>> looks_slavic("Petrov"), looks_slavic("Klitschko"), looks_slavic("Hardie")
    (True, True, False)
    """
    return _SLAVIC.search(word.lower()) is not None


def heard(word: str) -> str:
    """Write an English word in Cyrillic roughly as it sounds, which spelling tells only in part.

    >>> heard("Hardie"), heard("Johnson"), heard("O'Brien")
    ('Харди', 'Джонсон', "О'Брайен")
    """
    if "'" in word:
        return "'".join(map(heard, word.split("'")))
    whole, letters, sounds = _sounds()
    lower = word[:_MAX_WORD].lower()
    found = whole.get(lower) or letters.sub(lambda match: sounds[(match.lastindex or 1) - 1], lower)
    return found[:1].upper() + found[1:] if word[:1].isupper() else found


def is_heard_whole(word: str) -> bool:
    """Tell whether the table of English letters has the word as a whole."""
    return word.lower() in _sounds()[0]


@lru_cache(maxsize=1)
def _sounds() -> tuple[Mapping[str, str], re.Pattern[str], tuple[str, ...]]:
    rows = table("english_letters.csv")
    parts = [row for row in rows if not row["whole"]]
    letters = re.compile("|".join(f"({row['pattern']})" for row in parts))
    whole = {row["pattern"]: row["russian"] for row in rows if row["whole"]}
    return whole, letters, tuple(row["russian"] for row in parts)


def without_ukrainian(word: str) -> str:
    """Write a Ukrainian name with Russian letters.

    >>> without_ukrainian("Зеленський"), without_ukrainian("Єрмак")
    ('Зеленский', 'Ермак')
    """
    word = word.translate(_UKRAINIAN)
    word = re.sub(r"(?<=[сц])ьк(?=ий\Z)", "к", word)
    return re.sub(r"(?<=[сц])ька\Z", "кая", word)


@lru_cache(maxsize=16384)
def slavic(word: str, mark: str = "Surn", lang: str = "ru") -> str:
    """Write a romanized Slavic word in Cyrillic; one that the dictionary has as such a name is believed first.

    Args:
        word: a word in Latin letters.
        mark: the dictionary's mark of the names that are likely: `Surn` or `Geox`.
        lang: the language whose spelling it follows; the answer is Russian all the same.

    >>> slavic("Leviev"), slavic("Haivanenko", lang="uk"), slavic("Chernobyl", "Geox")
    ('Левиев', 'Гайваненко', 'Чернобыль')
    """
    best, most = word, 0.0
    for way in cyrillize(word, limit=5, lang=lang):
        text = without_ukrainian(way.text) if lang == "uk" else way.text
        known = marked(text, mark) or (_ADJECTIVE.search(text) is not None and is_word(text))
        weight = way.weight * (16 if known else 1.5 if is_word(text) else 1)
        if not known and re.search(r"ё|ьи|шч|жж|ны\Z", text):
            weight *= 0.3  # only a known name is believed to have it: "Razumny" is Разумный
        if lang == "uk" and re.search("[аеоу]и[бвгджзклмнпрстфхцчш]", text):
            weight *= 0.1  # "Haivanenko": after a vowel i is й
        if weight > most:
            best, most = text, weight
    return best


def written(text: str, mark: str = "Geox") -> str:
    """Write Latin text in Cyrillic, word by word."""
    return " ".join(_written(word, mark) for word in text.split(" "))


def _written(word: str, mark: str) -> str:
    if "-" in word and any(map(looks_english, word.split("-"))):
        return "-".join(_written(part, mark) for part in word.split("-"))  # "Grozny-City"
    return heard(word) if looks_english(word) else _place(word, mark)


def _place(word: str, mark: str) -> str:
    if len(word) > 3 and word.endswith("ia"):
        return slavic(word[:-2] + "iya", mark)  # "Zmeinia" is a land in -ия
    return slavic(word, mark)


def agreed(word: str, gender: Gender | None) -> str:
    """Put an adjective that stands in the nominative into a gender; "" for what is no adjective.

    >>> agreed("Змеинское", Gender.MASCULINE), agreed("Тракторной", Gender.MASCULINE), agreed("Волгоград", None)
    ('Змеинский', 'Тракторный', '')
    """
    found = adjective(word)
    place = list(Gender).index(gender or Gender.MASCULINE)
    if found is None or found.gender is None:
        cut = re.fullmatch(r"(.+[нвлмрт])ой", word)  # "Traktornoy": an ending that English spells at random
        return cut[1] + _ENDINGS["hard"][place] if cut else ""
    if found.gender is (gender or Gender.MASCULINE):
        return word
    return recase(found.stem + _ENDINGS[found.kind][place], word)


def adjective_stem(word: str) -> str:
    """Give what all genders of an adjective share, in lower case; "" for what is no adjective.

    >>> adjective_stem("областная"), adjective_stem("областной")
    ('областн', 'областн')
    """
    found = adjective(word)
    return found.stem if found else ""
