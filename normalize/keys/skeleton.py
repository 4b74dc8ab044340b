"""The skeleton of a word: what is left of it without alphabet, spelling habit and case ending."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby, islice, product
from operator import eq

from normalize.errors import UnknownNameError
from normalize.keys.sounds import endings, sounds
from normalize.text import fold

LEVELS: tuple[int | str, ...] = (1, "1c", 2, 3)
_LONGEST = 64  # letters; no name is longer, and costs stay linear
_MOST_ALTERNATES = 8
_MERGE = str.maketrans("cCZh", "SSzg")
_NO_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(maxsize=65536)
def skeleton(word: str, level: int | str = 2) -> str:
    """Reduce one word of either alphabet to the sounds that every spelling of it shares.

    Level 1 is the joint phonemic alphabet; "1c" merges what schemes confuse (ч ш ц, ж з, г х); 2 drops
    case endings and final vowels as well, so that all cases and both genders fall together; 3 keeps
    the consonants of level 2. Each level proposes more pairs than the one before and proves less.

    >>> skeleton("Щербаков", 1), skeleton("Shcherbakov", 1), skeleton("Chtcherbakoff", 1)
    ('Serbakov', 'Serbakov', 'Serbakov')
    >>> skeleton("Анохиным", 2) == skeleton("Anohina", 2) == skeleton("Anokhin", 2)
    True
    >>> skeleton("Верхнедонском", 3) == skeleton("Verkhnedonsky", 3)
    True
    """
    return _level(_cut(word), level)


@lru_cache(maxsize=16384)
def alternates(word: str, level: int | str = 2) -> tuple[str, ...]:
    """List every skeleton that a word with ambiguous Latin letters may have, likeliest first.

    For the query side only: stored names have one skeleton, queries try all of theirs.

    >>> alternates("Jukov", 1)
    ('ukov', 'Zukov', 'dZukov')
    >>> alternates("Anokhin")
    ('anogin',)
    """
    table = sounds()
    pieces = table.cut.findall(_marked(word))
    if not any(map(_others, pieces)):
        return (_level(_tidy("".join(map(table.sound.__getitem__, pieces))), level),)
    ways = [(table.sound[piece], *_others(piece)) for piece in pieces]
    spelled = islice(product(*ways), _MOST_ALTERNATES)
    return tuple(dict.fromkeys(_level(_tidy("".join(way)), level) for way in spelled))


def _cut(word: str) -> str:
    table = sounds()
    return _tidy("".join(map(table.sound.__getitem__, table.cut.findall(_marked(word)))))


@lru_cache(maxsize=4096)
def _others(piece: str) -> tuple[str, ...]:
    """Say how else a spelling may sound: j before a vowel is a glide in Ljuba, a ж in Jukov."""
    table = sounds()
    if len(piece) > 1 and piece[0] == "j" and piece not in table.alternates:
        return tuple(sound + table.sound[piece[1:]] for sound in table.alternates["j"])
    return table.alternates.get(piece, ())


def _marked(word: str) -> str:
    return f"^{fold(word[:_LONGEST])}$"


def _tidy(spoken: str) -> str:
    if "o" in spoken:  # Горбачёв is Gorbachov and Gorbachev
        spoken = spoken.replace("Co", "Ce").replace("So", "Se").replace("Zo", "Ze").replace("co", "ce")
    return _single(spoken)


def _single(spoken: str) -> str:
    return "".join(letter for letter, _ in groupby(spoken)) if True in map(eq, spoken, spoken[1:]) else spoken


def _level(spoken: str, level: int | str) -> str:
    if level == 1:
        return spoken
    if level == "1c":
        return merged(spoken)
    if level not in LEVELS:
        raise UnknownNameError("key level", level, LEVELS)
    cut = stem(spoken)
    return cut if level == 2 else cut.translate(_NO_VOWELS) or cut


def stem(spoken: str) -> str:
    """Cut the case ending off a skeleton of level 1: what is left is its level 2.

    >>> stem(skeleton("Анохиным", 1)) == skeleton("Анохин", 2)
    True
    """
    return merged(_stem(spoken))


def _stem(spoken: str) -> str:
    ending = endings().match(spoken[:1:-1])  # at least two sounds stay
    return spoken[: len(spoken) - ending.end()] if ending and ending.end() else spoken


def merged(spoken: str) -> str:
    """Merge in a skeleton of level 1 what schemes confuse: what is left is its level 1c, the beginning of its stem.

    >>> merged(skeleton("Чехов", 1)) == skeleton("Чехов", "1c")
    True
    """
    return _single(spoken.translate(_MERGE))
