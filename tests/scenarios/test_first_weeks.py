"""The first weeks of somebody new: a checklist that ticks itself, and moderators who greet."""

import asyncio

from tests.scenarios.conftest import Story

STEP = ":white_check_mark:"


async def arrive(story: Story, *groups: str, **about: str) -> None:
    story.ws.team_join("dana", **({"real_name": "Dana Example", "tz": "Europe/Zurich"} | about))
    for group in groups:
        story.ws.invite(group, "dana")
    await story.settle()


async def test_the_checklist_ticks_itself_in_the_welcome_and_on_home(story: Story) -> None:
    await arrive(story, "migration")
    assert story.direct("dana")[0].count(STEP) == 1
    await story.ws.open_home("dana")
    await story.ws.press("dana", story.ws.dm("dana")[0], "onboarding.tick", value="phone")
    story.ws.say("migration", "dana", "Hello all. Does anyone have the 2018 estimates?")
    await story.settle()
    (welcome,) = story.direct("dana")
    assert welcome.count(STEP) == 4
    assert "4 of 6 done" in welcome
    assert str(story.ws.home("dana")).count(STEP) == 4
    await story.ws.press("dana", story.ws.dm("dana")[0], "onboarding.stop")
    await story.settle()
    assert "onboarding.stop" not in story.direct("dana")[0]
    assert STEP not in str(story.ws.home("dana"))


async def test_moderators_hear_of_who_was_not_greeted_one_says_i_will_and_the_others_see_it(
    story: Story,
) -> None:
    await arrive(story, "migration")
    await story.move(hours=23)
    ungreeted = [text for text in story.direct("ada") + story.direct("benoit") if "onboarding.will" in text]
    assert ungreeted == []
    await story.move(hours=9)
    ada, benoit = (story.ws.dm(name)[-1] for name in ("ada", "benoit"))
    # At the same moment: neither has seen what the other does.
    await asyncio.gather(
        story.ws.press("ada", ada, "onboarding.will"), story.ws.press("benoit", benoit, "onboarding.will")
    )
    await story.settle()
    told = {name: story.direct(name)[-1] for name in ("ada", "benoit")}
    ids = {name: f"<@{story.ws.member(name).id}>" for name in told}
    first, second = ("ada", "benoit") if ids["ada"] in told["benoit"] else ("benoit", "ada")
    assert ids[first] in told[second]
    assert ids[second] not in told[first]
    assert not any("onboarding.will" in text for text in told.values())
    story.ws.say("migration", first, f"Welcome <@{story.ws.member('dana').id}>!")
    await story.settle()
    assert all(STEP in story.direct(name)[-1] for name in told)
