"""Whom the rows of a table are about: asked of Slack in pages of everybody, which takes fewer calls than one for each address.

Addresses are compared, and never kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.directory.exchange.entries import Entry
from bot.roster.people import is_external, kept
from bot.slack import pages, read

PAGE: Final = 1000  # the most that users.list gives: it may be asked 20 times a minute


class NoAddressesError(Exception):
    """Slack tells nobody's address: the app lacks users:read.email."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in Slack. `why_not`: why they can have no profile, in words; empty if they can."""

    id: str
    why_not: str = ""


@dataclass(slots=True)
class People:
    """Those whom the rows name, by address and by id."""

    by_email: dict[str, Person] = field(default_factory=dict)
    by_id: dict[str, Person] = field(default_factory=dict)

    def of(self, entry: Entry) -> str:
        """The id of the member whom a row is about. Raises LookupError with the reason, in words."""
        found = [
            (f"the Slack ID {entry.slack_id}", self.by_id.get(entry.slack_id)) if entry.slack_id else None,
            (f"the e-mail address {entry.email}", self.by_email.get(entry.email)) if entry.email else None,
        ]
        ids = set()
        for named, person in filter(None, found):
            if person is None:
                raise LookupError(f"nobody in this workspace has {named}")
            if person.why_not:
                raise LookupError(f"{named} {person.why_not}")
            ids.add(person.id)
        if len(ids) > 1:
            raise LookupError("the Slack ID and the e-mail address are two people's")
        return ids.pop()


async def find(
    client: AsyncWebClient, real: RealTime, entries: Iterable[Entry], seen: Callable[[int], object]
) -> People:
    """Asks Slack. `seen` is told how many people more were looked at. Raises NoAddressesError, SlackApiError, TimeoutError, or
    aiohttp's errors."""
    emails, ids = set[str](), set[str]()
    for entry in entries:
        emails.add(entry.email)
        ids.add(entry.slack_id)
    found = People()
    are_told = False
    if not (emails | ids) - {""}:
        return found
    ourselves = await read(client.auth_test, real)
    home = str(ourselves["team_id"]), ourselves.get("enterprise_id")
    async for user in pages(client.users_list, "members", real, limit=PAGE):
        seen(1)
        email = str((user.get("profile") or {}).get("email") or "").strip().casefold()
        are_told = are_told or bool(email)
        if user["id"] not in ids and email not in emails:
            continue
        person = Person(str(user["id"]), _why_not(user, *home))
        found.by_id[person.id] = person
        known = found.by_email.get(email)
        # An account that was deactivated may have handed its address on.
        if email and (known is None or known.why_not):
            found.by_email[email] = person
    if not are_told and emails - {""}:
        raise NoAddressesError
    return found


def _why_not(user: Mapping[str, Any], team_id: str, enterprise_id: str | None) -> str:
    values = kept(user)
    if values.get("is_bot"):
        return "is a bot's"
    if values.get("is_deactivated"):
        return "is of an account that is deactivated"
    return "is somebody's of another workspace" if is_external(user, team_id, enterprise_id) else ""
