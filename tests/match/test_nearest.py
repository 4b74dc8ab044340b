"""Garbled district names find home among the districts of one region."""

from __future__ import annotations

import pytest

from normalize.match import Choices, nearest

ROSTOV = """
Азовский Аксайский Багаевский Белокалитвинский Боковский Верхнедонской Веселовский Волгодонской
Дубовский Егорлыкский Заветинский Зерноградский Зимовниковский Кагальницкий Каменский Кашарский
Константиновский Красносулинский Куйбышевский Мартыновский Матвеево-Курганский Миллеровский
Милютинский Морозовский Мясниковский Неклиновский Обливский Октябрьский Орловский
Песчанокопский Пролетарский Ремонтненский Сальский Семикаракорский Советский Тарасовский
Тацинский Усть-Донецкий Целинский Цимлянский Чертковский Шолоховский
""".split()  # noqa: SIM905
BELGOROD = """
Алексеевский Белгородский Борисовский Валуйский Вейделевский Волоконовский Грайворонский
Губкинский Ивнянский Корочанский Красненский Красногвардейский Краснояружский Новооскольский
Прохоровский Ракитянский Ровеньский Старооскольский Чернянский Шебекинский Яковлевский
""".split()  # noqa: SIM905
VOLGOGRAD = """
Ворошиловский Дзержинский Кировский Красноармейский Краснооктябрьский Советский
Тракторозаводский Центральный
""".split()  # noqa: SIM905
GARBLED = [
    ("Sholakhavsky", ROSTOV, "Шолоховский"),
    ("Bokkskoye", ROSTOV, "Боковский"),
    ("Verkhnedonnenskoye", ROSTOV, "Верхнедонской"),
    ("Chertkovo", ROSTOV, "Чертковский"),
    ("Kashary", ROSTOV, "Кашарский"),
    ("Valuikhsky", BELGOROD, "Валуйский"),
    ("Grevoronskoye", BELGOROD, "Грайворонский"),
    ("Shobekinskaya", BELGOROD, "Шебекинский"),
    ("Krasnoyarzh", BELGOROD, "Краснояружский"),
    ("Graivoron", BELGOROD, "Грайворонский"),
    ("Traktorny", VOLGOGRAD, "Тракторозаводский"),
]


@pytest.mark.parametrize(("query", "names", "meant"), GARBLED, ids=[row[0] for row in GARBLED])
def test_a_garbled_name_comes_first_and_clear(query, names, meant):
    (first, score), (_, second) = nearest(query, names, limit=2, cutoff=0.0)
    assert names[first] == meant
    assert score >= 0.74
    assert score - second >= 0.05


@pytest.mark.parametrize("query", ["Петроградский", "Omsky", "Kupyansk", "Ленский", "Taganrog", "X", "", "—"])
def test_a_name_from_elsewhere_finds_nothing(query):
    assert nearest(query, ROSTOV, cutoff=0.8) == []


def test_the_start_of_many_names_is_no_name_cut_short():
    assert nearest("Krasno", VOLGOGRAD, cutoff=0.74) == []


def test_a_name_cut_short_finds_the_whole():
    assert nearest("Dzerzhin", VOLGOGRAD, cutoff=0.8)[0][0] == VOLGOGRAD.index("Дзержинский")


def test_exact_names_score_one_and_best_comes_first():
    found = nearest("Orlovskoye", ROSTOV, limit=3, cutoff=0.0)
    assert found[0] == (ROSTOV.index("Орловский"), 1.0)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_latin_choices_do_as_well():
    assert nearest("Шолоховского", ["Chertkovsky", "Sholokhovsky"]) == [(1, 1.0)]


def test_no_choices_give_nothing():
    assert Choices([]).nearest("Anything") == []
    assert Choices(["", "—"]).nearest("Anything") == []
