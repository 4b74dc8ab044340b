import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("пожар в Щёкинском районе", ["Щёкинском районе"]),
        ("в Щёкинском р-не", ["Щёкинском р-не"]),
        ("в Калужской и Тульской областях", ["Калужской", "Тульской"]),
        ("районах Щёкинском и Киреевском", ["Щёкинском", "Киреевском"]),
        ("в районах: Щёкинский, Киреевский и Усть-Лабинский.", ["Щёкинский", "Киреевский", "Усть-Лабинский"]),
        ("the Shchyokinsky district", ["Shchyokinsky district"]),
        ("Kaluga and Tula regions", ["Kaluga", "Tula"]),
        (
            "three districts—Shchyokinsky, Kireyevsky, and Ust-Labinsky—were hit",
            ["Shchyokinsky", "Kireyevsky", "Ust-Labinsky"],
        ),
        ("the districts of Shchyokinsky and Kireyevsky", ["Shchyokinsky", "Kireyevsky"]),
        ("districts such as", []),
        (
            "in Shchyokinsky, Kireyevsky and Unknownsky districts",
            ["Shchyokinsky", "Kireyevsky", "Unknownsky"],
        ),
        ("the town of Tula", ["Tula"]),
        ("в г. Тула", ["Тула"]),
    ],
)
def test_a_head_shares_itself_out(surfaces, text, expected):
    assert surfaces(text) == expected


def test_an_unknown_specific_is_a_mention_of_the_kind_of_its_head(mentions):
    assert mentions("в Заокском районе") == [("Заокском районе", ["city_district", "district"])]


@pytest.mark.parametrize(
    "text", ["Тульский вокзал", "Тульская улица", "улица Тульская", "Tula Street", "Tula railway station"]
)
def test_what_is_called_a_street_or_a_station_is_a_feature(mentions, text):
    assert [kinds for _, kinds in mentions(text)] == [["feature"]]


@pytest.mark.parametrize(
    "text", ["в этом районе", "В районе", "Some districts", "the Russian region", "область", "Наш город"]
)
def test_a_head_without_a_specific_is_no_name(surfaces, text):
    assert surfaces(text) == []


def test_an_adjective_of_a_country_is_not_a_part_of_the_specific(surfaces):
    assert surfaces("in the Russian Tula region") == ["Tula region"]


def test_a_hyphenated_specific_is_not_cut(surfaces):
    assert surfaces("in Novo-Shchyokinsky district") == ["Novo-Shchyokinsky district"]


def test_another_capitalised_word_belongs_to_the_specific(surfaces):
    assert surfaces("near Upper Shchyokinsky district") != ["Shchyokinsky district"]


def test_a_possessive_ends_the_specific(surfaces):
    assert surfaces("Russia’s Tula region")[-1] == "Tula region"
