"""The slots of a person's name: what fills them, and the nominatives of what does."""

from normalize.names.slots.shapes import (
    PEOPLE,
    PersonName,
    Slot,
    SlotRole,
    given_gender,
    given_score,
    patronymic_base,
    patronymic_gender,
    surname_gender,
    surname_score,
)
from normalize.names.slots.tables import slot_table

__all__ = [
    "PEOPLE",
    "PersonName",
    "Slot",
    "SlotRole",
    "given_gender",
    "given_score",
    "patronymic_base",
    "patronymic_gender",
    "slot_table",
    "surname_gender",
    "surname_score",
]
