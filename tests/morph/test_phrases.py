"""Phrases in the nominative, put into the six cases."""

import pytest

from normalize.morph import phrase_forms
from normalize.types import Case, Number


def written(phrase: str) -> str:
    """Genitive, dative, accusative, instrumental and prepositional, in that order."""
    forms = phrase_forms(phrase)
    return ", ".join("/".join(forms[case]) for case in list(Case)[1:])


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        (
            "Киришский район",
            "Киришского района, Киришскому району, Киришский район, Киришским районом, Киришском районе",
        ),
        (
            "Тверская область",
            "Тверской области, Тверской области, Тверскую область, Тверской областью, Тверской области",
        ),
        (
            "Нижний Новгород",
            "Нижнего Новгорода, Нижнему Новгороду, Нижний Новгород, Нижним Новгородом, Нижнем Новгороде",
        ),
        ("Великие Луки", "Великих Лук, Великим Лукам, Великие Луки, Великими Луками, Великих Луках"),
        (
            "Ростов-на-Дону",
            "Ростова-на-Дону, Ростову-на-Дону, Ростов-на-Дону, Ростовом-на-Дону, Ростове-на-Дону",
        ),
        ("Йошкар-Ола", "Йошкар-Олы, Йошкар-Оле, Йошкар-Олу, Йошкар-Олой, Йошкар-Оле"),
        ("Орёл", "Орла, Орлу, Орёл, Орлом, Орле"),
        ("Химки", "Химок, Химкам, Химки, Химками, Химках"),
        ("Мыски", "Мысков, Мыскам, Мыски, Мысками, Мысках"),
        (
            "Набережные Челны",
            "Набережных Челнов, Набережным Челнам, Набережные Челны, Набережными Челнами, Набережных Челнах",
        ),
        (
            "Сергиев Посад",
            "Сергиева Посада, Сергиеву Посаду, Сергиев Посад, Сергиевым Посадом, Сергиевом Посаде",
        ),
        ("Марьина Роща", "Марьиной Рощи, Марьиной Роще, Марьину Рощу, Марьиной Рощей, Марьиной Роще"),
        ("Баренцево море", "Баренцева моря, Баренцеву морю, Баренцево море, Баренцевым морем, Баренцевом море"),
        ("Лисий Нос", "Лисьего Носа, Лисьему Носу, Лисий Нос, Лисьим Носом, Лисьем Носе"),
        ("Кубань", "Кубани, Кубани, Кубань, Кубанью, Кубани"),
        ("Подмосковье", "Подмосковья, Подмосковью, Подмосковье, Подмосковьем, Подмосковье"),
        (
            "Каменск-Уральский",
            "Каменска-Уральского, Каменску-Уральскому, Каменск-Уральский, Каменском-Уральским, Каменске-Уральском",
        ),
        ("Белая Церковь", "Белой Церкви, Белой Церкви, Белую Церковь, Белой Церковью, Белой Церкви"),
        ("Кривой Рог", "Кривого Рога, Кривому Рогу, Кривой Рог, Кривым Рогом, Кривом Роге"),
        ("Ростов Великий", "Ростова Великого, Ростову Великому, Ростов Великий, Ростовом Великим, Ростове Великом"),
    ],
)
def test_every_word_of_a_place_name_takes_its_form(phrase, forms):
    assert written(phrase) == forms


def test_towns_are_declined_as_towns_and_not_as_surnames():
    for town in ("Ростов", "Киров", "Калинин", "Пушкин", "Королёв"):
        assert phrase_forms(town)[Case.INSTRUMENTAL] == (town + "ом",)


def test_towns_in_o_have_a_form_that_moves_and_one_that_stands():
    assert phrase_forms("Шереметьево")[Case.PREPOSITIONAL] == ("Шереметьеве", "Шереметьево")
    assert phrase_forms("Орехово-Зуево")[Case.GENITIVE] == ("Орехово-Зуева", "Орехово-Зуево")


def test_a_republic_leaves_its_name_alone_or_not():
    assert phrase_forms("Республика Марий Эл")[Case.INSTRUMENTAL] == ("Республикой Марий Эл",)
    assert phrase_forms("Республика Крым")[Case.GENITIVE] == ("Республики Крым", "Республики Крыма")


def test_a_settlement_in_apposition_has_both_usages():
    assert phrase_forms("посёлок Октябрьский")[Case.GENITIVE] == ("посёлка Октябрьский", "посёлка Октябрьского")
    assert phrase_forms("город Киров")[Case.PREPOSITIONAL] == ("городе Кирове", "городе Киров")


def test_both_sides_of_a_dash_move():
    forms = phrase_forms("Кемеровская область — Кузбасс")
    assert forms[Case.GENITIVE] == ("Кемеровской области — Кузбасса",)


@pytest.mark.parametrize(
    ("phrase", "instrumental"),
    [
        ("Министерство обороны Российской Федерации", "Министерством обороны Российской Федерации"),
        ("Вооружённые силы Украины", "Вооружёнными силами Украины"),
        ("Следственный комитет", "Следственным комитетом"),
        ("ЧВК «Вагнер»", "ЧВК «Вагнер»"),
        ("Донецкая Народная Республика", "Донецкой Народной Республикой"),
        ("Единая Россия", "Единой Россией"),
        ("телеграм-канал Baza", "телеграм-каналом Baza"),
        ("Организация стран — экспортёров нефти", "Организацией стран — экспортёров нефти"),
        ("Минобороны России", "Минобороны России"),
    ],
)
def test_only_the_head_phrase_of_an_organisation_moves(phrase, instrumental):
    assert phrase_forms(phrase)[Case.INSTRUMENTAL] == (instrumental,)


def test_acronyms_stand_or_take_small_endings():
    assert phrase_forms("МИД")[Case.GENITIVE] == ("МИД", "МИДа")
    assert phrase_forms("ООН")[Case.GENITIVE] == ("ООН",)


def test_a_term_goes_into_the_plural():
    plural = phrase_forms("беспилотный летательный аппарат", Number.PLURAL)
    assert plural[Case.NOMINATIVE] == ("беспилотные летательные аппараты",)
    assert phrase_forms("FPV-дрон", Number.PLURAL)[Case.INSTRUMENTAL] == ("FPV-дронами",)


def test_a_mark_of_make_is_kept():
    assert phrase_forms("Герань-2")[Case.INSTRUMENTAL] == ("Геранью-2", "Герань-2")
    assert phrase_forms("Су-34")[Case.INSTRUMENTAL] == ("Су-34",)


def test_yo_stays_as_it_is_given():
    assert phrase_forms("Королев")[Case.GENITIVE] == ("Королева",)
    assert phrase_forms("Кремль")[Case.INSTRUMENTAL] == ("Кремлём",)


@pytest.mark.parametrize("phrase", ["", " ", "—", "...", "«»", "а" * 5000, "слово " * 500, "- - -", "x-", "-на-"])
def test_no_phrase_raises(phrase):
    assert set(phrase_forms(phrase)) == set(Case)
