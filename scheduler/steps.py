"""How a row of the outbox gets to Slack, a step at a time: which call comes next, and what its answer means. No database here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.lockout import LOCKED_OUT
from bot.slack import UNREADABLE, UNSETTLED, refused
from scheduler.results import (
    Held,
    Later,
    MorePages,
    NotThere,
    Opened,
    Parcel,
    Result,
    Settled,
    Vanished,
)
from storage.deliveries import Lane, Letter, Outcome

EVENT_TYPE = "liaison_message"
PAGE = 200

# The token lacks what this one call needs: which scope that is goes by the kind of conversation, so its lane waits, and others go on.
LACKING = frozenset({"missing_scope"})
# The methods by which a lost post is looked for.
LOOKS = frozenset({"conversations.history", "conversations.replies"})
# Repeating an invitation finds the work done.
ALREADY_DONE = frozenset({"already_in_channel"})
# A file is made and brought to the address that the first of these gives; the second shares it: only that is seen in Slack.
PREPARE, SHARE = "files.getUploadURLExternal", "files.completeUploadExternal"
PUBLISH = "views.publish"
# What can be seen in Slack, and may be there already if no answer came.
SAYS = frozenset({"chat.postMessage", SHARE})
# Before these a row is not marked: nothing of them can be seen, or it is the same to see it twice.
BEFOREHAND = frozenset({"conversations.open", PREPARE, PUBLISH})
# Why a file (or a Home tab) was not sent, in our own words.
NOT_ALLOWED, NOT_MADE = "no_longer_allowed", "file_not_made"


@dataclass(frozen=True, slots=True)
class Step:
    """One call to Slack for one row, begun at a real moment. `target_ts` is the post that an update rewrites, `parcel` a file to share,
    `view` a Home tab."""

    letter: Letter
    method: str
    begun_at: float
    conversation_id: str | None = None
    target_ts: str | None = None
    oldest: str | None = None
    cursor: str | None = None
    parcel: Parcel | None = None
    view: Mapping[str, Any] | None = None


def next_call(letter: Letter, lane: Lane) -> str:
    """The method that takes this row a step further."""
    match letter.kind:
        case "update":
            return "chat.update"
        case "invite":
            return "conversations.invite"
        case "home":
            return PUBLISH
        case "direct" | "group" | "file" if lane.conversation_id is None:
            return "conversations.open"
        case _ if letter.state == "sending":
            return "conversations.replies" if letter.payload.get("thread_ts") else "conversations.history"
        case "file":
            return PREPARE if lane.parcel is None else SHARE
        case _:
            return "chat.postMessage"


async def perform(step: Step, client: AsyncWebClient) -> Result:
    """Makes the call, and says what its answer means."""
    try:
        answer = await _call(client, step.method, _arguments(step))
    except SlackApiError as error:
        return refusal(step, error)
    except aiohttp.ClientConnectorError:
        return Later(None, arrived_maybe=_may_have_arrived(step, asked=False))
    except (TimeoutError, aiohttp.ClientError, OSError):
        return Later(None, arrived_maybe=_may_have_arrived(step), silent=True)
    except UNREADABLE:
        return Later(None, arrived_maybe=_may_have_arrived(step))
    return _success(step, answer.data if isinstance(answer.data, dict) else {})


async def _call(client: AsyncWebClient, method: str, arguments: dict[str, Any]) -> Any:
    """Methods that write take JSON. Those that read are only sure to understand a query: of JSON conversations.replies sees nothing
    (https://docs.slack.dev/apis/web-api#methods_supporting_json)."""
    if method in LOOKS:
        return await client.api_call(method, http_verb="GET", params=arguments)
    return await client.api_call(method, json=arguments)


def _arguments(step: Step) -> dict[str, Any]:
    content = step.letter.payload
    match step.method:
        case "chat.postMessage":
            metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": step.letter.ref}}
            message = {name: content[name] for name in ("text", "blocks", "thread_ts") if content.get(name)}
            quiet = {"unfurl_links": False, "unfurl_media": False}
            return message | quiet | {"channel": step.conversation_id, "metadata": metadata}
        case "chat.update":
            changed = {"text": content["text"], "blocks": content["blocks"]}
            return changed | {"channel": step.conversation_id, "ts": step.target_ts}
        case "conversations.invite":
            return {"channel": content["channel"], "users": content["user"]}
        case "conversations.open":
            return {"users": ",".join(content["users"])}
        case "views.publish":
            return {"user_id": content["user"], "view": step.view}
        case "files.completeUploadExternal" if step.parcel is not None:
            return {
                "files": [{"id": step.parcel.file_id, "title": step.parcel.title}],
                "channel_id": step.conversation_id,
                # It takes no metadata: the id of a block is what the message is found by.
                "blocks": [
                    {**block, "block_id": f"{step.letter.ref}.{n}"}
                    for n, block in enumerate(step.parcel.blocks)
                ],
            }
    search: dict[str, Any] = {"channel": step.conversation_id, "include_all_metadata": True, "limit": PAGE}
    optional = {"oldest": step.oldest, "cursor": step.cursor, "ts": content.get("thread_ts")}
    return search | {name: value for name, value in optional.items() if value}


def _success(step: Step, answer: dict[str, Any]) -> Result:
    match step.method:
        case "chat.postMessage":
            channel, ts = answer.get("channel"), answer.get("ts")
            if not isinstance(ts, str) or not ts:
                return Later(None, arrived_maybe=True)
            named = isinstance(channel, str) and channel
            return Settled(Outcome("sent", channel if named else step.conversation_id, ts))
        case "chat.update":
            return Settled(Outcome("sent", step.conversation_id, step.target_ts))
        case "conversations.invite" | "files.completeUploadExternal" | "views.publish":
            # Slack shares a file after it has answered: where it stands is not known yet.
            return Settled(Outcome("sent", step.conversation_id))
        case "conversations.open":
            opened = _part(answer, "channel").get("id")
            if isinstance(opened, str) and opened:
                return Opened(opened)
            return Later(None, arrived_maybe=_may_have_arrived(step))
    return _searched(step, answer)


def _searched(step: Step, answer: dict[str, Any]) -> Result:
    """Whether the lost post is on this page of the history."""
    messages = answer.get("messages")
    if not isinstance(messages, list):
        return Later(None, arrived_maybe=True)
    for message in messages:
        if isinstance(message, dict) and _is_ours(message, step.letter):
            return Settled(Outcome("sent", step.conversation_id, str(message.get("ts"))))
    cursor = _part(answer, "response_metadata").get("next_cursor")
    if cursor and cursor == step.cursor:
        return Later(None, arrived_maybe=True, from_the_start=True)
    return MorePages(str(cursor)) if cursor else NotThere()


def _is_ours(message: dict[str, Any], letter: Letter) -> bool:
    """Whether a message is what this row became: by its metadata, or, for a file, by its blocks or its name."""
    if letter.kind != "file":
        return bool(_part(_part(message, "metadata"), "event_payload").get("id") == letter.ref)
    blocks, files = message.get("blocks"), message.get("files")
    ids = [b.get("block_id") for b in (blocks if isinstance(blocks, list) else []) if isinstance(b, dict)]
    names = [f.get("name") for f in (files if isinstance(files, list) else []) if isinstance(f, dict)]
    return any(letter.ref in str(mark) for mark in ids + names)


def _part(answer: dict[str, Any], name: str) -> dict[str, Any]:
    """A part of an answer that should be an object; other people's metadata, say, may be anything."""
    part = answer.get(name)
    return part if isinstance(part, dict) else {}


def refusal(step: Step, error: SlackApiError) -> Result:
    """What it means that Slack refused a call."""
    answer = refused(error)
    if answer.retry_after is not None:
        # A channel's own limit holds that channel up; a method's holds the method up.
        paced_by_channel = step.method == "chat.postMessage"
        asked = _may_have_arrived(step, asked=False)
        return Later(answer.retry_after, arrived_maybe=asked, for_method=not paced_by_channel)
    if answer.status >= 500 or answer.error in UNSETTLED:
        # A file is shared some time after the answer, so it is not looked for at once.
        return Later(None, arrived_maybe=_may_have_arrived(step), silent=step.method == SHARE)
    if answer.error in LOCKED_OUT:
        return Held(answer.error, everything=True)
    if answer.error == "invalid_cursor":
        return Later(None, arrived_maybe=True, from_the_start=True)
    if answer.error in ALREADY_DONE:
        return Settled(Outcome("sent", step.conversation_id))
    looked = step.method in LOOKS or (step.method == "conversations.open" and step.letter.state == "sending")
    # An invitation is not to hold up what is said in the channel: whoever decided on it reads why, and can try again.
    if answer.error in LACKING and not looked and step.method != "conversations.invite":
        return Held(answer.error, everything=False)
    if answer.error == "channel_not_found" and _is_to_people(step):
        return Vanished()
    return Settled(Outcome("uncertain" if looked else "refused", step.conversation_id, error=answer.error))


def _is_to_people(step: Step) -> bool:
    """Whether this is a post into a conversation that we opened, and can open anew."""
    return step.method in SAYS and step.letter.kind in ("direct", "group", "file")


def _may_have_arrived(step: Step, *, asked: bool = True) -> bool:
    """Whether the row may be in Slack after this call. `asked`: Slack may have acted on the call itself."""
    return asked if step.method in SAYS else step.letter.state == "sending"
