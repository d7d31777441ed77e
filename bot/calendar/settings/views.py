"""The form of `/calendar settings`: what one is told, and for moderators what their channel is told, and what holds then. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.calendar.draft import KINDS
from bot.calendar.interest import choices
from bot.calendar.looking import naming
from bot.calendar.settings import rules
from bot.calendar.settings.rules import DAY, HOUR, Leads
from bot.i18n import Markup, Words, channel_link

SETTINGS: Final = "calendar.settings"  # the modal's callback_id
LEADS: Final = "leads."  # how the blocks and the menus of leads begin; the kind follows
POSTS: Final = "posts_a_day"


@dataclass(frozen=True, slots=True)
class OfChannel:
    """How a channel is told of the calendar: `leads` of every kind, in minutes."""

    channel_id: str
    leads: Leads
    posts_a_day: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What somebody may decide: their own choice, and of the channel that they asked from, if that is theirs to decide about.

    `moderates`: whether there are other channels of which they may decide.
    """

    viewer: Viewer
    choice: str
    channel: OfChannel | None = None
    moderates: bool = False


def form(shown: Settings) -> Block:
    _, channel = shown.viewer.words, shown.channel
    blocks = [choices.block(shown.choice, _)]
    metadata = ""
    if channel is not None:
        link = channel_link(channel.channel_id)
        blocks += [
            b.divider(),
            b.section(_("*When I remind {channel}* of what is coming", channel=link)),
            *(_leads(kind, channel.leads[kind], _) for kind in KINDS),
            _posts(channel.posts_a_day, _),
        ]
        metadata = json.dumps({"channel": channel.channel_id})
    elif shown.moderates:
        blocks.append(
            b.context(_("When a channel of yours is reminded: type `/calendar settings` in that channel."))
        )
    return b.modal(
        _("Calendar settings"),
        blocks,
        callback_id=SETTINGS,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=metadata,
    )


def _leads(kind: str, now: Sequence[int], _: Words) -> Block:
    options = [b.option(lead(minutes, kind, _), str(minutes)) for minutes in rules.offered(now)]
    chosen = [option for option in options if int(option["value"]) in now]
    menu: Block = {
        "type": "multi_static_select",
        "action_id": f"calendar.{LEADS}{kind}",
        "placeholder": b.plain(_("Never"), 150),
        "options": options,
    }
    if chosen:
        menu["initial_options"] = chosen
    return b.field(naming.kinds(_)[kind], f"{LEADS}{kind}", menu, optional=True)


def _posts(now: int, _: Words) -> Block:
    options = [b.option(str(n), str(n)) for n in sorted({*rules.POSTS, now})]
    menu: Block = {
        "type": "static_select",
        "action_id": f"calendar.{POSTS}",
        "options": options,
        "initial_option": next(option for option in options if option["value"] == str(now)),
    }
    hint = _(
        "What is beyond waits for the next morning, and comes in one post. What can't wait comes at once."
    )
    return b.field(_("Posts of the calendar a day, at most"), POSTS, menu, hint=hint)


def lead(minutes: int, kind: str, _: Words) -> Markup:
    """How long ahead, in words: “1 week before”."""
    if minutes == 0:
        return _("on the day") if kind in {"news", "report"} else _("as it begins")
    if minutes % (7 * DAY) == 0:
        return _.many("{n} week before", "{n} weeks before", minutes // (7 * DAY))
    if minutes % DAY == 0:
        return _.many("{n} day before", "{n} days before", minutes // DAY)
    if minutes % HOUR == 0:
        return _.many("{n} hour before", "{n} hours before", minutes // HOUR)
    return _.many("{n} minute before", "{n} minutes before", minutes)


def saved(shown: Settings) -> Block:
    """What holds now."""
    _, channel = shown.viewer.words, shown.channel
    blocks = [b.section(_choice(shown.choice, _))]
    if channel is not None:
        lines = [
            Markup(f"*{naming.kinds(_)[kind]}*  {_in_words(channel.leads[kind], kind, _)}") for kind in KINDS
        ]
        link = channel_link(channel.channel_id)
        blocks += [
            b.section(Markup("\n".join([_("*{channel}* is reminded from now on:", channel=link), *lines]))),
            b.context(
                _.many(
                    "At most {n} post of the calendar a day.",
                    "At most {n} posts of the calendar a day.",
                    channel.posts_a_day,
                )
            ),
        ]
    return b.modal(_("Calendar settings"), blocks, callback_id=SETTINGS, close=_("Close"))


def _in_words(leads: Sequence[int], kind: str, _: Words) -> Markup:
    found = [lead(minutes, kind, _) for minutes in sorted(leads, reverse=True)]
    return Markup(", ".join(found)) if found else _("never")


def _choice(choice: str, _: Words) -> Markup:
    match choice:
        case "all":
            return _(
                "I tell you what is new in the calendar for you, remind you of what you go to, and say what changes."
            )
        case "digest":
            return _(
                "On Monday mornings I tell you what is ahead for you, this week and the next. If something changes that you go "
                "to, I say so."
            )
        case "none":
            return _("I write you nothing about the calendar. `/calendar` is there whenever you like.")
        case _mine:
            return _("I remind you of what you go to, and say what changes.")
