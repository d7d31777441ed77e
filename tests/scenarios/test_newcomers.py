"""Moderators hear of newcomers to their groups."""

import asyncio
from datetime import timedelta

from tests.scenarios.conftest import Story


async def test_moderators_learn_of_newcomers_in_one_gathered_message_in_their_hours(story: Story) -> None:
    for name in ("dana", "erik", "fatou"):
        story.ws.team_join(name, real_name=name.title())
        story.ws.invite("migration", name)
    await story.settle()
    assert story.direct("ada") == []
    await story.move(minutes=30)
    (told,) = story.direct("ada")
    assert "3 people have joined" in told
    # In New York it is five in the morning.
    assert story.direct("benoit") == []
    await story.move(hours=9)
    assert len(story.direct("benoit")) == 1
    assert len(story.direct("ada")) == 1


async def test_who_came_back_is_not_announced_to_the_moderators_again(story: Story) -> None:
    await story.move(hours=6)  # nine in the morning in Lima
    story.ws.invite("migration", "carmen")
    await story.move(hours=1)
    story.ws.leave("migration", "carmen")
    story.ws.invite("migration", "carmen")
    await story.move(hours=1)
    story.ws.team_join("dana", real_name="Dana Example")
    story.ws.invite("migration", "dana")
    await story.move(hours=1)
    told = [text for text in story.direct("ada") if story.ws.member("carmen").id in text]
    assert len(told) == 1


async def test_a_join_that_is_told_late_still_reaches_the_moderators(story: Story) -> None:
    story.ws.invite("migration", "carmen")
    await story.move(hours=1)
    assert len(story.direct("ada")) == 1
    story.ws.faults.events(delay=timedelta(minutes=5))
    story.ws.team_join("dana", real_name="Dana Example")
    story.ws.invite("migration", "dana")
    story.ws.faults.events()
    await story.move(hours=1)
    assert story.ws.member("dana").id in story.direct("ada")[-1]


async def test_a_moderator_of_two_channels_hears_of_newcomers_to_both_in_one_message(story: Story) -> None:
    story.ws.team_join("dana", real_name="Dana Example")
    story.ws.invite("migration", "dana")
    await story.settle()
    await story.move(minutes=4)
    story.ws.invite("ceag", "dana")
    story.ws.invite("ceag", "carmen")
    await story.settle()
    await story.move(minutes=30)
    (told,) = story.direct("ada")
    assert all(story.ws.channel(name).id in told for name in ("migration", "ceag"))
    assert "1 person has joined" in told
    assert "2 people have joined" in told
    assert "Copy each into its channel" in told
    # Benoît moderates one of them.
    await story.move(hours=9)
    (told,) = story.direct("benoit")
    assert story.ws.channel("ceag").id not in told
    await story.move(hours=12)
    assert len(story.direct("ada")) == 1


async def test_a_moderator_who_has_left_the_channel_does_not_hear_who_comes(story: Story) -> None:
    story.ws.leave("migration", "ada")
    await story.settle()
    story.ws.invite("migration", "carmen")
    await story.settle()
    await story.move(hours=10)
    assert story.direct("ada") == []
    assert len(story.direct("benoit")) == 1
    assert story.ws.member("ada").id not in story.direct("carmen")[0]


async def test_of_whom_slack_tells_late_who_they_are_moderators_hear_then(story: Story) -> None:
    story.ws.faults.add("users.info", kind="error", error="user_not_visible_yet", times=20)
    await story.liaison.services.onboarding.joined(
        "Ev1", story.ws.channel("migration").id, "UUNKNOWN1", story.ws.clock.now()
    )
    for _ in range(20):
        story.ws.clock.move(timedelta(minutes=1))
        await story.liaison.services.onboarding.tell_next_moderator()
    await story.liaison.worker.delivery.work()
    assert story.direct("ada") == []
    user = {"id": "UUNKNOWN1", "real_name": "Una", "locale": "en-GB", "tz": "Europe/Zurich"}
    await story.liaison.services.roster.changed_person("Ev2", user)
    story.ws.faults.clear()
    story.ws.clock.move(timedelta(minutes=30))
    while await story.liaison.services.onboarding.tell_next_moderator():
        pass
    await story.liaison.worker.delivery.work()
    (told,) = story.direct("ada")
    assert "UUNKNOWN1" in told


async def test_two_workers_tell_a_moderator_of_two_channels_once(story: Story) -> None:
    onboarding = story.liaison.services.onboarding
    for number, name in enumerate(("migration", "ceag")):
        member_id = story.ws.member("carmen").id
        channel_id = story.ws.channel(name).id
        await onboarding.joined(f"Ev{number}", channel_id, member_id, story.ws.clock.now())
    story.ws.clock.move(timedelta(minutes=15))
    await asyncio.gather(*(onboarding.tell_next_moderator() for _ in range(4)))
    await story.liaison.worker.delivery.work()
    assert len(story.direct("ada")) == 1
