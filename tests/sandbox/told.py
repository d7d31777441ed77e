"""What an app was told, for tests of events."""

from typing import Any

from sandbox import Workspace
from tests.conftest import START
from tests.sandbox.app import Recorder

SECONDS = int(START.timestamp())


async def told(ws: Workspace, app: Recorder, kind: str) -> dict[str, Any]:
    """The one event of a type, or of a message's subtype, without its timestamp."""
    await ws.idle()
    found = [event for event in app.events if event.get("subtype", event["type"]) == kind]
    assert len(found) == 1, [event.get("subtype", event["type"]) for event in app.events]
    assert float(found[0].pop("event_ts")) >= SECONDS
    return found[0]


async def everything(ws: Workspace, app: Recorder) -> list[dict[str, Any]]:
    """All events so far, without their timestamps."""
    await ws.idle()
    events = app.events
    for event in events:
        event.pop("event_ts")
    return events
