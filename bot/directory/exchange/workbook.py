"""A table as an XLSX file, written row by row: all cells as text."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from bot.directory.exchange.formulas import is_dangerous

_AS_TEXT: Final = "@"  # Excel's format for text
_WIDTH: Final = 24  # characters


class Xlsx:
    """A book with one sheet, as `bot.directory.exchange.sheets.Sheet` has it."""

    def __init__(self, heading: Sequence[str], title: str) -> None:
        self._book = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet(title[:31])
        self._sheet.freeze_panes = "B2"
        for number in range(len(heading)):
            self._sheet.column_dimensions[chr(ord("A") + number)].width = _WIDTH
        bold = Font(bold=True)
        cells = [self._text(name) for name in heading]
        for cell in cells:
            cell.font = bold
        self._sheet.append(cells)

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        for row in rows:
            self._sheet.append([self._cell(text) for text in row])

    def _cell(self, text: str) -> Any:
        """A text that would be a formula is marked as the text that it is; any other is one as it stands."""
        clean = ILLEGAL_CHARACTERS_RE.sub("", text)
        return self._text(clean) if is_dangerous(clean) else clean or None

    def _text(self, text: str) -> Any:
        cell: Any = WriteOnlyCell(self._sheet, value=text)
        cell.data_type = "s"
        # So it stays when somebody edits the cell.
        cell.number_format = _AS_TEXT
        return cell

    def finish(self) -> bytes:
        file = io.BytesIO()
        self._book.save(file)
        return file.getvalue()
