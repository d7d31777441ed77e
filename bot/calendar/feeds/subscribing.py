"""A member's own address for their calendar app: made when they ask, shown once, made anew or ended whenever they like."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import access
from bot.calendar.feeds import secrets
from bot.i18n import Words
from storage import feeds, people
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Subscription:
    """How it stands. `address` is there only when it was made just now: nobody keeps it. `since`: when the one that holds was made."""

    words: Words
    zone: ZoneInfo
    is_possible: bool
    address: str | None = None
    since: datetime | None = None


class SubscriptionService:
    """`public_url`: where this server is reached from outside; empty if nobody has said."""

    def __init__(self, db: Database, public_url: str) -> None:
        self._db = db
        self._public_url = public_url

    async def subscribe(self, member_id: str) -> Subscription:
        """A new address for who has none; who has one is told since when. Raises NotForYou, ForMembers."""
        return await self._change(member_id, is_renewed=False)

    async def renew(self, member_id: str) -> Subscription:
        """A new address; what was the address is none any more. Raises NotForYou, ForMembers."""
        return await self._change(member_id, is_renewed=True)

    async def _change(self, member_id: str, *, is_renewed: bool) -> Subscription:
        async with self._db.write() as tx:
            viewer = await access.person(tx, member_id)
            if not self._public_url:
                return Subscription(viewer.words, viewer.zone, is_possible=False)
            await people.lock(
                tx, member_id
            )  # of two presses at once each shows an address: the last one holds
            since = await feeds.since(tx, member_id)
            if since is not None and not is_renewed:
                return Subscription(viewer.words, viewer.zone, is_possible=True, since=since)
            await feeds.revoke(tx, member_id)
            secret = secrets.new()
            await feeds.add(tx, member_id, secrets.digest(secret))
            address = f"{self._public_url}/calendar/{secret}.ics"
            return Subscription(viewer.words, viewer.zone, is_possible=True, address=address, since=tx.now)

    async def unsubscribe(self, member_id: str) -> Subscription:
        """Ends the address that there is. Whoever has one may: also somebody who may ask for no new one."""
        async with self._db.write() as tx:
            viewer = await access.viewer(tx, member_id)
            await feeds.revoke(tx, member_id)
            return Subscription(viewer.words, viewer.zone, is_possible=bool(self._public_url))
