"""Where somebody is in the calendar: what a button or a menu carries, so that nothing of it is kept. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, NamedTuple, Protocol, get_args

from bot.calendar.draft import KINDS
from bot.errors import Gone

What = Literal["kind", "group", "country", "mine"]
Named = tuple[int, date | None]  # an activity, and the occurrence by its day, of one that repeats

MOST_PARTS: Final = 8  # of what is narrowed by: as many chips are in sight
# Characters of an option's value (https://docs.slack.dev/reference/block-kit/composition-objects/option-object).
LONGEST: Final = 150
_ID = re.compile(r"[A-Z0-9]{1,40}", re.ASCII)


class Listed(Protocol):
    """What is asked of an activity (`storage.calendar.Activity`)."""

    @property
    def id(self) -> int: ...
    @property
    def on(self) -> date | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def channel_id(self) -> str | None: ...
    @property
    def country(self) -> str | None: ...


class Part(NamedTuple):
    """One thing to narrow the calendar by: a kind, a group by its channel, a country (ISO 3166-1 alpha-2), what is mine."""

    what: What
    value: str = ""


MINE: Final = Part("mine")
_LETTERS: Final[dict[str, What]] = {what[0]: what for what in get_args(What)}


@dataclass(frozen=True, slots=True)
class Mine:
    """What is somebody's own: their groups' activities, and those that they go to, or proposed."""

    groups: Collection[str] = frozenset()
    activities: Collection[Named] = frozenset()  # whole, or an occurrence of them
    proposed: Collection[int] = frozenset()

    def has(self, activity: Listed) -> bool:
        is_wanted = (activity.id, activity.on) in self.activities
        return activity.channel_id in self.groups or is_wanted or activity.id in self.proposed


@dataclass(frozen=True, slots=True)
class Place:
    """A page (from 1) of what is ahead and fits. Of two kinds, groups or countries either will do; else all must fit."""

    page: int = 1
    parts: tuple[Part, ...] = ()

    def turned(self, page: int) -> "Place":
        return replace(self, page=page)

    def with_part(self, part: Part) -> "Place":
        """Its first page, narrowed by one thing more."""
        return Place(1, tuple(dict.fromkeys((*self.parts, part))))

    def only(self, part: Part) -> "Place":
        """Its first page, narrowed by this in the place of others of its sort."""
        return Place(1, (*(each for each in self.parts if each.what != part.what), part))

    def without(self, *parts: Part) -> "Place":
        return Place(1, tuple(part for part in self.parts if part not in parts))

    def asks(self, what: What) -> frozenset[str]:
        return frozenset(part.value for part in self.parts if part.what == what)

    def fits(self, activity: Listed, mine: Mine) -> bool:
        """Whether an activity fits all that was asked for."""
        for what, has in (
            ("kind", activity.kind),
            ("group", activity.channel_id),
            ("country", activity.country),
        ):
            asked = [part.value for part in self.parts if part.what == what]
            if asked and has not in asked:
                return False
        return MINE not in self.parts or mine.has(activity)

    def written(self) -> str:
        """As a button carries it: “2 k:event g:C0123 c:NP m:”."""
        return " ".join((str(self.page), *(f"{part.what[0]}:{part.value}" for part in self.parts)))


def place_of(value: str) -> Place:
    """The place that a button of ours carries. Raises Gone for anything else."""
    page, *parts = value.split(" ")
    if not (page.isascii() and page.isdigit() and len(page) < 6) or len(parts) > MOST_PARTS + 1:
        raise Gone
    return Place(int(page), tuple(dict.fromkeys(_part(part) for part in parts)))


def _part(written: str) -> Part:
    letter, _, value = written.partition(":")
    what = _LETTERS.get(letter)
    match what:
        case "mine" if not value:
            return MINE
        case "kind" if value in KINDS:
            return Part(what, value)
        case "group" | "country" if _ID.fullmatch(value):
            return Part(what, value)
    raise Gone


START: Final = Place()
