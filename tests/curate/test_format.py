"""The formatter writes one canonical form, whole or not at all."""

from __future__ import annotations

import pytest

from normalize.curate.checks import check
from normalize.curate.tables.format import format_tables
from normalize.curate.tables.writing import write_whole
from normalize.errors import SourceError


def test_formatting_again_changes_nothing(package):
    format_tables(package.root)
    assert format_tables(package.root) == []


def test_formatted_tables_have_no_faults_of_form(package):
    path = package.root / "regions/names.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    spoiled = "\r\n".join([f"\ufeff{header}", *reversed(rows), rows[0], rows[1].replace("Россия", " Россия ")])
    path.write_bytes(spoiled.encode())
    format_tables(package.root)
    assert check(package.root) == []


def test_columns_come_back_into_their_order(package):
    path = package.root / "sources.csv"
    path.write_text("title,id,licence,url,retrieved\nOwn knowledge,own,MIT,,2026-11-22\n", encoding="utf-8")
    format_tables(package.root)
    assert path.read_text(encoding="utf-8").startswith("id,title,licence,url,retrieved\nown,Own knowledge,")


def test_nothing_is_written_when_one_file_is_no_table(package):
    names = package.root / "regions/names.csv"
    spoiled = names.read_text(encoding="utf-8").replace("RU,Russia", " RU,Russia")
    names.write_text(spoiled, encoding="utf-8")
    (package.root / "regions/entities.csv").write_text("id,kind\nRU,country\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"regions/entities.csv:1: header: should be id,kind,subtype"):
        format_tables(package.root)
    assert names.read_text(encoding="utf-8") == spoiled


def test_looking_without_writing_tells_what_would_change(package):
    names = package.root / "regions/names.csv"
    names.write_text(names.read_text(encoding="utf-8").replace("Russia", "Russia "), encoding="utf-8")
    assert names in format_tables(package.root, write=False)
    assert "Russia ," in names.read_text(encoding="utf-8")


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\udcff")
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["old"]
