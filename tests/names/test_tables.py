"""The tables of this room: sound, sorted where people look things up, and looked up in every form."""

import csv
from pathlib import Path

import pytest

import normalize.names
from normalize.names import Spelling, find_given, given_names, heads, ordinary_words, title_forms, titles
from normalize.types import Case, Gender

DATA = Path(normalize.names.__file__).parent / "data"


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.name)
def test_every_row_is_complete_and_names_its_source(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        assert None not in row, row
        assert None not in row.values(), row
        assert row["source"], row


def test_given_names_of_every_language_are_read_and_weighed():
    for name in given_names():
        assert normalize.readings(name.name, kind="person"), name


def test_heads_and_titles_are_not_repeated():
    assert len({(head.word, head.lang) for head in heads()}) == len(heads())
    assert len({(title.word, title.lang) for title in titles()}) == len(titles())


def test_at_least_six_hundred_given_names():
    assert len({name.name for name in given_names()}) == len(given_names()) >= 600


@pytest.mark.parametrize(
    ("word", "name", "gender"),
    [
        ("Alexander", "Александр", Gender.MASCULINE),
        ("Volodymyr", "Владимир", Gender.MASCULINE),
        ("Олександра", "Александр", Gender.MASCULINE),
        ("Дональду", "Дональд", Gender.MASCULINE),
        ("Наташа", "Наталья", Gender.FEMININE),
        ("Артема", "Артём", Gender.MASCULINE),
        ("Andrew", "Эндрю", Gender.MASCULINE),
    ],
)
def test_a_given_name_is_found_in_any_spelling_and_case(word, name, gender):
    assert (name, gender) in {(form.name.name, form.name.gender) for form in find_given(word)}


def test_the_surest_spelling_comes_first():
    assert [form.spelling for form in find_given("Саша")] == [Spelling.DIMINUTIVE] * 2
    assert find_given("Ivan")[0].spelling == Spelling.NAME


def test_given_names_that_are_words_are_weak():
    weak = {name.name for name in given_names() if name.strength == "weak"}
    assert {"Вера", "Надежда", "Любовь", "Роза", "Лев"} <= weak
    assert {"mark", "will", "grace", "hope", "слава"} <= ordinary_words()


def test_titles_tell_office_and_case():
    form = title_forms()["губернатором",][0]
    assert (form.title.office, form.cases) == ("governor", (Case.INSTRUMENTAL,))
    assert title_forms()["maj", "gen"][0].title.office == "rank"
    assert title_forms()["врио", "губернатора"][0].title.office == "acting_governor"
