"""Repair of text before anything else looks at it, with the way back to the caller's characters."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from normalize.text.characters import RepairKind, edits, is_suspicious
from normalize.text.homoglyphs import mixes_scripts, unmix
from normalize.text.offsets import OffsetMap
from normalize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was put right: where it stands in the caller's text, and what became of it."""

    span: Span
    kind: RepairKind
    before: str
    after: str

    def to_dict(self) -> dict[str, object]:
        """Give the repair as plain data for JSON."""
        return {
            "start": self.span.start,
            "end": self.span.end,
            "kind": self.kind.value,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class Cleaned:
    """A repaired text that knows where each of its characters stands in the caller's text.

    `mixed` holds the words (as spans of the caller's text) that are in two alphabets and could not be put
    into one: a reader should know of them, and only the gazetteer can guess what was meant.
    """

    text: str
    source: str
    mixed: tuple[Span, ...] = ()
    _map: OffsetMap | None = field(default=None, repr=False, compare=False)
    _letters: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @property
    def changed(self) -> bool:
        """Tell whether anything was repaired."""
        return self._map is not None or bool(self._letters)

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """List what was repaired, in text order."""
        return tuple(sorted(self._repairs(), key=lambda repair: repair.span)) if self.changed else ()

    def span(self, start: int, end: int) -> Span:
        r"""Turn a span of the repaired text into the span of the caller's text that it stands for.

        >>> clean("Ано\u0301хин и Смо-\nленск").span(8, 16)
        Span(start=9, end=19)
        """
        return self._map.to_source(start, end) if self._map else Span(start, end)

    def locate(self, start: int, end: int) -> Span:
        r"""Turn a span of the caller's text into the span of the repaired text that stands for it.

        >>> clean("Ано\u0301хин и Смо-\nленск").locate(9, 19)
        Span(start=8, end=16)
        """
        return self._map.to_clean(start, end) if self._map else Span(start, end)

    def to_dict(self) -> dict[str, object]:
        """Give the repaired text and its repairs as plain data for JSON."""
        return {
            "text": self.text,
            "repairs": [repair.to_dict() for repair in self.repairs],
            "mixed": [{"start": span.start, "end": span.end} for span in self.mixed],
        }

    def _repairs(self) -> Iterator[Repair]:
        pieces = self._map or OffsetMap()
        for index, label in enumerate(pieces.labels):
            span, here = pieces.piece(index)
            yield self._repair(span, here, RepairKind(label))
        for place in self._letters:
            yield self._repair(self.span(place, place + 1), Span(place, place + 1), RepairKind.HOMOGLYPH)

    def _repair(self, span: Span, here: Span, kind: RepairKind) -> Repair:
        return Repair(span, kind, self.source[slice(*span)], self.text[slice(*here)])


def clean(text: str) -> Cleaned:
    """Repair what keeps names from being found, and remember where every character came from.

    Stress marks, decomposed letters, soft hyphens, invisible signs, exotic spaces, words broken at a line's
    end, letters of the wrong alphabet. What is in order comes back as the very same string, at once. A word
    such as "Гончаровsky" cannot be put into one alphabet; it is left as it is and listed in `mixed`.

    >>> cleaned = clean("Bacилий Ано\u0301хин")
    >>> cleaned.text, cleaned.span(8, 14)
    ('Василий Анохин', Span(start=8, end=15))
    >>> [(repair.before, repair.after, str(repair.kind)) for repair in cleaned.repairs]
    [('B', 'В', 'homoglyph'), ('a', 'а', 'homoglyph'), ('c', 'с', 'homoglyph'), ('о́', 'о', 'stress')]
    """
    repaired, pieces = _edited(text) if is_suspicious(text) else (text, None)
    if not mixes_scripts(repaired):
        return Cleaned(repaired, text, (), pieces)
    unmixed = unmix(repaired)
    mixed = tuple(pieces.to_source(*span) for span in unmixed.left) if pieces else unmixed.left
    return Cleaned(unmixed.text, text, mixed, pieces, unmixed.letters)


def _edited(text: str) -> tuple[str, OffsetMap | None]:
    offsets = OffsetMap()
    pieces: list[str] = []
    done = 0
    for start, end, after, kind in edits(text):
        offsets.add(start, end, len(after), kind)
        pieces += (text[done:start], after)
        done = end
    if not pieces:
        return text, None
    pieces.append(text[done:])
    return "".join(pieces), offsets
