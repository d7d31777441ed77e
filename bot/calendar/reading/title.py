"""What remains of a sentence is its title: joined where something was taken out, with its own capitals."""

import re
from typing import Final

from bot.calendar.reading.text import Text

# Words that led to what was taken out.
_DANGLING: Final = re.compile(
    r"(?:^|[ ,;(])(?:on|at|in|from|the|le|la|à|en|el|los|du|del|de|des|au|by|for|and|to|pour|para|@|y|et|d['’])$",
    re.IGNORECASE,
)
_EDGES: Final = " \t,;:.!?-–—·|/@"
_EMPTY: Final = re.compile(r"\(\s*[,;]?\s*\)|\[\s*\]")
_DOUBLED: Final = re.compile(r"\s*([,;:])(?:\s*[,;])+")
_LOOSE: Final = re.compile(r"(?<=\w)\s+([,;.])(?=\s|$)")


def title_of(text: Text) -> str:
    """The title, or nothing if all was understood."""
    pieces = text.pieces()
    tidied = []
    for number, piece in enumerate(pieces):
        after_taken = number > 0 or text.folded.startswith("\x1f")
        before_taken = number < len(pieces) - 1 or text.folded.endswith("\x1f")
        part = piece.lstrip(" ,;:.!)-–—/|") if after_taken and not piece.lstrip().startswith(",") else piece
        tidied.append(_without_dangling(part) if before_taken else part)
    joined = _EMPTY.sub(" ", " ".join(filter(None, (*tidied, text.rest))))
    joined = _LOOSE.sub(r"\1", _DOUBLED.sub(r"\1", " ".join(joined.split())))
    return _balanced(joined.strip(_EDGES if pieces != [text.original] else " ,;:-–—·|/"))


def _without_dangling(piece: str) -> str:
    text = piece.rstrip()
    for _ in range(3):
        shorter = _DANGLING.sub("", text).rstrip()
        if shorter == text:
            break
        text = shorter
    return text.rstrip(" -–—/|(")


def _balanced(text: str) -> str:
    """Brackets that lost their other half are left out."""
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ")
    return " ".join(text.split())
