"""Lines of rich text in which the words that were searched for are bold.

Rich text is never parsed as markup, so what people typed stays literal without escaping
(https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Final

from bot.blocks import Block
from bot.directory.words.folding import fold_for_finding
from bot.i18n import Markup

Line = list[Block]

# Where the parts of a line go in a translated message: a character that nothing is written with.
SLOT: Final = Markup("\ue000")


def plain(text: str, *, bold: bool = False) -> Line:
    """A text as it is, all in bold or none of it."""
    if not text:
        return []
    element: Block = {"type": "text", "text": text}
    return [element | {"style": {"bold": True}} if bold else element]


def marked(text: str, marks: Collection[str], *, whole: bool = False) -> Line:
    """A text whose words that fold to one of `marks` are bold; all of it, if it fits as a `whole`."""
    if whole or not marks:
        return plain(text, bold=whole)
    pieces = [(_fits(piece, marks), piece) for piece in _pieces(text)]
    return [
        element
        for is_bold, group in groupby(pieces, key=lambda pair: pair[0])
        for element in plain("".join(piece for _, piece in group), bold=is_bold)
    ]


def has_marks(text: str, marks: Collection[str]) -> bool:
    """Whether a word of the text would be marked."""
    return bool(marks) and any(_fits(piece, marks) for piece in _pieces(text))


def is_marked(line: Line) -> bool:
    """Whether something in a line is bold."""
    return any(element.get("style") for element in line)


def around_marks(text: str, marks: Collection[str], limit: int) -> str:
    """About `limit` characters of a text from a little before its first marked word, with ellipses where it was cut."""
    if len(text) <= limit:
        return text
    start = 0
    for piece in _pieces(text):
        if _fits(piece, marks):
            break
        start += len(piece)
    else:
        start = 0
    begin = max(0, min(start - limit // 4, len(text) - limit))
    if begin:  # at the beginning of a word
        begin = min(text.find(" ", begin) + 1 or begin, start)
    cut = text[begin : begin + limit].strip()
    return ("…" if begin else "") + cut + ("…" if begin + limit < len(text) else "")


def filled(message: Markup, parts: Iterable[Block]) -> Line:
    """A translated message with the parts in the place of its SLOT."""
    before, _, after = message.partition(SLOT)
    return [*plain(before), *parts, *plain(after)]


def listed(items: Iterable[Line], between: str = ", ") -> Line:
    """The items one after the other; empty ones are left out."""
    line: Line = []
    for item in items:
        if item:
            line += [*(plain(between) if line else ()), *item]
    return line


def rich_text(lines: Sequence[Line]) -> Block:
    """A block of lines, at least one of which says something."""
    section = {"type": "rich_text_section", "elements": _merged(listed(lines, "\n"))}
    return {"type": "rich_text", "elements": [section]}


def _merged(line: Line) -> Line:
    """Neighbouring texts in the same style as one: fewer elements to send and to read."""
    merged: Line = []
    for element in line:
        last = merged[-1] if merged else None
        if last and last["type"] == element["type"] == "text" and last.get("style") == element.get("style"):
            merged[-1] = last | {"text": last["text"] + element["text"]}
        else:
            merged.append(element)
    return merged


def _pieces(text: str) -> list[str]:
    """The text cut between words and what is not a word."""
    return ["".join(group) for _, group in groupby(text, key=_is_of_word)]


def _is_of_word(character: str) -> bool:
    """Vowel signs and accents that stand alone are of their word, and so is an apostrophe."""
    return character.isalnum() or character in "'’" or unicodedata.category(character).startswith("M")


def _fits(piece: str, marks: Collection[str]) -> bool:
    return _is_of_word(piece[0]) and any(word in marks for word in fold_for_finding(piece))
