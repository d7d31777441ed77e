"""Adding and changing activities, in a transaction that is given: by who it is they are in the calendar at once, or proposed."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from bot.access import Viewer
from bot.calendar.draft import ActivityDraft
from bot.calendar.planning import beside, changing, errors, form, reviewing
from bot.calendar.planning.facts import FIELDS, columns_of
from bot.calendar.planning.saved import Saved
from bot.directory.profile.rules import Choice
from bot.directory.vocabulary.choosing import chosen
from bot.errors import FieldErrors, NotForYou, Refusal
from storage import calendar, channels, details, people, planning
from storage.calendar import Activity
from storage.database import Reading, Transaction
from storage.details import Details


async def add(
    tx: Transaction,
    viewer: Viewer,
    draft: ActivityDraft,
    fields: Sequence[Choice],
    *,
    key: str,
    despite: Collection[int],
) -> Saved:
    """Adds or proposes an activity, once for a `key`; not if there are similar ones beside those in `despite`. Raises FieldErrors."""
    await _check_whom(tx, viewer, draft.channel_id)
    uid = draft.uid or hashlib.sha256(f"{viewer.id}:{key}".encode()).hexdigest()[:32]
    known = await calendar.by_uids(tx, [uid])
    if not known:
        like = await beside.similar(tx, beside.sight_of(viewer), draft.title, draft.when)
        if any(each.id not in despite for each in like):
            return Saved(viewer, "similar", similar=tuple(like))
    if known or not await tx.seen.first_time(f"calendar:add:{uid}"):
        known = known or await calendar.by_uids(tx, [uid])
        return await _sent_again(tx, viewer, known[uid], draft, fields)
    await people.save(tx, viewer.id)
    is_theirs = viewer.may_decide(draft.channel_id)
    values = columns_of(draft) | {FIELDS: await terms_of(tx, viewer, fields)}
    stage = "approved" if is_theirs else "proposed"
    activity = await changing.add(tx, uid, values, by=viewer.id, stage=stage)
    if not is_theirs:
        await planning.propose(tx, activity.id, viewer.id)
        await reviewing.show(tx, activity.id)
    return await saved(tx, viewer, activity.id)


async def _sent_again(
    tx: Transaction, viewer: Viewer, known: Activity, draft: ActivityDraft, fields: Sequence[Choice]
) -> Saved:
    """A form that has added this already: whoever got no answer in time may have changed it before they sent it again. Nothing is
    changed of what somebody has changed or decided since."""
    if not draft.uid:
        with suppress(NotForYou, errors.AlreadyDecided):
            again = await edit(tx, viewer, known.id, draft, fields, version=0)
            if again.outcome == "changed":
                return again
    return await saved(tx, viewer, known.id)


async def edit(
    tx: Transaction,
    viewer: Viewer,
    activity_id: int,
    draft: ActivityDraft,
    fields: Sequence[Choice],
    *,
    version: int | None,
) -> Saved:
    """Changes all of an activity. `version`: the sequence that its editor saw; if it is another by now, nothing is changed."""
    known = await editable(tx, viewer, activity_id)
    if draft.channel_id != known.activity.channel_id:
        await _check_move(tx, viewer, known, draft.channel_id)
    if version is not None and version != known.activity.sequence:
        return Saved(viewer, "outdated")
    terms = await terms_of(tx, viewer, fields, known.fields)
    values = columns_of(draft) | {FIELDS: terms}
    changed = await changing.apply(tx, activity_id, values, by=viewer.id)
    if changed is not None and known.stage == "proposed":
        await reviewing.show(tx, activity_id)
    return await saved(tx, viewer, activity_id, "changed" if changed else "unchanged")


async def edit_one(
    tx: Transaction,
    viewer: Viewer,
    activity_id: int,
    on: date,
    values: Mapping[str, Any],
    *,
    version: int | None,
) -> Saved:
    """Changes one date of what repeats, by its day by the rule."""
    known = await editable(tx, viewer, activity_id)
    if version is not None and version != known.activity.sequence:
        return Saved(viewer, "outdated")
    changed = await changing.apply(tx, activity_id, values, by=viewer.id, on=on)
    if changed is not None and known.stage == "proposed":
        await reviewing.show(tx, activity_id)
    return await saved(tx, viewer, activity_id, "changed" if changed else "unchanged")


async def editable(tx: Transaction, viewer: Viewer, activity_id: int) -> Details:
    """An activity that this person may change, held until we have committed. Raises NotForYou, AlreadyDecided."""
    await planning.lock(tx, activity_id)
    return await readable(tx, viewer, activity_id)


async def readable(tx: Reading, viewer: Viewer, activity_id: int) -> Details:
    """The same, not held: to show the form."""
    known, proposal = await details.get(tx, activity_id), await planning.proposal(tx, activity_id)
    proposed_by = proposal.proposed_by if proposal else None
    if known is None or not viewer.may_see_plan(known.activity.channel_id, known.stage, proposed_by):
        raise NotForYou
    may_decide = viewer.may_decide(known.activity.channel_id)
    if proposal is not None and known.stage != "proposed" and not (may_decide and known.stage == "approved"):
        if may_decide or proposed_by == viewer.id:
            raise errors.AlreadyDecided(proposal.decided_by, known.stage)
        raise NotForYou
    if not may_decide and not (known.stage == "proposed" and proposed_by == viewer.id):
        raise NotForYou
    return known


async def terms_of(
    tx: Transaction, viewer: Viewer, fields: Sequence[Choice], also: Collection[int] = frozenset()
) -> Mapping[int, str | None]:
    """The ids of the fields that were chosen, with names of their own. Raises FieldErrors."""
    try:
        found, own_names = await chosen(tx, viewer, "field", fields, also=also)
        return {term.id: own_names.get(term.id) for term in found}
    except FieldErrors:
        raise
    except Refusal as refusal:
        raise FieldErrors({form.FIELDS: refusal}) from None


async def choosable(tx: Reading, viewer: Viewer) -> dict[str, str]:
    """The groups for which somebody may add or propose something: what they are called, by channel."""
    if viewer.is_secretariat:
        return await channels.groups(tx)
    mine = [p for p in viewer.places if p.is_in and p.kind == "group" and not p.is_archived]
    return channels.told_apart([(place.id, place.title, place.name) for place in mine])


async def saved(tx: Reading, viewer: Viewer, activity_id: int, outcome: Any = None) -> Saved:
    """An activity as it is now. Without an `outcome`, that it was added or proposed, as it is."""
    known = await details.get(tx, activity_id)
    if known is None:
        raise NotForYou
    outcome = outcome or ("added" if known.stage == "approved" else "proposed")
    return Saved(viewer, outcome, await reviewing.shown_to(tx, viewer, known))


async def _check_whom(tx: Reading, viewer: Viewer, channel_id: str | None) -> None:
    """Whether somebody may add or propose something there. Raises FieldErrors."""
    is_known = channel_id is None or channel_id in await choosable(tx, viewer)
    if not is_known or not viewer.may_propose(channel_id):
        raise FieldErrors({form.WHOM: errors.NotForAll()})


async def _check_move(tx: Reading, viewer: Viewer, known: Details, channel_id: str | None) -> None:
    """What is approved is moved only to where its editor decides, too. Raises FieldErrors."""
    await _check_whom(tx, viewer, channel_id)
    if known.stage == "approved" and not viewer.may_decide(channel_id):
        raise FieldErrors({form.WHOM: errors.NotForAll()})
