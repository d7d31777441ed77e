"""A search as it is understood: parts that a person must fit, each of which can be taken away again. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

PartKind = Literal[
    "word", "name", "country", "region", "pathfinders", "organisation", "field", "language", "group", "sector"
]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was asked for.

    `value` is what `kind` calls for: folded words with a space between (word, name; also an organisation or field that no
    term goes by), an ISO code (country, language), the key of a region, "" (pathfinders), a term's id as a decimal
    (organisation, field), a channel's id (group), a sector. `words` are the folded words that a person may be found by
    instead, wherever they stand, all of them: empty if the key was given (`country:NP`). `source` is what was typed for it.
    `is_apart` says that something stood between it and the part before, so that the two are not read as one phrase.
    `also` are values that mean the same: the ids of the other terms of a well-known body.
    """

    kind: PartKind
    value: str
    source: str
    words: tuple[str, ...] = ()
    is_apart: bool = field(default=False, compare=False)
    also: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """What was typed for it, without its key and quotes. A word has no key: it may be a web address."""
        _key, colon, value = self.source.partition(":")
        text = value if colon and self.kind != "word" else self.source
        return text.strip('"').strip() or self.source


@dataclass(frozen=True, slots=True)
class Query:
    """All parts must fit. `ignored` is what was typed and is not searched for, as typed: a key with an unknown value, and what
    is beyond the limits (`bot.directory.query.reading`). `corrected` are filters as typed, with what they were taken for, and
    `unknown_keys` what looks like a key and is none. `is_sentence` if small words were among what was typed, as in a question."""

    parts: tuple[Part, ...] = ()
    ignored: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    unknown_keys: tuple[str, ...] = ()
    is_sentence: bool = field(default=False, compare=False)

    @property
    def text(self) -> str:
        """The query as somebody could type it, which means the same again."""
        return "".join(
            (", " if part.is_apart else " ") * bool(index) + part.source
            for index, part in enumerate(self.parts)
        )

    def without(self, index: int) -> "Query":
        """The query without its part at `index`."""
        after = tuple(replace(part, is_apart=True) for part in self.parts[index + 1 : index + 2])
        return Query(self.parts[:index] + after + self.parts[index + 2 :], self.ignored)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What words may mean to this viewer, beyond what is the same for everyone.

    By folded name: the ids of organisations and of fields that the viewer may know, and of groups that they are in. `bodies`
    are the other names of well-known bodies among these organisations (`bot.directory.query.aliases`).
    """

    organisations: Mapping[str, int] = field(default_factory=dict)
    fields: Mapping[str, int] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, int] = field(default_factory=dict)


_BARE = re.compile(r"[^\W_]+(?:[-.'’&][^\W_]+)*")
_QUOTES = re.compile(r'[\s"“”„‟«»″]+')


def filtered(key: str, value: str) -> str:
    """How a filter is typed: `country:NP`, `field:"supply chains"`."""
    plain = _QUOTES.sub(" ", value).strip()
    return f"{key}:{plain}" if _BARE.fullmatch(plain) else f'{key}:"{plain}"'
