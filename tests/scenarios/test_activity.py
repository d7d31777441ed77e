"""Who was active where, as Slack's events tell it, and as its history tells what no event did."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.activity.reading_anew import Anew
from bot.errors import Gone, NotForYou
from storage import pulse, readings
from storage.activity import posts, reactions
from storage.tables import metadata
from tests.conftest import START
from tests.scenarios.conftest import Story


async def seen(
    story: Story, since: datetime = START - timedelta(days=30)
) -> dict[str, list[tuple[bool, bool]]]:
    """Of everybody's posts in #migration: whether they reply and whether they ask."""
    found: dict[str, list[tuple[bool, bool]]] = {}
    async with story.liaison.db.read() as tx:
        for post in await pulse.posts_since(tx, story.ws.channel("migration").id, since):
            name = next(m.name for m in story.ws.members if m.id == post.member_id)
            found.setdefault(name, []).append((not post.is_top, post.is_question))
    return found


async def test_what_people_do_is_counted_and_what_they_say_is_nowhere(story: Story) -> None:
    ws = story.ws
    asked = ws.say("migration", "ada", "Who has the xylophone minutes?")
    ws.say("migration", "benoit", "Voici, quelqu'un sait où <@U0ADA> les garde", thread=asked, broadcast=True)
    ws.react("migration", asked, "benoit", "xylophone")
    ws.react("migration", asked, "sofia", "xylophone")
    ws.react("migration", asked, "sofia", "xylophone", add=False)
    gone = ws.say("migration", "sofia", "xylophone")
    ws.delete("migration", gone)
    ws.say("secretariat", "sofia", "xylophone")
    # A public channel counts from the moment when Liaison is brought into it.
    lounge = ws.create_channel("lounge", "ada")
    ws.invite(lounge, ws.bot_user_id, by="ada")
    await story.settle()
    ws.say(lounge, "ada", "xylophone")
    await story.settle()
    assert await seen(story) == {"ada": [(False, True)], "benoit": [(True, True)]}
    async with story.liaison.db.read() as tx:
        assert len(await pulse.posts_since(tx, lounge.id, START - timedelta(days=1))) == 1
        assert [row.is_removed for row in await tx.execute(select(reactions).order_by(reactions.c.at))] == [
            False,
            True,
        ]
        for table in metadata.sorted_tables:
            assert "xylophone" not in str((await tx.execute(select(table))).all())


async def test_a_night_without_liaison_is_caught_up_with(story: Story) -> None:
    ws = story.ws
    old = ws.say("migration", "ada", "An old thread")
    doomed = ws.say("migration", "ada", "To be deleted")
    edited = ws.say("migration", "ada", "To be edited")
    kept = ws.say("migration", "benoit", "A reply to be deleted", thread=old)
    await story.move(days=3)
    assert len((await seen(story))["ada"]) == 3
    ws.connect(None)
    await ws.advance(timedelta(hours=2))
    ws.say("migration", "sofia", "What did I miss?")
    ws.say("migration", "benoit", "A late reply", thread=old)
    ws.delete("migration", doomed)
    ws.delete("migration", kept)
    ws.edit("migration", edited, "Does anybody know")
    last = ws.say("migration", "benoit", "To everyone", thread=old, broadcast=True)
    await ws.advance(timedelta(hours=6))
    assert len((await seen(story))["ada"]) == 3
    for _ in range(2):
        await story.liaison.services.roster.request_sync()
        await story.settle()
        assert await seen(story) == {
            "ada": [(False, False), (False, True)],
            "sofia": [(False, True)],
            "benoit": [(True, False), (True, False)],
        }
    async with story.liaison.db.read() as tx:
        first = await pulse.first_post(tx, ws.member("sofia").id)
        assert first is not None
        assert (await pulse.posts_since(tx, ws.channel("migration").id, first.at))[-1].ts == last


async def test_a_channel_is_read_a_page_at_a_time_and_goes_on_where_it_broke_off(story: Story) -> None:
    ws, channel_id = story.ws, story.ws.channel("migration").id
    ws.connect(None)
    for number in range(450):
        ws.say("migration", "ada", f"Message {number}")
    await ws.advance(timedelta(hours=1))
    async with story.liaison.db.write() as tx:
        await readings.ask(tx, channel_id)
    service = story.liaison.services.catching_up
    assert await service.read_next()
    assert 190 < len((await seen(story))["ada"]) <= 200
    assert await service.read_next()
    assert await service.read_next()
    assert not await service.read_next()
    assert len((await seen(story))["ada"]) == 450
    async with story.liaison.db.read() as tx:
        assert (
            await tx.execute(select(posts.c.deleted_ts).where(posts.c.deleted_ts.is_not(None)))
        ).all() == []


async def test_a_message_is_read_anew_for_its_moderators_and_for_nobody_else(story: Story) -> None:
    ws, read = story.ws, story.liaison.services.reading.read_anew
    channel_id, (sofia, ada, benoit) = (
        ws.channel("migration").id,
        (ws.member(name).id for name in ("sofia", "ada", "benoit")),
    )
    asked = ws.say("migration", "sofia", "Who has the minutes?")
    replied = ws.say("migration", "benoit", "I do", thread=asked)
    await story.settle()
    assert await read(ada, channel_id, asked) == Anew(sofia, "Who has the minutes?")
    assert await read(ada, channel_id, replied) == Anew(benoit, "I do")
    assert (await read(sofia, channel_id, asked)).member_id == sofia
    with pytest.raises(NotForYou):
        await read(ws.member("carmen").id, channel_id, asked)
    with pytest.raises(NotForYou):
        await read(sofia, ws.channel("ceag").id, asked)  # of the Secretariat, and not in the channel
    ws.delete("migration", asked)
    await story.settle()
    for ts in (asked, "1.000001"):
        with pytest.raises(Gone):
            await read(ada, channel_id, ts)


async def test_a_reading_that_broke_off_deletes_nothing_that_was_written_since(story: Story) -> None:
    channel_id = story.ws.channel("migration").id
    async with story.liaison.db.write() as tx:
        await readings.ask(tx, channel_id)
        # Whoever reads dies there, and nobody works for an hour.
        assert await readings.claim(tx, tx.now + timedelta(hours=1)) is not None
    await story.move(minutes=20)
    story.ws.say("migration", "ada", "Written while nobody read")
    await story.move(hours=1)
    assert await seen(story) == {"ada": [(False, False)]}
