"""The pulse of a channel, the choice of one, and the help of `/moderate`. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.help import unknown_word
from bot.i18n import Markup, Words, channel_link
from bot.moderate.rules import NONE, bars, spoken_length
from bot.moderate.service import Choice, Pulse, Settings

CHOOSE: Final = "moderate.choose"
SETTINGS: Final = "moderate.settings"  # the button, and the modal's callback_id

Message = tuple[str, list[Block]]


def pulse(shown: Pulse) -> Message:
    """How alive a channel is: the picture first, each figure in words, what is next, and what was decided."""
    _, settings = shown.settings.words, shown.settings
    title = _("How {channel} is doing", channel=channel_link(settings.channel_id))
    blocks = [b.section(Markup(f"*{title}*"))]
    if shown.is_shown:
        blocks.append(b.section(_picture(_, shown)))
    blocks.append(b.section(_figures(_, shown)))
    if shown.coming:
        blocks.append(b.section(Markup("\n".join([_("*Next in the calendar*"), *shown.coming]))))
    blocks.append(b.context(Markup("\n".join(state(_, shown)))))
    buttons = [b.button(_("Settings"), SETTINGS, value=settings.channel_id)]
    if shown.has_others:
        buttons.append(b.button(_("Another channel"), CHOOSE))
    return title, [*blocks, b.actions(*buttons)]


def _picture(_: Words, shown: Pulse) -> Markup:
    """The bars for those who see them, and the numbers for those who listen."""
    if shown.is_empty:
        lines = [
            _("Nobody has written here yet.")
            if shown.since
            else _.many(
                "Nobody has written in the last week.",
                "Nobody has written in the last {n} weeks.",
                len(shown.posts),
            )
        ]
        return Markup("\n".join([*lines, *_since(_, shown)]))
    lines = [_.many("Posts this week:", "Posts a week, in the last {n} weeks:", len(shown.posts))]
    if any(number is not None for number in shown.posts):
        numbers = ", ".join("–" if number is None else str(number) for number in shown.posts)
        lines += [Markup(f"`{bars(shown.posts)}`"), Markup(numbers)]
    if None in shown.posts:
        lines.append(
            _("{mark} in a week: fewer than five people were active, and of so few I show nothing.", mark="–")
        )
    return Markup("\n".join([*lines, *_since(_, shown)]))


def _since(_: Words, shown: Pulse) -> Sequence[Markup]:
    """Why there are few weeks, of a channel in which I am new."""
    if shown.since is None:
        return []
    return [
        _(
            "I have been here since {day}. Of the time before I know a few weeks at most.",
            day=_.day(shown.since),
        )
    ]


def _figures(_: Words, shown: Pulse) -> Markup:
    newcomers = (
        _.many("{n} person has come in four weeks", "{n} people have come in four weeks", shown.newcomers)
        if shown.newcomers
        else _("nobody new has come in four weeks")
    )
    if not shown.is_shown or shown.people is None:
        why = _("Fewer than five people were active: how is seen by the channel's moderators only.")
        return Markup("\n".join([why, *_since(_, shown), f"•  {newcomers}"]))
    if shown.is_empty:
        return Markup(f"•  {newcomers}")
    lines = [
        _.many("{n} person was active", "{n} people were active", shown.people)
        if shown.people
        else _("nobody was active")
    ]
    if shown.unanswered is not None:
        lines += [
            _("a question waits for its first answer for {time}, usually", time=_length(_, shown.answer))
            if shown.answer is not None
            else _("no question was answered in the last four weeks"),
            _.many("{n} question without an answer", "{n} questions without an answer", shown.unanswered)
            if shown.unanswered
            else _("no question is without an answer"),
        ]
    lines.append(newcomers)
    return Markup("\n".join(f"•  {line}" for line in lines))


def _length(_: Words, length: timedelta) -> Markup:
    number, unit = spoken_length(length)
    match unit:
        case "minutes":
            return _.many("{n} minute", "{n} minutes", number)
        case "hours":
            return _.many("{n} hour", "{n} hours", number)
    return _.many("{n} day", "{n} days", number)


def state(_: Words, shown: Pulse) -> Sequence[Markup]:
    """When I speak up, and what was decided, a line each."""
    lines = [*decided(_, shown.settings)]
    if shown.usual_days is not None:
        lines.insert(
            0,
            _.many(
                "Usually somebody writes every day.",
                "Usually somebody writes every {n} days.",
                shown.usual_days,
            ),
        )
    lines += [
        _(
            "Last year it was quiet around now: from {first} to {last} I expect nothing.",
            first=_.day(first),
            last=_.day(last),
        )
        for first, last in shown.pauses[:2]
    ]
    return lines


def decided(_: Words, settings: Settings) -> Sequence[Markup]:
    """What holds for a channel, and for the reader."""
    lines = [_rests(_, settings), *(_holiday(_, first, last) for first, last in settings.holidays)]
    if settings.every_days is not None:
        lines.append(
            _.many(
                "You hear of it at most once in {n} day.",
                "You hear of it at most once in {n} days.",
                settings.every_days,
            )
        )
    if settings.away_until is not None:
        lines.append(
            _("You are away until {day}: the others are told meanwhile.", day=_.day(settings.away_until))
        )
    return lines


def _holiday(_: Words, first: date, last: date) -> Markup:
    if first == last:
        return _("A holiday of the group's: {day}. I say nothing about it then.", day=_.day(first))
    return _(
        "Holidays of the group's: {first} to {last}. I say nothing about it then.",
        first=_.day(first),
        last=_.day(last),
    )


def _rests(_: Words, settings: Settings) -> Markup:
    if settings.rest == "season" and settings.rest_until is not None:
        return _("The channel rests until {day}.", day=_.day(settings.rest_until))
    if settings.rest == "finished":
        return _("The channel is at rest, for good.")
    if settings.snoozed_until is not None:
        return _("I say nothing about it until {day}.", day=_.day(settings.snoozed_until))
    return _.many(
        "I speak up after {n} day of silence.",
        "I speak up after {n} days of silence.",
        settings.threshold.days,
    )


def choice(found: Choice) -> Message:
    """Which channel is meant."""
    _ = found.words
    text = _("Which channel do you want to look at?")
    options = [b.option(name, id_) for id_, name in found.channels[: b.MOST_OPTIONS]]
    menu: Block = {
        "type": "static_select",
        "action_id": CHOOSE,
        "placeholder": b.plain(_("Channel"), 150),
        "options": options,
    }
    rest = _("Is it not in the list? Type `/moderate` in the channel itself.")
    is_cut = len(found.channels) > b.MOST_OPTIONS
    return text, [b.section(text), b.actions(menu), *([b.context(rest)] if is_cut else ())]


def help_message(_: Words, unknown: str = "", meant: str | None = None) -> Message:
    """What `/moderate` does. `unknown` is a word that somebody typed, `meant` the command that was probably meant."""
    lines = [
        _("`/moderate` shows how the channel is doing in which you type it: its pulse."),
        _(
            "`/moderate settings` decides when I speak up, how often I write to you, until when you are away, and "
            "whether the channel rests."
        ),
        _("`/moderate launch` plans the day on which a group is invited, and helps you through it."),
        _("`/moderate help` shows this."),
    ]
    hint = unknown_word(_, unknown, meant)
    text = _("For those who moderate a channel")
    blocks = [b.section(Markup("\n".join([f"*{text}*", *lines]))), b.context(_figure_note(_))]
    return text, [*([b.section(hint)] if hint else ()), *blocks]


def _figure_note(_: Words) -> Markup:
    note: str = NONE
    return _(
        "I count who wrote when, and never keep what. A {mark} in the picture is a week without a word, or one of "
        "which too few people wrote to show it.",
        mark=note,
    )
