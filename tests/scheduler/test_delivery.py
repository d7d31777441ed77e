"""The way out: what is in the outbox arrives once, in order, at Slack's pace, whatever Slack does."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.blocks import section
from sandbox.faults import FaultKind, Moment
from sandbox.workspace import Workspace
from scheduler.delivery import Delivery, Pacing
from storage.database import Database, Transaction
from storage.deliveries import Letter, Outcome
from storage.outbox import lanes, outbox
from tests.slack import MovableTime, client_of, small_workspace

LEASE = 15.0


class Told:
    """Remembers what was told, instead of the services that tell it."""

    def __init__(self) -> None:
        self.errors: list[tuple[str, str | None]] = []

    async def tell(self, _tx: Transaction, letter: Letter, outcome: Outcome) -> None:
        self.errors.append((letter.key, outcome.error))


@dataclass
class Post:
    """A workspace, an outbox, and workers between them on a clock that the test moves."""

    ws: Workspace
    db: Database
    client: AsyncWebClient
    real: MovableTime
    told: Told

    def worker(self, pacing: Pacing | None = None) -> Delivery:
        return Delivery(self.db, self.client, self.real, self.told, lease=LEASE, pacing=pacing)

    async def write(self, channel: str, *keys: str) -> None:
        async with self.db.write() as tx:
            for key in keys:
                await tx.outbox.post(key, self.ws.channel(channel).id, key, [section(key)])

    async def write_direct(self, member: str, *keys: str) -> None:
        async with self.db.write() as tx:
            for key in keys:
                await tx.outbox.direct(key, self.ws.member(member).id, key, [section(key)])

    def texts(self, channel: str) -> list[str]:
        bot = self.ws.bot_user_id
        return [m.text for m in self.ws.messages(self.ws.channel(channel)) if m.user == bot and not m.subtype]

    async def states(self) -> dict[str, str]:
        async with self.db.read() as tx:
            return {row.key: row.state for row in await tx.execute(select(outbox.c.key, outbox.c.state))}

    async def deliver(self, *workers: Delivery, until: float = 600.0) -> None:
        """Works until nothing waits any more, moving real time from one moment to the next."""
        end = self.real.time() + until
        while self.real.time() < end:
            await asyncio.gather(*(worker.work() for worker in workers))
            wake_at = await workers[0].next_wake()
            if wake_at is None:
                return
            self.real.move(max(0.001, wake_at - self.real.time()))


@pytest.fixture
async def post(db: Database) -> AsyncIterator[Post]:
    real = MovableTime()
    async with small_workspace(real=real) as ws, client_of(ws, timeout=0.5) as client:
        yield Post(ws, db, client, real, Told())


async def test_a_message_arrives_with_an_opaque_id_and_nothing_else_in_its_metadata(post: Post) -> None:
    await post.write("migration", "hello")
    await post.deliver(post.worker())
    assert post.texts("migration") == ["hello"]
    (message,) = post.ws.posts()
    assert message.metadata is not None
    assert list(message.metadata["event_payload"]) == ["id"]
    assert "hello" not in str(message.metadata)
    assert await post.states() == {"hello": "sent"}


async def test_planned_twice_it_is_sent_once(post: Post) -> None:
    await post.write("migration", "hello")
    await post.write("migration", "hello")
    await post.deliver(post.worker())
    assert post.texts("migration") == ["hello"]


async def test_a_channel_gets_its_messages_in_order_one_a_second_and_no_429(post: Post) -> None:
    keys = [f"{n:02}" for n in range(12)]
    await post.write("migration", *keys)
    started = post.real.time()
    await post.deliver(post.worker())
    assert post.texts("migration") == keys
    assert 11 <= post.real.time() - started <= 12
    assert {call.error for call in post.ws.calls} == {None}


async def test_a_direct_message_opens_the_conversation_once(post: Post) -> None:
    await post.write_direct("ada", "one", "two")
    await post.deliver(post.worker())
    assert [m.text for m in post.ws.dm("ada")] == ["one", "two"]
    assert [call.method for call in post.ws.calls].count("conversations.open") == 1


async def test_a_group_message_reaches_all_of_them(post: Post) -> None:
    people = [post.ws.member("ada").id, post.ws.member("benoit").id]
    async with post.db.write() as tx:
        await tx.outbox.group("intro", people, "Meet each other", [section("Meet each other")])
    await post.deliver(post.worker())
    (message,) = post.ws.posts()
    assert set(people) < set(post.ws.channel(message.channel).members)


async def test_an_invitation_that_was_carried_out_already_is_done(post: Post) -> None:
    channel, ada = post.ws.channel("ceag").id, post.ws.member("ada").id
    async with post.db.write() as tx:
        await tx.outbox.invite("invite:ada", channel, ada)
        await tx.outbox.invite("invite:benoit", channel, post.ws.member("benoit").id)
    await post.deliver(post.worker())
    assert post.ws.member("benoit").id in post.ws.channel("ceag").members
    assert set((await post.states()).values()) == {"sent"}


async def test_an_update_rewrites_the_post_of_its_key_in_place(post: Post) -> None:
    channel = post.ws.channel("migration").id
    await post.write("migration", "draft")
    async with post.db.write() as tx:
        await tx.outbox.update("edit", channel, of="draft", text="final", blocks=[section("final")])
    await post.deliver(post.worker())
    assert post.texts("migration") == ["final"]


async def test_an_update_of_what_was_never_posted_is_dropped_and_told_to_nobody(post: Post) -> None:
    channel = post.ws.channel("migration").id
    async with post.db.write() as tx:
        await tx.outbox.update("edit", channel, of="nothing", text="final", blocks=[section("final")])
    await post.write("migration", "after")
    await post.deliver(post.worker())
    assert post.texts("migration") == ["after"]
    assert await post.states() == {"edit": "refused", "after": "sent"}


@pytest.mark.parametrize("kind", ["drop", "hang", "status"])
@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_post_whose_answer_never_arrives_is_neither_lost_nor_repeated(
    post: Post, kind: FaultKind, moment: Moment
) -> None:
    post.ws.faults.add("chat.postMessage", kind=kind, moment=moment, seconds=0.6)
    await post.write("migration", "one", "two")
    await post.deliver(post.worker())
    assert post.texts("migration") == ["one", "two"]
    assert set((await post.states()).values()) == {"sent"}


@pytest.mark.parametrize("error", ["internal_error", "fatal_error"])
async def test_an_error_that_may_have_partly_succeeded_is_looked_into(post: Post, error: str) -> None:
    post.ws.faults.add("chat.postMessage", kind="error", moment="after", error=error)
    await post.write_direct("ada", "one")
    await post.deliver(post.worker())
    assert [m.text for m in post.ws.dm("ada")] == ["one"]


async def test_a_lost_post_in_a_thread_is_looked_for_in_the_thread(post: Post) -> None:
    channel = post.ws.channel("migration")
    parent = post.ws.say(channel, "ada", "A question")
    post.ws.faults.add("chat.postMessage", kind="drop", moment="after")
    async with post.db.write() as tx:
        await tx.outbox.post("reply", channel.id, "An answer", [section("An answer")], thread_ts=parent)
    await post.deliver(post.worker())
    assert [m.text for m in post.ws.messages(channel, thread=parent)] == ["An answer"]
    assert "conversations.replies" in [call.method for call in post.ws.calls]


async def test_a_lost_post_is_looked_for_on_all_pages(post: Post) -> None:
    post.ws.faults.add("chat.postMessage", kind="drop", moment="after")
    await post.write("migration", "one")
    worker = post.worker()
    await worker.work()
    for n in range(450):
        post.ws.say("migration", "ada", f"message {n}")
    await post.deliver(worker)
    assert post.texts("migration") == ["one"]
    assert [call.method for call in post.ws.calls].count("conversations.history") == 3


@pytest.mark.parametrize("kind", ["ratelimited", "ratelimited_200"])
async def test_429_in_the_middle_of_many_all_once_none_early_others_go_on(
    post: Post, kind: FaultKind
) -> None:
    keys = [f"m{n}" for n in range(10)]
    await post.write("migration", *keys)
    await post.write("ceag", "other")
    worker = post.worker()
    await post.deliver(worker, until=3.5)
    channel = post.ws.channel("migration").id
    post.ws.faults.add("chat.postMessage", kind=kind, retry_after=20, channel=channel)
    post.ws.calls.clear()
    await post.write("ceag", "meanwhile")
    await post.deliver(worker)
    assert post.texts("migration") == keys
    assert post.texts("ceag") == ["other", "meanwhile"]
    mine = [call for call in post.ws.calls if call.args.get("channel") == channel]
    refused = next(n for n, call in enumerate(mine) if call.error == "ratelimited")
    assert mine[refused + 1].at_real - mine[refused].at_real >= 20
    meanwhile = next(call for call in post.ws.calls if call.args.get("text") == "meanwhile")
    assert meanwhile.at_real < mine[refused + 1].at_real


async def test_a_method_that_is_limited_is_left_alone_for_all_people(post: Post) -> None:
    post.ws.faults.add("conversations.open", kind="ratelimited", retry_after=30)
    await post.write_direct("ada", "one")
    await post.write_direct("benoit", "two")
    await post.deliver(post.worker())
    opens = [call.at_real for call in post.ws.calls if call.method == "conversations.open"]
    assert len(opens) == 3
    assert opens[1] - opens[0] >= 30


async def test_what_slack_refuses_for_good_is_not_tried_again_and_is_told(post: Post) -> None:
    post.ws.archive("migration")
    await post.write("migration", "one", "two")
    await post.deliver(post.worker())
    assert post.told.errors == [("one", "is_archived"), ("two", "is_archived")]
    assert [call.method for call in post.ws.calls].count("chat.postMessage") == 2
    assert set((await post.states()).values()) == {"refused"}


async def test_a_revoked_token_loses_nothing(post: Post) -> None:
    post.ws.faults.add("chat.postMessage", kind="error", error="token_revoked", times=3)
    await post.write("migration", "one")
    await post.deliver(post.worker())
    assert post.texts("migration") == ["one"]
    assert post.told.errors == []


async def test_where_history_cannot_be_read_nothing_is_sent_again_blindly(post: Post) -> None:
    post.ws.faults.add("chat.postMessage", kind="drop", moment="after")
    post.ws.faults.add("conversations.history", kind="error", error="missing_scope")
    await post.write("migration", "one")
    await post.deliver(post.worker())
    assert post.texts("migration") == ["one"]
    assert await post.states() == {"one": "uncertain"}
    assert post.told.errors == [("one", "missing_scope")]


async def test_a_worker_that_died_while_sending_is_taken_over_after_its_lease(post: Post) -> None:
    post.ws.faults.add("chat.postMessage", kind="hang", moment="after", seconds=5)
    await post.write("migration", "one", "two")
    dying = asyncio.create_task(post.worker().work())
    while not post.texts("migration"):
        await asyncio.sleep(0.001)
    dying.cancel()
    started = post.real.time()
    await post.deliver(post.worker())
    assert post.texts("migration") == ["one", "two"]
    assert post.real.time() - started >= LEASE


async def test_several_workers_send_each_message_once_and_in_order(post: Post) -> None:
    keys = [f"{n:02}" for n in range(20)]
    await post.write("migration", *keys)
    await post.write("ceag", *[f"c{key}" for key in keys])
    await post.deliver(*(post.worker() for _ in range(4)))
    assert post.texts("migration") == keys
    assert post.texts("ceag") == [f"c{key}" for key in keys]
    assert {call.error for call in post.ws.calls} == {None}


async def test_a_stalled_worker_sends_nothing_when_its_lease_has_gone(post: Post) -> None:
    await post.write("migration", "one")
    stalled = post.worker()
    (work,) = await stalled._enter([])
    post.real.move(LEASE + 1)
    await post.deliver(post.worker())
    await stalled._perform(work)
    assert post.texts("migration") == ["one"]


async def test_a_worker_whose_lane_was_taken_over_changes_nothing(post: Post) -> None:
    await post.write("migration", "one", "two")
    slow = post.worker()
    (work,) = await slow._enter([])
    await slow._perform(work)
    post.real.move(LEASE + 1)
    await post.deliver(post.worker())
    await post.deliver(slow)
    assert post.texts("migration") == ["one", "two"]
    async with post.db.read() as tx:
        assert set((await tx.execute(select(lanes.c.waiting))).scalars()) == {0}


async def test_a_bug_in_what_is_told_holds_up_no_other_channel(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(post.told, "tell", broken)
    post.ws.archive("migration")
    await post.write("migration", "refused")
    await post.write("ceag", "sent")
    await post.deliver(post.worker(), until=5)
    assert post.texts("ceag") == ["sent"]


async def test_the_count_of_a_lane_is_zero_when_all_is_settled(post: Post) -> None:
    await post.write("migration", "one", "two")
    await post.write_direct("ada", "three")
    await post.deliver(post.worker())
    async with post.db.read() as tx:
        assert set((await tx.execute(select(lanes.c.waiting))).scalars()) == {0}


async def test_without_pace_limits_a_lane_is_sent_in_one_go(post: Post) -> None:
    keys = [f"{n:02}" for n in range(30)]
    post.ws.core.limits.enabled = False
    await post.write("migration", *keys)
    await post.worker(Pacing(0, 0)).work()
    assert post.texts("migration") == keys


async def test_the_delivery_wakes_when_something_new_is_written(post: Post) -> None:
    worker = post.worker()
    post.db.on_outbox = worker.wake
    running = asyncio.create_task(worker.run())
    await post.write("migration", "one")
    while not post.texts("migration"):
        await asyncio.sleep(0.001)
    worker.stop()
    await asyncio.wait_for(running, 5)


async def test_a_long_history_is_searched_at_slacks_pace_until_the_post_is_found(post: Post) -> None:
    for n in range(12_000):
        post.ws.add_message("migration", "ada", f"message {n}", at=post.ws.clock.now())
    post.ws.faults.add("chat.postMessage", kind="drop", moment="after")
    await post.write("migration", "one", "two")
    await post.deliver(post.worker())
    assert post.texts("migration") == ["one", "two"]
    assert {call.error for call in post.ws.calls} == {None}


async def test_a_notice_that_could_not_be_planned_leaves_no_count_behind(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def half_broken(tx: Transaction, *_arguments: object) -> None:
        await tx.outbox.direct("trouble:x", post.ws.member("ada").id, "x", [section("x")])
        raise RuntimeError

    monkeypatch.setattr(post.told, "tell", half_broken)
    post.ws.archive("migration")
    await post.write("migration", "refused")
    await post.deliver(post.worker())
    assert await post.worker().next_wake() is None
