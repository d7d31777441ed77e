"""XLSX files as programs and people make them, and as somebody does who means harm."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from bot.directory.exchange.rows import NO_VALUE, Row, UnreadableFile
from bot.directory.exchange.spreadsheets import sheets_of
from bot.directory.exchange.tables import _table_in

HEADING = ["E-mail", "Role", "Organisation"]


def book_of(*rows: list[Any], then: Callable[[Any], object] = lambda _book: None) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    then(book)
    book.save(file)
    return file.getvalue()


def rows_of(content: bytes) -> list[Row]:
    return list(sheets_of(content)[0].rows([]))


def with_sheet(rows: str, *, before: str = "") -> bytes:
    """A file with a sheet of one's own making."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet, made = f'{before}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>', io.BytesIO()
    with ZipFile(io.BytesIO(book_of(HEADING))) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if "sheet1" in name else old.read(name))
    return made.getvalue()


def test_a_sheet_is_read_as_its_cells_are_seen() -> None:
    content = book_of(
        ["E-mail", "Role"],
        [None, " "],
        ["a@b.org", 7.0],
        [date(2019, 3, 18), True],
        [datetime(2019, 3, 18, 9, 30), time(8)],  # noqa: DTZ001 - a spreadsheet knows no zones
    )
    assert rows_of(content) == [
        (1, ["E-mail", "Role"]),
        (3, ["a@b.org", "7"]),
        (4, ["2019-03-18", "TRUE"]),
        (5, ["2019-03-18T09:30:00", "08:00:00"]),
    ]


def test_a_merged_cell_is_said_of_all_its_rows() -> None:
    content = book_of(
        HEADING,
        ["a@b.org", "x", "ILO"],
        ["c@d.org", "y"],
        [],
        ["e@f.org", "z"],
        ["g@h.org", "z"],
        then=lambda book: (book.active.merge_cells("C2:C5"), book.active.merge_cells("A6:B6")),
    )
    assert [cells[2:] for _, cells in rows_of(content)] == [["Organisation"], ["ILO"], ["ILO"], ["ILO"], []]


def test_a_formula_without_a_value_is_no_empty_cell() -> None:
    assert rows_of(book_of(HEADING, ["a@b.org", "=A1", "ILO"]))[1] == (2, ["a@b.org", NO_VALUE, "ILO"])
    kept = with_sheet(
        '<row r="1"><c r="A1" t="str"><f>B1</f><v>kept</v></c><c r="B1" t="str"><f>C1</f><v></v></c></row>'
    )
    assert rows_of(kept) == [(1, ["kept", ""])]


def test_line_ends_are_read_as_excel_writes_them() -> None:
    assert rows_of(with_sheet('<row><c t="inlineStr"><is><t>one_x000D_two</t></is></c></row>')) == [
        (1, ["one\rtwo"])
    ]


def test_the_sheet_with_the_names_of_columns_is_read_and_the_others_are_said() -> None:
    def more(book: Any) -> None:
        book.create_sheet("People").append(HEADING)
        book.create_sheet("Empty")
        hidden = book.create_sheet("Lists", 0)
        hidden.append(HEADING)
        hidden.sheet_state = "hidden"
        book.active = 1

    table = _table_in(book_of(["Export Summary"], then=more), ".xlsx")
    assert table.heading == HEADING
    assert table.notes == ["only the sheet “People” is read, and not “Sheet”"]


def test_rows_that_a_filter_hides_are_read_and_said() -> None:
    def hide(book: Any) -> None:
        for row in (3, 4, 9):
            book.active.row_dimensions[row].hidden = True

    table = _table_in(book_of(HEADING, ["a@b.org"], ["c@d.org"], ["e@f.org"], then=hide), ".xlsx")
    assert [line for line, _ in table.rows] == [2, 3, 4]
    assert table.notes == ["hidden in the spreadsheet, and read like the others: 2 of the rows"]


BOMB = "<row>" + '<c t="inlineStr"><is><t>x</t></is></c>' * 700_000 + "</row>"
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (with_sheet(BOMB), "it is too large"),
        (with_sheet('<row r="99999999999"><c t="inlineStr"><is><t>x</t></is></c></row>'), "it is damaged"),
        (with_sheet('<row r="1"><c r="ZZZ1" t="inlineStr"><is><t>x</t></is></c></row>'), "it is damaged"),
        (with_sheet("<row><c><v>&e;</v></c></row>", before=ENTITY), "it is not a spreadsheet"),
        (with_sheet('<row><c t="s"><v>99</v></c></row>'), "it is damaged"),
        (book_of(HEADING)[:2000], "it is not a spreadsheet"),
    ],
    ids=["bomb", "row", "column", "entity", "string", "cut"],
)
def test_a_file_that_is_made_to_do_harm_or_damaged_is_told(content: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile, match=what):
        rows_of(content)
