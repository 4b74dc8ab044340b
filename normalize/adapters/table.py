"""Documents for people who read a terminal or a text file: the text with its mentions marked, and a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.table import Table
    from rich.text import Text

    from normalize import Document, Link

HEADER = ("mention", "kind", "entity", "Russian", "English", "conf", "why")

_WIDEST = 36  # of a column that others follow; a longer cell pushes its own line only

_WIDE = 130  # columns of a terminal that has room for the reasons

# One colour a kind, readable on light and on dark terminals.
_STYLES = {
    "person": "bold magenta",
    "region": "bold green",
    "district": "green",
    "city_district": "green",
    "settlement": "bold cyan",
    "country": "bold blue",
    "feature": "cyan",
    "organization": "bold yellow",
    "term": "yellow",
}

# Control characters and bidirectional overrides: a text may not rewrite the terminal that shows it.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Piece(NamedTuple):
    """A run of the text: inside a mention (then with its link) or between mentions."""

    text: str
    link: Link | None


def pieces(document: Document) -> Iterator[Piece]:
    """Cut the text at the mentions, so that the pieces put together are the text again."""
    cursor = 0
    for link in document.links:
        start, end = link.span
        if start > cursor:
            yield Piece(document.text[cursor:start], None)
        yield Piece(document.text[start:end], link)
        cursor = end
    if cursor < len(document.text):
        yield Piece(document.text[cursor:], None)


def row(link: Link) -> tuple[str, ...]:
    """Give the cells that tell about one link, in the order of `HEADER`."""
    entity = link.entity.id if link.entity is not None else "—"
    why = str(link.reasons[0]) if link.reasons else ""
    cells = (
        link.surface,
        kind_of(link),
        entity,
        link.normal.ru,
        link.normal.en,
        f"{link.confidence:.2f}",
        why,
    )
    return tuple(" ".join(visible(cell).split()) for cell in cells)


def kind_of(link: Link) -> str:
    """Give the kind of a link as a word; a name that nothing explains may have none."""
    return link.kind.value if link.kind is not None else "—"


def visible(text: str) -> str:
    r"""Put � for each character that would command the terminal instead of being read.

    >>> visible("Тула\x1b[2J")
    'Тула�[2J'
    """
    return _UNSAFE.sub("�", text.replace("\r\n", "\n"))


def plain(documents: Iterable[tuple[str, Document]]) -> Iterator[str]:
    """Write documents without colour: each mention as `[surface|id]`, unlinked ones as `[surface|?]`."""
    for name, document in documents:
        marked = "".join(_marked(piece) for piece in pieces(document))
        table = aligned([HEADER, *map(row, document.links)])
        yield f"{visible(name)}\n\n{visible(marked).strip()}\n\n{table}\n"


def _marked(piece: Piece) -> str:
    if piece.link is None:
        return piece.text
    entity = piece.link.entity
    return f"[{piece.text}|{entity.id if entity is not None else '?'}]"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Set rows in columns two spaces apart; the last column is as long as it likes.

    >>> print(aligned([("id", "name"), ("RU-TUL", "Тульская область")]), end="")
    id      name
    RU-TUL  Тульская область
    """
    widths = [min(max(map(len, column)), _WIDEST) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in rows)
    return "".join(f"{line}\n" for line in lines)


def coloured(documents: Iterable[tuple[str, Document]], width: int) -> Iterator[str]:
    """Write documents for a terminal of this width: mentions in the colour of their kind, then a table."""
    from rich.console import Console

    console = Console(force_terminal=True, width=width, highlight=False, emoji=False, markup=False)
    for name, document in documents:
        with console.capture() as capture:
            console.rule(visible(name))
            console.print(_painted(document))
            console.print()
            console.print(_table(document.links, width))
        yield capture.get()


def _painted(document: Document) -> Text:
    from rich.text import Text

    text = Text()
    for piece in pieces(document):
        text.append(visible(piece.text), style=_style(piece.link) if piece.link is not None else "")
    text.rstrip()
    return text


def _style(link: Link) -> str:
    colour = _STYLES.get(kind_of(link), "bold")
    return f"{colour} underline" if link.entity is not None else f"{colour} italic dim"


def _table(links: Iterable[Link], width: int) -> Table:
    """Set the links in columns; a narrow terminal shows both names in one and leaves the reasons out."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    wide = width >= _WIDE
    header = HEADER if wide else ("mention", "entity", "Russian / English", "conf")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for title in header:
        table.add_column(title, overflow="fold", no_wrap=title in {"kind", "entity", "conf"})
    for link in links:
        surface, kind, entity, russian, english, confidence, why = row(link)
        others = (
            (kind, entity, russian, english, confidence, why)
            if wide
            else (entity, f"{russian} / {english}", confidence)
        )
        table.add_row(Text(surface, style=_style(link)), *map(Text, others))
    return table
