"""response_urls: five answers within thirty minutes to what a person did, wherever that was.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.actions import Actions
from sandbox.blockkit import check_message
from sandbox.model import Json, Message

USES, LIFETIME = 5, timedelta(minutes=30)


class ResponseError(Exception):
    """The answer is refused; the message is Slack's error."""


@dataclass(slots=True)
class Grant:
    """What an answer may do: who acted, where, on which message, and how long."""

    member: str
    channel: str
    source: Message | None
    until: datetime
    left: int = USES


class ResponseUrls:
    """The addresses handed out."""

    def __init__(self, actions: Actions) -> None:
        self.base = ""
        self._actions = actions
        self._grants: dict[str, Grant] = {}

    def new(self, kind: str, member: str, channel: str, source: Message | None = None) -> str:
        """An address for what a member did in a channel; `kind` is `commands` or `actions`."""
        state = self._actions.state
        path = f"{kind}/{state.team_id}/{len(self._grants) + 1}/{secrets.token_hex(12)}"
        self._grants[path] = Grant(member, channel, source, state.clock.now() + LIFETIME)
        return self.base + path

    def use(self, path: str, body: Json) -> None:
        """Carry out an answer. Raises ResponseError."""
        grant = self._grants.get(path)
        if grant is None:
            raise ResponseError("invalid_url")
        if self._actions.state.clock.now() > grant.until:
            raise ResponseError("expired_url")
        if grant.left <= 0:
            raise ResponseError("used_url")
        grant.left -= 1
        answer(self._actions, grant, body)


def answer(actions: Actions, grant: Grant, body: Json) -> Message | None:
    """Do what an answer to a command or action says; returns the message shown. Raises ResponseError."""
    source = grant.source
    if body.get("delete_original") and source:
        remove(actions, source)
        return None
    text, blocks = str(body.get("text") or ""), body.get("blocks") or None
    if not text and not blocks and not body.get("attachments"):
        raise ResponseError("no_text")
    if blocks and (errors := check_message(blocks, text=text)):
        raise ResponseError(f"invalid_blocks: {'; '.join(errors)}")
    if body.get("replace_original") and source:
        return replace(actions, source, text, blocks)
    state = actions.state
    ts = state.ids.ts(state.clock.now())
    message = Message(
        ts,
        grant.channel,
        state.app.bot_user_id,
        text,
        blocks,
        body.get("attachments"),
        thread_of(body, source),
    )
    if body.get("response_type") == "in_channel":
        return actions.post(message)
    message.ephemeral_for = grant.member
    return actions.ephemeral(message)


def thread_of(body: Json, source: Message | None) -> str | None:
    """The thread that an answer goes to."""
    return body.get("thread_ts") or (source.thread_ts if source else None)


def remove(actions: Actions, source: Message) -> None:
    """Delete the message that was acted on."""
    if source.ephemeral_for:
        actions.ephemeral_gone(source)
    else:
        actions.delete(source)


def replace(actions: Actions, source: Message, text: str, blocks: list[Json] | None) -> Message:
    """Put other content into the message that was acted on."""
    if source.ephemeral_for:
        source.text, source.blocks = text, actions.state.accepted(blocks)
        actions.feed.publish("ephemeral", source, only=source.ephemeral_for)
        return source
    before = actions.shown(source)
    source.text, source.blocks = text, blocks
    actions.changed(source, before, actions.state.app.bot_user_id)
    return source
