"""Ada finds Benoît and wants to be introduced: one message to both, in his language, whatever happens on the way."""

import json
from typing import Any

import pytest

from bot.directory.contact import introduction_views as views
from bot.directory.search import index
from bot.i18n import words
from sandbox.model import Message
from storage import directory, vocabulary
from storage.directory import Reach
from tests.scenarios.conftest import Story

Json = dict[str, Any]


async def publish(story: Story, name: str, **values: Any) -> None:
    member_id = story.ws.member(name).id
    async with story.liaison.db.write() as tx:
        organisation = await vocabulary.add(tx, "organisation", f"Union of {name}", f"union of {name}")
        about: dict[str, Any] = {"role": "Inspector", "organisation_id": organisation.id}
        await directory.save(tx, member_id, published_at=tx.now, **(about | values))
        await index.refresh(tx, member_id)


@pytest.fixture
async def story(story: Story) -> Story:
    """Benoît, who speaks French, and Carmen, who speaks Spanish, are in the directory."""
    await publish(story, "benoit")
    await publish(story, "carmen", role="Judge")
    return story


async def ask(story: Story, asker: str, other: str) -> None:
    """Finds somebody with /partners, and presses “Introduce us”."""
    name = {"benoit": "Exemple", "carmen": "Ejemplo", "ada": "Ada Example"}[other]
    await story.ws.command(asker, "announcements", "/partners", name)
    found = story.ws.ephemerals(asker)[-1]
    block_id = next(
        block["block_id"]
        for block in found.blocks or ()
        for element in block.get("elements", ())
        if element.get("action_id") == views.ASK and element["value"] == story.ws.member(other).id
    )
    await story.ws.press(asker, found, views.ASK, block_id=block_id)


async def introduce(story: Story, asker: str, other: str, why: str = "") -> None:
    await ask(story, asker, other)
    await story.ws.fill(asker, {"introductions.why": why})
    outcome = await story.ws.submit(asker)
    assert (outcome.errors, outcome.action) == ({}, "update")
    await story.settle()


def together(story: Story) -> list[Message]:
    """The messages that Liaison wrote to more than one person."""
    groups = {c.id for c in story.ws.core.state.channels.values() if c.kind == "mpim"}
    return [post for post in story.ws.posts() if post.channel in groups]


def shown(story: Story, member: str) -> str:
    view = story.ws.view(member)
    assert view is not None
    return json.dumps(view.blocks, ensure_ascii=False)


async def test_both_get_one_message_with_who_they_are_and_why(story: Story) -> None:
    await introduce(story, "ada", "benoit", "We both train inspectors")
    (message,) = together(story)
    told = json.dumps(message.blocks, ensure_ascii=False)
    assert "Inspector" in told
    assert "Union of benoit" in told
    assert "We both train inspectors" in told
    assert story.ws.member("ada").id in told
    assert "is on its way" in shown(story, "ada")


async def test_the_message_is_in_the_others_language_and_in_the_askers(story: Story) -> None:
    await introduce(story, "ada", "benoit")
    (message,) = together(story)
    ids = {"other": f"<@{story.ws.member('benoit').id}>", "asker": f"<@{story.ws.member('ada').id}>"}
    template = "{other}, meet {asker}, who found you in the partner directory and asked me to introduce you to each other."
    french, english = (str(words(code)(template)).format(**ids) for code in ("fr", "en"))
    sections = [block["text"]["text"] for block in message.blocks or () if block["type"] == "section"]
    assert sections == list(dict.fromkeys([french, english]))
    assert message.text == french


async def test_what_is_hidden_from_the_other_is_not_in_the_message(story: Story) -> None:
    await publish(story, "benoit", role="Canary", reach={"role": Reach.SECRETARIAT}, offers="Canary")
    await publish(story, "sofia", role="Canary", reach={"role": Reach.SECRETARIAT})
    await introduce(story, "sofia", "benoit")
    (message,) = together(story)
    told = json.dumps(message.blocks, ensure_ascii=False)
    assert "Canary" not in told
    assert "Union of benoit" in told


async def test_a_killed_delivery_and_a_form_sent_twice_make_one_message(story: Story) -> None:
    await ask(story, "ada", "benoit")
    view = story.ws.view("ada")
    assert view is not None
    # The message arrives, and the answer to it gets lost.
    story.ws.faults.add("chat.postMessage", kind="drop", moment="after", times=1)
    ada, benoit = (story.ws.member(name).id for name in ("ada", "benoit"))
    service = story.liaison.services.introductions
    for _ in range(2):
        done = await service.introduce(ada, benoit, "Hello", view.id)
        assert done.left == 2
    await story.settle()
    await story.move(minutes=5)
    assert len(together(story)) == 1


async def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(story: Story) -> None:
    await ask(story, "ada", "benoit")
    await story.ws.fill("ada", {"introductions.why": "Because"})
    await story.liaison.services.introductions.stop(*[story.ws.member("benoit").id] * 2)
    outcome = await story.ws.submit("ada")
    assert list(outcome.errors) == ["why"]
    assert "You can still write to people yourself" in outcome.errors["why"]
    view = story.ws.view("ada")
    assert view is not None
    assert "Because" in json.dumps(view.values)
    assert together(story) == []


async def test_asking_again_leads_to_the_conversation_that_there_is(story: Story) -> None:
    await introduce(story, "ada", "benoit")
    await story.move(days=2)
    await ask(story, "ada", "benoit")
    assert "introduced on Mon 18 Mar" in shown(story, "ada")
    assert f"channel={story.ws.member('benoit').id}" in shown(story, "ada")
    assert len(together(story)) == 1


async def test_no_introductions_please_works_for_the_other_and_for_nobody_else(story: Story) -> None:
    await introduce(story, "ada", "benoit")
    (message,) = together(story)
    await story.ws.press("ada", message, views.STOP)
    await story.settle()
    assert "for the other person" in story.ws.ephemerals("ada")[-1].text
    await story.ws.press("benoit", message, views.STOP)
    await story.settle()
    answer = story.ws.ephemerals("benoit")[-1]
    assert views.ALLOW in json.dumps(answer.blocks)
    # Ada need not know: the message is as it was.
    assert views.STOP in json.dumps(together(story)[0].blocks)
    await story.ws.command("carmen", "announcements", "/partners", "Exemple")
    assert views.ASK not in json.dumps(story.ws.ephemerals("carmen")[-1].blocks)
    await story.ws.press("benoit", answer, views.ALLOW)
    await story.settle()
    await introduce(story, "carmen", "benoit")
    assert len(together(story)) == 2


async def test_the_button_in_a_full_profile_opens_the_form_on_top(story: Story) -> None:
    await story.ws.command("ada", "announcements", "/partners", "Exemple")
    await story.ws.press("ada", story.ws.ephemerals("ada")[-1], "partners.person")
    profile = story.ws.view("ada")
    assert profile is not None
    await story.ws.press("ada", profile, views.ASK)
    form = story.ws.view("ada")
    assert form is not None
    assert form.spec["callback_id"] == views.SEND
    assert form.spec["private_metadata"] == json.dumps({"other": story.ws.member("benoit").id})
