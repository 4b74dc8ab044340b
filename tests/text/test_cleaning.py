"""What is repaired, what is left alone, and how long it may take."""

from __future__ import annotations

import unicodedata
from functools import partial

import pytest

from normalize.text import RepairKind, clean
from normalize.types import Span
from tests.work import calls

REPAIRED = [
    ("Ано́хин", "Анохин"),
    ("по́езд в Калу\u0300гу", "поезд в Калугу"),
    ("\u0450хал", "ехал"),
    ("ё\u0301лка и Ї\u0301жакевич", "ёлка и Їжакевич"),
    ("Васи\u00adлий", "Василий"),
    ("Смо\u200bленск\ufeff", "Смоленск"),
    ("\u202aКурск\u202c", "Курск"),
    ("г.\u00a0Орёл", "г. Орёл"),
    ("10\u2009000\u202fруб.", "10 000 руб."),
    ("Санкт\u2011Петербург", "Санкт-Петербург"),
    ("Смо-\nленская", "Смоленская"),
    ("Смо-\r\n   ленская", "Смоленская"),
    ("Смо\u00ad\nленская", "Смоленская"),
    ("Смо́-\nленск", "Смоленск"),
    ("Смо¬\nленская и Смо¬ленск", "Смоленская и Смоленск"),
    ("Smo-\nlensk", "Smolensk"),
    ("Санкт-\nПетербург", "Санкт-Петербург"),
    ("Ростов-на-\nДону, Ростов-\nна-Дону", "Ростов-на-Дону, Ростов-на-Дону"),
    ("FPV-\nдрон", "FPV-дрон"),
    ("вице-\nгубернатор", "вице-губернатор"),
    ("Bacилий", "Василий"),
    ("Сhernihiv", "Chernihiv"),
    ("Анóхин", "Анохин"),
    ("Мосĸва", "Москва"),
    ("Київ — Київcька область, Вiнниця, Iзюм", "Київ — Київська область, Вінниця, Ізюм"),
    ("Μосква, Μoscow", "Москва, Moscow"),
    ("BCУ наступали под Курском", "ВСУ наступали под Курском"),
    ("Cанкт-Пeтербург", "Санкт-Петербург"),
    ("ОРЛOВСКАЯ ОБЛАСТЬ", "ОРЛОВСКАЯ ОБЛАСТЬ"),
]

LEFT_ALONE = [
    "",
    "Йошкар-Ола, Її ґанок, Орёл",
    "FPV-дрон, T-72Б, Су-35С, IT-отдел, 3D-принтер, Wi-Fi",
    "ATACMSы, HIMARSа",
    "Гончаровsky",
    "Москва — Киев - Минск\n- пункт\n- пункт",
    "Orléans, Zürich, Łódź",
    "ВВС, BBC, ВСУ, CCCP",
    "𝐀😀❤️👩\u200d🚀 и текст",
    "العربية\u200fو\u200c",
    "ΔT, α-частица, Ωм",
    "-\nА, 5-\nлетний",
    "Straße İzmir ﬁ",
    "a\u0327" * 0 + "т̆",
]


@pytest.mark.parametrize(("source", "text"), REPAIRED)
def test_it_repairs(source: str, text: str) -> None:
    cleaned = clean(source)
    assert cleaned.text == text
    assert cleaned.changed
    assert cleaned.source is source
    assert cleaned.repairs


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_it_leaves_alone(text: str) -> None:
    assert clean(text).text is text
    assert not clean(text).changed


@pytest.mark.parametrize("name", ["Юрий Йодль", "Орёл", "Їжак", "Ўладзімір", "Orléans"])
def test_decomposed_letters_are_composed(name: str) -> None:
    cleaned = clean(unicodedata.normalize("NFD", name))
    assert cleaned.text == name
    assert {repair.kind for repair in cleaned.repairs} == {RepairKind.COMPOSED}


def test_a_span_covers_the_marks_and_signs_inside_it_and_no_others() -> None:
    source = "\ufeffго́род Смо\u00adлен-\nск\u200b, да"
    cleaned = clean(source)
    start = cleaned.text.index("Смоленск")
    span = cleaned.span(start, start + 8)
    assert source[slice(*span)] == "Смо\u00adлен-\nск"
    assert cleaned.span(0, 5) == Span(1, 7)
    assert cleaned.locate(*span) == Span(start, start + 8)


def test_every_repair_is_flagged_with_the_callers_span() -> None:
    source = "о\u0301н\u00a0в Мо-\nскве, Bода"
    repairs = [(source[slice(*repair.span)], repair.after, repair.kind) for repair in clean(source).repairs]
    assert repairs == [
        ("о\u0301", "о", RepairKind.STRESS),
        ("\u00a0", " ", RepairKind.SPACE),
        ("-\n", "", RepairKind.HYPHENATION),
        ("B", "В", RepairKind.HOMOGLYPH),
    ]


def test_a_word_that_stays_mixed_is_reported_where_the_caller_has_it() -> None:
    source = "го\u0301род, Гончаровsky"
    assert [source[slice(*span)] for span in clean(source).mixed] == ["Гончаровsky"]
    assert clean("Гончаровsky").to_dict() == {
        "text": "Гончаровsky",
        "repairs": [],
        "mixed": [{"start": 0, "end": 11}],
    }


def test_short_words_of_shared_shapes_follow_the_alphabet_of_the_text() -> None:
    assert clean("Наступают BCУ, пишут газеты").text == "Наступают ВСУ, пишут газеты"
    assert clean("The АTM is out of order again").text == "The ATM is out of order again"


def test_values_have_plain_data() -> None:
    assert clean("Ано́хин").to_dict()["repairs"] == [
        {"start": 2, "end": 4, "kind": "stress", "before": "о́", "after": "о"}
    ]


HOSTILE = {
    "marks": "\u0301",
    "letter and marks": "а" + "\u0301\u0323" * 64,
    "one word": "я",
    "alternating": "аa",
    "alternating words": "аa ",
    "nbsp": "\u00a0",
    "zero width": "а\u200b",
    "line ends": "а-\n",
    "crlf": "-\r\n",
    "soft line ends": "\u00ad\r",
    "decomposed": "и\u0306",
    "not": "а¬",
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_linear_work(piece: str) -> None:
    texts = [piece * (size // len(piece)) for size in (25_000, 100_000)]
    short, long = (calls(partial(clean, text)) for text in texts)
    assert long <= 4 * short + 200
