"""A Slack that answers otherwise than the sandbox: in less, in something else, and only to what it documents."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

import bot.identity
from bot.identity import Identity, IdentityUnknown
from bot.setup.file import read as read_file
from bot.setup.problems import FileError
from bot.slack import READ_TRIES, is_inside, pages, read
from scheduler.results import Later, NotThere
from scheduler.steps import Step, perform
from storage.deliveries import Letter
from storage.workspace import Workspace


class Patient:
    """Real time in which nobody waits."""

    def time(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        """Not for a moment."""


@asynccontextmanager
async def answering(*answers: object) -> AsyncIterator[tuple[AsyncWebClient, list[web.Request]]]:
    """A client of a server that gives these answers, the last one again and again (None: it keeps silent), and the requests that it got."""
    left, asked = list(answers), []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request)
        if left[0] is None:  # it never answers
            await asyncio.Event().wait()
        return web.json_response(left.pop(0) if len(left) > 1 else left[0])

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield (
            AsyncWebClient("xoxb-1", str(server.make_url("/api/")), session=session, retry_handlers=[]),
            asked,
        )


def _letter(payload: dict[str, Any]) -> Letter:
    return Letter(1, "k", "C1", "post", payload, "r", "sending")


async def test_an_answer_that_is_no_object_is_asked_for_again() -> None:
    async with answering([1, 2], {"ok": True, "user_id": "U1"}) as (client, asked):
        assert (await read(client.auth_test, Patient()))["user_id"] == "U1"
    assert len(asked) == 2


async def test_answers_that_can_never_be_read_end_as_an_error_of_the_connection() -> None:
    async with answering([1, 2]) as (client, asked):
        with pytest.raises(aiohttp.ClientPayloadError):
            await read(client.auth_test, Patient())
    assert len(asked) == READ_TRIES


def _page(*members: str, cursor: str = "") -> dict[str, Any]:
    return {"ok": True, "members": list(members), "response_metadata": {"next_cursor": cursor}}


async def _members(client: AsyncWebClient) -> list[Any]:
    return [
        member async for member in pages(client.conversations_members, "members", Patient(), channel="C1")
    ]


async def test_a_page_without_its_items_is_asked_for_again_and_nobody_is_taken_for_gone() -> None:
    first, without = _page("U1", cursor="2"), {"ok": True}
    async with answering(first, without, _page("U2")) as (client, asked):
        assert await _members(client) == ["U1", "U2"]
    assert len(asked) == 3
    async with answering(first, without) as (client, _):
        with pytest.raises(aiohttp.ClientPayloadError):
            await _members(client)


async def test_pages_that_go_round_in_a_circle_are_not_taken_for_all_that_there_is() -> None:
    first, second = _page("U1", cursor="2"), _page("U2", cursor="3")
    async with answering(first, second, first) as (client, _):
        with pytest.raises(aiohttp.ClientPayloadError):
            await _members(client)


async def test_whoever_gets_an_unreadable_answer_about_itself_knows_nothing_and_asks_again() -> None:
    async with answering([1, 2], {"ok": True, "user_id": "U1", "team_id": "T1"}) as (client, _):
        identity = Identity(client, _remembering(Workspace()))
        with pytest.raises(IdentityUnknown):
            await identity()
        assert (await identity()).bot_user_id == "U1"


@pytest.mark.parametrize(
    "answer", [{"ok": False, "error": "account_inactive"}, None], ids=["refused", "silent"]
)
async def test_who_starts_while_slack_refuses_or_is_silent_is_who_it_was_and_all_ask_once(
    answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.identity, "PATIENCE", 0.05)
    async with answering(answer) as (client, asked):
        identity = Identity(client, _remembering(Workspace(team_id="T1", bot_user_id="U1")))
        found = await asyncio.gather(*(identity() for _ in range(5)))
        assert {(known.team_id, known.bot_user_id) for known in found} == {("T1", "U1")}
        assert len(asked) == 1


def _remembering(workspace: Workspace) -> Callable[[], Awaitable[Workspace]]:
    async def remembered() -> Workspace:
        return workspace

    return remembered


@pytest.mark.parametrize("thread", [{}, {"thread_ts": "1.000001"}])
async def test_a_lost_post_is_looked_for_by_a_query_because_slack_reads_no_json_there(
    thread: dict[str, str],
) -> None:
    method = "conversations.replies" if thread else "conversations.history"
    async with answering({"ok": True, "messages": []}) as (client, asked):
        found = await perform(Step(_letter(thread), method, 0.0, "C1", oldest="1.000000"), client)
    assert isinstance(found, NotThere)
    assert asked[0].method == "GET"
    assert asked[0].query["channel"] == "C1"
    assert asked[0].query["include_all_metadata"] == "1"
    assert asked[0].content_type != "application/json"


async def test_a_post_whose_answer_is_no_object_may_have_arrived() -> None:
    async with answering([1, 2]) as (client, _):
        result = await perform(Step(_letter({"text": "x"}), "chat.postMessage", 0.0, "C1"), client)
    assert isinstance(result, Later)
    assert result.arrived_maybe


@pytest.mark.parametrize(
    ("listed", "inside"),
    [
        ({"is_private": True}, True),
        ({"is_private": True, "is_member": False}, False),
        ({"is_private": False}, False),
        ({"is_member": True}, True),
        ({}, False),
    ],
)
def test_a_private_channel_that_is_listed_is_one_that_we_are_in_even_if_slack_does_not_say_so(
    listed: dict[str, bool], inside: bool
) -> None:
    assert is_inside(listed) is inside


def test_short_ids_are_ids() -> None:
    file = read_file(
        '[workspace]\nname = "M"\ntimezone = "UTC"\nannouncements = "C1"\nsecretariat = ["U1", "W02"]\n'
    )
    assert file.workspace.secretariat == ("U1", "W02")
    assert file.workspace.announcements == "C1"


def test_a_workspace_file_of_brackets_alone_is_refused_in_words() -> None:
    with pytest.raises(FileError, match="nested too deeply"):
        read_file("a = " + "[" * 5000)
