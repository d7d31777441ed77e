"""Files as they come: any delimiter, any encoding, any spreadsheet."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.directory.exchange.rows import UnreadableFile
from bot.directory.exchange.tables import read_table

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
        ("a.xlsx", b"", "there is nothing in it"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + b"x" * 600,
            "it is protected by a password, or of an old Excel: save it as .xlsx, without one",
        ),
        ("a.xlsx", b"%PDF-1.7", "it is a PDF: save the table that it was made of as .xlsx or .csv"),
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


def test_a_line_is_told_as_a_spreadsheet_shows_it_too(tmp_path: Path) -> None:
    text = 'sep=;\nE-mail;Role\n\na@b.org;"one\ntwo"\nc@d.org;x\n'
    lines = [str(line) for line, _ in rows_of(csv_file(tmp_path, text))]
    assert lines == [f"{n} (row {m} in a spreadsheet)" for n, m in ((2, 1), (4, 3), (6, 4))]
    assert [str(line) for line, _ in rows_of(csv_file(tmp_path, "E-mail;Role\n\na@b.org;x\n"))] == ["1", "3"]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "text", ["Chargée d'études à l'élevage, Côte d'Ivoire", "Coordinación y gestión en la región"]
)
def test_a_file_of_any_kind_of_computer_keeps_its_accents(tmp_path: Path, encoding: str, text: str) -> None:
    rows = rows_of(csv_file(tmp_path, f"E-mail;Role\na@b.org;{text}\n".encode(encoding)))
    assert rows[1] == (2, ["a@b.org", text])


def test_a_letter_that_was_lost_in_a_file_costs_no_other_its_accent(tmp_path: Path) -> None:
    content = "E-mail;Role\na@b.org;Chargée d’études\nc@d.org;Ad".encode() + b"\xe9le\n"
    assert [cells[1] for _, cells in rows_of(csv_file(tmp_path, content))[1:]] == [
        "Chargée d’études",
        "Ad\ufffdle",
    ]


def test_the_names_of_columns_may_stand_under_a_title(tmp_path: Path) -> None:
    text = "Partners, as of March\n\n;;\nOrganisation;2 people\nE-mail;Role;Country\na@b.org;x;Nepal\n"
    table = read_table(csv_file(tmp_path, text))
    assert (table.line, table.heading) == (5, ["E-mail", "Role", "Country"])
    assert list(table.rows) == [(6, ["a@b.org", "x", "Nepal"])]
    assert table.notes == ["left out: 2 lines above the names of columns"]


def test_cells_in_which_nothing_can_be_seen_are_empty(tmp_path: Path) -> None:
    text = "E-mail,Role\n\u00a0,\u200b\n\ufeff,\na@b.org,x\n"
    assert rows_of(csv_file(tmp_path, text))[1:] == [(4, ["a@b.org", "x"])]


def test_a_table_is_known_by_what_is_in_it_and_not_by_its_name(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["E-mail", "Role"])
    book.save(tmp_path / "people.xlsx")
    (tmp_path / "people.xlsx").rename(tmp_path / "people.csv")
    assert read_table(tmp_path / "people.csv").heading == ["E-mail", "Role"]


def test_more_columns_than_a_table_of_people_has_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 1: more than 1,000 columns"):
        rows_of(csv_file(tmp_path, "E-mail,Role" + ",x" * 100_000))
