"""Brings people in, a few at a time, in a transaction that is given: into the outbox, and what Slack answered out of it.

Whoever needs several rows takes them in one order, so that nobody deadlocks: requests by their ids, then channels by theirs, then the
invitations, and at last the lists, whose messages are written anew.
"""

from typing import Final

from bot.groups import deciding, lists, rules
from storage import bringing, channels, invitations, requests
from storage.database import Transaction
from storage.invitations import Invitation

AT_ONCE: Final = 50  # answers of Slack's that are noted in one transaction


async def note_answers(tx: Transaction) -> bool:
    """Tells requests and lists what Slack has answered. False if there is nothing."""
    answered = await bringing.answered(tx, AT_ONCE)
    theirs = {each.id: await requests.approved_of(tx, each.channel_id, each.member_id) for each in answered}
    for request_id in sorted({request_id for ids in theirs.values() for request_id in ids}):
        await requests.lock(tx, request_id)
    told = set()
    for each in answered:
        for request_id in theirs[each.id]:
            await deciding.answered(tx, request_id, each.outcome, each.error)
        state = "done" if each.outcome == "sent" else "refused"
        is_news = await bringing.settle(tx, each.id, state, each.error)
        if is_news and each.list_id is not None:
            told.add(each.list_id)
    for list_id in sorted(told):
        await lists.tell(tx, list_id)
    return bool(answered)


async def send_alone(tx: Transaction) -> bool:
    """Whoever came with an address that was waited for, and whose list is gone through. False if there is nobody."""
    alone = await bringing.ready_alone(tx, rules.BITE)
    for invitation in alone:
        await _send(tx, invitation)
    return bool(alone)


async def advance(tx: Transaction, list_id: int) -> bool:
    """The next bite of a list, once the last one is answered; at its end, that it is done."""
    if not await invitations.hold_list(tx, list_id) or await bringing.in_flight(tx, list_id):
        return False
    ready = await bringing.take_ready(tx, list_id, rules.BITE)
    for invitation in ready:
        await _send(tx, invitation)
    if not ready and await invitations.move(tx, list_id, "going", "done"):
        await lists.tell(tx, list_id)
        return True
    return bool(ready)


async def _send(tx: Transaction, invitation: Invitation) -> None:
    """Into the outbox; who has come in by another way since need not be invited."""
    here = await channels.membership(tx, invitation.channel_id, invitation.member_id or "")
    if here is not None and here.left_at is None:
        await bringing.change(tx, invitation.id, state="inside")
        return
    # Whom Slack has refused is tried again under another key.
    key = f"{invitation.key}:again" if invitation.key else f"groups:invite:{invitation.id}"
    if invitation.member_id and await bringing.sent(tx, invitation.id, key):
        await tx.outbox.invite(key, invitation.channel_id, invitation.member_id)
