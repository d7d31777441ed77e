"""gettext's .po files as they are, read at run time (decision 0007): a small part of the format, which is all that `make words` writes.

Of a file of two hundred kilobytes only the translations are kept. Babel's reader, which knows all of the format, keeps in between
what is a comment, where it came from and in which order: thirty times the time, and megabytes that the process never gives back.
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path
from typing import Final

_KEYWORD: Final = re.compile(r'(msgid|msgid_plural|msgstr(?:\[\d\])?) "')
_ESCAPED: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}
_PLURAL: Final = re.compile(r"plural=([^;\n]+)")
_GERMANIC: Final = "n != 1"  # what gettext does where a file does not say


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a language says: for a message of the sources its translation, for a plural (by its singular) all forms. `form` tells
    which of them goes with a number. What is not translated is not in it."""

    one: Mapping[str, str]
    many: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]

    def say(self, message: str) -> str:
        """A message in this language, or as the sources have it."""
        return self.one.get(message, message)

    def count(self, one: str, many: str, n: int) -> str:
        """The form that goes with the number."""
        forms = self.many.get(one)
        return forms[self.form(n)] if forms else one if n == 1 else many


def read(path: Path) -> Catalogue:
    """A file, or none: then nothing is translated. Raises ValueError, with the number of the line, for what `make words` does not write."""
    one: dict[str, str] = {}
    many: dict[str, tuple[str, ...]] = {}
    rule = _GERMANIC
    for entry in _entries(path) if path.exists() else ():
        message, forms = entry.get("msgid", ""), _forms(entry)
        if not message:
            rule = _rule(entry.get("msgstr", "")) or rule
        elif forms and all(forms):
            many[message] = forms
        elif entry.get("msgstr"):
            one[message] = entry["msgstr"]
    return Catalogue(one, many, c2py(rule))


def _rule(header: str) -> str | None:
    found = _PLURAL.search(header)
    return found[1].strip() if found else None


def _forms(entry: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(entry[name] for name in sorted(name for name in entry if name.startswith("msgstr[")))


def _entries(path: Path) -> Iterator[Mapping[str, str]]:
    """Each message with all that belongs to it, by gettext's keywords; not those that are marked as guessed."""
    entry: dict[str, str] = {}
    name, is_guess, is_next_guess = "", False, False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.startswith('"') and name:
            entry[name] += _text(line[1:-1])
        elif found := _KEYWORD.match(line):
            if found[1] == "msgid":
                if entry and not is_guess:
                    yield entry
                entry, is_guess, is_next_guess = {}, is_next_guess, False
            name = found[1]
            entry[name] = _text(line[found.end() : -1])
        elif line.startswith("#,"):
            is_next_guess = "fuzzy" in line
        elif line and not line.startswith("#"):
            raise ValueError(f"{path.name}, line {number}: not a line of a catalogue that Liaison reads")
    if entry and not is_guess:
        yield entry


def _text(quoted: str) -> str:
    if "\\" not in quoted:
        return quoted
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), quoted)
