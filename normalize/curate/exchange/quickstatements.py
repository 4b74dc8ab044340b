"""QuickStatements 1: labels and aliases for the items of Wikidata that our entities are, for a person to send there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LANGUAGES = {"ru": "ru", "en": "en", "uk": "uk", "be": "be"}
# A misspelling is nobody's name, and an adjective no name at all.
_NOT_SENT = frozenset({"preferred", "misspelling", "adjective"})


def statement_lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Give one statement a line: a label for each language, an alias for each name that counts alone.

    >>> place = {"id": "RU-TUL", "ids": {"wikidata": "Q2810"}, "names": {"en": "Tula Oblast"},
    ...          "aliases": [{"name": "Тульщина", "lang": "ru", "kind": "colloquial", "strength": "strong"}]}
    >>> print("".join(statement_lines([place])), end="")
    Q2810|Len|"Tula Oblast"
    Q2810|Aru|"Тульщина"
    """
    for record in records:
        item = record["ids"].get("wikidata")
        if item:
            yield from _statements(item, record)


def _statements(item: str, record: dict[str, Any]) -> Iterator[str]:
    for lang, name in sorted(record["names"].items()):
        if lang in _LANGUAGES:
            yield _line(item, f"L{_LANGUAGES[lang]}", name)
    for alias in record["aliases"]:
        if alias["lang"] in _LANGUAGES and alias["kind"] not in _NOT_SENT and alias["strength"] == "strong":
            yield _line(item, f"A{_LANGUAGES[alias['lang']]}", alias["name"])


def _line(item: str, what: str, name: str) -> str:
    """Write a statement; a quotation mark inside a name would end it, so that it is sent as the typographic one."""
    return f'{item}|{what}|"{name.replace(chr(34), "”")}"\n'
