"""The message to a person with all that they are told of the calendar at a time. Pure."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.interest.composing import Told
from bot.calendar.interest.rules import begins_for
from bot.calendar.looking.menus import OPEN_ONE, reference
from bot.calendar.recurrence import Rule
from bot.calendar.recurrence_words import describe
from bot.calendar.when import When
from bot.i18n import Markup, Words
from storage.calendar import Activity

MOST: Final = 20  # things of one message; the rest is counted

Message = tuple[str, list[Block]]


def letter(told: Sequence[Told], zone: ZoneInfo, now: datetime, _: Words) -> Message:
    """One message: a section a thing, reminders first, with a button to the activity. At most 21 blocks."""
    ordered = sorted(told, key=_order)
    texts = [_said(each, zone, now, _) for each in ordered[:MOST]]
    texts = texts[: wording.fitting(texts)]
    pairs = zip(texts, ordered, strict=False)
    blocks = [b.section(text, accessory=_opener(each.activity, _)) for text, each in pairs]
    if (n := len(ordered) - len(texts)) > 0:
        blocks.append(
            b.context(
                _.many(
                    "And {n} more: `/calendar mine` has it.", "And {n} more: `/calendar mine` has them.", n
                )
            )
        )
    return _notification(ordered, zone, now, _), blocks


def _notification(ordered: Sequence[Told], zone: ZoneInfo, now: datetime, _: Words) -> str:
    if len(ordered) > 1:
        return _.many("{n} thing of your calendar.", "{n} things of your calendar.", len(ordered))
    return _headline(ordered[0], zone, now, _).replace("*", "")


def _said(told: Told, zone: ZoneInfo, now: datetime, _: Words) -> Markup:
    """What has happened, and below it what is so now."""
    activity = told.activity
    headline = _headline(told, zone, now, _)
    match told.what:
        case "changed":
            below = _changes(told, zone, now, _)
        case "cancelled":
            below = [_when(activity, zone, now, _)]
        case _whole:
            dates = wording.dates_for_reader(activity, zone, now.astimezone(zone).date(), _)
            below = [wording.details(activity, dates, _, _repeats(activity, _))]
    return Markup("\n".join(line for line in (headline, *below) if line))


def _headline(told: Told, zone: ZoneInfo, now: datetime, _: Words) -> Markup:
    title = wording.title(told.activity)
    match told.what:
        case "reminder":
            return _reminder(told.activity, zone, now, _)
        case "new":
            return _("New in the calendar: *{title}*", title=title)
        case "dated":
            return _("The date of *{title}* is set.", title=title)
        case "cancelled":
            return _("*{title}* is cancelled. It does not take place.", title=title)
        case "restored":
            return _("*{title}* takes place after all.", title=title)
        case "changed":
            return _("*{title}* has changed.", title=title)


def _reminder(activity: Activity, zone: ZoneInfo, now: datetime, _: Words) -> Markup:
    title, begins = wording.title(activity), begins_for(activity, zone) or now
    day, today = begins.astimezone(zone).date(), now.astimezone(zone).date()
    match (day - today).days:
        case 0:
            return _("You go to *{title}*, which is today.", title=title)
        case 1:
            return _("You go to *{title}*, which is tomorrow.", title=title)
        case _later:
            return _("You go to *{title}*, which is on {day}.", title=title, day=_.day(day))


def _changes(told: Told, zone: ZoneInfo, now: datetime, _: Words) -> Iterable[Markup]:
    """A line for each thing that is different now: what it was struck out, and what it is."""
    old, new = told.old, told.activity
    lines = {
        _("Title"): (wording.title(old), wording.title(new)),
        _("When"): (_when(old, zone, now, _), _when(new, zone, now, _)),
        _("From"): (_first(old, _), _first(new, _)),
        _("Where"): (wording.where(old, _, is_whole=True), wording.where(new, _, is_whole=True)),
    }
    for label, (before, after) in lines.items():
        if before != after:
            said = " ".join(part for part in (_struck(before), after) if part)
            yield Markup(f"*{label}*  {said}")
    if old.status != new.status:
        yield _("It is not certain any more.") if new.status == "tentative" else _("It is certain now.")


def _struck(text: Markup | None) -> str:
    return f"~{text.replace('~', '')}~" if text else ""


def _when(activity: Activity, zone: ZoneInfo, now: datetime, _: Words) -> Markup:
    """The date; of what repeats, where all of its dates are meant, “every Tuesday, 14:00 in Zurich”."""
    often = _repeats(activity, _)
    if not often or activity.starts_at is None:
        return often or wording.dates_for_reader(activity, zone, now.astimezone(zone).date(), _)
    return _(
        "{repeats}, {time} in {place}",
        repeats=often,
        time=_.hour(activity.starts_at),
        place=_.city(activity.timezone),
    )


def _repeats(activity: Activity, _: Words) -> Markup:
    """How often something takes place, where all of its dates are meant."""
    first = activity.starts_on
    if activity.rrule is None or activity.on is not None or first is None:
        return Markup("")
    return describe(Rule.parse(activity.rrule), When("day", first, first, None, None, activity.timezone), _)


def _first(activity: Activity, _: Words) -> Markup:
    """The first day of what repeats, where all of its dates are meant."""
    is_all = activity.starts_on is not None and _repeats(activity, _)
    return _.day(activity.starts_on, year=True) if activity.starts_on and is_all else Markup("")


def _opener(activity: Activity, _: Words) -> Block:
    title = wording.title(activity)
    return b.button(_("Open"), OPEN_ONE, value=reference(activity), label=_("Open {title}", title=title))


def _order(told: Told) -> tuple[bool, datetime, int]:
    activity = told.activity
    begins = activity.begins or datetime.max.replace(tzinfo=UTC)
    return told.what != "reminder", begins, activity.id
