"""What follows from activities that are new or have changed, in the same transaction: their dates, their reminders, and word of them."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Final

from bot.calendar.interest import letters
from bot.calendar.planned_reminders import plan_reminders
from bot.calendar.repeating import expand
from storage import interest
from storage import workspace as workspaces
from storage.calendar import Activity
from storage.database import Transaction
from storage.occasions import ONCE

CALM: Final = timedelta(
    minutes=10
)  # without another change, before people are told: many edits make one notice


async def follow(
    tx: Transaction, activities: Collection[Activity], stages: Mapping[int, str], repeating: Collection[int]
) -> None:
    """The dates at which activities take place, and their reminders. `stages` by id; `repeating`: those that repeat, or did before."""
    await expand(tx, repeating)
    approved = [activity for activity in activities if stages[activity.id] == "approved"]
    if approved:
        await plan_reminders(tx, approved, await workspaces.get(tx))


async def keep_answers(tx: Transaction, activity: Activity, rrule_before: str | None) -> None:
    """What people have answered for the one date counts on, when it becomes the first of a series, or all that remains of one."""
    if activity.starts_on is None or (activity.rrule is None) == (rrule_before is None):
        return
    if activity.rrule is None:
        await interest.move(tx, activity.id, activity.starts_on, ONCE)
    else:
        await interest.move(tx, activity.id, ONCE, activity.starts_on)


async def tell_those_who_go(tx: Transaction, activities: Collection[Activity]) -> None:
    """The reminders of those who go to what has changed."""
    concerned = await letters.concerning(tx, [activity.id for activity in activities])
    for activity in activities:
        if activity.id in concerned:
            await letters.replan(tx, activity)
