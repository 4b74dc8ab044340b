"""From Cyrillic to Latin: each scheme compiled to one pass for its contexts and one for its letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from normalize.translit.scheme import canonical, scheme

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalize.translit.scheme import LetterRule, Scheme

APOSTROPHES = "'’ʼ"
_CAPITALS = "А-ЯЁІЇЄҐЎ"
_PARTED = re.compile("[ИиУуЕеІі][\u0306\u0308]")


def romanize(text: str, scheme: str = "press") -> str:
    """Write Cyrillic text in Latin letters; everything else stays as it is, and case is kept.

    A capital whose Latin spelling has several letters is written all in capitals only among capitals. Letters
    that the scheme's language does not have pass unchanged.

    >>> romanize("Щербаков, ЩЕРБАКОВ, Яна, ЯНА")
    'Shcherbakov, SHCHERBAKOV, Yana, YANA'
    >>> romanize("Василий Ильинский (BBC)"), romanize("Василий Ильинский", scheme="bgn-pcgn")
    ('Vasily Ilyinsky (BBC)', 'Vasiliy Il’inskiy')

    Raises:
        UnknownNameError: No scheme is so called.
    """
    return _machine(canonical(scheme))(text)


@cache
def _machine(name: str) -> Callable[[str], str]:
    found = scheme(name)
    if found.pack:
        from normalize.translit.packs import pack_romanize

        return pack_romanize(found.pack)
    contexts, outputs = _compile(found)
    table = _table(found)

    def replace(match: re.Match[str]) -> str:
        output = outputs[(match.lastindex or 1) - 1]
        return output(match) if callable(output) else _cased(output, match)

    def run(text: str) -> str:
        if text.isascii():
            return text
        return contexts.sub(replace, compose(text)).translate(table)

    return run


def compose(text: str) -> str:
    """Join й, ё, ї and ў that are written as a letter and a mark; touch nothing else."""
    if "\u0306" in text or "\u0308" in text:
        return _PARTED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
    return text


def _table(found: Scheme) -> dict[int, str]:
    lower = {ord(letter): latin for letter, latin in found.letters}
    upper = {ord(letter.upper()): _capitalized(latin) for letter, latin in found.letters}
    return {**upper, **lower}


def _compile(found: Scheme) -> tuple[re.Pattern[str], list[str | Callable[[re.Match[str]], str]]]:
    """Give the pattern of every place where a letter is not simply looked up, and what to write there.

    The pattern begins with one set of letters, so that `re` skips quickly to where one of them stands; the
    alternatives then look back at it. The last alternative finds capitals among capitals.
    """
    long = {letter.upper(): latin.upper() for letter, latin in found.letters if len(latin) > 1}
    outputs: list[str | Callable[[re.Match[str]], str]] = [rule.latin for rule in found.rules]
    branches = [_branch(rule) for rule in found.rules]
    triggers = {letter for rule in found.rules for letter in _both(rule.letters[0])}
    if long:
        branches.append(rf"(?<=[{''.join(long)}])(?:(?=[{_CAPITALS}])|(?<=[{_CAPITALS}].)(?!\w))()")
        outputs.append(lambda match: long[match[0]])
        triggers.update(long)
    start = f"[{re.escape(''.join(sorted(triggers)))}]" if triggers else "(?!)"
    return re.compile(f"{start}(?:{'|'.join(branches) or '()'})"), outputs


def _branch(rule: LetterRule) -> str:
    first, rest = _either(rule.letters[0]), "".join(map(_either, rule.letters[1:]))
    before = _lookbehind(rule.after, first + rest)
    return f"(?<={first}){rest}{before}{_lookahead(rule.before)}()"


def place_pattern(letters: str, after: str = "", before: str = "") -> str:
    """Give the regular expression for letters in their surroundings, as `LetterRule` describes them.

    >>> bool(re.search(place_pattern("е", "^"), "ель")), bool(re.search(place_pattern("е", "^"), "лес"))
    (True, False)
    """
    matched = "".join(map(_either, letters))
    return f"{matched}{_lookbehind(after, matched)}{_lookahead(before)}"


def _lookbehind(letters: str, matched: str) -> str:
    start = rf"(?<!\w{matched})(?<!\w[{APOSTROPHES}]{matched})" if "^" in letters else ""
    plain = letters.replace("^", "")
    inside = f"(?<=[{_both(plain)}]{matched})" if plain else ""
    return f"(?:{start}|{inside})" if start and inside else start or inside


def _lookahead(letters: str) -> str:
    end = rf"(?!\w)(?![{APOSTROPHES}]\w)" if "$" in letters else ""
    plain = letters.replace("$", "")
    inside = f"(?=[{_both(plain)}])" if plain else ""
    return f"(?:{end}|{inside})" if end and inside else end or inside


def _either(letter: str) -> str:
    return f"[{re.escape(_both(letter))}]"


def _both(letters: str) -> str:
    return "".join(dict.fromkeys(letters + letters.upper()))


def _cased(latin: str, match: re.Match[str]) -> str:
    matched = match[0]
    if not latin or not matched[0].isupper():
        return latin
    after = match.string[match.end() : match.end() + 1]
    before = match.string[match.start() - 1 : match.start()]
    among = after.isupper() if after.isalpha() else before.isupper()
    return latin.upper() if among or matched[1:].isupper() else _capitalized(latin)


def _capitalized(latin: str) -> str:
    return latin[:1].upper() + latin[1:]
