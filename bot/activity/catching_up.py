"""Catches up with what no event told: reads a channel's history back over five weeks, and the threads in it that have changed.

Events are best effort, and none come while nobody listens. A piece of work is a page, asked for outside of any transaction: what is read
is written like events are, so that what is known already changes nothing, and followers hear only what is new. All five weeks are read
each time, because a thread says only at its first message that somebody has replied. For the same reason a deep reading, at start, on
reconnection and once a week, goes back thirteen weeks; and it looks into the threads, however old, in which replies are known. What is
known, and is not in the history any more, was deleted. Reactions in a history have no date, and are not guessed.
https://docs.slack.dev/reference/methods/conversations.history
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.activity.happening import Follower
from bot.activity.noting import note
from bot.activity.rules import ACCEPTED, THREADS
from bot.activity.understanding import Told, post
from bot.clock import RealTime
from bot.lockout import Lockout
from bot.slack import pages, read, refused
from storage import channels, readings
from storage.database import Database
from storage.readings import Progress
from storage.recording import PostRow
from storage.stamps import micros, since_epoch, stamp

log = structlog.get_logger(__name__)

TRY_AGAIN = timedelta(minutes=5)
PAGE = 200
# What was written just now may not be in an answer of Slack's yet; and our clocks differ.
SURELY_THERE = timedelta(minutes=5)
MARGIN = SURELY_THERE // timedelta(microseconds=1)
AHEAD = MARGIN
# A channel that Liaison is not in any more, and a thread that is gone.
CLOSED = frozenset({"channel_not_found", "not_in_channel", "is_archived"})
NO_THREAD = frozenset({"thread_not_found", "message_not_found"})


class CatchingUpService:
    def __init__(
        self,
        db: Database,
        client: AsyncWebClient,
        real: RealTime,
        lockout: Lockout,
        followers: Sequence[Follower],
    ) -> None:
        self._db = db
        self._client = client
        self._real = real
        self._lockout = lockout
        self._followers = tuple(followers)

    async def read_next(self) -> bool:
        """Reads the next page that is due, of any channel. Raises what Slack or the database raises: it is due again later."""
        if not self._lockout.room(self._real.time(), 1):
            return False
        async with self._db.write() as tx:
            progress = await readings.claim(tx, tx.now + TRY_AGAIN)
            if progress is None:
                return False
            channel = await channels.get(tx, progress.channel_id)
            if channel is None or not channel.is_recorded or channel.is_archived or not channel.bot_is_member:
                await readings.give_up(tx, progress)
                return True
            oldest = since_epoch(tx.now - (THREADS if progress.is_deep else ACCEPTED))
            page = _Page(progress, oldest, since_epoch(tx.now - ACCEPTED), since_epoch(tx.now - SURELY_THERE))
        try:
            await self._ask(page)
        except SlackApiError as error:
            if (answer := refused(error)).error not in CLOSED:
                raise
            log.warning("could not read a channel", channel=progress.channel_id, error=answer.error)
            async with self._db.write() as tx:
                await readings.give_up(tx, progress)
            return True
        async with self._db.write() as tx:
            await note(tx, page.told, self._followers)
            if page.reached is None:
                await readings.finish(tx, progress)
            else:
                await readings.go_on(tx, progress, page.reached)
        return True

    async def _ask(self, page: "_Page") -> None:
        """A page of history, and the threads in it that have changed."""
        answer = await self._call(
            self._client.conversations_history, page, latest=page.asked_until, oldest=page.oldest
        )
        messages = answer.get("messages")
        is_told = isinstance(messages, list)
        page.take(messages if is_told else (), has_more=bool(answer.get("has_more")) or not is_told)
        async with self._db.read() as tx:
            page.miss(await readings.known_tops(tx, page.channel_id, *page.sure_range))
            if page.reached is None and page.progress.is_deep:
                page.older = await readings.known_threads(tx, page.channel_id, page.oldest)
            known = await readings.known_replies(tx, page.channel_id, page.threads.keys() | page.older)
        for thread in page.to_read(known):
            arguments = {"channel": page.channel_id, "ts": stamp(thread), "limit": PAGE}
            call = self._client.conversations_replies
            try:
                replies = [m async for m in pages(call, "messages", self._real, self._lockout, **arguments)]
            except SlackApiError as error:
                if refused(error).error not in NO_THREAD:
                    raise
                continue
            page.take_thread(replies, known[thread])

    async def _call(self, call: Any, page: "_Page", **arguments: int | None) -> Any:
        given = {name: stamp(moment) for name, moment in arguments.items() if moment is not None}
        return await read(call, self._real, self._lockout, channel=page.channel_id, limit=PAGE, **given)


class _Page:
    """What a page of history tells. Moments are microseconds since the epoch.

    `oldest`: what is older is not asked for; `recorded`: what is older is not recorded; `sure`: what was written before is surely in
    Slack's answer, if it is still there. `older`: threads of before all that, in which replies are known.
    """

    def __init__(self, progress: Progress, oldest: int, recorded: int, sure: int) -> None:
        self.progress = progress
        self.channel_id = progress.channel_id
        self.latest, self.oldest = progress.reached_ts, oldest
        self.older: frozenset[int] = frozenset()
        self._recorded = recorded
        self.told: list[Told] = []
        self.threads: dict[int, tuple[int, int]] = {}  # how many replies, and when the last one was
        self.reached: int | None = None
        self._sure = sure
        self._there: set[int] = set()
        self._is_cut = False  # there is more, and no way to it

    @property
    def asked_until(self) -> int:
        """Never left out: Slack would begin at the oldest."""
        return self.progress.begun_ts + AHEAD if self.latest is None else self.latest

    @property
    def sure_range(self) -> tuple[int, int]:
        """From when to when all that is there is in this page. What was written after a reading began, which may be long ago if it
        broke off, was not asked for."""
        newest = min(self.asked_until, self._sure)
        if self._is_cut:
            return newest, newest
        return self.oldest if self.reached is None else self.reached, newest

    def _replies_since(self, thread: int) -> int:
        """Replies from then on may not be known."""
        known = self.progress.read_until if thread >= self._recorded else self.progress.threads_until
        return self._recorded if known is None else max(self._recorded, known - MARGIN)

    def take(self, messages: Sequence[Mapping[str, Any]], *, has_more: bool) -> None:
        for message in messages:
            self._tell(message)
            ts, count = micros(message.get("ts")), message.get("reply_count")
            if ts is not None and isinstance(count, int) and count > 0:
                self.threads[ts] = count, micros(message.get("latest_reply")) or self.progress.begun_ts
        moments = [ts for message in messages if (ts := micros(message.get("ts"))) is not None]
        # A page that goes no farther back would be read for ever.
        if has_more and moments and (self.latest is None or min(moments) < self.latest):
            self.reached = min(moments)
        self._is_cut = has_more and self.reached is None

    def to_read(self, known: Mapping[int, set[int]]) -> list[int]:
        """The threads to read: those with new replies, those that have fewer than are known, and those of which nothing is told."""
        changed = [
            thread
            for thread, (count, latest) in self.threads.items()
            if latest >= self._replies_since(thread) or count < len(known[thread])
        ]
        return changed + sorted(self.older - self.threads.keys())

    def take_thread(self, messages: Sequence[Mapping[str, Any]], known: set[int]) -> None:
        """A thread as it is, and the replies in it that are known."""
        for message in messages:
            self._tell(message)
        self.miss({ts for ts in known if ts < self._sure})

    def miss(self, known: frozenset[int] | set[int]) -> None:
        """What is known of these and is not there has been deleted."""
        for ts in known - self._there:
            self.told.append(Told(PostRow(self.channel_id, ts, deleted_ts=self.progress.begun_ts)))

    def _tell(self, message: Mapping[str, Any]) -> None:
        told = post(self.channel_id, message)
        if told is not None and isinstance(told.row, PostRow):
            self.told.append(told)
            self._there.add(told.row.ts)
