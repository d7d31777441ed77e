"""What somebody reads who has just answered, or asked for the file; and their part of an activity that is shown whole. Pure."""

from collections.abc import Sequence
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.interest.buttons import buttons
from bot.calendar.interest.going import Going
from bot.calendar.interest.service import Answered
from bot.calendar.looking.menus import reference
from bot.i18n import Markup, Words, mention
from storage.calendar import Activity

CALENDAR_FILE: Final = "calendar.file"

Message = tuple[str, list[Block]]


def answered(done: Answered) -> Message:
    """What follows from an answer, with a button that takes it into one's own calendar."""
    _, activity = done.shown.viewer.words, done.shown.activity
    text = _outcome(done, _)
    blocks = [b.section(text)]
    if done.answer in ("going", "interested") and (button := file_button(activity, _)):
        blocks.append(b.actions(*button))
    return text.replace("*", ""), blocks


def _outcome(done: Answered, _: Words) -> Markup:
    shown = done.shown
    title = wording.title(shown.activity)
    match done.answer:
        case None:
            return _("You have taken your answer to *{title}* back.", title=title)
        case "no":
            return _("You can't go to *{title}*. I don't write to you about it.", title=title)
        case "interested":
            said = _("You are interested in *{title}*.", title=title)
            more = _("I tell you when something changes.") if done.hears else None
        case "going":
            said = _("You go to *{title}*.", title=title)
            more = _going(done, _)
    return Markup(" ".join(part for part in (said, more) if part))


def _going(done: Answered, _: Words) -> Markup | None:
    """When they are reminded, if they are."""
    shown = done.shown
    if done.reminder is not None:
        due = done.reminder.astimezone(shown.viewer.zone)
        return _("I remind you on {day}.", day=_.day(due.date()))
    if shown.activity.precision != "day" and done.hears:
        return _("I tell you when it has a day.")
    return _("I tell you when something changes.") if done.hears else None


def file_button(activity: Activity, _: Words) -> list[Block]:
    """The button for one's own calendar app, where there is a day that it could show."""
    if activity.precision != "day" or activity.status == "cancelled":
        return []
    title = wording.title(activity)
    label = _("Calendar file of {title}", title=title)
    return [b.button(_("Calendar file (.ics)"), CALENDAR_FILE, value=reference(activity), label=label)]


def file_on_its_way(activity: Activity, _: Words) -> Message:
    text = _(
        "The calendar file of *{title}* is on its way: look into your direct messages with me.",
        title=wording.title(activity),
    )
    return text.replace("*", ""), [b.section(text)]


def part_of_detail(activity: Activity, going: Going, _: Words) -> list[Block]:
    """The buttons and who goes. At most 2 blocks."""
    lines = []
    if going.n:
        n = _.many("{n} goes", "{n} go", going.n)
        lines.append(_named(n, going.going, going.n, _))
    if going.n_interested:
        n = _.many("{n} is interested", "{n} are interested", going.n_interested)
        lines.append(_named(n, going.interested, going.n_interested, _))
    blocks = [b.section(Markup("\n".join(lines)), block_id="going")] if lines else []
    elements = [*(buttons(activity, _, going.answer) if going.is_open else []), *file_button(activity, _)]
    return [*blocks, b.actions(*elements, block_id="interest")] if elements else blocks


def _named(count: Markup, ids: Sequence[str], n: int, _: Words) -> Markup:
    """“3 go: @ada, @ben and 1 more”: those of whom the reader may know."""
    if not ids:
        return Markup(f"*{count}*")
    names = [mention(id_) for id_ in ids]
    if rest := n - len(names):
        names.append(_.many("{n} more", "{n} more", rest))
    return _("*{count}:*  {names}", count=count, names=_.listing(names))
