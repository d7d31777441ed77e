"""What the calendar can be narrowed by, and how much each choice leaves. Pure."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from bot.calendar.looking.place import START, Listed, Mine, Part, Place, What

# What there is a menu of, and what an activity has of it.
VALUES: Final[dict[What, Callable[[Listed], str | None]]] = {
    "kind": attrgetter("kind"),
    "group": attrgetter("channel_id"),
    "country": attrgetter("country"),
}


@dataclass(frozen=True, slots=True)
class Widening:
    """A place that shows more, and how many activities it has. `left_out`: what it does not ask for any more; empty: all of it."""

    place: Place
    total: int
    left_out: tuple[Part, ...] = ()


def facets(place: Place, seen: Sequence[Listed], mine: Mine) -> dict[Part, int]:
    """What can be asked for, in the place of others of its sort, and how many activities each leaves, the most first.

    `seen` is all that the reader may see. What would change nothing is left out.
    """
    fitting = sum(place.fits(each, mine) for each in seen) if place.parts else len(seen)
    found: dict[Part, int] = {}
    for what in VALUES:
        chosen = place.asks(what)
        others = place.without(*(part for part in place.parts if part.what == what))
        among = [each for each in seen if others.fits(each, mine)] if others.parts else seen
        counted = Counter(map(VALUES[what], among))
        for value, n in counted.most_common():
            if value and value not in chosen and (chosen or n < fitting):
                found[Part(what, value)] = n
    return found


def widening(place: Place, seen: Sequence[Listed], mine: Mine) -> Widening | None:
    """Where nothing fits: the place without one of its parts that shows the most, else all there is. None if that is nothing."""
    if not seen:
        return None
    ways = [(place.without(part), (part,)) for part in place.parts] if len(place.parts) > 1 else []
    totals = [Widening(way, sum(way.fits(each, mine) for each in seen), gone) for way, gone in ways]
    best = max(totals, key=lambda each: each.total, default=None)
    return best if best and best.total else Widening(START, len(seen))
