"""A long list of people, kept without case forms: the front door finds them, and nobody for somebody else."""

from __future__ import annotations

import pytest

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


def test_namesakes_are_both_candidates_and_neither_is_linked(long_list):
    assert long_list.link("Евлампий Тудыкин").entity is None
    found = [candidate.entity.id for candidate in long_list.candidates("Евлампий Тудыкин", kind="person")]
    assert set(found[:2]) == {"x2", "x3"}
