"""One tree of errors: each message says what is wrong, where, and how to mend it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


_FEW = 40  # known names that are all told
_NEAREST = 5


class NormalizeError(Exception):
    """Catch this to catch every error that the library raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with the finished message, whatever it was made of."""
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[NormalizeError], told: tuple[object, ...]) -> NormalizeError:
    return kind.__new__(kind, *told)


class UnknownNameError(NormalizeError, ValueError):
    """Say that an option, scheme, kind or id is not known, and offer the nearest one.

    >>> print(UnknownNameError("scheme", "bgn", ["bgn-pcgn", "icao"]))
    'bgn' is no scheme; did you mean 'bgn-pcgn'? Known: bgn-pcgn, icao
    """

    def __init__(self, what: str, value: object, known: Iterable[object]) -> None:
        names = [str(name) for name in known]
        near = difflib.get_close_matches(str(value), names, n=_NEAREST, cutoff=0.3)
        hint = f"; did you mean {near[0]!r}?" if near else "."
        if len(names) <= _FEW:
            hint += f" Known: {', '.join(names)}"
        elif len(near) > 1:
            hint += f" Near it: {', '.join(near[1:])}"
        super().__init__(f"{value!r} is no {what}{hint}")


class InputError(NormalizeError, ValueError):
    """Say that a value given by the caller cannot be used, and what would do."""


class GazetteerError(NormalizeError):
    """Say that a compiled gazetteer cannot be read, and how to get a good one."""


class SourceError(NormalizeError):
    """List everything that is wrong in gazetteer tables, one `file:line: field: problem` a line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class ModelError(NormalizeError):
    """Say that a model file or an optional package is missing, and how to get it."""


class MissingPackageError(ModelError):
    """Say that an optional package is not installed, and with which extra it comes.

    >>> print(MissingPackageError("rdflib", "rdf"))
    rdflib is not installed; pip install 'ru-en-normalize[rdf]'
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed; pip install 'ru-en-normalize[{extra}]'")
