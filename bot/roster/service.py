"""Keeps people, channels and memberships in step with Slack.

Events are best effort, so the whole is compared with Slack's at start, on reconnection and nightly: people at once, then one
channel at a time. Slack is asked outside of any transaction; what changed meanwhile is newer than the answer, and stays.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import access
from bot.clock import RealTime
from bot.directory.search import refresh_search
from bot.hours import next_at
from bot.i18n import Words, zone
from bot.nudges import silence
from bot.onboarding import arrivals
from bot.onboarding.rules import catch_up_due
from bot.roster.people import differs, kept
from bot.slack import pages, read, refused
from storage import channels, people
from storage import workspace as workspaces
from storage.database import Database, Transaction

log = structlog.get_logger(__name__)

NIGHTLY_AT = 3  # o'clock, in the workspace's zone
TRY_AGAIN = timedelta(minutes=5)
HISTORY_PAGE = 100
PEOPLE_AT_A_TIME = 200


class RosterService:
    def __init__(self, db: Database, client: AsyncWebClient, real: RealTime) -> None:
        self._db = db
        self._client = client
        self._real = real

    async def words_of(self, member_id: str) -> Words:
        """The language in which to speak to a member."""
        async with self._db.read() as tx:
            return (await access.viewer(tx, member_id)).words

    async def joined_workspace(self, event_id: str, user: Mapping[str, Any]) -> None:
        """Slack says that somebody joined the workspace: they are welcomed once."""
        await self.changed_person(event_id, user)

    async def changed_person(self, event_id: str, user: Mapping[str, Any]) -> None:
        """Slack says that a person is new or has changed."""
        async with self._db.write() as tx:
            if await tx.seen.first_time(f"event:{event_id}"):
                await self._save_person(tx, user)

    async def changed_channel(self, event_id: str, channel_id: str, **values: Any) -> None:
        """Slack says that a channel has another name, is archived or not, or that Liaison is in it or not."""
        async with self._db.write() as tx:
            if await tx.seen.first_time(f"event:{event_id}"):
                await channels.save(tx, channel_id, **values)

    async def entered(self, event_id: str, channel_id: str) -> None:
        """Liaison itself was brought into a channel: who is there is looked at next."""
        await self.changed_channel(event_id, channel_id, bot_is_member=True, sync_due_at=self._db.now())

    async def is_self(self, member_id: str) -> bool:
        """Whether this is Liaison's own user."""
        async with self._db.read() as tx:
            return (await workspaces.get(tx)).bot_user_id == member_id

    async def request_sync(self) -> None:
        """The whole is to be compared with Slack now: at start, and after a connection was lost."""
        async with self._db.write() as tx:
            await workspaces.save(tx, sync_due_at=tx.now)

    async def sync_next(self) -> bool:
        """Compares all people and the list of channels with Slack's, if that is due."""
        async with self._db.write() as tx:
            workspace = await workspaces.get(tx)
            due = workspace.sync_due_at
            if due is None or due > tx.now:
                return False
            following = next_at(tx.now, NIGHTLY_AT, zone(workspace.timezone))
            if not await workspaces.claim_sync(tx, due, following):
                return True
        try:
            bot_user_id = str((await read(self._client.auth_test, self._real))["user_id"])
            users = [
                user
                async for user in pages(
                    self._client.users_list, "members", self._real, include_locale=True, limit=200
                )
            ]
            listed = [
                channel
                async for channel in pages(
                    self._client.conversations_list,
                    "channels",
                    self._real,
                    types="public_channel,private_channel",
                    exclude_archived=False,
                    limit=200,
                )
            ]
        except (SlackApiError, OSError) as error:
            await self._postpone_sync(error)
            return True
        await self._save_people(users, bot_user_id)
        await self._save_channels(listed)
        log.info("compared with Slack", people=len(users), channels=len(listed))
        return True

    async def _postpone_sync(self, error: Exception) -> None:
        why = refused(error).error if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("could not compare with Slack", error=why)
        async with self._db.write() as tx:
            await workspaces.save(tx, sync_due_at=tx.now + TRY_AGAIN)

    async def _save_people(self, users: list[dict[str, Any]], bot_user_id: str) -> None:
        """Writes who is in the workspace, some at a time, so that nobody waits long for the database."""
        async with self._db.read() as reading:
            known = await people.everyone(reading)
            is_first_sight = (await workspaces.get(reading)).synced_at is None
        changed = [user for user in users if differs(known.get(user["id"]), kept(user))]
        for start in range(0, len(changed), PEOPLE_AT_A_TIME):
            async with self._db.write() as tx:
                some = changed[start : start + PEOPLE_AT_A_TIME]
                await people.save_many(
                    tx, [self._row(tx, user, known.get(user["id"]), is_first_sight) for user in some]
                )
                for user in some:
                    before = known.get(user["id"])
                    if before is not None and before.name != kept(user)["name"]:
                        await refresh_search(tx, user["id"])
        async with self._db.write() as tx:
            # Only now is somebody new: at the first sight of a workspace everybody is.
            await workspaces.save(tx, synced_at=tx.now, bot_user_id=bot_user_id)

    @staticmethod
    def _row(
        tx: Transaction, user: Mapping[str, Any], before: people.Member | None, is_first_sight: bool
    ) -> dict[str, Any]:
        blank = before or people.Member(user["id"])
        values = {"timezone": blank.timezone, "locale": blank.locale} | kept(user)
        due_at = None if is_first_sight else catch_up_due(tx.now, zone(values["timezone"]))
        return values | {"id": user["id"], "synced_at": tx.now, "welcome_due_at": due_at}

    async def _save_person(self, tx: Transaction, user: Mapping[str, Any]) -> None:
        values = kept(user)
        await arrivals.arrive_in_workspace(tx, user["id"])
        before = await people.get(tx, user["id"])
        # The locale comes only when it is asked for; without it the person is looked up once more.
        synced = {"synced_at": tx.now} if "locale" in values or (before and before.synced_at) else {}
        await people.save(tx, user["id"], **values, **synced)
        if before is not None and before.name != values["name"]:
            await refresh_search(tx, user["id"])

    async def _save_channels(self, listed: list[dict[str, Any]]) -> None:
        async with self._db.write() as tx:
            gone = {c.id for c in await channels.everything(tx) if c.bot_is_member} - {
                c["id"] for c in listed
            }
            for channel_id in gone:
                await channels.save(tx, channel_id, bot_is_member=False)
            for channel in listed:
                values = {
                    "name": str(channel.get("name") or ""),
                    "is_archived": bool(channel.get("is_archived")),
                    "bot_is_member": bool(channel.get("is_member")),
                }
                if values["bot_is_member"] and not values["is_archived"]:
                    values["sync_due_at"] = tx.now
                await channels.save(tx, channel["id"], **values)

    async def sync_next_channel(self) -> bool:
        """Compares one channel's members with Slack's, and looks when a person last wrote there."""
        async with self._db.write() as tx:
            channel_id = await channels.claim_sync(tx)
            started = tx.now
        if channel_id is None:
            return False
        try:
            members = [
                str(member)
                async for member in pages(
                    self._client.conversations_members, "members", self._real, channel=channel_id, limit=200
                )
            ]
            recent = await read(
                self._client.conversations_history, self._real, channel=channel_id, limit=HISTORY_PAGE
            )
        except (SlackApiError, OSError) as error:
            await self._postpone_channel(channel_id, error)
            return True
        last_post = max(
            (at for m in recent.get("messages") or () if (at := silence.posted_at(m))), default=None
        )
        async with self._db.write() as tx:
            await self._save_members(tx, channel_id, frozenset(members), started)
            channel = await channels.get(tx, channel_id)
            if channel is not None:
                await silence.note_post(tx, channel, last_post or channel.last_post_at or started)
        return True

    async def _postpone_channel(self, channel_id: str, error: Exception) -> None:
        """A channel that can't be read now is read later; one that is closed to Liaison waits until it is brought in again."""
        answer = refused(error) if isinstance(error, SlackApiError) else None
        later = answer is None or answer.is_transient
        log.warning("could not look into a channel", channel=channel_id, error=answer and answer.error)
        async with self._db.write() as tx:
            await channels.save(tx, channel_id, sync_due_at=tx.now + TRY_AGAIN if later else None)

    async def _save_members(
        self, tx: Transaction, channel_id: str, found: frozenset[str], started: datetime
    ) -> None:
        """Writes who is in the channel. At first sight they are known, not welcomed; later, who is new is caught up with."""
        channel = await channels.get(tx, channel_id)
        if channel is None:
            return
        if channel.first_seen_at is None:
            await arrivals.are_here(tx, channel_id, found, started)
            await channels.save(tx, channel_id, first_seen_at=tx.now)
        before = await channels.member_ids(tx, channel_id)
        for member_id in sorted(found - before):
            member = await people.get(tx, member_id)
            due_at = catch_up_due(tx.now, zone(member.timezone)) if member else tx.now
            await arrivals.arrive(tx, channel, member_id, started, due_at=due_at)
        for member_id in before - found:
            await arrivals.leave(tx, channel_id, member_id, started)

    async def look_up_next(self) -> bool:
        """Asks Slack who the next member is of whom only the id is known."""
        async with self._db.read() as tx:
            unknown = await people.unsynced(tx, 1)
        if not unknown:
            return False
        member_id = unknown[0]
        try:
            answer = await read(self._client.users_info, self._real, user=member_id, include_locale=True)
        except SlackApiError as error:
            if refused(error).is_transient:
                raise
            # Nobody whom Slack would let us speak to.
            answer = {"user": {"id": member_id, "deleted": True, "locale": "en-US"}}
        async with self._db.write() as tx:
            user = {"locale": "en-US"} | answer["user"]
            await self._save_person(tx, user)
        return True


def moment(ts: str | float) -> datetime:
    """A Slack timestamp ("1552895700.000100") as an instant. Raises ValueError."""
    return datetime.fromtimestamp(float(ts), UTC)
