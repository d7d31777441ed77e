"""What somebody should know before they add an activity: similar ones, and what is at the same time. Only what the reader may see."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from itertools import islice
from typing import Final

from bot.access import Viewer
from bot.calendar import recurrence
from bot.calendar.planning import likeness
from bot.calendar.recurrence import Rule
from bot.calendar.when import When
from storage import beside
from storage.calendar import Activity
from storage.database import Reading

MAY_SEE = Callable[[str | None, str, str | None], bool]  # its channel, its stage, who proposed it
LOOKED_AT: Final = timedelta(days=366)  # of what repeats: so much of it is compared with what else is on
TIMES: Final = 60
ANY_ZONE: Final = timedelta(hours=26)  # between the midnights of one day in the first zone and in the last


def sight_of(viewer: Viewer) -> MAY_SEE:
    return viewer.may_see_plan


def _everything(_channel_id: str | None, _stage: str, _proposed_by: str | None) -> bool:
    return True


sight_of_secretariat: Final[MAY_SEE] = _everything  # in the Secretariat's channel


async def similar(
    tx: Reading, may_see: MAY_SEE, title: str, when: When, *, but: int | None = None
) -> list[Activity]:
    """Activities, approved or proposed, that may be the same; `but` is the one that it is about."""
    first, last = when.starts_on, when.ends_on
    around = await beside.around(
        tx,
        first - likeness.NEAR if first else None,
        last + likeness.NEAR if last else None,
        tx.now,
    )
    seen = [a for a, stage, who in around if a.id != but and may_see(a.channel_id, stage, who)]
    # Beside the loop: there may be thousands of titles to compare with.
    return await asyncio.to_thread(likeness.similar, title, when, seen)


async def clashing(
    tx: Reading,
    may_see: MAY_SEE,
    channel_id: str | None,
    when: When,
    rule: Rule | None = None,
    *,
    but: int | None = None,
) -> list[Activity]:
    """Approved events of the same people at the same time, for an event at that date; `but` is the one that it is about."""
    dates = dates_of(when, rule)
    begins = [each.begins for each in dates if each.begins]
    finishes = [each.finishes for each in dates if each.finishes]
    if not begins or not finishes:
        return []
    found = await beside.overlapping(tx, min(begins) - ANY_ZONE, max(finishes) + ANY_ZONE)
    others = [
        a
        for a in found
        if a.id != but
        and likeness.concerns_the_same(channel_id, a.channel_id)
        and may_see(a.channel_id, "approved", None)
    ]
    return likeness.at_the_same_time(dates, others)


def dates_of(when: When, rule: Rule | None) -> list[When]:
    """When it takes place, as far as it is known: of what repeats the next dates."""
    if when.precision != "day" or when.starts_on is None:
        return []
    if rule is None:
        return [when]
    coming = recurrence.occurrences(when, rule, when.starts_on, when.starts_on + LOOKED_AT)
    return [each for _, each in islice(coming, TIMES)]
