"""The four questions as methods: what every accessor `.ruen` offers, whatever the frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from normalize.adapters.frames import columns

if TYPE_CHECKING:
    import datetime as dt

    from normalize import Kind, Normalizer


class Questions:
    """The four questions; an accessor says how the answers are spread over its column."""

    def link(
        self,
        *,
        kind: str | Kind | None = None,
        within: str | None = None,
        date: str | dt.date | None = None,
        normalizer: Normalizer | None = None,
    ) -> Any:  # noqa: ANN401 - a column or an expression of whatever frame it is
        """Say which entity each name is: entity, kind, ru, en, confidence, reason.

        They are columns of a DataFrame in pandas, and a struct in polars, which `.struct.unnest()` makes columns.

        Args:
            kind: what the names must be, as for `Normalizer.link`; `within` and `date` likewise.
            within: the id of a place that they must lie in.
            date: when they were written.
            normalizer: who answers; `normalize.load()` where not given.

        Raises:
            UnknownNameError: no such kind or id.
            InputError: the column holds something else than strings.
        """
        return self._asked(columns.links(normalizer, kind=kind, within=within, date=date))

    def annotate(
        self,
        *,
        date: str | dt.date | None = None,
        workers: int | None = None,
        normalizer: Normalizer | None = None,
    ) -> Any:  # noqa: ANN401
        """Find and link every name of each text: a list of structs a row, in pandas of Arrow type.

        For a table with one mention a row: `.explode().struct.explode()` in pandas, `.explode(column).unnest(column)`
        of the frame in polars.

        Args:
            date: when the texts were written, as for `Normalizer.annotate`.
            workers: how many processes share the distinct texts.
            normalizer: who answers; `normalize.load()` where not given.

        Raises:
            InputError: the column holds something else than strings, or the date is no ISO date.
        """
        return self._asked(columns.mentions(normalizer, date=date, workers=workers))

    def romanize(self, scheme: str = "press") -> Any:  # noqa: ANN401
        """Write each text in Latin letters.

        Raises:
            UnknownNameError: no scheme is so called.
            InputError: the column holds something else than strings.
        """
        return self._asked(columns.romanizations(scheme))

    def match_key(self, kind: str | Kind | None = None) -> Any:  # noqa: ANN401
        """Give each name its match key: equal for all spellings, case forms and word orders of a full name.

        Raises:
            UnknownNameError: no such kind.
            InputError: the column holds something else than strings.
        """
        return self._asked(columns.match_keys(kind))

    def _asked(self, ask: columns.Once[Any]) -> Any:  # noqa: ANN401
        """Answer every row of the column."""
        raise NotImplementedError
