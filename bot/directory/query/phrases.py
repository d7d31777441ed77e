"""Finds the known phrases in a run of words, the longest first, and makes parts of them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from bot.directory.query import group_titles
from bot.directory.query.lexicon import Meaning, known, nearly
from bot.directory.query.parts import Lexicon, Part
from bot.directory.query.stopwords import is_stop
from bot.directory.query.typed import Word
from bot.directory.words.language_names import SPEAKERS, SPEAKS

LONGEST: Final = 8  # words in a phrase
_MOST_SPELLINGS = 16
_GROUP: Final = frozenset({"group", "groupe", "grupo"})
# In a country's full name, before the country.
_STATES = "republic kingdom state republique royaume etat republica reino estado islands isles iles ile islas archipel archipielago"
_OF_STATES = (
    "federal federale democratic democratique democratica islamic islamique islamica people s populaire popular socialist"
    " socialiste socialista united unie unida plurinational plurinacional bolivarian oriental orientale"
)
_STATE: Final = frozenset(_STATES.split())
_FORMAL: Final = _STATE | frozenset(_OF_STATES.split())
_NEARLY_LONGEST = 5  # words in a mistyped name
_NEARLY_SHORTEST = 7  # letters in one
_OTHER_ALPHABETS = "\u036f"  # what is above


def spellings(words: Sequence[Word]) -> tuple[str, ...]:
    """The folded ways in which words may be a name: U.S.A. as usa and as u s a, labor as labour."""
    if not any(word.other for word in words):
        return (" ".join([word.folded for word in words]),)
    ways = product(*((word.folded, word.other) if word.other else (word.folded,) for word in words))
    return tuple(" ".join(way) for way in islice(ways, _MOST_SPELLINGS))


@dataclass(frozen=True, slots=True)
class Match:
    """Words that stand together. `meaning` is None for a word that has none. `is_said` where nothing else can be meant:
    “speaks French”, “group migration”."""

    words: tuple[Word, ...]
    meaning: Meaning | None = None
    is_said: bool = False

    def part(self) -> Part:
        source = _source(self.words)
        folded = tuple(word.folded for word in self.words)
        if self.meaning is None or self.meaning[0] == "word":
            return Part("word", " ".join(folded), source, folded)
        kind, value = self.meaning
        telling = tuple(word for word in folded if not is_stop(word)) or folded
        return Part(kind, value, source, () if self.is_said else telling)


def _source(words: Sequence[Word]) -> str:
    return words[0].raw + "".join(word.joint + word.raw for word in words[1:])


# Acronyms that are also words, names or codes.
_OTHER_WORDS: Final = frozenset({"bad", "bid", "pam", "ei", "eu", "ie", "ua", "ue"})


def _is_other_word(words: Sequence[Word], meaning: Meaning) -> bool:
    """Whether an organisation's acronym is not meant, since it isn't in capitals: “who works in Nepal”, “un avocat”."""
    if meaning[0] != "organisation" or len(words) > 1 or words[0].raw.isupper():
        return False
    return is_stop(words[0].folded) or words[0].folded in _OTHER_WORDS


class Phrases:
    """What is known: to everybody, and to one viewer."""

    def __init__(self, lexicon: Lexicon, *, knows_pathfinders: bool) -> None:
        self.lexicon = lexicon
        self._knows_pathfinders = knows_pathfinders
        self._known = known()
        self._groups = group_titles.called(lexicon.groups)

    def match(self, run: Sequence[Word]) -> Iterator[Match]:
        """The words of a run, each in one match, in their order."""
        position = 0
        while position < len(run):
            exact = self._longest(run, position)
            match = self._nearly(run, position, len(exact.words) if exact else 1) or exact
            yield match or Match((run[position],))
            position += len(match.words) if match else 1

    def quoted(self, words: Sequence[Word]) -> Part:
        """One part for what stood in quotation marks: what is known by exactly these words, else all of the words."""
        meaning = self._meaning(words) if len(words) <= LONGEST else None
        folded = tuple(word.folded for word in words)
        telling = tuple(word for word in folded if not is_stop(word)) or folded
        source = f'"{_source(words)}"'
        if meaning is None or meaning[0] == "word":
            return Part("word", " ".join(telling), source, telling)
        return Part(*meaning, source, telling)

    def _longest(self, run: Sequence[Word], start: int) -> Match | None:
        said = self._language(run, start) or self._group(run, start) or self._formal(run, start)
        for stop in range(min(start + LONGEST, len(run)), start, -1):
            if said is not None and stop - start < len(said.words):
                return said
            meaning = self._meaning(run[start:stop])
            if meaning is not None and not _is_other_word(run[start:stop], meaning):
                return Match(tuple(run[start:stop]), meaning)
        return said

    def _meaning(self, words: Sequence[Word]) -> Meaning | None:
        return self._typed_so(words) or next(filter(None, map(self._named, spellings(words))), None)

    def _named(self, name: str) -> Meaning | None:
        lexicon = self.lexicon
        meaning = self._known.sure.get(name)
        is_pathfinders = meaning is not None and meaning[0] == "pathfinders"
        if meaning is not None and meaning[0] != "word" and (self._knows_pathfinders or not is_pathfinders):
            return meaning
        if (term_id := lexicon.fields.get(name)) is not None:
            return ("field", str(term_id))
        if (term_id := lexicon.organisations.get(name)) is not None:
            return ("organisation", str(term_id))
        if (channel_id := self._groups.get(name)) is not None:
            return ("group", channel_id)
        if (term_id := lexicon.bodies.get(name)) is not None:
            return ("organisation", str(term_id))
        if meaning is not None and meaning[0] == "word":
            return meaning
        return self._known.unsure.get(name)

    def _typed_so(self, words: Sequence[Word]) -> Meaning | None:
        """What is meant only as it is typed: in capitals, or in another alphabet."""
        raw = words[0].raw
        if raw > _OTHER_ALPHABETS:
            code = self._known.scripts.get(" ".join([word.folded for word in words]))
            return ("country", code) if code else None
        if len(words) > 1 or len(words[0].folded) > 4 or not raw.isupper():
            return None
        name = words[0].folded
        if name in self._known.sure or name in self.lexicon.fields or name in self.lexicon.organisations:
            return None
        return self._known.capitals.get(raw.replace(".", ""))

    def _nearly(self, run: Sequence[Word], start: int, longer_than: int) -> Match | None:
        """A name of several words with one typing error: “cote d'ivoir”. Not of words that are all known as they are."""
        pieces = self._known.pieces
        for stop in range(min(len(run), start + _NEARLY_LONGEST), start + longer_than, -1):
            words = run[start:stop]
            folded = [word.folded for word in words]
            if min(len(folded[0]), len(folded[-1])) < 2 or pieces.isdisjoint(folded):
                continue
            joined = "".join(folded)
            if len(joined) < _NEARLY_SHORTEST or (meaning := nearly(joined)) is None:
                continue
            if not self._is_known_throughout(words):
                return Match(tuple(words), meaning)
        return None

    def _is_known_throughout(self, words: Sequence[Word]) -> bool:
        position = 0
        while position < len(words):
            match = self._longest(words, position)
            if match is None and not is_stop(words[position].folded):
                return False
            position += len(match.words) if match else 1
        return True

    def _language(self, run: Sequence[Word], start: int) -> Match | None:
        """“speaks French”, “French speaker”."""
        begin = start + (run[start].folded in SPEAKS)
        if begin == start and SPEAKERS.isdisjoint([word.folded for word in run[start + 1 : start + 4]]):
            return None
        for stop in range(min(begin + 3, len(run)), begin, -1):
            code = self._known.languages.get(" ".join([word.folded for word in run[begin:stop]]))
            if code is not None:
                words = tuple(run[start : stop + (stop < len(run) and run[stop].folded in SPEAKERS)])
                is_said = begin > start or words[-1].folded in SPEAKERS
                return Match(words, ("language", code), is_said=True) if is_said else None
        return None

    def _group(self, run: Sequence[Word], start: int) -> Match | None:
        """“migration group”, “groupe migration”."""
        groups = self._groups
        if not groups:
            return None
        begin = start + (run[start].folded in _GROUP)
        if begin == start and _GROUP.isdisjoint([word.folded for word in run[start:]]):
            return None
        for stop in range(min(begin + LONGEST, len(run)), begin, -1):
            channel_id = groups.get(" ".join([word.folded for word in run[begin:stop]]))
            if channel_id is not None:
                is_after = begin == start and stop < len(run) and run[stop].folded in _GROUP
                words = tuple(run[start : stop + is_after])
                is_said = begin > start or words[-1].folded in _GROUP
                return Match(words, ("group", channel_id), is_said=True) if is_said else None
        return None

    def _formal(self, run: Sequence[Word], start: int) -> Match | None:
        """“Kingdom of Morocco”, “République islamique de Mauritanie”."""
        begin = start
        while begin < len(run) and (
            run[begin].folded in _FORMAL or (begin > start and is_stop(run[begin].folded))
        ):
            begin += 1
        if _STATE.isdisjoint([word.folded for word in run[start:begin]]):
            return None
        for stop in range(min(begin + 4, len(run)), begin, -1):
            meaning = self._meaning(run[begin:stop])
            if meaning is not None and meaning[0] == "country":
                return Match(tuple(run[start:stop]), meaning)
        return None
