"""Records as people bring them: what cannot be used is named by record, with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalize.errors import InputError
from normalize.gazetteer import Gazetteer

GOOD = {"id": "r1", "kind": "person", "names": {"ru": "Иван Зотов"}}
WRONG = [
    ({"id": None}, "record 2: 'id' is missing"),
    ({"id": 7}, "record 7: 'id' is int 7; give text"),
    ({"kind": "persn"}, "'persn' is no kind; did you mean 'person'"),
    ({"names": {}}, "'names' is missing"),
    ({"names": "Иван Зотов"}, "'names' is str 'Иван Зотов'; give a mapping like"),
    ({"names": {"ru": ""}}, "its name in 'ru' is str ''; give a name that has letters"),
    ({"names": {"ru": " — "}}, "its name in 'ru' is str ' — '"),
    ({"names": {"ru": "Иван", "en": None}}, "its name in 'en' is NoneType None"),
    ({"aliases": "Зотов"}, "'aliases' is str 'Зотов'; give a list"),
    ({"aliases": ["Зотов", None]}, "an alias is NoneType None"),
    ({"aliases": [{"name": "Зотик", "kind": "nickname"}]}, "'nickname' is no kind of alias"),
    ({"tenures": "mayor"}, "'tenures' is str 'mayor'; give a list"),
    ({"population": "1 200"}, "'population' is str '1 200'; give a number"),
    ({"lat": "north", "lon": "3"}, "'lat' is str 'north'; give a number"),
    ({"parent": 5}, "'parent' is int 5; give text"),
    ({"valid_from": "May 2012"}, "'valid_from' is str 'May 2012'; write a date like"),
    ({"schema": "Person", "properties": {}}, "is a FollowTheMoney entity; turn it with"),
]


@pytest.mark.parametrize(("change", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_record_that_cannot_be_used_is_named_with_the_remedy(change, told, tmp_path):
    with pytest.raises(InputError) as caught:
        Gazetteer.build([GOOD, {**GOOD, "id": "r2", **change}], tmp_path / "x.nrm")
    assert told in str(caught.value)
    assert str(caught.value).startswith("record ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("records", ["people.csv", {"id": "1"}, b"", Path("people.csv")])
def test_what_is_no_list_of_records_says_so(records, tmp_path):
    with pytest.raises(InputError, match=r"not a list of records; normalize\.adapters\.entities reads CSV"):
        Gazetteer.build(records, tmp_path / "x.nrm")


def test_what_is_no_mapping_is_named_by_its_number(tmp_path):
    with pytest.raises(InputError, match="record 2 is a tuple, not a mapping"):
        Gazetteer.build([GOOD, ("r2", "person")], tmp_path / "x.nrm")


@pytest.mark.parametrize("order", [["a", "a"], ["a", "b", "b"], ["a", "b", "a"]])
def test_an_id_that_comes_twice_is_refused_wherever_it_stands(order, tmp_path):
    with pytest.raises(InputError, match="the id comes twice"):
        Gazetteer.build(({**GOOD, "id": one} for one in order), tmp_path / "x.nrm")


def test_records_are_taken_one_by_one_and_progress_is_told(tmp_path):
    taken, told = [], []

    def stream():
        for number in range(1200):
            taken.append(number)
            yield {**GOOD, "id": f"r{number}"}

    def progress(done):
        told.append((done, len(taken)))

    gazetteer = Gazetteer.build(stream(), tmp_path / "x.nrm", forms="plain", progress=progress)
    assert len(gazetteer) == 1200
    assert told == [(0, 1), (500, 501), (1000, 1001)]
