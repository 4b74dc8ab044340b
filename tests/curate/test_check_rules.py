"""Each rule of the checker is broken on purpose, told with place and remedy, and silent once an exception is stated."""

from __future__ import annotations

import pytest

from normalize.curate.checks import check
from normalize.curate.tables.format import format_tables

TOWN = "gn-{id},settlement,town,{parent},,,,,,,,,,,,{status},own"
DISTRICT = "gn-{id},district,raion,{parent},,,,,,,,,,,,active,own"
PERSON = "{id},person,male,,,,,,,,,,,,,active,own"


def entity(template: str, number: object, parent: str = "RU-TUL", status: str = "active") -> str:
    return template.format(id=number, parent=parent, status=status)


def names(entity_id: str, ru: str, en: str, *more: str) -> list[str]:
    rows = [f"{entity_id},{en},en,preferred,strong,,,own", f"{entity_id},{ru},ru,preferred,strong,,,own"]
    return rows + [f"{entity_id},{row},,,own" for row in more]


def told(package) -> list[str]:
    format_tables(package.root)
    return [str(problem) for problem in check(package.root)]


@pytest.fixture
def tula(package):
    """Tula Oblast with a town and its district, whose English names follow the rule."""
    package.write("places/entities", [entity(TOWN, 1), entity(DISTRICT, 2)])
    package.write(
        "places/names",
        [*names("gn-1", "Алексин", "Aleksin"), *names("gn-2", "Алексинский район", "Aleksinsky District")],
    )
    assert told(package) == []
    return package


def town(package, number: int, ru: str, en: str, *more: str, parent: str = "RU-TUL") -> None:
    package.add("places/entities", entity(TOWN, number, parent))
    package.add("places/names", *names(f"gn-{number}", ru, en, *more))


def person(package, entity_id: str, ru: str, en: str, *tenures: str) -> None:
    package.add("people/entities", PERSON.format(id=entity_id))
    package.add("people/names", *names(entity_id, ru, en))
    package.add("people/tenures", *(f"{entity_id},{tenure},own" for tenure in tenures))


def wrong_parent(package):
    package.add("places/entities", entity(DISTRICT, 3, "gn-1"))
    package.add("places/names", *names("gn-3", "Ефремовский район", "Yefremovsky District"))


def no_parent(package):
    package.add("places/entities", entity(DISTRICT, 3, ""))
    package.add("places/names", *names("gn-3", "Ефремовский район", "Yefremovsky District"))


def too_high(package):
    package.write("expected", ["RU,region,,1,,own"])
    package.add("places/entities", entity(DISTRICT, 3, "RU"))
    package.add("places/names", *names("gn-3", "Ефремовский район", "Yefremovsky District"))


def misspelt_tsky(package):
    package.add("places/entities", entity(DISTRICT, 3))
    package.add("places/names", *names("gn-3", "Шатский район", "Shatsky District"))


def two_yo(package):
    town(package, 3, "Озёрки", "Ozyorki")
    town(package, 4, "Озерки", "Ozerki")


def other_english(package):
    town(package, 3, "Щёкино", "Shekino")


def other_english_of_a_person(package):
    person(package, "zotov-ivan", "Иван Петрович Зотов", "John Sotoff", "governor,RU-TUL,2020,")


def shared_alias(package):
    town(package, 3, "Суворов", "Suvorov", "Плавск,ru,alias,strong")
    town(package, 4, "Плавск", "Plavsk")


def former_name_in_use(package):
    package.add("regions/entities", "RU-BRY,region,oblast,RU,,,,RU-BRY,,,,,,,,active,own")
    package.add("regions/names", *names("RU-BRY", "Брянская область", "Bryansk Oblast"))
    town(package, 3, "Суворов", "Suvorov", "Дятьково,ru,former,strong")
    town(package, 4, "Дятьково", "Dyatkovo", parent="RU-BRY")


def alias_too_near(package):
    town(package, 3, "Суворов", "Suvorov", "Нововуровский,ru,misspelling,strong")
    town(package, 4, "Новогуровский", "Novogurovsky")


def two_governors(package):
    package.write("offices", ["governor,,acting_governor,own"])
    person(package, "anokhin-vasily", "Василий Анохин", "Vasily Anokhin", "governor,RU-TUL,2016,2023-05-10")
    person(package, "zotov-ivan", "Иван Зотов", "Ivan Zotov", "governor,RU-TUL,2023-03-01,")


BROKEN = [
    (wrong_parent, "parent", "places/entities.csv:4: parent: a district does not lie in 'gn-1', a town"),
    (too_high, "parent", "places/entities.csv:4: parent: a district does not lie in 'RU', a country"),
    (no_parent, "parent", "places/entities.csv:4: parent: a district lies in something: give its country or region"),
    (
        misspelt_tsky,
        "tsky",
        "places/names.csv:7: name: 'Шатский' ends in -тский; if it is made of -цк or -ц, it ends in -цкий",
    ),
    (
        two_yo,
        "yo",
        "places/names.csv:9: name: 'озерки' is written with ё in 'Озёрки' (places/names.csv:7); write both alike",
    ),
    (other_english, "english", "places/names.csv:6: name: 'Shekino' is not 'Shchyokino', nor made by rule"),
    (other_english_of_a_person, "english", "people/names.csv:2: name: 'John Sotoff' is not 'Ivan Petrovich Zotov'"),
    (shared_alias, "strong", "places/names.csv:7: strength: 'Плавск' is a strong name of gn-3 and of gn-4: weaken one"),
    (former_name_in_use, "strong", "places/names.csv:7: strength: 'Дятьково' is a strong name of gn-3 and of gn-4"),
    (
        alias_too_near,
        "radius",
        "places/names.csv:7: name: 'Нововуровский' of gn-3 is 1 slip(s) from 'Novogurovsky' of gn-4",
    ),
    (
        two_governors,
        "overlap",
        "people/tenures.csv:3: valid_from: 'zotov-ivan' is governor of RU-TUL while 'anokhin-vasily' is",
    ),
]


@pytest.mark.parametrize(("spoil", "rule", "problem"), BROKEN, ids=lambda one: getattr(one, "__name__", ""))
def test_a_broken_rule_is_told_with_its_remedy(tula, spoil, rule, problem):
    spoil(tula)
    found = [line for line in told(tula) if problem in line]
    assert found, told(tula)
    assert f"mend the row, or say why in exceptions.csv: {rule}," in found[0]


@pytest.mark.parametrize(("spoil", "rule", "_problem"), BROKEN, ids=lambda one: getattr(one, "__name__", ""))
def test_a_stated_exception_silences_its_rule(tula, spoil, rule, _problem):
    spoil(tula)
    keys = [line.partition("exceptions.csv: ")[2].removesuffix(",…") for line in told(tula)]
    assert keys
    assert all(key.startswith(rule) for key in keys)
    tula.write("places/exceptions", [f"{key},so it is,own" for key in keys])
    assert told(tula) == []


def test_an_exception_that_excuses_nothing_is_told(tula):
    tula.write("places/exceptions", ["english,gn-1,Alexin,so it is,own"])
    assert told(tula) == [
        "places/exceptions.csv:2: value: 'english gn-1 Alexin' excuses nothing; delete the row",
    ]


def test_an_imported_exception_may_excuse_nothing_until_the_script_runs_again(tula):
    tula.write("places/imported/exceptions", ["english,gn-1,Alexin,so it is,own"])
    assert told(tula) == []


def test_all_broken_rules_are_told_at_once(tula):
    for number, spoil in enumerate((misspelt_tsky, other_english_of_a_person, two_governors)):
        if number < 2:
            spoil(tula)
    tula.write("expected", ["RU-TUL,district,raion,7,,own"])
    rules = " ".join(told(tula))
    assert all(part in rules for part in ("tsky,gn-3", "english,zotov-ivan", "expected.csv:2: number: RU-TUL has 2"))


def test_a_count_that_is_not_as_expected_is_told(tula):
    tula.write("expected", ["RU,region,,1,,own", "RU-TUL,district,,2,in 2019,own", "RU-TUL,settlement,town,1,,own"])
    assert told(tula) == [
        "expected.csv:3: number: RU-TUL has 1 of district, not 2; mend the entities or this count",
    ]


def test_former_entities_do_not_count(tula):
    tula.add("places/entities", entity(TOWN, 3, status="former"))
    tula.add("places/names", *names("gn-3", "Дедилов", "Dedilov"))
    tula.write("expected", ["RU-TUL,settlement,,1,,own"])
    assert told(tula) == []


def test_who_only_acts_may_overlap(tula):
    two_governors(tula)
    tula.write(
        "people/tenures", ["anokhin-vasily,governor,RU-TUL,2016,,own", "zotov-ivan,acting_governor,RU-TUL,2023-03,,own"]
    )
    assert told(tula) == []


def test_one_may_begin_in_the_year_in_which_the_other_ends(tula):
    two_governors(tula)
    tula.write(
        "people/tenures", ["anokhin-vasily,governor,RU-TUL,2016,2023,own", "zotov-ivan,governor,RU-TUL,2023-03,,own"]
    )
    assert told(tula) == []


def test_homonyms_and_a_town_in_its_okrug_may_share_a_strong_name(tula):
    town(tula, 3, "Заокский", "Zaoksky")
    tula.add("places/entities", "gn-5,settlement,town,gn-2,,,,,,,,,,,,active,own")
    tula.add("places/names", *names("gn-5", "Заокский", "Zaoksky"))
    assert told(tula) == []


def test_a_country_without_regions_has_districts(tula):
    tula.add("regions/entities", "MD,country,state,,,,,,,,,,,,,active,own")
    tula.add("regions/names", *names("MD", "Молдавия", "Moldova"))
    tula.add("places/entities", entity(DISTRICT, 3, "MD"))
    tula.add("places/names", *names("gn-3", "Сорокский район", "Soroca District"))
    assert told(tula) == []


@pytest.mark.parametrize(
    ("ru", "en"),
    [
        ("Исакогорский территориальный округ", "Isakogorsky Okrug"),
        ("муниципальное образование Алапаевское", "Alapayevskoye Municipal Formation"),
        ("поселение Киевский", "Kiyevsky Settlement"),
        ("Новые Бурасы", "Novye Burasy"),
        ("Ильинский район", "Ilinsky District"),
    ],
)
def test_generic_words_and_usual_spellings_are_no_slip(tula, ru, en):
    town(tula, 3, ru, en)
    assert told(tula) == []


def test_a_raion_may_have_the_english_name_of_its_town(tula):
    tula.add("places/entities", entity(DISTRICT, 3))
    tula.add("places/names", *names("gn-3", "Алексинский округ", "Aleksin Raion"))
    assert told(tula) == []


def test_a_ukrainian_name_makes_an_english_one(tula):
    tula.add(
        "regions/entities", "UA,country,,,,,,,,,,,,,,active,own", "UA-63,region,oblast,UA,,,,UA-63,,,,,,,,active,own"
    )
    tula.add(
        "regions/names", *names("UA", "Украина", "Ukraine"), *names("UA-63", "Харьковская область", "Kharkiv Oblast")
    )
    town(tula, 3, "Волчанск", "Vovchansk", parent="UA-63")
    assert any("english,gn-3,Vovchansk" in line for line in told(tula))
    tula.add("places/names", "gn-3,Вовчанськ,uk,alias,strong,,,own")
    assert told(tula) == []


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        (
            "sources",
            "book,A book,all rights reserved,,",
            "sources.csv:2: licence: 'all rights reserved' is no licence; known: CC",
        ),
        ("expected", "RU-TUL,district,,many,,own", "expected.csv:2: number: 'many' is not a whole number"),
        ("expected", "RU-Q,district,,1,,own", "expected.csv:2: of: 'RU-Q' is the id of no entity"),
        ("offices", "governor,town,,own", "offices.csv:2: of_kind: 'town' is no of_kind"),
        (
            "places/exceptions",
            "spelling,gn-1,Aleksin,so it is,own",
            "exceptions.csv:2: rule: 'spelling' is no rule; known: english,",
        ),
        (
            "places/exceptions",
            "english,gn-9,Aleksin,so it is,own",
            "exceptions.csv:2: entity_id: 'gn-9' is the id of no entity",
        ),
    ],
)
def test_the_tables_of_the_checker_are_checked_too(tula, table, row, problem):
    tula.add(table, row)
    assert any(problem in line for line in told(tula)), told(tula)


def test_a_file_that_is_not_in_canonical_form_is_told(tula):
    path = tula.root / "places/names.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Aleksin,", '"Aleksin",'), encoding="utf-8")
    found = [str(problem) for problem in check(tula.root)]
    assert found == ["places/names.csv:1: file: is not in canonical form; `normalize gazetteer fmt` writes it"]
