"""Liaison in the demo: installed by its manifest, with people in its directory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import pytest_asyncio

from sandbox import Workspace, create_workspace, manifest
from sandbox.demo import START, alliance
from sandbox.demo_bot import with_liaison
from sandbox.profiles import publish_profiles


@asynccontextmanager
async def begun() -> AsyncIterator[Workspace]:
    async with (
        create_workspace(now=START, world=alliance, rate_limits=False) as ws,
        with_liaison(ws),
    ):
        yield ws


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo() -> AsyncIterator[Workspace]:
    """For those who only look, and leave it as it was: it takes seconds to begin."""
    async with begun() as ws:
        yield ws


async def found(ws: Workspace, who: str, words: str) -> str:
    """All that `/partners` shows to somebody."""
    reply = await ws.command(who, "announcements", "/partners", words)
    return f"{reply.text} {reply.blocks}"


@pytest.mark.asyncio(loop_scope="module")
async def test_somebody_is_found_in_the_directory_soon_after_the_start(demo: Workspace) -> None:
    await demo.idle()
    nepal = await found(demo, "clive.norton", "nepal")
    assert demo.member("lksmi.rajkrnikar").id in nepal
    assert "népalais" in (await found(demo, "lucie.mottiez", "népal")).lower()
    assert demo.member("kenedy.wanje").id in await found(demo, "clive.norton", "child protection uganda")


@pytest.mark.asyncio(loop_scope="module")
async def test_all_sixty_are_listed_with_whole_profiles(demo: Workspace) -> None:
    await demo.idle()
    reply = await demo.command("clive.norton", "announcements", "/partners")
    assert "60" in f"{reply.text} {reply.blocks}"
    assert all(delivery.failure is None for delivery in demo.deliveries)
    for delivery in demo.deliveries:
        if delivery.name == "view_submission":
            entered = delivery.payload["view"]["state"]["values"]
            assert all(
                any(entered[block].values()) for block in ("role", "fields", "offers", "seeks", "website")
            )


@pytest.mark.asyncio(loop_scope="module")
async def test_the_same_organisation_is_there_under_several_names(demo: Workspace) -> None:
    await demo.idle()
    for name in ("ILO", "OIT", "International Labour Organization"):
        working = [member.id for member in demo.members if name in member.title and not member.deleted]
        reply = await found(demo, "clive.norton", f'org:"{name}"')
        assert any(member_id in reply for member_id in working), name


@pytest.mark.asyncio(loop_scope="module")
async def test_who_has_a_form_open_is_left_alone(demo: Workspace) -> None:
    await demo.idle()
    await demo.command("kenedy.wanje", "announcements", "/profile")
    opened = demo.view("kenedy.wanje")
    await publish_profiles(demo)
    assert demo.view("kenedy.wanje") is opened


async def test_a_reset_while_people_publish_begins_anew_and_they_leave_nothing_open() -> None:
    async with begun() as demo:
        await demo.reset()
        await demo.idle()
        assert not any(demo.view(member) or demo.ephemerals(member) for member in demo.members)
        assert demo.member("lksmi.rajkrnikar").id in await found(demo, "clive.norton", "nepal")


async def test_the_demo_may_end_while_people_publish() -> None:
    async with create_workspace(now=START, world=alliance, rate_limits=False) as ws:
        tasks = ws.core.tasks
        async with with_liaison(ws):
            was_busy = tasks.busy
        assert (was_busy, tasks.busy, tasks.errors) == (True, False, [])


async def test_the_app_is_installed_as_its_manifest_says() -> None:
    async with create_workspace(now=START, world=alliance) as ws:
        manifest.install(ws)
        commands = ws.app.commands
        assert set(commands) == {"/calendar", "/groups", "/liaison", "/moderate", "/partners", "/profile"}
        assert commands["/calendar"].description == "What is ahead in the alliance"
        assert commands["/calendar"].usage_hint == "[page] or help"
        assert ws.app.scopes >= {"commands", "chat:write", "users:read.email"}
        assert ws.app.bot_events is not None
        assert ws.app.bot_events >= {"team_join", "message.groups"}
        assert ws.app.is_read_only
        async with (
            aiohttp.ClientSession(headers={"Authorization": f"Bearer {ws.bot_token}"}) as session,
            session.post(f"{ws.url}auth.test") as response,
        ):
            assert set(response.headers["x-oauth-scopes"].split(",")) == ws.app.scopes
