"""Entities drawn by lot, shown so that a person can read them line by line against what is known."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalize.curate.checks.settled import Settled
from normalize.curate.tables import NameRow, Row, TenureRow, read
from normalize.errors import UnknownNameError
from normalize.types import PLACES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PLACE = "place"  # any kind of place
DRAWN_KINDS = (*(kind.value for kind in Kind), PLACE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One entity to be read: where it stands, what it is, its names, offices and sources."""

    where: str
    entity_id: str
    what: str
    within: str
    names: tuple[str, ...]
    facts: tuple[str, ...]
    sources: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the entity as plain data for JSON."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        """Write it in two lines, or three where there are facts beside the names."""
        within = f" in {self.within}" if self.within else ""
        lines = [f"{self.entity_id}  {self.what}{within}  [{', '.join(self.sources)}]  {self.where}"]
        lines += [f"    {'; '.join(part)}" for part in (self.names, self.facts) if part]
        return "\n".join(lines)


def draw(root: Path, kind: str | None = None, count: int = 100, seed: int = 1) -> list[Drawn]:
    """Draw entities of a kind by lot; the same seed and tables give the same ones, in the order of their ids.

    Raises:
        InputError: the root is no folder.
        UnknownNameError: there is no such kind.
    """
    if kind not in {None, *DRAWN_KINDS}:
        raise UnknownNameError("kind", str(kind), DRAWN_KINDS)
    settled = Settled(read(root))
    kinds = set(Kind) if kind is None else PLACES if kind == PLACE else {Kind(kind)}
    ids = sorted(row.id for row in settled.entities.values() if row.kind in kinds)
    lot = random.Random(seed)  # noqa: S311 - a lot, no secret
    chosen = sorted(lot.sample(ids, min(count, len(ids))))
    return list(_shown(settled, chosen))


def _shown(settled: Settled, ids: Iterable[str]) -> Iterator[Drawn]:
    wanted = set(ids)
    names: dict[str, list[NameRow]] = defaultdict(list)
    tenures: dict[str, list[TenureRow]] = defaultdict(list)
    rows: dict[str, list[Row]] = defaultdict(list)
    for name in settled.names:
        if name.entity_id in wanted:
            names[name.entity_id].append(name)
    for tenure in settled.tables.tenures:
        if tenure.person in wanted:
            tenures[tenure.person].append(tenure)
    for relation in settled.tables.relations:
        rows[relation.subject].append(relation)
    for entity_id in sorted(wanted):
        row = settled.entities[entity_id]
        stated = [row, *names[entity_id], *tenures[entity_id], *rows[entity_id]]
        yield Drawn(
            where=str(row.where),
            entity_id=entity_id,
            what=" ".join(filter(None, (row.kind, row.subtype, "" if row.status == "active" else row.status))),
            within=" < ".join(_called(settled, one.id) for one in list(settled.above(entity_id))[1:]),
            names=tuple(map(_name, sorted(names[entity_id], key=_preferred_first))),
            facts=(*_facts(settled, entity_id), *(_tenure(settled, held) for held in tenures[entity_id])),
            sources=tuple(sorted({str(getattr(one, "source", "")) for one in stated})),
        )


def _preferred_first(row: NameRow) -> tuple[bool, bool, str, str]:
    return row.kind != "preferred", row.lang != "ru", row.lang, row.name


def _name(row: NameRow) -> str:
    """Write a name with its language and whatever is unusual in it.

    >>> from normalize.curate.tables import Where
    >>> _name(NameRow(Where("", 1), "gn-1", "Калинин", "ru", "former", "weak", "1931", "1990", "own"))
    'Калинин (ru former weak, 1931 to 1990)'
    """
    told = [row.lang, *([row.kind] if row.kind not in {"preferred", "alias"} else [])]
    told += [row.strength] if row.strength == "weak" else []
    return f"{row.name} ({' '.join(told)}{_period(row.valid_from, row.valid_to)})"


def _period(start: str, end: str) -> str:
    return f", {start or '…'} to {end or 'now'}" if start or end else ""


def _facts(settled: Settled, entity_id: str) -> Iterator[str]:
    row = settled.entities[entity_id]
    if row.valid_from or row.valid_to:
        yield _period(row.valid_from, row.valid_to).removeprefix(", ")
    if row.lat:
        yield f"{row.lat}, {row.lon}"
    if row.population:
        yield f"{int(row.population):,} inhabitants" if row.population.isdigit() else row.population
    for column in ("oktmo", "okato", "katotth", "wikidata"):
        if getattr(row, column):
            yield f"{column} {getattr(row, column)}"


def _tenure(settled: Settled, row: TenureRow) -> str:
    return f"{row.office} of {_called(settled, row.of)}, {row.valid_from or '…'} to {row.valid_to or 'now'}"


def _called(settled: Settled, entity_id: str) -> str:
    name = settled.preferred.get((entity_id, "en"))
    return name.name if name else entity_id
