"""What moderators are told of newcomers whom nobody has greeted yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot import blocks as b
from bot.blocks import Block
from bot.errors import Gone
from bot.i18n import Markup, Words, channel_link, mention

WILL: Final = "onboarding.will"

# Newcomers in one message, a block each; besides them there may be a word about who has joined.
IN_ONE_MESSAGE: Final = 15

State = Literal["open", "mine", "claimed", "greeted", "over", "hidden"]


@dataclass(frozen=True, slots=True)
class Ungreeted:
    """A newcomer, and what has become of it. `by`: the moderator who will greet them; None of `mine`: the reader will."""

    channel_id: str
    member_id: str
    state: State
    by: str | None = None
    is_second: bool = False


def reference(channel_id: str, member_id: str) -> str:
    """What the button carries."""
    return f"{channel_id}|{member_id}"


def parse(value: str) -> tuple[str, str]:
    """Reads what the button carries. Raises Gone if it isn't ours."""
    channel_id, mark, member_id = value.partition("|")
    if not (channel_id and mark and member_id):
        raise Gone
    return channel_id, member_id


def ungreeted(_: Words, channel_words: Words, newcomers: Sequence[Ungreeted]) -> tuple[Markup, list[Block]]:
    """The sentence for notifications, and the blocks: a line for each newcomer (at least one), with “I will” where nobody has said so."""
    text, blocks = _heading(_, channel_words, newcomers)
    for each in newcomers:
        value = reference(each.channel_id, each.member_id)
        button = b.button(_("I will"), WILL, value=value, style="primary") if each.state == "open" else None
        blocks.append(b.section(_line(_, channel_words, each), accessory=button, block_id=f"greet.{value}"))
    return text, blocks


def _heading(_: Words, channel_words: Words, newcomers: Sequence[Ungreeted]) -> tuple[Markup, list[Block]]:
    """How many still wait, with why it matters; if nobody does any more, there is only what became of them."""
    waiting = [each for each in newcomers if each.state in ("open", "mine", "claimed")]
    if not waiting:
        return Markup(" ".join(_line(_, channel_words, each) for each in newcomers)), []
    text = _.many(
        "{n} newcomer has not been greeted yet.", "{n} newcomers have not been greeted yet.", len(waiting)
    )
    why = _(
        "Whoever is answered or named in the first days is more likely to stay. The other moderators see who does it."
    )
    return text, [b.section(Markup(f"*{text}*")), b.context(why)]


def _line(_: Words, channel_words: Words, each: Ungreeted) -> Markup:
    who, channel = mention(each.member_id), channel_link(each.channel_id)
    match each.state:
        case "greeted":
            done = _("{member} has been greeted in {channel}.", member=who, channel=channel)
            return Markup(f":white_check_mark: {done}")
        case "claimed":
            by = mention(each.by or "")
            return _("{by} will greet {member} in {channel}.", by=by, member=who, channel=channel)
        case "mine":
            hello = channel_words(
                "Welcome, {people}. Tell us in a line what you work on, and what you hope to find here.",
                people=who,
            )
            sentence = _(
                "Thank you: you greet {member} in {channel}. You could write:", member=who, channel=channel
            )
            return Markup(f"{sentence}\n> {hello}")
        case "over":
            return _(
                "{member}, who came into {channel}: nothing to do any more.", member=who, channel=channel
            )
        case "hidden":
            return _("This is not for you any more.")
    if each.is_second:
        return _(
            "{member} in {channel}: still nobody, though somebody meant to.", member=who, channel=channel
        )
    return _("{member} in {channel}, for a day now", member=who, channel=channel)
