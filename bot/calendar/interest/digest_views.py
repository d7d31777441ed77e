"""The digest on Monday mornings, for one person: what is ahead for them, this week and the next. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import agenda, wording
from bot.i18n import Markup, Words
from storage.calendar import Activity

LISTED: Final = 20  # lines under one heading
WEEK: Final = timedelta(weeks=1)

Message = tuple[str, list[Block]]


@dataclass(frozen=True, slots=True)
class Digest:
    """`goes_to`: those of the activities that the reader goes to. `groups`: what groups are called, by channel."""

    this_week: Sequence[Activity]
    next_week: Sequence[Activity]
    goes_to: Collection[Activity] = frozenset()
    groups: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.this_week or self.next_week)


def arrange(
    activities: Sequence[Activity], monday: date, zone: ZoneInfo, now: datetime
) -> tuple[list[Activity], list[Activity]]:
    """What of activities that are not over is on in the week from `monday`, and in the next. `zone` is the reader's."""
    ordered = [each for each in agenda.in_order(activities, zone, now) if agenda.is_dated(each)]
    days = [(agenda.first_day(each, zone) or monday, each) for each in ordered]
    this = [each for day, each in days if day < monday + WEEK]
    return this, [each for day, each in days if monday + WEEK <= day < monday + 2 * WEEK]


def digest(found: Digest, zone: ZoneInfo, now: datetime, _: Words) -> Message:
    """A direct message; there is something in it."""
    blocks = [b.header(_("Your weeks ahead"))]
    if not found.this_week:
        blocks.append(b.section(_("Nothing is planned for this week.")))
    for heading, activities in ((_("This week"), found.this_week), (_("Next week"), found.next_week)):
        if activities:
            lines = [_line(each, found, zone, now, _) for each in activities[:LISTED]]
            lines = lines[: wording.fitting(lines, wording.MESSAGE // 2)]
            beyond = len(activities) - len(lines)
            if beyond > 0:
                lines.append(_.many("and {n} more: `/calendar`", "and {n} more: `/calendar`", beyond))
            blocks += wording.in_sections([Markup(f"*{heading}*"), *lines])
    blocks.append(
        b.context(
            _("This comes on Monday mornings. `/calendar settings` changes that; `/calendar` shows all.")
        )
    )
    counts = (
        (found.this_week, _.many("{n} activity this week", "{n} activities this week", len(found.this_week))),
        (found.next_week, _.many("{n} next week", "{n} next week", len(found.next_week))),
    )
    listing = _.listing([count for activities, count in counts if activities])
    return _("Your weeks ahead: {counts}.", counts=listing), blocks


def _line(activity: Activity, found: Digest, zone: ZoneInfo, now: datetime, _: Words) -> Markup:
    dates = wording.dates_for_reader(activity, zone, now.astimezone(zone).date(), _)
    group = found.groups.get(activity.channel_id or "", "")
    whose = Markup("") if wording.is_said(group, activity) else wording.one_line(group, wording.PLACE)
    goes = _("you go") if activity in found.goes_to else Markup("")
    return wording.line(activity, dates, _, whose, goes)
