"""Invented people publish their profiles in the app's directory, each by its own `/profile`, as people do."""

import asyncio

from sandbox.model import Member
from sandbox.people import FEWEST, Person, invent
from sandbox.workspace import Workspace

AT_ONCE = 6


async def publish_profiles(ws: Workspace) -> None:
    """About two thirds of the moderators and partners fill in the form of `/profile` and list themselves.

    Always the same ones, and no guests. Whoever has a form open is left alone.
    """
    lines = asyncio.Semaphore(AT_ONCE)

    async def in_turn(member: Member, person: Person) -> None:
        async with lines:
            await _publish(ws, member, person)

    await asyncio.gather(*(in_turn(member, person) for member, person in _publishing(ws)))


def _publishing(ws: Workspace) -> list[tuple[Member, Person]]:
    people = {person.name: person for person in invent(max(FEWEST, len(ws.members)))}
    listed = [person for number, person in enumerate(people.values()) if number % 3 != 1]
    known = {member.name: member for member in ws.members}
    return [
        (known[person.name], person)
        for person in listed
        if person.name in known and person.role in {"moderator", "partner"} and not person.deleted
    ]


async def _publish(ws: Workspace, member: Member, person: Person) -> None:
    if ws.view(member):
        return
    general = next(channel for channel in ws.channels if channel.general)
    await ws.command(member, general, "/profile")
    if not ws.view(member):
        return  # the app did not answer, as the inspector of traffic shows
    await ws.fill(
        member,
        {
            "profile.role": person.work.role,
            "profile.organisation": person.work.organisation,
            "profile.country": person.place.code,
            "profile.fields": person.work.fields,
            "profile.languages": person.place.speaks.split(),
            "profile.listed": ["yes"],
        },
    )
    await ws.submit(member)
    if ws.view(member):  # the form has become a card of what was saved
        await ws.close_view(member)
