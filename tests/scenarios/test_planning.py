"""Planning through the real door: a partner proposes, the Secretariat decides, and nobody's words are lost."""

import json
from typing import Any

from bot.calendar.planning import form_views, review_views
from sandbox.model import Message
from storage import calendar
from tests.scenarios.conftest import Story


def said(blocks: Any) -> str:
    return json.dumps(blocks, ensure_ascii=False)


async def fill_in(story: Story, name: str, typed: str = "add", **fields: str) -> Any:
    """Types `/calendar add …`, fills the form in, and sends it."""
    await story.ws.command(name, "announcements", "/calendar", typed)
    await story.ws.fill(name, {f"calendar.{block_id}": value for block_id, value in fields.items()})
    sent = await story.ws.submit(name)
    await story.settle()
    return sent


async def titles(story: Story) -> list[str]:
    async with story.liaison.db.read() as tx:
        return [activity.title for activity in await calendar.ahead(tx)]


def review(story: Story) -> Message:
    return story.ws.messages("secretariat")[-1]


async def test_a_partner_proposes_the_secretariat_approves_and_all_read_who_did(story: Story) -> None:
    await fill_in(story, "benoit", title="Seminar & debate", day="2019-05-06")
    assert "Seminar &amp; debate" in said(review(story).blocks)
    assert "Seminar & debate" not in await titles(story)
    assert (await story.ws.press("sofia", review(story), review_views.APPROVE)).ok
    await story.settle()
    assert "Seminar & debate" in await titles(story)
    assert f"*Approved* by <@{story.ws.member('sofia').id}>" in said(review(story).blocks)
    assert review_views.APPROVE not in said(review(story).blocks)
    await story.move(hours=6)  # what became of it waits until they are awake
    mine, told = story.direct("benoit")[-2:]
    assert story.ws.member("sofia").id in mine
    assert review_views.WITHDRAW not in mine
    assert "Seminar &amp; debate" in told


async def test_a_proposal_is_declined_with_a_reason_that_its_proposer_reads(story: Story) -> None:
    await fill_in(story, "carmen", title="Seminar", when="TBC")
    await story.ws.press("sofia", review(story), review_views.DECLINE)
    await story.ws.fill("sofia", {"calendar.reason": "It is not ours."})
    assert (await story.ws.submit("sofia")).action == "update"
    await story.settle()
    assert "Seminar" not in await titles(story)
    await story.move(hours=6)
    assert "It is not ours." in " ".join(story.direct("carmen"))
    assert "It is not ours." in said(review(story).blocks)


async def test_of_two_reviewers_the_second_is_told_who_was_first(story: Story) -> None:
    story.ws.invite("ceag", "carmen")
    await story.settle()
    await fill_in(story, "carmen", title="Taller", day="2019-05-06", whom=story.ws.channel("ceag").id)
    to_ada = story.ws.dm("ada")[-1]
    assert (await story.ws.press("ada", to_ada, review_views.APPROVE)).ok
    assert (await story.ws.press("sofia", review(story), review_views.APPROVE)).ok
    await story.settle()
    assert await titles(story)
    (whispered,) = story.ws.ephemerals("sofia")
    assert f"<@{story.ws.member('ada').id}> was first, and approved it." in whispered.text
    assert f"*Approved* by <@{story.ws.member('ada').id}>" in said(review(story).blocks)


async def test_a_date_that_does_not_exist_keeps_what_was_typed(story: Story) -> None:
    sent = await fill_in(story, "benoit", title="Atelier", when="31 February", place="Genève")
    assert set(sent.errors) == {"when"}
    assert "31 February" in sent.errors["when"]
    view = story.ws.view("benoit")
    assert view is not None
    await story.ws.press("benoit", view, form_views.MORE)
    await story.settle()
    view = story.ws.view("benoit")
    assert view is not None
    assert view.values["title"]["calendar.title"]["value"] == "Atelier"
    assert view.values["place"]["calendar.place"]["value"] == "Genève"
    assert view.values["summary"]["calendar.summary"]["value"] is None
    await story.ws.fill("benoit", {"calendar.when": "2019-Q3", "calendar.venue": "TBC"})
    assert (await story.ws.submit("benoit")).action == "update"


async def test_a_duplicate_is_shown_before_it_is_added_anyway(story: Story) -> None:
    sent = await fill_in(story, "sofia", title="Meeting of the Global Coordinating Group", day="2019-04-03")
    assert sent.action == "update"
    view = story.ws.view("sofia")
    assert view is not None
    assert "Global Coordinating Group meeting" in said(view.blocks)
    assert len(await titles(story)) == 2
    assert (await story.ws.submit("sofia")).action == "update"
    assert len(await titles(story)) == 3
    assert "is in the calendar" in said(story.ws.view("sofia").blocks)  # type: ignore[union-attr]


async def test_a_sentence_is_confirmed_in_the_form_before_anything_is_added(story: Story) -> None:
    await story.ws.command("sofia", "announcements", "/calendar", "add GCG briefing 3 April 14:00 Geneva")
    view = story.ws.view("sofia")
    assert view is not None
    entered = {block_id: next(iter(given.values())) for block_id, given in view.values.items()}
    assert entered["title"]["value"] == "GCG briefing"
    assert entered["day"]["selected_date"] == "2019-04-03"
    assert entered["starts"]["selected_time"] == "14:00"
    assert entered["place"]["value"] == "Geneva"
    assert "GCG briefing" not in await titles(story)
    await story.ws.submit("sofia")
    assert "GCG briefing" in await titles(story)


async def test_a_group_that_one_may_not_choose_never_becomes_everyone(story: Story) -> None:
    ceag = story.ws.channel("ceag").id
    await story.ws.command("benoit", "announcements", "/calendar", f"add Atelier 3 April <#{ceag}|ceag>")
    assert set((await story.ws.submit("benoit")).errors or {"whom": ""}) == {"whom"}
    view = story.ws.view("benoit")
    assert view is not None
    await story.ws.press("benoit", view, form_views.MORE)
    await story.settle()
    view = story.ws.view("benoit")
    assert view is not None
    assert view.values["whom"]["calendar.whom"]["selected_option"] is None
