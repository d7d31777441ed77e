"""The nudge to a moderator: what is to be thought of, each with something to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from bot import blocks as b
from bot.blocks import Block
from bot.errors import Gone
from bot.i18n import Markup, Words, channel_link, link, mention
from bot.nudges.suggesting import Suggestion

POST: Final = "nudges.post"
EDIT: Final = "nudges.edit"
FINE: Final = "nudges.fine"
SNOOZE: Final = "nudges.snooze"
MORE: Final = "nudges.more"

# What the menu of `MORE` offers: the values begin so.
UNTIL, REST, FEWER = "until", "rest", "fewer"

# Concerns; each takes six of a message's 50 blocks at most. More than this nobody does in a day.
IN_ONE_MESSAGE: Final = 8
NAMED: Final = 3  # questions of a channel; more of them are only counted


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits: its ts, and when it was asked, in the reader's zone. For those who may read it: by whom, and where it is."""

    ts: str
    at: datetime
    by: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A concern as one moderator reads of it, and what could be posted. `said`: what stands in the place of all this when there is
    nothing to do any more.

    `is_empty`: nobody has ever written there. `usual`: after how many days somebody usually writes. `moderators`: whom to turn to, if
    the reader is none of them.
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
    questions: Sequence[Asked] = ()
    is_empty: bool = False


class Reference(NamedTuple):
    """What a button is about: a concern, a prompt by its name, and which of several questions ("" if that's not said)."""

    concern_id: int
    prompt: str = ""
    question: str = ""


def reference(shown: Shown) -> str:
    """What the buttons carry: which concern, and which prompt."""
    about = f"{shown.id}|{shown.prompt.name if shown.prompt else ''}"
    return f"{about}|{shown.questions[0].ts}" if len(shown.questions) == 1 else about


def parse(value: str) -> Reference:
    """Reads what the buttons carry. Raises Gone if it isn't ours."""
    concern_id, *rest = value.split("|")
    if not concern_id.isascii() or not concern_id.isdigit() or len(concern_id) > 15 or len(rest) > 2:
        raise Gone
    return Reference(int(concern_id), *rest)


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
            *(
                _questions(_, one)
                if len(one.questions) > 1
                else [_suggestion(_, one, is_first=one is shown[0])]
            ),
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
        case "unanswered" if len(shown.questions) > 1:
            waiting = _.many(
                "{n} question in {channel} has no answer",
                "{n} questions in {channel} have no answer",
                len(shown.questions),
                channel=channel,
            )
            oldest = _.many("the oldest for {n} day", "the oldest for {n} days", shown.days)
            return _("{waiting}, {oldest}.", waiting=waiting, oldest=oldest)
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
        case _silence if shown.is_empty:
            return _("Nobody has written in {channel} yet.", channel=channel)
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
    if len(shown.questions) == 1:
        lines.append(_question(_, shown.questions[0]))
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


def _question(_: Words, asked: Asked) -> Markup:
    """When a question was asked, which leads to it, and by whom."""
    when = _("Asked on {day}, {time}", day=_.day(asked.at.date()), time=_.hour(asked.at))
    said = link(asked.url, when) if asked.url else when
    return said if asked.by is None else _("{asked}, by {member}", asked=said, member=mention(asked.by))


def _questions(_: Words, shown: Shown) -> list[Block]:
    """Several questions, the oldest first: each with a button to read and answer it, for those who may."""
    mark, blocks = _mark(shown.id), []
    for n, asked in enumerate(shown.questions[:NAMED]):
        value = f"{shown.id}||{asked.ts}"
        button = b.button(_("Read it, and write"), EDIT, value=value) if shown.may_read else None
        blocks.append(
            b.section(Markup(f"•  {_question(_, asked)}"), accessory=button, block_id=f"{mark}q{n}")
        )
    if more := len(shown.questions) - NAMED:
        later = _.many("And {n} that was asked later.", "And {n} that were asked later.", more)
        blocks += [b.section(later, block_id=f"{mark}1")] if more > 0 else []
    return blocks


def _suggestion(_: Words, shown: Shown, *, is_first: bool) -> Block:
    """What could be posted; why, only once in a message."""
    return b.section(_suggested(_, shown, is_first=is_first), block_id=f"{_mark(shown.id)}1")


def _suggested(_: Words, shown: Shown, *, is_first: bool) -> Markup:
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
    is_several = len(shown.questions) > 1
    post = b.button(_("Post this prompt"), POST, value=value, style="primary")
    first = [] if is_several else [*([post] if shown.prompt else ()), b.button(edit, EDIT, value=value)]
    options = [
        b.option(_("Not before a day that I choose…"), f"{UNTIL}|{value}"),
        b.option(_("Put the channel to rest…"), f"{REST}|{value}"),
        b.option(_("Fewer of these, please"), f"{FEWER}|{value}"),
    ]
    return [
        *first,
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


def plain(text: str) -> list[Block]:
    """A message of one text."""
    return [b.section(text)]
