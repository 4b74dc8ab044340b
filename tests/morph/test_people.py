"""The names of people in all cases, and families."""

import pytest

from normalize.morph import Part, family_forms, name_lemmas, part_forms, part_lemmas, person_forms, plural_forms
from normalize.types import Case, Gender

M, F = Gender.MASCULINE, Gender.FEMININE


@pytest.mark.parametrize(
    ("surname", "gender", "instrumental"),
    [
        ("Развожаев", M, "Развожаевым"),
        ("Сырский", M, "Сырским"),
        ("Слюсарь", M, "Слюсарем"),
        ("Заяц", M, "Зайцем"),
        ("Воробей", M, "Воробьем"),
        ("Шевченко", M, "Шевченко"),
        ("Черных", M, "Черных"),
        ("Кравчук", M, "Кравчуком"),
        ("Кравчук", F, "Кравчук"),
        ("Окуджава", M, "Окуджавой"),
        ("Толстая", F, "Толстой"),
        ("Каддафи", M, "Каддафи"),
        ("Бонч-Бруевич", M, "Бонч-Бруевичем"),
        ("Аль-Асад", M, "Аль-Асадом"),
        ("фон дер Ляйен", F, "фон дер Ляйен"),
        ("Гарсия Маркес", M, "Гарсией Маркесом"),
    ],
)
def test_surnames_in_the_instrumental(surname, gender, instrumental):
    assert part_forms(surname, Part.SURNAME, gender)[4] == instrumental


@pytest.mark.parametrize(
    ("given", "gender", "genitive"),
    [
        ("Лев", M, "Льва"),
        ("Павел", M, "Павла"),
        ("Пётр", M, "Петра"),
        ("Илья", M, "Ильи"),
        ("Любовь", F, "Любови"),
        ("Нинель", F, "Нинели"),
        ("Эндрю", M, "Эндрю"),
        ("Ираклий", M, "Ираклия"),
    ],
)
def test_given_names_in_the_genitive(given, gender, genitive):
    assert part_forms(given, Part.GIVEN, gender)[1] == genitive


def test_initials_and_turkic_patronymics_do_not_move():
    assert person_forms("В.", "Н.", "Анохин", M)[Case.DATIVE] == ("В.", "Н.", "Анохину")
    assert person_forms("Ильхам", "Гейдар оглы", "Алиев", M)[Case.GENITIVE] == ("Ильхама", "Гейдар оглы", "Алиева")


def test_a_latin_name_does_not_move():
    assert part_forms("Anokhin", Part.SURNAME, M) == ("Anokhin",) * 6


def test_families_have_plural_forms():
    assert plural_forms("Петров")[Case.INSTRUMENTAL] == "Петровыми"
    assert plural_forms("Толстой")[Case.NOMINATIVE] == "Толстые"
    assert plural_forms("Коваль")[Case.GENITIVE] == "Ковалей"


def test_every_form_leads_back_to_its_nominative():
    for surname in ("Анохин", "Сырский", "Слюсарь", "Заяц", "Воробей", "Шевченко", "Кравчук", "Окуджава"):
        for form in part_forms(surname, Part.SURNAME, M):
            assert surname in dict(part_lemmas(form, Part.SURNAME, M)), form


def best(word: str, part: Part) -> tuple[str, Gender]:
    found = max(name_lemmas(word, part), key=lambda lemma: lemma.weight)
    return found.nominative, found.gender


def test_what_the_dictionary_knows_comes_before_what_only_ends_like_a_name():
    assert best("Островского", Part.SURNAME) == ("Островский", M)
    assert best("Элеоноре", Part.GIVEN) == ("Элеонора", F)


def test_endings_tell_of_unknown_names():
    assert best("Зурмалине", Part.GIVEN) == ("Зурмалина", F)
    assert best("Тургалбеку", Part.GIVEN) == ("Тургалбек", M)
    assert best("Забродскую", Part.SURNAME) == ("Забродская", F)
    assert best("Зубчанинова", Part.SURNAME)[0] == "Зубчанинов"


def test_both_halves_of_a_double_name_are_put_back():
    assert best("Мышкиной-Заречной", Part.SURNAME) == ("Мышкина-Заречная", F)
    assert best("Жан-Жака", Part.GIVEN) == ("Жан-Жак", M)


@pytest.mark.parametrize("word", ["", "-", "--", "а-", "-а", "а-" * 20, "ь", "Ъ-Ъ", "x", "а" * 500, "\ud800"])
def test_no_word_raises(word):
    for part in Part:
        assert isinstance(name_lemmas(word, part), tuple)


def test_families_are_told_by_their_ending():
    assert family_forms("Стругацкие")[Case.GENITIVE] == "Стругацких"
    assert family_forms("Анохин") is None
