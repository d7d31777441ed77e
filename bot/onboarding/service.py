"""Use cases of onboarding: people come and go, are welcomed, and moderators hear of them."""

from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

from bot import access
from bot.hours import next_in_person_hours
from bot.onboarding import arrivals, rules, steps, views
from bot.onboarding.greeting import telling
from bot.onboarding.greeting import views as greeting_views
from bot.onboarding.journey import composing
from bot.onboarding.journey.rules import first_due
from storage import arrivals as queue
from storage import channels, greeting_words, journeys, onboarding, people
from storage import workspace as workspaces
from storage.batches import batched
from storage.database import Database, Transaction


class OnboardingService:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._done: set[tuple[str, str]] = set()  # what need not be written again by this process

    async def joined(
        self,
        event_id: str,
        channel_id: str,
        member_id: str,
        at: datetime | None,
        *,
        inviter: object = None,
    ) -> None:
        """Slack says that somebody came into a channel at `at`; now, if it doesn't say when. `inviter`: the id of who brought them in."""
        async with self._db.write() as tx:
            if await tx.seen.first_time(f"event:{event_id}"):
                if (channel := await channels.get(tx, channel_id)) is None:
                    await channels.save(tx, channel_id)
                    channel = channels.Channel(channel_id)
                due_at = None
                if inviter not in (None, member_id):
                    is_ours = inviter == (await workspaces.get(tx)).bot_user_id
                    due_at = await arrivals.when_awake(tx, member_id, is_ours=is_ours)
                await arrivals.arrive(tx, channel, member_id, at or tx.now, due_at=due_at)

    async def left(self, event_id: str, channel_id: str, member_id: str, at: datetime | None) -> None:
        """Slack says that somebody left a channel at `at`; now, if it doesn't say when."""
        async with self._db.write() as tx:
            if await tx.seen.first_time(f"event:{event_id}"):
                await arrivals.leave(tx, channel_id, member_id, at or tx.now)

    async def did_step(self, member_id: str, step: str) -> None:
        """A member has done one of the first steps, as they say or show. Cheap when it is done again."""
        if (member_id, step) in self._done:
            return
        async with self._db.write() as tx:
            named = {each.name for each in steps.of_workspace((await workspaces.get(tx)).steps)}
            if step not in named | set(steps.KNOWN) or not await people.get(tx, member_id):
                return
            await onboarding.mark(tx, member_id, step)
        self._done.add((member_id, step))

    async def welcome_next(self) -> bool:
        """Welcomes the next member who is due: to the workspace, and to all the channels that are due, in one message.

        A group that somebody comes into within minutes of their welcome to the workspace is written into that. Otherwise what is more
        than two messages in a week waits, and is gathered.
        """
        async with self._db.write() as tx:
            found = await queue.next_to_welcome(tx)
            if found is None:
                return False
            member_id, due_at = found
            viewer = await access.viewer(tx, member_id)
            journey = await journeys.hold(tx, member_id)
            is_same = journey is not None and tx.now - journey.began_at < rules.GATHER
            later = rules.welcome_at(due_at, tx.now, viewer.zone)
            if later <= tx.now and not is_same:
                sent = await onboarding.sent_since(tx, member_id, tx.now - rules.WEEK)
                later = rules.write_at(tx.now, sent, viewer.zone)
            if later > tx.now:
                await queue.postpone_welcomes(tx, member_id, later)
                return True
            welcomed_at = tx.now if viewer.member.is_person else None
            to_workspace = await queue.claim_welcome(tx, member_id, welcomed_at)
            channel_ids = await queue.claim_channel_welcomes(tx, member_id, welcomed_at)
            if not viewer.member.is_person or not (to_workspace or channel_ids):
                return True
            if journey is not None and is_same:
                known = list(dict.fromkeys([*journey.channel_ids, *channel_ids]))
                await journeys.change(tx, member_id, channel_ids=known, redraw_at=tx.now)
            else:
                await _welcome(tx, viewer, channel_ids, to_workspace=to_workspace)
            return True

    async def tell_next_moderator(self) -> bool:
        """Tells the next moderator who is due of all who came since they were last told, and whom nobody has greeted: one message for
        all their channels."""
        async with self._db.write() as tx:
            moderator_id = await queue.next_moderator(tx) or await greeting_words.next_moderator(tx)
            if moderator_id is None:
                return False
            moderator = await access.viewer(tx, moderator_id)
            later = next_in_person_hours(tx.now, moderator.zone, weekdays=False)
            if later > tx.now:
                # It was due in their hours, but nobody was there to tell them.
                await queue.postpone_newcomers(tx, moderator_id, later)
                await greeting_words.postpone(tx, moderator_id, later)
                return True
            # What is due in a few minutes is said with it.
            soon = tx.now + rules.GATHER
            taken = await queue.claim_newcomers(tx, moderator_id, soon)
            found = [word for due in taken if (word := await _newcomers(tx, moderator, due)) is not None]
            words_ = dict(await greeting_words.claim(tx, moderator_id, soon, at_once=bool(found)))
            ungreeted = await telling.still_open(tx, moderator, words_)
            most, most_too = views.IN_ONE_MESSAGE, greeting_views.IN_ONE_MESSAGE
            parts = zip_longest(batched(found, most), batched(ungreeted, most_too))
            for joined, unmet in ((some or [], others or []) for some, others in parts):
                if joined:
                    key = f"newcomers:{moderator_id}:{taken[0].due_at.isoformat()}:{joined[0].channel_id}"
                else:
                    first = unmet[0]
                    which = f"{first.channel_id}:{first.member_id}:{first.joined_at.isoformat()}:{first.told}"
                    key = f"greet:{moderator_id}:{which}"
                message = await telling.message(tx, moderator, joined, unmet)
                await tx.outbox.direct(key, moderator_id, *message)
                if unmet:
                    told = [(each.key, words_[each.key]) for each in unmet]
                    beside = [(each.channel_id, list(each.member_ids)) for each in joined]
                    await greeting_words.keep(tx, key, moderator_id, told, beside)
            return True

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await queue.next_due(tx)


async def _welcome(
    tx: Transaction, viewer: access.Viewer, channel_ids: Sequence[str], *, to_workspace: bool
) -> None:
    # What is welcomed to is part of the cause: two welcomes may fall into one moment.
    where = ",".join((["workspace"] if to_workspace else []) + list(channel_ids))
    key = f"welcome:{viewer.id}:{where}:{tx.now.isoformat()}"
    journey = None
    if to_workspace:
        await onboarding.mark(tx, viewer.id, steps.JOINED)
        await journeys.begin(tx, viewer.id, key, channel_ids, first_due(tx.now, viewer.zone))
        journey = await journeys.get(tx, viewer.id)
    message = await composing.welcome(tx, viewer, channel_ids, to_workspace=to_workspace, journey=journey)
    if message is not None:
        await tx.outbox.direct(key, viewer.id, *message)
        await onboarding.sent(tx, viewer.id, key)


async def _newcomers(
    tx: Transaction, moderator: access.Viewer, due: queue.NewcomersDue
) -> views.Newcomers | None:
    """Who came into one channel. None if there is nobody to tell of, or no right to know: the moderator has left it, say."""
    channel = await channels.get(tx, due.channel_id)
    member_ids = await queue.newcomers(tx, due)
    may_know = moderator.member.is_person and moderator.may_moderate(due.channel_id)
    if not member_ids or not may_know or channel is None or channel.is_archived:
        return None
    return views.Newcomers(due.channel_id, member_ids)
