"""How activities stand that posts have named, as people of one channel may know it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from bot.calendar.telling.comparing import BACK
from bot.calendar.when import When
from storage import calendar, dates, noticing
from storage.calendar import Activity
from storage.database import Reading
from storage.occasions import ONCE

_DATES: Final = ("precision", "starts_on", "ends_on", "starts_at", "ends_at", "timezone")
_PLAIN: Final = ("kind", "title", "channel_id", "country", "place", "venue", "link", "status", "rrule")


@dataclass(frozen=True, slots=True)
class Standing:
    """The activities as they are, by id, and their occurrences, by id and day; with what people are yet to be told of (`waiting`)."""

    whole: Mapping[int, Activity]
    occurrences: Mapping[tuple[int, date], Activity]
    waiting: Mapping[tuple[int, date], Mapping[str, Any]]

    def of(self, said: Activity) -> Activity:
        """How what was said stands now: as people know it, as long as a change is yet to be told."""
        found = self._of(said)
        before = self.waiting.get((said.id, said.on or ONCE))
        if not before or "kind" not in before or said.sequence > before["sequence"]:
            return found  # also what was said after the change
        return _as_before(found, before)

    def _of(self, said: Activity) -> Activity:
        whole = self.whole.get(said.id)
        if whole is None:
            return said._replace(status="cancelled")
        if said.on is None:
            return whole
        if (found := self.occurrences.get((said.id, said.on))) is not None:
            return found
        # It repeats no more, and this was its first date; or there is no such date any more.
        return (
            whole if whole.rrule is None and whole.starts_on == said.on else said._replace(status="cancelled")
        )


async def load(tx: Reading, said: Collection[Activity]) -> Standing:
    """How these stand now. Of what repeats, an occurrence that was over long ago stands as it was said."""
    ids = sorted({each.id for each in said})
    repeating = sorted({each.id for each in said if each.on is not None})
    found = {(each.id, each.on): each for each in said if each.on is not None and _is_long_over(tx, each)}
    for activity_id in repeating:
        for each in await dates.of_activity(tx, activity_id, after=tx.now - BACK):
            if each.on is not None:
                found[each.id, each.on] = each
    return Standing(await calendar.by_ids(tx, ids), found, await noticing.waiting(tx, ids))


def _is_long_over(tx: Reading, activity: Activity) -> bool:
    return activity.finishes is not None and activity.finishes <= tx.now - BACK


def _as_before(activity: Activity, before: Mapping[str, Any]) -> Activity:
    """An activity with what it was like before a change."""
    values = {name: before[name] for name in _PLAIN if name in before}
    given = {name: before[name] for name in _DATES}
    for name in ("starts_on", "ends_on"):
        given[name] = given[name] and date.fromisoformat(given[name])
    for name in ("starts_at", "ends_at"):
        given[name] = given[name] and time.fromisoformat(given[name])
    when = When(**given)
    return activity._replace(**values, **given, begins=when.begins, finishes=when.finishes)
