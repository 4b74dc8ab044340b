"""What names are made of: person slots, generic and specific of places, titles, heads of organisations.

Knows the structure of names; knows no entity and no text around a name.
"""

from normalize.names.given import (
    GivenForm,
    GivenName,
    Spelling,
    find_given,
    given_forms,
    given_names,
    ordinary_words,
)
from normalize.names.normal import normal_form
from normalize.names.person import parse_person, split_title
from normalize.names.place import Head, HeadForm, PlaceName, head_forms, heads, parse_place, place_list
from normalize.names.readings import Reading, inflect, readings
from normalize.names.slots import PersonName, Slot, SlotRole, patronymic_gender, surname_gender
from normalize.names.titles import Title, TitleForm, title_forms, titles

__all__ = [
    "GivenForm",
    "GivenName",
    "Head",
    "HeadForm",
    "PersonName",
    "PlaceName",
    "Reading",
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
    "inflect",
    "normal_form",
    "ordinary_words",
    "parse_person",
    "parse_place",
    "patronymic_gender",
    "place_list",
    "readings",
    "split_title",
    "surname_gender",
    "title_forms",
    "titles",
]
