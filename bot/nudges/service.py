"""Use cases of nudges: a channel falls silent, its moderators are told, one of them does something about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import access
from bot.errors import Gone, NotForYou
from bot.i18n import words, zone
from bot.nudges import rules, silence, views
from bot.nudges.errors import AlreadyPosted, NoLongerSilent
from storage import channels, nudges, people
from storage.channels import Channel
from storage.database import Database, Transaction


class NudgeService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def posted(self, channel_id: str, message: Mapping[str, Any]) -> None:
        """Slack says that something was written in a channel. Harmless when repeated: only the newest moment is kept."""
        at = silence.posted_at(message)
        if at is None:
            return
        async with self._db.write() as tx:
            at = min(at, tx.now)  # a moment yet to come would keep the channel from ever being silent
            channel = await channels.get(tx, channel_id)
            if channel is not None and (channel.last_post_at is None or at > channel.last_post_at):
                await silence.note_post(tx, channel, at)

    async def plan_next(self) -> bool:
        """Finds the next channel that has been silent for too long, and plans a nudge for each of its moderators."""
        async with self._db.write() as tx:
            channel_id = await nudges.claim_silence(tx)
            if channel_id is None:
                return False
            channel = await channels.get(tx, channel_id)
            if channel is None or channel.kind != "group" or channel.is_archived or not channel.bot_is_member:
                return True
            since = channel.last_post_at or channel.first_seen_at or tx.now
            here = await channels.member_ids(tx, channel_id)
            moderators = [m for m in await channels.moderators_of(tx, channel_id) if m.id in here]
            # A group without moderators concerns the Secretariat.
            told = moderators or await people.secretariat(tx)
            for member in told:
                due_at = rules.nudge_due(tx.now, zone(member.timezone))
                await nudges.plan(tx, channel_id, since, member.id, due_at)
            return True

    async def nudge_next(self) -> bool:
        """Sends the next moderator who is due one message about all their channels that are still silent."""
        async with self._db.write() as tx:
            moderator_id = await nudges.next_moderator(tx)
            if moderator_id is None:
                return False
            viewer = await access.viewer(tx, moderator_id)
            due_at = rules.nudge_due(tx.now, viewer.zone)
            if due_at > tx.now:
                # It was due in their hours, but nobody was there to send it.
                await nudges.postpone(tx, moderator_id, due_at)
                return True
            silences = [
                silence
                for nudge in await nudges.claim(tx, moderator_id)
                if (silence := await self._silence(tx, viewer, nudge)) is not None
            ]
            for start in range(0, len(silences), views.IN_ONE_MESSAGE):
                some = silences[start : start + views.IN_ONE_MESSAGE]
                key = f"nudge:{moderator_id}:{tx.now.isoformat()}:{some[0].channel_id}"
                await tx.outbox.direct(key, moderator_id, *views.nudge(viewer.words, some))
            return True

    async def _silence(
        self, tx: Transaction, viewer: access.Viewer, nudge: nudges.Nudge
    ) -> views.Silence | None:
        """What a moderator is told of one silence. None, and the nudge is dropped, if it is over or no longer theirs to know of."""
        channel = await channels.get(tx, nudge.channel_id)
        stands = (
            channel is not None
            and channel.kind == "group"
            and channel.bot_is_member
            and not channel.is_archived
            and not self._is_over(channel, nudge.silent_since)
        )
        if not stands or not viewer.member.is_person or not viewer.may_moderate(nudge.channel_id):
            await nudges.mark(tx, nudge.channel_id, nudge.silent_since, "dropped", nudge.moderator_id)
            return None
        prompts = views.prompts(words(viewer.workspace.language))
        number = rules.prompt_number(nudge.silent_since, len(prompts))
        return views.Silence(
            channel_id=nudge.channel_id,
            days=rules.days_silent(nudge.silent_since, tx.now),
            prompt=prompts[number],
            reference=views.reference(nudge.channel_id, nudge.silent_since, number),
        )

    async def post_prompt(self, member_id: str, reference: str) -> views.Done:
        """Posts the suggested prompt, once, whoever presses first. Raises Refusal."""
        channel_id, since, number = views.parse(reference)
        async with self._db.write() as tx:
            viewer, channel = await self._allowed(tx, member_id, channel_id)
            if self._is_over(channel, since):
                raise NoLongerSilent
            prompts = views.prompts(words(viewer.workspace.language))
            text = prompts[number % len(prompts)]
            key = f"prompt:{channel_id}:{since.isoformat()}"
            if not await tx.outbox.post(key, channel_id, text, views.prompt_post(text)):
                raise AlreadyPosted
            await nudges.mark(tx, channel_id, since, "prompted")
            return views.Done(viewer.words, channel_id)

    async def snooze(self, member_id: str, reference: str) -> views.Done:
        """Leaves the channel alone for a week. Raises Refusal."""
        channel_id, since, _number = views.parse(reference)
        async with self._db.write() as tx:
            viewer, channel = await self._allowed(tx, member_id, channel_id)
            if self._is_over(channel, since):
                raise NoLongerSilent
            until = tx.now + rules.SNOOZE
            await channels.save(tx, channel_id, snoozed_until=until, nudge_due_at=until)
            await nudges.mark(tx, channel_id, since, "snoozed")
            return views.Done(viewer.words, channel_id, until.astimezone(viewer.zone).date())

    async def _allowed(
        self, tx: Transaction, member_id: str, channel_id: str
    ) -> tuple[access.Viewer, Channel]:
        viewer = await access.viewer(tx, member_id)
        if not viewer.may_moderate(channel_id):
            raise NotForYou
        channel = await channels.get(tx, channel_id)
        if channel is None or channel.is_archived:
            raise Gone
        return viewer, channel

    @staticmethod
    def _is_over(channel: Channel, silent_since: datetime) -> bool:
        return channel.last_post_at is not None and channel.last_post_at > silent_since

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await nudges.next_due(tx)
