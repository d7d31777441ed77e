"""Rows of a table as they come out of a file, and what is wrong with a file that has none. Pure."""

from collections.abc import Sequence
from typing import Final, Self

from bot.directory.profile.rules import one_line

MOST_COLUMNS: Final = 1_000  # a table of people has some twenty
LARGEST: Final = 200_000_000  # octets of a file, unpacked

# What stands for the value of a formula that was never reckoned: no file can hold it.
NO_VALUE: Final = "\0"


class UnreadableFile(Exception):
    """The file is no table, in words."""


class Line(int):
    """The line on which a row begins, counted from 1 as an editor does. `row`: where a spreadsheet that has opened the file
    shows it, in which a cell of several lines is in one row."""

    row: int

    def __new__(cls, line: int, row: int) -> Self:
        self = super().__new__(cls, line)
        self.row = row
        return self

    def __str__(self) -> str:
        line = int.__repr__(self)
        return line if self.row == self else f"{line} (row {self.row} in a spreadsheet)"


Row = tuple[int, list[str]]  # the line on which it begins, and its cells


def is_blank(cell: str) -> bool:
    """Whether nothing can be seen in a cell."""
    return not (cell.strip() if cell.isascii() else one_line(cell))


def is_empty(cells: Sequence[str]) -> bool:
    return all(map(is_blank, cells))
