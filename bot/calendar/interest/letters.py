"""What people are told of the calendar by direct message: planned here, in the transaction that changes something."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendar.interest import choices, rules
from bot.calendar.interest.before import TOLD, is_over, was
from bot.calendar.telling.due import due_activity
from bot.calendar.telling.news import News
from bot.calendar.telling.rules import What
from bot.i18n import zone
from storage import circles, dates, interest, letters, mentions, people, planning
from storage.calendar import Activity
from storage.choices import who_chose
from storage.database import Reading, Transaction
from storage.letters import Letter
from storage.occasions import ONCE
from storage.people import Member

# What those want to hear who want to be told of all; changes of what is theirs only.
FOR_ALL: Final[frozenset[What]] = frozenset({"new", "dated", "cancelled", "restored"})
OFF_AND_ON: Final[frozenset[What]] = frozenset({"cancelled", "restored"})
OF_GOING: Final = ("reminder", "rating")
BACK: Final = timedelta(days=3)  # so long after an occurrence nothing is planned of it any more


async def tell(tx: Transaction, news: News) -> None:
    """Plans letters to those whom news of an activity concerns: who go or are interested, and who want to be told of all.

    Not to whoever made the change. Whether somebody may see it, and what there is still to tell, is asked again when it is sent.
    """
    activity, old = news.activity, was(news.activity, news.before)
    is_out = activity.kind in rules.OUT
    nearest = await nearest_date(tx, activity)
    if not is_out and is_over(nearest, old, tx.now):
        return
    if news.what == "changed" and not news.changed & {*TOLD, "channel_id"}:
        return
    addressees, is_new = await _addressees(tx, news)
    if not addressees:
        return
    begins, before = (nearest.begins, old.begins), dict(news.before)

    def letter(to: Member) -> Letter | None:
        here = zone(to.timezone)
        if is_out and news.what not in OFF_AND_ON:
            due = rules.out_due(activity, here, tx.now)
        else:
            due = rules.news_due(begins, here, tx.now, is_off=news.what == "cancelled")
        if due is None:
            return None
        if to.id in is_new:  # who could not see it till now is told nothing of what it was like
            return Letter(
                to.id, activity.id, news.on or ONCE, "news", due, what="new", before={"stage": None}
            )
        return Letter(to.id, activity.id, news.on or ONCE, "news", due, what=news.what, before=before)

    await letters.plan(tx, [each for each in map(letter, addressees) if each is not None])


async def nearest_date(tx: Reading, activity: Activity) -> Activity:
    """The date that word of an activity is about: of what repeats, where all are meant, the next one. The first may be long over."""
    if activity.rrule is None or activity.on is not None:
        return activity
    return await due_activity(tx, activity.id, None) or activity


async def concerning(tx: Reading, activity_ids: Sequence[int]) -> frozenset[int]:
    """Those of some activities to which anybody goes, or that letters to such people are about: see `replan`."""
    return await interest.gone_to(tx, activity_ids) | await letters.about(tx, activity_ids, OF_GOING)


async def replan(tx: Transaction, activity: Activity, member_id: str | None = None) -> None:
    """Makes the reminders and the questions how it was, of those who go, what an activity's dates now ask for: of all, or of one member.

    What was said of a date is not said again; of a date that was moved it is.
    """
    since = tx.now.date() - BACK
    going = await interest.going(tx, activity.id, since=since, member_id=member_id)
    there = await letters.of_activity(tx, activity.id, OF_GOING, member_id=member_id)
    if not going and not there:
        return
    found = {each.on or ONCE: each for each in await dates.of_activity(tx, activity.id, after=tx.now - BACK)}
    # Of what came to repeat after somebody had answered, the first date is meant.
    found.setdefault(ONCE, activity)
    members = await people.by_ids(tx, {id_ for id_, _ in going})
    theirs = {(id_, on): found[on] for id_, on in going if on in found and id_ in members}
    known = {_key(each): each for each in there}
    wanted = {
        _key(letter): letter
        for (id_, on), date_ in theirs.items()
        for letter in _of_going(id_, on, date_, zone(members[id_].timezone), tx.now)
    }
    await letters.plan(tx, [each for key, each in wanted.items() if _is_news(known.get(key), each, tx.now)])
    pending = [each for key, each in known.items() if each.state == "pending" and key not in wanted]
    await letters.drop(tx, [each for each in pending if not _stands(each, theirs, since)])


def _is_news(known: Letter | None, wanted: Letter, now: datetime) -> bool:
    """Whether what is wanted is to be planned: it is new, of another date, or at another moment and not overdue."""
    if known is None or known.begins != wanted.begins:
        return True
    return known.state == "pending" and now < known.due_at != wanted.due_at


def _stands(pending: Letter, theirs: Mapping[tuple[str, date], Activity], since: date) -> bool:
    """Whether a letter stays that would not be planned any more: it is overdue, of a date that is as it was, or long past."""
    if ONCE != pending.on < since:
        return True
    activity = theirs.get((pending.member_id, pending.on))
    return activity is not None and activity.status != "cancelled" and activity.begins == pending.begins


def _of_going(
    member_id: str, on: date, activity: Activity, here: ZoneInfo, now: datetime
) -> Iterable[Letter]:
    """What somebody who goes is to be told of a date."""
    reminder, question = rules.reminder_due(activity, here, now), rules.question_due(activity, here, now)
    if reminder is not None:
        yield Letter(member_id, activity.id, on, "reminder", reminder, begins=activity.begins)
    if question is not None:
        yield Letter(member_id, activity.id, on, "rating", question, begins=activity.begins)


async def _addressees(tx: Transaction, news: News) -> tuple[Sequence[Member], frozenset[str]]:
    """To whom letters are planned, in the order of their ids; and the ids of those to whom it is new, because it was others' till now."""
    ids, is_out = set[str](), news.activity.kind in rules.OUT
    if news.what != "new" and (news.what != "changed" or news.changed & set(TOLD)):
        since = tx.now.date() - BACK
        ids |= set(await interest.who_wants(tx, news.activity.id, news.on, since=since))
    has_moved = "channel_id" in news.changed and news.what not in OFF_AND_ON and not is_out
    of_all = set(await who_chose(tx, "all")) if news.what in FOR_ALL or is_out or has_moved else set()
    if news.what in OFF_AND_ON and (is_out or not await mentions.naming(tx, news.activity.id, None, 1)):
        # Who has not been told that it is there need not be told that it isn't.
        sent = {
            each.member_id
            for each in await letters.of_activity(tx, news.activity.id, ["news"])
            if each.state == "sent"
        }
        of_all &= sent
        ids = ids & sent if is_out else ids
    who_did_it = await _who_did_it(tx, news)
    chosen = await choices.of_many(tx, (ids | of_all) - who_did_it)
    found = await people.by_ids(tx, [id_ for id_, choice in chosen.items() if choice != "none"])
    can_see = await _who_can_see(tx, found, news.activity.channel_id)
    could_see = await _who_can_see(tx, found, news.before["channel_id"]) if has_moved else found.keys()
    is_new = frozenset(can_see - could_see)
    if has_moved and news.what == "changed":
        can_see &= ids | is_new
    return [each for id_, each in sorted(found.items()) if id_ in can_see], is_new


async def _who_can_see(tx: Transaction, among: Mapping[str, Member], channel_id: str | None) -> set[str]:
    inside = await circles.in_channels(tx, among, [channel_id]) if channel_id else {}
    return {
        each.id
        for each in among.values()
        if each.is_person and (channel_id is None or each.is_secretariat or each.id in inside)
    }


async def _who_did_it(tx: Transaction, news: News) -> set[str]:
    """Who made the last change of each thing that is told, if that was one person: they know. What is new its proposer knows, too."""
    names = {"stage"} if news.what == "new" else news.changed & set(TOLD)
    on = news.on.isoformat() if news.on else None
    by = dict[str, str | None]()
    for change in await planning.history(tx, news.activity.id):
        if change.on == on:
            for name in names & change.what.keys():
                by.setdefault(name, change.changed_by)
    proposal = await planning.proposal(tx, news.activity.id) if news.what == "new" else None
    who = {id_ for id_ in by.values() if id_ is not None}
    if len(set(by.values())) != 1:
        who.clear()
    return who | ({proposal.proposed_by} if proposal else set())


def _key(letter: Letter) -> tuple[str, date, str]:
    return letter.member_id, letter.on, letter.purpose
