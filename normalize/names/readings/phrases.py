"""The readings of places, organisations and terms: only the head phrase moves."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from normalize.morph import Nominative, phrase_forms, phrase_nominatives
from normalize.names.place import parse_place, place_list
from normalize.names.readings.reading import LIMIT, Reading
from normalize.types import Case, Number

if TYPE_CHECKING:
    from collections.abc import Iterable

CYRILLIC = re.compile(r"[а-яёА-ЯЁіїєґІЇЄҐ]")


def lists(surface: str) -> Iterable[Reading]:
    """Read "Калужской и Тульской областях" as "Калужская и Тульская области"."""
    names = place_list(surface)
    form = parse_place(surface).form if names else None
    if form is None:
        return
    head = names[0].split(" ", 1)[1]
    words = [name.split(" ", 1)[0] for name in names]
    listed = ", ".join(words[:-1]) + " и " + words[-1]
    plural = phrase_forms(head, Number.PLURAL)[Case.NOMINATIVE][0]
    yield Reading(f"{listed} {plural}", form.cases[0], Number.PLURAL, None, 1.0, (), form.cases)


def phrases(surface: str) -> Iterable[Reading]:
    """Give the readings of a phrase; as it stands where nothing in it is Russian."""
    found = phrase_nominatives(surface) if CYRILLIC.search(surface) else ()
    if not found:
        return [Reading(surface, Case.NOMINATIVE, Number.SINGULAR, None, 1.0, (), (Case.NOMINATIVE,))]
    groups: dict[tuple[str, Number], list[Nominative]] = defaultdict(list)
    for way in found:
        groups[way.text, way.number].append(way)
    total = sum(max(way.weight for way in ways) for ways in groups.values())
    return [
        Reading(
            text,
            ways[0].case,
            number,
            ways[0].gender,
            ways[0].weight / total,
            (),
            tuple(dict.fromkeys(w.case for w in ways)),
        )
        for (text, number), ways in list(groups.items())[:LIMIT]
    ]
