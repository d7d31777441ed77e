"""The nudge to a moderator, and the prompts it suggests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import blocks as b
from bot.blocks import Block
from bot.errors import Gone
from bot.i18n import Markup, Words, channel_link, mention

POST = "nudges.post"
SNOOZE = "nudges.snooze"


# Channels; each takes three of a message's 50 blocks.
IN_ONE_MESSAGE = 10


# A channel, since when it is silent, and the number of the prompt.
About = tuple[str, datetime, int]


@dataclass(frozen=True, slots=True)
class Silence:
    """A channel that has gone quiet, and what could be posted there. `reference` is what the buttons carry.

    `said`: what stands in the place of all this when there is nothing to do any more.
    """

    channel_id: str
    days: int
    prompt: str
    reference: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What a moderator did about a silence: posted the prompt, or (`until`) snoozed it. `by`: who, if not the reader."""

    words: Words
    channel_id: str
    until: date | None = None
    by: str | None = None


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


def parse(value: str) -> About:
    """Reads what the buttons carry. Raises Gone if it isn't ours."""
    try:
        channel_id, since, number = value.split("|")
        moment = datetime.fromisoformat(since)
        if moment.tzinfo is None:
            raise Gone
        return channel_id, moment, int(number)
    except ValueError:
        raise Gone from None


def nudge(_: Words, silences: Sequence[Silence]) -> tuple[str, list[Block]]:
    """Tells a moderator which of their channels have gone quiet, with two things to do about each."""
    blocks: list[Block] = []
    sentences = []
    for silence in silences:
        mark = _mark(silence.channel_id)
        if silence.said:
            sentences.append(silence.said)
            blocks.append(b.section(silence.said, block_id=f"{mark}0"))
            continue
        sentence = _.many(
            "{channel} has been quiet for {n} day.",
            "{channel} has been quiet for {n} days.",
            silence.days,
            channel=channel_link(silence.channel_id),
        )
        sentences.append(sentence)
        suggestion = _(
            "A channel lives by its moderator, and a question is often enough. I could post this for you, in the channel's language:"
        )
        blocks += [
            b.section(Markup(f"*{sentence}*"), block_id=f"{mark}0"),
            b.section(Markup(f"{suggestion}\n> {silence.prompt}"), block_id=f"{mark}1"),
            b.actions(
                b.button(_("Post this prompt"), POST, value=silence.reference, style="primary"),
                b.button(_("Snooze a week"), SNOOZE, value=silence.reference),
                block_id=f"{mark}2",
            ),
        ]
    blocks.append(b.context(_("Only you and the other moderators get this, once per silence.")))
    return " ".join(sentences), blocks


def _mark(channel_id: str) -> str:
    """What the ids of a channel's blocks begin with, so that they can be found again."""
    return f"quiet.{channel_id}."


def settled(blocks: Sequence[Block], channel_id: str, text: str) -> list[Block]:
    """A nudge of which one channel is settled: `text` stands in the place of what was said of it."""
    mark = _mark(channel_id)
    kept = [
        b.section(text, block_id=str(block["block_id"]))
        if block.get("block_id") == f"{mark}0"
        else dict(block)
        for block in blocks
        if not str(block.get("block_id", "")).startswith(mark) or block.get("block_id") == f"{mark}0"
    ]
    return kept or [b.section(text)]


def prompt_post(prompt: str) -> list[Block]:
    return [b.section(prompt)]


def done(result: Done) -> Markup:
    """What stands in a nudge when something was done about it."""
    _, channel = result.words, channel_link(result.channel_id)
    if result.by is not None and result.until is None:
        return _(
            "{member} has taken care of it: the prompt is in {channel}. An answer from you helps it along.",
            member=mention(result.by),
            channel=channel,
        )
    if result.by is not None and result.until is not None:
        return _(
            "{member} has taken care of it: nothing more about {channel} until {day}.",
            member=mention(result.by),
            channel=channel,
            day=_.day(result.until),
        )
    if result.until is None:
        return _("Done: the prompt is in {channel}. An answer from you helps it along.", channel=channel)
    return _("Fine: nothing more about {channel} until {day}.", channel=channel, day=_.day(result.until))
