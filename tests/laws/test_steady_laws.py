"""Answers hang on the question alone: not on the order of the records, the seed of hashes, threads or workers."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import normalize
from normalize import Gazetteer
from normalize.gazetteer import Gazetteer as Store
from normalize.match import search_of

GIVENS = "Пётр Иван Сергей Анна Николай Ольга Михаил Егор".split()  # noqa: SIM905
SYLLABLES = "ба ро ви ку лы зе шта мор гри дун пе хо".split()  # noqa: SIM905
THREADS = 8


def records(seed=1):
    dice = random.Random(seed)  # noqa: S311
    towns = [
        {
            "id": f"t{number:03}",
            "kind": "settlement",
            "names": {"ru": "".join(dice.choices(SYLLABLES, k=3)).capitalize()},
        }
        for number in range(60)
    ]
    people = [
        {
            "id": f"p{number:03}",
            "kind": "person",
            "names": {"ru": f"{dice.choice(GIVENS)} {''.join(dice.choices(SYLLABLES, k=2)).capitalize()}нов"},
        }
        for number in range(240)
    ]
    return [*towns, *people]


def questions(made, count=60):
    dice = random.Random(2)  # noqa: S311
    asked = []
    for record in dice.sample(made, count):
        words = record["names"]["ru"].split()
        place = dice.randrange(1, len(words[-1]) - 1)
        words[-1] = words[-1][:place] + dice.choice("абвгдек") + words[-1][place + 1 :]
        asked += [" ".join(reversed(words)), f"Вчера {record['names']['ru']} приехал."]
    return asked


def answers(nz, asked):
    """Ask the search, the ranking and the linking of running text."""
    search = search_of(nz.gazetteer)
    return [
        [
            [(nz.gazetteer.id_at(one.entity), one.score) for one in search.nearest(question)],
            [(one.entity.id, one.score) for one in nz.candidates(question)],
            nz.annotate(question).to_dict(),
        ]
        for question in asked
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    made = records()
    path = tmp_path_factory.mktemp("steady") / "one.nrm"
    Gazetteer.build(made, path, forms="plain")
    return made, path


def test_the_order_of_the_records_changes_no_answer(built, tmp_path):
    made, path = built
    shuffled = random.Random(5).sample(made, len(made))  # noqa: S311
    Gazetteer.build(shuffled, tmp_path / "two.nrm", forms="plain")
    asked = questions(made)
    one, two = (normalize.load(where, ner=False) for where in (path, tmp_path / "two.nrm"))
    assert answers(one, asked) == answers(two, asked)


def test_the_seed_of_hashes_changes_no_answer(built):
    made, path = built
    program = (
        "import sys, json; sys.path.insert(0, sys.argv[2]); import normalize; import test_steady_laws as laws\n"
        "nz = normalize.load(sys.argv[1], ner=False)\n"
        "print(json.dumps(laws.answers(nz, laws.questions(laws.records()))))"
    )
    told = []
    for seed in ("1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", program, str(path), str(Path(__file__).parent)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        told.append(done.stdout)
    assert told[0] == told[1]
    assert json.loads(told[0]) == json.loads(json.dumps(answers(normalize.load(path, ner=False), questions(made))))


def test_eight_threads_at_once_are_answered_as_one_is(built):
    made, path = built
    asked = questions(made)
    alone = answers(normalize.load(path, ner=False), asked)
    shared = normalize.Normalizer(Store.open(path), ner=False)  # opened anew: nothing is known yet
    begun = Barrier(THREADS)

    def ask(_):
        begun.wait()
        return answers(shared, asked)

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(told == alone for told in pool.map(ask, range(THREADS)))


def test_workers_answer_as_one_process_does(built):
    made, path = built
    nz = normalize.load(path, ner=False)
    texts = questions(made)
    alone = [document.to_dict() for document in nz.annotate_many(texts)]
    for workers in (2, 3):
        assert [document.to_dict() for document in nz.annotate_many(texts, workers=workers)] == alone
