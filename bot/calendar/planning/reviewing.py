"""Brings a proposal before those who decide, keeps what they see true, and tells its proposer what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import access, hours
from bot.access import Viewer
from bot.calendar.fields import fields_of
from bot.calendar.planning import beside, review_views
from bot.calendar.planning.beside import MAY_SEE
from bot.calendar.planning.review_views import Message, Reader, Shown
from bot.calendar.recurrence import Rule
from bot.calendar.when import When
from bot.i18n import words, zone
from storage import channels, details, people, planning
from storage import workspace as workspaces
from storage.calendar import Activity
from storage.database import Reading, Transaction
from storage.details import Details
from storage.planning import Proposal


async def show(tx: Transaction, activity_id: int) -> None:
    """Brings a proposal before its reviewers and its proposer; where it is shown already, it is made true.

    Its reviewers are the Secretariat, in their channel if they have one, and for a group's calendar its moderators. The channel has it at
    once: it is where they work, and nobody is pinged. Who is written to by themselves, and sleeps, has it when they wake.
    """
    known, proposal = await _both(tx, activity_id)
    wanted = await _reviewers(tx, known)
    for lane in proposal.shown_in:
        shown = await _for(tx, lane, known)
        view = review_views.review if lane in wanted else review_views.elsewhere
        await _say(tx, _key(known, lane), lane, known, proposal, shown, view)
    await _bring(tx, known, proposal, wanted)
    mine = await _for(tx, proposal.proposed_by, known)
    await _say(
        tx, f"calendar:proposal:{activity_id}", proposal.proposed_by, known, proposal, mine, review_views.mine
    )


async def _bring(tx: Transaction, known: Details, proposal: Proposal, wanted: Sequence[str]) -> None:
    """Brings it before those of its reviewers who are awake, and do not see it yet."""
    new = [lane for lane in wanted if lane not in proposal.shown_in] if known.stage == "proposed" else []
    waking = {lane: at for lane in new if (at := await _waking(tx, lane, known)) is not None}
    awake = [lane for lane in new if lane not in waking]
    for lane in awake:
        shown = await _for(tx, lane, known)
        await _say(tx, _key(known, lane), lane, known, proposal, shown, review_views.review)
    waking_at = min(waking.values(), default=None)
    if awake or waking_at != proposal.waking_at:
        await planning.show_in(tx, known.activity.id, [*proposal.shown_in, *awake], waking_at)


async def _waking(tx: Reading, lane: str, known: Details) -> datetime | None:
    """When somebody wakes who sleeps now. None for who is awake, for a channel, and where it would have begun by then."""
    if await channels.get(tx, lane) is not None:
        return None
    wakes_at = hours.after_the_night(tx.now, (await access.viewer(tx, lane)).zone)
    begins = known.activity.begins
    is_urgent = begins is not None and tx.now < begins <= wakes_at
    return wakes_at if wakes_at > tx.now and not is_urgent else None


def _key(known: Details, lane: str) -> str:
    return f"calendar:review:{known.activity.id}:{lane}"


async def tell(tx: Transaction, activity_id: int) -> None:
    """Tells the proposer what was decided, unless it was they who did; one who sleeps, when they wake."""
    known, proposal = await _both(tx, activity_id)
    if proposal.decided_by in (None, proposal.proposed_by):
        return
    waking_at = await _waking(tx, proposal.proposed_by, known)
    if waking_at is None:
        shown = await _for(tx, proposal.proposed_by, known)
        message = review_views.outcome(shown, proposal)
        await tx.outbox.direct(f"calendar:decided:{activity_id}", proposal.proposed_by, *message)
    if waking_at != proposal.waking_at:
        await planning.show_in(tx, activity_id, proposal.shown_in, waking_at)


async def wake_next(tx: Transaction) -> bool:
    """Tells who has woken of one proposal. Returns whether there was one."""
    first = await planning.first_waking(tx)
    if first is None or first[1] > tx.now:
        return False
    activity_id = first[0]
    await planning.lock(tx, activity_id)
    known, proposal = await _both(tx, activity_id)
    if proposal.waking_at is None or proposal.waking_at > tx.now:
        return True  # another worker was quicker
    if known.stage == "proposed":
        await _bring(tx, known, proposal, await _reviewers(tx, known))
    else:
        await planning.show_in(tx, activity_id, proposal.shown_in, None)
        await tell(tx, activity_id)
    return True


async def shown_to(tx: Reading, viewer: Viewer, known: Details) -> Shown:
    """An activity as a viewer sees it, with what is at the same time, but for similar ones."""
    shown = await _plain(tx, viewer, known)
    if known.activity.kind != "event" or known.activity.status == "cancelled":
        return shown
    return replace(shown, clashes=await _clashes(tx, known, beside.sight_of(viewer)))


async def _say(
    tx: Transaction,
    key: str,
    lane: str,
    known: Details,
    proposal: Proposal,
    shown: Shown,
    view: Callable[[Shown, Proposal], Message],
) -> None:
    """Says it once for a key, and rewrites it ever after. A lane is a channel, or a person."""
    text, blocks = view(shown, proposal)
    say = tx.outbox.post if shown.reader.is_channel else tx.outbox.direct
    if not await say(key, lane, text, blocks):
        rewritten = f"{key}:{known.stage}:{known.activity.sequence}"
        await tx.outbox.update(rewritten, lane, of=key, text=text, blocks=blocks)


async def _reviewers(tx: Reading, known: Details) -> tuple[str, ...]:
    """Where a proposal is shown: in the Secretariat's channel, or to each of them; and to the group's moderators."""
    workspace, group = await workspaces.get(tx), known.activity.channel_id
    room = workspace.secretariat_channel_id
    lanes = [room] if room else [member.id for member in await people.secretariat(tx)]
    if group is not None:
        for member in await channels.moderators_of(tx, group):
            viewer = await access.viewer(tx, member.id)
            if viewer.may_moderate(group):  # not whoever has left it
                lanes.append(member.id)
    return tuple(dict.fromkeys(lanes))


async def _for(tx: Reading, lane: str, known: Details) -> Shown:
    """A proposal for a channel, in the workspace's words, or for a person, in theirs."""
    may_see = beside.sight_of_secretariat
    workspace = await workspaces.get(tx)
    if lane == workspace.secretariat_channel_id or await channels.get(tx, lane) is not None:
        here = zone(workspace.timezone)
        reader = Reader(words(workspace.language), here, tx.now, is_channel=True)
        shown = await _facts(tx, known, Shown(reader, known))
    else:
        viewer = await access.viewer(tx, lane)
        shown, may_see = await _plain(tx, viewer, known), beside.sight_of(viewer)
    if known.stage != "proposed":
        return shown
    activity = known.activity
    like = await beside.similar(tx, may_see, activity.title, when_of(known), but=activity.id)
    clashes = await _clashes(tx, known, may_see) if activity.kind == "event" else ()
    return replace(shown, similar=like, clashes=clashes)


async def _plain(tx: Reading, viewer: Viewer, known: Details) -> Shown:
    return await _facts(tx, known, Shown(Reader(viewer.words, viewer.zone, tx.now), known))


async def _facts(tx: Reading, known: Details, shown: Shown) -> Shown:
    group = known.activity.channel_id
    titles = await channels.titles(tx, [group]) if group else {}
    terms = await fields_of(tx, known)
    fields = tuple(terms[term_id] for term_id in sorted(terms))
    return replace(shown, group=titles.get(group or "", ""), fields=fields)


async def _clashes(tx: Reading, known: Details, may_see: MAY_SEE) -> tuple[Activity, ...]:
    rule = Rule.parse(known.rrule) if known.rrule else None
    activity = known.activity
    found = await beside.clashing(tx, may_see, activity.channel_id, when_of(known), rule, but=activity.id)
    return tuple(found)


def when_of(known: Details) -> When:
    """An activity's (first) date."""
    a = known.activity
    return When(a.precision, a.starts_on, a.ends_on, a.starts_at, a.ends_at, a.timezone)  # type: ignore[arg-type]


async def _both(tx: Reading, activity_id: int) -> tuple[Details, Proposal]:
    known, proposal = await details.get(tx, activity_id), await planning.proposal(tx, activity_id)
    if known is None or proposal is None:
        raise LookupError(f"activity {activity_id} was not proposed")
    return known, proposal
