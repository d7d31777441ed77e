"""What the Secretariat reads about a moderator's list of people, and presses. Pure."""

from typing import Final
from zoneinfo import ZoneInfo

from bot import blocks as b
from bot.blocks import Block
from bot.groups import progress_views
from bot.groups.form_views import Seats
from bot.groups.progress_views import Counted
from bot.i18n import Markup, Words, channel_link, escape, mention
from storage.launches import Launch

AGREE: Final = "launches.agree"
REFUSE: Final = "launches.refuse"
# How it stands.
OPEN, AGREED, REFUSED, REPLACED, OFF = "open", "agreed", "refused", "replaced", "off"
ROOM: Final = 44  # blocks of the list: of fifty

Message = tuple[str, list[Block]]


def question(
    _: Words, zone: ZoneInfo, launch: Launch, counted: Counted, seats: Seats, standing: str
) -> Message:
    here = launch.wave_at.astimezone(zone)
    text = _(
        "{who} wants to launch {channel} on {day} at {hour}, and gives a list of people to invite.",
        who=mention(counted.about.made_by or launch.made_by),
        channel=channel_link(launch.channel_id),
        day=_.day(here.date()),
        hour=_.hour(here),
    )
    named = f"{escape(counted.title)}\n" if counted.title else ""
    title = b.section(Markup(f"*{text}*\n{named}{_said(_, launch, standing)}"))
    if standing not in (OPEN, AGREED):
        return text, [title]
    # With the addresses to paste into Slack's own invitation.
    people = progress_views.progress(counted, _, seats)[1][1:]
    if standing == AGREED:
        return text, [title, *people[:ROOM]]
    value = f"{launch.id}|{launch.asked_of}"
    buttons = b.actions(
        b.button(_("Agree"), AGREE, value=value, style="primary"),
        b.button(_("Don't invite them"), REFUSE, value=value),
        block_id=f"consent.{launch.asked_of}",
    )
    return text, [title, *people[:ROOM], buttons]


def _said(_: Words, launch: Launch, standing: str) -> str:
    match standing:
        case "open":
            return _("None of them is invited unless one of you agrees.")
        case "agreed":
            return _(
                "{who} has agreed: they are invited at that hour.", who=mention(launch.confirmed_by or "")
            )
        case "refused":
            return _("{who} has not agreed: they are not invited.", who=mention(launch.changed_by or ""))
        case "off":
            return _("The launch is called off: they are not invited.")
        case _replaced:
            return _("Another list has taken the place of this one.")
