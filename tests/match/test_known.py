"""Names that a gazetteer knows: translations, acronyms, former names, in any case form."""

from __future__ import annotations

import pytest

from normalize.gazetteer import Gazetteer
from normalize.match import Knowledge, Verdict, compare

RECORDS = [
    {
        "id": "term-artillery",
        "kind": "term",
        "names": {"ru": "реактивная система залпового огня", "en": "multiple rocket launcher"},
        "aliases": [{"name": "РСЗО", "kind": "abbreviation"}, {"name": "MLRS", "kind": "abbreviation"}],
    },
    {
        "id": "org-mchs",
        "kind": "organization",
        "names": {"ru": "Министерство чрезвычайных ситуаций", "en": "Ministry of Emergency Situations"},
        "aliases": [{"name": "МЧС", "kind": "abbreviation"}, "Emercom"],
    },
    {
        "id": "town",
        "kind": "settlement",
        "names": {"ru": "Артёмовск", "en": "Artyomovsk"},
        "aliases": [{"name": "Бахмут", "kind": "former"}],
    },
    {"id": "other", "kind": "settlement", "names": {"ru": "Ардатов", "en": "Ardatov"}},
]


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory):
    return Knowledge(Gazetteer.build(RECORDS, tmp_path_factory.mktemp("known") / "known.nrm"))


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("РСЗО", "MLRS", "term"),
        ("расчётами РСЗО", "MLRS units", "term"),
        ("реактивными системами залпового огня", "multiple rocket launchers", None),
        ("МЧС", "Ministry of Emergency Situations", "organization"),
        ("Министерству чрезвычайных ситуаций", "Emercom", None),
        ("в Бахмуте", "Artyomovsk", "place"),
        ("Бахмут", "Artiomovsk", "settlement"),
    ],
)
def test_all_names_of_an_entity_are_one(knowledge, a, b, kind):
    found = compare(a, b, kind, equivalents=knowledge)
    assert found.verdict == Verdict.SAME, [str(reason) for reason in found.reasons]
    assert compare(b, a, kind, equivalents=knowledge).verdict == Verdict.SAME


@pytest.mark.parametrize(("a", "b"), [("Бахмут", "Ардатов"), ("МЧС", "РСЗО"), ("Артёмовск", "Ardatov")])
def test_names_of_two_entities_are_two(knowledge, a, b):
    assert compare(a, b, equivalents=knowledge).verdict == Verdict.DIFFERENT


def test_a_person_is_never_looked_up(knowledge):
    assert compare("Ардатов", "Ардатова", "person", equivalents=knowledge).verdict == Verdict.AMBIGUOUS


def test_the_kind_keeps_other_things_out(knowledge):
    assert knowledge.known("Бахмут", "place").sure == {"town"}
    assert not knowledge.known("Бахмут", "organization").possible
    assert not knowledge.known("", "").possible
