"""A table out of a file: rows of texts, with their lines. CSV with any common delimiter and encoding, and XLSX."""

import codecs
import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from bot.directory.exchange.columns import known
from bot.directory.exchange.formulas import restored

Row = tuple[int, list[str]]  # the line on which it begins, counted from 1, and its cells

_DELIMITERS: Final = (",", ";", "\t")
_LONGEST_CELL: Final = 1_000_000  # characters: beyond that a quote was never closed


class UnreadableFile(Exception):
    """The file is no table, in words."""


@dataclass(frozen=True, slots=True)
class Table:
    """`line` and `heading`: the first row that is not empty. `rows` are read while one goes through them, once; they may raise
    UnreadableFile. `about`: how many there are at most, if that is known."""

    line: int
    heading: list[str]
    rows: Iterator[Row]
    about: int | None = None


def read_table(path: Path) -> Table:
    """Opens a file. Raises UnreadableFile, OSError."""
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return _from_csv(decoded(path.read_bytes()))
        case ".xlsx" | ".xlsm":
            return _from_xlsx(path)
        case ".xls" | ".ods" | ".numbers":
            raise UnreadableFile("this kind of spreadsheet can't be read: save it as .xlsx or .csv")
    raise UnreadableFile("its name must end with .csv or .xlsx")


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16, marked or not, else Windows-1252, as Excel writes it. Raises UnreadableFile."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in content[:200]:
        # Every other byte of Latin letters in UTF-16 is a zero: the first one tells in which order.
        encoding = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableFile("it is not text: save it as CSV in UTF-8, or as .xlsx") from None


def _from_csv(text: str) -> Table:
    if "\0" in text:
        raise UnreadableFile("it is not text: save it as CSV in UTF-8, or as .xlsx")
    lines = text.count("\n")
    first, text_lines = 1, text
    if text.lower().startswith("sep=") and len(text.partition("\n")[0].strip()) == 5:
        # Excel's own way of saying which delimiter it uses.
        first, text_lines = 2, text.partition("\n")[2]
    delimiter = _delimiter(text_lines)
    return _table(_csv_rows(text_lines, delimiter, first), lines)


def _delimiter(text: str) -> str:
    """The one that makes most of the first row names of columns."""

    def names(delimiter: str) -> tuple[int, int]:
        try:
            cells = next((cells for _line, cells in _csv_rows(text, delimiter, 1)), [])
        except UnreadableFile:
            return 0, 0
        return known(cells), len(cells)

    return max(_DELIMITERS, key=names)


def _csv_rows(text: str, delimiter: str, first: int) -> Iterator[Row]:
    """Rows that are not empty, with the line that each begins on."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [restored(cell) for cell in cells]
            line = first + reader.line_num
    except csv.Error:
        raise UnreadableFile(
            f"line {line}: a quotation mark is not closed, or stands in the middle of a cell"
        ) from None


def rows_of_csv(text: str) -> list[Row]:
    """The rows of a CSV text that are not empty, whatever its columns are called. Raises UnreadableFile."""
    first, _newline, rest = text.partition("\n")
    delimiter = max(_DELIMITERS, key=first.count)
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[-1], rest
    return list(_csv_rows(text, delimiter, 1))


def _from_xlsx(path: Path) -> Table:
    from openpyxl import load_workbook  # noqa: PLC0415 - it takes a while, and only this needs it
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and features that are of no matter here
        try:
            book = load_workbook(path, read_only=True, data_only=True)
            sheet: Any = book.active or book.worksheets[0]
            sheet.reset_dimensions()  # what other programs write there is often wrong
        except (
            BadZipFile,
            InvalidFileException,
            KeyError,
            ValueError,
            IndexError,
            AttributeError,
            SyntaxError,
        ):
            raise UnreadableFile("it is not a spreadsheet, or damaged, or protected by a password") from None

    def rows() -> Iterator[Row]:
        try:
            for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = [written(value) for value in values]
                if any(cell.strip() for cell in cells):
                    yield line, cells
        except (BadZipFile, KeyError, ValueError, SyntaxError):
            raise UnreadableFile("it is damaged") from None
        finally:
            book.close()

    return _table(rows(), None)


def written(value: object) -> str:
    """A cell of a spreadsheet as text."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
    return str(value)


def _table(rows: Iterator[Row], about: int | None) -> Table:
    line, heading = next(rows, (0, []))
    if not heading:
        raise UnreadableFile("there is nothing in it")
    return Table(line, heading, rows, about)
