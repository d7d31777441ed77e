"""Use cases of “How was it?”: asking those who went, taking what they say, and telling the organiser."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot import access, hours
from bot.access import Viewer
from bot.calendar.interest import choices
from bot.calendar.ratings import rules, views
from bot.calendar.ratings.errors import NotNow
from bot.calendar.ratings.views import Asked
from bot.calendar.rules import over_at
from bot.errors import Gone, NotForYou
from bot.i18n import Words
from storage import choices as chosen
from storage import dates, details, planning, ratings
from storage.calendar import Activity
from storage.database import Database, Reading, Transaction
from storage.occasions import ONCE
from storage.ratings import ASK, TELL, Due, Rated

AT_ONCE: Final = 10  # things that one message asks about
BACK: Final = timedelta(days=100)  # how far back an occurrence is looked for

Named = tuple[int, date | None]  # as a button carries it


class RatingService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def ask_next(self) -> bool:
        """Asks one person, in their hours, how all was that they went to and are to be asked about now. False if nobody is."""
        async with self._db.write() as tx:
            claimed = await ratings.claim(tx, ASK, AT_ONCE)
            if claimed:
                viewer = await access.viewer(tx, claimed[0].member_id)
                # The day after may be a Saturday: it is asked while it is remembered.
                moment = hours.next_in_person_hours(tx.now, viewer.zone, weekdays=False)
                if moment > tx.now:
                    await ratings.postpone(tx, ASK, claimed, moment)
                else:
                    await _ask(tx, viewer, claimed)
            return bool(claimed)

    async def tell_next(self) -> bool:
        """Tells one organiser what people say, or rewrites what was told. Returns whether somebody was to be told."""
        async with self._db.write() as tx:
            claimed = await ratings.claim(tx, TELL, 1)
            for due in claimed:
                viewer = await access.viewer(tx, due.member_id)
                moment = hours.next_in_person_hours(tx.now, viewer.zone)
                if moment > tx.now:
                    await ratings.postpone(tx, TELL, claimed, moment)
                elif not await _tell(tx, viewer, Rated(due.activity_id, due.on)):
                    await ratings.miss(tx, TELL, claimed)
            return bool(claimed)

    async def rate(
        self, member_id: str, named: Named, stars: int, beside: Sequence[Named]
    ) -> tuple[Words, list[Asked]]:
        """Takes what a member says of something that they went to, in the place of what they said before.

        Returns it with all that the same message asks about (`beside`). Raises NotNow, NotForYou, Gone, ForMembers.
        """
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            of = await _rateable(tx, viewer, named)
            await ratings.save(tx, viewer.id, of, stars)
            await _plan_to_tell(tx, of)
            return viewer.words, await _all_asked(tx, viewer, [*beside, named])

    async def line_of(self, member_id: str, named: Named) -> tuple[Words, Asked]:
        """What a member has said of something, who wants to add a line. Raises as `rate` does."""
        async with self._db.read() as tx:
            viewer = await access.person(tx, member_id)
            asked = await _asked(tx, viewer, _rated(named))
            if asked is None:
                raise NotForYou
            if asked.rating is None:
                raise Gone
            return viewer.words, asked

    async def add_line(
        self, member_id: str, named: Named, line: str, beside: Sequence[Named] = ()
    ) -> tuple[Words, Asked, list[Asked]]:
        """Takes a line, in the place of what was there; an empty one takes it back. Returns and raises as `rate` does."""
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            of = await _rateable(tx, viewer, named)
            if not await ratings.save_line(tx, viewer.id, of, rules.tidied(line)):
                raise Gone
            await _plan_to_tell(tx, of)
            asked = await _asked(tx, viewer, of)
            if asked is None:
                raise NotForYou
            return viewer.words, asked, await _all_asked(tx, viewer, [*beside, named])

    async def next_to_ask(self) -> datetime | None:
        async with self._db.read() as tx:
            return await ratings.next_due(tx, ASK)

    async def next_to_tell(self) -> datetime | None:
        async with self._db.read() as tx:
            return await ratings.next_due(tx, TELL)


async def _ask(tx: Transaction, viewer: Viewer, claimed: Sequence[Due]) -> None:
    wants = viewer.member.is_person and await choices.of(tx, viewer.id) != "none"
    answers = await chosen.answers_of(tx, viewer.id) if wants else {}
    asked, missed = list[Asked](), list[Due]()
    for due in claimed:
        of = Rated(due.activity_id, due.on)
        found = await _asked(tx, viewer, of) if answers.get(of) == "going" else None
        if found is not None and _is_worth_asking(found.activity, due.due_at, tx.now):
            asked.append(found)
        else:
            missed.append(due)
    await ratings.miss(tx, ASK, missed)
    if asked:
        first = claimed[0]
        key = f"how-was-it:{viewer.id}:{first.activity_id}:{first.on.isoformat()}:{first.due_at.isoformat()}"
        await tx.outbox.direct(key, viewer.id, *views.question(asked, viewer.words))


def _is_worth_asking(activity: Activity, due_at: datetime, now: datetime) -> bool:
    over = _over(activity)
    is_off = activity.status == "cancelled"
    return over is not None and not is_off and rules.is_worth_asking(over, due_at, now)


async def _asked(tx: Reading, viewer: Viewer, of: Rated) -> Asked | None:
    """What somebody is asked about, with what they have said of it; None if they may not see it (any more)."""
    activity = await _activity(tx, of)
    if activity is None or not viewer.may_see_activity(activity.channel_id):
        return None
    return Asked(activity, await ratings.by_member(tx, viewer.id, of))


async def _all_asked(tx: Reading, viewer: Viewer, named: Sequence[Named]) -> list[Asked]:
    """All of it that they may (still) see, each once."""
    asked = [await _asked(tx, viewer, _rated(each)) for each in dict.fromkeys(named)]
    return [each for each in asked if each is not None]


async def _activity(tx: Reading, of: Rated) -> Activity | None:
    """What is approved, with the dates of the occurrence that is meant."""
    if of.on != ONCE:
        found = await dates.of_activity(tx, of.activity_id, after=tx.now - BACK)
        return next((each for each in found if each.on == of.on), None)
    known = await details.get(tx, of.activity_id)
    return known.activity if known is not None and known.stage == "approved" else None


async def _rateable(tx: Transaction, viewer: Viewer, named: Named) -> Rated:
    """What somebody may say something of: they were asked. Nobody else does at the same time, so that the fifth is counted as the fifth."""
    of = _rated(named)
    await planning.lock(tx, of.activity_id)
    activity = await _activity(tx, of)
    may = activity is not None and viewer.may_see_activity(activity.channel_id)
    if activity is None or not may or not await ratings.was_asked(tx, viewer.id, of):
        raise NotForYou
    over = _over(activity)
    if over is None or not rules.may_be_rated(over, tx.now):
        raise NotNow
    return of


async def _plan_to_tell(tx: Transaction, of: Rated) -> None:
    """Of something of which enough people have said how it was, the organiser is to be told."""
    scores = await ratings.scores(tx, of.activity_id, at_least=rules.ENOUGH)
    organiser = await planning.added_by(tx, of.activity_id)
    if of.on in scores and organiser is not None:
        viewer = await access.viewer(tx, organiser)
        due = hours.next_in_person_hours(tx.now + rules.CALM, viewer.zone)
        await ratings.tell(tx, organiser, of, due)


async def _tell(tx: Transaction, viewer: Viewer, of: Rated) -> bool:
    """Returns whether there was somebody to tell something."""
    activity = await _activity(tx, of)
    score = (await ratings.scores(tx, of.activity_id, at_least=rules.ENOUGH)).get(of.on)
    may = activity is not None and viewer.may_see_activity(activity.channel_id) and viewer.member.is_person
    if activity is None or score is None or not may or await choices.of(tx, viewer.id) == "none":
        return False
    text, blocks = views.told(activity, score, await ratings.lines(tx, of), viewer.words)
    key = f"what-they-say:{viewer.id}:{of.activity_id}:{of.on.isoformat()}"
    if not await tx.outbox.direct(key, viewer.id, text, blocks):
        again = f"{key}:{tx.now.isoformat()}"
        await tx.outbox.update(again, viewer.id, of=key, text=text, blocks=blocks)
    return True


def _rated(named: Named) -> Rated:
    activity_id, on = named
    return Rated(activity_id, on or ONCE)


def _over(activity: Activity) -> datetime | None:
    return None if activity.begins is None else over_at(activity, activity.begins)
