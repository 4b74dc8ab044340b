"""A long list of people, kept without case forms: the front door finds them, and nobody for somebody else."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import OSA

import normalize
from normalize import Gazetteer

PEOPLE = [
    "Сажида Перовна Клетнева",
    "Сажида Перовна Кромева",
    "Евлампий Кузьмич Тудыкин",
    "Евлампий Савельевич Тудыкин",
    "Евлампий Тудыхин",
    "Прохор Назарович Оглобин",
]


@pytest.fixture(scope="module")
def long_list(tmp_path_factory):
    records = [{"id": f"x{n}", "kind": "person", "names": {"ru": name}} for n, name in enumerate(PEOPLE)]
    path = tmp_path_factory.mktemp("long") / "people.nrm"
    Gazetteer.build(records, path, forms="plain")
    return normalize.load(path, ner=False)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Прохору Оглобину", "x5"),
        ("Prokhor Oglobin", "x5"),
        ("Оглобин Прохор Назарович", "x5"),
        ("Евлампием Кузьмичом Тудыкиным", "x2"),
    ],
)
def test_forms_that_are_not_stored_are_linked(long_list, name, meant):
    assert long_list.link(name, kind="person").entity.id == meant


def test_a_text_links_people_of_a_long_list(long_list):
    links = long_list.annotate("Суд арестовал Прохора Оглобина, сообщила пресс-служба.").links
    assert [(link.surface, link.entity.id) for link in links if link.entity] == [("Прохора Оглобина", "x5")]


@pytest.mark.parametrize("name", ["Чистополук Сажида Перовна", "Сажида Перовна", "Прохор Назарович Дуга"])
def test_a_given_name_and_a_patronymic_are_nobodys_key(long_list, name):
    assert long_list.link(name, kind="person").entity is None


@pytest.mark.parametrize(
    ("name", "meant"), [("Оглобни Прохор", "x5"), ("Oglovin Prohor", "x5"), ("Клетневой Сажиде Петровне", "x0")]
)
def test_garbled_names_come_first_among_the_candidates(long_list, name, meant):
    assert long_list.candidates(name, kind="person")[0].entity.id == meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Прхор Оглобин", "x5"),
        ("Оглобни Прохор", "x5"),
        ("Прохором Огловином", "x5"),
        ("Ogolbin Prohor Nazarovich", "x5"),
        ("Евлампий Кузьмич Тудкин", "x2"),
        ("следователь Прохор Оглобни", "x5"),
    ],
)
def test_one_slip_is_forgiven_where_nobody_else_is_near(long_list, name, meant):
    link = long_list.link(name, kind="person")
    assert link.entity is not None
    assert link.entity.id == meant
    assert [str(reason.rule) for reason in link.reasons][:1] == ["fuzzy"]


@pytest.mark.parametrize(
    "name",
    [
        "Прохор Оглоблин",  # a surname of its own
        "Prokhor Ogloblin",
        "Прохор Кромев",  # somebody else's surname
        "Прохор Тудыкин",
        "Сажида Перовна Клемева",  # as near to one as to the other
        "Евлампий Тудыпин",
        "Прхор Оглобни",  # two words with slips
        "Оглобни",
        "П. Оглобни",
        "Eva Oglobni",
        "Dugenko Prokhor Nazarovich",
        "Дугенко Прохор Назарович",
        "Прохор Оглобников",
        "Прохора Оглобинская",
    ],
)
def test_another_name_is_not_a_slip(long_list, name):
    assert long_list.link(name, kind="person").entity is None


def test_people_with_slips_are_the_right_people(tmp_path):
    """A list of surnames one slip apart: whatever is linked is what looking at every name finds nearest."""
    surnames = [
        start + middle + "алов" for start in ("Бр", "Ст", "Кл", "Гр", "Шм") for middle in ("уд", "оп", "ын", "яг")
    ]
    records = [
        {"id": f"y{number}", "kind": "person", "names": {"ru": f"Тимофей {surname}"}}
        for number, surname in enumerate(surnames)
    ]
    nz = normalize.load(Gazetteer.build(records, tmp_path / "near.nrm", forms="plain").path, ner=False)
    linked = 0
    for number, surname in enumerate(surnames):
        for place in range(1, len(surname) - 1):
            asked = surname[:place] + surname[place + 1] + surname[place] + surname[place + 2 :]
            slips = sorted((OSA.distance(asked, other), other) for other in surnames)
            link = nz.link(f"Тимофей {asked}", kind="person")
            if link.entity is not None:
                linked += 1
                assert link.entity.id == f"y{number}", asked
                assert slips[0][0] < slips[1][0], asked
    assert linked >= len(surnames)


def test_namesakes_are_both_candidates_and_neither_is_linked(long_list):
    assert long_list.link("Евлампий Тудыкин").entity is None
    found = [candidate.entity.id for candidate in long_list.candidates("Евлампий Тудыкин", kind="person")]
    assert set(found[:2]) == {"x2", "x3"}
