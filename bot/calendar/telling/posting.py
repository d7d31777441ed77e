"""Posts all that is due in one channel, announcements and reminders, as one post; or lets it wait for the morning."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar import rules as reminding
from bot.calendar.planned_reminders import leads_of
from bot.calendar.telling import messages, rules
from bot.calendar.telling.due import Due, due_activity, in_order, key_of, merged, of_its_day, settled_by
from bot.calendar.telling.lines import Named
from bot.calendar.telling.publishing import publish, sight_of, written
from bot.i18n import zone
from storage import announcements, calendar, channel_calendars, channels, dates, mentions, reminders
from storage import workspace as workspaces
from storage.announcements import Announcement
from storage.calendar import Activity
from storage.database import Transaction
from storage.dates import Moment
from storage.occasions import ONCE
from storage.reminders import Reminder
from storage.workspace import Workspace

Leads = Mapping[str, Sequence[int]]


async def announce_next(tx: Transaction) -> bool:
    """Says, or puts off, all that is due in one channel. Returns whether anything was due anywhere."""
    channel_id = await announcements.channel_to_tell(tx)
    if channel_id is None:
        return False
    # One at a time for a channel: its posts of a day are counted.
    await channels.hold(tx, channel_id)
    channel = await channels.get(tx, channel_id)
    told = await announcements.of_channel(tx, channel_id)
    due = await reminders.due_in(tx, channel_id)
    ids = {a.activity_id for a in told} | {r.activity_id for r in due}
    if set(await calendar.hold(tx, ids)) != ids:
        return False  # some of it is just being changed: what belongs together is said together, soon
    told = [each for each in await announcements.of_channel(tx, channel_id) if each.activity_id in ids]
    pending = await reminders.lock(tx, channel_id, ids)
    due = [reminder for reminder in pending if reminder.due_at <= tx.now]
    if channel is None or channel.is_archived:
        await announcements.take(tx, told)
        await reminders.settle(tx, due, "missed")
        return True
    await _Turn(tx, await workspaces.get(tx), channel_id).take(told, due, pending)
    return True


class _Turn:
    """What one channel is told now. If Liaison is not in it, Slack refuses, and somebody is told: better than silence."""

    def __init__(self, tx: Transaction, workspace: Workspace, channel_id: str) -> None:
        self._tx, self._workspace, self._channel_id = tx, workspace, channel_id
        self._here: ZoneInfo = zone(workspace.timezone)

    async def take(
        self, told: Sequence[Announcement], due: Sequence[Reminder], pending: Sequence[Reminder]
    ) -> None:
        tx, now = self._tx, self._tx.now
        wanted = await channel_calendars.of(tx, self._channel_id)
        by_date = await dates.at(tx, {(r.activity_id, r.occurrence) for r in due})
        today = await self._posts_today(now, has_waited=self._has_waited(told, due, by_date))
        until = rules.silent_until(now, self._here, today, max(1, wanted.posts_a_day))
        is_night = rules.silent_until(now, self._here, 0, 1) is not None
        found = [each for a in told if (each := await self._announced(a, until))]
        stale = set(told) - {each.announcement for each in found}
        timely, missed = self._reminded(due, by_date, wanted.leads, until, is_night=is_night)
        await announcements.take(tx, stale)
        await reminders.settle(tx, missed, "missed")
        every = merged(found, timely)
        now_said = [each for each in every if until is None or not each.can_wait]
        if until is not None:
            held = [each for each in every if each.can_wait]
            await announcements.hold(tx, [a for each in held if (a := each.announcement)], until)
            await reminders.hold(tx, [r for each in held for r in each.reminders], until)
        if now_said:
            await self._say(in_order(now_said, self._here, now), pending)

    async def _posts_today(self, now: datetime, *, has_waited: bool) -> int:
        """How many posts the channel has had today. What waited for the morning is said then, whatever could not wait before: so it counts
        none."""
        morning = rules.morning_of(now, self._here)
        is_first = has_waited and now >= morning
        if is_first and not await mentions.posted_since(self._tx, self._channel_id, morning):
            return 0
        return await mentions.posted_since(self._tx, self._channel_id, rules.start_of_day(now, self._here))

    def _has_waited(
        self, told: Sequence[Announcement], due: Sequence[Reminder], found: Mapping[Moment, Activity]
    ) -> bool:
        """Whether any of this was put off to this morning."""
        morning = rules.morning_of(self._tx.now, self._here)
        for reminder in due:
            activity = found.get((reminder.activity_id, reminder.occurrence))
            planned = activity and reminding.due_at(activity, reminder.lead, self._here)
            if planned and planned < rules.start_of_day(morning, self._here) and reminder.due_at == morning:
                return True
        return any(announcement.due_at == morning for announcement in told)

    async def _announced(self, announcement: Announcement, until: datetime | None) -> Due | None:
        """What is announced, as it stands now. None if there is nothing to say of it any more."""
        tx, part = self._tx, announcement.part
        on = None if announcement.on == ONCE else announcement.on
        activity = await due_activity(tx, announcement.activity_id, on)
        if activity is None or not rules.holds(part, activity, tx.now):
            return None
        can_wait = until is None or rules.can_wait(part, activity, tx.now, until)
        return Due(part, activity, can_wait, announcement)

    def _reminded(
        self,
        due: Sequence[Reminder],
        found: Mapping[Moment, Activity],
        leads: Leads,
        until: datetime | None,
        *,
        is_night: bool,
    ) -> tuple[list[Due], list[Reminder]]:
        """What is due of reminders, an activity or occurrence once; and those that it is too late for."""
        now = self._tx.now
        by_date: dict[Moment, list[Reminder]] = {}
        missed = []
        for reminder in due:
            key = reminder.activity_id, reminder.occurrence
            activity = found.get(key)
            if activity is None or self._is_too_late(reminder, activity, leads, now):
                missed.append(reminder)
            else:
                by_date.setdefault(key, []).append(reminder)
        timely = []
        for key, of_date in by_date.items():
            waits = until is None or not any(
                self._is_lost(r, found[key], leads, until, is_night=is_night) for r in of_date
            )
            timely.append(Due("reminder", found[key], waits, reminders=tuple(of_date)))
        return timely, missed

    def _is_too_late(self, reminder: Reminder, activity: Activity, leads: Leads, now: datetime) -> bool:
        if activity.status == "cancelled":
            return True
        wanted = leads_of(self._workspace, activity.kind, leads)
        following = reminding.next_lead_due_at(activity, reminder.lead, wanted, self._here)
        return reminding.is_too_late(activity, reminder.lead, reminder.due_at, now, following)

    def _is_lost(
        self, reminder: Reminder, activity: Activity, leads: Leads, until: datetime, *, is_night: bool
    ) -> bool:
        """Whether people would hear of it too late, or not at all, if it waited. A day and more ahead it waits for the end of the night in
        any case."""
        if reminding.is_urgent(reminder.lead):
            return True
        if is_night:
            return False
        has_begun = (
            activity.starts_at is not None and activity.begins is not None and activity.begins <= until
        )
        if not has_begun and not self._is_too_late(reminder, activity, leads, until):
            return False
        wanted = leads_of(self._workspace, activity.kind, leads)
        patient = [lead for lead in wanted if not reminding.is_urgent(lead)]
        following = reminding.next_lead_due_at(activity, reminder.lead, patient, self._here)
        return following is None or following > until

    async def _say(self, due: Sequence[Due], pending: Sequence[Reminder]) -> None:
        """What is beyond so many is said next if it is news; of reminders it is counted."""
        tx = self._tx
        every = [Named(each.part, each.activity, each.activity) for each in due]
        sight = sight_of(self._workspace, tx.now)
        named = every[: messages.fitting(every, sight)]
        said, others = due[: len(named)], due[len(named) :]
        beyond = [each for each in others if each.announcement is None]
        settled = [r for each in (*said, *beyond) for r in each.reminders]
        settled += settled_by(said, pending, tx.now)
        await announcements.take(tx, [a for each in said if (a := each.announcement)])
        await reminders.settle(tx, list(dict.fromkeys(settled)), "announced")
        # What was told to be out is not told again by a reminder on its day.
        out = [(each, each.activity.begins) for each in said if each.part == "out"]
        await reminders.add(tx, [of_its_day(each, at, self._channel_id) for each, at in out if at])
        purpose = "reminder" if all(each.part == "reminder" for each in said) else "news"
        counted = {"reminder": len(beyond)} if beyond else {}
        key = key_of(self._channel_id, said)
        await publish(tx, [written(key, self._channel_id, purpose, named, counted, sight)])
