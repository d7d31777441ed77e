"""The calendar as a person looks at it: what is ahead, page by page, and the help."""

import difflib
from datetime import date
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.agenda import Agenda, Soon, first_day, how_soon
from bot.help import unknown_word
from bot.i18n import Markup, Words
from storage.calendar import Activity

PAGE: Final = "calendar.page"
EARLIER: Final = "calendar.earlier"  # the way back: two buttons of one block need two ids
OPEN: Final = "calendar.open"

# What people may type, in any of the languages, for the same thing.
HELP_WORDS: Final = frozenset({"help", "aide", "ayuda", "?"})
PAGE_WORDS: Final = frozenset({"page", "página"})

Message = tuple[str, list[Block]]


def agenda(page: Agenda) -> Message:
    """A page of what is ahead: at most 8 activities, a line each, under how soon they are."""
    _ = page.words
    heading = _("What is ahead")
    if not page.activities:
        nothing = _("Nothing is in the calendar at the moment.")
        return nothing, [b.header(heading), b.section(nothing)]
    blocks = [b.header(heading)]
    for soon, lines in _under_headings(page).items():
        blocks += wording.in_sections([Markup(f"*{soon}*"), *lines])
    notes = [*_zone_note(page), *_pages(page)]
    if notes:
        blocks.append(b.context(*notes))
    buttons = _turns(page)
    if buttons:
        blocks.append(b.actions(*buttons, block_id="calendar"))
    n = len(page.activities)
    text = _.many("What is ahead: {n} activity.", "What is ahead: {n} activities.", n)
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
    whose = [wording.one_line(group, wording.PLACE)] if not wording.is_said(group, activity) else []
    return wording.line(activity, dates, _, *whose)


def _under_headings(page: Agenda) -> dict[Markup, list[Markup]]:
    """A line for each activity of a page, by headings, in order. What is later than next week stands under its month."""
    found: dict[Markup, list[Markup]] = {}
    today = page.today
    for activity in page.activities:
        soon = how_soon(activity, page.zone, page.now)
        heading = _heading(soon, first_day(activity, page.zone), today, page.words)
        group = page.groups.get(activity.channel_id or "", "")
        found.setdefault(heading, []).append(_line(activity, group, page.zone, today, page.words))
    return found


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
        case Soon.LATER if day is not None:
            month = _.name_of_month(day) if day.year == today.year else _.month(day)
            return Markup(month[:1].upper() + month[1:])
        case _to_confirm:
            return _("Date to be confirmed")


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
        turns.append(b.button(_("Earlier"), EARLIER, value=str(page.page - 1)))
    if page.page < page.pages:
        turns.append(b.button(_("More"), PAGE, value=str(page.page + 1)))
    return turns


def help_message(_: Words, unknown: str = "") -> Message:
    """What `/calendar` understands. An `unknown` word is named, with what it was probably meant to be."""
    lines = [
        _("*What `/calendar` does.* Only you see its answers."),
        _("`/calendar` shows what is ahead, for everyone and for your groups, in your time zone."),
        _("`/calendar 2` shows the second page."),
        _("`/calendar help` shows this."),
        _(
            "I also announce activities in the channels ahead of time, and sum up the weeks ahead on Monday "
            "mornings."
        ),
    ]
    if unknown:
        lines.insert(0, unknown_word(_, unknown, _meant(unknown)))
    return _("Help for /calendar"), [b.section(Markup("\n".join(lines)))]


def _meant(word: str) -> str | None:
    close = difflib.get_close_matches(word, sorted(PAGE_WORDS | HELP_WORDS), n=1, cutoff=0.5)
    return "/calendar 2" if PAGE_WORDS.intersection(close) else None
