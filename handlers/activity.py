"""Messages and reactions. Most of what Slack sends are these, so the front hands them straight to the recorder, beside Bolt."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.activity.recording import Recorder
from bot.logs import safe_traceback
from handlers.context import Visit
from handlers.forms import Event
from handlers.listeners import Listeners

log = structlog.get_logger(__name__)

EVENTS = frozenset({"message", "reaction_added", "reaction_removed"})


def is_activity(body: Mapping[str, Any]) -> bool:
    """Whether a request, whose shape has been checked, is an event for the recorder."""
    return body.get("type") == "event_callback" and body["event"]["type"] in EVENTS


async def take(recorder: Recorder, event: Mapping[str, Any]) -> int:
    """Records an event. Returns the status to answer with: 200 when it is committed, 500 so that Slack sends it again."""
    try:
        await recorder.record(event)
    except Exception as error:  # noqa: BLE001 - as in Bolt: what is not stored is not acknowledged, whatever it was
        log.error("listener failed", **safe_traceback(error))
        return 500
    return 200


async def record(visit: Visit, event: Event) -> None:
    """The same by way of Bolt: in Socket Mode."""
    await visit.services.recorder.record(event.event)


def listen(on: Listeners) -> None:
    for name in sorted(EVENTS):
        on.event(name, record)
