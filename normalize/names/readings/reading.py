"""The shape of a reading, and how options are taken by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from normalize.errors import UnknownNameError
from normalize.types import Case, Gender, Kind, Number

if TYPE_CHECKING:
    from normalize.names.slots import Slot

MAX_TEXT = 400
LIMIT = 6
_Known = TypeVar("_Known", Kind, Case, Gender)


@dataclass(frozen=True, slots=True)
class Reading:
    """One grammatical way to take a surface.

    `case` is the likeliest case in which the name is so written and `cases` are all of them; weights of the
    readings of one surface add up to at most one.

    >>> from normalize.names import readings
    >>> reading = readings("Анохиной", kind="person")[0]
    >>> reading.nominative, str(reading.case), str(reading.gender)
    ('Анохина', 'genitive', 'feminine')
    """

    nominative: str
    case: Case
    number: Number
    gender: Gender | None
    weight: float
    slots: tuple[Slot, ...] = ()
    cases: tuple[Case, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give the reading as plain data."""
        return {
            "nominative": self.nominative,
            "case": self.case.value,
            "number": self.number.value,
            "gender": self.gender.value if self.gender else None,
            "weight": round(self.weight, 4),
            "slots": [slot.to_dict() for slot in self.slots],
            "cases": [case.value for case in self.cases],
        }


def known(what: str, value: str, options: type[_Known]) -> _Known:
    """Take an option by its value; tell the known ones if it is none."""
    try:
        return options(value)
    except ValueError:
        raise UnknownNameError(what, value, [option.value for option in options]) from None
