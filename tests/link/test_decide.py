import pytest

from normalize.types import Rule


def test_a_district_of_many_regions_is_a_tie_without_a_region(nz):
    (link,) = nz.annotate("Пожар в Октябрьском районе.").links
    assert link.entity is None
    assert {candidate.entity.id for candidate in link.candidates} == {"a1", "b1"}
    assert link.reasons[-1].rule is Rule.TIE


@pytest.mark.parametrize(
    "text",
    [
        "В Октябрьском районе Берёзовой области пожар.",
        "В Берёзовой области, в Октябрьском районе, пожар.",
        "In the Oktyabrsky district of Beryoza Oblast",
        "Beryoza Oblast's Oktyabrsky district",
        "Новости Берёзовой области. Пожар. Потом Октябрьский район.",
    ],
)
def test_the_region_named_chooses_the_district(linked, text):
    assert "b1" in [entity for _, entity in linked(text)]
    assert "a1" not in [entity for _, entity in linked(text)]


def test_two_regions_named_choose_by_nearness(linked):
    text = "В Алмазной области тихо. В Октябрьском районе Берёзовой области пожар."
    assert linked(text)[1] == ("Октябрьском районе", "b1")


def test_a_region_that_contradicts_is_never_overruled(linked):
    assert linked("в Змеинском районе Берёзовой области")[0][1] is None


def test_a_garbled_district_is_found_in_the_region_named_only(linked):
    assert linked("In Almaz Oblast, the Zmeynskoe district burns")[1] == ("Zmeynskoe district", "a2")
    assert linked("In Beryoza Oblast, the Zmynskee district burns")[1][1] is None
    assert linked("The Zmynskee district burns")[0][1] is None


def test_a_name_cut_short_has_its_district_as_first_candidate(nz):
    link = nz.annotate("in the Traktornoy District of Almazsk").links[0]
    assert link.candidates[0].entity.id == "cd"


def test_a_garbled_city_district_is_found_through_its_city(linked):
    assert linked("in the Tractorozavodskoy District of Almazsk")[0] == ("Tractorozavodskoy District", "cd")


def test_a_short_region_name_needs_the_region_to_have_been_named(linked):
    assert linked("Almaz is quiet.")[0][1] is None
    assert linked("Almaz Oblast burns. Almaz is quiet.")[1] == ("Almaz", "RU-A")


def test_the_far_larger_town_is_meant_unless_the_text_is_elsewhere(linked):
    assert linked("в Кировске")[0][1] == "tb"
    assert linked("В Алмазной области, в Кировске, пожар")[1][1] == "tc"


def test_towns_of_one_size_tie(linked):
    assert linked("в Лужках пожар")[0][1] is None
    assert linked("В Берёзовой области в Лужках пожар")[1][1] == "te"


def test_a_ministry_is_of_the_country_in_view(linked):
    assert linked("Ukrainian drones fell, the War Ministry said")[0][1] == "mod-ua"
    assert linked("In Russia the War Ministry said")[1][1] == "mod-ru"
    assert linked("The War Ministry said") == []


def test_a_bare_surname_follows_the_full_name(linked):
    assert linked("Приехал Олег Зотов. Зотова встретили.")[1] == ("Зотова", "p-new")
    assert linked("Приехал Иван Зотов. Зотова встретили.")[1] == ("Зотова", "p-old")


def test_a_title_takes_the_holder_at_the_date(linked):
    text = "В Алмазной области губернатор Зотов выступил."
    assert linked(text)[1][1] == "p-new"
    assert linked(text, date="2015-01-01")[1][1] == "p-old"


def test_a_bare_surname_alone_is_not_enough(linked):
    assert linked("Зотов выступил.") == [("Зотов", None)]


def test_namesakes_tie(nz):
    (link,) = nz.annotate("Выступил Пётр Сомов").links
    assert link.entity is None
    assert len(link.candidates) == 2
    assert link.normal.en == "Pyotr Somov"


def test_another_patronymic_is_another_person(linked):
    assert linked("Иван Кузьмич Зотов")[0][1] is None
    assert linked("Иван Петрович Зотов")[0][1] == "p-old"


def test_confidence_is_a_probability_and_reasons_read_as_sentences(nz):
    for link in nz.annotate("Губернатор Олег Зотов в Октябрьском районе Алмазной области").links:
        assert 0 <= link.confidence <= 1
        assert all(str(reason) for reason in link.reasons)
        assert link.reasons


def test_several_processes_give_the_same_in_the_same_order(nz):
    texts = [f"Олег Зотов в Кировске, {number}" for number in range(40)]
    alone = list(nz.annotate_many(texts, date="2025-12-08"))
    assert list(nz.annotate_many(iter(texts), workers=2, date="2025-12-08")) == alone
    assert [document.text for document in alone] == texts
