"""From Latin to Cyrillic: every likely reading of a name, ranked."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

from normalize.errors import UnknownNameError
from normalize.translit.channel import Sound, habit_channel, scheme_channel
from normalize.translit.forward import romanize
from normalize.translit.prior import prior
from normalize.translit.scheme import canonical, scheme, schemes, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalize.translit.channel import Channel
    from normalize.translit.prior import Prior

_LONGEST = 64
_WIDTH = 14
_WIDE = 200  # for a scheme whose exact inverse the narrow search has missed
_STRANGE = 12.0  # the cost of a letter that nothing in Cyrillic is spelled by
_SIGNS = "'’ʼ`ʹʺ”“\"\u0300-\u036f"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_WORD = re.compile(f"[{_LATIN}\u0300-\u036f](?:[{_LATIN}\u0300-\u036f]|[{_SIGNS}]+(?=[{_LATIN}]))*")
_ENDED = re.compile(_WORD.pattern + f"(?:(?<=[{_LATIN}])[{_SIGNS}]+)?")
_HARD = "бвгґджзйклмнпрстфхцчшщў"

Hypothesis = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Cyrillization:
    """One Cyrillic reading of a text in Latin letters.

    `weight` is its share of the probability of the readings found; `scheme` is the scheme it was read by, or
    the one that is nearest to the habit it was read by.
    """

    text: str
    weight: float
    scheme: str
    source: str

    @property
    def schemes(self) -> tuple[str, ...]:
        """Name every scheme that spells this reading exactly as the source is spelled."""
        return tuple(each.name for each in schemes() if each.romanize(self.text) == self.source)

    def to_dict(self) -> dict[str, Any]:
        """Give the reading as plain data for JSON."""
        return {"text": self.text, "weight": self.weight, "scheme": self.scheme}


def cyrillize(
    text: str, scheme: str | None = None, lang: str = "ru", limit: int = 5
) -> tuple[Cyrillization, ...]:
    """Write Latin text in Cyrillic, in the likeliest ways first; what is not Latin stays as it is.

    A Latin spelling has lost something (signs, ё, -ий and -ый), and it does not say by which habit it was
    spelled, so the letters are weighed with what names look like. Given a scheme, only what that scheme spells
    so is offered, if there is such a thing. Names from other alphabets than Cyrillic come out wrong: Johnson is
    not spelled, but heard, as Джонсон.

    >>> [each.text for each in cyrillize("Vasily Anokhin", limit=1)]
    ['Василий Анохин']
    >>> [each.text for each in cyrillize("Wassili Anochin", limit=1)]
    ['Василий Анохин']
    >>> [each.text for each in cyrillize("SHCHERBAKOV", scheme="icao-9303", limit=2)]
    ['ЩЕРБАКОВ', 'ЩЕРБАКОВЬ']

    Raises:
        UnknownNameError: No scheme, or no language, is so called.
    """
    if lang not in _languages():
        raise UnknownNameError("language", lang, _languages())
    if not text or text.isspace() or limit < 1:
        return (Cyrillization(text, 1.0, scheme or "press", text),)
    accents = [(canonical(scheme), 0.0)] if scheme else _accents(lang)
    readings: dict[str, tuple[float, str]] = {}
    for name, cost in accents:
        for total, reading in _phrase(text, name if scheme else f"{lang}:{name}", limit):
            if reading not in readings or cost + total < readings[reading][0]:
                readings[reading] = (cost + total, name)
    return _ranked(text, readings, limit)


def _ranked(text: str, readings: dict[str, tuple[float, str]], limit: int) -> tuple[Cyrillization, ...]:
    least = min(cost for cost, _ in readings.values())
    total = sum(math.exp(least - cost) for cost, _ in readings.values())
    best = sorted(readings, key=lambda reading: (readings[reading][0], reading))[:limit]
    return tuple(
        Cyrillization(reading, math.exp(least - readings[reading][0]) / total, readings[reading][1], text)
        for reading in best
    )


def _phrase(text: str, way: str, limit: int) -> list[Hypothesis]:
    """Give the cheapest readings of all words together: the costs of the words add up."""
    best: list[tuple[float, tuple[Any, ...]]] = [(0.0, ())]
    end = 0
    pattern = _ENDED if _ends_in_signs(way) else _WORD
    for match in pattern.finditer(text):
        between, end = text[end : match.start()], match.end()
        options = [(cost, _like(match[0], word)) for cost, word in _word(match[0].lower(), way)[: limit + 1]]
        best = nsmallest(
            limit,
            ((total + cost, (chain, between, word)) for total, chain in best for cost, word in options),
            key=lambda each: each[0],
        )
    return [(total, _joined(chain, text[end:])) for total, chain in best]


def _joined(chain: tuple[Any, ...], tail: str) -> str:
    parts = [tail]
    while chain:
        chain, between, word = chain
        parts += (word, between)
    return "".join(reversed(parts))


@lru_cache(maxsize=20_000)
def _word(word: str, way: str) -> list[Hypothesis]:
    """Give the readings of one word in small letters, cheapest first; `way` is a scheme or `lang:scheme`."""
    lang, _, name = way.rpartition(":")
    plain = unicodedata.normalize("NFC", word)[:_LONGEST]
    rest = word[_LONGEST:]
    if lang and name == _native(lang):
        found = _search(plain, habit_channel(lang), prior(lang), _WIDTH)
    else:
        found = _inverse(plain, name, prior(lang or _prior_of(name)), exact=not lang)
    return [(cost, reading + rest) for cost, reading in found]


def _inverse(word: str, name: str, known: Prior, *, exact: bool) -> list[Hypothesis]:
    channel = scheme_channel(name)
    found = _search(word, channel, known, _WIDTH)
    for width in (_WIDTH, _WIDE) if exact else ():
        found = _search(word, channel, known, width)
        spelled = [each for each in found if romanize(each[1], name) == word]
        if spelled:
            return spelled
    return found


def _search(word: str, channel: Channel, known: Prior, width: int) -> list[Hypothesis]:
    """Search the readings from left to right, keeping the cheapest ones at each letter."""
    layers: list[dict[str, float]] = [{} for _ in range(len(word) + 1)]
    layers[0][""] = 0.0
    for start in range(len(word)):
        kept = nsmallest(width, layers[start].items(), key=lambda each: (each[1], each[0]))
        for end, sounds in _steps(word, start, channel):
            last, layer = end == len(word), layers[end]
            for before, cost in kept:
                for sound in sounds:
                    if sound.fits(before, last):
                        _extend(layer, before, cost + sound.cost, sound.cyrillic, channel, known)
        layers[start] = {}
    whole = ((known.known(each, cost + known.end(each)), each) for each, cost in layers[-1].items())
    return sorted(whole)[:width]


def _steps(word: str, start: int, channel: Channel) -> Iterator[tuple[int, tuple[Sound, ...]]]:
    found = False
    for end in range(start + 1, min(start + channel.longest, len(word)) + 1):
        sounds = channel.sounds.get(word[start:end])
        if sounds:
            found = True
            yield end, sounds
    if not found:
        yield start + 1, _strange(word[start], channel)


def _strange(letter: str, channel: Channel) -> tuple[Sound, ...]:
    """Read a letter that the channel does not know as its bare letter; drop a mark; keep what is left."""
    bare = unicodedata.normalize("NFD", letter)[0]
    known = channel.sounds.get(bare, ())
    if bare != letter and known:
        return tuple(sound._replace(cost=sound.cost + _STRANGE / 4) for sound in known)
    kept = "" if letter in _SIGNS or unicodedata.combining(letter) else letter
    return (Sound(kept, "", "", last=False, cost=_STRANGE if kept else _STRANGE / 4),)


def _extend(
    layer: dict[str, float], before: str, cost: float, added: str, channel: Channel, known: Prior
) -> None:
    reading = before + added
    total = cost + known.letters(before, added)
    if total < layer.get(reading, math.inf):
        layer[reading] = total
    if added and added[-1] in _HARD:
        for sound in channel.silent:
            if sound.fits(reading, last=False):
                softened = reading + sound.cyrillic
                after = total + sound.cost + known.letters(reading, sound.cyrillic)
                if after < layer.get(softened, math.inf):
                    layer[softened] = after


def _like(word: str, reading: str) -> str:
    if len(word) > 1 and word.isupper():
        return reading.upper()
    return reading[:1].upper() + reading[1:] if word[:1].isupper() else reading


@cache
def _languages() -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["lang"] for row in table("accents.csv")))


@cache
def _accents(lang: str) -> tuple[tuple[str, float], ...]:
    rows = [row for row in table("accents.csv") if row["lang"] == lang]
    return tuple((row["scheme"], -math.log(float(row["weight"]))) for row in rows)


def _native(lang: str) -> str:
    return _accents(lang)[0][0]


@cache
def _prior_of(name: str) -> str:
    language = scheme(name).language
    return language if language in _languages() else "ru"


@cache
def _ends_in_signs(way: str) -> bool:
    """Say whether a scheme writes a sign that a word can end in, so that quotation marks are not taken for one."""
    lang, _, name = way.rpartition(":")
    return not lang and any(latin and latin[-1] in _SIGNS for _, latin in scheme(name).letters)
