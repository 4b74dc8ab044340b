"""The compiled scan finds what the scan on numpy finds, in any text, for any tables, hidden surfaces or not."""

from __future__ import annotations

import random
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from normalize.errors import GazetteerError
from normalize.gazetteer import Gazetteer
from normalize.gazetteer.compiled.scan import native, scan
from normalize.gazetteer.compiled.scan.native import shapes
from normalize.gazetteer.compiled.table import Mapped
from normalize.gazetteer.store import Layers
from tests.gazetteer.conftest import RECORDS
from tests.gazetteer.test_damage import forged

pytestmark = pytest.mark.usefixtures("compiled")

ODD = [
    *("Камʼянське", "Zotʼov", "O'Brien", "Ёлкин-Палкин", "가나 다라", "𝐀𝐁 река", "İzmir", "Ὀδυσσεύς", "ΣΑΣ", "Şişli"),
    *("В. Н. Анохин", "т. д.", "2-й округ", "x² y", "Straße", "ﬁn", "ﷺ", "豈", "𠀀", "Ǆ", "ǆ", "Dž", "é́", "ﾊﾝｶｸ"),
    *(
        "а" * 64,
        "б" * 65,
        "в" * 70 + " г",
        "Ж" * 190,
        " ".join("абвгдежз"),
        " ".join("абвгдежзи"),
        " ".join("абвгдежзиклмнопр"),
    ),
    *(
        " ".join("абвгдежзиклмнопрст"),
        "Қазақстан Үкіметі",
        "Ŷ" * 20,
        "Иван",
        "Иван Зотов",
        "Зотов Иван",
        "Иван Зотов Иван",
    ),
]
LETTERS = (
    "аБёЁйИзотОВabSs12 .,-'’ʼ`´ʹʺ\u0301\u0308\u00a0\n\t\0«»“”/&…!?Σσς가İıßﬁ²½٣"
    "\ud83d\ude00\udfff😀𝐀𠀀ǅ豈\uffff\ufffe\u2010\u2011_"
)
WORDS = [
    word
    for name in [*ODD, "Тульской области", "Shchyokinsky District", "Министерство охраны рек"]
    for word in name.split(" ")
]


def records(names):
    return [{"id": f"t{at}", "kind": "term", "names": {"ru": name}} for at, name in enumerate(names)]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Three files: ordinary entities, odd names, and some of both under other numbers; a fourth is empty."""
    folder = tmp_path_factory.mktemp("ways")
    lists = [RECORDS, records(ODD), records([*ODD[3::4], "Иван Зотов", "Иван Зотов Иванов"]), []]
    return [Gazetteer.build(one, folder / f"{at}.nrm", forms="all").table for at, one in enumerate(lists)]


def both(tables, texts, hidden=None):
    """Scan in both ways; give what each finds, or the error it names."""
    answers = []
    with pytest.MonkeyPatch.context() as patch:
        for library in (native.library(), None):
            patch.setattr(native, "library", lambda library=library: library)
            answers.append(list(scan(tables, texts, hidden)))
    return answers


anything = st.one_of(
    st.text(LETTERS, max_size=8),
    st.text(max_size=8),
    st.characters(categories=["Cs"]),
    st.characters(min_codepoint=0x10000),
)
spelled = st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from([word, word.lower(), word.upper(), word.title()]))
gaps = st.sampled_from(
    [" ", " ", " ", "-", ". ", ".", "", "\n", "\n\n", "   ", "       ", "        ", "'s ", "'S", "’ ", "«", "» ", "\0"]
)
texts = st.lists(
    st.lists(st.one_of(spelled, gaps, gaps, anything, st.sampled_from(ODD)), max_size=24).map("".join), max_size=5
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(texts, st.sets(st.integers(0, 3)), st.integers(0, 5))
def test_any_texts_give_the_same(tables, texts, chosen, sieve):
    some = [tables[at] for at in sorted(chosen)] or tables
    hidden = (lambda surface: surface % sieve == 0) if sieve > 1 else None
    compiled, reference = both(some, texts, hidden)
    assert compiled == reference


def test_each_character_in_and_between_words_gives_the_same(tables):
    letters = [
        chr(code) for code in (*range(0x3000), *range(0xA640, 0xABFF), *range(0xD7F0, 0xE010), *range(0xF900, 0x10000))
    ]
    letters += [chr(code) for code in range(0x3000, sys.maxunicode, 997)]
    texts = [
        f"Ив{letter}ан{letter}Иван{letter}Зотов {letter}s Иван{letter} Зотов O{letter}Brien2" for letter in letters
    ]
    compiled, reference = both(tables, texts)
    assert compiled == reference
    assert sum(map(len, compiled)) > len(texts)


def test_what_comes_apart_is_spelled_and_found(tables):
    texts = ["Камʼянське, Zotʼov’s и 가나 다라", "豈 and 𠀀 ΣΑΣ; O’Brien’s, É́"]
    compiled, reference = both(tables, texts)
    assert compiled == reference
    assert [[text[start:end] for start, end, _ in found] for text, found in zip(texts, compiled, strict=True)] == [
        ["Камʼянське", "Zotʼov", "가나 다라"],
        ["豈", "𠀀", "ΣΑΣ", "O’Brien", "É"],
    ]


def test_a_name_across_the_edge_of_a_chunk_is_found(tables):
    long = " ".join("абвгдежзиклмнопр")
    name = f"Иван Зотов Иван Зотов Иван {long} Зотов"
    for size in (0, 1, *range(shapes.CHUNK - 24, shapes.CHUNK + 2), 2 * shapes.CHUNK - 20, 5000):
        text = "ы " * size + name
        compiled, reference = both(tables, [text])
        assert compiled == reference
        assert [text[start:end] for start, end, _ in compiled[0]] == ["Иван Зотов Иван", "Зотов Иван", long, "Зотов"]


def test_words_that_need_all_the_room_are_left_to_numpy(tables):
    texts = ["ﷺ" * 3000, "각" * 4000, "каʼ" * 5000, "\u0301".join("а" * 3000), "'".join("абвг" * 3000)]
    compiled, reference = both(tables, texts)
    assert compiled == reference


def test_many_sorts_of_gaps_do_not_crowd_each_other_out(tables):
    dice = random.Random(3)  # noqa: S311
    gaps = [
        "".join(dice.choice(" .\t\n'\u2003\u2009\u00a0«»") for _ in range(dice.randrange(1, 6))) for _ in range(6000)
    ]
    text = "Иван".join(gaps) + "Зотов".join(gaps[::-1])
    compiled, reference = both(tables, [text])
    assert compiled == reference


def test_an_error_while_it_asks_comes_out_as_it_is(tables):
    def hidden(surface):
        raise KeyboardInterrupt(surface)

    with pytest.raises(KeyboardInterrupt):
        list(scan(tables, ["Иван Зотов"], hidden))


def test_a_surface_is_asked_about_once(tables):
    asked = []
    list(scan(tables, ["Иван Зотов, Иван Зотов; Зотов, Иван"] * 9, lambda surface: bool(asked.append(surface))))
    assert len(asked) == len(set(asked)) > 0


def test_a_mapping_that_stands_askew_is_read_from_a_copy(tables, monkeypatch):
    table = tables[0]
    askew = table.mapped()._asdict()
    for name, array in askew.items():
        room = np.zeros(array.nbytes + 1, dtype="u1")[1:]
        room[:] = array.view("u1")
        askew[name] = room.view(array.dtype)
    assert not askew["hash"].flags.aligned
    monkeypatch.setattr(table, "_hash", askew["hash"], raising=False)
    assert table.mapped().hash.flags.aligned


def test_two_threads_scan_one_gazetteer(tables):
    from concurrent.futures import ThreadPoolExecutor

    texts = ["Иван Зотов в Тульской области, Камʼянське " * 200] * 4
    right = list(scan(tables, texts))
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: list(scan(tables, texts)), range(12))) == [right] * 12


def corrupt(section, dice):
    """Set numbers to what they never are, or move all from one on, so that those of a list go on ascending."""
    top = np.iinfo(section.dtype).max
    if dice.random() < 0.3:
        start, much = dice.randrange(len(section)), dice.choice((1, 7, len(section), top // 2))
        section[start:] = (section[start:].astype(np.uint64) + np.uint64(much)) & np.uint64(top)
        return
    for _ in range(dice.choice((1, 2, 8, len(section) // 2))):
        found = dice.choice((0, 1, 15, 240, 255, len(section), top, dice.randint(0, top)))
        section[dice.randrange(len(section))] = found % (top + 1)


def test_the_library_trusts_no_number(tables, compiled, monkeypatch):
    """Sections that Python would have refused give an error or some answer; the watched run sees every access."""
    dice = random.Random(8)  # noqa: S311
    whole = tables[1].mapped()._asdict()
    names = [name for name in ODD if max(name) < "\U00010000"]
    damaged = 0
    for _ in range(2000):
        sections = {name: array.copy() for name, array in whole.items()}
        if dice.random() < 0.4:  # so that the last string goes on behind the end
            sections["content"] = sections["content"][: dice.randrange(1, len(whole["content"]))].copy()
            sections["block"] = np.minimum(sections["block"], len(sections["content"]))
        for name in dice.sample(sorted(sections), dice.choice((0, 1, 1, 2, 3))):
            corrupt(sections[name], dice)
        monkeypatch.setattr(tables[1], "mapped", lambda sections=sections: Mapped(**sections), raising=False)
        scanner = native.Scanner(compiled, [tables[1]], None)
        for name in dice.sample(names, 12):
            try:
                scanner.chosen(name)
            except GazetteerError:
                damaged += 1
    assert 1000 < damaged < 20_000


def test_layers_name_the_file_that_is_damaged(tmp_path):
    one = Gazetteer.build(RECORDS, tmp_path / "one.nrm")
    content = one.path.read_bytes()
    dice = random.Random(9)  # noqa: S311
    two = tmp_path / "two.nrm"
    named = []
    for _ in range(300):
        two.write_bytes(forged(content, dice, ("surface", "surface_at", "surface_hash", "surface_id", "first_token")))
        try:
            list(
                Layers([one, Gazetteer.open(two)]).scan_many(["Иван Зотов, Тульская область, МОР, Ivan Zotov, Щёкино"])
            )
        except GazetteerError as error:
            named.append(str(error))
    assert len(named) > 100
    assert all(str(two) in message for message in named)
