"""Rate limits by real time, and calls that go wrong on demand."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, create_workspace
from tests.sandbox.app import HandTime, refusal, until
from tests.sandbox.conftest import small_world


@pytest.fixture
async def ws(real: HandTime) -> AsyncIterator[Workspace]:
    async with create_workspace(real=real, world=small_world) as workspace:
        yield workspace


async def limited(call: object) -> int:
    """The Retry-After of a refused call."""
    with pytest.raises(SlackApiError) as caught:
        await call  # type: ignore[misc]
    assert caught.value.response.status_code == 429
    assert caught.value.response.data == {"ok": False, "error": "ratelimited"}
    return int(caught.value.response.headers["Retry-After"])


async def test_a_channel_takes_one_post_a_second(
    ws: Workspace, client: AsyncWebClient, real: HandTime
) -> None:
    one, two = ws.channel("announcements").id, ws.channel("supply-chains").id
    await client.chat_postMessage(channel=one, text="1")
    assert await limited(client.chat_postMessage(channel=one, text="2")) == 1
    await client.chat_postMessage(channel=two, text="1")
    real.move(0.97)
    assert await limited(client.chat_postMessage(channel=one, text="2")) == 1
    real.move(0.02)
    await client.chat_postMessage(channel=one, text="2")
    assert len(ws.posts()) == 3


async def test_a_person_and_their_direct_conversation_are_one_channel(
    ws: Workspace, client: AsyncWebClient
) -> None:
    ana = ws.member("ana").id
    direct = (await client.chat_postMessage(channel=ana, text="1"))["channel"]
    assert await limited(client.chat_postMessage(channel=direct, text="2")) == 1


async def test_a_method_takes_so_many_calls_a_minute(
    ws: Workspace, client: AsyncWebClient, real: HandTime
) -> None:
    for _ in range(20):
        await client.users_list()
        real.move(1)
    assert await limited(client.users_list()) == 40
    await client.users_info(user=ws.bot_user_id)
    real.move(40)
    await client.users_list()


async def test_the_next_calls_fail_as_asked(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    ws.faults.add("chat.postMessage", "error", error="fatal_error", times=2, channel=channel)
    other = ws.channel("supply-chains").id
    assert await refusal(client.chat_postMessage(channel=channel, text="x")) == "fatal_error"
    await client.chat_postMessage(channel=other, text="x")
    ws.core.limits.enabled = False
    assert await refusal(client.chat_postMessage(channel=channel, text="x")) == "fatal_error"
    await client.chat_postMessage(channel=channel, text="x")
    assert len(ws.posts()) == 2


@pytest.mark.parametrize(("moment", "posted"), [("before", 0), ("after", 1)])
async def test_a_500_may_come_before_or_after_acceptance(
    ws: Workspace, client: AsyncWebClient, moment: str, posted: int
) -> None:
    ws.faults.add("chat.postMessage", "status", moment, status=500)  # type: ignore[arg-type]
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ws.channel("announcements").id, text="x")
    assert caught.value.response.status_code == 500
    assert len(ws.posts()) == posted


@pytest.mark.parametrize(("moment", "posted"), [("before", 0), ("after", 1)])
async def test_a_connection_may_be_dropped_before_or_after_acceptance(
    ws: Workspace, client: AsyncWebClient, moment: str, posted: int
) -> None:
    ws.faults.add("chat.postMessage", "drop", moment)  # type: ignore[arg-type]
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=ws.channel("announcements").id, text="x")
    assert len(ws.posts()) == posted


async def test_a_hanging_call_loses_its_connection_in_the_end(
    ws: Workspace, client: AsyncWebClient, real: HandTime
) -> None:
    ws.faults.add("chat.postMessage", "hang", "after", seconds=30)
    call = asyncio.ensure_future(client.chat_postMessage(channel=ws.channel("announcements").id, text="x"))
    await until(ws.posts)
    assert not call.done()
    real.move(30)
    with pytest.raises(aiohttp.ClientError):
        await call


async def test_ratelimited_may_come_under_200(ws: Workspace, client: AsyncWebClient) -> None:
    ws.faults.add("chat.postMessage", "ratelimited_200", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=ws.channel("announcements").id, text="x")
    response = caught.value.response
    assert (response.status_code, response["error"], response.headers["Retry-After"]) == (
        200,
        "ratelimited",
        "7",
    )
    ws.faults.add("chat.postMessage", "ratelimited", retry_after=9)
    ws.core.limits.clear()
    assert await limited(client.chat_postMessage(channel=ws.channel("announcements").id, text="x")) == 9


async def test_a_fault_that_does_not_exist_is_an_error(ws: Workspace) -> None:
    with pytest.raises(ValueError, match="there is no fault"):
        ws.faults.add("chat.postMessage", "explode")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="before or after"):
        ws.faults.add("chat.postMessage", "drop", "during")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one call at least"):
        ws.faults.add("chat.postMessage", times=0)
    assert ws.faults.pending == []


@pytest.mark.parametrize("named", ["announcements", "#announcements", "id", "channel"])
async def test_a_fault_may_be_about_one_channel_by_any_of_its_names(
    ws: Workspace, client: AsyncWebClient, named: str
) -> None:
    channel = ws.channel("announcements")
    where = channel.id if named == "id" else channel if named == "channel" else named
    ws.faults.add("*", "error", error="fatal_error", channel=where)
    await client.chat_postMessage(channel=ws.channel("supply-chains").id, text="x")
    await client.auth_test()
    assert await refusal(client.chat_postMessage(channel=channel.id, text="x")) == "fatal_error"
    assert ws.faults.pending == []


async def test_a_fault_about_direct_messages_befalls_posts_to_the_person_too(
    ws: Workspace, client: AsyncWebClient, real: HandTime
) -> None:
    ana = ws.member("ana").id
    direct = (await client.conversations_open(users=[ana]))["channel"]["id"]
    ws.faults.add("chat.postMessage", "error", error="fatal_error", channel=direct)
    assert await refusal(client.chat_postMessage(channel=ana, text="x")) == "fatal_error"


@pytest.mark.parametrize(("moment", "posted"), [("before", 0), ("after", 1)])
@pytest.mark.parametrize("kind", ["error", "ratelimited", "ratelimited_200"])
async def test_every_refusal_may_come_before_or_after_acceptance(
    ws: Workspace, client: AsyncWebClient, kind: str, moment: str, posted: int
) -> None:
    ws.faults.add("chat.postMessage", kind, moment)  # type: ignore[arg-type]
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel=ws.channel("announcements").id, text="x")
    assert len(ws.posts()) == posted


async def test_a_slow_answer_is_true_in_the_end(
    ws: Workspace, client: AsyncWebClient, real: HandTime
) -> None:
    channel = ws.channel("announcements").id
    ws.faults.add("chat.postMessage", "slow", "after", seconds=5)
    call = asyncio.ensure_future(client.chat_postMessage(channel=channel, text="x"))
    await until(ws.posts)
    assert not call.done()
    real.move(5)
    assert (await call)["ts"] == ws.posts()[0].ts


async def test_calls_are_logged_with_their_result(ws: Workspace, client: AsyncWebClient) -> None:
    await client.auth_test()
    await refusal(client.users_info(user="U1"))
    assert [(call.method, call.ok, call.error) for call in ws.calls] == [
        ("auth.test", True, None),
        ("users.info", False, "user_not_found"),
    ]
    assert ws.calls[1].args == {"user": "U1"}


async def test_a_call_that_fails_before_acceptance_uses_up_no_limit(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel = ws.channel("announcements").id
    ws.faults.add("chat.postMessage", "error", "before")
    assert await refusal(client.chat_postMessage(channel=channel, text="x")) == "internal_error"
    await client.chat_postMessage(channel=channel, text="x")
