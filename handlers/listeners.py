"""The listeners by name, and the middleware that calls them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from slack_bolt import BoltResponse
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ForMembers
from bot.services import Services
from handlers.answers import where
from handlers.context import Visit
from handlers.forms import Action, Command, Event, Form, Shortcut, Submission, Suggestion

log = structlog.get_logger(__name__)

F = TypeVar("F", bound=Form)
Handler = Callable[[Visit, F], Awaitable[BoltResponse | None]]


@dataclass
class Listeners:
    """What the product answers to, by the name that Slack uses. A name can be taken once."""

    commands: dict[str, Handler[Command]] = field(default_factory=dict)
    actions: dict[str, Handler[Action]] = field(default_factory=dict)
    submissions: dict[str, Handler[Submission]] = field(default_factory=dict)
    suggestions: dict[str, Handler[Suggestion]] = field(default_factory=dict)
    shortcuts: dict[str, Handler[Shortcut]] = field(default_factory=dict)
    events: dict[str, Handler[Event]] = field(default_factory=dict)

    def command(self, name: str, handler: Handler[Command]) -> None:
        _take(self.commands, name, handler)

    def action(self, action_id: str, handler: Handler[Action]) -> None:
        _take(self.actions, action_id, handler)

    def submission(self, callback_id: str, handler: Handler[Submission]) -> None:
        _take(self.submissions, callback_id, handler)

    def suggestion(self, action_id: str, handler: Handler[Suggestion]) -> None:
        _take(self.suggestions, action_id, handler)

    def shortcut(self, callback_id: str, handler: Handler[Shortcut]) -> None:
        _take(self.shortcuts, callback_id, handler)

    def event(self, type_: str, handler: Handler[Event]) -> None:
        _take(self.events, type_, handler)

    async def answer(self, visit: Visit, body: dict[str, Any]) -> BoltResponse:
        """Calls the listener of what came in. What nobody listens to is acknowledged: a button of an older version, say."""
        match body.get("type"):
            case "event_callback":
                return await _call(self.events, str(body["event"].get("type")), Event, visit, body)
            case "block_actions":
                return await _call(
                    self.actions, str(body["actions"][0].get("action_id")), Action, visit, body
                )
            case "view_submission":
                return await _call(
                    self.submissions, str(body["view"].get("callback_id")), Submission, visit, body
                )
            case "block_suggestion":
                return await _call(self.suggestions, str(body.get("action_id")), Suggestion, visit, body)
            case "message_action" | "shortcut":
                return await _call(self.shortcuts, str(body.get("callback_id")), Shortcut, visit, body)
        return await _call(self.commands, str(body.get("command")), Command, visit, body)


class Dispatch(AsyncMiddleware):
    """Bolt's last middleware, which answers every request by itself.

    Bolt walks its listeners one by one, and builds thirty arguments to ask each whether it is meant, and again to call it. A dictionary
    costs the same for a hundred. A middleware that answers without calling `next` is public API, and what it raises gets to `app.error`.
    """

    def __init__(self, listeners: Listeners, services: Services, slack: AsyncWebClient) -> None:
        self._listeners = listeners
        self._services = services
        self._slack = slack

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name
    ) -> BoltResponse:
        member_id = req.context.user_id or ""
        place, came_at = where(req.body, member_id), req.context.get("came_at")
        visit = Visit(self._services, self._slack, member_id, place, came_at)
        req.context["visit"] = visit  # for who tells of errors
        if _is_of_another_workspace(req):
            raise ForMembers
        return await self._listeners.answer(visit, req.body)


def _is_of_another_workspace(req: AsyncBoltRequest) -> bool:
    """Whether somebody of another workspace pressed or typed, in a shared channel (https://docs.slack.dev/apis/slack-connect).

    Events are told of people, not by them: what they are is found out by asking Slack.
    """
    ourselves, user = req.context.authorize_result, req.body.get("user")
    if ourselves is None or "event" in req.body:
        return False
    team_id = user.get("team_id") if isinstance(user, dict) else None
    ours = (None, "", ourselves.team_id, ourselves.enterprise_id)
    # In an Enterprise organisation a person may be of any of its workspaces.
    return team_id not in ours and ourselves.enterprise_id is None


def _take(names: dict[str, Any], name: str, handler: object) -> None:
    if name in names:
        raise ValueError(f"{name} has a listener already")
    names[name] = handler


async def _call(
    handlers: dict[str, Handler[F]], name: str, form: type[F], visit: Visit, body: dict[str, Any]
) -> BoltResponse:
    handler = handlers.get(name)
    if handler is None:
        log.info("nobody listens", form=form.__name__)
        return BoltResponse(status=200, body="")
    answer = await handler(visit, form.model_validate(body))
    return answer or BoltResponse(status=200, body="")
