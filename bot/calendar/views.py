"""The calendar as a person looks at it: what is ahead, page by page, and the help."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.agenda import WEEKS, Agenda, Soon, first_day, how_soon
from bot.calendar.looking import menus, naming
from bot.help import unknown_word
from bot.i18n import Markup, Words
from storage.calendar import Activity

PAGE: Final = "calendar.page"
EARLIER: Final = "calendar.earlier"  # the way back: two buttons of one block need two ids
OPEN: Final = "calendar.open"

Message = tuple[str, list[Block]]


def agenda(page: Agenda) -> Message:
    """A page of what is ahead: at most 8 activities, a line each, under how soon they are; and the ways to narrow and to open it."""
    _ = page.words
    blocks = [b.header(_("What is ahead")), *menus.chips(page)]
    if not page.activities:
        empty = menus.nothing(page)
        blocks += empty
        actions = [*menus.opener(page), *menus.narrower(page)]
        text: Markup = empty[0]["text"]["text"]
    else:
        for soon, lines in _under_headings(page).items():
            blocks += wording.in_sections([Markup(f"*{soon}*"), *lines])
        if notes := [*_zone_note(page), *_pages(page)]:
            blocks.append(b.context(*notes))
        actions = [*menus.opener(page), *menus.narrower(page), *_turns(page)]
        n = len(page.activities)
        text = _.many("What is ahead: {n} activity.", "What is ahead: {n} activities.", n)
    blocks += menus.waiting(page)
    if actions:
        # Slack keeps what was chosen in a menu as long as its block has the same id.
        blocks.append(b.actions(*actions, block_id=f"calendar {page.place.turned(page.page).written()}"))
    return text, blocks


def agenda_modal(page: Agenda) -> Block:
    """The same in a modal, for where there is no message to answer."""
    _ = page.words
    blocks = agenda(page)[1][1:]  # the modal has its own title
    return b.modal(_("What is ahead"), blocks, callback_id=OPEN, close=_("Close"))


# Those who share a language and a zone read the same lines, again and again.
@lru_cache(maxsize=2048)
def _line(activity: Activity, group: str, zone: ZoneInfo, today: date, _: Words) -> Markup:
    dates = wording.dates_for_reader(activity, zone, today, _)
    whose = wording.one_line(group, wording.PLACE) if not wording.is_said(group, activity) else Markup("")
    every = naming.every(activity, _) or Markup("")
    return wording.line(activity, dates, _, every, whose)


def _under_headings(page: Agenda) -> dict[Markup, list[Markup]]:
    """A line for each activity of a page, by headings, in order. What is later than next week stands under its week, then its month."""
    found: dict[Markup, list[Markup]] = {}
    today = page.today
    for activity in page.activities:
        soon = how_soon(activity, page.zone, page.now)
        heading = _heading(soon, first_day(activity, page.zone), today, page.words)
        group = page.groups.get(activity.channel_id or "", "")
        found.setdefault(heading, []).append(_line(activity, group, page.zone, today, page.words))
    return found


def _has_a_week(day: date, today: date) -> bool:
    """Whether it stands under its week: so does all of the month in which these weeks end, not to have both headings."""
    last = _monday(today) + timedelta(weeks=1 + WEEKS, days=-1)
    return day <= last or (day.year, day.month) == (last.year, last.month)


@lru_cache(maxsize=2048)
def _heading(soon: Soon, day: date | None, today: date, _: Words) -> Markup:
    match soon:
        case Soon.UNDER_WAY:
            return _("Under way")
        case Soon.TODAY:
            return _("Today")
        case Soon.TOMORROW:
            return _("Tomorrow")
        case Soon.THIS_WEEK:
            return _("This week")
        case Soon.NEXT_WEEK:
            return _("Next week")
        case Soon.LATER if day is not None and _has_a_week(day, today):
            return _("Week of {day}", day=_.day_and_month(_monday(day)))
        case Soon.LATER if day is not None:
            month = _.name_of_month(day) if day.year == today.year else _.month(day)
            return Markup(month[:1].upper() + month[1:])
        case _to_confirm:
            return _("Date to be confirmed")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _zone_note(page: Agenda) -> list[Markup]:
    """Whose hours these are, where there are any."""
    _ = page.words
    if any(activity.precision == "day" and activity.starts_at for activity in page.activities):
        return [_("Times are in your time zone ({zone}).", zone=_.city(page.zone.key))]
    return []


def _pages(page: Agenda) -> list[Markup]:
    _ = page.words
    return [_("Page {page} of {pages}.", page=page.page, pages=page.pages)] if page.pages > 1 else []


def _turns(page: Agenda) -> list[Block]:
    """Buttons to the pages before and after."""
    _ = page.words
    turns = []
    if page.page > 1:
        turns.append(b.button(_("Earlier"), EARLIER, value=page.place.turned(page.page - 1).written()))
    if page.page < page.pages:
        turns.append(b.button(_("More"), PAGE, value=page.place.turned(page.page + 1).written()))
    return turns


def help_message(_: Words, unknown: str = "", meant: str | None = None) -> Message:
    """What `/calendar` understands. An `unknown` word is named, with the command that was probably `meant`."""
    lines = [
        _("*What `/calendar` does.* Only you see its answers."),
        _("`/calendar` shows what is ahead, for everyone and for your groups, in your time zone."),
        _("`/calendar 2` shows the second page."),
        _("`/calendar mine` shows what is for your groups, what you go to, and what you have proposed."),
        _(
            "`/calendar deadlines`, `/calendar nepal`, `/calendar events nepal`: a kind, a country, a group of yours, or "
            "all together."
        ),
        _(
            "`/calendar add` adds something, or proposes it. `/calendar add Workshop 3 April 14:00 Geneva` is quicker."
        ),
        _("`/calendar subscribe` gives you an address for your calendar app."),
        _(
            "`/calendar settings` decides what I tell you; in a channel that you moderate also what I announce there."
        ),
        _(
            "`/calendar import` brings in a calendar file or a table, if you decide on what is in the calendar."
        ),
        _("`/calendar help` shows this."),
        _(
            "I also announce activities in the channels ahead of time, and sum up the weeks ahead on Monday "
            "mornings."
        ),
    ]
    if hint := unknown_word(_, unknown, meant):
        lines.insert(0, hint)
    return _("Help for /calendar"), [b.section(Markup("\n".join(lines)))]
