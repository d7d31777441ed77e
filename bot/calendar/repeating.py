"""Keeps the occurrences of what repeats: for so many days ahead, as its rule and its exceptions have them. Past ones stay."""

from datetime import date, timedelta
from typing import Final

from bot.calendar.expansion import expanded, rule_of
from bot.calendar.planned_reminders import plan_reminders
from bot.calendar.recurrence import END
from storage import calendar, recurring
from storage import workspace as workspaces
from storage.database import Database, Transaction
from storage.recurring import Repeating

AHEAD: Final = timedelta(days=400)  # more than the longest lead of a reminder, and than a year of a calendar
AT_ONCE: Final = timedelta(days=30)  # that are added to it, so that each is worked on once a month
BACK: Final = timedelta(days=400)  # how much of its past something gets that comes into the calendar late
MANY: Final = 50  # activities in one transaction of the sweep


async def expand(tx: Transaction, activity_id: int) -> None:
    """Makes an activity's occurrences what the activity, its rule and its exceptions now ask for. Call it whenever one of them has changed,
    and `plan_reminders` after it.

    What has taken place stays as it was; what is as it should be is not written again. Without a rule, or a day to begin with, there are
    none.
    """
    repeating = await recurring.lock(tx, activity_id)
    if repeating is None:
        return
    if rule_of(repeating) is None:
        if repeating.expanded_until is not None:
            await recurring.remove_all(tx, activity_id)
            await recurring.kept_until(tx, activity_id, None)
        return
    is_new, today = repeating.expanded_until is None, tx.now.date()
    first = today - (BACK if is_new else _length(repeating))
    exceptions = await recurring.exceptions_of(tx, activity_id)
    wanted, is_all = expanded(repeating, exceptions, first, today + AHEAD + AT_ONCE)
    there = await recurring.of_activity(tx, activity_id, after=tx.now)
    new = [each for each in wanted if each.on not in there and (is_new or each.finishes > tx.now)]
    changed = [each for each in wanted if each.on in there and there[each.on] != each]
    await recurring.write(tx, activity_id, new, changed)
    await recurring.remove(tx, activity_id, sorted(there.keys() - {each.on for each in wanted}))
    until = END if is_all else today + AHEAD + AT_ONCE
    if until != repeating.expanded_until:
        await recurring.kept_until(tx, activity_id, until)


class RepeatingService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def extend_next(self) -> bool:
        """Adds the coming occurrences of some activities, with their reminders, as time goes on. Returns whether there was one."""
        async with self._db.write() as tx:
            claimed = await recurring.claim(tx, tx.now.date() + AHEAD, MANY)
            workspace = await workspaces.get(tx)
            activities = await calendar.by_ids(tx, [repeating.id for repeating in claimed])
            for repeating in sorted(claimed, key=lambda each: each.id):
                await _extend(tx, repeating)
                await plan_reminders(tx, activities[repeating.id], workspace)
            return bool(claimed)


async def _extend(tx: Transaction, repeating: Repeating) -> None:
    kept, today = repeating.expanded_until, tx.now.date()
    if kept is None:
        return
    # Down for years, it need not make up for all of them.
    first = max(kept + timedelta(days=1), today - BACK)
    until = today + AHEAD + AT_ONCE
    exceptions = await recurring.exceptions_of(tx, repeating.id)
    later = {on: exceptional for on, exceptional in exceptions.items() if on >= first}
    new, is_all = expanded(repeating, later, first, until)
    if await recurring.kept_until(tx, repeating.id, END if is_all else until, before=kept):
        await recurring.write(tx, repeating.id, new, [])


def _length(repeating: Repeating) -> timedelta:
    """So long ago an occurrence may have begun that is not over yet, in whatever zone."""
    first: date | None = repeating.starts_on
    days = (repeating.ends_on - first).days if first and repeating.ends_on else 0
    return timedelta(days=days + 2)
