"""A sentence that is being read: what has been understood is taken out, and what remains is its title. Linear in its length."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from re import Match
from typing import Final, TypeVar

LONGEST: Final = 250  # characters that are read; what is beyond stays in the title, unread
TAKEN: Final = "\x1f"  # stands for each character that was understood

T = TypeVar("T")
_ISO_HOUR = re.compile(r"(?<=[0-9]-[0-9]{2})t(?=[0-9]{2}:)")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘´`ʼ", "'")


class Phrase:
    """A pattern that is compiled when it is first looked for: to compile all that a sentence is read with takes a tenth of a second."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._source)

    def search(self, text: str, start: int) -> Match[str] | None:
        """The first place from `start` on where it fits."""
        return self._pattern.search(text, start)


class Text:
    """`original` as it was typed; `folded` the same, character by character, in small letters without accents."""

    def __init__(self, original: str) -> None:
        text = unicodedata.normalize("NFC", " ".join(original.replace(TAKEN, " ").split()))
        self.original, self.rest = text[:LONGEST], text[LONGEST:]
        self.folded = _ISO_HOUR.sub(TAKEN, "".join(map(_folded, self.original)))

    def search(self, phrase: Phrase) -> Iterator[Match[str]]:
        """All places where a phrase fits, also those that overlap."""
        start: int | None = 0
        while start is not None:
            match = phrase.search(self.folded, start)
            if match is None:
                return
            yield match
            start = match.start() + 1

    def read(self, phrase: Phrase, make: Callable[[Match[str]], T | None]) -> T | None:
        """What the first fitting place that makes sense means; it is taken out."""
        for match in self.search(phrase):
            meaning = make(match)
            if meaning is not None:
                self.take(*match.span())
                return meaning
        return None

    def take(self, start: int, end: int) -> None:
        """What stands from `start` to `end` was understood, and is not of the title."""
        self.folded = self.folded[:start] + TAKEN * (end - start) + self.folded[end:]

    def pieces(self) -> list[str]:
        """What was not taken out, as it was typed, in order."""
        return [self.original[m.start() : m.end()] for m in re.finditer(f"[^{TAKEN}]+", self.folded)]


def _folded(letter: str) -> str:
    if letter in _DASHES:
        return _DASHES[letter]
    plain = unicodedata.normalize("NFKD", letter)[0].lower()
    return plain if len(plain) == 1 else letter


def fold(text: str) -> str:
    return "".join(map(_folded, text))


def pattern(source: str) -> Phrase:
    """A phrase that begins and ends where words do."""
    return Phrase(rf"(?<!\w)(?:{source})(?!\w)")


def one_of(words: str | Iterable[str]) -> str:
    """Any of the words: those of a table, or parted by bars. The longest first."""
    listed = words.split("|") if isinstance(words, str) else words
    return "(?:" + "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True)) + ")"
