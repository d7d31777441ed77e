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

    async def joined(self, event_id: str, channel_id: str, member_id: str, at: datetime) -> None:
        """Slack says that somebody came into a channel at `at`."""
        async with self._db.write() as tx:
            if await tx.seen.first_time(f"event:{event_id}"):
                if (channel := await channels.get(tx, channel_id)) is None:
                    await channels.save(tx, channel_id)
                    channel = channels.Channel(channel_id)
                await arrivals.arrive(tx, channel, member_id, at)

    async def left(self, event_id: str, channel_id: str, member_id: str, at: datetime) -> None:
        """Slack says that somebody left a channel at `at`."""
        async with self._db.write() as tx:
            if await tx.seen.first_time(f"event:{event_id}"):
                await arrivals.leave(tx, channel_id, member_id, at)

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
        moderators = [m.id for m in await channels.moderators_of(tx, channel_id) if m.id != viewer.id]
        coming = await upcoming(tx, viewer, channel_id)
        return views.Group(channel_id, channel.title or channel.name, channel.purpose, moderators, coming)

    async def tell_next_moderator(self) -> bool:
        """Tells the next moderator who is due of all who came since they were last told."""
        async with self._db.write() as tx:
            due = await queue.next_newcomers(tx)
            if due is None:
                return False
            moderator = await access.viewer(tx, due.member_id)
            later = next_in_person_hours(tx.now, moderator.zone, weekdays=False)
            if later > tx.now:
                # It was due in their hours, but nobody was there to tell them.
                await queue.postpone_newcomers(tx, due, later)
                return True
            if not await queue.claim_newcomers(tx, due):
                return True
            newcomers = await queue.newcomers(tx, due)
            channel = await channels.get(tx, due.channel_id)
            if newcomers and channel is not None and not channel.is_archived:
                spoken = words(moderator.workspace.language)
                text, blocks = views.newcomers(moderator.words, spoken, due.channel_id, newcomers)
                key = f"newcomers:{due.channel_id}:{due.member_id}:{due.due_at.isoformat()}"
                await tx.outbox.direct(key, due.member_id, text, blocks)
            return True

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await queue.next_due(tx)
