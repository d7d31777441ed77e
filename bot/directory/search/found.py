"""What a search answers, as views are given it: everything in it is what this viewer may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.access import Viewer
from bot.directory.query.parts import Part, Query
from storage.directory import Profile
from storage.vocabulary import Term

PAGE = 10  # people on a page


@dataclass(frozen=True, slots=True)
class Hit:
    """A person found, as the viewer may see them. `groups` are the ids of the groups that both are in.

    `marks` are the folded words because of which they were found, by the part of the profile that they stand in ("name", or a name of
    `bot.directory.sight.PARTS`): a word there that folds to one of them is marked.
    `matched` are parts of the profile that fit as a whole: names of `bot.directory.sight.PARTS` with the value that fits
    ("country": {"NP"}, "fields": {"12"}).
    """

    profile: Profile
    groups: frozenset[str] = frozenset()
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    matched: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def marks_in(self, part: str) -> frozenset[str]:
        return self.marks.get(part, frozenset())


@dataclass(frozen=True, slots=True)
class Widening:
    """The nearest search that finds somebody, where this one found nobody. `left_out` are the parts that it does without,
    `region` the key of a region that it looks in instead of a country."""

    text: str
    total: int
    left_out: tuple[Part, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search. `unknown` are words, as typed, that fit nobody and were left out of the search; `text` is all
    that was typed."""

    viewer: Viewer
    now: datetime
    query: Query
    total: int
    page: int
    hits: Sequence[Hit]
    unknown: tuple[str, ...] = ()
    widening: Widening | None = None
    terms: Mapping[int, Term] = field(default_factory=dict)  # those that the query names
    groups: Mapping[str, str] = field(default_factory=dict)  # titles by id: the query's and the hits'
    corrected: Mapping[str, str] = field(
        default_factory=dict
    )  # as typed: what it was taken for, as plain text
    text: str = ""

    @property
    def has_more(self) -> bool:
        return self.total > (self.page + 1) * PAGE


@dataclass(frozen=True, slots=True)
class Person:
    """One person's profile, as the viewer may see it."""

    viewer: Viewer
    now: datetime
    hit: Hit


@dataclass(frozen=True, slots=True)
class Facets:
    """What a search can be narrowed to, with how many people each choice leaves: only what this viewer may know.

    Countries (based in, or worked on) by code, fields by their term, languages by code, sectors, groups by channel id;
    most people first.
    """

    viewer: Viewer
    query: Query
    total: int
    countries: Sequence[tuple[str, int]] = ()
    fields: Sequence[tuple[Term, int]] = ()
    languages: Sequence[tuple[str, int]] = ()
    sectors: Sequence[tuple[str, int]] = ()
    groups: Sequence[tuple[str, str, int]] = ()  # id, title, people
