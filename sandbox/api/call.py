"""One call of a Web API method: its arguments, and the errors that it may end in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.core import Core
from sandbox.decoding import decoded
from sandbox.model import Channel, Json, Member, Message

TIMESTAMP = re.compile(r"\d{1,16}\.\d{6}", re.ASCII)


class ApiError(Exception):
    """The method answers `{"ok": false, "error": …}` with these further fields."""

    def __init__(self, error: str, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.fields = fields


def invalid(*messages: str, error: str = "invalid_arguments") -> ApiError:
    """An error whose `response_metadata.messages` says where."""
    return ApiError(error, response_metadata={"messages": list(messages)})


def missing(name: str) -> ApiError:
    """An argument that must be given isn't."""
    return invalid(f"[ERROR] missing required field: {name}")


def warned(body: Json, warning: str) -> Json:
    """An answer with one warning more."""
    metadata: Json = body.get("response_metadata", {})
    warnings = [*metadata.get("warnings", ()), warning]
    return body | {"warning": ",".join(warnings), "response_metadata": metadata | {"warnings": warnings}}


@dataclass(slots=True)
class ApiCall:
    """The arguments of a call, however they came: query, form (all strings) or JSON."""

    core: Core
    args: Json

    def text(self, name: str) -> str | None:
        """A string argument; None when missing or empty. A number or boolean in JSON is taken for its string."""
        value = self.args.get(name)
        if isinstance(value, (dict, list)):
            raise invalid(f"[ERROR] must provide a string [json-pointer:/{name}]")
        return None if value is None or value == "" else str(value)

    def required(self, name: str) -> str:
        """A string argument that must be there."""
        value = self.text(name)
        if value is None:
            raise missing(name)
        return value

    def present(self, name: str) -> str:
        """A string argument that must be given, but may be empty: then it names nothing."""
        if name not in self.args:
            raise missing(name)
        return self.text(name) or ""

    def names(self, name: str) -> list[str]:
        """A comma-separated argument, each name once, in order."""
        return list(
            dict.fromkeys(part.strip() for part in (self.text(name) or "").split(",") if part.strip())
        )

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean argument as Slack reads them."""
        value = self.text(name)
        return default if value is None else value.lower() in {"1", "true"}

    def limit(self, default: int, most: int, *, strict: bool = False) -> int:
        """The argument `limit`. 0 is as good as none; what is above `most` is cut, or refused if `strict`.

        Raises `invalid_limit` for what isn't a whole number or is negative."""
        value = self.text("limit") or "0"
        if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or (strict and int(value) > most):
            raise ApiError("invalid_limit")
        return min(int(value) or default, most)

    def json(self, name: str, error: str) -> Any:
        """An argument that is JSON, given as such or as a string; raises `error` when it can't be read."""
        value = self.args.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return decoded(value)
        except ValueError:
            raise ApiError(error) from None

    def need(self, *scopes: str) -> None:
        """The token must have one of these scopes."""
        granted = self.core.state.app.scopes
        if granted.isdisjoint(scopes):
            raise ApiError("missing_scope", needed=",".join(scopes), provided=",".join(sorted(granted)))

    def need_to(self, channel: Channel, *actions: str) -> None:
        """The token must have the scope to change a conversation, or one of those for these actions alone."""
        whole = "channels:manage" if channel.kind == "public" else f"{channel.scope_family}:write"
        self.need(whole, *(f"{channel.scope_family}:write.{action}" for action in actions))

    def named_channel(self, *actions: str) -> Channel:
        """The channel to change, public or private: needs the scope for it."""
        channel = self.channel()
        if channel.kind in {"im", "mpim"}:
            raise ApiError("method_not_supported_for_channel_type")
        self.need_to(channel, *actions)
        return channel

    def channel(self, name: str = "channel", *, scope: str | None = None, inside: bool = False) -> Channel:
        """The conversation of an argument, if it exists for the bot; `scope` is the second half of the scope that
        its kind needs; `inside`: the bot must be in it."""
        state = self.core.state
        bot = state.bot
        channel = state.channels.get(self.present(name))
        if channel is None or not channel.seen_by(bot):
            raise ApiError("channel_not_found")
        if scope:
            self.need(f"{channel.scope_family}:{scope}")
        if inside and bot.id not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def message(self, channel: Channel, name: str = "timestamp") -> Message:
        """The message of a timestamp argument, as reactions and pins name it."""
        ts = self.text(name)
        if ts is None:
            raise ApiError("no_item_specified")
        if not TIMESTAMP.fullmatch(ts):
            raise ApiError("bad_timestamp")
        found = channel.by_ts.get(ts)
        if found is None or found.subtype == "tombstone":
            raise ApiError("message_not_found")
        return found

    def member(self, user: str, error: str = "user_not_found") -> Member:
        """A member by id."""
        member = self.core.state.members.get(user)
        if member is None:
            raise ApiError(error)
        return member


@dataclass(frozen=True, slots=True)
class Method:
    """A Web API method: what it does, how often it may be called in a minute, the scopes of which it needs one,
    and whose token it takes: the bot's, the app's, or (`is_open`) any or none."""

    run: Callable[[ApiCall], Json]
    per_minute: int = 100
    scopes: tuple[str, ...] = ()
    app_token: bool = False
    is_open: bool = False


TIER_2, TIER_3, TIER_4, SPECIAL = 20, 50, 100, 600
