"""The way out: what is in the outbox arrives once, in order, at Slack's pace."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.blocks import Block, section
from bot.documents import NotAllowed
from scheduler.delivery import Pacing
from storage.connections import DatabaseUnreachableError
from storage.outbox import lanes
from tests.scheduler.conftest import Post


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


async def test_a_direct_message_opens_the_conversation_once(post: Post) -> None:
    await post.write_direct("ada", "one", "two")
    await post.deliver(post.worker())
    assert [m.text for m in post.ws.dm("ada")] == ["one", "two"]
    assert [call.method for call in post.ws.calls].count("conversations.open") == 1


async def _introduce(post: Post) -> list[str]:
    people = [post.ws.member("ada").id, post.ws.member("benoit").id]
    async with post.db.write() as tx:
        await tx.outbox.group("intro", people, {"why": "Because"})
    return people


async def test_a_group_message_reaches_all_of_them_as_it_is_when_it_is_sent(post: Post) -> None:
    tries = iter([OSError(), DatabaseUnreachableError()])

    async def compose(about: Mapping[str, Any]) -> tuple[str, list[Block]]:
        for error in tries:
            raise error
        return f"Meet each other. {about['why']}", [section("Meet each other")]

    people = await _introduce(post)
    await post.deliver(post.worker(compose=compose))
    (message,) = post.ws.posts()
    assert message.text == "Meet each other. Because"
    assert set(people) < set(post.ws.channel(message.channel).members)


async def test_of_what_may_not_be_said_any_more_nobody_sees_a_trace(post: Post) -> None:
    async def compose(_about: Mapping[str, Any]) -> tuple[str, list[Block]]:
        raise NotAllowed

    await _introduce(post)
    await post.deliver(post.worker(compose=compose))
    assert post.told.errors == [("intro", "no_longer_allowed")]
    assert post.ws.calls == []


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


async def test_several_workers_send_each_message_once_and_in_order(post: Post) -> None:
    keys = [f"{n:02}" for n in range(20)]
    await post.write("migration", *keys)
    await post.write("ceag", *[f"c{key}" for key in keys])
    await post.deliver(*(post.worker() for _ in range(4)))
    assert post.texts("migration") == keys
    assert post.texts("ceag") == [f"c{key}" for key in keys]
    assert {call.error for call in post.ws.calls} == {None}


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
