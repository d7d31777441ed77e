"""What the tests of forms and messages open, press and fill in."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder

TEXT = {"type": "plain_text", "text": "Text", "emoji": True}
OPTIONS = [{"text": TEXT, "value": value} for value in ("a", "b")]


def modal(title: str = "Profile", *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A modal with a required name and these further blocks."""
    name = {
        "type": "input",
        "block_id": "name",
        "label": TEXT,
        "element": {"type": "plain_text_input", "action_id": "n"},
    }
    shown = {
        "type": "modal",
        "callback_id": "profile",
        "title": {"type": "plain_text", "text": title},
        "submit": TEXT,
    }
    return shown | {"blocks": [name, *blocks]} | more


async def opened(
    ws: Workspace, app: Recorder, client: AsyncWebClient, view: dict[str, Any]
) -> dict[str, Any]:
    """The view that a command of Ana's opens."""
    await ws.command("ana", "announcements", "/profile")
    return dict((await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=view))["view"])


def field(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An input block; its element has the block's id for an action id, unless it says another."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": TEXT,
        "element": {"action_id": block_id} | element,
    } | more
