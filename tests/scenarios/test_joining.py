"""Joining a group through the real door: somebody asks, the Secretariat decides, and nobody's request is forgotten."""

import json
from datetime import UTC, datetime
from typing import Any

from bot.groups import list_views, progress_views, review_views
from sandbox.model import Message
from tests.scenarios.conftest import Story


def said(blocks: Any) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def card(story: Story) -> Message:
    return story.ws.messages("secretariat")[-1]


async def ask(story: Story, name: str, group: str = "migration", why: str = "We & they work on it.") -> None:
    """Presses the button in the list, fills the form in, and sends it."""
    await story.ws.command(name, "announcements", "/groups", "")
    shown = story.ws.ephemerals(name)[-1]
    channel_id = story.ws.channel(group).id
    await story.ws.press(name, shown, list_views.ASK, block_id=f"group.{channel_id}")
    await story.ws.fill(name, {"groups.why": why, "groups.organisation": "IDEA"})
    sent = await story.ws.submit(name)
    assert sent.action == "update", sent
    await story.settle()


async def test_somebody_asks_is_approved_and_is_welcomed(story: Story) -> None:
    await ask(story, "carmen")
    carmen, sofia = story.ws.member("carmen").id, story.ws.member("sofia").id
    assert "We &amp; they work on it." in said(card(story).blocks)
    assert "IDEA" in said(card(story).blocks)
    assert "Ha solicitado unirse" in story.direct("carmen")[-1]
    assert (await story.ws.press("sofia", card(story), review_views.APPROVE)).ok
    await story.settle()
    assert carmen in story.ws.channel("migration").members
    assert f"*Approved* by <@{sofia}>: they are in the group." in said(card(story).blocks)
    assert "Migration Action Group" in story.direct("carmen")[-1]
    assert len(story.ws.messages("secretariat")) == 1


async def test_a_request_is_declined_kindly_in_the_persons_hours_and_language(story: Story) -> None:
    await ask(story, "benoit", "ceag")
    await story.ws.press("sofia", card(story), review_views.DECLINE)
    await story.ws.fill("sofia", {"groups.grounds": "full", "groups.reason": "C'est complet <jusqu'en mai>."})
    assert (await story.ws.submit("sofia")).action == "update"
    await story.settle()
    assert f"*Declined* by <@{story.ws.member('sofia').id}>" in said(card(story).blocks)
    # It is five in the morning in New York.
    before = story.direct("benoit")
    assert "C'est complet" not in said(before)
    await story.move_to(datetime(2019, 3, 18, 13, 0, tzinfo=UTC))
    told = story.direct("benoit")[-1]
    assert len(story.direct("benoit")) == len(before) + 1
    assert "C'est complet &lt;jusqu'en mai&gt;." in told
    await ask(story, "benoit", "ceag", "Encore une fois.")
    assert "declined by" in said(card(story).blocks)


async def test_slacks_refusal_reaches_the_reviewer_in_words_and_can_be_tried_again(story: Story) -> None:
    await ask(story, "carmen")
    story.ws.faults.add("conversations.invite", kind="error", error="user_is_ultra_restricted", times=1)
    await story.ws.press("sofia", card(story), review_views.APPROVE)
    await story.settle()
    assert "guest of a single channel" in said(card(story).blocks)
    assert "Slack said: user_is_ultra_restricted" in said(card(story).blocks)
    assert not [text for text in story.direct("ada") if "could not be sent" in text]
    await story.ws.press("sofia", card(story), review_views.APPROVE)
    await story.settle()
    assert story.ws.member("carmen").id in story.ws.channel("migration").members
    assert "they are in the group" in said(card(story).blocks)


async def test_an_invitation_without_the_permission_holds_up_nothing_and_the_reviewer_reads_why(
    story: Story,
) -> None:
    await ask(story, "carmen")
    story.ws.faults.add("conversations.invite", kind="error", error="missing_scope", times=9)
    await story.ws.press("sofia", card(story), review_views.APPROVE)
    await story.settle()
    assert "I lack the permission to invite people there" in said(card(story).blocks)
    async with story.liaison.db.write() as tx:
        await tx.outbox.post("after", story.ws.channel("migration").id, "Good morning", [])
    await story.settle()
    assert story.texts("migration") == ["Good morning"]


async def test_a_request_that_lies_for_three_days_is_remembered_once(story: Story) -> None:
    await ask(story, "carmen")
    await story.move(days=4)
    posts = story.ws.messages("secretariat")
    assert len([post for post in posts if "three days" in post.text]) == 1
    mine = [text for text in story.direct("carmen") if "olvido" in text]
    assert len(mine) == 1
    reminder = next(post for post in posts if "three days" in post.text)
    await story.ws.press("sofia", reminder, review_views.SHOW)
    view = story.ws.view("sofia")
    assert view is not None
    await story.ws.press("sofia", view, review_views.APPROVE)
    await story.settle()
    assert story.ws.member("carmen").id in story.ws.channel("migration").members


async def test_a_list_that_is_of_before_one_asked_is_shown_anew(story: Story) -> None:
    ws, group = story.ws, f"group.{story.ws.channel('migration').id}"
    home = await ws.open_home("carmen")
    assert home is not None
    await ws.press("carmen", home, list_views.OPEN)
    for _twice in range(2):
        shown = ws.view("carmen")
        assert shown is not None
        assert list_views.WITHDRAW not in said(shown.blocks)
        await ws.press("carmen", shown, list_views.ASK, block_id=group)
        if not _twice:
            await ws.fill("carmen", {"groups.why": "We work on it."})
            await ws.submit("carmen")
            await ws.close_view("carmen")
    shown = ws.view("carmen")
    assert shown is not None
    assert list_views.WITHDRAW in said(shown.blocks)


async def test_a_mistyped_group_is_guessed(story: Story) -> None:
    await story.ws.command("benoit", "announcements", "/groups", "migraton")
    assert "`/groups migration`" in said(story.ws.ephemerals("benoit")[-1].blocks)


async def test_who_is_invited_by_hand_meanwhile_needs_no_decision(story: Story) -> None:
    await ask(story, "carmen")
    story.ws.invite("migration", "carmen")
    await story.settle()
    assert "They are in the group." in said(card(story).blocks)
    assert review_views.APPROVE not in said(card(story).blocks)


async def test_many_are_invited_once_each_after_it_was_said_who(story: Story) -> None:
    ws, migration = story.ws, story.ws.channel("migration")
    dana, ada = ws.team_join("dana", real_name="Dana Example", email="dana@example.org"), ws.member("ada")
    await ws.command("sofia", "announcements", "/groups", "invite migration")
    typed = f"DANA@example.org\n<@{ada.id}>, {dana.id}\nNew One <new@example.org>\nnobody knows"
    await ws.fill("sofia", {"groups.people": typed})
    assert (await ws.submit("sofia")).action == "update"
    await story.settle()
    looked = ws.dm("sofia")[-1]
    assert "I can invite 1 person" in looked.text
    assert "new@example.org" in said(looked.blocks)
    assert "nobody knows" in said(looked.blocks)
    assert dana.id not in migration.members
    await ws.press("sofia", looked, progress_views.GO)
    await story.settle()
    assert dana.id in migration.members
    assert "is done: 1 of 1" in ws.dm("sofia")[-1].text
    # And when the other one comes into the workspace, they are brought in.
    new = ws.team_join("new", real_name="New One", email="New@Example.org")
    await story.settle()
    assert new.id in migration.members
