"""Tables into files, some rows at a time, so that nobody waits for a large one: CSV and XLSX, all cells as text."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from bot.directory.exchange.formulas import defused

FORMATS: Final = ("xlsx", "csv")


class Sheet(Protocol):
    """Takes rows, and at the end gives the file."""

    def add(self, rows: Iterable[Sequence[str]]) -> None: ...

    def finish(self) -> bytes: ...


def sheet(format_: str, heading: Sequence[str], title: str) -> Sheet:
    """An empty file of a format, which is one of FORMATS, with its first row."""
    if format_ == "csv":
        return _Csv(heading)
    from bot.directory.exchange.workbook import Xlsx  # noqa: PLC0415 - openpyxl takes a while to import

    return Xlsx(heading, title)


class _Csv:
    """UTF-8 with its mark, without which Excel takes it for something else; lines as RFC 4180 has them."""

    def __init__(self, heading: Sequence[str]) -> None:
        self._file = io.StringIO(newline="")
        self._writer = csv.writer(self._file)
        self.add([heading])

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        self._writer.writerows([defused(cell) for cell in row] for row in rows)

    def finish(self) -> bytes:
        return self._file.getvalue().encode("utf-8-sig")
