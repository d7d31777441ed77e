"""Keeps the occurrences of what repeats: for so many days ahead, as its rule and its exceptions have them. Past ones stay."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from bot.calendar.expansion import expanded, rule_of
from bot.calendar.planned_reminders import plan_reminders
from bot.calendar.recurrence import END
from storage import calendar, recurring
from storage import workspace as workspaces
from storage.batches import batched
from storage.database import Database, Transaction
from storage.recurring import Occurrence, Repeating

AHEAD: Final = timedelta(days=400)  # more than the longest lead of a reminder, and than a year of a calendar
AT_ONCE: Final = timedelta(days=30)  # that are added to it, so that each is worked on once a month
BACK: Final = timedelta(days=400)  # how much of its past something gets that comes into the calendar late
MANY: Final = 50  # activities in one transaction of the sweep


async def expand(tx: Transaction, activity_ids: Collection[int]) -> None:
    """Makes the occurrences of activities what each, its rule and its exceptions now ask for. Call it whenever one of them has changed,
    and `plan_reminders` after it.

    What has taken place stays as it was; what is as it should be is not written again. Without a rule, or a day to begin with, there are
    none.
    """
    for some in batched(sorted(activity_ids), MANY):
        repeating = await recurring.lock(tx, some)
        stopped = [each.id for each in repeating if rule_of(each) is None and each.expanded_until is not None]
        if stopped:
            await recurring.remove_all(tx, stopped)
            await recurring.kept_until(tx, dict.fromkeys(stopped))
        await _expand(tx, {each.id: each for each in repeating if rule_of(each) is not None})


async def _expand(tx: Transaction, repeating: Mapping[int, Repeating]) -> None:
    if not repeating:
        return
    exceptions = await recurring.exceptions_of_all(tx, repeating)
    kept, today = await recurring.of_activities(tx, repeating, after=tx.now), tx.now.date()
    new, changed, gone = dict[int, list[Occurrence]](), dict[int, list[Occurrence]](), dict[int, set[date]]()
    until = dict[int, date | None]()
    for id_, each in repeating.items():
        is_new, there = each.expanded_until is None, kept.get(id_, {})
        first = today - (BACK if is_new else _length(each))
        wanted, is_all = expanded(each, exceptions.get(id_, {}), first, today + AHEAD + AT_ONCE)
        new[id_] = [o for o in wanted if o.on not in there and (is_new or o.finishes > tx.now)]
        changed[id_] = [o for o in wanted if o.on in there and there[o.on] != o]
        gone[id_] = there.keys() - {o.on for o in wanted}
        end = END if is_all else today + AHEAD + AT_ONCE
        if end != each.expanded_until:
            until[id_] = end
    await recurring.write(tx, new, changed)
    await recurring.remove(tx, gone)
    await recurring.kept_until(tx, until)


class RepeatingService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def extend_next(self) -> bool:
        """Adds the coming occurrences of some activities, with their reminders, as time goes on. Returns whether there was one."""
        async with self._db.write() as tx:
            claimed = await recurring.claim(tx, tx.now.date() + AHEAD, MANY)
            workspace = await workspaces.get(tx)
            activities = await calendar.by_ids(tx, [repeating.id for repeating in claimed])
            await _extend(tx, claimed)
            await plan_reminders(tx, [activity for _, activity in sorted(activities.items())], workspace)
            return bool(claimed)


async def _extend(tx: Transaction, claimed: Collection[Repeating]) -> None:
    exceptions = await recurring.exceptions_of_all(tx, [each.id for each in claimed])
    today, new, kept = tx.now.date(), dict[int, list[Occurrence]](), dict[int, date | None]()
    for each in claimed:
        if each.expanded_until is None:
            continue
        # Down for years, it need not make up for all of them.
        first = max(each.expanded_until + timedelta(days=1), today - BACK)
        until = today + AHEAD + AT_ONCE
        later = {on: other for on, other in exceptions.get(each.id, {}).items() if on >= first}
        new[each.id], is_all = expanded(each, later, first, until)
        kept[each.id] = END if is_all else until
    await recurring.kept_until(tx, kept)
    await recurring.write(tx, new, {})


def _length(repeating: Repeating) -> timedelta:
    """So long ago an occurrence may have begun that is not over yet, in whatever zone."""
    first: date | None = repeating.starts_on
    days = (repeating.ends_on - first).days if first and repeating.ends_on else 0
    return timedelta(days=days + 2)
