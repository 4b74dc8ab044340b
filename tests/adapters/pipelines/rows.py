"""A column such as arrives in practice: names and sentences, many times, among nothing, blanks and hostile text."""

from __future__ import annotations

import random

NAMES = (
    """
Смоленской областью|Смоленск|Tula Region|Тульская обл.|Leningrad Oblast|Ленобласть|Киришском районе|Kirishi District
Октябрьский район|Василием Анохиным|Anokhin, Vasily|В.Н. Анохин|Vasily Nikolayevich Anokhin|Минобороны|силами ПВО
Щеглов|Щеглову Юлию|ЩЕРБАКОВ|Yuly Shcheglov|Санкт-Петербурге|St. Petersburg|г. Тула|Тула|Туле|Москва-Сити|Нигде
Ministry of Defence|Traktornoy District|ул. Лодочная|Республика Саха (Якутия)|Sakha|Крым|Сочи, Краснодарский край
Взрывы в Киришском районе Ленинградской области.|Drones were shot down over Tula and Smolensk regions.
Глава Смоленской области Василий Анохин сообщил о пожаре.|Силами ПВО сбиты дроны над Брянской и Курской областями.
""".strip()
    .replace("\n", "|")
    .split("|")
)

HOSTILE = [
    "",
    " ",
    "\t\r\n",
    "\x00",
    "Тула\x00Тула",
    "\u202eалуТ\u202c",
    "Туль\u00adской об\u00adласти",
    "Bacилий Ано́хин",
    "\u2028Тула\u2029",
    "\ufeffТула",
    "\u200bТ\u200dу\u200cла",
    "👩‍👩‍👧‍👦 Тула 🇷🇺",
    "е\u0308" * 200,
    "Т" * 5000,
    "(((«««",
    "NaN",
    "null",
    "None",
    "'; DROP TABLE names; --",
    "<script>alert('Тула')</script>",
    "0",
    "-1e400",
    "\U0010ffff",
    "𝕋𝕦𝕝𝕒",
]

BROKEN = ["Тула\ud83d", "\udc00Смоленск"]  # halves of a surrogate pair, which only Python's own strings can hold


def column(count: int = 1200, missing: object = None, more: tuple[str, ...] = ()) -> list[str | None]:
    """Give a column: each value several times, in no order."""
    chance = random.Random(7)  # noqa: S311 - the same column every time
    values = [*NAMES, *HOSTILE, *more]
    return [*values, *chance.choices([*values, missing, missing, missing], k=count - len(values))]


def scrubbed(text: str) -> str:
    """Put � for halves of surrogate pairs, which UTF-8 has no room for."""
    return "".join("�" if "\ud800" <= char <= "\udfff" else char for char in text)


def link_of(link):
    """Give what a column must say of one link of the core."""
    return {
        "entity": link.entity.id if link.entity else None,
        "kind": str(link.kind) if link.kind else None,
        "ru": scrubbed(link.normal.ru),
        "en": scrubbed(link.normal.en),
        "confidence": link.confidence,
        "reason": scrubbed(str(link.reasons[0])) if link.reasons else None,
    }


def mentions_of(document):
    """Give what a column must say of one document of the core."""
    return [
        {"start": link.span.start, "end": link.span.end, "surface": scrubbed(link.surface), **link_of(link)}
        for link in document.links
    ]


def answers(ask, values):
    """Ask the core row by row, with nothing for nothing."""
    return [None if value is None else ask(value) for value in values]
