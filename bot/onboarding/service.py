"""Use cases of onboarding: people come and go, are welcomed, and moderators hear of them."""

from collections.abc import Sequence
from datetime import datetime

from bot import access
from bot.calendar.upcoming import upcoming
from bot.hours import next_in_person_hours
from bot.i18n import words
from bot.onboarding import arrivals, rules, views
from storage import arrivals as queue
from storage import channels, onboarding, people
from storage.database import Database, Transaction


class OnboardingService:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._done: set[tuple[str, str]] = set()  # what need not be written again by this process

    async def joined(self, event_id: str, channel_id: str, member_id: str, at: datetime | None) -> None:
        """Slack says that somebody came into a channel at `at`; now, if it doesn't say when."""
        async with self._db.write() as tx:
            if await tx.seen.first_time(f"event:{event_id}"):
                if (channel := await channels.get(tx, channel_id)) is None:
                    await channels.save(tx, channel_id)
                    channel = channels.Channel(channel_id)
                await arrivals.arrive(tx, channel, member_id, at or tx.now)

    async def left(self, event_id: str, channel_id: str, member_id: str, at: datetime | None) -> None:
        """Slack says that somebody left a channel at `at`; now, if it doesn't say when."""
        async with self._db.write() as tx:
            if await tx.seen.first_time(f"event:{event_id}"):
                await arrivals.leave(tx, channel_id, member_id, at or tx.now)

    async def did_step(self, member_id: str, step: str) -> None:
        """A member has done one of the first small steps. Cheap when it is done again."""
        if (member_id, step) in self._done:
            return
        async with self._db.write() as tx:
            if step not in rules.STEPS or not await people.get(tx, member_id):
                return
            await onboarding.mark(tx, member_id, step)
        self._done.add((member_id, step))

    async def welcome_next(self) -> bool:
        """Welcomes the next member who is due: to the workspace, and to all the channels that are due, in one message."""
        async with self._db.write() as tx:
            found = await queue.next_to_welcome(tx)
            if found is None:
                return False
            member_id, due_at = found
            viewer = await access.viewer(tx, member_id)
            later = rules.welcome_at(due_at, tx.now, viewer.zone)
            if later > tx.now:
                await queue.postpone_welcomes(tx, member_id, later)
                return True
            welcomed_at = tx.now if viewer.member.is_person else None
            to_workspace = await queue.claim_welcome(tx, member_id, welcomed_at)
            channel_ids = await queue.claim_channel_welcomes(tx, member_id, welcomed_at)
            if viewer.member.is_person:
                await self._welcome(tx, viewer, channel_ids, to_workspace=to_workspace)
            return True

    async def _welcome(
        self, tx: Transaction, viewer: access.Viewer, channel_ids: Sequence[str], *, to_workspace: bool
    ) -> None:
        groups = [await self._group(tx, viewer, channel_id) for channel_id in channel_ids]
        steps = rules.open_steps(
            await onboarding.done(tx, viewer.id),
            is_guest=viewer.is_guest,
            has_guide=viewer.workspace.guide_url is not None,
        )
        message = views.welcome(
            viewer.words,
            viewer.workspace.name or viewer.words("this workspace"),
            [group for group in groups if group is not None],
            to_workspace=to_workspace,
            steps=steps,
            guide_url=viewer.workspace.guide_url,
            is_guest=viewer.is_guest,
        )
        if message is not None:
            # What is welcomed to is part of the cause: two welcomes may fall into one moment.
            where = ",".join((["workspace"] if to_workspace else []) + list(channel_ids))
            await tx.outbox.direct(f"welcome:{viewer.id}:{where}:{tx.now.isoformat()}", viewer.id, *message)

    async def _group(self, tx: Transaction, viewer: access.Viewer, channel_id: str) -> views.Group | None:
        """What a newcomer is told of a group. None if it is gone since, or the newcomer is."""
        channel = await channels.get(tx, channel_id)
        here = await channels.membership(tx, channel_id, viewer.id)
        if channel is None or channel.is_archived or here is None or here.left_at is not None:
            return None
        others = await channels.member_ids(tx, channel_id) - {viewer.id}
        moderators = [m.id for m in await channels.moderators_of(tx, channel_id) if m.id in others]
        coming = await upcoming(tx, viewer, channel_id)
        return views.Group(channel_id, channel.title or channel.name, channel.purpose, moderators, coming)

    async def tell_next_moderator(self) -> bool:
        """Tells the next moderator who is due of all who came since they were last told: one message for all their channels."""
        async with self._db.write() as tx:
            moderator_id = await queue.next_moderator(tx)
            if moderator_id is None:
                return False
            moderator = await access.viewer(tx, moderator_id)
            later = next_in_person_hours(tx.now, moderator.zone, weekdays=False)
            if later > tx.now:
                # It was due in their hours, but nobody was there to tell them.
                await queue.postpone_newcomers(tx, moderator_id, later)
                return True
            # What is due in a few minutes is said with it.
            taken = await queue.claim_newcomers(tx, moderator_id, tx.now + rules.GATHER)
            found = [word for due in taken if (word := await self._newcomers(tx, moderator, due)) is not None]
            for start in range(0, len(found), views.IN_ONE_MESSAGE):
                some = found[start : start + views.IN_ONE_MESSAGE]
                message = views.newcomers(moderator.words, words(moderator.workspace.language), some)
                key = f"newcomers:{moderator_id}:{taken[0].due_at.isoformat()}:{some[0].channel_id}"
                await tx.outbox.direct(key, moderator_id, *message)
            return True

    @staticmethod
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

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await queue.next_due(tx)
