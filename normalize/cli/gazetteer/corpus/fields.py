"""A small form over the review screen: some fields to fill, Enter to take them, Escape to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from normalize.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

_OPTIONAL = frozenset({"facts", "ru", "en"})


class Ask(ModalScreen[dict[str, str] | None]):
    """Ask for the values of fields; gives them by name, or None when the reviewer leaves."""

    CSS = "Ask { align: center middle; } #form { width: 90%; height: auto; border: ascii; } Static { height: auto; }"
    BINDINGS: ClassVar = [Binding("escape", "leave")]

    def __init__(self, title: str, fields: Mapping[str, tuple[str, str]], texts: Mapping[str, str]) -> None:
        """Show `fields`: by name, how each is called on the screen and what it holds at first."""
        super().__init__()
        self._heading, self._fields, self._texts = title, fields, texts

    def compose(self) -> ComposeResult:
        """Lay out a line a field."""
        with Vertical(id="form"):
            yield Static(Text(self._heading))
            for name, (label, value) in self._fields.items():
                if label:
                    yield Static(Text(f"{label}:"))
                yield Input(value, id=name, compact=True)
            yield Static(id="objection")

    def on_mount(self) -> None:
        """Begin in the first field that is empty, or in the first."""
        inputs = list(self.query(Input))
        next((one for one in inputs if not one.value), inputs[0]).focus()

    def on_input_submitted(self) -> None:
        """Give the values if they can be used, else say what is missing."""
        values = {str(one.id): " ".join(one.value.split()) for one in self.query(Input)}
        objection = self._objection(values)
        if objection:
            self.query_one("#objection", Static).update(Text(objection))
        else:
            self.dismiss(values)

    def _objection(self, values: dict[str, str]) -> str:
        for name, value in values.items():
            if not value and name not in _OPTIONAL:
                return self._texts["missing"].format(field=self._fields[name][0])
        if "ru" in values and not (values["ru"] or values["en"]):
            return self._texts["missing"].format(field=self._texts["field_ru"])
        kind = values.get("kind", Kind.PERSON)
        known = ", ".join(one.value for one in Kind)
        return "" if kind in set(Kind) else self._texts["unknown_kind"].format(kind=kind, known=known)

    def action_leave(self) -> None:
        """Leave without values."""
        self.dismiss(None)
