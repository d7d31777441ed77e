"""A group falls silent; its moderators are told, once, in their hours, with something to do."""

import asyncio
from datetime import timedelta

import pytest

from sandbox.model import Message
from storage import channels
from tests.scenarios.conftest import Story


def row(message: Message, channel_id: str) -> str:
    """The block id of the buttons about a channel."""
    first = next(block for block in message.blocks or () if channel_id in str(block))
    return f"{first['block_id'].rpartition('.')[0]}.2"


def mentions(story: Story, member: str) -> str:
    return f"<@{story.ws.member(member).id}>"


def stands(story: Story, member: str) -> str:
    """What the last message to somebody says first."""
    return str((story.ws.dm(member)[-1].blocks or [{}])[0].get("text"))


async def quiet_week(story: Story) -> None:
    """Everybody wrote this morning; then nothing is said for a week, but in #ceag."""
    for channel, member in (("migration", "ada"), ("ceag", "ada")):
        story.ws.say(channel, member, "Good morning")
    await story.settle()
    await story.move(days=6)
    story.ws.say("ceag", "ada", "Still here")
    await story.settle()


async def test_moderators_of_a_silent_channel_get_one_message_each_in_their_hours(story: Story) -> None:
    await quiet_week(story)
    before = len(story.direct("ada"))
    await story.move(days=1, hours=2)
    (nudge,) = story.direct("ada")[before:]
    assert "quiet for 7 days" in nudge
    assert "nudges.post" in nudge
    assert "nudges.snooze" in nudge
    # In New York it is not nine yet.
    assert story.direct("benoit") == []
    await story.move(hours=6)
    assert len(story.direct("benoit")) == 1
    await story.move(days=5)
    assert len(story.direct("benoit")) == 1


async def test_the_prompt_is_posted_once_whoever_presses_first(story: Story) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=10)
    ada, benoit = (story.ws.dm(name)[-1] for name in ("ada", "benoit"))
    before = len(story.texts("migration"))
    # At the same moment: neither has seen what the other does.
    await asyncio.gather(
        story.ws.press("ada", ada, "nudges.post"), story.ws.press("benoit", benoit, "nudges.post")
    )
    await story.ws.idle()
    said = {name: stands(story, name) for name in ("ada", "benoit")}
    await story.settle()
    assert len(story.texts("migration")) == before + 1
    first, second = ("ada", "benoit") if mentions(story, "ada") in said["benoit"] else ("benoit", "ada")
    assert mentions(story, first) in said[second]
    assert mentions(story, second) not in said[first]
    for name in ("ada", "benoit"):
        assert "nudges." not in story.direct(name)[-1]
        assert stands(story, name) == said[name]


@pytest.mark.parametrize("action", ["nudges.post", "nudges.snooze"])
async def test_what_one_moderator_does_about_a_silence_stands_in_the_others_message_too(
    story: Story, action: str
) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=10)
    count = len(story.direct("benoit"))
    assert "nudges.post" in story.direct("benoit")[-1]
    await story.ws.press("ada", story.ws.dm("ada")[-1], action)
    await story.settle()
    told = story.direct("benoit")
    assert len(told) == count
    assert "nudges." not in told[-1]
    assert mentions(story, "ada") in told[-1]
    assert mentions(story, "ada") not in story.direct("ada")[-1]


async def test_who_presses_twice_is_told_the_same_twice(story: Story) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=2)
    nudge = story.ws.dm("ada")[-1]
    before = len(story.texts("migration"))
    await asyncio.gather(*(story.ws.press("ada", nudge, "nudges.post") for _ in range(2)))
    await story.settle()
    assert "Done: a question is in" in story.direct("ada")[-1]
    assert len(story.texts("migration")) == before + 1


async def test_of_several_silences_in_a_message_only_the_settled_one_loses_its_buttons(story: Story) -> None:
    story.ws.invite("ceag", "benoit")
    await story.settle()
    async with story.liaison.db.write() as tx:
        ids = frozenset(story.ws.member(name).id for name in ("ada", "benoit"))
        await channels.set_moderators(tx, story.ws.channel("ceag").id, ids)
    for channel in ("migration", "ceag"):
        story.ws.say(channel, "ada", "Good morning")
    await story.settle()
    await story.move(days=7, hours=10)
    migration, ceag = (story.ws.channel(name).id for name in ("migration", "ceag"))
    ada, benoit = (story.ws.dm(name)[-1] for name in ("ada", "benoit"))
    # Both at once, each in the message as it was sent, each about another channel.
    await asyncio.gather(
        story.ws.press("ada", ada, "nudges.post", block_id=row(ada, migration)),
        story.ws.press("benoit", benoit, "nudges.snooze", block_id=row(benoit, ceag)),
    )
    await story.settle()
    for reader, other in (("ada", "benoit"), ("benoit", "ada")):
        told = story.direct(reader)[-1]
        assert "nudges." not in told
        assert mentions(story, other) in told
        texts = [str(block) for block in story.ws.dm(reader)[-1].blocks or ()][:2]
        assert sorted(
            channel for channel in (migration, ceag) for text in texts if channel in text
        ) == sorted((migration, ceag))


async def test_a_snoozed_silence_that_is_spoken_of_again_is_settled_anew(story: Story) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=10)
    await story.ws.press("ada", story.ws.dm("ada")[-1], "nudges.snooze")
    await story.move(days=4)
    story.ws.say("ceag", "ada", "Still here")
    await story.move(days=4)
    assert "nudges.post" in story.direct("ada")[-1]
    before = len(story.texts("migration"))
    await story.ws.press("benoit", story.ws.dm("benoit")[-1], "nudges.post")
    await story.settle()
    assert len(story.texts("migration")) == before + 1
    assert mentions(story, "benoit") in story.direct("ada")[-1]


async def test_who_moderates_no_more_does_not_read_in_their_old_message_what_was_done(story: Story) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=10)
    async with story.liaison.db.write() as tx:
        ada = frozenset({story.ws.member("ada").id})
        await channels.set_moderators(tx, story.ws.channel("migration").id, ada)
    await story.ws.press("ada", story.ws.dm("ada")[-1], "nudges.post")
    await story.settle()
    assert "nudges." not in story.direct("benoit")[-1]
    assert mentions(story, "ada") not in story.direct("benoit")[-1]


async def test_a_snoozed_channel_is_left_alone_for_a_week_and_then_spoken_of_again(story: Story) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=2)
    await story.ws.press("ada", story.ws.dm("ada")[-1], "nudges.snooze")
    await story.settle()
    # Benoît's was planned for later: it is not sent any more.
    await story.move(days=6)
    assert story.direct("benoit") == []
    group = story.ws.channel("migration").id
    before = sum(group in told for told in story.direct("ada"))
    await story.move(days=2)
    assert sum(group in told for told in story.direct("ada")) == before + 1


async def test_whoever_writes_in_time_keeps_the_channel_from_being_nudged_about(story: Story) -> None:
    await quiet_week(story)
    before = len(story.direct("ada"))
    story.ws.say("migration", "benoit", "Here is a draft")
    await story.settle()
    await story.move(days=2)
    assert story.direct("ada")[before:] == []


async def test_a_bots_post_does_not_end_a_silence(story: Story) -> None:
    await quiet_week(story)
    before = len(story.direct("ada"))
    story.ws.say("migration", story.ws.bot_user_id, "Beep")
    await story.settle()
    await story.move(days=2)
    assert len(story.direct("ada")[before:]) == 1


async def test_a_moderator_who_is_none_any_more_can_not_act_on_an_old_nudge(story: Story) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=2)
    nudge = story.ws.dm("ada")[-1]
    async with story.liaison.db.write() as tx:
        await channels.set_moderators(tx, story.ws.channel("migration").id, frozenset())
    before = len(story.texts("migration"))
    await story.ws.press("ada", nudge, "nudges.post")
    await story.ws.idle()
    await story.ws.advance(timedelta(hours=1))
    await story.settle()
    assert len(story.texts("migration")) == before


async def test_a_moderator_of_two_silent_channels_gets_one_message_about_both(story: Story) -> None:
    for channel in ("migration", "ceag"):
        story.ws.say(channel, "ada", "Good morning")
    await story.settle()
    before = len(story.direct("ada"))
    await story.move(days=7, hours=4)
    (nudge,) = story.direct("ada")[before:]
    assert nudge.count("'nudges.post'") == 2
    message = story.ws.dm("ada")[-1]
    ceag = row(message, story.ws.channel("ceag").id)
    await story.ws.press("ada", message, "nudges.snooze", block_id=ceag)
    await story.settle()
    left = str(story.ws.dm("ada")[-1].blocks)
    assert left.count("'nudges.post'") == 1
    assert "Fine: nothing more" in left


async def test_a_nudge_that_nobody_could_send_in_time_waits_for_the_moderators_hours(story: Story) -> None:
    await quiet_week(story)
    before = len(story.direct("ada"))
    story.ws.clock.move(timedelta(days=1, hours=14))
    await story.settle()
    assert story.direct("ada")[before:] == []
    await story.move(hours=11)
    assert len(story.direct("ada")[before:]) == 1


async def test_who_is_no_moderator_any_more_is_not_nudged(story: Story) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=2)
    async with story.liaison.db.write() as tx:
        await channels.set_moderators(tx, story.ws.channel("migration").id, frozenset())
    await story.move(hours=10)
    assert story.direct("benoit") == []


async def test_a_moderator_who_has_left_the_channel_is_not_nudged_and_posts_nothing_there(
    story: Story,
) -> None:
    await quiet_week(story)
    await story.move(days=1, hours=2)
    nudge = story.ws.dm("ada")[-1]
    story.ws.leave("migration", "ada")
    story.ws.leave("migration", "benoit")
    await story.settle()
    before = len(story.texts("migration"))
    await story.ws.press("ada", nudge, "nudges.post")
    await story.move(hours=8)
    assert len(story.texts("migration")) == before
    assert story.direct("benoit") == []


async def test_a_message_dated_in_the_future_does_not_keep_a_channel_from_being_silent(story: Story) -> None:
    await quiet_week(story)
    group = story.ws.channel("migration").id
    for ts in ("4102444800.000100", f"{story.ws.clock.now().timestamp() + 36000:.6f}"):
        dated = {"type": "message", "channel": group, "user": story.ws.member("ada").id, "ts": ts}
        await story.liaison.services.recorder.record(dated)
    await story.move(days=8, hours=2)
    assert any(group in told for told in story.direct("ada"))
