"""From case forms back to the nominative."""

import pytest

from normalize.morph import nominatives, phrase_nominatives
from normalize.types import Case, Number


def test_people_who_may_be_two_have_two_nominatives():
    assert nominatives(["Юлию", "Щеглову"]) == [["Юлий", "Щеглов"], ["Юлия", "Щеглова"]]


def test_women_stay_women():
    assert nominatives(["Анны", "Кравчук"])[0] == ["Анна", "Кравчук"]


def test_words_that_do_not_agree_are_no_phrase():
    assert nominatives(["Анной", "Щегловым"]) == []
    assert nominatives([]) == []


def test_superlatives_are_not_made():
    assert nominatives(["Великих", "Луках"])[0] == ["Великие", "Луки"]
    assert phrase_nominatives("высшим органом власти")[0].text == "высший орган власти"


@pytest.mark.parametrize(
    ("surface", "nominative", "case"),
    [
        ("Нижнем Новгороде", "Нижний Новгород", Case.PREPOSITIONAL),
        ("Республикой Марий Эл", "Республика Марий Эл", Case.INSTRUMENTAL),
        ("Ростове-на-Дону", "Ростов-на-Дону", Case.PREPOSITIONAL),
        ("Мысках", "Мыски", Case.PREPOSITIONAL),
        ("Министерством обороны РФ", "Министерство обороны РФ", Case.INSTRUMENTAL),
        ("городе Кирове", "город Киров", Case.PREPOSITIONAL),
        ("Вооружённых сил Украины", "Вооружённые силы Украины", Case.GENITIVE),
        ("Сергиевом Посаде", "Сергиев Посад", Case.PREPOSITIONAL),
        ("МИДом", "МИД", Case.INSTRUMENTAL),
        ("Змеиногорску", "Змеиногорск", Case.DATIVE),
    ],
)
def test_a_phrase_comes_home(surface, nominative, case):
    found = phrase_nominatives(surface)[0]
    assert (found.text, found.case) == (nominative, case)


def test_number_is_kept():
    assert phrase_nominatives("Великими Луками")[0].number == Number.PLURAL


def test_a_form_of_two_towns_has_both():
    assert {found.text for found in phrase_nominatives("Пушкине")} >= {"Пушкин", "Пушкино"}


@pytest.mark.parametrize("words", [[""], ["..."], ["а" * 3000], ["слово"] * 300, ["\0"], ["x", "у"]])
def test_no_words_raise(words):
    assert isinstance(nominatives(words), list)
    assert isinstance(phrase_nominatives(" ".join(words)), tuple)
