"""What is done with each row: annotate its text, link its name, compare its two names."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from normalize.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normalize import Document, Link
    from normalize.cli.rows.files.row import Row

Question = tuple[tuple[str, ...], str | None]
Answer = Any  # what is added to a record, or a document

_LISTED = 12  # columns that a message names


@dataclass(frozen=True)
class Job:
    """Asks one thing about the fields of each row; travels to other processes, where it opens the gazetteer itself.

    `question` takes from a row what is needed (and says what is wrong with it), `ready` gives the function that
    answers, `types` says which fields an answer has, the one for errors last. `date_column` is the field that was
    asked for; `own_date` one that is taken where there is one.
    """

    own_date: ClassVar[str] = ""

    columns: tuple[str, ...]
    into: str
    date_column: str | None = None
    date: str | None = None
    gazetteer: str | None = None
    ner: bool = False
    kind: str | None = None
    within: str | None = None

    def question(self, row: Row) -> Question:
        """Take from a row what is asked about.

        Raises:
            InputError: a field is missing or no string, or the row already has a field that would be added.
        """
        taken = next((name for name in self.types() if name in row.fields), None)
        if taken is not None:
            raise InputError(f"already has a field {taken!r}; choose other names with {self.renaming}")
        values = tuple(self._text(row, column) for column in self.columns)
        dated = row.fields.get(self.date_column or self.own_date)
        return values, str(dated)[:10] if dated else self.date

    def _text(self, row: Row, column: str) -> str:
        if column not in row.fields:
            raise InputError(f"has no field {column!r}; {_known(column, list(row.fields))}")
        value = row.fields[column]
        if value is None:
            return ""
        if not isinstance(value, str):
            raise InputError(f"{column!r} must be a string, not {type(value).__name__}; quote it")
        return value

    @property
    def renaming(self) -> str:
        """Give the option that changes the names of what is added."""
        return "--prefix"

    def missing(self, columns: Sequence[str]) -> str:
        """Say which column of a table is missing or taken; "" if the table will do."""
        for column in (*self.columns, *filter(None, [self.date_column])):
            if column not in columns:
                return f"has no column {column!r}; {_known(column, columns)}"
        taken = next((name for name in self.types() if name in columns), None)
        return f"already has a column {taken!r}; choose other names with {self.renaming}" if taken else ""

    def types(self) -> dict[str, type]:
        """Give the names of what is added, with their types; the name for errors is the last."""
        raise NotImplementedError

    def ready(self) -> Callable[[Question], Answer]:
        """Open what is needed and give the function that answers."""
        raise NotImplementedError

    def more(self, row: Row) -> dict[str, Any]:  # noqa: ARG002  most jobs add nothing of the row's own
        """Give what a record lacks and is given besides its answer."""
        return {}


def _known(column: str, columns: Sequence[str]) -> str:
    near = difflib.get_close_matches(column, columns, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    shown = ", ".join(map(repr, columns[:_LISTED])) + (", …" if len(columns) > _LISTED else "")
    return f"{hint}it has {shown}"


class Annotate(Job):
    """Finds the names in a text; adds the links, and an id and a date where the record has none."""

    own_date = "date"

    @property
    def renaming(self) -> str:
        """Give the option that changes the names of what is added."""
        return "--into"

    def more(self, row: Row) -> dict[str, Any]:
        """Add an id, and the date that the text was taken as of, where the record has none."""
        own = {"id": row.where, "date": self.date}
        return {name: value for name, value in own.items() if name not in row.fields and (value or name == "date")}

    def types(self) -> dict[str, type]:
        """Add the links and repairs of the text."""
        return {self.into: str, self._repairs: str, f"{self.into}_error": str}

    @property
    def _repairs(self) -> str:
        return "repairs" if self.into == "links" else f"{self.into}_repairs"

    def ready(self) -> Callable[[Question], Answer]:
        """Open the gazetteer."""
        annotate = _annotator(self)

        def links(question: Question) -> dict[str, Any]:
            told = annotate(question).to_dict()
            return {self.into: told["links"], self._repairs: told.get("repairs", [])}

        return links


class Documents(Job):
    """Finds the names in a text and gives the document itself, for formats that show texts."""

    own_date = "date"

    def types(self) -> dict[str, type]:
        """Add nothing."""
        return {}

    def ready(self) -> Callable[[Question], Answer]:
        """Open the gazetteer."""
        return _annotator(self)


def _annotator(job: Job) -> Callable[[Question], Document]:
    import normalize

    normalizer = normalize.load(job.gazetteer or "default", ner=job.ner)

    def annotate(question: Question) -> Document:
        (text,), date = question
        return normalizer.annotate(text, date=date)

    return annotate


class LinkNames(Job):
    """Says which entity the name in a column is."""

    def types(self) -> dict[str, type]:
        """Add id, both canonical names, kind, confidence and reason."""
        kinds = {"id": str, "ru": str, "en": str, "kind": str, "confidence": float, "reason": str, "error": str}
        return {f"{self.into}{name}": kind for name, kind in kinds.items()}

    def ready(self) -> Callable[[Question], Answer]:
        """Open the gazetteer."""
        import normalize

        normalizer = normalize.load(self.gazetteer or "default", ner=False)

        def link(question: Question) -> dict[str, Any]:
            (name,), date = question
            if not name.strip():
                return dict.fromkeys(list(self.types())[:-1])
            found = normalizer.link(name, kind=self.kind, within=self.within, date=date)
            return {f"{self.into}{field}": value for field, value in _linked(found).items()}

        return link


def _linked(found: Link) -> dict[str, Any]:
    """Give the cells of a link; a name that is linked to nothing has its normal forms, and no id."""
    return {
        "id": found.entity.id if found.entity is not None else None,
        "ru": found.normal.ru,
        "en": found.normal.en,
        "kind": found.kind.value if found.kind is not None else None,
        "confidence": round(found.confidence, 4),
        "reason": "; ".join(map(str, found.reasons)),
    }


class ComparePairs(Job):
    """Says whether the names in two columns can be one name."""

    def types(self) -> dict[str, type]:
        """Add verdict, score and reasons."""
        kinds = {"verdict": str, "score": float, "reason": str, "error": str}
        return {f"{self.into}{name}": kind for name, kind in kinds.items()}

    def ready(self) -> Callable[[Question], Answer]:
        """Import the library."""
        import normalize

        def compare(question: Question) -> dict[str, Any]:
            (first, second), date = question
            if not first.strip() or not second.strip():
                return dict.fromkeys(list(self.types())[:-1])
            found = normalize.compare(first, second, kind=self.kind, date=date)
            told = {"verdict": found.verdict.value, "score": round(found.score, 4)}
            told["reason"] = "; ".join(map(str, found.reasons))
            return {f"{self.into}{field}": value for field, value in told.items()}

        return compare
