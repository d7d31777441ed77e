"""Use cases of the calendar: what is ahead for a reader, reminders in channels, Monday's round-up."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot import access, hours
from bot.calendar import agenda, posts, rules
from bot.calendar.agenda import Agenda, RoundUp
from bot.calendar.loading import leads_of
from bot.i18n import Words, words, zone
from storage import calendar, channels, planned
from storage import workspace as workspaces
from storage.calendar import Activity, Reminder
from storage.channels import Channel
from storage.database import Database, Transaction
from storage.workspace import Workspace


class CalendarService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def agenda(self, member_id: str, page: int = 1) -> Agenda:
        """A page (from 1; the nearest there is) of what is ahead and what the member may see."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            seen = [a for a in await calendar.ahead(tx) if viewer.may_see_activity(a.channel_id)]
            shown = {activity.channel_id for activity in seen if activity.channel_id is not None}
            groups = {place.id: place.called for place in viewer.places if place.id in shown}
            if unknown := shown - groups.keys():  # the Secretariat sees groups that it isn't in
                groups |= await channels.titles(tx, unknown)
            return agenda.arrange(seen, groups, page, words=viewer.words, zone=viewer.zone, now=tx.now)

    async def words_of(self, member_id: str) -> Words:
        """The language in which a member reads."""
        async with self._db.read() as tx:
            return (await access.viewer(tx, member_id)).words

    async def announce_next(self) -> bool:
        """Announces all that is due in one channel, in one post. Returns whether anything was due anywhere.

        At night only leads of minutes and hours; the rest waits for the morning. What is too late to say is marked as missed.
        """
        async with self._db.write() as tx:
            workspace = await workspaces.get(tx)
            at_night = hours.is_night(tx.now, zone(workspace.timezone))
            channel_id = await calendar.channel_to_remind(tx, only_urgent=at_night)
            if channel_id is None:
                return False
            claimed = await calendar.claim_reminders(tx, channel_id, only_urgent=at_night)
            if claimed:
                await self._announce(tx, workspace, await channels.get(tx, channel_id), claimed)
            return True

    async def _announce(
        self, tx: Transaction, workspace: Workspace, channel: Channel | None, claimed: Sequence[Reminder]
    ) -> None:
        activities = await calendar.by_ids(tx, [reminder.activity_id for reminder in claimed])
        timely = [
            reminder
            for reminder in claimed
            if _may_post(channel)
            and _is_timely(reminder, activities[reminder.activity_id], workspace, tx.now)
        ]
        await calendar.miss_reminders(tx, [reminder for reminder in claimed if reminder not in timely])
        if not timely:
            return
        # After a pause two leads of one activity may be due together: it is still named once.
        named = {reminder.activity_id: activities[reminder.activity_id] for reminder in timely}
        here, first = zone(workspace.timezone), timely[0]
        ordered = agenda.in_order(list(named.values()), here, tx.now)
        text, blocks = posts.reminder(ordered, here, tx.now, words(workspace.language))
        moment = max(reminder.due_at for reminder in timely).isoformat()
        # Two posts may share channel and moment (one of them waited for the morning), but never a reminder.
        key = f"reminders:{first.channel_id}:{moment}:{first.activity_id}:{first.lead}"
        await tx.outbox.post(key, first.channel_id, text, blocks)

    async def round_up_next(self) -> bool:
        """Posts this week's round-up, if it is due, in each channel that has something. Returns whether it was due."""
        async with self._db.write() as tx:
            workspace = await workspaces.get(tx)
            here, due = zone(workspace.timezone), workspace.round_up_due_at
            if due is None or due > tx.now or hours.is_night(tx.now, here):
                return False
            following = rules.round_up_from(tx.now + timedelta(microseconds=1), here)
            is_mine = await workspaces.claim_round_up(tx, due, following)
            if is_mine and rules.is_round_up_worthwhile(tx.now, here):
                await self._round_up(tx, workspace)
            return True

    async def _round_up(self, tx: Transaction, workspace: Workspace) -> None:
        here = zone(workspace.timezone)
        monday = rules.round_up_before(tx.now, here).astimezone(here).date()
        by_channel: defaultdict[str | None, list[Activity]] = defaultdict(list)
        for activity in await calendar.ahead(tx):
            by_channel[activity.channel_id or workspace.announcements_channel_id].append(activity)
        for channel in await channels.everything(tx):
            found = agenda.round_up(by_channel[channel.id], monday, here, tx.now)
            if found and _may_post(channel) and not await _is_repetition(tx, channel.id, found, monday):
                text, blocks = posts.round_up(found, here, tx.now, words(workspace.language))
                await tx.outbox.post(_round_up_key(channel.id, monday), channel.id, text, blocks)

    async def next_due(self) -> datetime | None:
        """When there is something to announce or to round up next; now, if it is overdue."""
        async with self._db.read() as tx:
            workspace = await workspaces.get(tx)
            urgent = await calendar.next_reminder_at(tx, urgent=True)
            patient = (await calendar.next_reminder_at(tx, urgent=False), workspace.round_up_due_at)
            here = zone(workspace.timezone)
            dues = [hours.after_the_night(max(due, tx.now), here) for due in patient if due is not None]
            return min(dues if urgent is None else [*dues, max(urgent, tx.now)], default=None)


async def schedule_round_up(tx: Transaction, workspace: Workspace) -> None:
    """Sees to it that a round-up is due: on Monday at 09:00 in the workspace's zone, today if that is still to come.

    A time that is set stays, unless the workspace's zone has changed under it.
    """
    here, due = zone(workspace.timezone), workspace.round_up_due_at
    if due is None or (due > tx.now and due != rules.round_up_from(due, here)):
        await workspaces.save(tx, round_up_due_at=rules.round_up_from(tx.now, here))


def _round_up_key(channel_id: str, monday: date) -> str:
    return f"round-up:{channel_id}:{monday.isoformat()}"


async def _is_repetition(tx: Transaction, channel_id: str, found: RoundUp, monday: date) -> bool:
    """Whether a channel has heard all this within the last weeks: nothing has a date, and nothing has changed since."""
    if found.this_week or found.next_weeks:
        return False
    keys = [_round_up_key(channel_id, before) for before in rules.mondays_before(monday)]
    said = await planned.last_said(tx, keys)
    return rules.is_repetition(said, [activity.updated_at for activity in found.to_confirm])


def _may_post(channel: Channel | None) -> bool:
    """Whether to try. If Liaison is not in the channel, Slack refuses, and somebody is told: better than silence."""
    return channel is not None and not channel.is_archived


def _is_timely(reminder: Reminder, activity: Activity, workspace: Workspace, now: datetime) -> bool:
    """Whether a reminder is still worth posting: of a date that still stands, and not absurdly late."""
    if activity.begins != reminder.occurrence or activity.status == "cancelled":
        return False
    leads = leads_of(workspace, activity.kind)
    following = rules.next_lead_due_at(activity, reminder.lead, leads, zone(workspace.timezone))
    return not rules.is_too_late(activity, reminder.lead, reminder.due_at, now, following)
