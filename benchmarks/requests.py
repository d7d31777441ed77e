"""Slash commands and events as Slack sends them, signed with the present moment."""

import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode


def commands(
    secret: str, user_id: str, channel_id: str, count: int, name: str = "/calendar", text: str = ""
) -> list[bytes]:
    """So many HTTP requests, no two with the same body. They are good for five minutes."""
    return [_command(secret, user_id, channel_id, f"{name} {text}", number) for number in range(count)]


def _command(secret: str, user_id: str, channel_id: str, name: str, number: int) -> bytes:
    name, _, text = name.partition(" ")
    body = urlencode(
        {
            "token": "verification",
            "team_id": "T000000001",
            "team_domain": "alliance",
            "channel_id": channel_id,
            "channel_name": "announcements",
            "user_id": user_id,
            "user_name": "somebody",
            "command": name,
            "text": text,
            "api_app_id": "A000000001",
            "is_enterprise_install": "false",
            "response_url": f"https://hooks.slack.com/commands/T000000001/{number}/abcdefghijklmnopqrstuvwx",
            "trigger_id": f"{number}.1234567890.abcdefghijklmnopqrstuvwxyz0123456789",
        }
    )
    return _signed(secret, body, "application/x-www-form-urlencoded")


def _signed(secret: str, body: str, content_type: str) -> bytes:
    stamp = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1",
        "host: 127.0.0.1",
        "user-agent: Slackbot 1.0 (+https://api.slack.com/robots)",
        "accept: application/json,*/*",
        f"content-type: {content_type}",
        f"x-slack-request-timestamp: {stamp}",
        f"x-slack-signature: v0={signature}",
        f"content-length: {len(body)}",
    )
    return "\r\n".join((*head, "", body)).encode()


def events(
    secret: str, people: Sequence[str], channels: Sequence[str], count: int, begin: int
) -> list[bytes]:
    """So many HTTP requests of messages, replies and reactions, no two alike. `begin`: microseconds since the epoch, of the first."""
    return [
        _signed(secret, json.dumps(_event(people, channels, begin, number)), "application/json")
        for number in range(count)
    ]


def _event(people: Sequence[str], channels: Sequence[str], begin: int, number: int) -> dict[str, Any]:
    """One event in its envelope, as large as Slack's are: of ten seven are posts, two replies, one is a reaction."""
    user, channel = people[number % len(people)], channels[number % len(channels)]
    at, before = (
        f"{moment // 1_000_000}.{moment % 1_000_000:06}" for moment in (begin + number, begin + number - 40)
    )
    text = f"Thanks, I have read number {number} of the drafts that were sent round last week. More tomorrow. <@{people[0]}>"
    if number % 5 == 0:
        text = text.replace(".", "?")
    event: dict[str, Any] = {"user": user, "event_ts": at}
    if number % 10 == 9:
        item = {"type": "message", "channel": channel, "ts": before}
        event |= {"type": "reaction_added", "reaction": "thumbsup", "item_user": people[0], "item": item}
    else:
        words = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
        blocks = [{"type": "rich_text", "block_id": "bYrG", "elements": [words]}]
        event |= {"type": "message", "channel": channel, "channel_type": "group", "ts": at, "text": text}
        event |= {
            "blocks": blocks,
            "team": "T000000001",
            "client_msg_id": f"{at}-6a0c-4ee5-8b5b-93b0f7cf4a2f",
        }
        if number % 10 > 6:
            event |= {"thread_ts": before, "parent_user_id": people[0]}
    who = {"enterprise_id": None, "team_id": "T000000001", "user_id": "U0LIAISON", "is_bot": True}
    return {
        "token": "verification",
        "team_id": "T000000001",
        "context_team_id": "T000000001",
        "context_enterprise_id": None,
        "api_app_id": "A000000001",
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{begin + number}",
        "event_time": begin // 1_000_000,
        "authorizations": [who | {"is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": "4-eyJldCI6Im1lc3NhZ2UiLCJ0aWQiOiJUMDAwMDAwMDAxIiwiYWlkIjoiQTAwMDAwMDAwMSIsImNpZCI6IkMwMSJ9",
    }
