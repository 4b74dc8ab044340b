"""A declension that the rules get wrong is stated as rows and found in texts; merged ids lead on in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from normalize import load
from normalize.curate import check, compile_gazetteer, records
from normalize.curate.edits import editing
from normalize.curate.edits.declension import decline, declined
from normalize.curate.edits.merging import merge, split
from normalize.curate.edits.operations import add_alias, remove_alias, start_tenure
from normalize.errors import InputError, UnknownNameError
from normalize.gazetteer import Gazetteer
from normalize.types import Case
from tests.curate.test_edits import add_person, lines

if TYPE_CHECKING:
    from pathlib import Path

    from tests.curate.conftest import Package


@pytest.fixture
def town(package: Package) -> Package:
    package.add("towns/entities", "gvozdets,settlement,,RU-TUL,,,,,,,,,,,,active,own".replace(",,active", ",active", 0))
    package.add(
        "towns/names",
        "gvozdets,Gvozdets,en,preferred,strong,,,own",
        "gvozdets,Гвоздец,ru,preferred,strong,,,own",
    )
    return package


def state(package: Package, entity_id: str, name: str = "", **forms: str) -> None:
    with editing(package.root) as desk:
        decline(desk, entity_id, name, {Case(case): form for case, form in forms.items()}, source="own")


def found(package: Package, path: Path, *surfaces: str) -> list[bool]:
    compile_gazetteer(package.root, path)
    gazetteer = Gazetteer.open(path)
    return [bool(gazetteer.lookup(tuple(surface.split()))) for surface in surfaces]


def test_a_stated_form_stands_instead_of_the_generated_one(town: Package, tmp_path: Path) -> None:
    state(town, "gvozdets", genitive="Гвоздка", dative="Гвоздку")
    assert lines(town, "towns/forms") == [
        "gvozdets,Гвоздец,dative,Гвоздку,own",
        "gvozdets,Гвоздец,genitive,Гвоздка,own",
    ]
    assert check(town.root) == []
    surfaces = ("гвоздец", "гвоздка", "гвоздку", "гвоздца", "гвоздеца", "гвоздецу", "gvozdets")
    assert found(town, tmp_path / "t.nrm", *surfaces) == [True, True, True, False, False, False, True]


def test_the_forms_are_shown_with_where_they_are_from(town: Package) -> None:
    state(town, "gvozdets", genitive="Гвоздка")
    with editing(town.root) as desk:
        forms = {one.case: (one.form, one.stated) for one in declined(desk, "gvozdets")}
    assert forms[Case.GENITIVE] == ("Гвоздка", True)
    assert not forms[Case.DATIVE][1]
    state(town, "gvozdets", genitive="")
    assert lines(town, "towns/forms") == []


def test_two_forms_of_one_case_both_count(town: Package, tmp_path: Path) -> None:
    state(town, "gvozdets", genitive="Гвоздка, Гвоздьца")
    assert found(town, tmp_path / "t.nrm", "гвоздка", "гвоздьца") == [True, True]


def test_a_generic_word_moves_with_the_stated_form(package: Package, tmp_path: Path) -> None:
    state(package, "RU-TUL", genitive="Тулкой области")
    assert found(package, tmp_path / "t.nrm", "тулкой области", "тулкой", "тульской области") == [True, True, True]


def test_a_person_is_declined_in_every_order_and_with_initials(package: Package, tmp_path: Path) -> None:
    add_person(package.root, "gvozdets-oleg", "Олег Ильич Гвоздец", "Oleg Gvozdets")
    state(package, "gvozdets-oleg", genitive="Олега Ильича Гвоздка")
    surfaces = (
        "олега гвоздка",
        "гвоздка олега ильича",
        "о и гвоздка",
        "олега гвоздца",
        "олега гвоздеца",
    )  # also accusative
    assert found(package, tmp_path / "t.nrm", *surfaces) == [True, True, True, False, False]


def test_texts_are_linked_by_stated_forms(town: Package, tmp_path: Path) -> None:
    state(town, "gvozdets", prepositional="Гвоздке")
    compile_gazetteer(town.root, tmp_path / "t.nrm")
    links = load(str(tmp_path / "t.nrm"), ner=False).annotate("Пожар начался в городе Гвоздке.").links
    assert [link.entity.id for link in links if link.entity] == ["gvozdets"]


@pytest.mark.parametrize(
    ("name", "forms", "told"),
    [
        ("", {"genitive": "города Гвоздка"}, "has not as many words"),
        ("", {"nominative": "Гвоздок"}, "the nominative is the name itself"),
    ],
)
def test_what_is_no_form_is_refused(town: Package, name: str, forms: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        state(town, "gvozdets", name, **forms)


def test_a_name_that_is_not_there_is_refused_with_the_nearest(town: Package) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'Гвоздец'"):
        state(town, "gvozdets", "Гвоздецк", genitive="Гвоздка")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("gvozdets,Гвоздик,genitive,Гвоздика,own", "is no Russian name of gvozdets"),
        ("gvozdets,Гвоздец,genitive,города Гвоздка,own", "has not as many words"),
        ("gvozdets,Гвоздец,nominative,Гвоздок,own", "is no case"),
        ("gvozdets,Гвоздец,genitive,Гвoздка,own", "mixes Cyrillic and Latin"),
        ("nobody,Гвоздец,genitive,Гвоздка,own", "'nobody' is the id of no entity"),
    ],
)
def test_the_checker_tells_what_is_wrong_with_a_form(town: Package, row: str, told: str) -> None:
    town.write("towns/forms", [row])
    assert any(told in str(problem) for problem in check(town.root))


def test_forms_go_with_their_name(package: Package) -> None:
    add_person(package.root, "zotov-ivan", "Иван Зотов", "Ivan Zotov")
    add_person(package.root, "zotin-ivan", "Иван Зотин", "Ivan Zotin")
    for entity_id in ("zotov-ivan", "zotin-ivan"):
        state(package, entity_id, dative="Ивану Зоту")
    with editing(package.root) as desk:
        merge(desk, "zotov-ivan", "zotin-ivan", date="2026", reason="the same man")
    assert [line.split(",")[:2] for line in lines(package, "people/forms")] == [
        ["zotov-ivan", "Иван Зотин"],
        ["zotov-ivan", "Иван Зотов"],
    ]
    with editing(package.root) as desk:
        split(desk, "zotov-ivan", "zotin-2", ["Иван Зотин", "Ivan Zotin"])
        start_tenure(desk, "zotin-2", "mayor", "RU-TUL", date="2020", source="own")
    assert [line.split(",")[0] for line in lines(package, "people/forms")] == ["zotin-2", "zotov-ivan"]
    with editing(package.root) as desk:
        add_alias(desk, "zotov-ivan", "Иван Зотовский", source="own")
        decline(desk, "zotov-ivan", "Иван Зотовский", {Case.DATIVE: "Ивану Зотовску"}, source="own")
    with editing(package.root) as desk:
        remove_alias(desk, "zotov-ivan", "Иван Зотовский", source="own")
    assert len(lines(package, "people/forms")) == 2
    assert check(package.root) == []


def test_merged_ids_lead_on_in_the_compiled_file_over_several_steps(package: Package, tmp_path: Path) -> None:
    for surname, latin in (("Зотов", "Zotov"), ("Рябинин", "Ryabinin"), ("Кузнецов", "Kuznetsov")):
        add_person(package.root, latin.lower(), f"Иван {surname}", f"Ivan {latin}")
    for kept, gone in (("ryabinin", "kuznetsov"), ("zotov", "ryabinin")):
        with editing(package.root) as desk:
            merge(desk, kept, gone, date="2026", reason="the same man")
    assert [line.split(",")[:2] for line in lines(package, "redirects")] == [
        ["kuznetsov", "zotov"],
        ["ryabinin", "zotov"],
    ]
    record = next(record for record in records(package.root) if record["id"] == "zotov")
    assert record["former_ids"] == ["kuznetsov", "ryabinin"]
    compile_gazetteer(package.root, tmp_path / "t.nrm")
    nz = load(str(tmp_path / "t.nrm"), ner=False)
    assert {nz.entity(one).id for one in ("zotov", "ryabinin", "kuznetsov")} == {"zotov"}
    assert nz.entity("ryabinin").former_ids == ("kuznetsov", "ryabinin")
    assert nz.entity("ryabinin").to_dict()["former_ids"] == ["kuznetsov", "ryabinin"]
    with pytest.raises(UnknownNameError):
        nz.entity("zotova")
