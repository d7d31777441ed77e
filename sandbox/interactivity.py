"""What people do with the app's surfaces: commands, buttons, forms. Each builds Slack's payload, sends it, and does
what the app answers."""

from dataclasses import dataclass, field

from sandbox.actions import Actions
from sandbox.answer import Answer
from sandbox.blockkit import check_view
from sandbox.clock import Real
from sandbox.courier import Courier
from sandbox.elements import complaints, find
from sandbox.feed import Feed
from sandbox.log import Delivery
from sandbox.modals import View, ViewError, Views
from sandbox.model import Channel, Json, Message
from sandbox.payloads import Payloads
from sandbox.response_urls import Grant, ResponseError, ResponseUrls, answer
from sandbox.triggers import Triggers

# What Slack shows when the app didn't answer as it must.
COMMAND_ERRORS = {
    "http_timeout": "operation_timeout",
    "connection_failed": "dispatch_failed",
    "http_error": "http_service_error",
}
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(slots=True)
class Reply:
    """What came of a slash command. `status` is the HTTP status, None without an answer; `error` is Slack's word
    for what went wrong, `said` the sentence that the person was shown."""

    status: int | None = None
    text: str = ""
    blocks: list[Json] | None = None
    response_type: str | None = None
    timed_out: bool = False
    error: str | None = None
    message: Message | None = None
    said: str = ""


@dataclass(slots=True)
class Outcome:
    """What came of an interaction. `errors` are on fields, by block id; `action` is the app's `response_action` to a
    submitted modal, `close` if it only acknowledged, None if it never came to that; `failure` is why not."""

    status: int | None = None
    errors: dict[str, str] = field(default_factory=dict)
    action: str | None = None
    failure: str | None = None

    @property
    def said(self) -> str:
        """What the person was shown about the failure."""
        return TROUBLE if self.failure else ""

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged, without errors on fields."""
        return self.failure is None and not self.errors


class Interactivity:
    """People at the app's surfaces."""

    def __init__(
        self, actions: Actions, views: Views, triggers: Triggers, urls: ResponseUrls, courier: Courier,
        feed: Feed, real: Real,
    ) -> None:  # fmt: skip
        self.payloads = Payloads(actions, views, triggers, urls)
        self._actions = actions
        self._state = actions.state
        self._views = views
        self._courier = courier
        self._feed = feed
        self._real = real

    def toast(self, member: str, text: str) -> str:
        """Show a person an error; returns what it says."""
        self._feed.publish("toast", {"kind": "error", "text": text}, only=member)
        return text

    async def command(self, member: str, channel: Channel, command: str, text: str) -> Reply:
        """A slash command."""
        known = self._state.app.commands
        if known and command not in known:
            return Reply(
                error="invalid_command", said=self.toast(member, f"{command} is not a valid command.")
            )
        payload = self.payloads.command(member, channel, command, text)
        got = await self._send("command", payload["trigger_id"], command, payload)
        reply = Reply(got.status, timed_out=got.failure == "http_timeout")
        if got.failure:
            reply.error = COMMAND_ERRORS[got.failure]
        else:
            self._reply(reply, got.data(), Grant(member, channel.id, None, self._state.clock.now()))
        if reply.error:
            reply.said = self.toast(member, f'{command} failed with the error "{reply.error}"')
        return reply

    def _reply(self, reply: Reply, data: Json, grant: Grant) -> None:
        if not data:
            return
        reply.text, reply.blocks = str(data.get("text") or ""), data.get("blocks")
        reply.response_type = data.get("response_type") or "ephemeral"
        try:
            reply.message = answer(self._actions, grant, data)
        except ResponseError as refusal:
            reply.error = str(refusal)

    async def press(self, member: str, surface: Message | View, action_id: str, block_id: str | None, entry: Json
                    ) -> Outcome:  # fmt: skip
        """A button or another element of a message or view. `entry` is what was chosen, as in `state.values`."""
        block, element = find(surface.blocks, action_id, block_id)
        held = self._state_of(surface, member).get(block["block_id"], {})
        if action_id in held:
            held[action_id] = {"type": element["type"]} | entry
        payload = self.payloads.block_actions(member, surface, block, element, entry)
        got = await self._send("interaction", payload["trigger_id"], "block_actions", payload)
        if got.failure:
            self.toast(member, TROUBLE)
        return Outcome(got.status, failure=got.failure)

    async def suggest(self, member: str, surface: Message | View, action_id: str, block_id: str | None, typed: str
                      ) -> Json:  # fmt: skip
        """Options for what was typed: `options` or `option_groups`, empty when the app doesn't answer."""
        block, _ = find(surface.blocks, action_id, block_id)
        payload = self.payloads.block_suggestion(member, surface, block["block_id"], action_id, typed)
        got = await self._send("interaction", "", "block_suggestion", payload)
        data = {} if got.failure else got.data()
        offered: list[Json] = list(data.get("options") or ())
        for group in data.get("option_groups") or ():
            offered += group.get("options", ())
        if isinstance(surface, View):
            surface.suggested[f"{block['block_id']} {action_id}"] = offered
        if got.failure:
            return {"ok": False, "error": got.failure, "message": self.toast(member, TROUBLE), "options": []}
        return {"option_groups": data["option_groups"]} if data.get("option_groups") else {"options": offered}

    async def submit(self, view: View) -> Outcome:
        """A modal is submitted, if Slack itself has nothing to say about its fields."""
        view.errors = complaints(view.blocks, view.values)
        if view.errors:
            self._views.tell(view.member)
            return Outcome(errors=view.errors)
        payload = self.payloads.view_submission(view)
        got = await self._send("interaction", payload["trigger_id"], "view_submission", payload)
        outcome = Outcome(got.status, failure=got.failure)
        if not got.failure:
            try:
                self._respond(view, got.data(), outcome)
            except ViewError as error:
                outcome.failure = str(error)
        if outcome.failure:
            self.toast(view.member, TROUBLE)
        return outcome

    def _respond(self, view: View, data: Json, outcome: Outcome) -> None:
        if data and "response_action" not in data:
            raise ViewError("invalid_response")
        outcome.action = data.get("response_action", "close")
        if outcome.action == "errors":
            errors = data.get("errors")
            inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
            if not errors or not isinstance(errors, dict) or not errors.keys() <= inputs:
                raise ViewError("invalid_errors")
            outcome.errors = view.errors = errors
            self._views.tell(view.member)
        elif outcome.action in {"update", "push"}:
            spec = data.get("view")
            if problems := check_view(spec):
                raise ViewError("; ".join(problems))
            if outcome.action == "update":
                self._views.update(view, spec or {}, None)
            else:
                self._views.push(view.member, spec or {})
        elif outcome.action in {"close", "clear"}:
            self._views.remove(view, everything=outcome.action == "clear")
        else:
            raise ViewError("invalid_response_action")

    async def close(self, view: View, *, everything: bool = False) -> None:
        """A modal is closed, or the whole stack; the app hears of those that asked for it."""
        everything = everything or bool(view.spec.get("clear_on_close"))
        for gone in self._views.remove(view, everything=everything):
            if gone.spec.get("notify_on_close"):
                payload = self.payloads.view_closed(gone, cleared=everything)
                await self._send("interaction", "", "view_closed", payload)

    def _state_of(self, surface: Message | View, member: str) -> dict[str, dict[str, Json]]:
        return surface.values if isinstance(surface, View) else self.payloads.message_values(surface, member)

    async def _send(self, kind: str, identifier: str, name: str, payload: Json) -> Answer:
        delivery = Delivery(kind, identifier, name, 0, None, self._real.time(), self._state.clock.now(),
                            body_type="form")  # fmt: skip
        return await self._courier.send(delivery, payload)
