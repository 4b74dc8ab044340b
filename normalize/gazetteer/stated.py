"""Case forms that a table states, because the rules would make others: they stand instead of what is generated."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from normalize.gazetteer.entity import Alias
    from normalize.types import Case


def with_stated(alias: Alias, generated: Mapping[Case, tuple[str, ...]]) -> Mapping[Case, tuple[str, ...]]:
    """Give the forms of a name by case, those stated for it before those made by rule.

    >>> from normalize.gazetteer.entity import Alias
    >>> from normalize.types import Case
    >>> alias = Alias("Гвоздец", "ru", forms=((Case.GENITIVE, "Гвоздца"),))
    >>> with_stated(alias, {Case.GENITIVE: ("Гвоздеца",), Case.DATIVE: ("Гвоздецу",)})
    {<Case.GENITIVE: 'genitive'>: ('Гвоздца',), <Case.DATIVE: 'dative'>: ('Гвоздецу',)}
    """
    if not alias.forms:
        return generated
    stated = {case: tuple(form for known, form in alias.forms if known is case) for case, _ in alias.forms}
    return {**generated, **stated}


def stated_slots(
    alias: Alias, slots: tuple[str, str, str], generated: Mapping[Case, tuple[str, str, str]]
) -> Iterator[tuple[Case, tuple[str, str, str]]]:
    """Give the forms of a person's given name, patronymic and surname by case, the stated ones by their words.

    A stated form has its words in the order of the name; one that has more or fewer is left to the rules.
    """
    if not alias.forms:
        yield from generated.items()
        return
    words = alias.name.split()
    stated = [(case, form.split()) for case, form in alias.forms if len(form.split()) == len(words)]
    told = {case for case, _ in stated}
    for case, form in generated.items():
        if case not in told:
            yield case, form
    for case, form_words in stated:
        moved = dict(zip(words, form_words, strict=True))
        given, patronymic, surname = (" ".join(moved.get(word, word) for word in slot.split()) for slot in slots)
        yield case, (given, patronymic, surname)
