"""Whom a launch invites: its list of people, in a transaction that is given, with the launch held."""

from collections.abc import Sequence
from typing import Any

from bot.access import Viewer
from bot.errors import FieldErrors
from bot.groups import entries, invite_views, lists
from bot.groups.entries import Entry
from bot.groups.errors import TooMany
from storage import channels, invitations, launch_lists, launches
from storage.database import Reading, Transaction
from storage.launches import Launch

# Of a list that has not ended.
OPEN = ("reading", "looked", "going", "held")


async def of_rehearsal(tx: Transaction, launch: Launch) -> Launch:
    """The people of the last rehearsal in the channel, if there was one, with what the Secretariat has said about them."""
    kept = await launch_lists.rehearsed(tx, launch.channel_id)
    if kept is None:
        return launch
    list_id, confirmed_by = kept
    await launch_lists.plan_wave(tx, list_id, launch.wave_at)
    return await launches.change(tx, launch.id, list_id=list_id, confirmed_by=confirmed_by)


async def give(
    tx: Transaction, viewer: Viewer, launch: Launch, named: Sequence[Entry], *, with_waiting: bool
) -> Launch:
    """A list that is given takes the place of what there was; those who wait for the group are added to it, if the Secretariat says so.
    Raises FieldErrors."""
    with_waiting = with_waiting and viewer.is_secretariat
    if not named and not with_waiting:
        return launch
    wanted, agreed = list(named), launch.list_id is None or launch.confirmed_by is not None or bool(named)
    if not named and launch.list_id is not None:
        wanted += lists.entries_of(await invitations.rows_of(tx, launch.list_id))
    if with_waiting:
        await channels.hold(tx, launch.channel_id)  # as whoever sends or drops one of these lists
        wanted += await _waiting(tx, launch.channel_id)
        if not launch.is_rehearsal:
            for list_id in await launch_lists.take_over(tx, launch.channel_id):
                await drop_list(tx, list_id)
    wanted = list(dict.fromkeys(wanted))
    if len(wanted) > entries.MOST:
        raise FieldErrors({invite_views.PEOPLE: TooMany(len(wanted), entries.MOST)})
    if not wanted:
        return launch
    if launch.list_id is not None:
        await drop_list(tx, launch.list_id)
    list_id = await lists.take(tx, launch.channel_id, viewer.id, wanted)
    await launch_lists.plan_wave(tx, list_id, launch.wave_at)
    confirmed_by = viewer.id if viewer.is_secretariat and agreed else None
    values: dict[str, Any] = {"list_id": list_id, "confirmed_by": confirmed_by, "read_again_at": None}
    return await launches.change(tx, launch.id, **values)


async def _waiting(tx: Reading, channel_id: str) -> list[Entry]:
    found = await launch_lists.waiting(tx, channel_id)
    return [Entry(member_id or "", "" if member_id else email or "") for member_id, email in found]


async def invite(tx: Transaction, list_id: int) -> None:
    """They are invited from now on, but for whom the Secretariat has declined meanwhile."""
    if await invitations.move(tx, list_id, "looked", "going"):
        await launch_lists.take_out_the_declined(tx, list_id)
        await invitations.go(tx, list_id)
        await lists.tell(tx, list_id)


async def hold(tx: Transaction, list_id: int) -> None:
    """Nobody more of it is invited for now, nor who comes with an address that it waits for."""
    waits = await launch_lists.is_waited_for(tx, list_id)
    if await invitations.move(tx, list_id, "going", "held") or (
        waits and await invitations.move(tx, list_id, "done", "held")
    ):
        await lists.tell(tx, list_id)


async def go_on(tx: Transaction, list_id: int) -> None:
    if await invitations.move(tx, list_id, "held", "going"):
        await lists.tell(tx, list_id)


async def drop(tx: Transaction, launch: Launch) -> None:
    """Nobody more is invited. After a rehearsal the list is kept, for the day itself."""
    if launch.list_id is not None and not launch.is_rehearsal:
        await drop_list(tx, launch.list_id)


async def drop_list(tx: Transaction, list_id: int) -> None:
    """Nobody of it is invited any more."""
    states = (*OPEN, "done") if await launch_lists.is_waited_for(tx, list_id) else OPEN
    if any([await invitations.move(tx, list_id, state, "dropped") for state in states]):
        await invitations.drop(tx, list_id)
        await lists.tell(tx, list_id)
