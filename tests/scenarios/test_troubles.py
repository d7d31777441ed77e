"""What Slack refuses for good is told once, to somebody who can mend it."""

from bot.blocks import section
from storage import people
from tests.scenarios.conftest import Story


async def write(story: Story, channel: str, *keys: str) -> None:
    async with story.liaison.db.write() as tx:
        for key in keys:
            await tx.outbox.post(key, story.ws.channel(channel).id, key, [section(key)])


async def test_a_channel_archived_behind_our_back_is_told_to_its_moderators_once_in_their_language(
    story: Story,
) -> None:
    story.ws.connect(None)
    story.ws.archive("migration")
    await write(story, "migration", "one", "two", "three")
    await story.settle()
    (to_ada,) = story.direct("ada")
    (to_benoit,) = story.direct("benoit")
    assert "is archived" in to_ada
    assert "archivé" in to_benoit
    assert "is_archived" in to_ada


async def test_liaison_removed_from_a_channel_says_how_to_bring_it_back(story: Story) -> None:
    story.ws.connect(None)
    story.ws.leave("migration", story.ws.bot_user_id)
    await write(story, "migration", "one")
    await story.settle()
    (told,) = story.direct("ada")
    assert "/invite @Liaison" in told


async def test_a_person_who_can_not_be_written_to_is_told_to_the_secretariats_channel(story: Story) -> None:
    story.ws.connect(None)
    story.ws.deactivate("carmen")
    async with story.liaison.db.write() as tx:
        for key in ("one", "two"):
            await tx.outbox.direct(key, story.ws.member("carmen").id, key, [section(key)])
    await story.settle()
    assert len(story.texts("secretariat")) == 1


async def test_without_a_channel_of_the_secretariat_its_people_are_told(story: Story) -> None:
    story.ws.connect(None)
    story.ws.archive("secretariat")
    await write(story, "secretariat", "one", "two")
    await story.settle()
    (told,) = story.direct("sofia")
    assert "is archived" in told


async def test_a_notice_that_can_not_be_sent_makes_no_further_notice(story: Story) -> None:
    story.ws.connect(None)
    story.ws.archive("migration")
    story.ws.deactivate("ada")
    story.ws.deactivate("benoit")
    await write(story, "migration", "one")
    await story.settle()
    assert story.texts("secretariat") == []
    async with story.liaison.db.read() as tx:
        assert await people.get(tx, story.ws.member("ada").id) is not None


async def test_what_waits_for_a_permission_is_told_to_the_secretariat_once(story: Story) -> None:
    story.ws.connect(None)
    story.ws.faults.add("conversations.open", kind="error", error="missing_scope", times=4)
    async with story.liaison.db.write() as tx:
        for name in ("carmen", "benoit"):
            await tx.outbox.direct(name, story.ws.member(name).id, "Hello", [section("Hello")])
    await story.settle()
    (told,) = story.texts("secretariat")
    assert "waiting" in told
    assert story.direct("carmen") == []
    assert story.direct("ada") == []
