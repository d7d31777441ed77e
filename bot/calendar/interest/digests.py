"""Use cases of the digest: once a week, on Monday at 09:00 where they are, to those who have chosen it."""

from datetime import date, datetime, time, timedelta

from bot import access, hours
from bot.access import Viewer
from bot.calendar import rules
from bot.calendar.interest import choices, digest_views
from bot.calendar.interest.digest_views import Digest
from bot.calendar.when import instant
from storage import choices as chosen
from storage import dates
from storage.calendar import Activity
from storage.database import Database, Reading, Transaction
from storage.occasions import ONCE


class DigestService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def digest_next(self) -> bool:
        """Sends the digest that has been due longest, if there is something in it; outside their hours it waits. False if none is due.

        From Thursday on it is too late: then the next one is on Monday.
        """
        async with self._db.write() as tx:
            claimed = await chosen.claim_digest(tx)
            if claimed is None:
                return False
            member_id, _due = claimed
            viewer = await access.viewer(tx, member_id)
            moment = hours.next_in_person_hours(tx.now, viewer.zone)
            if moment > tx.now:  # at night after a pause, or where they are it is Sunday still
                await chosen.digest_again(tx, member_id, moment)
                return True
            if viewer.member.is_person and rules.is_round_up_worthwhile(tx.now, viewer.zone):
                await _send(tx, viewer)
            await chosen.digest_again(tx, member_id, choices.next_digest(tx.now, viewer.zone))
            return True

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await chosen.next_digest(tx)


async def _send(tx: Transaction, viewer: Viewer) -> None:
    monday = rules.round_up_before(tx.now, viewer.zone).astimezone(viewer.zone).date()
    found = await _digest(tx, viewer, monday)
    if found:
        message = digest_views.digest(found, viewer.zone, tx.now, viewer.words)
        await tx.outbox.direct(f"digest:{viewer.id}:{monday.isoformat()}", viewer.id, *message)


async def _digest(tx: Reading, viewer: Viewer, monday: date) -> Digest:
    """What is for everyone and for their groups, and what they go to, but for what they can't go to; as far as they may see it."""
    until = instant(monday + 2 * digest_views.WEEK + timedelta(days=1), time(0), viewer.zone.key)
    answers = await chosen.answers_of(tx, viewer.id)

    def answer(activity: Activity) -> str | None:
        return answers.get((activity.id, activity.on or ONCE))

    theirs = [
        each
        for each in await dates.coming(tx, until)
        if viewer.may_see_activity(each.channel_id)
        and answer(each) != "no"
        and (each.channel_id is None or each.channel_id in viewer.channels or answer(each) is not None)
    ]
    this_week, next_week = digest_views.arrange(theirs, monday, viewer.zone, tx.now)
    return Digest(
        this_week=this_week,
        next_week=next_week,
        goes_to=frozenset(each for each in theirs if answer(each) == "going"),
        groups={place.id: place.called for place in viewer.places},
    )
