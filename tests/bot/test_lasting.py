import asyncio

import pytest

from bot.lasting import Lasting


async def test_what_lasts_too_long_goes_on_and_is_waited_for_at_the_end() -> None:
    lasting, may_end, done = Lasting(patience=0), asyncio.Event(), list[str]()

    async def work() -> None:
        await may_end.wait()
        await lasting.run(more())
        done.append("done")

    async def more() -> None:
        await asyncio.sleep(0)
        done.append("what it began, too")

    await lasting.run(work())
    assert done == []
    may_end.set()
    await lasting.finish()
    assert sorted(done) == ["done", "what it began, too"]


async def test_what_fails_in_time_is_told_to_who_waits() -> None:
    async def fails() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await Lasting().run(fails())
