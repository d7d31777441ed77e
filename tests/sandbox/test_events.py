"""Events: signed, enveloped, only what the app may have, tried again as Slack does."""

import hashlib
import hmac
import time
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, create_workspace
from tests.conftest import START
from tests.sandbox.app import Got, HandTime, Recorder, serving, until


async def test_an_event_is_signed_over_its_raw_bytes_at_the_real_time(ws: Workspace, app: Recorder) -> None:
    ws.say("announcements", "ana", "Grüße")
    await ws.idle()
    got = app.got[0]
    moment = got.headers["x-slack-request-timestamp"]
    assert abs(int(moment) - time.time()) < 5
    base = f"v0:{moment}:".encode() + got.body
    expected = hmac.new(ws.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert got.headers["x-slack-signature"] == f"v0={expected}"


async def test_an_event_comes_in_slacks_envelope(ws: Workspace, app: Recorder) -> None:
    ts = ws.say("announcements", "ana", "Hello")
    await ws.idle()
    envelope = app.got[0].data
    assert envelope["type"] == "event_callback"
    assert envelope["team_id"] == ws.team_id
    assert envelope["api_app_id"] == ws.app_id
    assert envelope["event_id"].startswith("Ev")
    assert envelope["event_time"] == 1552895700
    assert envelope["authorizations"][0]["user_id"] == ws.bot_user_id
    event = envelope["event"]
    assert event["user"] == ws.member("ana").id
    assert (event["type"], event["text"], event["ts"]) == ("message", "Hello", ts)
    assert event["channel_type"] == "channel"


async def test_the_app_hears_only_of_channels_that_it_is_in(ws: Workspace, app: Recorder) -> None:
    ws.say("lounge", "ben", "x")
    ws.say("secret", "ben", "x")
    ws.join("lounge", "ana")
    await ws.idle()
    assert app.got == []
    ws.invite("secret", ws.bot_user_id, by="ben")
    await ws.idle()
    joined = next(event for event in app.events if event["type"] == "member_joined_channel")
    assert (joined["user"], joined["inviter"]) == (ws.bot_user_id, ws.member("ben").id)
    assert joined["channel_type"] == "G"


async def test_the_app_hears_only_what_its_scopes_and_subscriptions_allow(
    ws: Workspace, app: Recorder
) -> None:
    ws.app.scopes -= {"channels:history"}
    ws.say("announcements", "ana", "x")
    ws.app.bot_events = {"message.groups"}
    ws.team_join("eve", real_name="Eve")
    ws.say("supply-chains", "ana", "y")
    await ws.idle()
    assert [event.get("text") for event in app.events] == ["y"]


async def test_a_new_person_comes_with_the_whole_user(ws: Workspace, app: Recorder) -> None:
    eve = ws.team_join("eve", real_name="Eve Adams", email="eve@ngo.example")
    await ws.idle()
    kinds = {event["type"]: event for event in app.events}
    assert kinds["team_join"]["user"]["profile"]["email"] == "eve@ngo.example"
    assert kinds["team_join"]["user"]["id"] == eve.id
    assert kinds["member_joined_channel"]["channel"] == ws.channel("announcements").id
    assert kinds["message"]["subtype"] == "channel_join"


async def test_own_posts_come_back_with_the_bot_id(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=ws.channel("announcements").id, text="Hello")
    await ws.idle()
    event = app.events[0]
    assert event["bot_id"] == ws.bot_id
    assert event["app_id"] == ws.app_id
    assert event["user"] == ws.bot_user_id


async def test_edits_deletions_reactions_and_changes_are_told(ws: Workspace, app: Recorder) -> None:
    ts = ws.say("announcements", "ana", "Hallo")
    ws.edit("announcements", ts, "Hello")
    ws.react("announcements", ts, "ben", "wave")
    ws.delete("announcements", ts)
    ws.rename("supply-chains", "supply")
    ws.archive("supply")
    ws.change_member("ana", tz="Europe/Paris")
    ws.deactivate("ben")
    ws.leave("announcements", "ana")
    await ws.idle()
    kinds = {event.get("subtype") or event["type"] for event in app.events}
    assert kinds >= {
        "message_changed", "reaction_added", "message_deleted", "group_rename", "group_archive", "user_change",
        "member_left_channel", "channel_leave",
    }  # fmt: skip
    changed = next(event for event in app.events if event.get("subtype") == "message_changed")
    assert changed["message"]["text"] == "Hello"
    assert changed["previous_message"]["text"] == "Hallo"


async def test_a_removed_bot_is_told_so_and_hears_no_more(ws: Workspace, app: Recorder) -> None:
    ws.leave("supply-chains", ws.bot_user_id, by="ana")
    ws.say("supply-chains", "ana", "at last alone")
    await ws.idle()
    assert [event["type"] for event in app.events] == ["group_left"]


async def test_a_failed_event_is_retried_at_once_then_after_one_and_five_minutes(
    ws: Workspace, app: Recorder
) -> None:
    app.say(500)
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert [got.headers.get("x-slack-retry-num") for got in app.got] == [None, "1"]
    ws.clock.move(timedelta(seconds=59))
    await ws.idle()
    assert len(app.got) == 2
    ws.clock.move(timedelta(seconds=1))
    await ws.idle()
    assert len(app.got) == 3
    await ws.advance(timedelta(hours=1))
    assert [got.headers.get("x-slack-retry-num") for got in app.got] == [None, "1", "2", "3"]
    minutes = [(delivery.at - START) / timedelta(minutes=1) for delivery in ws.deliveries]
    assert minutes == [0, 0, 1, 6]
    assert {got.headers.get("x-slack-retry-reason") for got in app.got[1:]} == {"http_error"}
    assert len({got.data["event_id"] for got in app.got}) == 1


async def test_a_retry_that_succeeds_is_the_last(ws: Workspace, app: Recorder) -> None:
    app.say(503)
    ws.say("announcements", "ana", "x")
    await ws.idle()
    app.say(200)
    await ws.advance(timedelta(hours=1))
    assert [delivery.status for delivery in ws.deliveries] == [503, 503, 200]


async def test_retries_come_by_themselves_when_the_clock_runs(ws: Workspace, app: Recorder) -> None:
    app.say(500)
    ws.clock.pace = 36_000
    ws.say("announcements", "ana", "x")
    await until(lambda: len(app.got) == 4)


async def test_a_mention_of_the_bot_is_told_twice(ws: Workspace, app: Recorder) -> None:
    ws.app.scopes |= {"app_mentions:read"}
    ws.say("announcements", "ana", f"<@{ws.bot_user_id}> help")
    await ws.idle()
    assert sorted(event["type"] for event in app.events) == ["app_mention", "message"]


async def test_an_app_may_ask_for_no_retries(ws: Workspace, app: Recorder) -> None:
    app.say(500)
    app.headers["X-Slack-No-Retry"] = "1"
    ws.say("announcements", "ana", "x")
    await ws.advance(timedelta(hours=1))
    assert len(app.got) == 1


async def test_an_app_that_is_down_gets_the_event_later(ws: Workspace) -> None:
    ws.connect("http://127.0.0.1:9/slack/events")
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert [delivery.failure for delivery in ws.deliveries] == ["connection_failed"] * 2
    recorder = Recorder()
    async with serving(recorder) as url:
        ws.connect(url)
        await ws.advance(timedelta(minutes=1))
    assert recorder.got[0].headers["x-slack-retry-reason"] == "connection_failed"


async def test_an_app_has_three_seconds(real: HandTime) -> None:
    async def never(_got: Got) -> tuple[int, Any]:
        await until(lambda: False)
        return 200, ""

    recorder = Recorder(answer=never)
    async with create_workspace(real=real) as ws, serving(recorder) as url:
        ws.connect(url)
        ws.say("announcements", "secretariat", "x")
        await until(lambda: len(recorder.got) == 1)
        recorder.say(200)
        real.move(3)
        await ws.idle()
        assert [delivery.failure for delivery in ws.deliveries] == ["http_timeout", None]
        assert recorder.got[1].headers["x-slack-retry-reason"] == "http_timeout"


async def test_events_may_be_duplicated_delayed_lost_and_shuffled(ws: Workspace, app: Recorder) -> None:
    ws.faults.events(duplicate=3)
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert len(app.got) == 4
    assert len({got.data["event_id"] for got in app.got}) == 1
    app.got.clear()
    ws.faults.events(delay=30)
    ws.say("announcements", "ana", "y")
    await ws.idle()
    assert app.got == []
    await ws.advance(timedelta(seconds=30))
    assert len(app.got) == 1
    app.got.clear()
    ws.faults.events(lose=1)
    ws.say("announcements", "ana", "lost")
    ws.say("announcements", "ana", "not lost")
    await ws.advance(timedelta(hours=1))
    assert [event["text"] for event in app.events] == ["not lost"]
    app.got.clear()
    ws.faults.events(shuffle=True)
    texts = [str(number) for number in range(20)]
    for text in texts:
        ws.say("announcements", "ana", text)
    await ws.idle()
    arrived = [event["text"] for event in app.events]
    assert sorted(arrived) == sorted(texts)
    assert arrived != texts


@pytest.mark.parametrize("answer", [lambda challenge: {"challenge": challenge}, lambda challenge: challenge])
async def test_a_request_url_is_verified_by_its_challenge(ws: Workspace, app: Recorder, answer: Any) -> None:
    async def challenged(got: Got) -> tuple[int, Any]:
        return 200, answer(got.data["challenge"])

    app.answer = challenged
    assert await ws.verify_url()
    app.say(200, "no")
    assert not await ws.verify_url()
