"""Who is called like a new entity, in the tables and below them; what is proposed, and what is only a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from normalize.curate import check, read
from normalize.curate.checks.base import base_of
from normalize.curate.edits import Desk, editing
from normalize.curate.edits.editions.beginning import begin
from normalize.curate.edits.likes import entity_called, office_like, shared_with_base, subtype_like
from normalize.curate.edits.operations import add_alias, add_proof, remove_proof
from normalize.curate.edits.proposals import propose
from normalize.errors import InputError, UnknownNameError
from normalize.gazetteer import Gazetteer
from normalize.types import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from tests.curate.conftest import Package


@pytest.fixture
def towns(package: Package) -> Package:
    """Give two regions, each with a town of one name, and one with a town of its own."""
    package.add("regions/entities", "RU-XXX,region,oblast,RU,,,,RU-XXX,,,,,,,,active,own")
    package.add(
        "regions/names",
        "RU-XXX,Xanadu Oblast,en,preferred,strong,,,own",
        "RU-XXX,Ксанадская область,ru,preferred,strong,,,own",
    )
    places = (("gn-1", "RU-TUL", "Ивановка"), ("gn-2", "RU-XXX", "Ивановка"), ("gn-3", "RU-XXX", "Кириши"))
    package.write("towns/entities", [f"{one},settlement,,{region},,,,,,,,,,,,active,own" for one, region, _ in places])
    package.write("towns/names", [f"{one},{name},ru,preferred,weak,,,own" for one, _, name in places])
    return package


@pytest.fixture
def desk(towns: Package) -> Desk:
    return Desk(towns.root, read(towns.root))


def test_namesakes_of_other_regions_are_told_apart(desk: Desk) -> None:
    found = propose(desk, "settlement", ru="Ивановка", parent="RU-TUL").collisions
    assert [(one.row.entity_id, one.apart) for one in found] == [("gn-1", False), ("gn-2", True)]
    assert {one.apart for one in propose(desk, "settlement", ru="Ивановка").collisions} == {False}


@pytest.mark.parametrize(
    ("kind", "ru", "parent"),
    [
        (Kind.ORGANIZATION, "Правительство Тульской области", "RU-TUL"),
        (Kind.ORGANIZATION, "Министерство обороны России", "RU"),
        (Kind.ORGANIZATION, "Завод имени Ленина", ""),
        (Kind.DISTRICT, "Киришский район", "RU-XXX"),
        (Kind.DISTRICT, "Ивановский район", ""),  # two towns could be meant, in two regions
        (Kind.DISTRICT, "Центральный район", ""),
        (Kind.SETTLEMENT, "Зотово", ""),
    ],
)
def test_the_parent_is_proposed_where_the_name_tells_it(desk: Desk, kind: Kind, ru: str, parent: str) -> None:
    assert propose(desk, kind, ru=ru).parent == parent


def test_a_name_stands_for_the_one_entity_that_has_it(desk: Desk) -> None:
    assert entity_called(desk, "тульская область") == "RU-TUL"
    assert entity_called(desk, "RU-TUL") == "RU-TUL"
    assert entity_called(desk, "") == ""
    with pytest.raises(InputError, match=r"gn-1 \(settlement in RU-TUL\), gn-2"):
        entity_called(desk, "Ивановка")
    with pytest.raises(UnknownNameError, match="did you mean 'RU-TUL'"):
        entity_called(desk, "RU-TULA")


def test_a_slip_of_an_office_or_sort_is_noticed(desk: Desk) -> None:
    desk.tables.offices.extend(())
    assert subtype_like(desk, "region", "oblst") == "oblast"
    assert subtype_like(desk, "region", "oblast") == ""
    assert subtype_like(desk, "region", "wizard") == ""
    assert office_like(desk, "mayor") == ""


@pytest.fixture
def above(tmp_path: Path) -> Path:
    """Give tables of one's own that rest on a compiled gazetteer."""
    names = {"ru": "Тульская область", "en": "Tula Oblast"}
    region = {"id": "RU-TUL", "kind": "region", "names": names, "parent": "RU", "ids": {"iso3166_2": "RU-TUL"}}
    country = {"id": "RU", "kind": "country", "names": {"ru": "Россия", "en": "Russia"}}
    person = {"id": "zotov-ivan", "kind": "person", "names": {"ru": "Иван Зотов", "en": "Ivan Zotov"}}
    Gazetteer.build([region, country, person], tmp_path / "base.nrm")
    begin(tmp_path / "mine", "mine", str(tmp_path / "base.nrm"))
    return tmp_path / "mine"


def test_names_shared_with_the_gazetteer_below_are_told_and_allowed(above: Path) -> None:
    with editing(above) as desk:
        add_alias(desk, "primerov-savva", "Зотов Иван", source="own")
        told = [str(one) for one in shared_with_base(desk, [row for row in desk.coming() if hasattr(row, "strength")])]
    assert told == ["'Зотов Иван' is strong for zotov-ivan already: 'Иван Зотов' (in the gazetteer 'base.nrm')"]
    assert check(above) == []
    desk = Desk(above, read(above), base_of(above))
    assert {one.row.entity_id for one in shared_with_base(desk, desk.tables.names)} == {"zotov-ivan"}
    assert [one.row.entity_id for one in propose(desk, "person", en="Ivan Zotov").collisions] == [
        "primerov-savva",
        "zotov-ivan",
    ]
    assert entity_called(desk, "Тульская область") == "RU-TUL"


def test_proofs_are_added_and_taken_away(package: Package) -> None:
    with editing(package.root) as desk:
        add_proof(desk, "RU-TUL", "Тульская  область живёт.", expect="yes")
    assert [row[1:] for row in read(package.root).proofs] == [("RU-TUL", "Тульская область живёт.", "yes")]
    with pytest.raises(InputError, match="stands already; it expects yes"), editing(package.root) as desk:
        add_proof(desk, "RU-TUL", "Тульская область живёт.", expect="no")
    with pytest.raises(UnknownNameError, match="did you mean 'Тульская область живёт"), editing(package.root) as desk:
        remove_proof(desk, "RU-TUL", "Тульская область")
    with editing(package.root) as desk:
        remove_proof(desk, "RU-TUL", "Тульская область живёт.")
    assert read(package.root).proofs == []


def test_a_proof_of_an_entity_below_stands_among_ones_own(above: Path) -> None:
    with editing(above) as desk:
        add_proof(desk, "RU-TUL", "Тульская область живёт.", expect="yes")
    assert (above / "proofs.csv").is_file()
    assert check(above) == []
