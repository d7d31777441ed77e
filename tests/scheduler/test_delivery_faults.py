"""The way out when Slack, a worker or a notice misbehaves: nothing lost, nothing said twice."""

import asyncio
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.blocks import section
from sandbox.faults import FaultKind, Moment
from storage.database import Transaction
from storage.outbox import lanes
from tests.scheduler.conftest import LEASE, Post


async def test_a_channel_gets_its_messages_in_order_one_a_second_and_no_429(post: Post) -> None:
    keys = [f"{n:02}" for n in range(12)]
    await post.write("migration", *keys)
    started = post.real.time()
    await post.deliver(post.worker())
    assert post.texts("migration") == keys
    assert 11 <= post.real.time() - started <= 12
    assert {call.error for call in post.ws.calls} == {None}


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


async def test_a_refused_token_is_asked_for_ever_more_rarely_by_one_call_and_then_all_is_sent(
    post: Post,
) -> None:
    fault = post.ws.faults.add("*", kind="error", error="invalid_auth", times=1000)
    for channel in ("migration", "ceag", "secretariat"):
        await post.write(channel, f"{channel} one", f"{channel} two")
    await post.write_direct("ada", "hello")
    worker = post.worker()
    await worker.work()
    at_once = len(post.ws.calls)
    assert at_once == 4
    await post.deliver(worker, until=24 * 3600)
    asked = [call.at_real for call in post.ws.calls[at_once:]]
    assert len(asked) < 40
    assert all(later - earlier >= 3600 for earlier, later in pairwise(asked[8:]))
    assert set((await post.states()).values()) == {"pending"}
    fault.times = 0
    post.ws.faults.clear()
    await post.deliver(worker, until=4000)
    assert set((await post.states()).values()) == {"sent"}
    assert post.texts("ceag") == ["ceag one", "ceag two"]
    assert post.told.errors == []
    assert worker.counts["delivery:held"] == len(asked) + at_once


async def test_a_worker_that_starts_with_a_mended_token_sends_at_once(post: Post) -> None:
    post.ws.faults.add("*", kind="error", error="token_revoked", times=5)
    await post.write("migration", "one")
    await post.deliver(post.worker(), until=1000)
    post.ws.faults.clear()
    await post.worker().work()
    assert post.texts("migration") == ["one"]


async def test_what_lacks_a_permission_waits_until_it_is_given_and_others_go_on(post: Post) -> None:
    post.ws.faults.add("conversations.open", kind="error", error="missing_scope", times=30)
    await post.write_direct("ada", "hello", "again")
    await post.write("migration", "meanwhile")
    worker = post.worker()
    await post.deliver(worker, until=20 * 3600)
    assert post.texts("migration") == ["meanwhile"]
    assert await post.states() == {"hello": "pending", "again": "pending", "meanwhile": "sent"}
    opens = [call for call in post.ws.calls if call.method == "conversations.open"]
    assert len(opens) <= 26
    assert set(post.told.errors) == {("hello", "missing_scope")}
    post.ws.faults.clear()
    await post.deliver(worker, until=3700)
    assert [m.text for m in post.ws.dm("ada")] == ["hello", "again"]


async def test_a_post_that_lacks_a_permission_is_posted_once_when_it_is_given(post: Post) -> None:
    post.ws.faults.add("chat.postMessage", kind="error", error="missing_scope", times=3)
    await post.write("migration", "one", "two")
    await post.deliver(post.worker())
    assert post.texts("migration") == ["one", "two"]


async def test_a_conversation_that_vanished_is_opened_anew_and_nothing_is_said_twice(post: Post) -> None:
    await post.write_direct("ada", "one")
    worker = post.worker()
    await post.deliver(worker)
    (first,) = post.ws.posts()
    post.ws.faults.add("chat.postMessage", kind="error", error="channel_not_found", channel=first.channel)
    await post.write_direct("ada", "two", "three")
    await post.deliver(worker)
    assert [m.text for m in post.ws.dm("ada")] == ["one", "two", "three"]
    assert [call.method for call in post.ws.calls].count("conversations.open") == 2
    assert set((await post.states()).values()) == {"sent"}
    assert post.told.errors == []


async def test_a_conversation_that_is_not_there_when_it_was_just_opened_is_refused_once(post: Post) -> None:
    post.ws.faults.add("chat.postMessage", kind="error", error="channel_not_found", times=100)
    await post.write_direct("ada", "one")
    await post.deliver(post.worker())
    assert await post.states() == {"one": "refused"}
    assert post.told.errors == [("one", "channel_not_found")]
    assert [call.method for call in post.ws.calls].count("chat.postMessage") == 1


async def test_a_post_of_which_nobody_knows_is_looked_for_in_the_conversation_it_went_to(post: Post) -> None:
    await post.write_direct("ada", "one")
    worker = post.worker()
    await post.deliver(worker)
    first = post.ws.posts()[0].channel
    post.ws.faults.add("chat.postMessage", kind="drop", moment="after")
    post.ws.faults.add("conversations.history", kind="error", error="channel_not_found")
    await post.write_direct("ada", "two")
    await post.deliver(worker)
    assert await post.states() == {"one": "sent", "two": "uncertain"}
    looked = [call for call in post.ws.calls if call.method == "conversations.history"]
    assert [call.args["channel"] for call in looked] == [first]
    assert [m.text for m in post.ws.dm("ada")] == ["one", "two"]
