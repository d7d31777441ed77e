"""What somebody reads who has just added, changed or decided something; and what they are asked before they change one of many dates."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.planning.review_views import Message, Shown, beside, described
from bot.calendar.planning.saved import Saved
from bot.errors import Gone, Refusal
from bot.i18n import Markup, Words

ADD: Final = "calendar.add"
CANCEL: Final = "calendar.cancel"  # the button, and the callback_id of the question
EDIT_WHICH: Final = "calendar.edit"  # the callback_id of the question
WHICH: Final = "which"  # its block
ONE, ALL = "one", "all"


def target(value: str) -> tuple[int, date | None]:
    """What a button about an activity carries: “12”, or “12:2019-04-03” for the date by its rule. Raises Gone if it isn't ours."""
    number, _, day = value.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Gone
    try:
        return int(number), date.fromisoformat(day) if day else None
    except ValueError:
        raise Gone from None


def done(saved: Saved) -> Message:
    """What came of it, with the activity as it is now."""
    _ = saved.viewer.words
    text = _outcome(saved, _)
    blocks = [b.section(text)]
    if saved.shown is not None:
        blocks += described(saved.shown)
        blocks += beside(saved.shown)
    return Markup(text.replace("*", "")), blocks


def done_modal(saved: Saved) -> Block:
    _ = saved.viewer.words
    return _modal(_("The calendar"), done(saved)[1], _)


def refused_modal(refusal: Refusal, _: Words) -> Block:
    return _modal(_("The calendar"), [b.section(refusal.say(_))], _)


def _modal(title: str, blocks: Sequence[Block], _: Words) -> Block:
    return b.modal(title, blocks, callback_id=ADD, close=_("Close"))


def _outcome(saved: Saved, _: Words) -> Markup:
    title = wording.title(saved.activity) if saved.activity else Markup("")
    match saved.outcome:
        case "added":
            return _("*{title}* is in the calendar.", title=title)
        case "proposed":
            return _("Thank you. *{title}* is proposed: I tell you what is decided.", title=title)
        case "changed":
            return _("*{title}* is changed. Those who know of it are told.", title=title)
        case "approved":
            return _("*{title}* is approved: it is in the calendar.", title=title)
        case "declined":
            return _("*{title}* is declined. The proposer reads why.", title=title)
        case "withdrawn":
            return _("*{title}* is withdrawn. Nobody sees it any more.", title=title)
        case "cancelled":
            return _(
                "*{title}* is cancelled: nobody is reminded of it, and those who know of it are told now.",
                title=title,
            )
        case _unchanged:
            return _("*{title}* is as it was: nothing is different.", title=title)


def which(purpose: Literal["edit", "cancel"], saved: Shown, on: date | None) -> Block:
    """Asks whether one date of what repeats is meant, or all of it. Before something is called off it is asked in any case."""
    _, activity = saved.words, saved.known.activity
    title = wording.title(activity)
    blocks = []
    if purpose == "cancel":
        blocks.append(
            b.section(
                _(
                    "*{title}* will be cancelled: nobody is reminded of it, and those who know of it are told at once.",
                    title=title,
                )
            )
        )
    if on is not None:
        options = [
            b.option(_("Only {day}", day=_.day(on, year=True)), ONE),
            b.option(_("All of its dates"), ALL),
        ]
        radio: Block = {
            "type": "radio_buttons",
            "action_id": f"calendar.{WHICH}",
            "options": options,
            "initial_option": options[0],
        }
        blocks.append(b.field(_("Which?"), WHICH, radio))
    carried = {"id": activity.id, "on": on.isoformat() if on else None}
    return b.modal(
        _("Cancel it") if purpose == "cancel" else _("Change it"),
        blocks,
        callback_id=CANCEL if purpose == "cancel" else EDIT_WHICH,
        submit=_("Cancel it") if purpose == "cancel" else _("Continue"),
        close=_("Leave it"),
        metadata=json.dumps(carried),
    )
