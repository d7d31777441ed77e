"""Use cases of interest: going, interested, can't; the file for one's own calendar; and the letters to those whom something concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot import access, hours
from bot.access import Viewer
from bot.calendar.interest import choices, composing, letter_views
from bot.calendar.interest.buttons import Answer
from bot.calendar.interest.composing import Told
from bot.calendar.interest.errors import NoDayYet, NothingToGoTo
from bot.calendar.interest.file import FILE
from bot.calendar.interest.going import may_answer
from bot.calendar.interest.letters import OF_GOING, replan
from bot.calendar.looking import detail
from bot.calendar.looking.detail import Detail
from bot.errors import Gone, NotForYou
from storage import interest, letters, noticing, planning
from storage.database import Database, Reading
from storage.letters import Letter
from storage.occasions import ONCE

SOON: Final = timedelta(seconds=1)
About = tuple[int, date, str]  # of a letter of one person: the activity, its day, the purpose


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody has answered: None if they took it back. `shown` is the activity as it is now.

    `reminder`: when they are reminded; None: they are not. `hears`: whether they are told when something changes.
    """

    shown: Detail
    answer: Answer | None
    reminder: datetime | None = None
    hears: bool = True


class InterestService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def answer(self, member_id: str, activity_id: int, on: date | None, answer: Answer) -> Answered:
        """Notes an answer; the same once more takes it back. Raises NotForYou, NothingToGoTo, Gone, ForMembers."""
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            await planning.lock(tx, activity_id)  # with its dates, on which the reminder depends
            shown = await _approved(tx, viewer, activity_id, on)
            activity = shown.activity
            if not may_answer(activity, tx):
                raise NothingToGoTo
            day = activity.on or ONCE
            if await interest.answer_of(tx, member_id, activity_id, day) == answer:
                await interest.take_back(tx, member_id, activity_id, day)
                given = None
            else:
                await interest.save(tx, member_id, activity_id, day, answer)
                given = answer
            await replan(tx, shown.known.activity, member_id)
            choice = await choices.of(tx, member_id)
            planned = await letters.of_activity(tx, activity_id, OF_GOING, member_id=member_id)
            due = (each.due_at for each in planned if each.on == day and _is_ahead(each))
            return Answered(
                shown=await detail.load(tx, viewer, activity_id, activity.on),
                answer=given,
                reminder=next(due, None) if choice in ("all", "mine") else None,
                hears=choice != "none",
            )

    async def file(self, member_id: str, activity_id: int, on: date | None) -> Detail:
        """Plans the file of one activity for a calendar app, which arrives as a direct message. Asked for again within a minute it is
        the same one. Raises NotForYou, NoDayYet, Gone, ForMembers."""
        async with self._db.write() as tx:
            shown = await _approved(tx, await access.visitor(tx, member_id), activity_id, on)
            activity = shown.activity
            if activity.precision != "day":
                raise NoDayYet
            day = activity.on.isoformat() if activity.on else None
            key = f"calendar-file:{member_id}:{activity_id}:{day}:{activity.sequence}:{tx.now:%Y-%m-%dT%H:%M}"
            await tx.outbox.file(key, member_id, {"what": FILE, "id": activity_id, "on": day})
            return shown

    async def write_next(self) -> bool:
        """Writes to one person of all that is due for them, in one message. Returns whether there was somebody.

        Outside of their hours only what can't wait; the rest waits until then.
        """
        async with self._db.write() as tx:
            member_id = await letters.to_write_to(tx)
            claimed = await letters.claim(tx, member_id) if member_id else []
            if not claimed:
                return False
            viewer = await access.viewer(tx, claimed[0].member_id)
            found = await composing.compose(tx, viewer, claimed)
            morning = hours.next_in_person_hours(tx.now, viewer.zone, weekdays=False)
            changing = await _just_changing(tx, claimed)
            now = [
                each
                for each in found
                if (morning <= tx.now or each.cannot_wait(viewer.zone, tx.now))
                and not each.is_as_good_at(changing.get(_about(each.letter)), tx.now)
            ]
            said, timely = [each.letter for each in now], [each.letter for each in found]
            for letter in claimed:
                if letter in said:
                    continue
                if (until := changing.get(_about(letter))) is not None:
                    await letters.postpone(tx, [letter], max(until, tx.now) + SOON)
                elif letter in timely:
                    await letters.postpone(tx, [letter], morning)
                else:
                    await letters.miss(tx, [letter])
            if now:
                message = letter_views.letter(now, viewer.zone, tx.now, viewer.words)
                await tx.outbox.direct(_key(now[0], tx.now), viewer.id, *message)
            return True

    async def next_due(self) -> datetime | None:
        """When the next letter is due; now, if it is overdue."""
        async with self._db.read() as tx:
            due = await letters.next_due(tx)
            return None if due is None else max(due, tx.now)


async def _just_changing(tx: Reading, claimed: Sequence[Letter]) -> dict[About, datetime]:
    """Which of these letters are about something that has changed again of which people are yet to be told, and when they are: else they
    would be told of the same change twice, here and then."""
    news = [each for each in claimed if each.purpose == "news"]
    due = await noticing.due_for(tx, {each.activity_id for each in news}) if news else {}
    found = {}
    for letter in news:
        moments = (due.get((letter.activity_id, letter.on)), due.get((letter.activity_id, ONCE)))
        if known := [moment for moment in moments if moment is not None]:
            found[_about(letter)] = max(known)
    return found


def _about(letter: Letter) -> About:
    return letter.activity_id, letter.on, letter.purpose


async def _approved(tx: Reading, viewer: Viewer, activity_id: int, on: date | None) -> Detail:
    """What is in the calendar, and that very date. Raises NotForYou, Gone."""
    shown = await detail.load(tx, viewer, activity_id, on)
    if shown.known.stage != "approved" or not viewer.may_see_activity(shown.activity.channel_id):
        raise NotForYou
    if on is not None and shown.activity.on != on:
        raise Gone
    return shown


def _key(first: Told, now: datetime) -> str:
    """A letter is sent once of one state of its activity; so what the first one is about names the message."""
    letter = first.letter
    about = f"{letter.activity_id}:{letter.on.isoformat()}:{letter.purpose}:{first.activity.sequence}"
    return f"letters:{letter.member_id}:{now.isoformat()}:{about}"


def _is_ahead(letter: Letter) -> bool:
    return letter.purpose == "reminder" and letter.state == "pending"
