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
