"""What a person does on the page with the app's surfaces: commands, buttons, modals, Home."""

from sandbox.elements import FIELDS, entry, find
from sandbox.modals import View
from sandbox.model import Json
from sandbox.page_actor import ActError, Acts
from sandbox.payloads import blocks_of


async def command(act: Acts) -> Json:
    """Type a slash command."""
    name, _, rest = act.text().strip().partition(" ")
    reply = await act.ws.command(act.viewer, act.channel(inside=True), name, rest.strip())
    return {"ok": reply.error is None, "error": reply.error, "message": reply.said}


async def shortcut(act: Acts) -> Json:
    """Choose a shortcut of the app, in a conversation or on a message."""
    chosen = act.core.state.app.shortcuts.get(str(act.body.get("callback_id")))
    message = act.message() if act.body.get("ts") else None
    if chosen is None or (chosen.type == "message") != (message is not None):
        raise ActError("shortcut_not_found", "There is no such shortcut.")
    outcome = await act.core.interactivity.shortcut(act.viewer.id, chosen, act.channel(), message)
    return {"ok": outcome.ok, "error": outcome.failure, "message": outcome.said}


async def press(act: Acts) -> Json:
    """Use an element."""
    surface = act.surface()
    action_id, block_id = str(act.body.get("action_id")), act.body.get("block_id")
    try:
        _, element = find(blocks_of(surface), action_id, block_id)
        field = FIELDS.get(element["type"], ("value",))[0]
        suggested = surface.suggested.get(f"{block_id} {action_id}") if isinstance(surface, View) else None
        chosen = entry(element, act.body.get(field, act.body.get("value")), suggested)
    except LookupError as error:
        raise ActError("element_not_found", str(error)) from None
    outcome = await act.core.interactivity.press(act.viewer.id, surface, action_id, block_id, chosen)
    return {"ok": outcome.ok, "error": outcome.failure, "message": outcome.said}


async def submit(act: Acts) -> Json:
    """Submit a modal."""
    outcome = await act.core.interactivity.submit(act.view())
    return {"ok": outcome.ok, "errors": outcome.errors, "action": outcome.action, "error": outcome.failure,
            "message": outcome.said}  # fmt: skip


async def close(act: Acts) -> Json:
    """Close a modal, or with `all` the whole stack."""
    await act.core.interactivity.close(act.view(), everything=bool(act.body.get("all")))
    return {}


async def suggest(act: Acts) -> Json:
    """Options for what was typed into an external select."""
    body = act.body
    typed = str(body.get("value") or "")
    return await act.core.interactivity.suggest(
        act.viewer.id, act.surface(), str(body.get("action_id")), body.get("block_id"), typed
    )


async def home(act: Acts) -> Json:
    """Open the app's Home."""
    act.ws.home_opened(act.viewer)
    return {}


SURFACE_ACTS = (command, shortcut, press, submit, close, suggest, home)
