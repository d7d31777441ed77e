"""Modals that people submit or close: what the app is sent, and what is done with its answer.

https://docs.slack.dev/surfaces/modals
"""

from dataclasses import dataclass, field

from sandbox.actions import Actions
from sandbox.answer import Answer
from sandbox.blockkit import check_view
from sandbox.clock import Real
from sandbox.complaints import complaints
from sandbox.courier import Courier
from sandbox.feed import Feed
from sandbox.files_input import held, renew
from sandbox.log import Delivery
from sandbox.modals import View, ViewError, Views
from sandbox.model import Json
from sandbox.payloads import Payloads

# What Slack shows when the app didn't answer as it must.
TROUBLE = "We had some trouble connecting. Try again?"


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


class Submissions:
    """People at the app's modals."""

    def __init__(
        self, payloads: Payloads, actions: Actions, views: Views, courier: Courier, feed: Feed, real: Real
    ) -> None:
        self.payloads = payloads
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

    async def submit(self, view: View) -> Outcome:
        """A modal is submitted, if Slack itself has nothing to say about its fields."""
        member = self._state.members[view.member]
        renew(self._state, member, view.blocks, view.values)
        view.trouble, view.errors = "", complaints(view.blocks, view.values, member.locale)
        if view.errors:
            self._views.tell(view.member)
            return Outcome(errors=view.errors)
        for file_id in held(view.blocks, view.values):
            self._state.files.by_id[file_id].given_to.add(self._state.app.bot_user_id)
        payload = self.payloads.view_submission(view)
        got = await self._send("interaction", payload["trigger_id"], "view_submission", payload)
        outcome = Outcome(got.status, failure=got.failure)
        if not got.failure:
            try:
                self._respond(view, got.data(), outcome)
            except ViewError as error:
                outcome.failure = str(error)
        if outcome.failure:
            view.trouble = TROUBLE
        if outcome.failure or outcome.errors:
            self._views.tell(view.member)
        return outcome

    def _respond(self, view: View, data: Json, outcome: Outcome) -> None:
        """Do what the app answered. Raises ViewError for what Slack doesn't understand."""
        if not data:
            outcome.action = "close"
            self._views.remove(view)
            return
        action = data.get("response_action")
        if not isinstance(action, str):
            raise ViewError("invalid_response_action" if action else "invalid_response")
        if action == "errors":
            outcome.errors = view.errors = errors_of(view, data)
        elif action in {"update", "push"}:
            spec = data.get("view")
            if problems := check_view(spec):
                raise ViewError("; ".join(problems))
            if not isinstance(spec, dict) or spec["type"] != "modal":
                raise ViewError("invalid_view")
            if action == "update":
                self._views.update(view, spec, None)
            else:
                self._views.push(view.member, spec, view.channel)
        elif action == "clear":
            self._views.remove(view, everything=True)
        else:
            raise ViewError("invalid_response_action")
        outcome.action = action

    async def close(self, view: View, *, everything: bool = False) -> None:
        """A modal is closed, or the whole stack; the app hears of those that asked for it."""
        everything = everything or bool(view.spec.get("clear_on_close"))
        for gone in self._views.remove(view, everything=everything):
            if gone.spec.get("notify_on_close"):
                payload = self.payloads.view_closed(gone, cleared=everything)
                await self._send("interaction", "", "view_closed", payload)

    async def _send(self, kind: str, identifier: str, name: str, payload: Json) -> Answer:
        delivery = Delivery(kind, identifier, name, 0, None, self._real.time(), self._state.clock.now(),
                            body_type="form")  # fmt: skip
        return await self._courier.send(delivery, payload)


def errors_of(view: View, data: Json) -> dict[str, str]:
    """The errors on fields that the app answered. One for what is no input of the view spoils them all, as in Slack.

    Raises ViewError."""
    errors = data.get("errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise ViewError("invalid_errors")
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise ViewError("invalid_errors")
    return errors
