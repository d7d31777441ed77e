"""Cursors: whatever the limit, all pages together are the whole, each thing once and in its order."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import refusal

KINDS = "public_channel,private_channel,im,mpim"
LISTS = {
    "users.list": ("members", {}),
    "conversations.list": ("channels", {"types": KINDS}),
    "users.conversations": ("channels", {"types": KINDS}),
    "conversations.members": ("members", {}),
    "conversations.history": ("messages", {}),
    "conversations.replies": ("messages", {}),
}


@pytest.fixture
def place(ws: Workspace) -> dict[str, Any]:
    """A channel and a thread with seven of everything."""
    channel = ws.channel("announcements")
    for number in range(7):
        member = ws.team_join(f"p{number}", real_name=f"Person {number}")
        ws.core.state.open_conversation(ws.bot_user_id, member.id)
    parent = ws.say(channel, "ana", "parent")
    for number in range(7):
        ws.say(channel, "ana", str(number))
        ws.say(channel, "ana", f"reply {number}", parent)
    return {"channel": channel.id, "ts": parent}


async def pages_of(client: AsyncWebClient, method: str, args: dict[str, Any], limit: int) -> list[list[str]]:
    """The ids on each page."""
    key, more = LISTS[method]
    pages, cursor = [], ""
    while True:
        answer = await client.api_call(method, data=args | more | {"limit": limit, "cursor": cursor})
        pages.append(
            [each if isinstance(each, str) else each.get("id") or each["ts"] for each in answer[key]]
        )
        cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
        assert answer.get("has_more", bool(cursor)) is bool(cursor)
        if not cursor:
            return pages


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
@pytest.mark.parametrize("method", LISTS)
async def test_all_pages_together_are_the_whole(
    client: AsyncWebClient, place: dict[str, Any], method: str, limit: int
) -> None:
    (whole,) = await pages_of(client, method, place, 999)
    pages = await pages_of(client, method, place, limit)
    if method == "conversations.replies":  # the parent is on every page
        assert all(page[0] == whole[0] for page in pages)
        pages = [[whole[0]], *(page[1:] for page in pages)]
    assert all(len(page) <= max(limit, 1) for page in pages)
    assert [each for page in pages for each in page] == whole
    assert len(set(whole)) == len(whole) > 7


@pytest.mark.parametrize("method", LISTS)
@pytest.mark.parametrize("cursor", ["nonsense", "bm9uc2Vuc2U=", "dXNlcjo=", "/w==", "bmV4dF90czp4"])
async def test_a_cursor_of_nothing_is_refused(
    client: AsyncWebClient, place: dict[str, Any], method: str, cursor: str
) -> None:
    call = client.api_call(method, data=place | LISTS[method][1] | {"cursor": cursor})
    assert await refusal(call) == "invalid_cursor"


async def test_a_cursor_of_another_list_is_refused(client: AsyncWebClient, place: dict[str, Any]) -> None:
    cursor = (await client.users_list(limit=1))["response_metadata"]["next_cursor"]
    history = client.conversations_history(channel=place["channel"], cursor=cursor)
    assert await refusal(history) == "invalid_cursor"
    assert await refusal(client.conversations_list(cursor=cursor)) == "invalid_cursor"


async def test_a_list_goes_on_when_the_one_that_is_next_has_gone(
    ws: Workspace, client: AsyncWebClient, place: dict[str, Any]
) -> None:
    (before,) = await pages_of(client, "conversations.members", place, 999)
    first = await client.conversations_members(channel=place["channel"], limit=3)
    ws.leave(place["channel"], before[3])
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_members(channel=place["channel"], cursor=cursor)
    assert [*first["members"], *rest["members"]] == [each for each in before if each != before[3]]
