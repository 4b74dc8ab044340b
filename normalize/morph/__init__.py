"""Russian word forms: every nominative that a phrase may have, and out again to six cases.

Knows the language; knows nothing of gazetteers, given-name tables or texts.
"""

from normalize.morph.people import part_forms, person_forms, plural_forms
from normalize.morph.petrovich import Part
from normalize.morph.phrases import phrase_forms
from normalize.morph.russian import Parse, is_word, marked, parses, recase

__all__ = [
    "Parse",
    "Part",
    "is_word",
    "marked",
    "parses",
    "part_forms",
    "person_forms",
    "phrase_forms",
    "plural_forms",
    "recase",
]
