"""What brings a request from one state to the next, in a transaction that is given: the first who decides has decided."""

from typing import Any, Final

from bot.access import Viewer
from bot.directory.profile.errors import TooLong
from bot.directory.profile.rules import one_line
from bot.errors import FieldErrors, NotForYou
from bot.groups import errors, form_views, reviewing, rules
from bot.groups.review_views import ASKED_THEMSELVES
from bot.i18n import zone
from storage import bringing, channels, requests
from storage import workspace as workspaces
from storage.channels import Channel
from storage.database import Reading, Transaction
from storage.requests import Request

NOT_DUE: Final[dict[str, Any]] = {"remind_due_at": None, "comfort_due_at": None}


async def group(tx: Reading, channel_id: str) -> Channel:
    """A group that somebody can be brought into. Raises IsArchived, IsPublic, NotThere."""
    channel = await channels.get(tx, channel_id)
    if channel is None or channel.kind != "group" or channel.is_archived:
        raise errors.IsArchived(channel_id)
    if channel.is_public:
        raise errors.IsPublic(channel_id)
    if not channel.bot_is_member:
        raise errors.NotThere(channel_id)
    return channel


async def held(tx: Transaction, viewer: Viewer, request_id: int) -> Request:
    """A request that this person may decide on, held until we have committed. Raises NotForYou, Decided."""
    if not viewer.is_secretariat:
        raise NotForYou
    request = await requests.lock(tx, request_id)
    if request is None:
        raise NotForYou
    if request.state not in requests.DECIDABLE:
        raise errors.Decided(request.changed_by, request.state)
    return request


async def approve(tx: Transaction, viewer: Viewer, request_id: int) -> None:
    """Whoever is in the workspace is invited; of whom is not, the address is waited for. Raises Refusal."""
    request = await held(tx, viewer, request_id)
    await group(tx, request.channel_id)
    again = request.state == "refused"
    if request.member_id is None:
        await reviewing.step(tx, request, "awaited", viewer.id, NOT_DUE)
        return
    what = "retried" if again else ""
    await reviewing.step(tx, request, "approved", viewer.id, {**NOT_DUE, "error": ""}, what=what)
    await invite(tx, request.id, request.channel_id, request.member_id)


async def invite(tx: Transaction, request_id: int, channel_id: str, member_id: str) -> None:
    """Into the outbox, whose order with the channel's other posts stays. Somebody on their way by a list is not invited twice:
    that they have come settles the request, too."""
    await channels.hold(tx, channel_id)
    invitation_id = await bringing.invite(tx, channel_id, member_id, request_id=request_id)
    if invitation_id is not None:
        key = f"groups:invite:{invitation_id}"
        await bringing.sent(tx, invitation_id, key)
        await tx.outbox.invite(key, channel_id, member_id)


async def decline(tx: Transaction, viewer: Viewer, request_id: int, grounds: str, typed: str) -> Request:
    """With a reason of ours, in words of one's own, or both: the person reads them in their hours. Raises Refusal."""
    reason = "\n".join(one_line(line) for line in typed.splitlines()).strip()
    if grounds not in rules.GROUNDS:
        grounds = ""
    if not grounds and not reason:
        raise FieldErrors({form_views.REASON: errors.NoReason()})
    if len(reason) > rules.LONGEST_WHY:
        raise FieldErrors({form_views.REASON: TooLong(len(reason), rules.LONGEST_WHY)})
    request = await held(tx, viewer, request_id)
    # Whoever is not in the workspace can't be told.
    tell_due_at = tx.now if request.member_id else None
    why = {"grounds": grounds, "reason": reason, "email": None, "tell_due_at": tell_due_at}
    await reviewing.step(tx, request, "declined", viewer.id, NOT_DUE | why, note=grounds)
    return request


async def withdraw(tx: Transaction, viewer: Viewer, request_id: int) -> Request:
    """Who asked takes it back, as long as nobody has decided. Raises NotForYou, Decided."""
    request = await requests.lock(tx, request_id)
    if request is None or request.member_id != viewer.id:
        raise NotForYou
    if request.state != "waiting":
        raise errors.Decided(request.changed_by, request.state)
    await reviewing.step(tx, request, "withdrawn", viewer.id, NOT_DUE)
    return request


async def answered(tx: Transaction, request_id: int, outcome: str, error: str) -> None:
    """Slack has answered the invitation: the person is in, or the reviewers read why not."""
    request = await requests.lock(tx, request_id)
    if request is None or request.state != "approved":
        return
    if outcome == "sent":
        await reviewing.step(tx, request, "joined", None)
    else:
        # It waits for a person again.
        due = rules.remind_due(tx.now, zone((await workspaces.get(tx)).timezone))
        values = {"error": error or "unknown_error", "remind_due_at": due}
        await reviewing.step(tx, request, "refused", None, values, note=error)


async def joined(tx: Transaction, request_id: int) -> None:
    """The person is in the channel, by whatever way."""
    request = await requests.lock(tx, request_id)
    if request is not None and request.is_open:
        await reviewing.step(tx, request, "joined", None, NOT_DUE)


async def lapse(tx: Transaction, request_id: int) -> None:
    """The person's account is deactivated: nobody has to decide any more."""
    request = await requests.lock(tx, request_id)
    if request is not None and request.is_open:
        await reviewing.step(tx, request, "lapsed", None, NOT_DUE)


async def matched(tx: Transaction, request: Request, member_id: str) -> None:
    """Somebody came with the address that a request from outside waits for. The request must be held."""
    known = {"member_id": member_id, "email": None}
    if member_id in await channels.member_ids(tx, request.channel_id):
        await reviewing.step(tx, request, "joined", None, known)
        return
    mine = [r for r in await requests.open_of(tx, member_id) if r.channel_id == request.channel_id]
    if mine:
        # They have asked by themselves meanwhile: of the two, theirs goes on, with what was decided already.
        await reviewing.step(tx, request, "lapsed", None, {"error": ASKED_THEMSELVES, "email": None})
        own = await requests.lock(tx, mine[0].id)
        if request.state == "awaited" and own is not None and own.state == "waiting":
            await reviewing.step(tx, own, "approved", request.changed_by, NOT_DUE)
            await invite(tx, own.id, own.channel_id, member_id)
        return
    if request.state == "awaited":
        await reviewing.step(tx, request, "approved", None, known, what="matched")
        await invite(tx, request.id, request.channel_id, member_id)
    else:
        await reviewing.step(tx, request, request.state, None, known, what="matched")
