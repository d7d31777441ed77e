"""What a single cell says: read as a part of a profile, or refused with the reason. Pure."""

import re
from collections.abc import Collection
from typing import Final

from bot.blocks import clip
from bot.directory.exchange import values
from bot.directory.exchange.rows import NO_VALUE
from bot.directory.exchange.values import BadCell
from bot.directory.profile import rules
from bot.directory.words.folding import fold

_LONGEST: Final = 5_000  # characters: of what a profile holds nothing is as long
# What stands in a cell for nothing.
_NOTHING: Final = re.compile(r"[-–—−_./*]+|n/a|n\.\s?a\.?|n/d|n\.d\.?|s/o|s\.o\.?", re.IGNORECASE)
# What spreadsheets write in the place of a value that they could not reckon, in any of the languages.
_FAILED_IN: Final = """
#N/A #REF! #NAME? #VALUE! #DIV/0! #NUM! #NULL! #SPILL! #CALC! #FIELD! #ERROR! #NOM? #VALEUR! #NOMBRE! #NUL!
#N/D #¡REF! #¿NOMBRE? #¡VALOR! #¡DIV/0! #¡NUM! #¡NULO!
"""
_FAILED: Final = frozenset(_FAILED_IN.split())
_SLACK_ID: Final = re.compile(r"[UW][A-Z0-9]{2,30}")
_EMAIL: Final = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_ADDRESSED: Final = re.compile(r"[^<>]*<\s*([^<>@\s]+@[^<>@\s]+)\s*>")  # Ada Example <ada@example.org>
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def said(cell: str) -> str:
    """What a cell says, which may be nothing. Raises BadCell for what is far too long, and for what was lost on the way:
    letters, or the value of a formula."""
    if len(cell) > _LONGEST:
        raise BadCell(f"{len(cell):,} characters are too many")
    text = rules.one_line(cell)
    if cell == NO_VALUE:
        raise BadCell(
            "its formula has no value yet: open the file in a spreadsheet program, and save it there"
        )
    if "\ufffd" in cell:
        raise BadCell(f"a letter was lost in “{clip(text, rules.LONGEST_LINE)}”: save the file in UTF-8")
    if text.upper() in _FAILED:
        raise BadCell(f"its formula failed: it says {text}")
    return "" if _NOTHING.fullmatch(text) else cell


def line(cell: str, limit: int) -> str:
    text = rules.one_line(cell)
    if len(text) > limit:
        raise BadCell(f"at most {limit} characters, please: this has {len(text)}")
    return text


def organisation(cell: str) -> str:
    text = line(cell, rules.LONGEST_LINE)
    if text and not fold(text):
        raise BadCell(f"“{text}” has neither letters nor numbers: nobody could find it")
    return text


def fields(cell: str, known: Collection[str]) -> tuple[str, ...]:
    found = values.names(cell, known)
    for name in found:
        if len(name) > rules.LONGEST_FIELD:
            raise BadCell(
                f"“{name[:20].rstrip()}…” is too long: at most {rules.LONGEST_FIELD} characters for a field, "
                "with semicolons in between"
            )
        if not fold(name):
            raise BadCell(f"“{name}” has neither letters nor numbers: nobody could find it")
    return at_most(found, rules.MOST_FIELDS, "fields")


def at_most(found: tuple[str, ...], limit: int, what: str) -> tuple[str, ...]:
    if len(found) > limit:
        raise BadCell(f"at most {limit} {what}, please: these are {len(found)}")
    return found


def website(cell: str) -> str:
    text = rules.website(line(cell, rules.LONGEST_SENTENCE))
    if text is None or len(text) > rules.LONGEST_SENTENCE:
        raise BadCell(f"“{clip(rules.one_line(cell), rules.LONGEST_LINE)}” is not the address of a website")
    return text


def email(cell: str) -> str:
    text = rules.one_line(cell)
    if found := _ADDRESSED.fullmatch(text):
        text = found[1]
    text = _UNSEEN.sub("", text).casefold().removeprefix("mailto:").strip(" ;,.")
    if text and not _EMAIL.fullmatch(text):
        raise BadCell(f"“{clip(text, rules.LONGEST_LINE)}” is not an e-mail address")
    return text


def slack_id(cell: str) -> str:
    text = _UNSEEN.sub("", rules.one_line(cell))
    if found := _MENTION.fullmatch(text):
        text = found[1]
    if text and not _SLACK_ID.fullmatch(text.upper()):
        raise BadCell(
            f"“{clip(text, rules.LONGEST_LINE)}” is not a Slack ID: it begins with U, and is in somebody's profile in Slack, "
            "under “Copy member ID”"
        )
    return text.upper()
