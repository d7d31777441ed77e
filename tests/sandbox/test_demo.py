"""The alliance's world."""

import time
import tomllib
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox import Workspace, create_workspace
from sandbox.demo import START, alliance, setup_toml
from sandbox.model import Channel, Member
from sandbox.people import FEWEST, GROUPS, invent
from sandbox.places import PLACES


def people_of(ws: Workspace, channel: str) -> list[Member]:
    members = [ws.member(member) for member in ws.channel(channel).members]
    return [member for member in members if not member.is_bot]


def last_said(channel: Channel) -> float:
    every = [message.ts for message in channel.timeline] + [
        m.ts for thread in channel.threads.values() for m in thread
    ]
    return max(float(ts) for ts in every)


def picture(ws: Workspace) -> list[object]:
    """Everything of a workspace that could differ between two of the same."""
    said = [(c.name, m.ts, m.user, m.text, m.reactions) for c in ws.channels for m in c.by_ts.values()]
    members = [(m.id, m.name, m.real_name, m.email, m.tz, m.locale, m.title) for m in ws.members]
    channels = [(c.id, c.name, tuple(c.members)) for c in ws.channels]
    return [members, channels, said]


async def test_two_alliances_of_the_same_size_are_the_same() -> None:
    async with (
        create_workspace(now=START, world=alliance) as one,
        create_workspace(now=START, world=alliance) as two,
    ):
        assert picture(one) == picture(two)


async def test_the_alliance_has_about_sixty_people_of_many_countries_zones_and_languages() -> None:
    async with create_workspace(now=START, world=alliance) as ws:
        people = [member for member in ws.members if not member.is_bot and member.name != "slackbot"]
        assert sum(not member.deleted for member in people) == 60
        assert len({member.real_name for member in people}) == 61
        assert len({member.tz for member in people}) >= 20
        assert {member.locale for member in people} == {"en-US", "en-GB", "fr-FR", "es-ES", "es-LA"}
        assert sum(not member.real_name.isascii() for member in people) >= 15
        roles = Counter(member.role for member in people)
        assert roles["secretariat"] == 3
        assert roles["moderator"] == 2 * len(GROUPS)
        assert Counter(member.guest for member in people if member.guest) == {"multi": 5, "single": 5}
        assert sum(member.deleted for member in people) == 1
        assert [
            member.real_name for member in ws.members if member.is_bot and member.id != ws.bot_user_id
        ] == ["Polls"]


async def test_the_bot_is_in_every_channel() -> None:
    async with create_workspace(now=START, world=alliance) as ws:
        channels = {channel.name: channel for channel in ws.channels}
        assert set(channels) == {"announcements", "secretariat", *GROUPS}
        assert all(ws.bot_user_id in channel.members for channel in ws.channels)
        assert channels["announcements"].general
        assert [name for name, channel in channels.items() if channel.kind == "public"] == ["announcements"]


async def test_everybody_is_where_they_belong() -> None:
    async with create_workspace(now=START, world=alliance) as ws:
        everybody = people_of(ws, "announcements")
        assert all(member.guest != "single" and not member.deleted for member in everybody)
        assert len(everybody) == 60 - 5
        assert {member.role for member in people_of(ws, "secretariat")} == {"secretariat"}
        for group in GROUPS:
            members = people_of(ws, group)
            assert Counter(member.role for member in members)["moderator"] == 2
            assert len(members) >= 10
        for member in ws.members:
            if member.guest == "single":
                assert sum(member.id in channel.members for channel in ws.channels) == 1


async def test_one_group_has_been_quiet_for_more_than_a_week_and_the_others_have_not() -> None:
    async with create_workspace(now=START, world=alliance) as ws:
        a_week_ago = (START - timedelta(days=7)).timestamp()
        quiet = {channel.name for channel in ws.channels if last_said(channel) < a_week_ago}
        assert quiet == {"conflicts-humanitarian"}
        assert all(last_said(channel) < START.timestamp() for channel in ws.channels)


async def test_history_is_said_by_members_in_their_language_and_no_event_tells_of_it() -> None:
    async with create_workspace(now=START, world=alliance) as ws:
        for channel in ws.channels:
            for message in channel.by_ts.values():
                assert message.user in channel.members
        replies = ws.messages("announcements", thread=ws.messages("announcements")[1].ts)
        assert [ws.member(reply.user).locale[:2] for reply in replies] == ["es", "fr", "fr"]
        assert all(ws.messages(channel) for channel in ws.channels)
        assert not ws.posts()
        await ws.idle()
        assert not list(ws.deliveries)


async def test_the_workspace_file_names_the_secretariat_and_two_moderators_a_group_by_slack_id() -> None:
    async with create_workspace(now=START, world=alliance) as ws:
        facts = tomllib.loads(setup_toml(ws))
        assert [ws.member(member).role for member in facts["workspace"]["secretariat"]] == ["secretariat"] * 3
        assert [group["channel"] for group in facts["groups"]] == list(GROUPS)
        for group in facts["groups"]:
            assert [ws.member(member).role for member in group["moderators"]] == ["moderator"] * 2
            assert set(group["moderators"]) <= set(ws.channel(group["channel"]).members)
            assert group["purpose"]
        assert len(facts["activities"]) == 23
        assert len(facts["asks"]) == 4


@pytest.mark.parametrize("count", [FEWEST, 61, 400])
def test_an_alliance_may_be_small_or_large(count: int) -> None:
    people = invent(count)
    assert len({person.name for person in people}) == len({person.email for person in people}) == count + 1
    assert sum(not person.deleted for person in people) == count
    assert all(person.name.isascii() and person.name == person.name.lower() for person in people)


def test_203_individuals_are_of_135_organisations() -> None:
    people = [person for person in invent(203) if not person.deleted]
    assert (len(people), len({person.organisation for person in people})) == (203, 135)


async def test_the_smallest_alliance_has_its_history_too() -> None:
    async with create_workspace(now=START, world=lambda ws: alliance(ws, FEWEST)) as ws:
        assert all(ws.messages(channel) for channel in ws.channels)


def test_fewer_people_than_an_alliance_needs_are_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        invent(FEWEST - 1)


def test_every_place_is_on_the_map() -> None:
    assert all(ZoneInfo(place.tz).key == place.tz for place in PLACES)


async def test_sixty_people_are_there_at_once() -> None:
    invent(60)  # Faker's import is paid once a process
    started = time.process_time()
    async with create_workspace(now=START, world=alliance):
        assert time.process_time() - started < 0.3
