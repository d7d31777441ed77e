"""Files by the outbox: made when they are sent, shared once, whatever fails in between."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from bot.blocks import section
from bot.documents import Document, NotAllowed
from sandbox.faults import FaultKind, Moment
from storage.outbox import outbox
from tests.scheduler.conftest import LEASE, Post


class Printer:
    """Makes the files that the rows ask for, and remembers for whom."""

    def __init__(self, *, is_allowed: bool = True) -> None:
        self.made: list[tuple[str, Mapping[str, Any]]] = []
        self.is_allowed = is_allowed
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def __call__(self, member_id: str, wanted: Mapping[str, Any]) -> Document:
        self.made.append((member_id, wanted))
        await self.may_go_on.wait()
        if not self.is_allowed:
            raise NotAllowed
        return Document("list", ".csv", "The list", b"a,b\n", [section("Here it is")])


async def ask(post: Post, *keys: str, member: str = "sofia") -> None:
    async with post.db.write() as tx:
        for key in keys:
            await tx.outbox.file(key, post.ws.member(member).id, {"what": "list"})


def names(post: Post, member: str = "sofia") -> list[str]:
    """The files in somebody's conversation with Liaison, without the opaque part of their names."""
    files = [post.ws.file(each) for message in post.ws.dm(member) for each in message.files]
    return [f"{file.name.split('-')[0]}.{file.name.split('.')[-1]}" for file in files]


async def test_a_file_is_made_for_its_person_and_arrives_in_their_direct_messages(post: Post) -> None:
    printer = Printer()
    await ask(post, "one")
    await post.deliver(post.worker(make=printer))
    await post.ws.idle()
    assert printer.made == [(post.ws.member("sofia").id, {"what": "list"})]
    [message] = post.ws.dm("sofia")
    [file_id] = message.files
    assert post.ws.content(file_id) == b"a,b\n"
    assert post.ws.file(file_id).title == "The list"
    assert "Here it is" in str(message.blocks)
    assert await post.states() == {"one": "sent"}


async def test_the_row_of_a_file_never_holds_its_content(post: Post) -> None:
    await ask(post, "one")
    await post.deliver(post.worker(make=Printer()))
    async with post.db.read() as tx:
        payload = (await tx.execute(select(outbox.c.payload))).scalar_one()
    assert payload == {"users": [post.ws.member("sofia").id], "make": {"what": "list"}}


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
@pytest.mark.parametrize(
    ("kind", "moment"),
    [(kind, moment) for kind in ("drop", "hang", "status") for moment in ("before", "after")]
    + [("ratelimited", "before")],
)
async def test_a_file_whose_answers_are_lost_arrives_once(
    post: Post, method: str, kind: FaultKind, moment: Moment
) -> None:
    post.ws.faults.add(method, kind=kind, moment=moment, seconds=0.6, retry_after=3)
    await ask(post, "one", "two")
    worker = post.worker(make=Printer())
    worker._parcels._patience = 0.3
    await worker.work()
    await post.ws.idle()
    await post.deliver(worker)
    await post.ws.idle()
    assert names(post) == ["list.csv", "list.csv"]
    assert set((await post.states()).values()) == {"sent"}


async def test_a_worker_that_died_after_sharing_a_file_does_not_share_it_twice(post: Post) -> None:
    post.ws.faults.add("files.completeUploadExternal", kind="hang", moment="after", seconds=5)
    await ask(post, "one")
    dying = asyncio.create_task(post.worker(make=Printer()).work())
    while not post.ws.dm("sofia"):
        await asyncio.sleep(0.001)
    dying.cancel()
    started = post.real.time()
    await post.deliver(post.worker(make=Printer()))
    assert names(post) == ["list.csv"]
    assert await post.states() == {"one": "sent"}
    assert post.real.time() - started >= LEASE


async def test_a_worker_that_died_while_it_made_a_file_leaves_it_to_another(post: Post) -> None:
    slow = Printer()
    slow.may_go_on.clear()
    await ask(post, "one")
    dying = asyncio.create_task(post.worker(make=slow).work())
    while not slow.made:
        await asyncio.sleep(0.001)
    dying.cancel()
    await post.deliver(post.worker(make=Printer()))
    await post.ws.idle()
    assert names(post) == ["list.csv"]


async def test_a_file_that_takes_long_keeps_its_lane(post: Post) -> None:
    slow = Printer()
    slow.may_go_on.clear()
    await ask(post, "one")
    worker = post.worker(make=slow)
    worker._parcels._slice = 0.001
    working = asyncio.create_task(worker.work())
    for _ in range(40):
        await asyncio.sleep(0.005)
        post.real.move(LEASE / 4)
        await post.worker(make=Printer()).work()  # finds nothing that it might take
    slow.may_go_on.set()
    await working
    await post.ws.idle()
    assert names(post) == ["list.csv"]
    assert len(slow.made) == 1


async def test_who_may_not_have_the_file_any_more_gets_nothing(post: Post) -> None:
    await ask(post, "one")
    await post.deliver(post.worker(make=Printer(is_allowed=False)))
    assert post.ws.dm("sofia") == []
    assert await post.states() == {"one": "refused"}


async def test_a_file_for_a_conversation_that_vanished_goes_into_a_new_one(post: Post) -> None:
    await ask(post, "one")
    await post.deliver(post.worker(make=Printer()))
    post.ws.faults.add("files.completeUploadExternal", kind="error", error="channel_not_found")
    await ask(post, "two")
    await post.deliver(post.worker(make=Printer()))
    await post.ws.idle()
    assert names(post) == ["list.csv", "list.csv"]


async def test_a_missing_permission_to_upload_holds_the_file_back_and_is_told(post: Post) -> None:
    post.ws.app.scopes.discard("files:write")
    await ask(post, "one")
    worker = post.worker(make=Printer())
    await worker.work()
    assert post.told.errors == [("one", "missing_scope")]
    post.ws.app.scopes.add("files:write")
    await post.deliver(worker)
    await post.ws.idle()
    assert names(post) == ["list.csv"]


async def test_words_go_on_before_and_after_a_file(post: Post) -> None:
    await post.write_direct("sofia", "before")
    await ask(post, "one")
    await post.write_direct("sofia", "after")
    await post.deliver(post.worker(make=Printer()))
    await post.ws.idle()
    assert [m.text for m in post.ws.dm("sofia") if m.text] == ["before", "after"]
    assert set((await post.states()).values()) == {"sent"}
