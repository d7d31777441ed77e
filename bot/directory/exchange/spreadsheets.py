"""Rows out of an XLSX file, sheet by sheet, as its cells are seen; and nothing that a file made to do harm could do with us.

https://learn.microsoft.com/en-us/openspecs/office_standards/ms-xlsx. Openpyxl's parser of a sheet goes from row to row; its own
read-only sheets fill every gap between two rows, however many that are, and can't tell a formula without a value from an empty cell.
"""

import io
import re
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from lzma import LZMAError
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from bot.directory.exchange.rows import LARGEST, MOST_COLUMNS, NO_VALUE, Row, UnreadableFile, is_empty

_LAST_ROW: Final = 1_048_576  # of a sheet
_LAST_COLUMN: Final = 16_384
_MOST_SHEETS: Final = 50
_MOST_MERGED: Final = 100_000
_DENSE: Final = 20_000_000, 200  # octets, and how many times less packed: no table is so much alike

# What an archive, its XML, or what openpyxl makes of it, can fail with.
_DAMAGED: Final = (
    *(BadZipFile, InvalidFileException, zlib.error, LZMAError, EOFError, SyntaxError),
    *(
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
        ArithmeticError,
        AssertionError,
        RuntimeError,
        OSError,
    ),
)
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_ESCAPED: Final = re.compile(
    "_x00(0[1-9A-Fa-f]|1[0-9A-Fa-f])_"
)  # line ends and the like, as Excel writes them


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that can be seen. `rows` gives those that are not empty, anew each time, and adds to the list what is to be said of them,
    each in a sentence; it may raise UnreadableFile."""

    title: str
    rows: Callable[[list[str]], Iterator[Row]]


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets of a file: first the one that it opens with. Raises UnreadableFile."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "it is protected by a password, or of an old Excel: save it as .xlsx, without one"
        )
    try:
        _check_size(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and features that are of no matter here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        seen = [each for each in book.worksheets if isinstance(each, ReadOnlyWorksheet)]
    except _DAMAGED:
        raise UnreadableFile("it is not a spreadsheet, or damaged, or protected by a password") from None
    seen = [each for each in seen if each.sheet_state == "visible"] or seen
    seen.sort(key=lambda each: each is not book.active)
    return [Sheet(str(each.title), partial(_rows, each)) for each in seen[:_MOST_SHEETS]]


def _check_size(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    if "mimetype" in {part.filename for part in parts}:
        raise UnreadableFile("this kind of spreadsheet can't be read: save it as .xlsx or .csv")
    large, times = _DENSE
    is_bomb = any(part.file_size > max(large, times * part.compress_size) for part in parts)
    if is_bomb or sum(part.file_size for part in parts) > LARGEST:
        raise UnreadableFile("it is too large: keep the people in it, and leave out what else there is")


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """As openpyxl's, with a sign for formulas that have no value, and no place outside of a sheet."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["column"] > _LAST_COLUMN or cell["row"] > _LAST_ROW:
            raise ValueError(cell)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None and element.get("t") != "str":
            cell["value"] = NO_VALUE
        return cell


def _rows(sheet: Any, notes: list[str]) -> Iterator[Row]:
    hidden = 0
    book = sheet.parent
    archive, path, strings = book._archive, sheet._worksheet_path, sheet._shared_strings  # noqa: SLF001
    formats = {"date_formats": book._date_formats, "timedelta_formats": book._timedelta_formats}  # noqa: SLF001
    try:
        merged = _Merged(archive, path)
        with archive.open(path) as source:
            parser = _Parser(source, strings, data_only=True, epoch=book.epoch, **formats)
            parsed = parser.parse()
            while (row := _next(parsed)) is not None:
                line, found = row
                cells = {cell["column"]: written(cell["value"]) for cell in found}
                is_hidden = parser.row_dimensions.pop(str(line), {}).get("hidden") in ("1", "true")
                if not is_empty(list(cells.values())):
                    hidden += is_hidden
                    merged.fill(line, cells)
                    yield line, [cells.get(n, "") for n in range(1, max(cells) + 1)]
    except _DAMAGED:
        raise UnreadableFile("it is damaged") from None
    if hidden:
        # A filter hides them, say: in the file they are, and whoever is in them is written to.
        notes.append(f"hidden in the spreadsheet, and read like the others: {hidden:,} of the rows")


def _next(parsed: Iterator[Any]) -> Any:
    """The next row, without warnings of features that are of no matter here; None after the last."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return next(parsed, None)


class _Merged:
    """Cells that stand for several below each other: the value is at the top, and is seen in all."""

    def __init__(self, archive: ZipFile, path: str) -> None:
        self._from: dict[int, list[tuple[int, int]]] = {}  # by the first line: a column, and the last line
        self._standing: dict[int, tuple[int, str]] = {}  # by column: up to which line, and the value
        for found, _ in zip(_MERGED.finditer(archive.read(path)), range(_MOST_MERGED), strict=False):
            column, first, _last_column, last = range_boundaries(found[1].decode())
            if last > first and column <= MOST_COLUMNS:
                self._from.setdefault(first, []).append((column, last))

    def fill(self, line: int, cells: dict[int, str]) -> None:
        for column, (last, value) in list(self._standing.items()):
            if line > last:
                del self._standing[column]
            elif value:
                cells[column] = value
        for column, last in self._from.get(line, ()):
            self._standing[column] = (last, cells.get(column, ""))


def written(value: object) -> str:
    """A cell of a spreadsheet as text."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
