"""Use cases of nudges by the clock: a channel is looked at, somebody is to be told, each moderator gets one message a day at most."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot import access
from bot.access import Viewer
from bot.i18n import zone
from bot.nudges import noticing, rules, telling, views
from bot.nudges.foreseeing import Foreseeing
from bot.nudges.standing import is_over, is_watched
from storage import channels, concerns, moderating, nudges, people, rhythms
from storage import workspace as workspaces
from storage.channels import Channel
from storage.concerns import Concern
from storage.database import Database, Transaction
from storage.nudges import Nudge


class NudgeService:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._foreseeing = Foreseeing()

    async def look_next(self) -> bool:
        """Looks at the next channel that is due: learns its rhythm, and notices what is to be thought of."""
        async with self._db.write() as tx:
            channel_id = await rhythms.first_look(tx)
            if channel_id is None:
                return False
            await channels.hold(tx, channel_id)
            channel = await channels.get(tx, channel_id)
            if channel is not None and await rhythms.claim_look(tx, channel_id):
                again = await noticing.look(tx, channel, await workspaces.get(tx))
                await rhythms.save(tx, channel_id, look_due_at=again)
            return True

    async def plan_next(self) -> bool:
        """Finds the next channel that has been silent for too long."""
        async with self._db.write() as tx:
            channel_id = await nudges.claim_silence(tx)
            if channel_id is None:
                return False
            channel = await channels.get(tx, channel_id)
            if channel is not None and is_watched(channel):
                again = await noticing.notice_silence(tx, channel, await workspaces.get(tx))
                if again is not None:
                    await channels.save(tx, channel_id, nudge_due_at=again)
            return True

    async def tell_next(self) -> bool:
        """Plans whom to tell of the next concern that is due: its moderators who are there, or else the Secretariat."""
        async with self._db.write() as tx:
            concern = await concerns.claim(tx)
            if concern is None:
                return False
            channel = await channels.get(tx, concern.channel_id)
            if channel is None or not is_watched(channel) or await is_over(tx, concern, channel):
                await concerns.is_over(tx, [concern.id])
            elif until := await telling.left_alone_until(tx, channel):
                await concerns.put_off(tx, [concern.id], until)
            else:
                await self._round(tx, concern, channel)
            return True

    @staticmethod
    async def _round(tx: Transaction, concern: Concern, channel: Channel) -> None:
        told = await telling.whom(tx, concern, channel)
        if not told.members:
            # Nobody is there who could do something about it. Perhaps tomorrow.
            await concerns.put_off(tx, [concern.id], tx.now + timedelta(days=1))
            return
        due = {member.id: rules.nudge_due(tx.now, zone(member.timezone)) for member in told.members}
        for member_id, due_at in due.items():
            await nudges.plan(tx, concern.id, member_id, concern.rounds + 1, due_at)
        # Counted from when they hear of it: what came up on a Saturday is told of on Monday.
        again = None if told.is_last else noticing.again_at(concern, max(due.values()))
        await concerns.told(tx, concern.id, concern.rounds + 1, again)

    async def nudge_next(self) -> bool:
        """Sends the next moderator who is due one message about all that still is a concern in their channels."""
        async with self._db.write() as tx:
            moderator_id = await nudges.next_moderator(tx)
            if moderator_id is None:
                return False
            # Who settles a concern meanwhile rewrites what was said of it: before, or after, but not between.
            await people.hold(tx, [moderator_id])
            due = await nudges.due(tx, moderator_id)
            viewer = await access.viewer(tx, moderator_id)
            due_at = rules.nudge_due(tx.now, viewer.zone, await nudges.last_sent(tx, moderator_id))
            if due_at > tx.now:
                # It was due in their hours and nobody was there to send it; or they have had today's.
                await nudges.postpone(tx, due, due_at)
                return True
            about = await concerns.by_ids(tx, {nudge.concern_id for nudge in due})
            some = await self._standing(tx, viewer, due, about)
            shown, rest = some[: views.IN_ONE_MESSAGE], some[views.IN_ONE_MESSAGE :]
            if shown:
                key = f"nudge:{moderator_id}:{tx.now.isoformat()}"
                told = [await telling.shown(tx, viewer, about[nudge.concern_id]) for nudge in shown]
                await tx.outbox.direct(key, moderator_id, *views.nudge(viewer.words, told, len(rest)))
                await nudges.sent(tx, shown, key)
                await nudges.postpone(tx, rest, rules.nudge_due(tx.now, viewer.zone, tx.now))
            return True

    @staticmethod
    async def _standing(
        tx: Transaction, viewer: Viewer, due: Sequence[Nudge], about: Mapping[int, Concern]
    ) -> list[Nudge]:
        """Those of which to tell now. The others are dropped, or wait for as long as the moderator wants."""
        newest = {nudge.concern_id: nudge for nudge in due}  # of several rounds the last
        found = []
        for nudge in due:
            concern = about[nudge.concern_id]
            channel = await channels.get(tx, concern.channel_id)
            stands = channel is not None and concern.state == "open" and is_watched(channel)
            if newest[nudge.concern_id] is not nudge or channel is None or not stands:
                await nudges.drop(tx, [nudge])
            elif await is_over(tx, concern, channel):
                await nudges.drop(tx, [nudge])
                await concerns.is_over(tx, [concern.id])
            elif not await telling.may_be_told(tx, viewer, concern):
                await nudges.drop(tx, [nudge])
                if not await telling.is_told_to_others(tx, nudge):
                    # Somebody else is to be told in their place.
                    await concerns.put_off(tx, [concern.id], tx.now)
            elif until := await _not_before(tx, viewer, concern.channel_id):
                await nudges.postpone(tx, [nudge], until)
            else:
                found.append(nudge)
        return found

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await self._foreseeing.next_word(tx)


async def _not_before(tx: Transaction, viewer: Viewer, channel_id: str) -> datetime | None:
    """When a moderator who wants fewer nudges about a channel may have the next one. None: now."""
    every = (await moderating.choice(tx, viewer.id, channel_id)).every_days
    last = await nudges.last_sent(tx, viewer.id, channel_id) if every else None
    if every is None or last is None or last + timedelta(days=every) <= tx.now:
        return None
    return rules.nudge_due(last + timedelta(days=every), viewer.zone)
