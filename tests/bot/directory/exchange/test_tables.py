"""Files as they come: any delimiter, any encoding, any spreadsheet."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.directory.exchange.tables import UnreadableFile, read_table

ROWS = [(1, ["E-mail", "Rôle", "Pays"]), (2, ["a@b.org", "inspectrice", "Côte d’Ivoire"])]


def rows_of(path: Path) -> list[tuple[int, list[str]]]:
    table = read_table(path)
    return [(table.line, table.heading), *table.rows]


def csv_file(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_delimiter_encoding_and_end_of_line_is_read(
    tmp_path: Path, delimiter: str, encoding: str, newline: str
) -> None:
    text = newline.join(delimiter.join(cells) for _line, cells in ROWS) + newline
    assert rows_of(csv_file(tmp_path, text.encode(encoding))) == ROWS


def test_commas_in_cells_do_not_part_what_semicolons_part(tmp_path: Path) -> None:
    text = "E-mail;Role, if any;Country\na@b.org;x, y, z;Nepal\n"
    assert rows_of(csv_file(tmp_path, text))[1] == (2, ["a@b.org", "x, y, z", "Nepal"])


def test_empty_lines_are_skipped_and_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    text = '\n\nE-mail,Role\n,,\na@b.org,"one\ntwo"\n\n  , \nc@d.org,"say ""hi"""\n'
    assert rows_of(csv_file(tmp_path, text)) == [
        (3, ["E-mail", "Role"]),
        (5, ["a@b.org", "one\ntwo"]),
        (9, ["c@d.org", 'say "hi"']),
    ]


def test_excels_own_first_line_is_no_row(tmp_path: Path) -> None:
    assert rows_of(csv_file(tmp_path, "sep=;\r\nE-mail;Role\r\na@b.org;x\r\n")) == [
        (2, ["E-mail", "Role"]),
        (3, ["a@b.org", "x"]),
    ]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.csv", b"", "there is nothing in it"),
        ("a.csv", b" \n\n  \n", "there is nothing in it"),
        (
            "a.csv",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x81\x8d",
            "it is not text: save it as CSV in UTF-8, or as .xlsx",
        ),
        ("a.xlsx", b"PK nothing", "it is not a spreadsheet, or damaged, or protected by a password"),
        ("a.xls", b"", "this kind of spreadsheet can't be read: save it as .xlsx or .csv"),
        ("a.pdf", b"", "its name must end with .csv or .xlsx"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile) as raised:
        rows_of(tmp_path / name)
    assert str(raised.value) == what


def test_a_quotation_mark_that_is_not_closed_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 3: a quotation mark is not closed"):
        rows_of(csv_file(tmp_path, 'E-mail,Role\na@b.org,x\nc@d.org,"y\nd@e.org,z\n'))


def test_a_spreadsheet_is_read_as_its_cells_are_seen(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["E-mail", "Role"], [None, None], ["a@b.org", 7.0], [date(2019, 3, 18), True]):
        sheet.append(row)
    book.create_sheet("Another").append(["nothing of it"])
    book.save(tmp_path / "people.xlsx")
    assert rows_of(tmp_path / "people.xlsx") == [
        (1, ["E-mail", "Role"]),
        (3, ["a@b.org", "7"]),
        (4, ["2019-03-18T00:00:00", "TRUE"]),
    ]
