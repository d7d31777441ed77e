"""Keeps people, channels and memberships in step with Slack's events."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import access
from bot.clock import RealTime
from bot.directory.search import index
from bot.groups import matching
from bot.i18n import Words
from bot.lockout import Lockout
from bot.onboarding import arrivals
from bot.roster import rules
from bot.roster.people import differs, kept
from bot.slack import read, refused
from storage import channels, people, readings
from storage import workspace as workspaces
from storage.channels import Channel
from storage.database import Database, Transaction
from storage.workspace import Workspace

# What Slack says of an id that is nobody's. Any other refusal says something about us, not about the person.
NOBODY = frozenset({"user_not_found", "users_not_found", "user_not_visible"})
LOOK_AGAIN = timedelta(minutes=1)


class RosterService:
    def __init__(self, db: Database, client: AsyncWebClient, real: RealTime, lockout: Lockout) -> None:
        self._db = db
        self._client = client
        self._real = real
        self._lockout = lockout
        self._not_before: dict[str, datetime] = {}

    async def words_of(self, member_id: str) -> Words:
        """The language in which to speak to a member."""
        async with self._db.read() as tx:
            return (await access.viewer(tx, member_id)).words

    async def joined_workspace(
        self, event_id: str, user: Mapping[str, Any], at: datetime | None = None
    ) -> None:
        """Slack says that somebody joined the workspace: they are welcomed once."""
        await self.changed_person(event_id, user, at)

    async def changed_person(
        self, event_id: str, user: Mapping[str, Any], at: datetime | None = None
    ) -> None:
        """Slack says that a person is new or has changed. `at`: when, if Slack says so. What may be outdated is asked anew."""
        async with self._db.write() as tx:
            if not await tx.seen.first_time(f"event:{event_id}"):
                return
            known, workspace = await people.get(tx, user["id"]), await workspaces.get(tx)
            says_otherwise = differs(known, kept(user, workspace.team_id, workspace.enterprise_id))
            if known is not None and says_otherwise and rules.may_be_outdated(at, known.synced_at):
                await _compare_now(tx)
            else:
                await self._save_person(tx, user)

    async def changed_channel(
        self, event_id: str, channel_id: str, at: datetime | None = None, **values: Any
    ) -> None:
        """Slack says that a channel has another name, is archived or not, or that Liaison is in it or not. `at`: as above."""
        async with self._db.write() as tx:
            if not await tx.seen.first_time(f"event:{event_id}"):
                return
            known = await channels.get(tx, channel_id)
            if known is not None and rules.may_be_outdated(at, known.changed_at):
                await _compare_now(tx)
                return
            if values.get("bot_is_member") and _has_to_look(known):
                values = values | {"bot_is_member": False}  # the comparison, which is due, says otherwise
            await channels.save(tx, channel_id, **values | {"changed_at": tx.now})

    async def entered(
        self, event_id: str, channel_id: str, at: datetime | None = None, *, is_public: bool | None = None
    ) -> None:
        """Liaison itself was brought into a channel: who is there is looked at next, and what is written there is recorded from now on
        if everybody can read it. `is_public` None: Slack has not said."""
        values = {"bot_is_member": True, "sync_due_at": self._db.now()}
        known = {} if is_public is None else {"is_public": is_public}
        await self.changed_channel(event_id, channel_id, at, **values, **known)

    async def is_self(self, member_id: str) -> bool:
        """Whether this is Liaison's own user."""
        return (await self.workspace()).bot_user_id == member_id

    async def workspace(self) -> Workspace:
        """The workspace as the last comparison with Slack, and `setup`, have noted it."""
        async with self._db.read() as tx:
            return await workspaces.get(tx)

    async def request_sync(self) -> None:
        """The whole is to be compared with Slack now: at start, and after a connection was lost."""
        async with self._db.write() as tx:
            await workspaces.save(tx, sync_due_at=tx.now)
            await readings.ask_deep(tx)

    async def _save_person(self, tx: Transaction, user: Mapping[str, Any]) -> None:
        workspace = await workspaces.get(tx)
        values = kept(user, workspace.team_id, workspace.enterprise_id)
        wanted = await matching.hold(tx, [user])
        await arrivals.arrive_in_workspace(tx, user["id"])
        before = await people.get(tx, user["id"])
        # The locale comes only when it is asked for; without it the person is looked up once more.
        synced = {"synced_at": tx.now} if "locale" in values or (before and before.synced_at) else {}
        await people.save(tx, user["id"], **values, **synced)
        if synced and (before is None or before.synced_at is None):
            await arrivals.are_known(tx, user["id"])
        if before is not None and index.is_touched(before, values):
            await index.refresh(tx, user["id"])
        await matching.bring(tx, wanted)

    async def look_up_next(self) -> bool:
        """Asks Slack who the next member is of whom only the id is known. Whom Slack can't tell about now is asked for later."""
        if not self._lockout.room(self._real.time(), 1):
            return False
        async with self._db.read() as tx:
            now = tx.now
            unknown = [m for m in await people.unsynced(tx, 50) if self._not_before.get(m, now) <= now]
        if not unknown:
            return False
        member_id = unknown[0]
        self._not_before[member_id] = now + LOOK_AGAIN
        try:
            answer = await read(
                self._client.users_info, self._real, self._lockout, user=member_id, include_locale=True
            )
        except SlackApiError as error:
            if refused(error).error not in NOBODY:
                raise
            # Nobody whom Slack would let us speak to.
            answer = {"user": {"id": member_id, "deleted": True}}
        async with self._db.write() as tx:
            await self._save_person(tx, {"locale": "en-US"} | answer["user"])
        del self._not_before[member_id]
        return True


def _has_to_look(known: Channel | None) -> bool:
    return known is not None and rules.has_to_look(was_in=known.bot_is_member, looked_at=known.first_seen_at)


async def _compare_now(tx: Transaction) -> None:
    """Slack is asked how things stand."""
    await workspaces.save(tx, sync_due_at=tx.now)


def moment(ts: str | float) -> datetime:
    """A Slack timestamp ("1552895700.000100") as an instant. Raises ValueError."""
    return datetime.fromtimestamp(float(ts), UTC)
