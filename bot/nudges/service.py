"""Use cases of nudges: a channel falls silent, its moderators are told, one of them does something about it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from bot import access
from bot.errors import Gone, NotForYou
from bot.i18n import words, zone
from bot.nudges import rules, settling, silence, views
from bot.nudges.errors import NoLongerSilent
from storage import channels, nudges, people
from storage.channels import Channel
from storage.database import Database, Transaction

# Does something about a silence, for a moderator.
Settle = Callable[[Transaction, access.Viewer, views.About], Awaitable[views.Done]]


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
            # Who settles a silence meanwhile rewrites what was said of it: before, or after, but not between.
            await people.hold(tx, [moderator_id])
            sent = [
                nudge
                for nudge in await nudges.claim(tx, moderator_id)
                if await self._stands(tx, viewer, nudge)
            ]
            for start in range(0, len(sent), views.IN_ONE_MESSAGE):
                some = sent[start : start + views.IN_ONE_MESSAGE]
                key = f"nudge:{moderator_id}:{tx.now.isoformat()}:{some[0].channel_id}"
                message = views.nudge(viewer.words, [settling.silence(tx, viewer, nudge) for nudge in some])
                await tx.outbox.direct(key, moderator_id, *message)
                await nudges.told(tx, some, key)
            return True

    @staticmethod
    async def _stands(tx: Transaction, viewer: access.Viewer, nudge: nudges.Nudge) -> bool:
        """Whether a silence is still one, and still the moderator's to know of. If not, the nudge is dropped."""
        channel = await channels.get(tx, nudge.channel_id)
        stands = (
            channel is not None
            and channel.kind == "group"
            and channel.bot_is_member
            and not channel.is_archived
            and not rules.is_over(channel.last_post_at, nudge.silent_since)
            and viewer.member.is_person
            and viewer.may_moderate(nudge.channel_id)
        )
        if not stands:
            await nudges.drop(tx, nudge)
        return stands

    async def post_prompt(self, member_id: str, reference: str) -> views.Done:
        """Posts the suggested prompt; if somebody has settled the silence already, only says who. Raises Refusal."""
        return await self._settle(member_id, reference, self._post)

    async def snooze(self, member_id: str, reference: str) -> views.Done:
        """Leaves the channel alone for a week; if somebody has settled the silence already, only says who. Raises Refusal."""
        return await self._settle(member_id, reference, self._leave_alone)

    async def _settle(self, member_id: str, reference: str, settle: Settle) -> views.Done:
        """One of them does it; whoever comes second, even at the same moment, is told of the first."""
        about = views.parse(reference)
        channel_id, since, _number = about
        async with self._db.write() as tx:
            await channels.hold(tx, channel_id)
            viewer, channel = await self._allowed(tx, member_id, channel_id)
            told = await settling.hold(tx, channel_id, since)
            first = settling.first(tx, channel, told)
            if first is not None:
                return settling.done(viewer, channel, first)
            if rules.is_over(channel.last_post_at, since):
                raise NoLongerSilent
            done = await settle(tx, viewer, about)
            state = "prompted" if done.until is None else "snoozed"
            await nudges.settle(tx, channel_id, since, state, member_id)
            await settling.rewrite(tx, told)
            return done

    @staticmethod
    async def _post(tx: Transaction, viewer: access.Viewer, about: views.About) -> views.Done:
        channel_id, since, number = about
        prompts = views.prompts(words(viewer.workspace.language))
        text = prompts[number % len(prompts)]
        key = f"prompt:{channel_id}:{since.isoformat()}"
        await tx.outbox.post(key, channel_id, text, views.prompt_post(text))
        return views.Done(viewer.words, channel_id)

    @staticmethod
    async def _leave_alone(tx: Transaction, viewer: access.Viewer, about: views.About) -> views.Done:
        channel_id, _since, _number = about
        until = tx.now + rules.SNOOZE
        await channels.save(tx, channel_id, snoozed_until=until, nudge_due_at=until)
        return views.Done(viewer.words, channel_id, until.astimezone(viewer.zone).date())

    @staticmethod
    async def _allowed(tx: Transaction, member_id: str, channel_id: str) -> tuple[access.Viewer, Channel]:
        viewer = await access.viewer(tx, member_id)
        if not viewer.may_moderate(channel_id):
            raise NotForYou
        channel = await channels.get(tx, channel_id)
        if channel is None or channel.is_archived:
            raise Gone
        return viewer, channel

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await nudges.next_due(tx)
