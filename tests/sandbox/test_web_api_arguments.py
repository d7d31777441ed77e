"""How arguments and tokens may come, and what Slack says of those that can't be read."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox import Workspace, create_workspace
from sandbox.api.methods import METHODS
from tests.sandbox.conftest import small_world
from tests.sandbox.openapi import METHODS as DESCRIBED
from tests.sandbox.web_api_world import ALL_SCOPES

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


class Poster:
    """Sends bytes as a body of some type."""

    def __init__(self, ws: Workspace, session: aiohttp.ClientSession) -> None:
        self.ws = ws
        self.session = session

    async def __call__(
        self, body: bytes, kind: str | None, method: str = "api.test", *, query: str = "", token: bool = True
    ) -> dict[str, Any]:
        headers = {"Content-Type": kind} if kind else {}
        if token:
            headers["Authorization"] = f"Bearer {self.ws.bot_token}"
        url = f"{self.ws.url}{method}{query}"
        skip = () if kind else ("Content-Type",)
        async with self.session.post(url, data=body, headers=headers, skip_auto_headers=skip) as response:
            assert response.status == 200
            assert response.headers["Content-Type"] == "application/json; charset=utf-8"
            return dict(await response.json())


@pytest.fixture
def post(ws: Workspace, session: aiohttp.ClientSession) -> Poster:
    return Poster(ws, session)


@pytest.mark.parametrize(
    ("body", "kind", "error"),
    [
        (b"{", JSON, "invalid_json"),
        (b"[" * 100_000, JSON, "invalid_json"),
        (b'{"foo": NaN}', JSON, "invalid_json"),
        (b"[1]", JSON, "json_not_object"),
        (b"null", JSON, "json_not_object"),
        (b"a=b", None, "missing_post_type"),
        (b"<a/>", "application/xml", "invalid_post_type"),
        (b"{}", "application/json; charset=utf-7", "invalid_charset"),
        (b"broken", "multipart/form-data", "invalid_form_data"),
        (b"broken", "multipart/form-data; boundary=x", "invalid_form_data"),
        (b"foo[7]=1", FORM, "invalid_array_arg"),
        (b"foo[]=1", FORM, "invalid_array_arg"),
        (b"common%20decency=1", FORM, "invalid_arg_name"),
    ],
)
async def test_what_cannot_be_read_has_a_name(
    post: Poster, body: bytes, kind: str | None, error: str
) -> None:
    answer = await post(body, kind)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert post.ws.calls[-1].error == error


@pytest.mark.parametrize(
    ("body", "kind", "warning"),
    [
        (b'{"foo": "bar"}', JSON, "missing_charset"),
        (b'{"foo": "bar"}', "application/json; charset=utf-8", None),
        (b'{"foo": "bar"}', 'Application/JSON;charset="UTF-8"', None),
        (b"foo=bar", FORM, None),
        (b"foo=bar", f"{FORM}; charset=utf-8", "superfluous_charset"),
        (b"foo=bar", "text/plain", "missing_charset"),
    ],
)
async def test_a_content_type_may_earn_a_warning(
    post: Poster, body: bytes, kind: str, warning: str | None
) -> None:
    answer = await post(body, kind)
    assert answer["args"] == {"foo": "bar"}
    assert answer.get("warning") == warning
    assert answer.get("response_metadata") == ({"warnings": [warning]} if warning else None)


async def test_warnings_are_given_together(post: Poster) -> None:
    body = json.dumps({"channel": post.ws.channel("announcements").id}).encode()
    answer = await post(body, JSON, "conversations.join")
    assert answer["warning"] == "already_in_channel,missing_charset"
    assert answer["response_metadata"] == {"warnings": ["already_in_channel", "missing_charset"]}


async def test_a_token_may_be_in_a_form_but_not_in_the_query_nor_in_or_beside_json(post: Poster) -> None:
    token = post.ws.bot_token
    assert (await post(f"token={token}".encode(), FORM, "auth.test", token=False))["ok"]
    in_query = await post(b"", None, "auth.test", query=f"?token={token}", token=False)
    assert in_query == {"ok": False, "error": "invalid_auth"}
    assert (await post(b"", None, "auth.test", query="?token=x"))["ok"]
    inside = json.dumps({"token": token}).encode()
    assert (await post(inside, JSON, "auth.test", token=False))["error"] == "not_authed"
    assert (await post(b"{}", JSON, "auth.test", query=f"?token={token}", token=False))[
        "error"
    ] == "not_authed"
    assert post.ws.calls[-2].args == {}


async def test_blocks_in_a_form_are_json_in_a_string(post: Poster) -> None:
    blocks = '[{"type":"section","text":{"type":"mrkdwn","text":"*Hello*"}}]'
    body = f"channel={post.ws.channel('announcements').id}&text=Hello&blocks={blocks}".encode()
    answer = await post(body, FORM, "chat.postMessage")
    assert answer["message"]["blocks"][0]["text"]["text"] == "*Hello*"


async def test_a_null_counts_as_not_given_and_what_is_no_string_is_refused(post: Poster) -> None:
    channel = post.ws.channel("announcements").id
    body = json.dumps({"channel": channel, "text": "x", "thread_ts": None, "blocks": None}).encode()
    assert (await post(body, JSON, "chat.postMessage"))["ok"]
    body = json.dumps({"channel": channel, "text": {"text": "x"}}).encode()
    answer = await post(body, JSON, "chat.postMessage")
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] must provide a string [json-pointer:/text]"]


async def test_half_a_character_is_replaced(post: Poster) -> None:
    body = b'{"channel": "%s", "text": "Half \\ud83d"}' % post.ws.channel("announcements").id.encode()
    assert (await post(body, JSON, "chat.postMessage"))["message"]["text"] == "Half \ufffd"


@pytest.mark.parametrize(
    "error", ["account_inactive", "token_revoked", "token_expired", "org_login_required"]
)
async def test_a_token_can_lose_its_worth(post: Poster, error: str) -> None:
    post.ws.app.token_error = error
    assert (await post(b"", None, "auth.test"))["error"] == error
    post.ws.app.token_error = None
    assert (await post(b"", None, "auth.test"))["ok"]


async def test_api_test_asks_for_no_token(post: Poster) -> None:
    assert await post(b"", None, token=False) == {"ok": True, "args": {}}


NAMES = sorted(
    {name for each in DESCRIBED.values() for name in each["arguments"]} | {"metadata", "files", "bookmark_id"}
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.just("C04PVWRPOD0")
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(args=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6))
async def test_no_argument_breaks_a_method(args: dict[str, Any]) -> None:
    async with (
        create_workspace(world=small_world, rate_limits=False) as ws,
        aiohttp.ClientSession() as session,
    ):
        post = Poster(ws, session)
        channel, ana = ws.channel("announcements").id, ws.member("ana").id
        ts = ws.say(channel, "ana", "x")
        sound = {
            "channel": channel, "channel_id": channel, "users": ana, "user": ana, "user_id": ana, "text": "x", "name": "eyes",
            "ts": ts, "timestamp": ts, "message_ts": ts, "title": "x", "type": "link",
        }  # fmt: skip
        ws.app.scopes = set(ALL_SCOPES)
        body = json.dumps(sound | args).encode()
        for method in METHODS:
            answer = await post(body, "application/json; charset=utf-8", method)
            assert isinstance(answer["ok"], bool)
        await ws.idle()
