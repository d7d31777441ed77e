"""What is for a group is seen by those who are in it now, whichever process has told of it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.directory.search import index
from bot.directory.search.service import DirectoryService
from storage import channels, directory
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish
from tests.conftest import START, MovableClock

See = Callable[[str, str], Awaitable[list[list[str]]]]


async def test_what_somebody_hides_is_found_by_those_in_their_groups(
    db: Database, join: Join, publish: Publish
) -> None:
    hidden = {"role": "Judge", "seeks": "Coroners", "reach": {"role": 1, "seeks": 2}}
    await join("U1", "Viewer", channels_=("C1",))
    await publish("U2", "Ana Near", channels_=("C1",), **hidden)
    await publish("U3", "Ben Far", channels_=("C2",), **hidden)
    await publish("U4", "Cy Gone", channels_=("C1",), is_deactivated=True, **hidden)
    service = DirectoryService(db)
    seen = [
        [hit.profile.member_id for hit in (await service.search("U1", text)).hits]
        for text in ("judge", "judge ana", "judges", "coroners", "ben", "")
    ]
    assert seen == [["U2"], ["U2"], ["U2"], [], ["U3"], ["U3", "U2"]]


@pytest.fixture
async def see(db: Database, database_url: str, clock: MovableClock) -> AsyncIterator[See]:
    """Whom somebody finds by a text, in this process and in another one."""
    other = Database(database_url, clock.now)

    async def of(member_id: str, text: str) -> list[list[str]]:
        answers = [await DirectoryService(each).search(member_id, text) for each in (db, other)]
        return [[hit.profile.member_id for hit in answer.hits] for answer in answers]

    yield of
    await other.close()


async def _move(db: Database, channel_id: str, member_id: str, *, is_in: bool) -> None:
    async with db.write() as tx:
        left_at = None if is_in else START
        await channels.save_membership(tx, channel_id, member_id, changed_at=START, left_at=left_at)


async def test_whoever_joins_or_leaves_a_group_is_seen_so_at_once_by_every_process(
    db: Database, join: Join, publish: Publish, see: See
) -> None:
    await join("U1", "Viewer", channels_=("C1", "C2"))
    await publish("U2", "Ana", role="Judge", reach={"role": 1}, channels_=("C9",))
    for channel_id in ("C1", "C2"):
        assert await see("U1", "judge") == [[], []]
        await _move(db, channel_id, "U2", is_in=True)
        assert await see("U1", "judge") == [["U2"], ["U2"]]
        await _move(db, channel_id, "U2", is_in=False)
    assert await see("U1", "judge") == [[], []]
    async with db.write() as tx:
        await channels.save(tx, "C3", kind="group", bot_is_member=True)
        await channels.record_present(tx, "C3", ["U1", "U2"], START)
    assert await see("U1", "judge") == [["U2"], ["U2"]]


async def test_a_guest_finds_whoever_of_their_channel_is_listed_from_then_on(
    db: Database, join: Join, publish: Publish, see: See
) -> None:
    await join("U1", "Guest", channels_=("C1",), is_guest=True)
    await join("U2", "Ana", channels_=("C1",))
    assert await see("U1", "") == [[], []]
    await publish("U2", "Ana")
    assert await see("U1", "") == [["U2"], ["U2"]]
    async with db.write() as tx:
        await directory.save(tx, "U2", published_at=None)
        await index.refresh(tx, "U2")
    assert await see("U1", "") == [[], []]


async def test_a_join_that_was_not_committed_is_seen_by_nobody(
    db: Database, join: Join, publish: Publish, see: See
) -> None:
    await join("U1", "Viewer", channels_=("C1",))
    await publish("U2", "Ana", role="Judge", reach={"role": 1})

    async def fail() -> None:
        async with db.write() as tx:
            await channels.save_membership(tx, "C1", "U2", changed_at=START)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await see("U1", "judge") == [[], []]
