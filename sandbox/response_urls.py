"""response_urls: five answers within thirty minutes to what a person did, wherever that was.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.actions import Actions
from sandbox.blockkit import check_attachments, check_message
from sandbox.model import Json, Message

USES, LIFETIME = 5, timedelta(minutes=30)
LONGEST = 40_000


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
        """An address for what a member did in a channel.

        `kind` is `commands`, `actions` for a message of the app's own, which is then `source`, or `app`."""
        state = self._actions.state
        path = f"{kind}/{state.team_id}/{len(self._grants) + 1}/{secrets.token_hex(12)}"
        self._grants[path] = Grant(member, channel, source, state.clock.now() + LIFETIME)
        return self.base + path

    def use(self, path: str, body: Json) -> None:
        """Carry out an answer. Raises ResponseError. What can't be shown uses up nothing."""
        grant = self._grants.get(path)
        if grant is None:
            raise ResponseError("invalid_url")
        if self._actions.state.clock.now() > grant.until:
            raise ResponseError("expired_url")
        if grant.left <= 0:
            raise ResponseError("used_url")
        answer(self._actions, grant, body)
        grant.left -= 1


def answer(actions: Actions, grant: Grant, body: Json) -> Message | None:
    """Do what an answer to a command or action says; returns the message shown. Raises ResponseError."""
    source = grant.source
    text, blocks, attachments = said(body)
    thread, empty = thread_of(actions, grant, body), not (text or blocks or attachments)
    if asks(body, "delete_original") and source:
        remove(actions, present(actions, source))
        if empty:
            return None
    elif empty:
        raise ResponseError("no_text")
    elif asks(body, "replace_original") and source:
        source = present(actions, source)
        before = actions.shown(source)
        source.text, source.blocks, source.attachments = text, blocks, attachments
        return replaced(actions, source, before)
    state = actions.state
    message = Message(
        actions.moment(), grant.channel, state.app.bot_user_id, text, blocks, attachments, thread
    )
    if body.get("response_type") == "in_channel":
        if state.channels[grant.channel].archived:
            raise ResponseError("is_archived")
        return actions.post(message)
    message.ephemeral_for = grant.member
    return actions.ephemeral(message)


def said(body: Json) -> tuple[str, list[Json] | None, list[Json] | None]:
    """The text, blocks and attachments of an answer."""
    text, blocks, attachments = str(body.get("text") or ""), body.get("blocks") or None, attached(body)
    if len(text) > LONGEST:
        raise ResponseError("msg_too_long")
    if blocks and (errors := check_message(blocks, text=text)):
        raise ResponseError(f"invalid_blocks: {'; '.join(errors)}")
    return text, blocks, attachments


def thread_of(actions: Actions, grant: Grant, body: Json) -> str | None:
    """The thread that an answer goes to: the one it names, else the one that the message acted on is in."""
    wanted = body.get("thread_ts")
    if not wanted:
        return grant.source.thread_ts if grant.source else None
    parent = actions.state.channels[grant.channel].by_ts.get(str(wanted))
    if parent is None:
        raise ResponseError("thread_not_found")
    return parent.thread_ts or parent.ts


def asks(body: Json, name: str) -> bool:
    """Whether a flag is set, as JSON's true or as the word."""
    return body.get(name) in (True, "true")


def attached(body: Json) -> list[Json] | None:
    """The attachments of an answer."""
    attachments = body.get("attachments") or None
    if attachments is not None and not (
        isinstance(attachments, list) and all(isinstance(item, dict) for item in attachments)
    ):
        raise ResponseError("invalid_attachments")
    if attachments and (errors := check_attachments(attachments)):
        raise ResponseError(f"invalid_attachments: {'; '.join(errors)}")
    return attachments


def present(actions: Actions, source: Message) -> Message:
    """The message that was acted on, if it still stands."""
    state = actions.state
    if source.ephemeral_for:
        stands = source in state.ephemerals.get(source.ephemeral_for, ())
    else:
        stands = state.channels[source.channel].by_ts.get(source.ts) is source
    if not stands or source.subtype == "tombstone":
        raise ResponseError("message_not_found")
    return source


def remove(actions: Actions, source: Message) -> None:
    """Delete the message that was acted on."""
    if source.ephemeral_for:
        actions.ephemeral_gone(source)
    else:
        actions.delete(source)


def replaced(actions: Actions, source: Message, before: Json) -> Message:
    """Tell of the other content in the message that was acted on; `before` is how it was shown."""
    if source.ephemeral_for:
        actions.ephemeral_changed(source)
    else:
        actions.changed(source, before, actions.state.app.bot_user_id)
    return source
