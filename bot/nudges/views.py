"""The nudge to a moderator: what is to be thought of, each with something to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.errors import Gone
from bot.i18n import Markup, Words, channel_link, mention
from bot.nudges.suggesting import Suggestion

POST: Final = "nudges.post"
EDIT: Final = "nudges.edit"
FINE: Final = "nudges.fine"
SNOOZE: Final = "nudges.snooze"
MORE: Final = "nudges.more"

# What the menu of `MORE` offers: the values begin so.
UNTIL, REST, FEWER = "until", "rest", "fewer"

# Concerns; each takes three of a message's 50 blocks. More than this nobody does in a day.
IN_ONE_MESSAGE: Final = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A concern as one moderator reads of it, and what could be posted. `said`: what stands in the place of all this when there is
    nothing to do any more.

    `usual`: after how many days somebody usually writes. `moderators`: whom to turn to, if the reader is none of them.
    """

    id: int
    channel_id: str
    kind: str = "silence"
    days: int = 1
    usual: int | None = None
    voice: str = ""
    is_own_voice: bool = False
    activity: Markup | None = None
    prompt: Suggestion | None = None
    may_read: bool = False
    moderators: Sequence[str] | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What a moderator did about a concern: a state of `storage.concerns`; `until` when, where that says something. `by`: who, if not
    the reader."""

    words: Words
    channel_id: str
    state: str
    until: date | None = None
    by: str | None = None


def reference(shown: Shown) -> str:
    """What the buttons carry: which concern, and which prompt."""
    return f"{shown.id}|{shown.prompt.name if shown.prompt else ''}"


def parse(value: str) -> tuple[int, str]:
    """Reads what the buttons carry. Raises Gone if it isn't ours."""
    concern_id, _sep, prompt = value.partition("|")
    if not concern_id.isascii() or not concern_id.isdigit() or len(concern_id) > 15:
        raise Gone
    return int(concern_id), prompt


def nudge(_: Words, shown: Sequence[Shown], more: int = 0) -> tuple[str, list[Block]]:
    """Tells a moderator what is to be thought of in their channels, with what to do about each. `more` comes tomorrow."""
    blocks: list[Block] = []
    sentences: list[str] = []
    for one in shown:
        mark = _mark(one.id)
        if one.said:
            sentences.append(one.said)
            blocks.append(b.section(one.said, block_id=f"{mark}0"))
            continue
        sentences.append(sentence(_, one))
        blocks += [
            b.section(Markup(f"*{sentences[-1]}*{_about(_, one)}"), block_id=f"{mark}0"),
            b.section(_suggestion(_, one, is_first=one is shown[0]), block_id=f"{mark}1"),
            b.actions(*_buttons(_, one), block_id=f"{mark}2"),
        ]
    notes = []
    if more:
        notes.append(_.many("{n} more thing waits for tomorrow.", "{n} more things wait for tomorrow.", more))
    if any(one.moderators is None for one in shown):
        notes.append(_("Only you and the other moderators get this, in one message a day at most."))
    return " ".join(sentences), blocks + ([b.context(*notes)] if notes else [])


def sentence(_: Words, shown: Shown) -> Markup:
    """What is to be thought of, in a line."""
    channel = channel_link(shown.channel_id)
    match shown.kind:
        case "unanswered":
            return _.many(
                "A question in {channel} has had no answer for {n} day.",
                "A question in {channel} has had no answer for {n} days.",
                shown.days,
                channel=channel,
            )
        case "one_voice" if shown.is_own_voice:
            return _("For three weeks everything in {channel} has come from you.", channel=channel)
        case "one_voice":
            return _(
                "For three weeks everything in {channel} has come from {member}.",
                channel=channel,
                member=mention(shown.voice),
            )
        case "calendar":
            return _(
                "Something is near, and nobody has written in {channel} since that was known.",
                channel=channel,
            )
        case _silence:
            return _.many(
                "{channel} has been quiet for {n} day.",
                "{channel} has been quiet for {n} days.",
                shown.days,
                channel=channel,
            )


def _about(_: Words, shown: Shown) -> Markup:
    """What else there is to know: how it usually is, what is coming, or why the reader is told who does not moderate the channel."""
    lines: list[Markup] = []
    if shown.activity is not None:
        lines.append(shown.activity)
    if shown.usual is not None:
        lines.append(
            _.many(
                "Usually somebody writes every day.",
                "Usually somebody writes every {n} days.",
                shown.usual,
            )
        )
    if shown.moderators is not None:
        named = _.listing(mention(member_id) for member_id in shown.moderators[:5])
        lines.append(
            _(
                "I tell you because nobody else does anything about it: {members} moderate it, and are away or busy. "
                "A word with them may help.",
                members=named,
            )
            if shown.moderators
            else _("I tell you because nobody moderates it.")
        )
    return Markup("".join(f"\n{line}" for line in lines))


def _suggestion(_: Words, shown: Shown, *, is_first: bool) -> Markup:
    """What could be posted; why, only once in a message."""
    if shown.prompt is None:
        return _(
            "What I could suggest has been asked there in the last three months. Your own words are best anyway."
        )
    if shown.kind == "unanswered":
        where = _(
            "An answer from you is best. Or I could post this under the question, in the channel's language:"
        )
    elif is_first:
        where = _(
            "A channel lives by its moderator, and a question is often enough. I could post this for you, in the "
            "channel's language:"
        )
    else:
        where = _("I could post this:")
    return Markup(f"{where}\n> {shown.prompt.text}")


def _buttons(_: Words, shown: Shown) -> list[Block]:
    value = reference(shown)
    is_question = shown.kind == "unanswered"
    edit = _("Read it, and write") if is_question and shown.may_read else _("Edit first")
    first = [b.button(_("Post this prompt"), POST, value=value, style="primary")] if shown.prompt else []
    options = [
        b.option(_("Not before a day that I choose…"), f"{UNTIL}|{value}"),
        b.option(_("Put the channel to rest…"), f"{REST}|{value}"),
        b.option(_("Fewer of these, please"), f"{FEWER}|{value}"),
    ]
    return [
        *first,
        b.button(edit, EDIT, value=value),
        b.button(_("It's fine"), FINE, value=value),
        b.button(_("Snooze a week"), SNOOZE, value=value),
        {"type": "overflow", "action_id": MORE, "options": options},
    ]


def _mark(concern_id: int) -> str:
    """What the ids of a concern's blocks begin with, so that they can be found again."""
    return f"concern.{concern_id}."


def settled(blocks: Sequence[Block], concern_id: int, text: str) -> list[Block]:
    """A nudge of which one concern is settled: `text` stands in the place of what was said of it."""
    mark = _mark(concern_id)
    kept = [
        b.section(text, block_id=str(block["block_id"]))
        if block.get("block_id") == f"{mark}0"
        else dict(block)
        for block in blocks
        if not str(block.get("block_id", "")).startswith(mark) or block.get("block_id") == f"{mark}0"
    ]
    return kept or [b.section(text)]


def done(result: Done) -> Markup:
    """What stands in a nudge when something was done about it."""
    _, channel = result.words, channel_link(result.channel_id)
    what = _what(_, result, channel)
    if result.by is None:
        return what
    return _("{member} has taken care of it: {what}", member=mention(result.by), what=what)


def _what(_: Words, result: Done, channel: Markup) -> Markup:
    match result.state:
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


def plain(text: str) -> list[Block]:
    """A message of one text."""
    return [b.section(text)]
