"""One call of a Web API method: its arguments, and the errors that it may end in."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sandbox.core import Core
from sandbox.model import Channel, Json, Member

T = TypeVar("T")


class ApiError(Exception):
    """The method answers `{"ok": false, "error": …}` with these further fields."""

    def __init__(self, error: str, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.fields = fields


def invalid(*messages: str, error: str = "invalid_arguments") -> ApiError:
    """An error whose `response_metadata.messages` says where."""
    return ApiError(error, response_metadata={"messages": list(messages)})


@dataclass(slots=True)
class ApiCall:
    """The arguments of a call, however they came: query, form (all strings) or JSON."""

    core: Core
    args: Json

    def text(self, name: str) -> str | None:
        """A string argument; None when missing or empty."""
        value = self.args.get(name)
        return None if value is None or value == "" else str(value)

    def required(self, name: str) -> str:
        """A string argument that must be there."""
        value = self.text(name)
        if value is None:
            raise invalid(f"[ERROR] missing required field: {name}")
        return value

    def present(self, name: str) -> str:
        """A string argument that must be given, but may be empty: then it names nothing."""
        value = self.args.get(name)
        if value is None:
            raise invalid(f"[ERROR] missing required field: {name}")
        return str(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean argument as Slack reads them."""
        value = self.args.get(name)
        return default if value is None else value in {True, "1", "true", "True"}

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number from 1 to `most`."""
        try:
            value = int(self.args.get(name) or default)
        except (TypeError, ValueError):
            raise invalid(f"[ERROR] must be a number [json-pointer:/{name}]") from None
        if value < 1:
            raise ApiError("invalid_limit" if name == "limit" else "invalid_arguments")
        return min(value, most)

    def json(self, name: str, error: str) -> Any:
        """An argument that is JSON, given as such or as a string; raises `error` when it can't be read."""
        value = self.args.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise ApiError(error) from None

    def need(self, *scopes: str) -> None:
        """The token must have one of these scopes."""
        granted = self.core.state.app.scopes
        if granted.isdisjoint(scopes):
            raise ApiError("missing_scope", needed=",".join(scopes), provided=",".join(sorted(granted)))

    def channel(self, name: str = "channel", *, scope: str | None = None, inside: bool = False) -> Channel:
        """The conversation of an argument, if it exists for the bot; `scope` is the second half of the scope that
        its kind needs; `inside`: the bot must be in it."""
        core, bot = self.core, self.core.state.app.bot_user_id
        channel = core.state.channels.get(self.present(name))
        if channel is None or not channel.seen_by(bot):
            raise ApiError("channel_not_found")
        if scope:
            self.need(f"{channel.scope_family}:{scope}")
        if inside and bot not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def member(self, user: str, error: str = "user_not_found") -> Member:
        """A member by id."""
        member = self.core.state.members.get(user)
        if member is None:
            raise ApiError(error)
        return member


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: what it does, how often it may be called in a minute, the scopes of which it needs one."""

    run: Callable[[ApiCall], Json]
    per_minute: int = 100
    scopes: tuple[str, ...] = ()
    app_token: bool = False


TIER_2, TIER_3, TIER_4, SPECIAL = 20, 50, 100, 600


def to_cursor(kind: str, key: str) -> str:
    """An opaque cursor, made as Slack makes them."""
    return base64.b64encode(f"{kind}:{key}".encode()).decode()


def from_cursor(kind: str, cursor: str | None) -> str | None:
    """The key in a cursor of this kind; None without a cursor. Raises `invalid_cursor`."""
    if not cursor:
        return None
    try:
        found, _, key = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise ApiError("invalid_cursor") from None
    if found != kind or not key:
        raise ApiError("invalid_cursor")
    return key


def paged(
    kind: str, items: list[T], key: Callable[[T], str], limit: int, cursor: str | None
) -> tuple[list[T], str]:
    """One page of a list, from where the cursor points, and the next cursor (empty on the last page)."""
    start = 0
    if (wanted := from_cursor(kind, cursor)) is not None:
        start = next((i for i, item in enumerate(items) if key(item) == wanted), -1)
        if start < 0:
            raise ApiError("invalid_cursor")
    rest = items[start + limit : start + limit + 1]
    return items[start : start + limit], to_cursor(kind, key(rest[0])) if rest else ""
