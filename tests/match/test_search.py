"""The search by words finds what looking at every name finds, whatever the order of the records."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

from normalize.gazetteer import Gazetteer
from normalize.keys import skeleton
from normalize.match import search_of
from normalize.morph import person_forms
from normalize.translit import romanize
from normalize.types import Case, Gender

GIVENS = "Пётр Иван Сергей Владимир Николай Алексей Михаил Егор Тимофей Борис Виктор Степан Руслан Олег".split()  # noqa: SIM905
SYLLABLES = "ба ро ви ку лы зе шта мор гри дун пе хо тар вет ско лим жа".split()  # noqa: SIM905
ENDINGS = ("ов", "ин", "енко", "ский", "ук", "ев")


def made_up(count, seed):
    dice = random.Random(seed)  # noqa: S311
    people = set()
    while len(people) < count:
        surname = "".join(dice.choices(SYLLABLES, k=dice.choice((2, 3)))) + dice.choice(ENDINGS)
        people.add((dice.choice(GIVENS), surname.capitalize()))
    return sorted(people)


def built(people, path, order=None):
    records = [
        {"id": f"p{number:04}", "kind": "person", "names": {"ru": " ".join(person)}}
        for number, person in enumerate(people)
    ]
    if order:
        random.Random(order).shuffle(records)  # noqa: S311
    return Gazetteer.build(records, path, forms="plain")


def slip(word, dice):
    place = dice.randrange(1, len(word) - 1)
    letter = dice.choice("абвгдезиклмнопрстух")
    changes = (
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )
    return dice.choice(changes)


def brute(people, given, surname):
    """Look at every name: the one whose two words need the fewest slips."""

    def slips(one, other):
        return OSA.distance(skeleton(one, 1), skeleton(other, 1)) / max(len(one), len(other))

    return min(people, key=lambda person: (slips(given, person[0]) + slips(surname, person[1]), person))


@pytest.fixture(scope="module")
def people():
    return made_up(1500, 1)


@pytest.fixture(scope="module")
def gazetteer(people, tmp_path_factory):
    return built(people, tmp_path_factory.mktemp("search") / "people.nrm")


def first(gazetteer, people, query):
    found = search_of(gazetteer).nearest(query, limit=1)
    return people[found[0].entity] if found else None


@pytest.mark.parametrize("seed", [2, 3])
def test_slips_are_forgiven_as_often_as_by_looking_at_every_name(people, gazetteer, seed):
    dice = random.Random(seed)  # noqa: S311
    ours = theirs = 0
    asked = [dice.choice(people) for _ in range(300)]
    for given, surname in asked:
        words = [given, surname]
        for _ in range(dice.choice((1, 1, 2))):
            place = dice.randrange(2)
            words[place] = slip(words[place], dice) if len(words[place]) > 3 else words[place]
        ours += first(gazetteer, people, f"{words[1]} {words[0]}") == (given, surname)
        theirs += brute(people, *words) == (given, surname)
    assert ours >= theirs - 3
    assert ours >= 280


def test_every_case_and_scheme_comes_home(people, gazetteer):
    dice = random.Random(4)  # noqa: S311
    missed = []
    for given, surname in dice.sample(people, 120):
        asked = [romanize(f"{surname} {given}", scheme) for scheme in ("bgn-pcgn", "icao-9303", "gost-7034")]
        forms = person_forms(given, "", surname, Gender.MASCULINE)
        asked += [f"{forms[case][0]} {forms[case][2]}" for case in (Case.GENITIVE, Case.INSTRUMENTAL)]
        missed += [query for query in asked if first(gazetteer, people, query) != (given, surname)]
    assert len(missed) <= 6, missed


def test_the_order_of_the_records_does_not_matter(people, tmp_path):
    one, other = built(people, tmp_path / "a.nrm"), built(people, tmp_path / "b.nrm", order=9)
    assert one.path.read_bytes() == other.path.read_bytes()


def test_a_missing_and_an_extra_word_cost_little(tmp_path):
    records = [
        {"id": "a", "kind": "person", "names": {"ru": "Иван Петрович Зотов"}},
        {"id": "b", "kind": "person", "names": {"ru": "Иван Изотов"}},
        {"id": "c", "kind": "person", "names": {"ru": "Пётр Зотов"}},
    ]
    gazetteer = Gazetteer.build(records, tmp_path / "x.nrm", forms="plain")
    search = search_of(gazetteer)
    for query in ("Zotov Ivan", "Зотову Ивану", "И. П. Зотов", "Ivan Petrovich Zotov", "Зотовым Иваном"):
        assert gazetteer.id_at(search.nearest(query)[0].entity) == "a", query
    assert search.nearest("Иван Зотов")[0].score > search.nearest("Зотов Иван Сергеевич")[0].score


def test_only_what_is_allowed_is_found(gazetteer, people):
    import numpy as np

    query = " ".join(people[7])
    allowed = np.ones(len(gazetteer), dtype=bool)
    assert search_of(gazetteer).nearest(query, allowed=allowed)[0].entity == 7
    allowed[7] = False
    assert 7 not in [found.entity for found in search_of(gazetteer).nearest(query, allowed=allowed)]


@pytest.mark.parametrize(
    "query", ["", " ", "—", "...", "\ud800", "ъ", "1", "x" * 5000, "а " * 500, "我们", "Zotov\n" * 3]
)
def test_nothing_that_is_asked_raises(gazetteer, query):
    found = search_of(gazetteer).nearest(query)
    assert all(0 <= one.score <= 1 for one in found)


def test_an_empty_gazetteer_has_nothing_near(tmp_path):
    assert search_of(Gazetteer.build([], tmp_path / "none.nrm")).nearest("Иван Зотов") == []


def test_a_crowd_of_namesakes_is_found_by_the_rarer_word(tmp_path):
    records = [
        {"id": f"p{number:04}", "kind": "person", "names": {"ru": f"Иван {surname}"}}
        for number, (_, surname) in enumerate(made_up(3500, 5))
    ]
    gazetteer = Gazetteer.build(records, tmp_path / "x.nrm", forms="plain")
    wanted = gazetteer.entity_at(1234)
    surname = wanted.names["ru"].split()[1]
    garbled = surname[:2] + surname[3:5] + "щ" + surname[5:]
    found = search_of(gazetteer).nearest(f"Иван {garbled}")
    assert wanted.id in [gazetteer.id_at(one.entity) for one in found]
