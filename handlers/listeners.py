"""The listeners by name. Bolt walks its listeners one by one; five that catch everything and a dictionary stay flat."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from slack_bolt import BoltResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from handlers.context import Visit
from handlers.forms import Action, Command, Event, Form, Submission, Suggestion

log = structlog.get_logger(__name__)

F = TypeVar("F", bound=Form)
Handler = Callable[[Visit, F], Awaitable[BoltResponse | None]]
EVERYTHING = re.compile("")


@dataclass
class Listeners:
    """What the product answers to, by the name that Slack uses. A name can be taken once."""

    commands: dict[str, Handler[Command]] = field(default_factory=dict)
    actions: dict[str, Handler[Action]] = field(default_factory=dict)
    submissions: dict[str, Handler[Submission]] = field(default_factory=dict)
    suggestions: dict[str, Handler[Suggestion]] = field(default_factory=dict)
    events: dict[str, Handler[Event]] = field(default_factory=dict)

    def command(self, name: str, handler: Handler[Command]) -> None:
        _take(self.commands, name, handler)

    def action(self, action_id: str, handler: Handler[Action]) -> None:
        _take(self.actions, action_id, handler)

    def submission(self, callback_id: str, handler: Handler[Submission]) -> None:
        _take(self.submissions, callback_id, handler)

    def suggestion(self, action_id: str, handler: Handler[Suggestion]) -> None:
        _take(self.suggestions, action_id, handler)

    def event(self, type_: str, handler: Handler[Event]) -> None:
        _take(self.events, type_, handler)

    def attach(self, app: AsyncApp) -> None:
        """Registers the listeners with Bolt: five, whatever their number here."""

        async def on_command(context: AsyncBoltContext, body: dict[str, Any]) -> BoltResponse | None:
            return await _call(self.commands, str(body.get("command")), Command, context, body)

        async def on_action(context: AsyncBoltContext, body: dict[str, Any]) -> BoltResponse | None:
            form = Action.model_validate(body)
            return await _call(self.actions, form.press.action_id, Action, context, body)

        async def on_view(context: AsyncBoltContext, body: dict[str, Any]) -> BoltResponse | None:
            name = str(body["view"].get("callback_id"))
            return await _call(self.submissions, name, Submission, context, body)

        async def on_options(context: AsyncBoltContext, body: dict[str, Any]) -> BoltResponse | None:
            return await _call(self.suggestions, str(body.get("action_id")), Suggestion, context, body)

        async def on_event(context: AsyncBoltContext, body: dict[str, Any]) -> BoltResponse | None:
            return await _call(self.events, str(body["event"].get("type")), Event, context, body)

        app.command(EVERYTHING)(on_command)
        app.action(EVERYTHING)(on_action)
        app.view_submission(EVERYTHING)(on_view)
        app.options(EVERYTHING)(on_options)
        app.event(EVERYTHING)(on_event)


def _take(names: dict[str, Any], name: str, handler: object) -> None:
    if name in names:
        raise ValueError(f"{name} has a listener already")
    names[name] = handler


async def _call(
    handlers: dict[str, Handler[F]], name: str, form: type[F], context: AsyncBoltContext, body: dict[str, Any]
) -> BoltResponse:
    """Parses the form and calls its handler. What nobody listens to is acknowledged: a button of an older version, say."""
    handler = handlers.get(name)
    if handler is None:
        log.info("nobody listens", form=form.__name__)
        return BoltResponse(status=200, body="")
    answer = await handler(context["visit"], form.model_validate(body))
    return answer or BoltResponse(status=200, body="")
