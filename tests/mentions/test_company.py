import csv
from importlib import resources

import pytest

from normalize.gazetteer import Gazetteer
from normalize.mentions import company_of, find, sight
from normalize.mentions.mention import SORTS
from normalize.text import tokenize

RECORDS = [
    {
        "id": "kalibr",
        "kind": "term",
        "subtype": "weapon",
        "names": {"ru": "Крылатая ракета «Калибр»", "en": "Kalibr missile"},
        "aliases": [
            {"name": "Калибр", "lang": "ru", "strength": "weak"},
            {"name": "Patriot", "lang": "en", "strength": "weak"},
            {"name": "Бук-М1", "lang": "ru"},
        ],
    },
    {
        "id": "zvezda",
        "kind": "organization",
        "subtype": "media",
        "names": {"ru": "Телеканал «Звезда»", "en": "Zvezda TV channel"},
        "aliases": [{"name": "Звезда", "lang": "ru", "strength": "weak"}],
    },
]


@pytest.fixture(scope="module")
def armed(tmp_path_factory):
    return Gazetteer.build(RECORDS, tmp_path_factory.mktemp("gazetteer") / "armed.nrm")


@pytest.fixture
def announced(armed):
    def announced(text):
        view = sight(tokenize(text), armed)
        return [(view.tokens.surface(m.first, m.last), m.head) for m in find(view)]

    return announced


@pytest.mark.parametrize(
    ("text", "surface", "head"),
    [
        ("пуск ракет «Калибр»", "Калибр", "ракет"),
        ("Ракеты «Калибр» сбиты", "Калибр", "Ракеты"),
        ("ракеты морского базирования «Калибр»", "Калибр", "ракеты"),
        ("two Patriot batteries", "Patriot", "batteries"),
        ("расчёт ЗРК «Бук-М1» сбил", "ЗРК «Бук-М1", "ЗРК"),
        ("в эфире телеканала «Звезда»", "Звезда", "телеканала"),
    ],
)
def test_a_class_word_announces_a_name_and_is_no_part_of_it(announced, text, surface, head):
    assert announced(text) == [(surface, head)]


@pytest.mark.parametrize("text", ["Калибр пули измерили", "новый «Калибр»", "The Patriot Act passed", "роль Звезды"])
def test_without_a_class_word_a_weak_name_has_no_head(announced, text):
    assert all(head == "" for _, head in announced(text))


def test_a_sort_tells_namesakes_apart(announced):
    assert ("Звезда", "журнала") not in announced("в номере журнала «Звезда»")


def test_a_class_word_of_another_class_announces_nothing(announced):
    assert all(head == "" for _, head in announced("партия «Калибр»"))


def test_company_knows_stems_and_whole_words():
    assert {one.subtype for one in company_of("кораблями")} == {"weapon", "military"}
    assert not company_of("lawn")  # "law" is in the table as a whole word only


def test_every_row_of_the_table_is_told_once_and_has_a_known_place():
    source = resources.files("normalize.mentions").joinpath("data/company.csv")
    rows = list(csv.DictReader(source.read_text("utf-8").splitlines()))
    keys = [(row["word"], row["subtype"], row["place"]) for row in rows]
    assert len(keys) == len(set(keys))
    assert {row["place"] for row in rows} == SORTS | {"head", "part", "near", "link"}
    assert all(row["source"] and len(row["word"].removesuffix("*")) > 1 for row in rows)
