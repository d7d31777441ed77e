"""Rows out of text: any common delimiter, and any encoding in which spreadsheets write it. Pure."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from bot.directory.exchange.formulas import restored
from bot.directory.exchange.rows import Line, Row, UnreadableFile, is_empty

LOOKED_AT: Final = 25  # rows in which the names of columns are looked for
_DELIMITERS: Final = (",", ";", "\t", "|")
_LONGEST_CELL: Final = 1_000_000  # characters: beyond that a quote was never closed
_NOT_TEXT: Final = "it is not text: save it as CSV in UTF-8, or as .xlsx"

# As Excel writes for Windows, for the Mac and for DOS, and what was UTF-8 but for some signs; the first of those that make as
# much sense.
_CODE_PAGES: Final = ("cp1252", "mac_roman", "cp850", "utf-8")
# What texts in our languages have outside of ASCII, where they have it.
_LIKELY: Final = re.compile(
    "[àâäáçéèêëíîïñóôöúùûüœ](?![A-Z])|(?<![a-z])[ÀÂÄÁÇÉÈÊËÍÎÏÑÓÔÖÚÙÛÜ]|(?<=[A-Za-z])’(?=[A-Za-zàâéèêîôû])"
)
_ENOUGH: Final = 1_000_000  # octets that show which code page it is
_NEVER_IN_TEXT: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16, marked or not, else in the code page in which it makes sense, with U+FFFD for
    what was lost. Raises UnreadableFile."""
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
        if _NEVER_IN_TEXT.search(content):
            raise UnreadableFile(_NOT_TEXT) from None
    return content.decode(max(_CODE_PAGES, key=lambda page: _sense(content[:_ENOUGH], page)), "replace")


def _sense(content: bytes, page: str) -> int:
    return len(_LIKELY.findall(content.decode(page, "replace")))


def rows_in(text: str, known: Callable[[Sequence[str]], int]) -> Iterator[Row]:
    """The rows of a text that are not empty, parted at the delimiter that makes most cells in a row `known`. Raises UnreadableFile."""
    if "\0" in text:
        raise UnreadableFile(_NOT_TEXT)
    delimiter, first = _said(text)
    rest = text.partition("\n")[2] if delimiter else text
    delimiter = delimiter or max(_DELIMITERS, key=lambda each: _fits(rest, each, known))
    return _rows(rest, delimiter, first)


def _said(text: str) -> tuple[str, int]:
    """Excel's own way of saying which delimiter it uses, `sep=;`, which is no row; and on which line the rows begin."""
    said = text[:20].partition("\n")[0].strip().strip('"')
    return (said[-1], 2) if said[:4].lower() == "sep=" and len(said) == 5 else ("", 1)


def _fits(text: str, delimiter: str, known: Callable[[Sequence[str]], int]) -> tuple[int, int]:
    best = (0, 0)
    try:
        for _line, cells in islice(_rows(text, delimiter, 1), LOOKED_AT):
            best = max(best, (known(cells), len(cells)))
    except UnreadableFile:
        pass
    return best


def rows_of_csv(text: str) -> list[Row]:
    """The rows of a CSV text that are not empty, whatever its columns are called. Raises UnreadableFile."""
    said, start = _said(text)
    first, _newline, rest = text.partition("\n")
    return list(_rows(rest if said else text, said or max(_DELIMITERS, key=first.count), start))


def _rows(text: str, delimiter: str, first: int) -> Iterator[Row]:
    """Rows that are not empty, with the line that each begins on."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    try:
        for number, cells in enumerate(reader, 1):
            if not is_empty(cells):
                yield Line(line, number), [restored(cell) for cell in cells]
            line = first + reader.line_num
    except csv.Error:
        raise UnreadableFile(
            f"line {line}: a quotation mark is not closed, or stands in the middle of a cell"
        ) from None
