"""Text as it is searched: without accents, case and punctuation, in ASCII words, whatever the database."""

import re

from anyascii import anyascii

_APOSTROPHE = re.compile(r"(?<=[a-z0-9])'(?=[a-z0-9])")
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> list[str]:
    """The words of a text: “Łódź, Côte d’Ivoire” gives lodz, cote, d, ivoire."""
    return _WORD.findall(anyascii(text).casefold())


def fold_for_finding(text: str) -> list[str]:
    """The words under which a text is found: as `fold`, and joined where an apostrophe parts them (“obrien”)."""
    plain = anyascii(text).casefold()
    joined = [word for word in _WORD.findall(_APOSTROPHE.sub("", plain)) if word]
    return list(dict.fromkeys(_WORD.findall(plain) + joined))
