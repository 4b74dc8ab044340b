"""Two names held against each other: people, places, organisations."""

from __future__ import annotations

import pytest

import normalize.match
from normalize.errors import InputError, UnknownNameError
from normalize.match import Verdict, compare, compare_all, compare_many
from normalize.types import Kind, Rule

SAME_PEOPLE = [
    ("Вениамином Кондратьевым", "Veniamin Kondratyev"),
    ("Кондратьев, Вениамин Иванович", "V.I. Kondratiev"),
    ("В.И. Кондратьев", "Kondratyev V. I."),
    ("Олексій Кулеба", "Алексей Кулеба"),
    ("Дмитрий Миляев", "Dmitriy Milyayev"),
    ("Лёша Текслер", "Aleksei Teksler"),
    ("Юлии Тимошенко", "Yuliya Tymoshenko"),
    ("мэр Сергей Собянин", "Sergei Sobyanin"),
    ("губернатора Хинштейна", "Khinshtein"),
    ("Рамзан Ахматович Кадыров", "Ramzan Kadyrov"),
    ("Льву Щербе", "Lev Shcherba"),
    ("Юлия Пересильд", "Julia Peresild"),
    ("Мельникова-Печерского", "Мельников-Печерский"),
    ("Гeоргий Фuлимонов", "Georgy Filimonov"),
    ("Сергей Собянен", "Sergey Sobyanin"),
    ("Owen Wilson", "Оуэн Уилсон"),
    ("Nikol Pashinyan", "Никола Пашиняна"),
    ("ЯКУШЕВ Владимир Владимирович", "Vladimir Yakushev"),
]
DIFFERENT_PEOPLE = [
    ("Карасук Арина", "Т. А. Карасук"),  # fits the second initial, which is the father's
    ("Yegor Remark", "M. E. Remark"),
    ("Karim Tsakhilov", "A. K. Tsakhilova"),  # initials do not hide whose surname it is
    ("Бурдасов Т. М.", "Mariya Burdasova"),
    ("Иван Петрович Сидоров", "Ivan Sergeyevich Sidorov"),
    ("Пётр Сидоров", "Ivan Sidorov"),
    ("И.П. Сидоров", "И.С. Сидоров"),
    ("Alexandra Sidorova", "Александр Сидоров"),
    ("Валерии Сидоровой", "Valery Sidorov"),
    ("Сидоровой", "Sidorov"),
    ("Сидоровым", "Sidorova"),
    ("Николай Бондаренко", "Nikolai Bondarev"),
    ("Иван Петров", "Пётр Иванов"),
    ("Виктор Павлович Сидоров", "Павел Викторович Сидоров"),
    ("Ю. Сидоров", "Yegor Sidorov"),
    ("Slava Ivanov", "Дмитрий Иванов"),
    ("Владимир Путин", ""),
]
AMBIGUOUS_PEOPLE = [
    ("Сидорова", "Сидоров"),
    ("Валерия Сидорова", "Valery Sidorov"),
    ("Sobyanin", "Сергей Собянин"),
]


@pytest.mark.parametrize(("a", "b"), SAME_PEOPLE)
def test_one_person_is_the_same(a, b):
    found = compare(a, b, Kind.PERSON)
    assert found.verdict == Verdict.SAME, [str(reason) for reason in found.reasons]
    assert found.score >= 0.6


@pytest.mark.parametrize(("a", "b"), DIFFERENT_PEOPLE)
def test_two_people_are_different(a, b):
    found = compare(a, b, "person")
    assert found.verdict == Verdict.DIFFERENT, [str(reason) for reason in found.reasons]
    assert found.score <= 0.3


@pytest.mark.parametrize(("a", "b"), AMBIGUOUS_PEOPLE)
def test_what_the_names_cannot_tell_is_ambiguous(a, b):
    found = compare(a, b, "person")
    assert found.verdict == Verdict.AMBIGUOUS, [str(reason) for reason in found.reasons]
    assert 0.4 <= found.score <= 0.6


SAME_PLACES = [
    ("Псковской области", "Pskov Oblast"),
    ("в Псковской области", "Pskov Region"),
    ("Псковщина", "Псковская область"),
    ("Лужский район", "Luga District"),
    ("Лужском районе", "Luzhsky"),
    ("Рязани", "Ryazan"),
    ("Великий Новгород", "Veliky Novgorod"),
    ("Республика Карелия", "Karelia"),
    ("Камень-на-Оби", "Kamen-na-Obi"),
    ("Нижегородской облaсти", "Nizhegorod Oblast"),
    ("Псковсая область", "Pskov Oblast"),
]
DIFFERENT_PLACES = [
    ("Псков", "Псковская область"),
    ("Pskov", "Pskov Region"),
    ("Рязань", "Казань"),
    ("Рязанский район", "Рязанская область"),
    ("Нижний Тагил", "Нижний Новгород"),
    ("Тульская область", "Тульчинская область"),
    ("Тверская область", "Tversky District"),
    ("Кирово-Чепецк", "Киров"),
]


@pytest.mark.parametrize(("a", "b"), SAME_PLACES)
def test_one_place_is_the_same(a, b):
    found = compare(a, b, "place")
    assert found.verdict == Verdict.SAME, [str(reason) for reason in found.reasons]


@pytest.mark.parametrize(("a", "b"), DIFFERENT_PLACES)
def test_two_places_are_different(a, b):
    found = compare(a, b, "place")
    assert found.verdict == Verdict.DIFFERENT, [str(reason) for reason in found.reasons]


def test_a_name_that_many_places_bear_is_ambiguous():
    assert compare("Ленинский район", "Leninsky District", Kind.DISTRICT).verdict == Verdict.AMBIGUOUS


def test_acronyms_agree_letter_by_letter():
    assert compare("ПВО", "PVO", "organization").verdict == Verdict.SAME
    assert compare("МЧС", "MChS", "organization").verdict == Verdict.SAME
    assert compare("ФСБ", "ФСО", "organization").verdict == Verdict.DIFFERENT
    assert compare("ВСУ", "Вооружённые силы Украины", "organization").verdict == Verdict.SAME


class Known:
    """A gazetteer of four names."""

    def __init__(self, **ids):
        self.ids = ids

    def known(self, surface, _kind):
        ids = frozenset(self.ids.get(surface, ()))
        return normalize.match.Known(ids, ids)

    def names(self, entity_id):
        return tuple(name for name, ids in self.ids.items() if entity_id in ids)


GAZETTEER = Known(Кубань={"kda"}, Краснодарье={"kda"}, Крым={"a", "b", "c", "d"}, Crimea={"a", "b", "c", "d"})


def test_a_gazetteer_may_tell_equivalents():
    found = compare("Кубань", "Краснодарье", "place", equivalents=GAZETTEER)
    assert found.verdict == Verdict.SAME
    assert found.reasons[0].rule == Rule.TRANSLATED
    assert compare("Кубань", "Крым", "place", equivalents=GAZETTEER).verdict == Verdict.DIFFERENT
    assert compare("Крым", "Crimea", "place", equivalents=GAZETTEER).verdict == Verdict.AMBIGUOUS


def test_a_name_that_a_gazetteer_lacks_is_held_against_all_names_of_the_other():
    found = compare("Кубань", "Krasnodarye", "place", equivalents=GAZETTEER)
    assert found.verdict == Verdict.SAME
    assert found.verdict == compare("Krasnodarye", "Кубань", "place", equivalents=GAZETTEER).verdict
    assert compare("Кубань", "Stavropol", "place", equivalents=GAZETTEER).verdict == Verdict.DIFFERENT


def test_without_a_kind_the_names_say_what_they_are():
    assert compare("Псков", "Псковская область").verdict == Verdict.DIFFERENT
    assert compare("Сергеем Собяниным", "Sergey Sobyanin").verdict == Verdict.SAME
    assert compare("ПВО", "PVO").verdict == Verdict.SAME
    assert compare("Рязани", "Ryazan").verdict == Verdict.SAME


def test_reasons_say_what_was_found():
    found = compare("мэр C. Собянин", "Sergei Semyonovich Sobyanin", "person")
    rules = {reason.rule for reason in found.reasons}
    assert {Rule.INITIAL, Rule.MISSING, Rule.TITLE, Rule.ROMANIZED} <= rules


def test_a_homoglyph_is_told():
    found = compare("Cергей Собянин", "Sergei Sobyanin", "person")
    assert found.verdict == Verdict.SAME
    assert found.reasons[0].to_dict() == {"rule": "homoglyph", "a": "Cергей", "b": "Сергей"}


def test_the_comparison_is_plain_data_for_json():
    found = compare("А. Текслер", "Alexey Teksler", "person").to_dict()
    assert found["verdict"] == "same"
    assert found["reasons"][0]["rule"] in {"initial", "romanized"}


def test_an_unknown_kind_is_refused():
    with pytest.raises(UnknownNameError, match="kind"):
        compare("a", "b", "persn")


def test_columns_are_compared_row_by_row_and_must_be_of_one_length():
    found = list(compare_many(["Собянин С.", "Псков"], ["S. Sobyanin", "Казань"]))
    assert [comparison.verdict for comparison in found] == [Verdict.SAME, Verdict.DIFFERENT]
    with pytest.raises(InputError, match="row 1"):
        list(compare_many(["Собянин", "Псков"], ["Sobyanin"]))


def test_a_cross_product_tells_the_places_of_pairs_that_may_be_one():
    ours = ["Собянин Сергей Семёнович", "Текслер А.", "Псков"]
    theirs = ["Aleksei Teksler", "Pskov", "Sergei Sobyanin", "Sergei Aksyonov"]
    found = [(i, j, str(comparison.verdict)) for i, j, comparison in compare_all(ours, theirs)]
    assert found == [(0, 2, "same"), (1, 0, "same"), (2, 1, "same")]


FOREIGN = [
    ("Роналд Рейган", "Ronald Reagan"),
    ("Олафу Шольцу", "Olaf Scholz"),
    ("Лех Валенса", "Lech Wałęsa"),
    ("Дэн Сяопин", "Deng Xiaoping"),
    ("Августо Пиночет", "Augusto Pinochet"),
    ("Виктор Гюго", "Victor Hugo"),
    ("Билл Хейг", "William Hague"),
    ("Синдзо Абэ", "Shinzo Abe"),
]


@pytest.mark.parametrize(("a", "b"), FOREIGN)
def test_foreign_names_are_known_by_ear(a, b):
    found = compare(a, b, "person")
    assert found.verdict == Verdict.SAME, [str(reason) for reason in found.reasons]
