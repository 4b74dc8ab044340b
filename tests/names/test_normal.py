"""Normal forms of names that no entity explains: what the letters, the kind and the tables can tell."""

import random

import pytest

from normalize.names import normal_form
from normalize.types import Kind

PERSON, FEATURE, DISTRICT, CITY_DISTRICT = Kind.PERSON, Kind.FEATURE, Kind.DISTRICT, Kind.CITY_DISTRICT
REGION, SETTLEMENT, ORGANIZATION = Kind.REGION, Kind.SETTLEMENT, Kind.ORGANIZATION

TO_RUSSIAN = [
    # people: foreign given names, and surnames beside them as they are heard
    ("John Hardie", PERSON, "Джон Харди"),
    ("James Smith", PERSON, "Джеймс Смит"),
    ("Bill Johnson", PERSON, "Билл Джонсон"),
    ("Mary-Ann O'Brien", PERSON, "Мэри-Энн О'Брайен"),
    ("J. Smith", PERSON, "Дж. Смит"),
    ("Johnson", PERSON, "Джонсон"),
    # Ukrainian given names have a Russian form, Ukrainian surnames Russian letters
    ("Andriy Demchuk", PERSON, "Андрей Демчук"),
    ("Volodymyr Levchuk", PERSON, "Владимир Левчук"),
    ("Vladyslav Haivanenko", PERSON, "Владислав Гайваненко"),
    ("Serhii Hnatiuk", PERSON, "Сергей Гнатюк"),
    ("Mykola Oleshchuk", PERSON, "Николай Олещук"),
    ("Андрій Зарудський", PERSON, "Андрей Зарудский"),
    # spelling habits of other languages, order, letter case
    ("Ruslan Leviev", PERSON, "Руслан Левиев"),
    ("Soloviev", PERSON, "Соловьёв"),
    ("Lada Zotova", PERSON, "Лада Зотова"),
    ("Yury Podolyaka", PERSON, "Юрий Подоляка"),
    ("Igor Lysenko", PERSON, "Игорь Лысенко"),
    ("Pavel Razumny", PERSON, "Павел Разумный"),
    ("Jekaterina Petrova", PERSON, "Екатерина Петрова"),
    ("V.N. Zotov", PERSON, "В.Н. Зотов"),
    ("Zotov, Ivan", PERSON, "Иван Зотов"),
    ("ИВАНОМ ЗОТОВЫМ", PERSON, "Иван Зотов"),
    # streets after somebody, and streets with an adjective
    ("Kirov Street", FEATURE, "улица Кирова"),
    ("Gagarin Avenue", FEATURE, "проспект Гагарина"),
    ("Lodygina Street", FEATURE, "улица Лодыгина"),
    ("Lodygina St.", FEATURE, "улица Лодыгина"),
    ("Dostoevsky Street", FEATURE, "улица Достоевского"),
    ("Tolstoy Street", FEATURE, "улица Толстого"),
    ("Yuri Gagarin Street", FEATURE, "улица Юрия Гагарина"),
    ("Zavodskaya Street", FEATURE, "Заводская улица"),
    ("Nevsky Avenue", FEATURE, "Невский проспект"),
    ("Oktyabrskaya Square", FEATURE, "Октябрьская площадь"),
    ("Victory Square", FEATURE, "площадь Победы"),
    ("ул. Виноградной", FEATURE, "улица Виноградная"),
    ("улице Ново-Садовой", FEATURE, "улица Ново-Садовая"),
    ("Kharkovskaya Street", FEATURE, "Харьковская улица"),
    # other features
    ("Ilyinsky Bridge", FEATURE, "Ильинский мост"),
    ("Zmeinka Airport", FEATURE, "аэропорт Змеинка"),
    ("Zmeinsk Fuel Depot", FEATURE, "Змеинская нефтебаза"),
    # districts and regions want an adjective that agrees
    ("Zmeinsky District", DISTRICT, "Змеинский район"),
    ("Zmeinskoye District", DISTRICT, "Змеинский район"),
    ("Zmeinka district", DISTRICT, "Змеинский район"),
    ("district of Zmeinsky", DISTRICT, "Змеинский район"),
    ("Zmeinsk Urban Okrug", DISTRICT, "городской округ Змеинск"),
    ("Zmeinsky and Ilyinsky districts", DISTRICT, "Змеинский и Ильинский районы"),
    ("Traktornoy District", CITY_DISTRICT, "Тракторный район"),
    ("Sokol District", CITY_DISTRICT, "район Сокол"),
    ("Zvezdograd Region", REGION, "Звездоградская область"),
    ("Zmeinaya Oblast", REGION, "Змеиная область"),
    ("Zvezdograd Krai", REGION, "Звездоградский край"),
    ("Republic of Zmeinia", REGION, "Республика Змеиния"),
    # settlements are called by their bare names
    ("village of Churovichi", SETTLEMENT, "Чуровичи"),
    ("г. Змеинск", SETTLEMENT, "Змеинск"),
    ("дер. Змеинке", SETTLEMENT, "Змеинка"),
    ("Chernobyl", SETTLEMENT, "Чернобыль"),
    # organisations: by their tables, or not at all
    ("Zaporizhzhia Regional Military Administration", ORGANIZATION, "Запорожская областная военная администрация"),
    ("Zmeinsk City Council", ORGANIZATION, "Змеинский городской совет"),
    ("92nd Assault Brigade", ORGANIZATION, "92-я штурмовая бригада"),
    ("Rosneftegaz", ORGANIZATION, "Роснефтегаз"),
    ("Ministry of Magic", ORGANIZATION, "Ministry of Magic"),
]
TO_ENGLISH = [
    ("Иваном Зотовым", PERSON, "Ivan Zotov"),
    ("Джоном Смитом", PERSON, "John Smit"),
    ("улице Виноградной", FEATURE, "Vinogradnaya Street"),
    ("проспекте Победы", FEATURE, "Pobedy Avenue"),
    ("Курского вокзала", FEATURE, "Kursky Railway Station"),
    ("Октябрьской площади", FEATURE, "Oktyabrskaya Square"),
    ("озере Змеином", FEATURE, "Lake Zmeinoye"),
    ("Змеинского района", DISTRICT, "Zmeinsky District"),
    ("Zmeinka district", DISTRICT, "Zmeinka District"),
    ("Звездоградской области", REGION, "Zvezdograd Oblast"),
    ("Тверской области", REGION, "Tver Oblast"),
    ("Калужской и Тульской областях", REGION, "Kaluga and Tula Oblasts"),
    ("Республике Змеинии", REGION, "Republic of Zmeiniya"),
    ("селе Чуровичи", SETTLEMENT, "Churovichi"),
    ("Запорожской областной военной администрации", ORGANIZATION, "Zaporizhzhia Regional Military Administration"),
    ("47-й механизированной бригады", ORGANIZATION, "47th Mechanized Brigade"),
]


@pytest.mark.parametrize(("surface", "kind", "russian"), TO_RUSSIAN)
def test_an_unknown_name_has_a_russian_form(surface, kind, russian):
    assert normal_form(surface, kind).ru == russian


@pytest.mark.parametrize(("surface", "kind", "english"), TO_ENGLISH)
def test_an_unknown_name_has_an_english_form(surface, kind, english):
    assert normal_form(surface, kind).en == english


def test_a_latin_surface_keeps_its_own_spelling():
    for surface, kind, _ in TO_RUSSIAN:
        if surface.isascii() and kind is PERSON and "," not in surface:
            assert normal_form(surface, kind).en == surface


@pytest.mark.parametrize("kind", [*Kind, None])
def test_no_text_is_too_strange_for_a_normal_form(kind):
    letters = "АаБбяйьїіAabBzy.-,«»()0123\n\u200d\ud800№ street района "
    chooser = random.Random(7)  # noqa: S311 - a test, not a secret
    for _ in range(150):
        normal_form("".join(chooser.choice(letters) for _ in range(chooser.randint(0, 40))), kind)


@pytest.mark.parametrize("kind", [*Kind, None])
def test_ten_million_letters_are_cut_before_anything_is_done(kind):
    assert len(normal_form("Ж" * 10_000_000, kind).ru) < 1000
