"""Who goes: from a button under a post, and in the modal, to the reminder and the file in one's own calendar."""

from datetime import UTC, datetime

from bot import blocks as b
from bot.calendar.interest.answer_views import CALENDAR_FILE
from bot.calendar.interest.buttons import CANNOT, GOING, INTERESTED, buttons
from bot.calendar.looking.menus import OPEN_ONE
from bot.i18n import words
from sandbox.model import Message
from storage import calendar
from storage.calendar import Activity
from tests.scenarios.conftest import Story


async def meeting(story: Story) -> Activity:
    async with story.liaison.db.read() as tx:
        return next(each for each in await calendar.ahead(tx) if each.title.startswith("Global"))


async def announce(story: Story) -> Message:
    """A post with the buttons."""
    activity = await meeting(story)
    blocks = [b.section(activity.title), b.actions(*buttons(activity, words("en")))]
    async with story.liaison.db.write() as tx:
        channel = story.ws.channel("announcements").id
        await tx.outbox.post("announced", channel, activity.title, blocks)
    await story.settle()
    return story.ws.messages("announcements")[-1]


async def test_a_press_under_a_post_is_answered_to_its_presser_alone_and_reminds_them(story: Story) -> None:
    post = await announce(story)
    posts = len(story.texts("announcements"))
    assert (await story.ws.press("ada", post, GOING)).ok
    await story.settle()
    (whispered,) = story.ws.ephemerals("ada")
    assert "You go to Global Coordinating Group meeting. I remind you on Tue 2 Apr." in whispered.text
    assert (await story.ws.press("ada", whispered, CALENDAR_FILE)).ok
    await story.settle()
    assert "on its way" in story.ws.ephemerals("ada")[-1].text
    (sent,) = [message for message in story.ws.dm("ada") if message.files]
    file = story.ws.file(sent.files[0])
    assert file.name.endswith(".ics")
    content = story.ws.content(file.id).decode()
    assert "DTSTART;VALUE=DATE:20190403" in content
    assert content.count("BEGIN:VEVENT") == 1
    assert len(story.texts("announcements")) == posts
    await story.move_to(datetime(2019, 4, 2, 16, tzinfo=UTC))
    reminded = [text for text in story.direct("ada") if "which is tomorrow" in text]
    assert len(reminded) == 1


async def test_in_the_modal_ones_answer_stands_out_and_can_be_changed(story: Story) -> None:
    opener = b.button("Open", OPEN_ONE, value=str((await meeting(story)).id))
    async with story.liaison.db.write() as tx:
        await tx.outbox.direct("x", story.ws.member("carmen").id, "X", [b.actions(opener)])
    await story.settle()
    await story.ws.press("carmen", story.ws.dm("carmen")[-1], OPEN_ONE)
    for action_id, said in ((INTERESTED, 0), (GOING, 1), (CANNOT, 0), (CANNOT, 0)):
        view = story.ws.view("carmen")
        assert view is not None
        assert (await story.ws.press("carmen", view, action_id)).ok
        await story.settle()
        shown = str(story.ws.view("carmen"))
        assert shown.count("'block_id': 'going'") == said
    assert "primary" not in shown
    view = story.ws.view("carmen")
    assert view is not None
    await story.ws.press("carmen", view, CALENDAR_FILE)
    await story.settle()
    assert len([message for message in story.ws.dm("carmen") if message.files]) == 1
