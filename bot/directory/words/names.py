"""Finds a country or a language by what somebody begins to type: without accents, by a part, by its code."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.directory.words.folding import fold

_ARTICLES = frozenset({"the", "la", "le", "les", "el", "los", "las", "l"})
_NO_MATCH = 99


@dataclass(frozen=True, slots=True)
class Entry:
    """A code, its name as it is shown, and what else it goes by: both folded."""

    code: str
    shown: str
    name: str
    others: tuple[str, ...]
    short: frozenset[str]  # its codes, and its other names without spaces

    @classmethod
    def of(cls, code: str, shown: str, others: Iterable[str], codes: Iterable[str] = ()) -> "Entry":
        folded = [" ".join(fold(other)) for other in others]
        short = frozenset(text.replace(" ", "") for text in [*folded, *(c.lower() for c in (code, *codes))])
        return cls(code, shown, " ".join(fold(shown)), tuple(folded), short)


def suggest(entries: Iterable[Entry], typed: str, limit: int) -> list[Entry]:
    """The entries that fit what was typed, best first: the code or whole name, its beginning, a word of it, a part."""
    words = fold(typed)
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    if not words:
        return sorted(entries, key=lambda entry: entry.name)[:limit] if not typed.strip() else []
    ranked = [(_rank(entry, words), entry.name, entry) for entry in entries]
    return [entry for rank, _, entry in sorted(ranked, key=lambda r: r[:2]) if rank < _NO_MATCH][:limit]


def _rank(entry: Entry, words: list[str]) -> int:
    text, squeezed = " ".join(words), "".join(words)
    if text == entry.name or squeezed in entry.short:
        return 0
    if entry.name.startswith(text):
        return 1
    names = (entry.name, *entry.others)
    if any(f" {text}" in f" {name}" for name in names):
        return 2
    if any(all(f" {word}" in f" {name}" for word in words) for name in names):
        return 3
    if len(squeezed) > 1 and any(squeezed in name.replace(" ", "") for name in names):
        return 4
    return _NO_MATCH
