import pytest

from normalize.errors import UnknownNameError


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Алмазной областью", "RU-A"),
        ("Almaz Region", "RU-A"),
        ("Тракторозаводском районе", "cd"),
        ("Зотову Олегу Ильичу", "p-new"),
        ("O. I. Zotov", "p-new"),
        ("Zotov, Oleg", "p-new"),
        ("Октябрьский район", None),
        ("Октябрьская область", None),
        ("Сергей Зотов", None),
        ("", None),
        ("!!!", None),
    ],
)
def test_one_name_is_linked_or_not(nz, name, entity):
    link = nz.link(name)
    assert (link.entity.id if link.entity else None) == entity


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Кировск, Алмазная область", "tc"),
        ("Россия, Алмазная область, Кировск", "tc"),
        ("Алмазск (Россия)", "ta"),
        ("Минвойны Украины", "mod-ua"),
        ("War Ministry of Russia, Russia", "mod-ru"),
        ("the Almaz Oblast", "RU-A"),
    ],
)
def test_a_name_may_say_where_it_lies(nz, name, entity):
    assert nz.link(name).entity.id == entity


@pytest.mark.parametrize(
    "name",
    [
        "завод в Алмазске",
        "Banana Russia",
        "Алмазск и Россия",
        "Алмазск, Берёзовая область",
        "Губернатор Алмазной области",
        "Минвойны Украины Россия",
        "Ромашка, Алмазск",
        "Олег Зотов, Пётр Сомов",
    ],
)
def test_a_string_that_merely_contains_a_name_is_not_linked(nz, name):
    link = nz.link(name)
    assert link.entity is None
    assert link.reasons


@pytest.mark.parametrize(
    ("name", "entity"),
    [("ПАО «Ромбтех»", "firm"), ("Rhombtech LLC", "firm"), ("ООО «Медиазвон»", None), ("ООО «Ромбтех Юг»", None)],
)
def test_a_legal_form_leaves_the_company_and_no_other_body(nz, name, entity):
    link = nz.link(name)
    assert (link.entity.id if link.entity else None) == entity
    assert link.kind == "organization"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Anna LEE", "person"), ("Ромашка ВВК", None), ("Ромашка 24", None), ("Ромбтех Капитал", None)],
)
def test_an_unknown_name_is_a_persons_where_nothing_says_otherwise(nz, name, kind):
    assert nz.link(name).kind == kind


def test_what_is_asked_for_may_be_an_inner_name_of_its_kind_only(nz):
    assert nz.link("Кировск, Алмазная область", kind="settlement").entity.id == "tc"
    assert nz.link("Кировск, Алмазная область", kind="region").entity is None
    assert nz.link("Кировск, Алмазная область", within="RU-B").entity is None


def test_within_decides_between_namesakes(nz):
    assert nz.link("Октябрьский район", within="RU-A").entity.id == "a1"
    assert nz.link("Кировск", kind="settlement", within="RU-A").entity.id == "tc"


def test_candidates_are_ranked_with_garbled_spellings(nz):
    ranked = nz.candidates("Traktornoy District", within="RU-A")
    assert ranked[0].entity.id == "cd"
    assert ranked == sorted(ranked, key=lambda candidate: -candidate.score)


def test_an_unknown_kind_or_place_is_refused(nz):
    with pytest.raises(UnknownNameError, match="settlement"):
        nz.link("Тула", kind="setlement")
    with pytest.raises(UnknownNameError, match="RU-A"):
        nz.candidates("Тула", within="RU-Z")
