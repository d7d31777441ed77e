"""Slash commands as Slack sends them, signed with the present moment."""

import hashlib
import hmac
import time
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
    stamp = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1",
        "host: 127.0.0.1",
        "user-agent: Slackbot 1.0 (+https://api.slack.com/robots)",
        "accept: application/json,*/*",
        "content-type: application/x-www-form-urlencoded",
        f"x-slack-request-timestamp: {stamp}",
        f"x-slack-signature: v0={signature}",
        f"content-length: {len(body)}",
    )
    return "\r\n".join((*head, "", body)).encode()
