"""Cells that a spreadsheet would take for a formula are made harmless, and taken back unchanged. Pure.

A quotation mark in front makes a text of them (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import unicodedata
from typing import Final

# Their wide forms, too: some spreadsheets take them for the same.
_BEGINS: Final = frozenset("=+-@＝＋－＠")
_AT_ONCE: Final = frozenset("\t\r\n")
_QUOTES: Final = frozenset("'\"`’‘“”«»")
_MARK: Final = "'"


def defused(text: str) -> str:
    """The text as it can stand in a CSV file."""
    return _MARK + text if is_dangerous(text) else text


def restored(cell: str) -> str:
    """The text that `defused` made this cell of."""
    return cell[1:] if cell.startswith(_MARK) and is_dangerous(cell[1:]) else cell


def is_dangerous(text: str) -> bool:
    """Whether a text may be taken for a formula: by how it begins, after spaces, quotes and what can't be seen."""
    for character in text:
        if character in _BEGINS or character in _AT_ONCE:
            return True
        if character not in _QUOTES and unicodedata.category(character) not in ("Zs", "Zl", "Zp", "Cc", "Cf"):
            return False
    return False
