"""What channels are to be told of an activity that is new or has changed: noted here, said by `posting`."""

from datetime import date

from bot.calendar.planned_reminders import channel_of
from bot.calendar.rules import MORNING
from bot.calendar.telling import rules
from bot.calendar.telling.due import due_activity
from bot.calendar.telling.news import News
from bot.calendar.when import instant
from bot.i18n import zone
from storage import announcements, channels, imports, mentions, planning, reminders
from storage import workspace as workspaces
from storage.announcements import Announcement
from storage.calendar import Activity
from storage.database import Transaction
from storage.occasions import ONCE
from storage.workspace import Workspace


async def plan(tx: Transaction, news: News, workspace: Workspace) -> None:
    """Notes what the activity's channel is to be told of this, in the place of what it was yet to be told. The activity must be locked."""
    activity, on = news.activity, news.on or ONCE
    channel_id = channel_of(activity, workspace)
    waiting = await announcements.of(tx, activity.id, on)
    if news.what == "cancelled":
        # Of what is called off whole, none of its dates is told of any more.
        await announcements.drop(tx, activity.id, news.on)
    elif news.what == "restored":
        await announcements.drop(tx, activity.id, on)
    if channel_id is None or await channels.get(tx, channel_id) is None:
        return
    # Who has heard of a series has heard of all its dates: that one of them is off is worth knowing.
    day = None if news.what == "cancelled" else news.on
    named = await mentions.naming(tx, activity.id, day, 1, channel_id=channel_id)
    part = rules.part_of(
        news.what,
        activity.kind,
        waiting.part if waiting else None,
        is_out=await _is_out(tx, news, workspace),
        is_known=bool(named),
        has_moved="channel_id" in news.changed and not named,
    )
    if part == "new" and news.what == "restored" and (news.on or await _came_quietly(tx, activity.id)):
        part = None  # its time comes, as with all that is ahead
    # Of what repeats the next date is told: its first may be long over.
    told = await due_activity(tx, activity.id, news.on)
    if part is not None and told is not None and rules.holds(part, told, tx.now):
        due = waiting.due_at if waiting and waiting.part == part else tx.now
        await announcements.put(tx, Announcement(activity.id, on, channel_id, part, due))


async def follow(tx: Transaction, activity: Activity) -> None:
    """What is yet to be told of an activity goes where it is now: a group's is nothing for everyone. The activity must be locked."""
    channel_id = channel_of(activity, await workspaces.get(tx))
    if channel_id is None or await channels.get(tx, channel_id) is None:
        await announcements.drop(tx, activity.id)
    else:
        await announcements.move(tx, activity.id, channel_id)


async def plan_save_the_date(tx: Transaction, activity: Activity, day: date | None) -> None:
    """Has an activity announced as a date to save on the morning of a day; one that is past says nothing. None: not any more."""
    workspace = await workspaces.get(tx)
    channel_id, waiting = channel_of(activity, workspace), await announcements.of(tx, activity.id, ONCE)
    if day is None:
        if waiting and waiting.part == "save":
            await announcements.drop(tx, activity.id, ONCE)
        return
    due = instant(day, MORNING, workspace.timezone)
    if due > tx.now and channel_id is not None and (waiting is None or waiting.part == "save"):
        await announcements.put(tx, Announcement(activity.id, ONCE, channel_id, "save", due))


async def _came_quietly(tx: Transaction, activity_id: int) -> bool:
    """Whether it came from a file, of which nothing is told as new."""
    is_of_file = await imports.is_imported(tx, activity_id)
    return is_of_file or await planning.added_by(tx, activity_id) is None


async def _is_out(tx: Transaction, news: News, workspace: Workspace) -> bool:
    """Whether news or a report is out since today or yesterday, and no reminder says so."""
    if not rules.is_out(news.activity, tx.now, zone(workspace.timezone)):
        return False
    planned = await reminders.of_activity(tx, news.activity.id)
    return not any(
        r.lead == 0 and r.occurrence == news.activity.begins and r.state != "missed" for r in planned
    )
