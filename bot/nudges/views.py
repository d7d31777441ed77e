"""The nudge to a moderator, and the prompts it suggests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import blocks as b
from bot.blocks import Block
from bot.errors import Gone
from bot.i18n import Markup, Words, channel_link

POST = "nudges.post"
SNOOZE = "nudges.snooze"


@dataclass(frozen=True, slots=True)
class Done:
    """What a moderator did about a silence: posted the prompt, or (`until`) snoozed it."""

    words: Words
    channel_id: str
    until: date | None = None


def prompts(_: Words) -> Sequence[Markup]:
    """Things to ask a channel that has gone quiet, in the language of the channel."""
    return (
        _("What is the one thing on your desk this month that others here could help with?"),
        _("Which report, tool or training have you found useful lately? A link and a line are enough."),
        _("What has changed in your country or sector since we last spoke?"),
        _("Who is missing from this channel? Name an organisation that we should invite."),
        _("What would you like the next meeting to settle? One line each."),
    )


def reference(channel_id: str, silent_since: datetime, number: int) -> str:
    """What the buttons carry: which silence, and which prompt."""
    return f"{channel_id}|{silent_since.isoformat()}|{number}"


def parse(value: str) -> tuple[str, datetime, int]:
    """Reads what the buttons carry. Raises Gone if it isn't ours."""
    try:
        channel_id, since, number = value.split("|")
        moment = datetime.fromisoformat(since)
        if moment.tzinfo is None:
            raise Gone
        return channel_id, moment, int(number)
    except ValueError:
        raise Gone from None


def nudge(_: Words, channel_id: str, days: int, prompt: str, *, value: str) -> tuple[str, list[Block]]:
    """Tells a moderator that their channel has gone quiet, with two things to do."""
    channel = channel_link(channel_id)
    text = _.many(
        "{channel} has been quiet for {n} day.",
        "{channel} has been quiet for {n} days.",
        days,
        channel=channel,
    )
    return text, [
        b.section(Markup(f"*{text}*")),
        b.section(
            _(
                "A channel lives by its moderator, and a question is often enough. I could post this for you, in the channel's language:"
            )
        ),
        b.section(Markup("> " + prompt)),
        b.actions(
            b.button(_("Post this prompt"), POST, value=value, style="primary"),
            b.button(_("Snooze a week"), SNOOZE, value=value),
        ),
        b.context(_("Only you and the other moderators get this, once per silence.")),
    ]


def prompt_post(prompt: str) -> list[Block]:
    return [b.section(prompt)]


def done(result: Done) -> tuple[str, list[Block]]:
    """What the nudge becomes when something was done about it."""
    _, channel = result.words, channel_link(result.channel_id)
    if result.until is None:
        text = _("Done: the prompt is in {channel}. An answer from you helps it along.", channel=channel)
    else:
        text = _("Fine: nothing more about {channel} until {day}.", channel=channel, day=_.day(result.until))
    return text, [b.section(text)]
