"""Somebody whose profile stays empty is asked once a month, kindly, and stops it with one press."""

from datetime import UTC, datetime

from bot.directory.contact import hint_views as views
from storage import directory
from tests.scenarios.conftest import Story


def hints(story: Story, member: str) -> list[str]:
    return [told for told in story.direct(member) if views.NO_HINTS in told]


async def test_whoever_has_no_profile_is_asked_in_their_hours_and_fills_it_in_from_there(
    story: Story,
) -> None:
    # Thirty days after 08:55 in Geneva it is not nine o'clock in New York yet.
    await story.move(days=30, hours=1)
    assert len(hints(story, "ada")) == 1
    assert hints(story, "benoit") == []
    await story.move(hours=6)
    assert len(hints(story, "benoit")) == 1
    await story.ws.press("ada", story.ws.dm("ada")[-1], "profile.edit")
    assert story.ws.view("ada") is not None


async def test_one_press_ends_it_and_says_so_in_the_place_of_the_buttons(story: Story) -> None:
    await story.move(days=30, hours=9)
    message = story.ws.dm("carmen")[-1]
    await story.ws.press("carmen", message, views.NO_HINTS)
    await story.settle()
    assert views.NO_HINTS not in str(story.ws.dm("carmen")[-1].blocks)
    await story.move(days=70)
    assert hints(story, "carmen") == []
    assert len(hints(story, "ada")) == 3


async def test_a_draft_or_a_published_profile_ends_it(story: Story) -> None:
    async with story.liaison.db.write() as tx:
        await directory.save(tx, story.ws.member("ada").id, role="Judge", published_at=tx.now)
        await directory.save(tx, story.ws.member("benoit").id, role="Judge", drafted_at=tx.now)
    await story.move(days=70)
    assert hints(story, "ada") == []
    assert hints(story, "benoit") == []


async def test_after_two_months_of_standstill_there_is_one_hint(story: Story) -> None:
    story.ws.clock.move(datetime(2019, 6, 3, 12, tzinfo=UTC) - story.ws.clock.now())
    await story.settle()
    await story.move(days=1, hours=5)
    assert len(hints(story, "ada")) == 1


async def test_a_lost_answer_of_slacks_makes_no_second_hint(story: Story) -> None:
    await story.move(days=29)
    story.ws.faults.add("chat.postMessage", kind="drop", moment="after", times=2)
    await story.move(days=2)
    await story.move(minutes=10)
    assert len(hints(story, "ada")) == 1
