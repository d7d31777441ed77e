"""Use cases of the calendar: what is ahead for a reader, reminders in channels, Monday's round-up."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from bot import access, hours
from bot.calendar import agenda, posts, rules
from bot.calendar.agenda import Agenda, RoundUp
from bot.calendar.looking import detail, looks
from bot.calendar.looking.asking import Unknown
from bot.calendar.looking.detail import Detail
from bot.calendar.looking.place import START, Place
from bot.calendar.planned_reminders import leads_of
from bot.calendar.when import instant
from bot.i18n import Words, words, zone
from storage import channels, dates, planned, reminders
from storage import workspace as workspaces
from storage.calendar import Activity
from storage.channels import Channel
from storage.database import Database, Transaction
from storage.reminders import Reminder
from storage.workspace import Workspace


class CalendarService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def agenda(self, member_id: str, place: Place = START) -> Agenda:
        """A page (the nearest there is) of what is ahead, fits, and the member may see. Raises ForMembers."""
        async with self._db.read() as tx:
            return await looks.look(tx, await access.visitor(tx, member_id), place)

    async def ask(self, member_id: str, typed: str, commands: Collection[str] = ()) -> Agenda | Unknown:
        """The page that a member asks for in words. `commands` are first words that mean something else. Raises ForMembers."""
        async with self._db.read() as tx:
            return await looks.ask(tx, await access.visitor(tx, member_id), typed, commands)

    async def detail(self, member_id: str, activity_id: int, on: date | None = None) -> Detail:
        """One activity, or one occurrence of it by its day, whole. Raises NotForYou, also of what isn't there; ForMembers."""
        async with self._db.read() as tx:
            return await detail.load(tx, await access.visitor(tx, member_id), activity_id, on)

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
            channel_id = await reminders.channel_to_remind(tx, only_urgent=at_night)
            if channel_id is None:
                return False
            claimed = await reminders.claim(tx, channel_id, only_urgent=at_night)
            if claimed:
                await self._announce(tx, workspace, await channels.get(tx, channel_id), claimed)
            return True

    async def _announce(
        self, tx: Transaction, workspace: Workspace, channel: Channel | None, claimed: Sequence[Reminder]
    ) -> None:
        found = await dates.at(tx, {(reminder.activity_id, reminder.occurrence) for reminder in claimed})
        timely = [
            reminder
            for reminder in claimed
            if _may_post(channel)
            and _is_timely(
                reminder, found.get((reminder.activity_id, reminder.occurrence)), workspace, tx.now
            )
        ]
        await reminders.miss(tx, [reminder for reminder in claimed if reminder not in timely])
        if not timely:
            return
        # After a pause two leads of one date may be due together: it is still named once.
        named = {(r.activity_id, r.occurrence): found[r.activity_id, r.occurrence] for r in timely}
        here, first = zone(workspace.timezone), timely[0]
        ordered = agenda.in_order(list(named.values()), here, tx.now)
        text, blocks = posts.reminder(ordered, here, tx.now, words(workspace.language))
        moment = max(reminder.due_at for reminder in timely).isoformat()
        # Two posts may share channel and moment (one of them waited for the morning), but never a reminder.
        which = f"{first.activity_id}:{first.occurrence.isoformat()}:{first.lead}"
        key = f"reminders:{first.channel_id}:{moment}:{which}"
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
        # All day may be a day later elsewhere.
        until = instant(monday + timedelta(weeks=1 + agenda.NEXT_WEEKS, days=1), time(0), here.key)
        for activity in await dates.coming(tx, until):
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
            urgent = await reminders.next_at(tx, urgent=True)
            patient = (await reminders.next_at(tx, urgent=False), workspace.round_up_due_at)
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


def _is_timely(reminder: Reminder, activity: Activity | None, workspace: Workspace, now: datetime) -> bool:
    """Whether a reminder is still worth posting: of a date that still stands, and not absurdly late."""
    if activity is None or activity.status == "cancelled":
        return False
    leads = leads_of(workspace, activity.kind)
    following = rules.next_lead_due_at(activity, reminder.lead, leads, zone(workspace.timezone))
    return not rules.is_too_late(activity, reminder.lead, reminder.due_at, now, following)
