"""The room's data: what a romanization scheme is, and where its file and the other tables lie."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATA = Path(__file__).parent / "data"
_SCHEMES = _DATA / "schemes"


@dataclass(frozen=True, slots=True)
class LetterRule:
    """Letters that are written `latin` where they stand `after` and `before` one of the given letters.

    `^` among the letters before means the beginning of a word, `$` among those after its end; an empty string
    asks for nothing.
    """

    letters: str
    latin: str
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A named romanization table with its source.

    >>> scheme("icao-9303").romanize("Юрий Щербаков")
    'Iurii Shcherbakov'
    """

    name: str
    title: str
    source: str
    language: str
    aliases: tuple[str, ...]
    note: str
    letters: tuple[tuple[str, str], ...]
    rules: tuple[LetterRule, ...]
    samples: tuple[tuple[str, str], ...]
    pack: str = ""

    def romanize(self, text: str) -> str:
        """Write Cyrillic text in Latin letters under this scheme."""
        from normalize.translit.forward import romanize

        return romanize(text, self.name)

    def to_dict(self) -> dict[str, Any]:
        """Give what the scheme is, without its tables."""
        return {
            "name": self.name,
            "title": self.title,
            "source": self.source,
            "language": self.language,
            "aliases": list(self.aliases),
            "note": self.note,
        }


def schemes() -> tuple[Scheme, ...]:
    """Give every scheme, by name.

    >>> [each.name for each in schemes()][:4]
    ['ala-lc', 'belarusian-2007', 'belarusian-bgn-pcgn', 'bgn-pcgn']
    """
    return tuple(_load(name) for name in names())


def scheme(name: str) -> Scheme:
    """Give the scheme of this name or alias.

    >>> scheme("bgn").title
    'BGN/PCGN 1947'
    >>> scheme("bgn-pcng")
    Traceback (most recent call last):
    ...
    normalize.errors.UnknownNameError: 'bgn-pcng' is no scheme; did you mean 'bgn-pcgn'? Near it: ...
    """
    return _load(canonical(name))


@cache
def names() -> tuple[str, ...]:
    """Give the names of the schemes: those of their files."""
    return tuple(sorted(path.stem for path in _SCHEMES.glob("*.toml")))


@cache
def canonical(name: str) -> str:
    """Give the name of the scheme that a name or an alias means; case and `_` for `-` do not matter.

    Raises:
        UnknownNameError: No scheme is so called.
    """
    wanted = str(name).strip().lower().replace("_", "-")
    if wanted in names():
        return wanted
    aliases = {alias: each.name for each in schemes() for alias in each.aliases}
    if wanted not in aliases:
        raise UnknownNameError("scheme", name, [*names(), *sorted(aliases)])
    return aliases[wanted]


@cache
def _load(name: str) -> Scheme:
    import tomllib

    table = tomllib.loads((_SCHEMES / f"{name}.toml").read_text(encoding="utf-8"))
    return Scheme(
        name=name,
        title=table["title"],
        source=table["source"],
        language=table["language"],
        aliases=tuple(table.get("aliases", ())),
        note=table.get("note", ""),
        letters=tuple(table["letters"].items()),
        rules=tuple(_rule(row) for row in table["rules"]),
        samples=tuple(table["samples"].items()),
        pack=table.get("pack", ""),
    )


def _rule(row: Mapping[str, str]) -> LetterRule:
    return LetterRule(row["letters"], row["latin"], row.get("after", ""), row.get("before", ""))


def table(name: str) -> Iterator[dict[str, str]]:
    """Read the rows of one of the room's CSV tables."""
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        for row in rows:
            yield dict(zip(header, row, strict=True))
