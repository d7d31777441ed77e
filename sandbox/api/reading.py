"""The arguments and the token of a request, wherever they are, and what Slack says of how they came.

https://docs.slack.dev/apis/web-api/#basics
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope

from sandbox.api.call import ApiError
from sandbox.decoding import decoded
from sandbox.model import Json
from sandbox.multipart import MultipartError, parts

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
POST_TYPES = FORMS | {"application/json", "text/plain"}
CHARSETS = {"utf-8", "utf8", "iso-8859-1"}
ARGUMENT = re.compile(r"\w{1,64}", re.ASCII)
ARRAY = re.compile(r"\w+\[\w*\]", re.ASCII)
# Slack takes no token from the query: https://docs.slack.dev/changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps
IN_QUERY = "a token in the query"


@dataclass(slots=True)
class Asked:
    """A request as it was read: its arguments without the token, the token, and a warning about the content type."""

    args: Json = field(default_factory=dict)
    token: str | None = None
    warning: str | None = None


async def read(scope: Scope, receive: Receive) -> Asked:
    """Read a request. Raises ApiError with the names that Slack has for what can't be read.

    A token is taken from the header, else from a form; never from or beside a JSON body, and one in the query is as
    good as a wrong one."""
    headers = dict(scope["headers"])
    asked = Asked(pairs(scope["query_string"]))
    if "token" in asked.args:
        asked.args["token"] = IN_QUERY
    kind, charset = content_type(headers.get(b"content-type", b"").decode("latin-1"))
    if kind == "multipart/form-data":
        asked.args |= multipart(await whole_body(receive), headers[b"content-type"].decode("latin-1"))
    elif body := await whole_body(receive):
        asked.warning = objection(kind, charset)
        asked.args |= from_json(body) if kind == "application/json" else pairs(body)
    check_names(asked.args)
    in_args = asked.args.pop("token", None)
    scheme, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        asked.token = token.strip()
    elif isinstance(in_args, str) and kind != "application/json":
        asked.token = in_args
    return asked


def content_type(header: str) -> tuple[str, str | None]:
    """The media type, and the charset if one is named; both in lower case."""
    kind, *parameters = (part.strip().lower() for part in header.split(";"))
    named = dict(part.split("=", 1) for part in parameters if "=" in part)
    charset = named.get("charset")
    return kind, charset.strip('"') if charset else None


def objection(kind: str, charset: str | None) -> str | None:
    """The warning that a body of this type deserves. Raises ApiError for what can't be a body."""
    if not kind:
        raise ApiError("missing_post_type")
    if kind not in POST_TYPES:
        raise ApiError("invalid_post_type")
    if charset and charset not in CHARSETS:
        raise ApiError("invalid_charset")
    if kind in FORMS:
        return "superfluous_charset" if charset else None
    return None if charset else "missing_charset"


def pairs(raw: bytes) -> Json:
    """The arguments of a query or form."""
    try:
        return dict(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1_000))
    except ValueError:
        raise ApiError("invalid_form_data") from None


def multipart(body: bytes, header: str) -> Json:
    """The fields of a multipart form; files aren't arguments."""
    try:
        fields = [part for part in parts(body, header) if not part.is_file]
    except MultipartError:
        raise ApiError("invalid_form_data") from None
    return {part.name: part.content.decode("utf-8", "replace") for part in fields}


def from_json(body: bytes) -> Json:
    """The arguments in a JSON body: nulls count as not given, what can't be written in UTF-8 is replaced."""
    try:
        parsed: Any = decoded(body)
    except ValueError:
        raise ApiError("invalid_json") from None
    if not isinstance(parsed, dict):
        raise ApiError("json_not_object")
    return {key: value for key, value in parsed.items() if value is not None}


def check_names(args: Json) -> None:
    """Refuse names that no argument has."""
    for name in args:
        if ARRAY.fullmatch(name):
            raise ApiError("invalid_array_arg")
        if not ARGUMENT.fullmatch(name):
            raise ApiError("invalid_arg_name")


async def whole_body(receive: Receive) -> bytes:
    """A request's body."""
    event = await receive()
    if not event.get("more_body"):
        body: bytes = event.get("body", b"")
        return body
    parts = [event.get("body", b"")]
    while event.get("more_body"):
        event = await receive()
        parts.append(event.get("body", b""))
    return b"".join(parts)
