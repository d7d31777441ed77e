"""Compares people, channels and memberships with Slack's: at start, on reconnection and nightly, because events are best effort.

People and the list of channels at once, then one channel at a time. Slack is asked outside of any transaction, and what an event
told meanwhile is newer than Slack's answer, and stays. A due time is moved on only when its work is done: a comparison that fails, or
whose process dies, is due again in some minutes. While Slack refuses the token nothing is begun.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.directory.search import index
from bot.groups import matching
from bot.groups.finding import ids_by_address
from bot.hours import next_at
from bot.i18n import zone
from bot.lockout import Lockout
from bot.nudges import silence
from bot.onboarding import arrivals
from bot.onboarding.rules import catch_up_due
from bot.roster.people import clean, differs, kept
from bot.roster.rules import has_to_look
from bot.slack import is_inside, pages, read, refused
from storage import channel_syncs, channels, people, readings
from storage import workspace as workspaces
from storage.database import Database, Transaction
from storage.workspace import Workspace

log = structlog.get_logger(__name__)

NIGHTLY_AT = 3  # o'clock, in the workspace's zone
TRY_AGAIN = timedelta(minutes=5)
PAGE = 200
HISTORY_PAGE = 100
# A channel that Liaison is not in any more: looked into again when it is brought back.
CLOSED = frozenset({"channel_not_found", "not_in_channel", "is_archived"})
PEOPLE_AT_A_TIME = 200  # in one transaction, so that nobody waits long for the database
MATCHED_AT_A_TIME = 10  # of those whose addresses are waited for: each may lead into several groups

Home = tuple[str, str | None]  # the ids of our workspace, and of its Enterprise organisation if it has one


class ComparisonService:
    def __init__(self, db: Database, client: AsyncWebClient, real: RealTime, lockout: Lockout) -> None:
        self._db = db
        self._client = client
        self._real = real
        self._lockout = lockout

    async def compare_next(self) -> bool:
        """Compares all people and the list of channels with Slack's, if that is due. Raises what Slack or the database raises."""
        if not self._lockout.room(self._real.time(), 1):
            return False
        async with self._db.write() as tx:
            workspace = await workspaces.get(tx)
            due, started = workspace.sync_due_at, tx.now
            again = started + TRY_AGAIN
            if due is None or due > started:
                return False
            if not await workspaces.move_sync(tx, due, again):
                return True
        ourselves = await read(self._client.auth_test, self._real, self._lockout)
        home = (ourselves["team_id"], ourselves.get("enterprise_id"))
        # Written first: what an event tells of a person meanwhile is judged by it, too.
        async with self._db.write() as tx:
            await workspaces.save(
                tx, team_id=home[0], enterprise_id=home[1], team_url=ourselves.get("url") or None
            )
        users = await self._all("members", self._client.users_list, include_locale=True)
        kinds = {"types": "public_channel,private_channel", "exclude_archived": False}
        listed = await self._all("channels", self._client.conversations_list, **kinds)
        await self._save_people(users, home, started)
        await self._match(users)
        async with self._db.write() as tx:
            await self._save_channels(tx, listed, started)
            # Only now is somebody new: at the first sight of a workspace everybody is.
            await workspaces.save(tx, synced_at=tx.now, bot_user_id=str(ourselves["user_id"]))
            # Asked for anew meanwhile, it stays due.
            await workspaces.move_sync(tx, again, next_at(tx.now, NIGHTLY_AT, zone(workspace.timezone)))
        log.info("compared with Slack", people=len(users), channels=len(listed))
        return True

    async def _all(self, key: str, call: Any, **arguments: Any) -> list[Any]:
        return [item async for item in pages(call, key, self._real, self._lockout, limit=PAGE, **arguments)]

    async def _save_people(self, users: list[dict[str, Any]], home: Home, started: datetime) -> None:
        async with self._db.read() as reading:
            known = await people.everyone(reading)
            ours = await workspaces.get(reading)
        changed = [user for user in users if differs(known.get(user["id"]), kept(user, *home))]
        for start in range(0, len(changed), PEOPLE_AT_A_TIME):
            some = changed[start : start + PEOPLE_AT_A_TIME]
            async with self._db.write() as tx:
                rows = [self._row(tx, user, home, known.get(user["id"]), ours) for user in some]
                await people.save_many(tx, rows, started)
                touched = []
                for user in some:
                    before = known.get(user["id"])
                    if before is not None and before.synced_at is None:
                        await arrivals.are_known(tx, user["id"])
                    if before is not None and index.is_touched(before, kept(user, *home)):
                        touched.append(user["id"])
                await index.refresh_many(tx, touched)

    async def _match(self, users: list[dict[str, Any]]) -> None:
        """Whose coming was missed, and whose address is waited for."""
        async with self._db.read() as reading:
            awaited = await matching.awaited(reading)
        came = [user for user in users if ids_by_address([user]).keys() & awaited] if awaited else []
        for start in range(0, len(came), MATCHED_AT_A_TIME):
            async with self._db.write() as tx:
                await matching.match(tx, came[start : start + MATCHED_AT_A_TIME])

    @staticmethod
    def _row(
        tx: Transaction,
        user: Mapping[str, Any],
        home: Home,
        before: people.Member | None,
        ours: Workspace,
    ) -> dict[str, Any]:
        blank = before or people.Member(user["id"], timezone=ours.timezone)
        told = ("name", "locale", "photo", "is_bot", "is_deactivated", "is_guest", "is_external")
        values = {"timezone": "", **{name: getattr(blank, name) for name in told}} | kept(user, *home)
        here = zone(values["timezone"] or blank.timezone)
        # At the first sight of a workspace everybody is new.
        due_at = None if ours.synced_at is None else catch_up_due(tx.now, here)
        return values | {"id": user["id"], "synced_at": tx.now, "welcome_due_at": due_at}

    @staticmethod
    async def _save_channels(tx: Transaction, listed: list[dict[str, Any]], started: datetime) -> None:
        known = {channel.id: channel for channel in await channels.everything(tx)}
        told = {c.id for c in known.values() if c.changed_at is not None and c.changed_at > started}
        gone = {c.id for c in known.values() if c.bot_is_member} - {c["id"] for c in listed}
        for channel_id in gone - told:
            await channels.save(tx, channel_id, bot_is_member=False)
        for channel in listed:
            if channel["id"] in told:
                continue
            values: dict[str, Any] = {
                "name": clean(str(channel.get("name") or "")),
                "is_archived": bool(channel.get("is_archived")),
                "bot_is_member": is_inside(channel),
                "is_public": not channel.get("is_private", True),
            }
            if values["bot_is_member"] and not values["is_archived"]:
                values["sync_due_at"] = tx.now
                before = known.get(channel["id"])
                if before and has_to_look(was_in=before.bot_is_member, looked_at=before.first_seen_at):
                    values["bot_is_member"] = False
            await channels.save(tx, channel["id"], **values)

    async def compare_next_channel(self) -> bool:
        """Compares one channel's members with Slack's, and looks when a person last wrote there."""
        if not self._lockout.room(self._real.time(), 1):
            return False
        async with self._db.write() as tx:
            started = tx.now
            again = started + TRY_AGAIN
            channel_id = await channel_syncs.claim(tx, again)
        if channel_id is None:
            return False
        try:
            members = await self._all("members", self._client.conversations_members, channel=channel_id)
            recent = await read(
                self._client.conversations_history,
                self._real,
                self._lockout,
                channel=channel_id,
                limit=HISTORY_PAGE,
            )
        except SlackApiError as error:
            answer = refused(error)
            log.warning("could not look into a channel", channel=channel_id, error=answer.error)
            if answer.error in CLOSED:
                async with self._db.write() as tx:
                    await channel_syncs.finish(tx, channel_id, again)
            return True
        last_post = silence.last_posted_at(recent)
        async with self._db.write() as tx:
            # The channel before its people, as whoever records messages locks them.
            channel = await channels.get(tx, channel_id)
            ours = (await workspaces.get(tx)).bot_user_id
            if channel is not None and ours is not None and ours not in members:
                # We are there ourselves, or have been taken out: by this list nobody can tell who has left.
                log.warning("not all members of a channel were listed", channel=channel_id)
                if not channel.bot_is_member:
                    await channel_syncs.finish(tx, channel_id, again)
                return True
            if channel is not None and last_post is not None:
                await silence.note_post(tx, channel, last_post)
            await self._save_members(tx, channel_id, frozenset(map(str, members)), started)
            if channel is not None and not channel.bot_is_member and ours is not None:
                is_still = channel.changed_at is None or channel.changed_at <= started
                await channels.save(tx, channel_id, bot_is_member=is_still)
            await readings.ask(tx, channel_id)
            await channel_syncs.finish(tx, channel_id, again)
        return True

    @staticmethod
    async def _save_members(
        tx: Transaction, channel_id: str, found: frozenset[str], started: datetime
    ) -> None:
        """Writes who is in the channel. At first sight they are known, not welcomed; later, who is new is caught up with."""
        channel = await channels.get(tx, channel_id)
        if channel is None:
            return
        if channel.first_seen_at is None:
            await arrivals.are_here(tx, channel_id, found, started)
            await channels.save(tx, channel_id, first_seen_at=tx.now)
        before = await channels.member_ids(tx, channel_id)
        # All of them before the first is told of to the moderators: so does whoever comes or goes meanwhile, and nobody deadlocks.
        known = await people.by_ids(tx, found - before)
        for member_id in sorted(found ^ before):
            await arrivals.hold(tx, member_id)
        for member_id in sorted(found - before):
            member = known.get(member_id)
            due_at = catch_up_due(tx.now, zone(member.timezone)) if member else tx.now
            await arrivals.arrive(tx, channel, member_id, started, due_at=due_at)
        for member_id in sorted(before - found):
            await arrivals.leave(tx, channel_id, member_id, started)
