"""Several gazetteers as one: a user's list of towns and people is as good as the shipped one."""

from __future__ import annotations

import pickle

import pytest

import normalize
from normalize import Gazetteer
from normalize.errors import InputError
from normalize.gazetteer import Layers
from normalize.match import search_of
from normalize.text import tokenize

MINE = [
    {"id": "m-town", "kind": "settlement", "parent": "RU-TUL", "names": {"ru": "Кривоносиха", "en": "Krivonosikha"}},
    {"id": "m-man", "kind": "person", "names": {"ru": "Евлампий Тудыкин", "en": "Yevlampy Tudykin"}},
    {"id": "zotov-ivan", "kind": "person", "names": {"ru": "Иван Кузьмич Зотов", "en": "Ivan Zotov"}},
]


@pytest.fixture
def layers(records, tmp_path):
    one = Gazetteer.build(records, tmp_path / "one.nrm")
    return Layers([one, Gazetteer.build(MINE, tmp_path / "two.nrm")])


def test_a_later_layer_adds_and_replaces(layers):
    assert layers.entity("m-town").names["en"] == "Krivonosikha"
    assert layers.entity("d1").names["ru"] == "Щёкинский район"
    assert layers.entity("zotov-ivan").names["ru"] == "Иван Кузьмич Зотов"
    assert layers.lookup(("иван", "петрович", "зотов")) == ()
    assert [layers.id_at(posting.entity) for posting in layers.lookup(("иван", "кузьмич", "зотов"))] == ["zotov-ivan"]


def test_parents_reach_into_earlier_layers(layers):
    town, region = layers.index_of("m-town"), layers.index_of("RU-TUL")
    assert int(layers.parents[town]) == region
    assert town in layers.children(region).tolist()
    assert bool(layers.inside(layers.index_of("RU"))[town])


def test_the_scan_finds_the_surfaces_of_all_layers(layers):
    tokens = tokenize("Евлампий Тудыкин в Кривоносихе Тульской области")
    found = {
        layers.id_at(posting.entity): tokens.surface(hit.first, hit.last)
        for hit in layers.scan(tokens)
        for posting in hit.postings
    }
    assert found["m-man"] in {"Евлампий Тудыкин", "Тудыкин"}
    assert found["m-town"] == "Кривоносихе"
    assert found["RU-TUL"] in {"Тульской области", "Тульской"}


def test_the_search_looks_into_all_layers_but_not_at_what_is_replaced(layers):
    search = search_of(layers)
    assert layers.id_at(search.nearest("Тудыкни Евлампий")[0].entity) == "m-man"
    assert layers.id_at(search.nearest("Щекиснкий")[0].entity) == "d1"
    near = [one.entity for one in search.nearest("Зотов Иван")]
    assert [index for index in near if layers.id_at(index) == "zotov-ivan"] == [layers.index_of("zotov-ivan")]


def test_layers_travel_as_paths(layers):
    other = pickle.loads(pickle.dumps(layers))  # noqa: S301
    assert other.entity("m-man").id == "m-man"
    assert other.replaced == layers.replaced


def test_one_layer_is_that_gazetteer_and_none_is_refused(layers):
    assert normalize.load([layers.layers[0]], ner=False).gazetteer is layers.layers[0]
    with pytest.raises(InputError, match="no gazetteer"):
        normalize.load([], ner=False)


def test_a_list_of_ones_own_is_as_good_as_the_shipped_gazetteer(nz, tmp_path):
    mine = Gazetteer.build(MINE, tmp_path / "mine.nrm")
    both = normalize.load([nz.gazetteer, mine.path], ner=False)
    text = "Губернатор Смоленской области Василий Анохин и Евлампий Тудыкин побывали в Кривоносихе Тульской области."
    linked = {link.surface: link.entity.id for link in both.annotate(text).links if link.entity}
    assert linked["Евлампий Тудыкин"] == "m-man"
    assert linked["Кривоносихе"] == "m-town"
    assert linked["Василий Анохин"] == "anokhin-vasily"
    assert both.link("Евлампием Тудыкиным").entity.id == "m-man"
    assert both.link("Tudykin Yevlampiy", kind="person").entity.id == "m-man"
    assert both.candidates("Кривоносхиа", within="RU-TUL")[0].entity.id == "m-town"
    assert both.candidates("Евлампий Тудыккин", kind="person")[0].entity.id == "m-man"
    assert both.entity("m-town").parent == "RU-TUL"


def test_workers_find_the_same_in_layers(nz, tmp_path):
    mine = Gazetteer.build(MINE, tmp_path / "mine.nrm")
    both = normalize.load([nz.gazetteer, mine], ner=False)
    texts = ["Евлампий Тудыкин в Кривоносихе", "Взрывы в Киришском районе"] * 3
    alone = [document.to_dict() for document in both.annotate_many(texts)]
    assert [document.to_dict() for document in both.annotate_many(texts, workers=2)] == alone


def test_a_name_that_two_layers_bear_is_a_tie_until_the_text_says_more(nz, tmp_path):
    namesake = {"id": "m-mayor", "kind": "person", "names": {"ru": "Сергей Собянин", "en": "Sergei Sobyanin"}}
    mine = Gazetteer.build([namesake], tmp_path / "mine.nrm")
    both = normalize.load([nz.gazetteer, mine], ner=False)
    (tied,) = both.annotate("Сергей Собянин открыл станцию.").links
    assert tied.entity is None
    assert {one.entity.id for one in tied.candidates} == {"sobyanin-sergey", "m-mayor"}
    (told,) = [
        link for link in both.annotate("Мэр Москвы Сергей Собянин открыл станцию.").links if link.kind == "person"
    ]
    assert told.entity.id == "sobyanin-sergey"


def test_people_of_ones_own_are_linked_in_every_case(nz, tmp_path):
    given, surnames = ("Евлампий", "Порфирий", "Тихон", "Ермолай"), ("Тудык", "Бузык", "Лапшук", "Ворох", "Куралес")
    people = [(name, f"{base}{ending}") for name in given for base in surnames for ending in ("ов", "ин", "овский")]
    people += [(name, f"{base}енко") for name in ("Агафья", "Фёкла") for base in surnames]
    records = [
        {"id": f"m{at:03}", "kind": "person", "names": {"ru": " ".join(person)}} for at, person in enumerate(people)
    ]
    mine = Gazetteer.build(records, tmp_path / "mine.nrm")
    both = normalize.load([nz.gazetteer, mine], ner=False)
    missed = []
    for at, (name, surname) in enumerate(people):
        for case in ("genitive", "dative", "instrumental"):
            form = normalize.inflect(f"{name} {surname}", case=case, kind="person")
            linked = [
                link.entity.id for link in both.annotate(f"Вчера говорили: {form} это известно.").links if link.entity
            ]
            missed += [form] if linked != [f"m{at:03}"] else []
    assert missed == []
