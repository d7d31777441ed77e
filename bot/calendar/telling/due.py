"""What a channel is to be told at one moment: each activity once, in order; and what of the plan that settles. Pure, but for one look."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendar import agenda
from bot.calendar.telling import rules
from storage import calendar, dates
from storage.announcements import Announcement
from storage.calendar import Activity
from storage.database import Reading
from storage.occasions import ONCE
from storage.reminders import Reminder

_ORDER: Final = ("cancelled", "save", "new", "dated", "restored", "out", "reminder")


@dataclass(frozen=True, slots=True)
class Due:
    """One activity, or occurrence, of which a channel is to be told: why, and what of the plan that settles.

    `can_wait`: whether it is as good when the channel may hear of it again.
    """

    part: str
    activity: Activity
    can_wait: bool
    announcement: Announcement | None = None
    reminders: tuple[Reminder, ...] = ()


def merged(announced: Sequence[Due], reminded: Sequence[Due]) -> list[Due]:
    """Each activity, or occurrence, once: an announcement says what its reminder would."""
    by_date = {(each.activity.id, each.activity.begins): each for each in reminded}
    found = []
    for each in announced:
        reminder = by_date.pop((each.activity.id, each.activity.begins), None)
        if reminder is None:
            found.append(each)
        else:
            can_wait = each.can_wait and reminder.can_wait
            found.append(Due(each.part, each.activity, can_wait, each.announcement, reminder.reminders))
    return [*found, *by_date.values()]


def in_order(due: Sequence[Due], here: ZoneInfo, now: datetime) -> list[Due]:
    """By why they are told, then as lists have them."""
    ordered = agenda.in_order([each.activity for each in due], here, now)
    place = {id(activity): n for n, activity in enumerate(ordered)}
    return sorted(due, key=lambda each: (_ORDER.index(each.part), place[id(each.activity)]))


def settled_by(said: Collection[Due], pending: Sequence[Reminder], now: datetime) -> list[Reminder]:
    """The reminders that would say within a day what an announcement says now."""
    asked = {each.activity.id: each for each in said if each.part in ("save", "new", "dated", "restored")}
    found = []
    for reminder in pending:
        each = asked.get(reminder.activity_id)
        if each is None or not rules.is_settled(reminder.lead, reminder.due_at, now):
            continue
        is_of_one = each.announcement is not None and each.announcement.on != ONCE
        if not is_of_one or reminder.occurrence == each.activity.begins:
            found.append(reminder)
    return found


def of_its_day(each: Due, begins: datetime, channel_id: str) -> Reminder:
    """The reminder of its day, as already given."""
    return Reminder(each.activity.id, begins, 0, channel_id, begins, "announced")


def key_of(channel_id: str, said: Sequence[Due]) -> str:
    """Two posts may share channel and moment (one of them waited for the morning), but never what they say first, and when that was due."""
    first = said[0]
    if first.announcement is not None:
        which = f"{first.part}:{first.activity.id}:{first.announcement.on}:{first.activity.sequence}"
        return f"announcements:{channel_id}:{which}:{first.announcement.due_at.isoformat()}"
    moment = max(r.due_at for each in said for r in each.reminders).isoformat()
    reminder = first.reminders[0]
    return f"reminders:{channel_id}:{moment}:{reminder.activity_id}:{reminder.occurrence.isoformat()}:{reminder.lead}"


async def due_activity(tx: Reading, activity_id: int, on: date | None) -> Activity | None:
    """An activity; of one that repeats the occurrence with that day, or else its next."""
    whole = (await calendar.by_ids(tx, [activity_id])).get(activity_id)
    if whole is None or (whole.rrule is None and on is None):
        return whole
    coming = [each for each in await dates.of_activity(tx, activity_id, after=tx.now) if each.begins]
    coming.sort(key=lambda each: (each.begins, each.on))
    if on is not None:
        return next((each for each in coming if each.on == on), None)
    if whole.status == "cancelled":
        return coming[0] if coming else None
    return next((each for each in coming if each.status != "cancelled"), whole if not coming else None)
