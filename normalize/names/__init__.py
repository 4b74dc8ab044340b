"""What names are made of: person slots, generic and specific of places, titles, heads of organisations.

Knows the structure of names; knows no entity and no text around a name.
"""

from normalize.names.given import GivenForm, GivenName, Spelling, find_given, given_forms, given_names, ordinary_words
from normalize.names.heads import Head, HeadForm, head_forms, heads
from normalize.names.person import parse_person
from normalize.names.place import PlaceName, parse_place
from normalize.names.slots import PersonName, Slot, SlotRole, patronymic_gender, surname_gender
from normalize.names.titles import Title, TitleForm, title_forms, titles

__all__ = [
    "GivenForm",
    "GivenName",
    "Head",
    "HeadForm",
    "PersonName",
    "PlaceName",
    "Slot",
    "SlotRole",
    "Spelling",
    "Title",
    "TitleForm",
    "find_given",
    "given_forms",
    "given_names",
    "head_forms",
    "heads",
    "ordinary_words",
    "parse_person",
    "parse_place",
    "patronymic_gender",
    "surname_gender",
    "title_forms",
    "titles",
]
