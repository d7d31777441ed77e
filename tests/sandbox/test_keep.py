"""A workspace that is kept is the same when it is opened again."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from sandbox.keeping_state import capture
from sandbox.state import State
from tests.sandbox.app import HandTime, Recorder, serving, until
from tests.sandbox.keeping import kept

JSON = dict[str, Any]
MODAL = {
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "A form"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "b",
            "label": {"type": "plain_text", "text": "What"},
            "element": {"type": "plain_text_input", "action_id": "what"},
        }
    ],
}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}
# Not kept, on purpose: see the docstring of sandbox.keeping_state. `base_url` and the names are given at each start.
LEFT_OUT = {"clock", "ephemerals", "base_url", "team_name", "team_domain"}
# Made from what is kept.
DERIVED = {"posts", "_handles"}
UNDER_ITS_OWN_NAME = {
    "app",
    "team_id",
    "began",
    "ids",
    "passing",
    "members",
    "channels",
    "general",
    "direct",
} | {
    "files",
    "scheduled",
}


async def live(ws: Workspace) -> None:
    """All that can be in a workspace happens."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(ws.bot_token, base_url=ws.url, session=session, retry_handlers=[])
        group, open_to_all = ws.channel("supply-chains"), ws.channel("announcements")
        metadata = {"event_type": "post", "event_payload": {"ref": "r1"}}
        post = await client.chat_postMessage(channel=group.id, text="Welcome", metadata=metadata)
        await client.chat_postMessage(channel=group.id, text="A reply", thread_ts=post["ts"])
        await client.chat_update(channel=group.id, ts=post["ts"], text="Welcome, all")
        await client.pins_add(channel=group.id, timestamp=post["ts"])
        await client.chat_postMessage(channel=ws.member("ana").id, text="To you alone")
        gone = ws.say(group, "ana", "To be deleted, with a reply")
        ws.say(group, "ana", "The reply", thread=gone)
        ws.delete(group, gone)
        picture = ws.upload("ana", "note.txt", b"Some text", title="A note")
        ts = ws.say(open_to_all, "ana", "Look", files=[picture])
        ws.react(open_to_all, ts, "ben", "wave")
        ws.rename("lounge", "library", by="ben")
        ws.archive("library", by="ben")
        ws.team_join("dana", real_name="Dana Example")
        ws.change_member("ben", title="Head of organising")
        ws.deactivate("dana")
        later = int(ws.clock.now().timestamp()) + 3600
        await client.chat_scheduleMessage(channel=group.id, text="Later", post_at=later)
        await client.views_publish(user_id=ws.member("ana").id, view=HOME)
        trigger = ws.core.triggers.new(ws.member("ana").id)
        await client.views_open(trigger_id=trigger, view=MODAL)
        await ws.fill("ana", {"what": "Half of it"})
        await ws.idle()
    ws.clock.move(timedelta(minutes=5))


def pictured(ws: Workspace) -> JSON:
    """All that is kept, but the identifiers, which go on some way ahead."""
    everything: JSON = json.loads(json.dumps(capture(ws.core)))
    return {name: value for name, value in everything.items() if name not in {"ids", "passing"}}


def arranged(ws: Workspace) -> JSON:
    """What is made from what is kept: timelines, threads, the bot's posts."""
    return {
        "posts": [(post.channel, post.ts, post.metadata) for post in ws.posts()],
        "channels": [
            (
                [message.ts for message in channel.timeline],
                {ts: [reply.ts for reply in replies] for ts, replies in channel.threads.items()},
            )
            for channel in ws.channels
        ],
    }


async def test_everything_is_as_it_was_left(tmp_path: Path) -> None:
    async with kept(tmp_path) as (ws, _), serving(Recorder()) as url:
        ws.connect(url)
        await live(ws)
        before, order, tokens = pictured(ws), arranged(ws), ws.environment()
    async with kept(tmp_path) as (ws, keeper):
        assert keeper.restored
        assert pictured(ws) == before
        assert arranged(ws) == order
        assert ws.clock.pace == 0
        assert {name: value for name, value in ws.environment().items() if name != "SLACK_API_URL"} == {
            name: value for name, value in tokens.items() if name != "SLACK_API_URL"
        }
        assert ws.content(next(iter(ws.core.state.files.by_id))) == b"Some text"
        assert (
            ws.message("announcements", ws.messages("announcements")[-1].ts)
            is ws.messages("announcements")[-1]
        )


def test_all_that_a_workspace_holds_is_kept_or_left_out_on_purpose() -> None:
    from sandbox.clock import Clock  # noqa: PLC0415 - for its type alone

    held = vars(State(Clock(), name="x", app_name="y")).keys()
    assert held == LEFT_OUT | DERIVED | UNDER_ITS_OWN_NAME


async def test_a_form_that_was_open_can_be_submitted_after_the_next_start(tmp_path: Path) -> None:
    async with kept(tmp_path) as (ws, _):
        await live(ws)
    async with kept(tmp_path) as (ws, _):
        app = Recorder()
        async with serving(app) as url:
            ws.connect(url)
            assert (await ws.submit("ana")).ok
        values = app.got[-1].data["view"]["state"]["values"]
        assert values == {"b": {"what": {"type": "plain_text_input", "value": "Half of it"}}}


async def test_a_scheduled_message_is_posted_when_its_time_comes_after_the_next_start(tmp_path: Path) -> None:
    async with kept(tmp_path) as (ws, _):
        await live(ws)
    async with kept(tmp_path) as (ws, _):
        posts = len(ws.posts())
        await ws.advance(timedelta(hours=1))
        assert [post.text for post in ws.posts()[posts:]] == ["Later"]


async def test_identifiers_and_times_are_never_given_twice(tmp_path: Path) -> None:
    async with kept(tmp_path) as (ws, keeper):
        await keeper.save(ws)
        lost = {ws.team_join("dana", real_name="Dana").id, ws.say("announcements", "ana", "x")}
        lost |= {ws.core.state.passing.new("Ev"), ws.core.state.passing.new("Qz")}
        keeper.ready = False  # killed: there is no last save
    async with kept(tmp_path) as (ws, _):
        given = {ws.team_join("dana", real_name="Dana").id, ws.say("announcements", "ana", "x")}
        given |= {ws.core.state.passing.new("Ev"), ws.core.state.passing.new("Qz")}
        assert not given & lost


async def test_an_event_that_was_not_acknowledged_comes_again_with_the_same_id(tmp_path: Path) -> None:
    app = Recorder()
    app.say(500)
    async with kept(tmp_path) as (ws, _), serving(app) as url:
        ws.connect(url)
        ws.say("announcements", "ana", "Does anybody hear me?")
        await ws.idle()
        [event_id] = {got.data["event_id"] for got in app.got}
    heard = Recorder()
    async with kept(tmp_path) as (ws, _), serving(heard) as url:
        ws.connect(url)
        ws.core.events.resume()
        await ws.idle()
        assert [got.data["event_id"] for got in heard.got] == [event_id]
        assert not ws.core.events.unanswered


async def test_an_event_that_was_acknowledged_or_given_up_does_not_come_again(tmp_path: Path) -> None:
    app = Recorder()
    async with kept(tmp_path) as (ws, _), serving(app) as url:
        ws.connect(url)
        ws.say("announcements", "ana", "Heard")
        await ws.idle()
        app.say(500)
        ws.say("announcements", "ana", "Never heard")
        await ws.advance(timedelta(minutes=10))
        assert not ws.core.events.unanswered


async def test_the_workspace_is_saved_as_it_changes_and_only_then(tmp_path: Path, real: HandTime) -> None:
    file = tmp_path / "workspace.zip"

    def written_after(last: int) -> bool:
        real.move(2)
        return file.exists() and file.stat().st_mtime_ns > last and not keeper.busy

    async with kept(tmp_path, real=real) as (ws, keeper):
        await until(lambda: written_after(0))
        first = file.stat().st_mtime_ns
        ws.say("announcements", "ana", "Something new")
        await until(lambda: written_after(first))
        assert not keeper.changed(ws)


async def test_a_reset_is_kept_at_once(tmp_path: Path) -> None:
    async with kept(tmp_path) as (ws, keeper):
        ws.say("announcements", "ana", "To be forgotten")
        ws.upload("ana", "note.txt", b"Some text")
        await ws.reset()
        keeper.ready = False  # killed: there is no last save
    async with kept(tmp_path) as (ws, keeper):
        assert keeper.restored
        assert ws.messages("announcements") == []
        assert not list((tmp_path / "files").iterdir())


async def test_a_reset_of_what_was_kept_comes_back_to_the_beginning(tmp_path: Path) -> None:
    async with kept(tmp_path) as (ws, _):
        start = ws.clock.now()
        await live(ws)
    async with kept(tmp_path) as (ws, _):
        await ws.reset()
        assert ws.clock.now() == start
        assert {member.name for member in ws.members} == {"slackbot", "liaison", "ana", "ben"}
        assert not ws.core.state.scheduled
        assert not ws.core.events.unanswered
