"""Use cases of the calendar: what is ahead for a reader; news, reminders and Monday's round-up in channels."""

from collections.abc import Collection
from datetime import date, datetime

from bot import access, hours
from bot.calendar import rules
from bot.calendar.agenda import Agenda
from bot.calendar.looking import detail, looks
from bot.calendar.looking.asking import Unknown
from bot.calendar.looking.detail import Detail
from bot.calendar.looking.place import START, Place
from bot.calendar.telling.noticing import tell_next
from bot.calendar.telling.posting import announce_next
from bot.calendar.telling.rounding_up import OvertakenError, round_up_next
from bot.i18n import Words, zone
from storage import announcements, noticing, reminders
from storage import workspace as workspaces
from storage.database import Database, Transaction
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

    async def tell_next(self) -> bool:
        """Tells of one activity that is new, called off, or has not been changed for a while. Returns whether there was one."""
        async with self._db.write() as tx:
            return await tell_next(tx)

    async def announce_next(self) -> bool:
        """Announces all that is due in one channel, in one post. Returns whether anything was due anywhere.

        At night, and beyond the posts that a channel takes in a day, only what can't wait; the rest waits for the morning. What is too
        late to say is marked as missed.
        """
        async with self._db.write() as tx:
            return await announce_next(tx)

    async def round_up_next(self) -> bool:
        """Posts this week's round-up, if it is due, in each channel that has something. Returns whether it was due."""
        try:
            async with self._db.write() as tx:
                return await round_up_next(tx)
        except OvertakenError:
            return False

    async def next_due(self) -> datetime | None:
        """When there is something to tell, to announce or to round up next; now, if it is overdue."""
        async with self._db.read() as tx:
            workspace = await workspaces.get(tx)
            due = workspace.round_up_due_at
            dues = [due and hours.after_the_night(max(due, tx.now), zone(workspace.timezone))]
            dues += [await noticing.next_at(tx), await announcements.next_at(tx), await reminders.next_at(tx)]
            return min((max(due, tx.now) for due in dues if due is not None), default=None)


async def schedule_round_up(tx: Transaction, workspace: Workspace) -> None:
    """Sees to it that a round-up is due: on Monday at 09:00 in the workspace's zone, today if that is still to come.

    A time that is set stays, unless the workspace's zone has changed under it.
    """
    here, due = zone(workspace.timezone), workspace.round_up_due_at
    if due is None or (due > tx.now and due != rules.round_up_from(due, here)):
        await workspaces.save(tx, round_up_due_at=rules.round_up_from(tx.now, here))
