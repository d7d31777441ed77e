"""One activity, whole, as somebody may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from bot.access import Viewer
from bot.calendar.fields import fields_of
from bot.calendar.interest import going
from bot.calendar.interest.going import Going
from bot.calendar.planning import history
from bot.calendar.ratings.scores import score_of
from bot.errors import NotForYou
from bot.i18n import Markup
from storage import channels, dates, details, planning
from storage.calendar import Activity
from storage.database import Reading
from storage.details import Details
from storage.planning import Proposal
from storage.ratings import Score
from storage.vocabulary import Term

CHANGES: Final = 10  # of its history that are in sight
NEXT: Final = 4  # dates of what repeats


@dataclass(frozen=True, slots=True)
class Detail:
    """`activity` has the dates of the occurrence that was asked for, of one that repeats. `group`: what its group is called.

    `next_dates` are those that are still to come, of what repeats. `changes` are lines, the newest first.
    `score`: what those say who went, if enough of them do.
    """

    viewer: Viewer
    now: datetime
    known: Details
    activity: Activity
    group: str = ""
    fields: Sequence[Term] = ()
    proposal: Proposal | None = None
    next_dates: Sequence[Activity] = ()
    changes: Sequence[Markup] = ()
    score: Score | None = None
    going: Going = Going()  # noqa: RUF009 - frozen

    @property
    def may_decide(self) -> bool:
        return self.viewer.may_decide(self.activity.channel_id)

    @property
    def is_proposers(self) -> bool:
        return self.proposal is not None and self.proposal.proposed_by == self.viewer.id


async def load(tx: Reading, viewer: Viewer, activity_id: int, on: date | None) -> Detail:
    """Raises NotForYou, also of what isn't there: both sound the same."""
    known, proposal = await details.get(tx, activity_id), await planning.proposal(tx, activity_id)
    proposed_by = proposal.proposed_by if proposal else None
    if known is None or not viewer.may_see_plan(known.activity.channel_id, known.stage, proposed_by):
        raise NotForYou
    activity, coming = known.activity, list[Activity]()
    if known.rrule is not None:
        found = sorted(await dates.of_activity(tx, activity_id, after=tx.now), key=_begins)
        coming = [each for each in found if each.status != "cancelled"]
        asked = [each for each in found if each.on == on] if on else coming
        activity = asked[0] if asked else activity
    group = activity.channel_id
    terms = await fields_of(tx, known)
    changes = await planning.history(tx, activity_id, limit=CHANGES)
    organises = viewer.may_decide(group) or await planning.added_by(tx, activity_id) == viewer.id
    return Detail(
        viewer=viewer,
        now=tx.now,
        known=known,
        activity=activity,
        group=(await channels.titles(tx, [group])).get(group, "") if group else "",
        fields=sorted(terms.values(), key=lambda term: term.said(viewer.words.language).casefold()),
        proposal=proposal,
        next_dates=[each for each in coming if each.on != activity.on][:NEXT],
        changes=await history.lines_of(tx, viewer, changes, known.activity.starts_on),
        score=await score_of(tx, activity_id),
        going=await going.load(tx, viewer, activity, known.stage, sees_interested=organises),
    )


def _begins(activity: Activity) -> datetime:
    return activity.begins or datetime.max.replace(tzinfo=UTC)
