"""What else is noticed in a channel: one voice, and what is near and not mentioned."""

from datetime import timedelta

import pytest

from bot.nudges.acting import ActingService
from bot.nudges.errors import NoLongerSilent
from storage import calendar, channels
from storage.database import Database
from tests.bot.nudges.world import GROUP, pass_time, reference, settle, told, work, write
from tests.conftest import MovableClock


async def test_a_lone_voice_is_told_of_once_in_a_while(db: Database, clock: MovableClock) -> None:
    service = await settle(db)
    for _ in range(25):
        clock.move(days=1)
        await write(db, "UCAR", "News")
        await work(service)
    voices = [text for _lane, text in await told(db) if "has come from <@UCAR>" in text]
    assert len(voices) == 2
    clock.move(hours=1)
    await write(db, "UBEN", "Thank you")
    with pytest.raises(NoLongerSilent):
        await ActingService(db).fine("UADA", reference(voices[0]))


async def test_whose_voice_is_alone_is_nothing_for_the_secretariat_where_nobody_moderates(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    async with db.write() as tx:
        await channels.set_moderators(tx, GROUP, frozenset())
    for _ in range(25):
        clock.move(days=1)
        await write(db, "UCAR", "News")
        await work(service)
    await pass_time(db, clock, service, days=9)
    (lane, text) = (await told(db))[-1]
    assert (lane, "has been quiet for" in text) == ("USOF", True)
    assert "UCAR" not in str(await told(db))
    assert "Usually" not in text


async def test_what_is_near_and_not_mentioned_is_told_of_with_a_prompt_from_the_calendar(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db, quiet_days=30)
    begins = db.now() + timedelta(days=16)
    values = {
        "kind": "event",
        "title": "A workshop",
        "channel_id": GROUP,
        "precision": "day",
        "timezone": "UTC",
        "starts_on": begins.date(),
        "ends_on": begins.date(),
        "begins": begins,
        "finishes": begins + timedelta(hours=2),
    }
    async with db.write() as tx:
        await calendar.add(tx, {"1": values})
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=4)
    assert await told(db) == []
    await pass_time(db, clock, service, days=3, hours=1)
    (_ada, (_ben, text)) = await told(db)
    assert "*A workshop*" in text
    done = await ActingService(db).post_prompt("UADA", reference(text))
    assert done.state == "prompted"
    assert "A workshop is on Wed 3 Apr" in (await told(db, "post"))[0][1]
    await pass_time(db, clock, service, days=10)
    assert len(await told(db)) == 2
