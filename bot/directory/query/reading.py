"""Reads what somebody typed into the search as a query: longest known phrase first, the rest word by word. Pure.

At most 200 characters and 12 words; what is beyond them is told as ignored. Any text is read, and `Query.text` means the
same again, so that a search can travel as text in buttons and forms.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from bot.directory.query import aliases
from bot.directory.query.guessing import guess
from bot.directory.query.keyed import read_filter
from bot.directory.query.parts import Lexicon, Part, Query, filtered
from bot.directory.query.phrases import LONGEST, Match, Phrases, spellings
from bot.directory.query.stopwords import is_refusal, is_stop, is_struggle
from bot.directory.query.typed import (
    MOST_CHARACTERS,
    Filter,
    Item,
    Quoted,
    Word,
    clean,
    cut,
    scan,
    unknown_keys,
)
from bot.directory.words.stemmers import stemmers

__all__ = ["MOST_WORDS", "guess", "phrases", "read", "warm_up"]

MOST_WORDS: Final = 12
_SENTENCE: Final = 2  # words that say nothing: who says as many asks a question, or the like


def warm_up() -> None:
    """Builds what every search needs: some hundredths of a second, once a process. Call it in a thread."""
    read("warm up", Lexicon())
    guess(["warm"])
    aliases.names(["warm", "international warm up"])
    stemmers()


def phrases(text: str) -> frozenset[str]:
    """All folded phrases of one to eight words in a text: what may name an organisation, a field or a group."""
    found: set[str] = set()
    for run in _runs(text):
        for start in range(len(run)):
            for stop in range(start + 1, min(start + LONGEST, len(run)) + 1):
                found.update(spellings(run[start:stop]))
    return frozenset(found)


@lru_cache(maxsize=8)
def _scanned(text: str) -> tuple[Item, ...]:
    """Each search asks twice or three times: what may be named, then what is meant."""
    return tuple(scan(text))


def _runs(text: str) -> Iterator[Sequence[Word]]:
    for item in _grouped(_scanned(cut(clean(text))[0])):
        if isinstance(item, Filter):
            words = [word for run in _grouped(scan(item.value)) for word in _words_of(run)]
            yield words
        else:
            yield _words_of(item)


def _words_of(item: "Filter | Quoted | list[Word]") -> Sequence[Word]:
    if isinstance(item, Filter):
        return ()
    return item.words if isinstance(item, Quoted) else item


def _grouped(items: Sequence[Item]) -> Iterator["Filter | Quoted | list[Word]"]:
    """The items, with words that no comma parts gathered."""
    run: list[Word] = []
    for item in items:
        if run and (not isinstance(item, Word) or item.joint == ","):
            yield run
            run = []
        if isinstance(item, Word):
            run.append(item)
        else:
            yield item
    if run:
        yield run


def read(text: str, lexicon: Lexicon, pathfinders: Collection[str] = ()) -> Query:
    """The query that a text asks. `pathfinders` are the codes of the pathfinder countries; without any the word is just a word.

    Raises nothing, whatever the text.
    """
    begin, rest = cut(clean(text))
    items = _scanned(begin)
    reader = _Reader(Phrases(lexicon, knows_pathfinders=bool(pathfinders)))
    for group in _grouped(items):
        reader.take(group)
    if not reader.parts and not reader.ignored:
        reader = _Reader(reader.phrases, keeps_stop_words=True)
        for group in _grouped(items):
            reader.take(group)
    return replace(reader.query(rest), unknown_keys=unknown_keys(begin))


def _says_nothing(match: Match, following: Match | None) -> bool:
    word = match.words[0].folded
    return is_stop(word) or (following is not None and is_struggle(word, following.words[0].folded))


class _Reader:
    def __init__(self, phrases: Phrases, *, keeps_stop_words: bool = False) -> None:
        self.phrases = phrases
        self.parts: list[Part] = []
        self.ignored: list[str] = []
        self.corrected: list[tuple[str, str]] = []
        self._keeps_stop_words = keeps_stop_words
        self._small = 0  # words that say nothing
        self._refusal = ""  # “not”, if it came before what comes next
        self._is_apart = False

    def take(self, group: "Filter | Quoted | list[Word]") -> None:
        if isinstance(group, Filter):
            refusal, self._refusal = self._refusal, ""
            part = None if refusal else read_filter(group, self.phrases.lexicon)
            asked = filtered(group.typed, group.value)
            if group.mistyped:
                self.corrected.append((group.mistyped + group.value, asked))
            if part is None:
                plain = asked if group.mistyped else f"{group.typed}:{group.value}"
                self.ignored.append(f"{refusal} {plain}".strip())
                self._is_apart = True
            else:
                self._is_apart = False
                self._add(part)
        elif isinstance(group, Quoted):
            self._is_apart, self._refusal = False, ""
            self._add(self.phrases.quoted(group.words))
        else:
            self._take_words(group)

    def _take_words(self, run: Sequence[Word]) -> None:
        self._is_apart = self._is_apart or run[0].joint == ","
        matches = list(self.phrases.match(run))
        for match, following in zip_longest(matches, matches[1:]):
            if self._is_refused(match):
                continue
            if match.meaning is None and not self._keeps_stop_words and _says_nothing(match, following):
                self._is_apart = True
                self._small += 1
            else:
                self._add(match.part())

    def _is_refused(self, match: Match) -> bool:
        """Whether somebody does not want what is named: “not ILO”, “sauf l’OIT”. Such people can't be left out, so that is told."""
        word = match.words[0].folded
        if match.meaning is None or match.meaning[0] == "word":
            if is_refusal(word):
                self._refusal = match.words[0].raw
            elif not is_stop(word):
                self._refusal = ""
            return False
        refusal, self._refusal = self._refusal, ""
        if refusal:
            self.ignored.append(f"{refusal} {match.part().source}")
            self._is_apart = True
        return bool(refusal)

    def _add(self, part: Part) -> None:
        """Asked twice for the same, it is asked once."""
        is_new = all((part.kind, part.value) != (other.kind, other.value) for other in self.parts)
        if is_new:
            is_apart = self._is_apart and bool(self.parts)
            self.parts.append(part if part.is_apart == is_apart else replace(part, is_apart=is_apart))
        self._is_apart = not is_new

    def query(self, rest: str) -> Query:
        """What was read, within the limits; `rest` is what was too long to be read."""
        kept: list[Part] = []
        count = 0
        for part in self.parts:
            count += len(part.words or part.value.split())
            if count > MOST_WORDS or len(Query((*kept, part)).text) > MOST_CHARACTERS:
                break
            kept.append(part)
        beyond = [part.source for part in self.parts[len(kept) :]]
        if rest:
            beyond.append(cut(rest)[0])
        ignored = (*self.ignored, *([" ".join(beyond)] if beyond else []))
        return Query(tuple(kept), ignored, tuple(self.corrected), is_sentence=self._small >= _SENTENCE)
