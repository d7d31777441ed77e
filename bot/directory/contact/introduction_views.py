"""The form of an introduction, the message that it makes, and the ids of its buttons."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.access import Viewer
from bot.blocks import Block, actions, button, context, field, modal, plain, section
from bot.directory.contact.introduction_errors import InTouchAlready, NoIntroduction
from bot.directory.contact.introduction_rules import LONGEST_WHY
from bot.directory.pages.cards import INTRODUCE, direct_message_url, heading
from bot.directory.pages.details import work
from bot.directory.pages.marking import Line, rich_text
from bot.directory.search.found import Hit
from bot.i18n import Words, link, mention
from storage.directory import Profile

ASK: Final = INTRODUCE
SEND: Final = "introductions.send"  # the form's callback_id
STOP: Final = "introductions.stop"
ALLOW: Final = "introductions.allow"
WHY: Final = "why"  # block id


@dataclass(frozen=True, slots=True)
class Offer:
    """An introduction that may be asked for: the other, as the viewer may see them, how many more there may be today, and whether the
    viewer has published a profile, which the other would read."""

    viewer: Viewer
    other: Profile
    now: datetime
    left: int
    is_listed: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """An introduction that was asked for, and how many more there may be today."""

    viewer: Viewer
    other_id: str
    left: int


@dataclass(frozen=True, slots=True)
class Introduction:
    """What two people are told of each other: each profile is as its reader may see it. `asker` is None if it is not published."""

    other_words: Words
    asker_words: Words
    other_id: str
    asker_id: str
    other: Profile
    asker: Profile | None
    why: str


def form(offer: Offer) -> Block:
    """The modal that asks for a reason."""
    _, other = offer.viewer.words, offer.other
    about = work(Hit(other), _)
    why = {
        "type": "plain_text_input",
        "action_id": "introductions.why",
        "multiline": True,
        "max_length": LONGEST_WHY,
        "placeholder": plain(_("For example: we both train labour inspectors."), 150),
    }
    return modal(
        _("Introduce us"),
        [
            heading(other, offer.now, offer.viewer),
            *([rich_text([about])] if about else ()),
            section(
                _(
                    "I write a message to the two of you together: who each of you is, as your profiles tell the other, "
                    "and why you would like to meet, if you say so here."
                )
            ),
            *([] if offer.is_listed else [section(_unlisted(other.member_id, _))]),
            field(_("Why"), WHY, why, optional=True, hint=_("Both of you read it, word for word.")),
            context(
                _.many(
                    "You can ask for {n} introduction today.",
                    "You can ask for {n} introductions today.",
                    offer.left,
                )
            ),
        ],
        callback_id=SEND,
        submit=_("Introduce us"),
        close=_("Cancel"),
        metadata=json.dumps({"other": other.member_id}),
    )


def _unlisted(other_id: str, _: Words) -> str:
    return _(
        "You have not published a profile: {other} reads of you only your name, and what you write here.",
        other=mention(other_id),
    )


def made(done: Made) -> Block:
    """What the form turns into."""
    _ = done.viewer.words
    said = _("*Done.* My message to you and {other} is on its way.", other=mention(done.other_id))
    return _notice(_, [section(said), context(_left(done.left, _))])


def _left(left: int, _: Words) -> str:
    if left == 0:
        return _("That was the last introduction for today.")
    return _.many(
        "You can ask for {n} more introduction today.", "You can ask for {n} more introductions today.", left
    )


def refused(refusal: NoIntroduction, _: Words) -> Block:
    """A modal that says why there is no introduction, and where the conversation is if there is one."""
    said = [section(refusal.say(_))]
    if isinstance(refusal, InTouchAlready):
        address = direct_message_url(refusal.other_id)
        said.append(section(link(address, _("Write a direct message"))))
    return _notice(_, said)


def _notice(_: Words, blocks: list[Block]) -> Block:
    return modal(_("Introduction"), blocks, callback_id="introductions.told", close=_("Close"))


def message(intro: Introduction) -> tuple[str, list[Block]]:
    """The group message: in the other's language, and in the asker's as well if that is another one."""
    _ = intro.other_words
    greetings = dict.fromkeys(_greeting(intro, words) for words in (_, intro.asker_words))
    told = [_who(profile, _) for profile in (intro.other, intro.asker) if profile is not None]
    blocks = [
        *(section(greeting) for greeting in greetings),
        *([_bullets(told)] if (told := [line for line in told if line]) else ()),
        *(_reason(intro.why, _) if intro.why else ()),
        context(
            _(
                "You can write to each other here. {other}, if you would rather not be introduced to people, "
                "one press is enough, and I won't do it again.",
                other=mention(intro.other_id),
            )
        ),
        actions(button(_("No introductions, please"), STOP, value=intro.other_id)),
    ]
    return next(iter(greetings)), blocks


def _greeting(intro: Introduction, _: Words) -> str:
    return _(
        "{other}, meet {asker}, who found you in the partner directory and asked me to introduce you to each other.",
        other=mention(intro.other_id),
        asker=mention(intro.asker_id),
    )


def _who(profile: Profile, _: Words) -> Line:
    """Somebody, with their role and organisation. Empty if there is nothing to say but the name."""
    about = work(Hit(profile), _)
    return (
        [{"type": "user", "user_id": profile.member_id}, {"type": "text", "text": str(_(": "))}, *about]
        if about
        else []
    )


def _bullets(lines: list[Line]) -> Block:
    items = [{"type": "rich_text_section", "elements": line} for line in lines]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}],
    }


def _reason(why: str, _: Words) -> list[Block]:
    """What was typed, as text and nothing else: rich text has no markup to be read."""
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": why}]}
    return [context(_("Why, in the words of who asks:")), {"type": "rich_text", "elements": [quote]}]


def not_made(other_id: str, _: Words) -> tuple[str, list[Block]]:
    """To whoever asked, if there is no introduction after all; whatever the reason."""
    said = _(
        "I could not introduce you to {other} after all. You can still write to them yourself, in Slack.",
        other=mention(other_id),
    )
    return said, [section(said)]


def stopped(_: Words) -> tuple[str, list[Block]]:
    """The private answer to whoever wants no introductions: with a way back."""
    said = _("Nobody will be introduced to you any more. What was said here stays.")
    return said, [section(said), actions(button(_("Allow introductions again"), ALLOW))]


def allowed(_: Words) -> tuple[str, list[Block]]:
    said = _("People in the directory may be introduced to you again.")
    return said, [section(said)]
