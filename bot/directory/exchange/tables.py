"""A table out of a file: the names of its columns, and rows of texts with their lines. CSV, and XLSX."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.directory.exchange.columns import known
from bot.directory.exchange.delimited import LOOKED_AT, decoded, rows_in
from bot.directory.exchange.rows import LARGEST, MOST_COLUMNS, Row, UnreadableFile

if TYPE_CHECKING:
    from bot.directory.exchange.spreadsheets import Sheet

_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Table:
    """`line` and `heading`: the row with the names of the columns. `rows` are read while one goes through them, once; they may raise
    UnreadableFile. `about`: how many there are at most, if that is known. `notes`: what is to be said of it, each in a sentence: all, when
    the rows have been read."""

    line: int
    heading: list[str]
    rows: Iterator[Row]
    about: int | None = None
    notes: list[str] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """Opens a file. Raises UnreadableFile, OSError."""
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt" | ".xlsx" | ".xlsm":
            return _table_in(_content(path), path.suffix.lower())
        case ".xls" | ".ods" | ".numbers":
            raise UnreadableFile("this kind of spreadsheet can't be read: save it as .xlsx or .csv")
    raise UnreadableFile("its name must end with .csv or .xlsx")


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UnreadableFile("it is too large: keep the people in it, and leave out what else there is")
    return content


def _table_in(content: bytes, suffix: str) -> Table:
    """By what is in it: a file's name may have been changed."""
    if not content:
        raise UnreadableFile("there is nothing in it")
    if content.startswith(b"%PDF"):
        raise UnreadableFile("it is a PDF: save the table that it was made of as .xlsx or .csv")
    if suffix in (".xlsx", ".xlsm") or content.startswith((_ZIP, _OLD_EXCEL)):
        return _from_xlsx(content)
    text = decoded(content)
    table = _table(rows_in(text, known), [], text.count("\n"))
    if table is None:
        raise UnreadableFile("there is nothing in it")
    return table


def _from_xlsx(content: bytes) -> Table:
    """The sheet that has the names of our columns: the one that the file opens with, if several do."""
    from bot.directory.exchange.spreadsheets import sheets_of  # noqa: PLC0415 - openpyxl takes a while to import

    found = [(sheet.title, table) for sheet in sheets_of(content) if (table := _of_sheet(sheet))]
    if not found:
        raise UnreadableFile("there is nothing in it")
    title, table = max(found, key=lambda each: _is_heading(each[1].heading))
    if others := ", ".join(f"“{other}”" for other, each in found if each is not table):
        table.notes.insert(0, f"only the sheet “{title}” is read, and not {others}")
    return table


def _of_sheet(sheet: "Sheet") -> Table | None:
    notes: list[str] = []
    return _table(sheet.rows(notes), notes)


def _table(rows: Iterator[Row], notes: list[str], about: int | None = None) -> Table | None:
    """The names of columns may stand under a title. None if there are no rows."""
    first = list(islice(rows, LOOKED_AT))
    if not first:
        return None
    place = max(range(len(first)), key=lambda n: known(first[n][1]))
    if not _is_heading(first[place][1]):
        place = 0
    line, heading = first[place]
    if sum(bool(cell) for cell in heading) > MOST_COLUMNS:
        raise UnreadableFile(f"line {line}: more than {MOST_COLUMNS:,} columns are no table of people")
    if place:
        notes.insert(0, f"left out: {place} {'line' if place == 1 else 'lines'} above the names of columns")
    return Table(line, heading, chain(first[place + 1 :], rows), about, notes)


def _is_heading(cells: Sequence[str]) -> bool:
    return known(cells) > 1
