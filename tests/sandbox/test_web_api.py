"""The Web API's manners: where arguments and tokens may be, what scopes allow, what does not exist."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import refusal


@pytest.mark.parametrize("how", ["query", "form", "json"])
async def test_arguments_may_come_as_query_form_or_json(ws: Workspace, how: str) -> None:
    args = {"channel": ws.channel("announcements").id, "text": "Grüße & <b>"}
    where: dict[str, object] = {"query": {"params": args}, "form": {"data": args}, "json": {"json": args}}[
        how
    ]  # type: ignore[assignment]
    headers = {"Authorization": f"Bearer {ws.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(ws.url + "chat.postMessage", headers=headers, **where) as response,  # type: ignore[arg-type]
    ):
        answer = await response.json()
    assert answer["ok"]
    assert ws.posts()[0].text == "Grüße & <b>"


async def test_a_method_may_be_called_by_get(ws: Workspace) -> None:
    args = {"channel": ws.channel("announcements").id, "text": "Grüße & <b>", "unfurl_links": "false"}
    headers = {"Authorization": f"Bearer {ws.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(ws.url + "chat.postMessage", headers=headers, params=args) as response,
    ):
        assert (await response.json())["message"]["text"] == "Grüße & <b>"


async def test_a_token_may_be_an_argument_and_stays_out_of_the_log(ws: Workspace) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(ws.url + "auth.test", data={"token": ws.bot_token}) as response,
    ):
        assert (await response.json())["user_id"] == ws.bot_user_id
    assert ws.calls[-1].args == {}


async def test_a_wrong_or_missing_token_is_refused(ws: Workspace) -> None:
    assert await refusal(AsyncWebClient("xoxb-1", base_url=ws.url).auth_test()) == "invalid_auth"
    assert await refusal(AsyncWebClient(base_url=ws.url).auth_test()) == "not_authed"
    assert (
        await refusal(AsyncWebClient(ws.app_token, base_url=ws.url).auth_test()) == "not_allowed_token_type"
    )


async def test_every_answer_names_the_granted_scopes(ws: Workspace, client: AsyncWebClient) -> None:
    ws.app.scopes = {"chat:write", "users:read"}
    assert (await client.auth_test()).headers["x-oauth-scopes"] == "chat:write,users:read"


async def test_a_missing_scope_is_named(ws: Workspace, client: AsyncWebClient) -> None:
    ws.app.scopes = {"chat:write"}
    with pytest.raises(SlackApiError) as caught:
        await client.users_list()
    assert caught.value.response["error"] == "missing_scope"
    assert caught.value.response["needed"] == "users:read"
    assert caught.value.response["provided"] == "chat:write"


async def test_an_unknown_method_is_called_so(client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("chat.shout")) == "unknown_method"


async def test_a_private_channel_does_not_exist_for_whom_it_is_not(
    ws: Workspace, client: AsyncWebClient
) -> None:
    secret, lounge = ws.channel("secret").id, ws.channel("lounge").id
    assert await refusal(client.chat_postMessage(channel=secret, text="x")) == "channel_not_found"
    assert await refusal(client.conversations_history(channel=secret)) == "channel_not_found"
    assert await refusal(client.conversations_info(channel=secret)) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel=lounge, text="x")) == "not_in_channel"
    assert await refusal(client.conversations_history(channel=lounge)) == "not_in_channel"
    assert (await client.conversations_info(channel=lounge))["channel"]["is_member"] is False
    listed = await client.conversations_list(types="public_channel,private_channel")
    assert {channel["name"] for channel in listed["channels"]} == {"announcements", "supply-chains", "lounge"}


async def test_lists_come_in_pages(ws: Workspace, client: AsyncWebClient) -> None:
    names, pages = [], 0
    async for page in await client.users_list(limit=2):
        names += [member["name"] for member in page["members"]]
        pages += 1
    assert names == ["slackbot", "liaison", "ana", "ben"]
    assert pages == 2
    assert await refusal(client.users_list(cursor="nonsense")) == "invalid_cursor"


async def test_a_language_is_told_only_when_asked_for(ws: Workspace, client: AsyncWebClient) -> None:
    ana = ws.member("ana").id
    plain = (await client.users_info(user=ana))["user"]
    assert "locale" not in plain
    assert plain["tz"] == "America/Sao_Paulo"
    assert plain["tz_offset"] == -3 * 3600
    assert (await client.users_info(user=ana, include_locale=True))["user"]["locale"] == "pt-BR"
    assert await refusal(client.users_info(user="U1")) == "user_not_found"


async def test_addresses_need_their_scope(ws: Workspace, client: AsyncWebClient) -> None:
    found = await client.users_lookupByEmail(email="Ana@gov.example")
    assert found["user"]["id"] == ws.member("ana").id
    assert await refusal(client.users_lookupByEmail(email="nobody@gov.example")) == "users_not_found"
    ws.app.scopes.discard("users:read.email")
    assert "email" not in (await client.users_info(user=ws.member("ana").id))["user"]["profile"]


async def test_the_bot_joins_public_channels_and_not_private_ones(
    ws: Workspace, client: AsyncWebClient
) -> None:
    lounge = ws.channel("lounge")
    await client.conversations_join(channel=lounge.id)
    assert ws.bot_user_id in lounge.members
    assert (await client.conversations_join(channel=lounge.id))["warning"] == "already_in_channel"
    assert await refusal(client.conversations_join(channel=ws.channel("secret").id)) == "channel_not_found"
    ws.archive(lounge)
    assert await refusal(client.chat_postMessage(channel=lounge.id, text="x")) == "is_archived"


async def test_people_are_invited_once(ws: Workspace, client: AsyncWebClient) -> None:
    channel, ben = ws.channel("supply-chains"), ws.member("ben")
    await client.conversations_invite(channel=channel.id, users=[ben.id])
    assert ben.id in channel.members
    assert (
        await refusal(client.conversations_invite(channel=channel.id, users=ben.id)) == "already_in_channel"
    )
    assert (
        await refusal(client.conversations_invite(channel=channel.id, users=ws.bot_user_id))
        == "cant_invite_self"
    )
    assert await refusal(client.conversations_invite(channel=channel.id, users="U1")) == "user_not_found"


async def test_of_several_invited_none_comes_if_one_cannot_unless_forced(
    ws: Workspace, client: AsyncWebClient
) -> None:
    channel, ben = ws.channel("supply-chains"), ws.member("ben")
    users = [ws.member("ana").id, ben.id]
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_invite(channel=channel.id, users=users)
    assert caught.value.response["errors"][0]["error"] == "already_in_channel"
    assert ben.id not in channel.members
    await client.conversations_invite(channel=channel.id, users=users, force=True)
    assert ben.id in channel.members


async def test_conversations_with_people_are_opened_once(ws: Workspace, client: AsyncWebClient) -> None:
    ana, ben = ws.member("ana").id, ws.member("ben").id
    direct = (await client.conversations_open(users=ana))["channel"]["id"]
    again = await client.conversations_open(users=[ana])
    assert again["already_open"]
    assert again["channel"]["id"] == direct
    group = (await client.conversations_open(users=[ben, ana], return_im=True))["channel"]
    assert group["is_mpim"]
    assert (await client.conversations_open(users=[ana, ben]))["channel"]["id"] == group["id"]
    assert await refusal(client.conversations_open(users="U1")) == "user_not_found"
    ws.deactivate("ben")
    assert await refusal(client.conversations_open(users=ben)) == "user_disabled"


async def test_pins_are_added_and_listed(ws: Workspace, client: AsyncWebClient) -> None:
    channel = ws.channel("announcements").id
    ts = (await client.chat_postMessage(channel=channel, text="Read this"))["ts"]
    await client.pins_add(channel=channel, timestamp=ts)
    assert [pin["message"]["text"] for pin in (await client.pins_list(channel=channel))["items"]] == [
        "Read this"
    ]
    assert await refusal(client.pins_add(channel=channel, timestamp=ts)) == "already_pinned"
    assert await refusal(client.pins_add(channel=channel, timestamp="1.000001")) == "message_not_found"


async def test_a_single_channel_guest_is_in_one_channel(ws: Workspace, client: AsyncWebClient) -> None:
    guest = ws.add_member("gus", real_name="Gus", guest="single")
    channel = ws.channel("supply-chains").id
    await client.conversations_invite(channel=channel, users=guest.id)
    other = ws.add_channel("drafts", private=True, members=[ws.bot_user_id])
    assert await refusal(client.conversations_invite(channel=other.id, users=guest.id)) == "ura_max_channels"


async def test_a_missing_argument_is_named_and_an_empty_one_names_nothing(client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("conversations.info")) == "invalid_arguments"
    assert await refusal(client.conversations_info(channel="")) == "channel_not_found"
