"""What `POST /control/do` lets people do: the methods of the workspace that tests call, by their own names."""

import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sandbox.modals import View
from sandbox.model import Channel, Json, Member, Message

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

ACTS = frozenset(
    [
        "add_command",
        "add_shortcut",
        "archive",
        "change_member",
        "close_view",
        "command",
        "create_channel",
        "deactivate",
        "delete",
        "edit",
        "fill",
        "invite",
        "join",
        "leave",
        "open_home",
        "options",
        "press",
        "react",
        "rename",
        "say",
        "shortcut",
        "submit",
        "team_join",
        "unarchive",
    ]
)


async def act(ws: "Workspace", body: Json) -> Json:
    """Do what a request says: `do` is the method's name, the rest are its arguments by name. People and channels go by
    id or name; a `surface`, and what a shortcut is `on`, is `{"channel": …, "ts": …}`, `"modal"` or `"home"`.

    Returns what came of it as `result`. Raises ValueError or LookupError, whose words say what is wrong."""
    arguments = dict(body)
    name = arguments.pop("do", None)
    if name not in ACTS:
        raise ValueError(f"there is no act {name!r}: {', '.join(sorted(ACTS))}")
    method: Callable[..., Any] = getattr(ws, name)
    if "members" in arguments:
        method = partial(method, arguments.pop("channel", ""), *arguments.pop("members"))
    for where in ("surface", "on"):
        if where in arguments:
            arguments[where] = surface(ws, arguments.get("member"), arguments[where])
    try:
        result = method(**arguments)
        if inspect.isawaitable(result):
            result = await result
    except (TypeError, PermissionError) as error:
        raise ValueError(str(error)) from None
    return {"ok": True, "result": shown(ws, result)}


def surface(ws: "Workspace", member: str | None, wanted: Any) -> Message | View | str | None:
    """The message, modal or Home that is meant."""
    if isinstance(wanted, dict):
        mine = ws.ephemerals(member) if member else []
        ephemeral = next((message for message in mine if message.ts == wanted["ts"]), None)
        return ephemeral or ws.message(wanted["channel"], wanted["ts"])
    if wanted in {"modal", "home"} and member:
        return ws.view(member) if wanted == "modal" else ws.home(member)
    return str(wanted)


def shown(ws: "Workspace", result: Any) -> Any:
    """A result as JSON: people and channels by id, messages and views as Slack shows them."""
    if isinstance(result, Member | Channel):
        return result.id
    if isinstance(result, Message):
        return ws.core.actions.shown(result) | {"channel": result.channel}
    if isinstance(result, View):
        return ws.core.views.shown(result)
    if is_dataclass(result) and not isinstance(result, type):
        return {field.name: shown(ws, getattr(result, field.name)) for field in fields(result)}
    return result
