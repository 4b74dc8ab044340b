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
from normalize.translit.channel import Sound, context_of, habit_channel, prior, scheme_channel
from normalize.translit.forward import romanize
from normalize.translit.packs import pack_cyrillize
from normalize.translit.scheme import canonical, scheme, schemes, table

if TYPE_CHECKING:
    from normalize.translit.channel import Channel, Prior

_LONGEST = 64
_WIDTH = 14
_WIDE = 200  # for a scheme whose exact inverse the narrow search has missed
_HOPELESS = 9.0  # a reading this much dearer than the best one is left out
_SOFT = 0.7  # a sign that is not spelled needs more than the look of the word
_ACCENT = 3.0  # the cost of a mark, or of an accent on a letter, that the spelling is not known to use
_DOUBT = 2.0  # letters do not choose independently: with their costs halved, the weights are calibrated
_STRANGE = 24.0  # the cost of a letter that nothing in Cyrillic is spelled by
_SIGNS = "'’ʼ`ʹʺ”“\"\u0300-\u036f"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_WORD = re.compile(f"[{_LATIN}\u0300-\u036f](?:[{_LATIN}\u0300-\u036f]|[{_SIGNS}]+(?=[{_LATIN}]))*")
_ENDED = re.compile(_WORD.pattern + f"(?:(?<=[{_LATIN}])[{_SIGNS}]+)?")
_CACHED = 16384
_HARD = "бвгґджзйклмнпрстфхцчшщў"

Hypothesis = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Cyrillization:
    """One Cyrillic reading of a text in Latin letters.

    `weight` is its share of the probability of the readings found; `scheme` is the scheme it was read by, or
    the one that is nearest to the habit it was read by.

    >>> best = cyrillize("Shcherbakov", limit=1)[0]
    >>> best.text, 0 < best.weight <= 1
    ('Щербаков', True)
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


def cyrillize(text: str, scheme: str | None = None, lang: str = "ru", limit: int = 5) -> tuple[Cyrillization, ...]:
    """Write Latin text in Cyrillic, in the likeliest ways first; what is not Latin stays as it is.

    A Latin spelling has lost something (signs, ё, -ий and -ый), and it does not say by which habit it was
    spelled, so the letters are weighed with what names look like. Given a scheme, only what that scheme
    spells so is offered, if there is such a thing. Names that were never Cyrillic come out wrong: Johnson
    is not spelled, but heard, as Джонсон.

    >>> [each.text for each in cyrillize("Vasily Anokhin", limit=1)]
    ['Василий Анохин']
    >>> [each.text for each in cyrillize("Wassili Anochin", limit=1)]
    ['Василий Анохин']
    >>> [each.text for each in cyrillize("SOLOVEV", scheme="icao-9303", limit=2)]
    ['СОЛОВЬЁВ', 'СОЛОВЬЕВ']

    Raises:
        UnknownNameError: No scheme, or no language, is so called.
    """
    if lang not in _languages():
        raise UnknownNameError("language", lang, _languages())
    accents = ((canonical(scheme), 0.0),) if scheme else _accents(lang)
    if limit < 1:
        return ()
    readings: dict[str, tuple[float, str]] = {}
    for name, cost in accents:
        for total, reading in _phrase(text, name if scheme else f"{lang}:{name}", limit):
            if reading not in readings or cost + total < readings[reading][0]:
                readings[reading] = (cost + total, name)
    return _ranked(text, readings, limit)


def _ranked(text: str, readings: dict[str, tuple[float, str]], limit: int) -> tuple[Cyrillization, ...]:
    least = min(cost for cost, _ in readings.values())
    hopeful = {reading: cost for reading, (cost, _) in readings.items() if cost < least + _HOPELESS}
    shares = {reading: math.exp((least - cost) / _DOUBT) for reading, cost in hopeful.items()}
    total = sum(shares.values())
    best = sorted(hopeful, key=lambda reading: (hopeful[reading], reading))[:limit]
    return tuple(Cyrillization(reading, shares[reading] / total, readings[reading][1], text) for reading in best)


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
    if not lang and scheme(name).pack:
        return [(0.0, pack_cyrillize(scheme(name).pack)(word))]
    found = _reader(lang, name).read(plain) if lang else _inverse(plain, name)
    return [(cost, reading + rest) for cost, reading in found]


@cache
def _reader(lang: str, name: str) -> _Reader:
    """Give the reader of a scheme for names of a language; for the first scheme of a language, that of its press."""
    return _Reader(habit_channel(lang) if name == _native(lang) else scheme_channel(name), prior(lang))


def _inverse(word: str, name: str) -> list[Hypothesis]:
    """Give the readings that a scheme spells exactly so, or what comes near if it spells nothing so."""
    reader = _scheme_reader(name)
    found: list[Hypothesis] = []
    for width in (_WIDTH, _WIDE):
        found = reader.read(word, width)
        spelled = [each for each in found if romanize(each[1], name) == word]
        if spelled:
            return spelled
    return found


class _Reader:
    """A way of spelling, together with what names look like."""

    def __init__(self, channel: Channel, known: Prior) -> None:
        self._channel, self._known = channel, known
        self._options = lru_cache(maxsize=_CACHED)(self._fitting)

    def read(self, word: str, width: int = _WIDTH) -> list[Hypothesis]:
        """Search the readings from left to right, keeping the cheapest ones at each letter."""
        layers: list[dict[str, float]] = [{} for _ in range(len(word) + 1)]
        layers[0][""] = 0.0
        for start in range(len(word)):
            kept = {reading: cost for cost, reading in _cheapest(layers[start], width)}
            self._soften(kept)  # which makes them dearer, so that what was not kept needs none
            steps = self._steps(word, start)
            for cost, before in _cheapest(kept, width):
                context = context_of(before)
                for end, latin in steps:
                    self._extend(layers[end], before, cost, self._options(latin, context, end == len(word)))
            layers[start] = {}
        if len(word) > 1:  # an initial is not softened
            self._soften(layers[-1])
        known = self._known
        found = sorted((known.known(each, cost + known.end(each)), each) for each, cost in layers[-1].items())
        return [each for each in found[:width] if each[0] < found[0][0] + _HOPELESS]

    def _steps(self, word: str, start: int) -> list[tuple[int, str]]:
        """Give the Latin strings that may be read next, each with its end; a strange letter alone if there is none."""
        last = min(start + self._channel.longest, len(word))
        known = [
            (end, word[start:end]) for end in range(start + 1, last + 1) if word[start:end] in self._channel.sounds
        ]
        return known or [(start + 1, word[start])]

    def _strange(self, letter: str) -> tuple[Sound, ...]:
        """Read a letter that the channel does not know as its bare letter; drop a mark; keep what is left."""
        bare = unicodedata.normalize("NFD", letter)[0]
        known = self._channel.sounds.get(bare, ())
        if bare != letter and known:
            return tuple(sound._replace(cost=sound.cost + _ACCENT) for sound in known)
        if letter in _SIGNS or unicodedata.combining(letter):
            return (Sound("", "", "", last=False, cost=_ACCENT),)
        return (Sound(letter, "", "", last=False, cost=_STRANGE),)

    def _fitting(self, latin: str, context: str, last: bool) -> tuple[tuple[str, float, float], ...]:
        """Give what a Latin string may be read as behind a context, with the costs of the sound and of its letters.

        The empty string stands for the signs that the spelling leaves out.
        """
        sounds = self._channel.sounds.get(latin) or (self._strange(latin) if latin else self._channel.silent)
        return tuple(
            (sound.cyrillic, sound.cost, self._known.behind(context, sound.cyrillic))
            for sound in sounds
            if sound.fits(context[-1], last)
        )

    def _extend(
        self, layer: dict[str, float], before: str, cost: float, options: tuple[tuple[str, float, float], ...]
    ) -> None:
        for added, sound, letters in options:
            total = cost + sound + letters
            reading = before + added
            if total < layer.get(reading, math.inf):
                layer[reading] = total

    def _soften(self, layer: dict[str, float]) -> None:
        """Add the readings of a layer with a sign that the spelling leaves out after their last letter."""
        softened: dict[str, float] = {}
        for reading, cost in layer.items():
            if reading[-1:] not in _HARD or not reading:
                continue
            for added, sound, letters in self._options("", context_of(reading), last=False):
                total = cost + (_SOFT + sound + letters)
                longer = reading + added
                if total < layer.get(longer, math.inf):
                    softened[longer] = total
        layer.update(softened)


def _cheapest(layer: dict[str, float], width: int) -> list[Hypothesis]:
    return sorted(zip(layer.values(), layer.keys(), strict=True))[:width]


@cache
def _scheme_reader(name: str) -> _Reader:
    return _Reader(scheme_channel(name), prior(_prior_of(name)))


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
    """Say whether a scheme writes signs at the end of words; otherwise they are quotation marks."""
    lang, _, name = way.rpartition(":")
    return not lang and any(latin and latin[-1] in _SIGNS for _, latin in scheme(name).letters)
