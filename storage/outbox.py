"""The outbox: what Liaison wants to say to Slack, written in the transaction that decided it.

A row belongs to a lane (a channel, a person, a group of persons); a lane's rows are sent in the order of their ids. `waiting` counts a
lane's unsettled rows: a counter, because an EXISTS would miss a row that another transaction is just adding.
Two kinds of time: `created_at` is the workspace's; `blocked_until` and `leased_until` are real seconds since the epoch.
"""

import uuid
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import JSON, Column, Float, Index, Integer, Table, Text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert

lanes = Table(
    "outbox_lanes",
    metadata,
    Column("lane", Text, primary_key=True),
    Column("waiting", Integer, nullable=False),
    Column("owner", Text),
    Column("leased_until", Float, nullable=False, server_default="0"),
    Column("blocked_until", Float, nullable=False, server_default="0"),
    Column("reserved_for", Integer),  # the row that already has its place in the pace of its method
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("conversation_id", Text),  # of a direct or group message, once it is open
    Column("cursor", Text),  # where a search through the history goes on
    Column(
        "last_ts", Text
    ),  # of the last post here: where a search for a lost one begins, in Slack's own time
)
partial_index(
    "ix_outbox_lanes_waiting",
    lanes.c.blocked_until,
    where=lanes.c.waiting > 0,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("lane", Text, nullable=False),
    Column("kind", Text, nullable=False),  # post, direct, group, update, invite, file, home
    Column("payload", JSON, nullable=False),
    Column(
        "ref", Text, nullable=False
    ),  # opaque: travels as message metadata, so that our post can be found again
    Column("state", Text, nullable=False),  # pending, sending, sent, refused, uncertain
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("conversation_id", Text),
    Column("ts", Text),
    Column("error", Text),
    sqlite_autoincrement=True,
)
_unsettled = outbox.c.state.in_(["pending", "sending"])
partial_index("ix_outbox_unsettled", outbox.c.lane, outbox.c.id, where=_unsettled)
Index("ix_outbox_settled_at", outbox.c.settled_at)

_ADD = insert(outbox).on_conflict_do_nothing()
_lane_row = insert(lanes)
_ADD_TO_LANE = _lane_row.on_conflict_do_update(
    index_elements=["lane"], set_={"waiting": lanes.c.waiting + _lane_row.excluded.waiting}
)

_ADD_MANY = _ADD.returning(outbox.c.key)

Blocks = Sequence[Mapping[str, Any]]


class Post(NamedTuple):
    """A message in a channel, as `OutboxWriter.post` takes it."""

    key: str
    channel_id: str
    text: str
    blocks: Blocks


class OutboxWriter:
    """Adds rows to the outbox in the transaction at hand. A key names the cause: planning it twice makes one row.

    Every method returns True if the row is new. `blocks` are Block Kit blocks; `text` is what notifications and screen readers say.
    """

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._added: Counter[str] = Counter()
        self._flushed = False

    @property
    def added(self) -> bool:
        """Whether this transaction has anything new to say."""
        return self._flushed or bool(self._added)

    async def post(
        self, key: str, channel_id: str, text: str, blocks: Blocks, *, thread_ts: str | None = None
    ) -> bool:
        """A message in a channel, or in the thread under `thread_ts`."""
        content = {"channel": channel_id, "text": text, "blocks": list(blocks)}
        return await self._add(
            key, channel_id, "post", content | ({"thread_ts": thread_ts} if thread_ts else {})
        )

    async def posts(self, posts: Iterable[Post]) -> frozenset[str]:
        """Messages in several channels, together. Returns the keys of those that are new."""
        rows = [
            self._row(
                each.key,
                each.channel_id,
                "post",
                {"channel": each.channel_id, "text": each.text, "blocks": list(each.blocks)},
            )
            for each in posts
        ]
        if not rows:
            return frozenset()
        added = frozenset((await self._connection.execute(_ADD_MANY, rows)).scalars())
        self._added.update(row["lane"] for row in rows if row["key"] in added)
        return added

    async def direct(self, key: str, member_id: str, text: str, blocks: Blocks) -> bool:
        """A direct message."""
        return await self._add(
            key, member_id, "direct", {"users": [member_id], "text": text, "blocks": list(blocks)}
        )

    async def group(self, key: str, member_ids: Sequence[str], about: Mapping[str, Any]) -> bool:
        """A message to several people and Liaison together: 2 to 8 of them (Slack's conversations.open). It is written when it is sent:
        `about` says what it is about, and holds nothing that somebody could take back meanwhile."""
        users = sorted(set(member_ids))
        return await self._add(key, ",".join(users), "group", {"users": users, "about": dict(about)})

    async def update(self, key: str, lane: str, *, of: str, text: str, blocks: Blocks) -> bool:
        """Rewrites what the row with key `of` posted in the same lane (a channel id, or a member id for a direct message)."""
        return await self._add(key, lane, "update", {"of": of, "text": text, "blocks": list(blocks)})

    async def invite(self, key: str, channel_id: str, member_id: str) -> bool:
        """Brings a member into a channel that Liaison is in."""
        return await self._add(key, channel_id, "invite", {"channel": channel_id, "user": member_id})

    async def file(self, key: str, member_id: str, make: Mapping[str, Any]) -> bool:
        """A file for one person, made when it is sent. `make` says what to make, and never holds any of it."""
        return await self._add(key, member_id, "file", {"users": [member_id], "make": dict(make)})

    async def home(self, key: str, member_id: str) -> bool:
        """A member's Home tab, drawn as it is when its turn comes. In a lane of its own: no message waits for it."""
        return await self._add(key, f"home:{member_id}", "home", {"user": member_id})

    def _row(self, key: str, lane: str, kind: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "key": key,
            "lane": lane,
            "kind": kind,
            "payload": payload,
            "ref": uuid.uuid4().hex,
            "state": "pending",
            "created_at": self._now,
        }

    async def _add(self, key: str, lane: str, kind: str, payload: Mapping[str, Any]) -> bool:
        is_new = (await self._connection.execute(_ADD, self._row(key, lane, kind, payload))).rowcount == 1
        if is_new:
            self._added[lane] += 1
        return is_new

    @asynccontextmanager
    async def nested(self) -> AsyncIterator[None]:
        """A part of the transaction that may fail by itself: then its rows are gone, and so is their count."""
        before = self._added.copy()
        try:
            async with self._connection.begin_nested():
                yield
        except BaseException:
            self._added = before
            raise

    async def flush(self, beside: Iterable[str] = ()) -> None:
        """Counts the new rows into their lanes: last before the commit, and in one order for all, so that nobody deadlocks.

        Whoever needs other lanes, too (`beside`), gets them locked in the same order.
        """
        if self._added:
            counts = dict.fromkeys(beside, 0) | self._added
            rows = [{"lane": lane, "waiting": n} for lane, n in sorted(counts.items())]
            await self._connection.execute(_ADD_TO_LANE, rows)
            self._added.clear()
            self._flushed = True
