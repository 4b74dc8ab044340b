"""The table for people: marked text, aligned columns, nothing that commands a terminal."""

from __future__ import annotations

import re

from normalize.adapters.table import aligned, coloured, pieces, plain, visible
from normalize.types import Kind
from tests.fakes import TULA, FakeDocument, FakeNormalizer, link_in

TEXT = "Дроны над Тульской областью; Tula Region, Lodochnaya Street."


def annotated(text: str = TEXT) -> FakeDocument:
    return FakeNormalizer().annotate(text)


def test_pieces_put_together_are_the_text():
    assert "".join(piece.text for piece in pieces(annotated())) == TEXT


def test_plain_text_marks_links_and_what_is_linked_to_nothing():
    [shown] = plain([("a.txt", annotated())])
    assert "[Tula Region|RU-TUL], [Lodochnaya Street|?]." in shown
    assert re.search(r"Tula Region +region +RU-TUL +Тульская область +Tula Oblast +0.97  Tula Region is a form", shown)
    assert "\x1b" not in shown


def test_columns_stand_below_their_heads():
    head, first, second = aligned([("a", "b"), ("Тула", "x"), ("я", "y")]).splitlines()
    assert head.index("b") == first.index("x") == second.index("y")


def test_a_text_cannot_command_the_terminal():
    hostile = "Tula Region\x1b]0;owned\x07\x1b[2J\u202eevil\r\nnext\x9b1m"
    for shown in (*plain([("\x1b[31mname", annotated(hostile))]), visible(hostile)):
        assert not re.search("[\x1b\x07\u202e\r\x9b]", shown)


def test_colours_leave_the_words_as_they_are():
    [shown] = coloured([("a.txt", annotated())], width=160)
    words = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "\x1b[" in shown
    assert TEXT in words
    assert "Тульская область" in words


def test_square_brackets_of_a_text_are_no_markup():
    text = "[bold]Tula Region[/bold] [/]"
    [shown] = coloured([("a[b]", annotated(text))], width=80)
    assert "[bold]" in re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_line_breaks_inside_a_mention_stay_in_one_row():
    text = "Тульской\nобласти"
    document = FakeDocument(text, (link_in(text, text, TULA, Kind.REGION, reasons=()),))
    [shown] = plain([("a", document)])
    assert "Тульской области  region" in shown
