"""views.*"""

from collections.abc import Callable
from typing import Any

from sandbox.api.call import TIER_4, ApiCall, ApiError, Method, invalid
from sandbox.blockkit import check_view
from sandbox.files_blocks import picture_problems
from sandbox.modals import View, ViewError
from sandbox.model import Json
from sandbox.triggers import TriggerError

LARGEST = 250_000


def spec_of(call: ApiCall, kind: str | None = "modal") -> Json:
    """The `view` argument, held against Block Kit's rules."""
    spec: Any = call.json("view", "invalid_arguments")
    if spec is None:
        raise invalid("[ERROR] missing required field: view")
    if errors := check_view(spec) or picture_problems(call.core.state, spec, "/view"):
        raise invalid(*errors)
    if kind and spec["type"] != kind:
        raise invalid("[ERROR] unsupported type: view [json-pointer:/view/type]")
    if len(str(spec)) > LARGEST:
        raise ApiError("view_too_large")
    checked: Json = spec
    return checked


def answer(call: ApiCall, change: Callable[[], View]) -> Json:
    """The view after a change, or its error."""
    try:
        return {"view": call.core.views.shown(change())}
    except (ViewError, TriggerError) as error:
        if str(error) == "malformed":
            raise invalid("[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]") from None
        raise ApiError(str(error)) from None


def views_open(call: ApiCall) -> Json:
    """Open a modal for whoever caused the trigger."""
    spec = spec_of(call)
    core = call.core

    def change() -> View:
        trigger = core.triggers.check(call.required("trigger_id"))
        view = core.views.open(trigger.member, spec, trigger.channel)
        trigger.used = True
        return view

    return answer(call, change)


def views_push(call: ApiCall) -> Json:
    """Put a modal on top of the open one."""
    spec = spec_of(call)
    core = call.core

    def change() -> View:
        trigger = core.triggers.check(call.required("trigger_id"))
        view = core.views.push(trigger.member, spec, trigger.channel)
        trigger.used = True
        return view

    return answer(call, change)


def views_update(call: ApiCall) -> Json:
    """Change an open view."""
    spec = spec_of(call, None)
    views = call.core.views
    if not call.text("view_id") and not call.text("external_id"):
        raise invalid("[ERROR] one of view_id or external_id is required")

    def change() -> View:
        view = views.find(call.text("view_id"), call.text("external_id"))
        if view.spec["type"] != spec["type"]:
            raise invalid("[ERROR] must match the `type` of the view being updated [json-pointer:/view/type]")
        return views.update(view, spec, call.text("hash"))

    return answer(call, change)


def views_publish(call: ApiCall) -> Json:
    """Publish a member's App Home."""
    spec = spec_of(call, "home")
    member = call.core.state.members.get(call.required("user_id"))
    if member is None:
        raise invalid("[ERROR] invalid `user_id` [json-pointer:/user_id]")
    if member.deleted:
        raise ApiError("not_enabled")
    return answer(call, lambda: call.core.views.publish(member.id, spec, call.text("hash")))


METHODS = {
    "views.open": Method(views_open, TIER_4),
    "views.push": Method(views_push, TIER_4),
    "views.update": Method(views_update, TIER_4),
    "views.publish": Method(views_publish, TIER_4),
}
