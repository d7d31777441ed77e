"""The reminders that follow from an activity's dates, its channel and the leads: planned anew whenever one of them has changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot import hours
from bot.calendar import rules
from bot.i18n import zone
from storage import channel_calendars, dates, reminders
from storage.batches import batched
from storage.calendar import Activity
from storage.database import Transaction
from storage.reminders import Reminder
from storage.workspace import DEFAULT_LEADS, Workspace

LATE: Final = timedelta(
    days=3
)  # so long after an occurrence something may still be said of it (`rules.is_too_late`)

Key = tuple[datetime, int]  # when it begins, and the lead in minutes
Leads = Mapping[str, Sequence[int]]  # minutes, by kind
NONE: Final[Leads] = {}


def leads_of(workspace: Workspace, kind: str, channels_own: Leads = NONE) -> Sequence[int]:
    """At which leads, in minutes, a channel wants to hear of activities of that kind: its own where it has any, else the workspace's."""
    leads = {**DEFAULT_LEADS, **(workspace.leads or {}), **channels_own}
    return leads.get(kind, DEFAULT_LEADS["event"])


def channel_of(activity: Activity, workspace: Workspace) -> str | None:
    """In which channel it is spoken of: its group's, or the one for announcements."""
    return activity.channel_id or workspace.announcements_channel_id


async def replan_channel(
    tx: Transaction, channel_id: str, workspace: Workspace, kinds: Collection[str]
) -> None:
    """Plans the reminders anew of all of some kinds that is ahead in a channel: its leads for them have changed."""
    is_open = channel_id == workspace.announcements_channel_id
    ahead = await channel_calendars.ahead(tx, channel_id, kinds, tx.now - LATE, for_everyone=is_open)
    await plan_reminders(tx, ahead, workspace)


async def plan_reminders(tx: Transaction, activities: Iterable[Activity], workspace: Workspace) -> None:
    """Makes the pending reminders of activities what their dates, their channels and the leads there now ask for: of what repeats
    those of all occurrences that `repeating.expand` has filled in, which is farther ahead than any lead.

    A reminder whose moment is already past is not planned; one that was planned in time and is overdue stays. What is not approved is
    not reminded of. A lead that is moved while an occurrence is near: see `_of_moved_leads`.
    """
    here = zone(workspace.timezone)
    for some in batched(activities):
        channel_ids = {channel_id for each in some if (channel_id := channel_of(each, workspace))}
        own = {id_: held.leads for id_, held in (await channel_calendars.held(tx, channel_ids)).items()}
        ids = [each.id for each in some]
        found = await dates.of_activities(tx, ids, after=tx.now - LATE)
        planned = await reminders.of_activities(tx, ids)
        plans = []
        for activity in some:
            leads = own.get(channel_of(activity, workspace) or "", NONE)
            wanted = [
                r for each in found.get(activity.id, ()) for r in reminders_of(each, workspace, here, leads)
            ]
            plans.append(_Plan.of(planned.get(activity.id, ()), wanted, tx.now, here))
        await reminders.drop(tx, [reminder for plan in plans for reminder in plan.dropped])
        await reminders.move(tx, [reminder for plan in plans for reminder in plan.moved])
        await reminders.add(tx, [reminder for plan in plans for reminder in plan.new])


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to become of the reminders of one activity."""

    dropped: Sequence[Reminder]
    moved: Sequence[Reminder]
    new: Sequence[Reminder]

    @staticmethod
    def of(
        there: Iterable[Reminder], asked_for: Iterable[Reminder], now: datetime, here: ZoneInfo
    ) -> "_Plan":
        planned, wanted = _by_key(there), _by_key(asked_for)
        pending = {key: reminder for key, reminder in planned.items() if reminder.state == "pending"}
        stays = {key: _kept(reminder, wanted[key], now) for key, reminder in pending.items() if key in wanted}
        dropped = [reminder for key, reminder in pending.items() if key not in wanted]
        new = {key: reminder for key, reminder in wanted.items() if key not in planned}
        due = {key: reminder for key, reminder in new.items() if reminder.due_at > now}
        due |= _by_key(_of_moved_leads(planned, wanted, now, here))
        moved = [reminder for key, reminder in stays.items() if reminder != pending[key]]
        return _Plan(dropped, moved, list(due.values()))


def _by_key(of_one: Iterable[Reminder]) -> dict[Key, Reminder]:
    return {(reminder.occurrence, reminder.lead): reminder for reminder in of_one}


def reminders_of(
    activity: Activity, workspace: Workspace, here: ZoneInfo, own: Leads = NONE
) -> Iterator[Reminder]:
    """The reminders of one date, of a single activity or of an occurrence: one a lead. `here` is the workspace's zone, `own` the leads that
    the channel has of its own. Pure."""
    channel_id = channel_of(activity, workspace)
    begins = activity.begins
    if channel_id is None or begins is None:
        return
    for lead in leads_of(workspace, activity.kind, own):
        due = rules.due_at(activity, lead, here)
        if due is not None:
            due = _at_a_good_hour(due, lead, here)
            yield Reminder(activity.id, begins, lead, channel_id, due, "pending")


def _at_a_good_hour(due: datetime, lead: int, here: ZoneInfo) -> datetime:
    return due if rules.is_urgent(lead) else hours.after_the_night(due, here)


def _kept(planned: Reminder, wanted: Reminder, now: datetime) -> Reminder:
    """A pending reminder as it is wanted now. It isn't moved into the past, where it would look later than it is."""
    return replace(wanted, due_at=planned.due_at) if wanted.due_at <= now else wanted


def _of_moved_leads(
    planned: Mapping[Key, Reminder], wanted: Mapping[Key, Reminder], now: datetime, here: ZoneInfo
) -> Iterator[Reminder]:
    """What a lead that was moved, from 7 days to 5 or from 1 to 2, neither skips nor repeats.

    The old one was said, and the new one comes before half of the time from then to the date is over: it has been said. The new one would
    have been due already, and the old one was still to come: it is said now. Otherwise the two are two reminders.
    """
    before, added = _by_occurrence(planned), _by_occurrence(wanted)
    for occurrence in before.keys() & added.keys():
        old = [r for r in before[occurrence] if (occurrence, r.lead) not in wanted]
        new = [r for r in added[occurrence] if (occurrence, r.lead) not in planned]
        if not old or not new:
            continue
        coming = [r for r in new if r.due_at > now]
        for reminder in coming:
            if any(
                reminder.due_at < r.due_at + (occurrence - r.due_at) / 2
                for r in old
                if r.state == "announced"
            ):
                yield replace(reminder, state="announced")
        past = max((r for r in new if r.due_at <= now), key=lambda r: r.due_at, default=None)
        was_waiting = sum(r.state == "pending" for r in old) > len(coming)
        if past and was_waiting and not _was_said_since(past.due_at, before[occurrence]):
            yield replace(past, due_at=_at_a_good_hour(now, past.lead, here))


def _was_said_since(moment: datetime, reminders: Sequence[Reminder]) -> bool:
    return any(r.state == "announced" and r.due_at >= moment for r in reminders)


def _by_occurrence(of: Mapping[Key, Reminder]) -> Mapping[datetime, list[Reminder]]:
    found = defaultdict[datetime, list[Reminder]](list)
    for reminder in of.values():
        found[reminder.occurrence].append(reminder)
    return found
