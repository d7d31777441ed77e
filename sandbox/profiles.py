"""Invented people publish their profiles in the app's directory, each by its own `/profile`, as people do."""

import asyncio
import re

from anyascii import anyascii

from sandbox.model import Member
from sandbox.people import FEWEST, Person, invent
from sandbox.workspace import Workspace

AT_ONCE = 6
FORM = "profile.save"  # the form's callback_id
GROUPS_ONLY = "h"  # who is called so shows their profile to their groups only


async def publish_profiles(ws: Workspace) -> None:
    """Everybody fills in the form of `/profile`, whole, and lists themselves; a few show it to their groups only.

    Always the same. Whoever has a form open, or a profile already, is left alone.
    """
    lines = asyncio.Semaphore(AT_ONCE)

    async def in_turn(member: Member, person: Person) -> None:
        async with lines:
            await _publish(ws, member, person)

    await asyncio.gather(*(in_turn(member, person) for member, person in _publishing(ws)))


def _publishing(ws: Workspace) -> list[tuple[Member, Person]]:
    # Whoever joined since was not invented; and who is where depends on how many were.
    names = {person.name for person in invent(max(FEWEST, len(ws.members)))}
    count = sum(member.name in names and not member.deleted for member in ws.members)
    people = {person.name: person for person in invent(max(FEWEST, count))}
    return [
        (member, people[member.name]) for member in ws.members if member.name in people and not member.deleted
    ]


async def _publish(ws: Workspace, member: Member, person: Person) -> None:
    if ws.view(member):
        return
    # Single-channel guests are not in the general one.
    channel = next(channel for channel in ws.channels if member.id in channel.members)
    await ws.command(member, channel, "/profile")
    view = ws.view(member)
    if view is None:
        return  # the app did not answer, as the inspector of traffic shows
    if view.spec.get("callback_id") == FORM:  # else there is a profile already
        await ws.fill(member, {f"profile.{name}": value for name, value in _answers(person).items()})
        await ws.submit(member)
    if ws.view(member):  # the form has become a card of what was saved
        await ws.close_view(member)


def _answers(person: Person) -> dict[str, str | list[str]]:
    """What a person fills in, by the form's block ids; terms are typed, not chosen."""
    work, place = person.work, person.place
    answers: dict[str, str | list[str]] = {
        "role": work.role,
        "organisation": f"new:{person.organisation}",
        "sector": work.sector,
        "country": place.code,
        "works_in": place.works_in.split(),
        "fields": [f"new:{name}" for name in work.fields.split("; ")],
        "languages": place.speaks.split(),
        "offers": work.offers,
        "seeks": work.seeks,
        "website": f"https://{_domain(person.organisation)}.example.org",
        "reach": "groups" if person.name[0] in GROUPS_ONLY else "everyone",
        "listed": ["yes"],
    }
    return answers


def _domain(organisation: str) -> str:
    """The beginning of an organisation's name as that of a web site: “ministry-of-labour-nepal”."""
    plain = anyascii(organisation).lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")
