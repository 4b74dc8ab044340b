"""Russian word forms: every nominative that a phrase may have, and out again to six cases.

Knows the language; knows nothing of gazetteers, given-name tables or texts.
"""

from normalize.morph.backward import (
    CASE_WEIGHT,
    Nominative,
    adjective_nominative,
    nominatives,
    noun_gender,
    phrase_nominatives,
)
from normalize.morph.people import (
    Lemma,
    family_forms,
    name_lemmas,
    part_forms,
    part_lemmas,
    person_forms,
    plural_forms,
)
from normalize.morph.petrovich import Part
from normalize.morph.phrases import phrase_forms
from normalize.morph.russian import Parse, is_word, known_parses, marked, parses, recase

__all__ = [
    "CASE_WEIGHT",
    "Lemma",
    "Nominative",
    "Parse",
    "Part",
    "adjective_nominative",
    "family_forms",
    "is_word",
    "known_parses",
    "marked",
    "name_lemmas",
    "nominatives",
    "noun_gender",
    "parses",
    "part_forms",
    "part_lemmas",
    "person_forms",
    "phrase_forms",
    "phrase_nominatives",
    "plural_forms",
    "recase",
]
