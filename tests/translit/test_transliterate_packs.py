"""Our schemes as language packs of the package transliterate, and its packs as schemes of ours."""

from __future__ import annotations

import subprocess
import sys

import pytest

from normalize.translit import register_transliterate, romanize, schemes

transliterate = pytest.importorskip("transliterate")


def test_every_scheme_becomes_a_pack():
    registered = register_transliterate()
    assert {"ru_bgn_pcgn", "ru_press", "ru_icao_9303", "uk_2010", "be_2007", "ru_iso9_1995"} <= set(registered)
    assert len(registered) == len(set(registered)) == sum(not each.pack for each in schemes())
    assert set(registered) <= set(transliterate.get_available_language_codes())


def test_registering_again_changes_nothing():
    before = register_transliterate()
    packs = transliterate.get_available_language_packs()
    assert register_transliterate() == before
    assert transliterate.get_available_language_packs() == packs


@pytest.mark.parametrize(
    ("pack", "cyrillic", "latin"),
    [
        ("ru_bgn_pcgn", "Щербаков", "Shcherbakov"),
        ("ru_press", "Василий Ильинский", "Vasily Ilyinsky"),
        ("ru_iso9_1995", "Подъячевский", "Podʺâčevskij"),
        ("uk_2010", "Єнакієве", "Yenakiieve"),
    ],
)
def test_the_package_goes_both_ways_through_our_packs(pack, cyrillic, latin):
    register_transliterate()
    assert transliterate.translit(cyrillic, pack, reversed=True) == latin
    assert transliterate.translit(latin, pack) == cyrillic
    assert transliterate.translit(cyrillic, pack) == cyrillic
    assert transliterate.get_translit_function(pack)(cyrillic, reversed=True) == latin


def test_the_package_goes_on_guessing_languages_as_before():
    register_transliterate()
    assert transliterate.detect_language("Лорем ипсум долор сит амет") == "ru"
    assert transliterate.slugify("Лорем ипсум") == "lorem-ipsum"
    assert transliterate.translit("Лорем", reversed=True) == "Lorem"


def test_its_own_packs_are_found_even_when_ours_come_first():
    code = (
        "from normalize.translit import register_transliterate as r; r(); import transliterate as t; "
        "print(t.translit('Лорем', 'ru', reversed=True), len(t.get_available_language_codes()) > 30)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["Lorem", "True"], done.stderr


def test_its_packs_are_schemes_of_ours():
    assert romanize("Щербань", scheme="transliterate-uk") == transliterate.translit("Щербань", "uk", reversed=True)


def test_importing_the_room_does_not_import_the_package():
    code = "import sys, normalize.translit; print('transliterate' in sys.modules, 'tomllib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["False", "False"], done.stderr
