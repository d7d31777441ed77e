"""Cursors: opaque to the app, made as Slack makes them. https://docs.slack.dev/apis/web-api/pagination"""

import base64
import binascii
import re
from collections.abc import Callable
from typing import TypeVar

from sandbox.api.call import ApiCall, ApiError

T = TypeVar("T")


def to_cursor(kind: str, key: str) -> str:
    """An opaque cursor."""
    return base64.b64encode(f"{kind}:{key}".encode()).decode()


def from_cursor(kind: str, cursor: str | None) -> str | None:
    """The key in a cursor of this kind; None without a cursor. Raises `invalid_cursor`."""
    if not cursor:
        return None
    try:
        found, _, key = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise ApiError("invalid_cursor") from None
    if found != kind or not key:
        raise ApiError("invalid_cursor")
    return key


def paged(
    kind: str, items: list[T], key: Callable[[T], str], limit: int, cursor: str | None
) -> tuple[list[T], str]:
    """One page of a list, from where the cursor points, and the next cursor (empty on the last page).

    A cursor knows the next item and its place, so that the list goes on when just that item has gone."""
    start = 0
    if (wanted := from_cursor(kind, cursor)) is not None:
        name, _, place = wanted.rpartition(":")
        if not re.fullmatch(r"\d{1,9}", place, re.ASCII):
            raise ApiError("invalid_cursor")
        start = next((i for i, item in enumerate(items) if key(item) == name), int(place))
    end = start + limit
    following = to_cursor(kind, f"{key(items[end])}:{end}") if end < len(items) else ""
    return items[start:end], following


def page_of(
    call: ApiCall, kind: str, items: list[T], key: Callable[[T], str], *, default: int = 100, most: int = 1000
) -> tuple[list[T], dict[str, str]]:
    """The page that `limit` and `cursor` ask for, and the answer's `response_metadata`."""
    limit = call.limit(default, most, strict=True)
    page, cursor = paged(kind, items, key, limit, call.text("cursor"))
    return page, {"next_cursor": cursor}
