"""Whether an activity that somebody adds is there already, or takes place while the same people are elsewhere. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, Protocol

from rapidfuzz import fuzz, process

from bot.calendar.when import When
from bot.directory.vocabulary.likeness import alike
from bot.directory.words.folding import fold
from storage.calendar import Activity

NEAR: Final = timedelta(days=7)  # between two dates that may be meant for the same
SHOWN: Final = 5  # similar ones, and clashes: more nobody reads
_LOOSE: Final = 60  # of a hundred: what is less alike is not looked at closely
_MANY: Final = 200
_CLOSE: Final = 90  # of a hundred: titles so alike are taken for the same, but for their numbers
_FEWEST: Final = 2  # words that a title within another one must have
_SHORTEST: Final = 3  # letters of initials: two stand for anything
_NUMBER: Final = re.compile(r"\d+")


class Dated(Protocol):
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


def similar(title: str, when: Dated, others: Sequence[Activity]) -> list[Activity]:
    """Of others those with the same title or one that is alike, about the same days: the likest first."""
    near = [other for other in others if other.on is not None or is_near(when, other)]
    written = " ".join(fold(title))
    titles = [" ".join(fold(other.title)) for other in near]
    close = process.extract(written, titles, scorer=fuzz.token_set_ratio, score_cutoff=_LOOSE, limit=_MANY)
    return [near[place] for _, _, place in close if means_the_same(title, near[place].title)][:SHOWN]


def means_the_same(one: str, other: str) -> bool:
    """Whether two titles may be meant for the same activity."""
    if _numbers(one) != _numbers(other):
        return False
    mine, theirs = fold(one), fold(other)
    smaller, larger = sorted((set(mine), set(theirs)), key=len)
    is_within = len(smaller) >= _FEWEST and smaller <= larger
    if is_within or fuzz.token_sort_ratio(" ".join(mine), " ".join(theirs)) >= _CLOSE:
        return True
    return alike(one, other) is not None


def is_near(one: Dated, other: Dated) -> bool:
    """Whether two dates may be meant for the same: one is to be confirmed, or they are at most a week apart."""
    if one.starts_on is None or one.ends_on is None or other.starts_on is None or other.ends_on is None:
        return True
    return one.starts_on - NEAR <= other.ends_on and other.starts_on - NEAR <= one.ends_on


def concerns_the_same(one: str | None, other: str | None) -> bool:
    """Whether two activities are for the same people, by their channels: of one group, or one is for everyone."""
    return one is None or other is None or one == other


def at_the_same_time(dates: Sequence[When], others: Iterable[Activity]) -> list[Activity]:
    """Of others those of which some part is at one of the dates: each activity once, the earliest first."""
    found: dict[int, Activity] = {}
    for other in sorted(others, key=lambda a: (a.begins is None, a.begins)):
        if any(_overlap(each, other) for each in dates):
            found.setdefault(other.id, other)
    return list(found.values())[:SHOWN]


def _overlap(one: When, other: Activity) -> bool:
    """By instants where both have hours. A whole day is the day of that name, wherever the other one is."""
    if one.starts_at is None or other.starts_at is None:
        return _share_a_day(one, other)
    begins, finishes = one.begins, one.finishes
    if begins is None or finishes is None or other.begins is None or other.finishes is None:
        return False
    return begins < other.finishes and other.begins < finishes


def _share_a_day(one: Dated, other: Dated) -> bool:
    if one.starts_on is None or one.ends_on is None or other.starts_on is None or other.ends_on is None:
        return False
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def names_of_group(title: str) -> tuple[str, ...]:
    """What a group goes by: its title, and its initials: “Migration Action Group”, “MAG”."""
    initials = "".join(word[0] for word in title.split() if word[0].isupper())
    return (title, initials) if len(initials) >= _SHORTEST else (title,)


def _numbers(title: str) -> frozenset[str]:
    """2019 and 2020, or the second and the third: two titles that differ in these are two activities."""
    return frozenset(_NUMBER.findall(title))
