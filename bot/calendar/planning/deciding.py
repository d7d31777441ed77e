"""Deciding about proposals, and calling activities off, in a transaction that is given. The first who decides has decided."""

from dataclasses import replace
from datetime import date
from typing import Literal

from bot.access import Viewer
from bot.calendar.planning import changing, errors, form, review_views, reviewing, saving
from bot.calendar.planning.form import Form
from bot.calendar.planning.history import lines_of
from bot.calendar.planning.review_views import Reader
from bot.calendar.planning.saved import Saved
from bot.directory.profile.errors import TooLong
from bot.directory.profile.rules import one_line
from bot.errors import FieldErrors, NotForYou
from bot.i18n import Markup, mention
from storage import details, planning
from storage.database import Reading, Transaction
from storage.details import Details


async def held(tx: Transaction, viewer: Viewer, activity_id: int, version: int | None) -> Details:
    """A proposal that this person may decide about, held until we have committed: whoever presses at the same time comes second.

    Raises NotForYou, AlreadyDecided, ChangedMeanwhile.
    """
    await planning.lock(tx, activity_id)
    known, proposal = await details.get(tx, activity_id), await planning.proposal(tx, activity_id)
    if known is None or proposal is None or not viewer.may_decide(known.activity.channel_id):
        raise NotForYou
    if known.stage != "proposed":
        raise errors.AlreadyDecided(proposal.decided_by, known.stage)
    if version is not None and version != known.activity.sequence:
        raise errors.ChangedMeanwhile
    return known


async def decide(
    tx: Transaction,
    viewer: Viewer,
    activity_id: int,
    stage: Literal["approved", "declined"],
    *,
    version: int | None,
    reason: str | None = None,
) -> Saved:
    """Approves or declines: what reviewers see says who did, and the proposer is told."""
    await held(tx, viewer, activity_id, version)
    return await _settle(tx, viewer, activity_id, stage, reason)


async def decline(
    tx: Transaction, viewer: Viewer, activity_id: int, typed: str, *, version: int | None
) -> Saved:
    reason = "\n".join(one_line(line) for line in typed.splitlines()).strip()
    if not reason:
        raise FieldErrors({review_views.REASON: errors.NoReason()})
    if len(reason) > form.LONGEST_REASON:
        raise FieldErrors({review_views.REASON: TooLong(len(reason), form.LONGEST_REASON)})
    return await decide(tx, viewer, activity_id, "declined", version=version, reason=reason)


async def withdraw(tx: Transaction, viewer: Viewer, activity_id: int) -> Saved:
    """Its proposer takes it back, as long as nobody has decided."""
    await planning.lock(tx, activity_id)
    known, proposal = await details.get(tx, activity_id), await planning.proposal(tx, activity_id)
    if known is None or proposal is None or proposal.proposed_by != viewer.id:
        raise NotForYou
    if known.stage != "proposed":
        raise errors.AlreadyDecided(proposal.decided_by, known.stage)
    return await _settle(tx, viewer, activity_id, "withdrawn", None)


async def cancel(tx: Transaction, viewer: Viewer, activity_id: int, on: date | None) -> Saved:
    """Calls off what is approved, whole or one date of it: those who know of it are told at once."""
    known = await saving.editable(tx, viewer, activity_id)
    if known.stage != "approved":
        raise NotForYou
    changed = await changing.apply(tx, activity_id, {"status": "cancelled"}, by=viewer.id, on=on)
    return await saving.saved(tx, viewer, activity_id, "cancelled" if changed else "unchanged")


async def once_more(tx: Reading, again: Form, done: Saved) -> Form:
    """The form with what was typed, and why nothing was saved yet: similar ones, or what somebody else has changed meanwhile.

    Whoever sends it once more has been told.
    """
    _, context = again.viewer.words, again.context
    if done.outcome == "similar":
        reading = Reader(_, again.viewer.zone, tx.now)
        note = [review_views.listed(_("*Is it one of these?* Nothing was added yet."), done.similar, reading)]
        note.append(_("If it is another one, press “Add it anyway”."))
        ids = tuple(sorted({*context.despite, *(each.id for each in done.similar)}))
        return replace(again, note="\n".join(note), context=replace(context, despite=ids))
    known = await details.get(tx, context.id or 0)
    last = (await planning.history(tx, context.id or 0, limit=1))[:1]
    if known is None or not last:
        raise NotForYou
    who = mention(last[0].changed_by) if last[0].changed_by else _("Somebody")
    note = [
        _("{who} has changed this while you were writing. Nothing of yours was saved yet.", who=who),
        *await lines_of(tx, again.viewer, last, known.activity.starts_on),
        _("If you save now, it becomes what stands here."),
    ]
    return replace(
        again, note=Markup("\n".join(note)), context=replace(context, version=known.activity.sequence)
    )


async def _settle(tx: Transaction, viewer: Viewer, activity_id: int, stage: str, reason: str | None) -> Saved:
    await planning.decide(tx, activity_id, viewer.id, reason)
    await changing.apply(tx, activity_id, {"stage": stage}, by=viewer.id)
    await reviewing.show(tx, activity_id)
    await reviewing.tell(tx, activity_id)
    return await saving.saved(tx, viewer, activity_id, stage)
