"""Names of people as the import needs them: cleaned cells, Russian names of Ukrainians.

Needs the package itself (`make .venv/.installed`).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tables

from normalize.names import Spelling, find_given, patronymic_gender
from normalize.names.given import given_names
from normalize.types import Gender

_PATRONYMIC_UK = re.compile(r"(?:ович|євич|івна|ївна|лліч)$", re.IGNORECASE)


class Name(NamedTuple):
    """A name in three parts; the patronymic may be empty."""

    given: str
    patronymic: str
    surname: str

    @property
    def full(self) -> str:
        """Given name, patronymic, surname."""
        return " ".join(part for part in self if part)

    @property
    def short(self) -> str:
        """Given name and surname."""
        return f"{self.given} {self.surname}"

    @property
    def key(self) -> tuple[str, str]:
        """Given name and surname without ё and case, to compare."""
        return plain(self.given), plain(self.surname)


def plain(text: str) -> str:
    """Fold case, ё and apostrophes.

    >>> plain("Дёмин"), plain("В’ячеслав")
    ('демин', "в'ячеслав")
    """
    return re.sub("[’ʼ`]", "'", text).casefold().replace("ё", "е").replace("-", " ")


def split(text: str) -> Name | None:
    """Split a Cyrillic cell into its parts, whichever comes first.

    >>> split("Горелкин Антон Вадимович"), split("Владимир ВладимировичМазур").full
    (Name(given='Антон', patronymic='Вадимович', surname='Горелкин'), 'Владимир Владимирович Мазур')
    >>> split("Александр Николаевич (политик) Козловский").surname, split("Малюк")
    ('Козловский', None)
    """
    text = re.sub(r"\([^)]*\)", " ", text)
    words = re.sub(r"(?<=[а-яёіїє])(?=[А-ЯЁІЇЄ])", " ", text).split()
    found = [index for index, word in enumerate(words) if _is_patronymic(word)]
    if len(words) == 2:
        return Name(words[0], "", words[1]) if _is_given(words[0]) or not _is_given(words[1]) else _turned(words)
    if len(words) < 3 or not found:
        return None
    middle = found[0] or found[-1]
    if middle == len(words) - 1:
        return Name(words[middle - 1], words[middle], " ".join(words[: middle - 1]))
    return Name(" ".join(words[:middle]), words[middle], " ".join(words[middle + 1 :]))


def _turned(words: list[str]) -> Name:
    return Name(words[1], "", words[0])


def _is_given(word: str) -> bool:
    return any(form.spelling is not Spelling.DIMINUTIVE for form in find_given(word.casefold()))


def _is_patronymic(word: str) -> bool:
    return bool(patronymic_gender(word.casefold()) or _PATRONYMIC_UK.search(word)) or word.endswith("оглы")


def gender_of(name: Name, stated: str) -> str:
    """Give male or female: as stated, or by patronymic and given name."""
    found = patronymic_gender(name.patronymic.casefold()) if name.patronymic else None
    if found is None and name.patronymic:
        found = Gender.FEMININE if name.patronymic.endswith("вна") else Gender.MASCULINE
    if found is None and not stated:
        forms = find_given(name.given.casefold())
        found = forms[0].name.gender if forms else None
    return {Gender.MASCULINE: "male", Gender.FEMININE: "female"}.get(found, stated) if found else stated


_SURNAME_RULES = (
    *((r"ськ(?=ий$|а$|их$)", "ск"), (r"цьк(?=ий$|а$|их$)", "цк"), (r"зьк(?=ий$|а$)", "зк"), (r"(?<=[сц]к)а$", "ая")),
    *((r"(?<=[сц]к)ий$", "~й"), (r"ий$", "ый"), (r"(?<=[гкхжчшщ])ый$", "~й"), (r"ьо", "ё"), (r"^йо", "ио")),
    *((r"(?<=[бпвмф])['’ʼ]я", "я"), (r"['’ʼ](?=[яюєї])", "ь"), (r"ець$", "ец"), (r"є", "е"), (r"ї", "~")),
    *((r"і", "~"), (r"ґ", "г"), (r"(?<=[гкхжчшщц])и", "~"), (r"и(?=к$|ч$|чук$|н[аеі]?$|нський$|шин$)", "~")),
)
_HARD_I = re.compile(
    r"(?<=[бдзпт])и(?=[^йяюе])(?!к|ч|щ|ли?н$|нч|м[чоу])|(?<=^л)и(?=с[аеоуя])|(?<=^с)и(?=рс)|"
    r"(?<=вол)и(?=н)|(?<=^кол)и(?=х)|(?<=^нем)и(?=р)|(?<=^м)и(?=сяг)|(?<=^шм)и(?=г)|(?<=^р)и(?=б)|(?<=^в)и(?=[гс]о)"
)
_KEPT_I = re.compile(r"^(?:тим|дмит|пили|титар|тит|пив|пип|пис|зин|дик|бик|зим|липк|тищ|тих)")


@cache
def _exceptions(kind: str) -> dict[str, str]:
    """Read what no rule yields: Russian given names ("given"), fathers ("father"), their patronymics ("patronymic")."""
    rows = tables.read_rows(Path(__file__).parent / "people_given.csv")
    return {row["word"]: row["russian"] for row in rows if row["kind"] == kind}


@cache
def _russian_givens() -> dict[str, str]:
    """Map Ukrainian and Belarusian given names to the Russian ones; those of own lands stay."""
    table: dict[str, str] = {}
    for name in given_names():
        for counterpart in name.counterparts:
            if re.search("[а-яіїєґў]", counterpart.casefold()):
                table.setdefault(plain(counterpart), name.name)
    own = {plain(name.name): name.name for name in given_names() if name.lang == "ru"}
    kept = {spelling: name for spelling, name in own.items() if spelling not in table}
    return table | kept | {plain(given): name for given, name in _exceptions("given").items()}


def russian_given(word: str) -> str:
    """Give the Russian counterpart of a Ukrainian given name; one without a counterpart changes its letters only.

    >>> russian_given("Олексій"), russian_given("Ярослава")
    ('Алексей', 'Ярослава')
    """
    return _russian_givens().get(plain(word)) or _letters(word, given=True)


def russian_surname(word: str) -> str:
    """Write a Ukrainian surname in Russian, as its bearers' Russian documents do.

    >>> [russian_surname(word) for word in ("Сирський", "Корольов", "Лук'яненко", "Лубінець", "Клименко")]
    ['Сырский', 'Королёв', 'Лукьяненко', 'Лубинец', 'Клименко']
    """
    return "-".join(_letters(part, given=False) for part in word.split("-"))


def _letters(word: str, *, given: bool) -> str:
    lower = re.sub("[’ʼ`]", "'", word).lower()
    lower = re.sub(r"^є", "е", lower)
    for pattern, written in _SURNAME_RULES:
        lower = re.sub(pattern, written, lower)
    if not given and not _KEPT_I.match(lower.replace("~", "и")):
        lower = _HARD_I.sub("ы", lower, count=1)
    return re.sub(r"^.", lambda letter: letter[0].upper(), lower.replace("~", "и"))


def russian_patronymic(word: str) -> str:
    """Give the Russian patronymic of the Ukrainian one, by the Russian name of the father.

    >>> [russian_patronymic(word) for word in ("Олексійович", "Іванівна", "Ігорович", "Миколаївна", "Яківна")]
    ['Алексеевич', 'Ивановна', 'Игоревич', 'Николаевна', 'Яковлевна']
    """
    if not word:
        return ""
    woman = word.endswith("вна")
    stem = re.sub(r"(?:йович|ович|ьович|івна|ївна|вна|ч)$", "", word)
    return _patronymic_of(_father(stem, word), woman=woman)


def _father(stem: str, word: str) -> str:
    if word.startswith(("Яків", "Якович")):
        return "Яков"
    for tail in ("", "й", "о", "ь", "а", "ій", "я", "ї"):
        known = _exceptions("father").get(stem + tail) or _russian_givens().get(plain(stem + tail))
        if known:
            return known
    return _letters(stem, given=True)


def _patronymic_of(father: str, *, woman: bool) -> str:
    if father in _exceptions("patronymic"):
        return _exceptions("patronymic")[father].split("|")[woman]
    ends = ("евна", "овна") if woman else ("евич", "ович")
    if father.endswith("ий"):  # Дмитриевич, Георгиевич, but Юрьевич, Анатольевич
        return father[:-2] + ("и" if re.search(r"[^аеёиоуыэюя]{2}ий$", father.lower()) else "ь") + ends[0]
    if father.endswith(("й", "ь")):
        return father[:-1] + ends[0]
    if father.endswith(("а", "я", "о")):
        return father[:-1] + ends[1]
    return father + (ends[0] if father[-1] in "жшчщц" else ends[1])


def russian(ukrainian: Name) -> Name:
    """Give the Russian name of a Ukrainian.

    >>> russian(Name("Сергій", "Вікторович", "Шевченко")).full
    'Сергей Викторович Шевченко'
    """
    return Name(
        russian_given(ukrainian.given), russian_patronymic(ukrainian.patronymic), russian_surname(ukrainian.surname)
    )
