"""What is said of what a moderator has done about a nudge, to them and to the others who were told."""

from dataclasses import dataclass
from datetime import date

from bot.i18n import Markup, Words, channel_link, mention


@dataclass(frozen=True, slots=True)
class Done:
    """What a moderator did about a concern: a state of `storage.concerns`; `until` when, where that says something. `by`: who, if not
    the reader. `left`: of several questions so many still wait."""

    words: Words
    channel_id: str
    state: str
    until: date | None = None
    by: str | None = None
    kind: str = "silence"
    left: int = 0


def done(result: Done) -> Markup:
    """What stands in a nudge when something was done about it."""
    _, channel = result.words, channel_link(result.channel_id)
    if result.by is not None and result.state == "answered":
        return _(
            "Answered: {member} has written under the question in {channel}.",
            member=mention(result.by),
            channel=channel,
        )
    what = _what(_, result, channel)
    if result.by is None:
        return what
    return _("{member} has taken care of it: {what}", member=mention(result.by), what=what)


def _what(_: Words, result: Done, channel: Markup) -> Markup:
    match result.state:
        case "answered":
            said = _("Answered: what you wrote is under the question in {channel}.", channel=channel)
            if not result.left:
                return said
            left = _.many(
                "{n} other question there still waits.", "{n} other questions there still wait.", result.left
            )
            return Markup(f"{said} {left}")
        case "prompted" if result.kind == "unanswered":
            return _(
                "Done: I have asked again under the question in {channel}. An answer from you helps it along.",
                channel=channel,
            )
        case "prompted":
            return _("Done: a question is in {channel}. An answer from you helps it along.", channel=channel)
        case "snoozed" if result.until is not None:
            return _(
                "Fine: nothing more about {channel} until {day}.", channel=channel, day=_.day(result.until)
            )
        case "rested" if result.until is not None:
            return _("{channel} rests until {day}.", channel=channel, day=_.day(result.until))
        case "rested":
            return _("{channel} is at rest. `/moderate settings` wakes it.", channel=channel)
        case _fine if result.kind == "unanswered":
            return _("Fine: I ask no more about what is unanswered in {channel} so far.", channel=channel)
        case _fine:
            return _("Fine: I count anew in {channel}.", channel=channel)


def fewer(_: Words, channel_id: str, days: int) -> Markup:
    """What is said to who wants fewer."""
    return _.many(
        "Fine: about {channel} I write to you at most once in {n} day, and to the other moderators as before. "
        "`/moderate settings` changes that.",
        "Fine: about {channel} I write to you at most once in {n} days, and to the other moderators as before. "
        "`/moderate settings` changes that.",
        days,
        channel=channel_link(channel_id),
    )
