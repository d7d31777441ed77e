"""Slack's question to a Request URL when it's entered: it must say the challenge back.

https://docs.slack.dev/reference/events/url_verification
"""

import asyncio
from urllib.parse import parse_qs, urlsplit

from sandbox.answer import Answer
from sandbox.core import Core
from sandbox.log import Delivery

WRONG = "Your URL didn't respond with the value of the challenge parameter."
SILENT = "Your URL didn't answer"


async def verify(core: Core) -> str | None:
    """Ask the Request URL; None if it answers rightly, else what is wrong, which the page shows, too."""
    challenge = core.state.passing.new("", 40)
    payload = {"token": core.state.app.verification_token, "challenge": challenge, "type": "url_verification"}
    delivery = Delivery("event", challenge, "url_verification", 0, None, core.real.time(), core.clock.now())
    answer = await core.courier.send(delivery, payload)
    if answer.status == 200 and challenge in said(answer):
        return None
    problem = WRONG if answer.status else f"{SILENT} ({answer.failure})."
    core.feed.publish("toast", {"kind": "error", "text": problem})
    return problem


async def verify_when_up(core: Core) -> str:
    """Wait until something listens at the Request URL, then ask; returns a sentence about what came of it.

    For an app that is started after the workspace: whether it listens is looked at once a second of real time."""
    socket = core.courier.socket
    while not socket.enabled and not await listens(core.courier.request_url or ""):
        await core.real.sleep(1)
    if socket.enabled:
        return "Your app is connected by Socket Mode."
    return await verify(core) or "Your app answers at its Request URL."


async def listens(url: str) -> bool:
    """Whether anything takes connections at an address."""
    parts = urlsplit(url)
    if not parts.hostname:
        return False
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        _, writer = await asyncio.open_connection(parts.hostname, port)
    except (OSError, ValueError):
        return False
    writer.close()
    await writer.wait_closed()
    return True


def said(answer: Answer) -> set[object]:
    """What may be meant as the challenge: the whole body, or `challenge` in JSON or in a form."""
    body = answer.data()
    form = parse_qs(answer.body.decode("utf-8", "replace")).get("challenge", [])
    return {each for each in (body.get("challenge"), body.get("text"), *form) if isinstance(each, str)}
