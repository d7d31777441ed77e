"""Brings a request before those who decide, and keeps true what they and the person see: in a transaction that is given."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from bot import access
from bot.directory.sight import Relation, seen
from bot.groups import person_views, review_views, rules
from bot.groups.review_views import Case, Message
from bot.i18n import Words, words, zone
from storage import channels, directory, people, request_words, requests
from storage import workspace as workspaces
from storage.channels import Channel
from storage.database import Reading, Transaction
from storage.requests import Request
from storage.workspace import Workspace


async def show(tx: Transaction, request_id: int) -> None:
    """Shows a request to its reviewers and to who asked; where it stands already, it is rewritten.

    Its reviewers are the Secretariat: in their channel, or else each of them. The request must be held.
    """
    request = await requests.get(tx, request_id)
    if request is None:
        return
    workspace = await workspaces.get(tx)
    new = [lane for lane in await reviewers(tx, workspace) if lane not in request.shown_in]
    if request.state not in ("waiting", "refused"):
        new = []
    await _show_in(tx, request, (*request.shown_in, *new), workspace)
    if new:
        request = replace(request, shown_in=(*request.shown_in, *new))
        await requests.change(tx, request.id, shown_in=list(request.shown_in))
    await _show_to_asker(tx, request, workspace)


async def show_profile(tx: Transaction, member_id: str) -> None:
    """What stands of somebody's profile in requests is what everybody sees of it now: nothing, if they have taken it off the list."""
    for request_id in await requests.ids_of(tx, member_id):
        request = await requests.lock(tx, request_id)
        if request is not None and request.shown_in:
            request = replace(request, version=request.version + 1)
            await requests.change(tx, request.id, version=request.version)
            await _show_in(tx, request, request.shown_in, await workspaces.get(tx))


async def _show_in(tx: Transaction, request: Request, lanes: Sequence[str], workspace: Workspace) -> None:
    for lane in lanes:
        case = await case_for(tx, request, *await reader(tx, workspace, lane))
        key = f"groups:request:{request.id}:{lane}"
        await _say(tx, key, lane, request, review_views.review(case), workspace)


async def show_next(tx: Transaction) -> bool:
    """Shows a request to those who could not see it when it came: the Secretariat was nobody yet, has more people, or a channel now.

    Whoever asked then reads that it is with the Secretariat. False if all see all that waits for a decision.
    """
    unseen = await request_words.next_unseen(tx)
    request = await requests.lock(tx, unseen) if unseen is not None else None
    if request is None:
        return False
    values: dict[str, Any] = {"version": request.version + 1}
    if not request.shown_in:
        values["remind_due_at"] = rules.remind_due(tx.now, zone((await workspaces.get(tx)).timezone))
    await requests.change(tx, request.id, **values)
    await show(tx, request.id)
    return True


async def _show_to_asker(tx: Transaction, request: Request, workspace: Workspace) -> None:
    """Who asked by themselves has a message that says how it stands; for whom somebody else did, there is none."""
    if request.member_id is None or request.entered_by is not None:
        return
    viewer = await access.viewer(tx, request.member_id)
    if viewer.member.is_person:
        case = await case_for(tx, request, viewer.words, viewer.zone)
        key = f"groups:asked:{request.id}"
        await _say(tx, key, request.member_id, request, person_views.mine(case), workspace)


async def _say(
    tx: Transaction, key: str, lane: str, request: Request, message: Message, workspace: Workspace
) -> None:
    """Says it once for a key, and rewrites it ever after. A lane is the Secretariat's channel, or a person."""
    text, blocks = message
    say = tx.outbox.post if lane == workspace.secretariat_channel_id else tx.outbox.direct
    if not await say(key, lane, text, blocks):
        await tx.outbox.update(f"{key}:{request.version}", lane, of=key, text=text, blocks=blocks)


async def reviewers(tx: Reading, workspace: Workspace) -> tuple[str, ...]:
    """Where requests are decided on."""
    room = workspace.secretariat_channel_id
    return (room,) if room else tuple(member.id for member in await people.secretariat(tx))


async def reader(tx: Reading, workspace: Workspace, lane: str) -> tuple[Words, ZoneInfo]:
    """The words and the zone of who reads there."""
    if lane == workspace.secretariat_channel_id or await channels.get(tx, lane) is not None:
        return words(workspace.language), zone(workspace.timezone)
    viewer = await access.viewer(tx, lane)
    return viewer.words, viewer.zone


async def case_for(
    tx: Reading, request: Request, words_: Words, zone_: ZoneInfo, *, whole: bool = False
) -> Case:
    """A request for a reader. `whole`: with every step that was taken."""
    channel = await channels.get(tx, request.channel_id) or Channel(request.channel_id)
    member, profile = None, None
    if request.member_id is not None:
        member = await people.get(tx, request.member_id)
        known = await directory.get(tx, request.member_id)
        is_there = member is not None and member.is_person
        if is_there and known is not None and known.published_at is not None:
            # In a channel all read it: what is for everybody. The full profile is behind a button, by the one rule.
            profile = seen(known, Relation())
    return Case(
        words_,
        zone_,
        request,
        channel,
        member,
        profile,
        earlier=await requests.before(tx, request),
        trail=await requests.trail(tx, request.id) if whole else (),
    )


async def cases(tx: Reading, found: Sequence[Request], words_: Words, zone_: ZoneInfo) -> list[Case]:
    """For lists: with the groups' names, and nothing of the persons."""
    known = {channel.id: channel for channel in await channels.everything(tx)} if found else {}
    return [
        Case(words_, zone_, request, known.get(request.channel_id) or Channel(request.channel_id))
        for request in found
    ]


async def step(
    tx: Transaction,
    request: Request,
    state: str,
    by: str | None,
    values: Mapping[str, Any] = MappingProxyType({}),
    *,
    note: str = "",
    what: str = "",
) -> None:
    """A request comes to a state: it is noted in the trail, and all who see it see it so. The request must be held.

    `values`: other columns that change. `what`: the step's name in the trail, if it isn't the state's.
    """
    changed = {"state": state, "version": request.version + 1, "changed_at": tx.now}
    # That something happened by itself takes nothing from who decided.
    if by is not None:
        changed["changed_by"] = by
    await requests.change(tx, request.id, **changed | dict(values))
    await requests.note(tx, request.id, what or state, by, note)
    await show(tx, request.id)
