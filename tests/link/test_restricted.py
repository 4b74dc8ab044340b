"""Candidates among what a caller allows (kind, whole, country, date): as good as looking at every name of it."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

import normalize
from normalize import Gazetteer
from normalize.keys import skeleton
from normalize.translit import romanize

SYLLABLES = "ба ро ви ку лы зе шта мор гри дун пе хо тар вет ско лим жа нью".split()  # noqa: SIM905
ENDINGS = {"settlement": ("ово", "ка", "ино", "град", "ск"), "organization": ("мет", "пром", "строй", "лит")}
TRADES = ("Завод", "Комбинат", "Фабрика", "Институт", "Холдинг")
COUNTRIES = {"RU": ("RU-A", "RU-B", "RU-C"), "UA": ("UA-A", "UA-B")}
ASKED = 150


def made_up(dice, kind):
    word = "".join(dice.choices(SYLLABLES, k=dice.choice((2, 3)))) + dice.choice(ENDINGS[kind])
    return f"{dice.choice(TRADES)} {word.capitalize()}" if kind == "organization" else word.capitalize()


def world(seed):
    """Make countries, their regions, and in each region places and bodies; every fifth name stands in two regions."""
    dice = random.Random(seed)  # noqa: S311
    records = [{"id": one, "kind": "country", "names": {"ru": one.title()}} for one in COUNTRIES]
    for country, regions in COUNTRIES.items():
        records += [
            {"id": one, "kind": "region", "parent": country, "names": {"ru": f"{name} область"}}
            for one, name in zip(regions, ("Верхоянская", "Заозерская", "Приморянская"), strict=False)
        ]
    wholes = [region for regions in COUNTRIES.values() for region in regions]
    for kind in ENDINGS:
        for number in range(160):
            name, homes = made_up(dice, kind), dice.sample(wholes, 2 if number % 5 == 0 else 1)
            records += [
                {"id": f"{kind[0]}{number:03}{home[-4:]}", "kind": kind, "parent": home, "names": {"ru": name}}
                for home in homes
            ]
    return records


@pytest.fixture(scope="module", params=[1, 2])
def made(request, tmp_path_factory):
    records = world(request.param)
    path = tmp_path_factory.mktemp("restricted") / "world.nrm"
    Gazetteer.build(records, path, forms="plain")
    return records, normalize.load(path, ner=False)


def slip(word, dice):
    place, letter = dice.randrange(1, len(word) - 1), dice.choice("абвгдезиклмнопрстух")
    return dice.choice((word[:place] + letter + word[place + 1 :], word[:place] + word[place + 1 :]))


def garbled(name, dice):
    words = name.split()
    words[-1] = slip(words[-1], dice)
    return romanize(" ".join(words), "bgn-pcgn") if dice.random() < 0.4 else " ".join(words)


def spoken(name):
    return " ".join(sorted(skeleton(word, 1) for word in name.split()))


def brute(records, query):
    """Look at every name: those of the fewest slips."""
    slips = {record["id"]: OSA.distance(spoken(query), spoken(record["names"]["ru"])) for record in records}
    least = min(slips.values(), default=0)
    return {entity for entity, count in slips.items() if count == least}


def wholes_of(record, by_id):
    while record.get("parent"):
        yield record["parent"]
        record = by_id[record["parent"]]


@pytest.mark.parametrize("kind", ["settlement", "organization"])
@pytest.mark.parametrize("level", ["anywhere", "country", "region"])
def test_garbled_names_are_found_as_often_as_by_looking_at_every_name(made, kind, level):
    records, nz = made
    by_id = {record["id"]: record for record in records}
    dice = random.Random(7)  # noqa: S311
    ours = theirs = 0
    for meant in dice.choices([record for record in records if record["kind"] == kind], k=ASKED):
        above = list(wholes_of(meant, by_id))
        whole = {"anywhere": None, "region": above[0], "country": above[-1]}[level]
        query = garbled(meant["names"]["ru"], dice)
        allowed = [
            record
            for record in records
            if record["kind"] == kind and (whole is None or whole in wholes_of(record, by_id))
        ]
        found = nz.candidates(query, kind=kind, within=whole, limit=5)
        assert {one.entity.id for one in found} <= {record["id"] for record in allowed}
        named = {record["id"] for record in allowed if record["names"]["ru"] == meant["names"]["ru"]}
        ours += bool({one.entity.id for one in found if one.score == found[0].score} & named)  # ties, as the brute has
        theirs += bool(brute(allowed, query) & named)
    assert ours >= theirs - ASKED // 50
    assert ours >= 0.93 * ASKED


def test_a_kind_keeps_the_others_out(made):
    _, nz = made
    for kind in ("settlement", "organization", "region", "country"):
        found = nz.candidates("Завод Куровиново", kind=kind, limit=20)
        assert all(one.entity.kind == kind for one in found)


def test_of_two_of_one_name_the_one_that_existed_at_the_date_comes_first(tmp_path):
    dice = random.Random(3)  # noqa: S311
    names = sorted({made_up(dice, "settlement") for _ in range(40)})
    records = [{"id": "RU-A", "kind": "region", "names": {"ru": "Верхоянская область"}}]
    for number, name in enumerate(names):
        shared = {"kind": "settlement", "parent": "RU-A", "names": {"ru": name}}
        records.append({**shared, "id": f"old{number}", "valid_to": "1991-12-31"})
        records.append({**shared, "id": f"new{number}", "valid_from": "1992-01-01"})
    path = tmp_path / "dated.nrm"
    Gazetteer.build(records, path, forms="plain")
    nz = normalize.load(path, ner=False)
    for number, name in enumerate(names):
        for asked in (name, slip(name, dice)):
            for date, prefix in (("1980-05-05", "old"), ("2020-05-05", "new")):
                found = [one.entity.id for one in nz.candidates(asked, kind="settlement", date=date, limit=2)]
                assert set(found) != {f"old{number}", f"new{number}"} or found[0] == f"{prefix}{number}", asked
                assert asked != name or len(found) == 2
