"""Things to ask a channel, by kind of silence, in the channel's language. Each has a name that stays when its words change."""

from collections.abc import Mapping
from typing import Final

from bot.i18n import Markup, Words

# Kinds: quiet (for longer than usual), long (for weeks), start (nobody has ever written), unanswered, one_voice, calendar.
KINDS: Final = ("quiet", "long", "start", "unanswered", "one_voice", "calendar")


def of_kind(kind: str, _: Words) -> dict[str, Markup]:
    """The prompts of a kind by their names, such as `quiet.0`. Those about the calendar have `{title}` and `{day}` to fill in."""
    return {f"{kind}.{number}": text for number, text in enumerate(_all(_)[kind])}


def kind_of(name: str) -> str:
    """The kind of the prompt with a name. Empty if it is no name of ours."""
    kind = name.partition(".")[0]
    return kind if kind in KINDS else ""


def _all(_: Words) -> Mapping[str, tuple[Markup, ...]]:
    return {
        "quiet": (
            _("What is the one thing on your desk this month that others here could help with?"),
            _("Which report, tool or training have you found useful lately? A link and a line are enough."),
            _("What has changed in your country or sector since we last spoke?"),
            _("Who is missing from this channel? Name an organisation that we should invite."),
            _("What would you like the next meeting to settle? One line each."),
            _("What have you tried this month that did not work? That helps others most."),
            _("Which question do you get asked again and again? Perhaps somebody here has a good answer."),
            _("Where will you be in the next weeks? You may meet somebody from here."),
        ),
        "long": (
            _("It has been a while. What is each of you working on right now? One line is enough."),
            _("What would make this channel useful to you again? One wish each."),
            _("Which of our plans has moved since we last wrote, and which is stuck?"),
            _("If you read only one message a week here, what should it be about?"),
        ),
        "start": (
            _("Welcome to this channel. Who are you, where are you, and what do you work on?"),
            _("What do you hope to find in this group, and what can you bring? One line each."),
            _("What should this group have done by the end of the year?"),
        ),
        "unanswered": (
            _("This question is still open. Who can help, or knows somebody who can?"),
            _("Has anybody been in the same situation? Half an answer helps, too."),
            _("Can somebody point to a document or a person that helps here?"),
        ),
        "one_voice": (
            _("We have heard from few of you lately. What is new where you are? One line is enough."),
            _("Whoever has not written this month: what are you working on?"),
            _("What do the others think? An emoji is an answer, too."),
        ),
        "calendar": (
            _("{title} is on {day}. Who is going, and what should we bring?"),
            _("{title} is coming up on {day}. What would you like to get out of it?"),
            _("{day}: {title}. Is there anything that we should prepare together?"),
        ),
    }
