"""The model: spans, repaired decoding, equality with slovnet, threads, and what is said when it is absent."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from normalize.errors import ModelError
from normalize.mentions.ner import Ner, NerKind, NerSpan, _decode, shared_ner

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = [
    "Губернатор Тульской области Дмитрий Миляев сообщил о сбитых беспилотниках .",
    "Рейсы из Калуги , Ростова-на-Дону и Йошкар-Олы отменены , передаёт ТАСС .",
    "По словам А. В. Новака , « Роснефть » поставляла топливо в Монголию .",
    "Мэр Белгорода Валентин Демидов и глава Шебекинского округа выехали на место .",
    "В селе погиб мирный житель .",
    "МЧС",
    "ЧП В КУРСКЕ : ХИНШТЕЙН РАССКАЗАЛ ПОДРОБНОСТИ",
    "курская область и воронеж под атакой",
    "Президент Украины Владимир Зеленский посетил Харьков и Сумы .",
    "!!! ??? 123 4-5 ½ 漢字 🚀",
]


def words(sentence: str) -> list[str]:
    return sentence.split()


@pytest.fixture(scope="module")
def ner() -> Ner:
    return shared_ner()


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-PER I-PER O", [(1, 3, NerKind.PER)]),
        ("I-PER I-PER O I-LOC", [(0, 2, NerKind.PER), (3, 4, NerKind.LOC)]),
        ("B-LOC B-LOC", [(0, 1, NerKind.LOC), (1, 2, NerKind.LOC)]),
        ("B-ORG I-PER", [(0, 1, NerKind.ORG), (1, 2, NerKind.PER)]),
        ("<pad> O", []),
        ("", []),
    ],
)
def test_runs_of_tags_become_names_even_where_nothing_opens_them(
    tags: str, spans: list[tuple[int, int, NerKind]]
) -> None:
    assert _decode(tags.split()) == [NerSpan(*span) for span in spans]


def test_missing_files_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ner=False"):
        Ner(tmp_path).load()


def test_damaged_files_are_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "data/model").mkdir(parents=True)
    (tmp_path / "data/model/slovnet_ner_news_v1.tar").write_bytes(b"no tar")
    with pytest.raises(ModelError, match="cannot be read"):
        Ner(tmp_path).load()


def test_natasha_that_is_not_installed_is_a_model_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ModelError, match="pip install natasha"):
        Ner().load()


def test_the_model_travels_to_a_worker_as_its_folder(tmp_path: Path) -> None:
    assert isinstance(pickle.loads(pickle.dumps(Ner(tmp_path))), Ner)  # noqa: S301 - our own bytes


@pytest.mark.slow
def test_names_are_found_with_their_kinds(ner: Ner) -> None:
    found = ner.spans(words(SENTENCES[0]))
    assert [(span.start, span.end, str(span.kind)) for span in found] == [(1, 3, "LOC"), (3, 5, "PER")]


@pytest.mark.slow
def test_names_in_a_text_are_spans_of_the_text(ner: Ner) -> None:
    text = "Пожар потушен. Рейсы из Калуги, Ростова-на-Дону и Тулы отменены."
    found = ner.in_text(text, [(0, 14), (15, len(text))])
    assert [text[span.start : span.end] for span in found] == ["Калуги", "Ростова-на-Дону", "Тулы"]


@pytest.mark.slow
def test_a_name_at_the_start_of_a_text_is_not_lost(ner: Ner) -> None:
    found = ner.in_text("Анна Кузнецова приехала в Пензу", [(0, 31)])
    assert [span[:2] for span in found] == [(0, 14), (26, 31)]


@pytest.mark.slow
def test_many_sentences_give_what_each_gives_alone(ner: Ner) -> None:
    sentences = [words(sentence) for sentence in SENTENCES] + [[]]
    assert ner.spans_many(sentences) == [ner.spans(sentence) for sentence in sentences]
    assert ner.spans_many([]) == []
    assert ner.spans_many([[], []]) == [[], []]


@pytest.mark.slow
def test_a_sentence_of_any_length_is_read(ner: Ner) -> None:
    sentence = words(SENTENCES[1]) * 500
    assert len(ner.tags_many([sentence])[0]) == len(sentence)
    assert ner.spans(["я" * 1_000_000]) == []


@pytest.mark.slow
def test_the_tags_are_those_of_slovnet(ner: Ner) -> None:
    import navec
    import slovnet

    from normalize.mentions.ner import _TAGGER, _VECTORS, _natasha

    peer = slovnet.NER.load(str(_natasha() / _TAGGER))
    peer.navec(navec.Navec.load(str(_natasha() / _VECTORS)))
    sentences = [words(sentence) for sentence in SENTENCES]
    inputs = peer.infer.encoder(sentences)
    expected = list(peer.infer.decoder(peer.infer.process(inputs)))
    assert ner.tags_many(sentences) == expected


@pytest.mark.slow
def test_four_threads_find_what_one_finds_and_leave_blas_as_it_was(ner: Ner) -> None:
    from threadpoolctl import threadpool_info

    sentences = [words(sentence) for sentence in SENTENCES]
    expected = ner.spans_many(sentences)
    before = [pool["num_threads"] for pool in threadpool_info()]
    results: list[bool] = []

    def ask() -> None:
        results.extend(ner.spans_many(sentences) == expected for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 20
    assert [pool["num_threads"] for pool in threadpool_info()] == before


@pytest.mark.slow
def test_natasha_itself_is_never_imported() -> None:
    program = (
        "import sys; from normalize.mentions.ner import Ner; Ner().load();"
        "print(sorted({'natasha', 'pymorphy2', 'yargy', 'pkg_resources'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
