"""The names of people: their forms, what a form comes from, and how likely that is."""

from normalize.morph.people.endings import ending_weight
from normalize.morph.people.forms import family_forms, part_forms, person_forms, plural_forms
from normalize.morph.people.lemmas import Lemma, name_lemmas, part_lemmas

__all__ = [
    "Lemma",
    "ending_weight",
    "family_forms",
    "name_lemmas",
    "part_forms",
    "part_lemmas",
    "person_forms",
    "plural_forms",
]
