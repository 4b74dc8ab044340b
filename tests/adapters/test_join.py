"""Two tables of names joined: every sort of table, the same answer in any order and by any number of workers."""

from __future__ import annotations

import random

import pytest

import normalize
from normalize import Joined, compare, join
from normalize.adapters.join.candidates import agreement, pairs
from normalize.adapters.join.clusters import clusters
from normalize.adapters.join.signatures import signatures
from normalize.errors import InputError, UnknownNameError

REGISTRY = ["Кондратьев Вениамин Иванович", "Захарова М.В.", "Дюмин, Алексей Геннадьевич", "Сидорова Анна"]
PRESS = ["Veniamin Kondratyev", "Aleksey Dyumin", "Maria Zakharova", "Andrei Sidorov"]
EXPECTED = [(0, 0), (1, 2), (2, 1)]
HOSTILE = [
    "",
    " ",
    "\u200b",
    "…",
    "а" * 5000,
    "\x00",
    "🐻‍❄️",
    "\ud83d",
    "\u202eалуТ",
    "NaN",
    None,
    float("nan"),
    3,
    b"x",
]


def places(rows):
    return [(row.left, row.right) for row in rows]


def test_names_of_two_alphabets_find_each_other():
    assert places(join(REGISTRY, PRESS, kind="person")) == EXPECTED


def test_a_row_tells_what_compare_tells():
    for row in join(REGISTRY, PRESS, kind="person", reasons=True):
        found = compare(row.a, row.b, "person")
        assert (row.score, row.verdict, row.reasons) == (found.score, found.verdict, found.reasons)
        assert row.to_dict()["reasons"][0]["text"]


def test_reasons_are_given_on_demand_only():
    assert all(row.reasons == () for row in join(REGISTRY, PRESS, kind="person"))


def test_rows_may_be_dicts_and_columns_may_differ():
    ours = [{"who": name, "other": 1} for name in REGISTRY]
    theirs = [{"name": name} for name in PRESS]
    assert places(join(ours, theirs, on=("who", "name"), kind="person")) == EXPECTED


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_tables_may_be_frames(package):
    frames = pytest.importorskip(package)
    ours, theirs = frames.DataFrame({"who": [*REGISTRY, None]}), frames.DataFrame({"who": [None, *PRESS]})
    assert places(join(ours, theirs, on="who", kind="person")) == [(i, j + 1) for i, j in EXPECTED]


def test_what_is_no_name_joins_nothing_and_raises_nothing():
    rows = join([*HOSTILE, "Анохин Василий"], [*HOSTILE, "Vasily Anokhin"], kind="person", threshold=0.5)
    assert (len(HOSTILE), len(HOSTILE)) in places(rows)
    assert all(isinstance(HOSTILE[row.left], str) and row.a == row.b for row in rows if row.left < len(HOSTILE))


def test_two_that_fit_equally_well_are_a_tie():
    [row] = join(["Анохин В."], ["Vasily Anokhin", "Viktor Anokhin"], kind="person", reasons=True)
    assert (str(row.verdict), row.rivals, str(row.reasons[-1].rule)) == ("ambiguous", 1, "tie")


def test_all_gives_every_partner_and_best_gives_one():
    ours, theirs = ["Анохин Василий"], ["Vasily Anokhin", "Анохину Василию", "Пётр Рогов"]
    assert places(join(ours, theirs, kind="person", how="all")) == [(0, 0), (0, 1)]
    assert len(join(ours, theirs, kind="person")) == 1


def test_rows_of_one_name_are_all_joined_unless_one_to_one():
    ours, theirs = ["Рогов Илья"] * 3, ["Ilya Rogov"] * 2
    assert places(join(ours, theirs, kind="person")) == [(i, j) for i in range(3) for j in range(2)]
    assert places(join(ours, theirs, kind="person", one_to_one=True)) == [(0, 0), (1, 1)]


def test_one_to_one_takes_the_surest_first():
    ours, theirs = ["Анохин В.", "Анохин Василий"], ["Vasily Anokhin"]
    assert places(join(ours, theirs, kind="person", one_to_one=True)) == [(1, 0)]


def made(count):
    """Make names of few words, so that many meet."""
    chance = random.Random(3)  # noqa: S311 - the same names every time
    surnames = ["Анохин", "Петров", "Щеглов", "Захаров", "Рогов", "Тихонов", "Лавров", "Мишустин"]
    given = ["Василий", "Иван", "Пётр", "Юрий", "Сергей", "Андрей", "Илья"]
    fathers = ["Иванович", "Петрович", "Сергеевич", "Юрьевич"]
    names = [" ".join(map(chance.choice, (surnames, given, fathers))) for _ in range(count)]
    return names, [normalize.romanize(name) for name in chance.sample(names, count)]


def test_the_order_of_rows_and_the_number_of_workers_change_nothing():
    ours, theirs = made(60)
    expected = {(row.a, row.b, row.score, row.rivals) for row in join(ours, theirs, kind="person")}
    mixed, others = sorted(ours, key=hash), sorted(theirs, key=len)
    rows = join(mixed, others, kind="person", workers=2)
    assert {(row.a, row.b, row.score, row.rivals) for row in rows} == expected
    pairs_ = [
        sorted((r.a, r.b) for r in join(*tables, kind="person", one_to_one=True))
        for tables in ((ours, theirs), (mixed, others))
    ]
    assert pairs_[0] == pairs_[1]


def test_the_best_is_the_best_of_all():
    ours, theirs = made(120)
    best = {row.a: row.score for row in join(ours, theirs, kind="person")}
    every = {}
    for row in join(ours, theirs, kind="person", how="all"):
        every[row.a] = max(every.get(row.a, 0.0), row.score)
    assert best == every


def test_lanes_part_the_names_and_change_no_pair():
    ours, theirs = made(50)
    one, other = signatures(ours, "person"), signatures(theirs, "person")

    def met(lanes):
        return [
            (part.lane, pair)
            for part in pairs(one, other, lanes)
            for pair in zip(part.left.tolist(), part.right.tolist(), strict=True)
        ]

    assert sorted(pair for _, pair in met(3)) == sorted(pair for _, pair in met(1))
    lanes = {}
    for lane, (left, _) in met(3):
        lanes.setdefault(left, set()).add(lane)
    assert {len(found) for found in lanes.values()} == {1}
    assert set.union(*lanes.values()) == {0, 1, 2}


def test_a_pet_name_meets_the_name_behind_it():
    assert places(join(["Саша Корнюхин"], ["Aleksandr Kornyukhin", "Stepan Kornyukhin"], kind="person")) == [(0, 0)]


def test_words_with_many_spellings_leave_room_for_the_others():
    found = signatures(["Xhejcz Cejxhaj Xojcek Орлов"], "person")
    assert set(found.place[0].tolist()) == {1, 2, 3, 4}


def test_a_common_word_is_refined_not_compared_with_all(monkeypatch):
    monkeypatch.setattr("normalize.adapters.join.candidates.FULLEST", 100)
    ours = [
        f"Иван {stem}ов" for stem in ("Корн", "Дубн", "Гран", "Бурл", "Сомк", "Вилк", "Тарх", "Лозн", "Мышк", "Печн")
    ] * 2
    ours = [f"{name}{'ич' * (place > 9)}" for place, name in enumerate(ours)]
    theirs = [normalize.romanize(name) for name in ours]
    met = [
        pair
        for part in pairs(signatures(ours, "person"), signatures(theirs, "person"))
        for pair in zip(part.left.tolist(), part.right.tolist(), strict=True)
    ]
    assert {(i, i) for i in range(len(ours))} <= set(met)
    assert len(met) < len(ours) ** 2 / 2


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Корнюхин Степан", "Kornukhim Stepan"),
        ("Дуброва С. А.", "Svetlana Dubrowa"),
        ("Эржисман Виссарион Захарович", "Erisman V. Z."),
        ("Минобороны", "Ministry of Defence"),
        ("Смоленщина", "Smolensk Oblast"),
        ("Касым-Жомарт Токаев", "Kasymzhomart Tokayev"),
        ("Вера Рено", "Vera Renault"),
    ],
)
def test_slips_initials_and_translations_still_meet(ours, theirs):
    kind = None if ours in {"Минобороны", "Смоленщина"} else "person"
    met = list(pairs(signatures([ours], kind), signatures([theirs], kind)))
    assert [(part.left.tolist(), part.right.tolist()) for part in met] == [([0], [0])]


def test_full_agreement_is_one_and_none_is_nought():
    table = signatures(["Анохин Василий", "Анохин В.", "Щеглова Юлия"], "person")
    first = table.take([0, 0, 0])
    found = agreement(first, table)
    assert found[0] == 1.0
    assert found[0] > found[1] > found[2] == 0.0


def test_a_name_between_two_others_belongs_to_neither():
    edges = [("И. Петров", "Иван Петров"), ("И. Петров", "Игорь Петров"), ("Рогов Илья", "Ilya Rogov")]
    assert clusters(edges) == {"Рогов Илья": "Ilya Rogov", "Ilya Rogov": "Ilya Rogov"}


def test_empty_tables_join_to_nothing():
    assert join([], PRESS) == join(REGISTRY, []) == join([], []) == []


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"how": "any"}, UnknownNameError),
        ({"kind": "planet"}, UnknownNameError),
        ({"threshold": 90}, InputError),
        ({"date": "yesterday"}, InputError),
        ({"on": ("a", "b", "c")}, InputError),
    ],
)
def test_a_wrong_option_raises(options, error):
    with pytest.raises(error):
        join(REGISTRY, PRESS, **options)


def test_a_missing_column_raises_and_names_those_that_are_there():
    with pytest.raises(UnknownNameError, match="who"):
        join([{"who": "Анохин"}], PRESS, on="whom")
    with pytest.raises(InputError, match="who"):
        join([{"who": "Анохин"}], PRESS)


def test_a_joined_row_is_a_value():
    [row] = join(["Рогов Илья"], ["Ilya Rogov"], kind="person")
    assert isinstance(row, Joined)
    assert row == Joined(0, 0, "Рогов Илья", "Ilya Rogov", row.score, row.verdict)
