"""An edit judged by its neighbourhood is judged as by the whole tables, on seeded random edits of real ones."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from normalize.curate import read
from normalize.curate.checks import around, check_tables
from normalize.curate.checks.settled import Settled
from normalize.curate.edits import Desk
from normalize.curate.edits.desk import told
from normalize.curate.edits.merging import merge
from normalize.curate.edits.operations import add_alias, end_tenure, remove_alias, rename, retire, start_tenure
from normalize.curate.tables import SPEAKS_OF, Tables
from normalize.errors import NormalizeError

ROOT = Path(__file__).parents[2] / "gazetteers"
REGIONS = {"RU-TUL", "RU-SMO"}
KINDS = ("alias", "former", "colloquial", "abbreviation", "short")


@pytest.fixture(scope="module")
def tables() -> Tables:
    """Give the tables of four regions, with the countries, regions and the people who held an office there."""
    whole = read(ROOT)
    settled = Settled(whole)
    inside = {one for one in settled.own if not REGIONS.isdisjoint(row.id for row in settled.above(one))}
    inside |= {row.id for row in settled.own.values() if row.kind in {"country", "region"}}
    inside |= {row.person for row in whole.tenures if row.of in REGIONS}
    inside |= {row.person for row in whole.tenures[:150]}
    part = Tables(sources=whole.sources, offices=whole.offices)
    for table, spoken in SPEAKS_OF.items():
        fields = ("id",) if table == "entities" else spoken
        rows = [row for row in getattr(whole, table) if all(getattr(row, name) in inside for name in fields)]
        setattr(part, table, rows)
    return part


class Editor:
    """Does something to the tables by lot, much of it wrong."""

    def __init__(self, desk: Desk, lot: random.Random) -> None:
        self.desk, self.lot = desk, lot
        self.ids = sorted(desk.entities)
        self.names = sorted({row.name for row in desk.tables.names})

    def entity(self, kind: str = "") -> str:
        return self.lot.choice([one for one in self.ids if not kind or self.desk.entities[one].kind == kind])

    def name_like(self, entity_id: str) -> str:
        """Take the name of something of the same kind, sometimes with a slip or another е."""
        kind = self.desk.entities[entity_id].kind
        rows = [row for row in self.desk.tables.names if self.desk.entities[row.entity_id].kind == kind]
        name = self.lot.choice(rows).name
        slip = self.lot.randrange(5)
        if slip == 0:
            return name.replace("е", "ё", 1)
        if slip == 1:
            return name.replace("ё", "е")
        if slip == 2 and len(name) > 6:
            at = self.lot.randrange(1, len(name) - 1)
            return name[:at] + name[at + 1 :]
        return name

    def alias(self) -> None:
        one = self.entity()
        add_alias(self.desk, one, self.name_like(one), kind=self.lot.choice(KINDS), source="nrm-2026")

    def unalias(self) -> None:
        row = self.lot.choice(self.desk.tables.names)
        remove_alias(self.desk, row.entity_id, row.name, source="nrm-2026")

    def rename(self) -> None:
        one = self.entity()
        rename(self.desk, one, self.name_like(one), date="2026", source="nrm-2026")

    def retire(self) -> None:
        retire(self.desk, self.entity(), date="2026", replaced_by=self.entity(), source="nrm-2026")

    def merge(self) -> None:
        one = self.entity()
        merge(self.desk, one, self.entity(self.desk.entities[one].kind), date="2026", reason="by lot")

    def begin(self) -> None:
        row = self.lot.choice(self.desk.tables.tenures)
        start_tenure(self.desk, self.entity("person"), row.office, row.of, date="2021", source="nrm-2026")

    def end(self) -> None:
        end_tenure(self.desk, self.entity("person"), date="1990")

    def new(self) -> None:
        like = self.desk.entities[self.entity()]
        self.desk.new_entity(id="nrm-new", kind=like.kind, parent=like.parent, status="active", source="nrm-2026")
        for _ in range(self.lot.randrange(3)):
            add_alias(self.desk, "nrm-new", self.name_like(like.id), kind="preferred", source="nrm-2026")

    def take(self) -> None:
        table = self.lot.choice(("names", "entities", "tenures", "relations", "exceptions"))
        rows = getattr(self.desk.tables, table)
        if rows:
            self.desk.remove(self.lot.choice(rows))

    def move(self) -> None:
        row = self.desk.entities[self.entity()]
        cells = {"parent": self.entity(), "kind": self.desk.entities[self.entity()].kind, "status": "former"}
        column = self.lot.choice(sorted(cells))
        self.desk.replace(row, **{column: cells[column]})

    def edit(self) -> None:
        acts = (self.alias, self.alias, self.unalias, self.rename, self.retire, self.merge, self.begin, self.end)
        self.lot.choice((*acts, self.new, self.take, self.move))()


def by_all(desk: Desk) -> Counter:
    """Give what is wrong after the changes and was not before, as the whole check sees it."""
    after, before = (Counter(told(one) for one in check_tables(state)) for state in (desk.after(), desk.tables))
    return after - before


def judged(tables: Tables, seed: int) -> int:
    desk = Desk(Path(), tables)
    editor = Editor(desk, random.Random(seed))  # noqa: S311  drawn by lot
    for _ in range(editor.lot.choice((1, 1, 2, 4))):
        try:
            editor.edit()
        except NormalizeError:
            continue
    local = Counter(told(one) for one in desk.problems()) if desk.changes else Counter()
    assert local == by_all(desk), (seed, [str(change) for change in desk.changes])
    return sum(local.values())


@pytest.mark.slow
def test_edits_are_judged_as_by_the_whole(tables: Tables) -> None:
    found = [judged(tables, seed) for seed in range(40)]
    assert sum(map(bool, found)) > 10


def test_few_rows_are_looked_at(tables: Tables) -> None:
    desk = Desk(Path(), tables)
    add_alias(desk, "RU-TUL", "Тульский край", source="nrm-2026")
    before, after = around(desk.tables, desk.after(), [row for row in desk.after().names if "край" in row.name][:1])
    assert len(after.names) == len(before.names) + 1 < len(tables.names)


def test_what_moves_everything_in_it_is_judged_by_all(tables: Tables) -> None:
    desk = Desk(Path(), tables)
    desk.replace(desk.entity("RU-TUL"), parent="BY")
    assert around(desk.tables, desk.after(), [change.row for change in desk.changes])[0] is desk.tables
    desk = Desk(Path(), tables)
    merge(desk, "RU-SMO", "RU-TUL", date="2026", reason="not really")
    assert around(desk.tables, desk.after(), [change.row for change in desk.changes])[0] is desk.tables
