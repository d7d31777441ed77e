"""The forms of a nudge: the prompt, to be edited first, with the question itself and people who know; until when to be quiet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.i18n import Markup, Words, channel_link, escape
from bot.nudges.suggesting import Suggestion

POST_EDITED: Final = "nudges.post_edited"  # callback_ids
REST: Final = "nudges.rest"
UNTIL: Final = "nudges.until"
CHOOSE: Final = "nudges.choose"  # the menu of other prompts

TEXT: Final = "text"  # block ids; the name of the prompt that stands in the field follows
PEOPLE: Final = "people"
DAY: Final = "day"
FOR: Final = "for"

LONGEST: Final = 2000  # characters of a post
QUESTION: Final = 1500  # characters of a question that are shown


@dataclass(frozen=True, slots=True)
class Knower:
    """Somebody in the channel who may know, as everybody in it may see them."""

    member_id: str
    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What may be posted about a concern: the suggestions, of which `chosen` stands in the field, and who could be mentioned.

    `question`: the text itself, fetched anew for the reader. None: there is none, or it can't be had.
    """

    words: Words
    reference: str
    channel_id: str
    suggestions: Sequence[Suggestion] = ()
    chosen: str = ""
    question: str | None = None
    is_question: bool = False
    knowers: Sequence[Knower] = ()


def typed(text: str) -> str:
    """A prompt as one would type it: the three characters that Slack's markup escapes are themselves."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def edit_form(draft: Draft) -> Block:
    """The prompt, to be changed before it is posted."""
    _ = draft.words
    blocks = [b.section(_("I post this in {channel}, in my name.", channel=channel_link(draft.channel_id)))]
    if draft.is_question:
        blocks = [*_question(draft), b.section(_("I post this under the question, in my name."))]
    blocks.append(_field(draft))
    if len(draft.suggestions) > 1:
        blocks.insert(-1, _menu(draft))
    if draft.knowers:
        blocks.append(_people(draft))
    return b.modal(
        _title(_, POST_EDITED),
        blocks,
        callback_id=POST_EDITED,
        submit=_("Post it"),
        close=_("Cancel"),
        metadata=json.dumps({"about": draft.reference}),
    )


def _question(draft: Draft) -> list[Block]:
    _ = draft.words
    if not draft.question:  # of a file without a word there is no text
        return [
            b.section(
                _(
                    "I can't show the question here. It is in {channel}.",
                    channel=channel_link(draft.channel_id),
                )
            )
        ]
    quoted = "\n".join(f"> {line}" for line in b.clip(draft.question, QUESTION).splitlines())
    return [b.section(Markup(quoted)), b.context(_("Read from Slack just now, and kept nowhere."))]


def _field(draft: Draft) -> Block:
    _ = draft.words
    text = next((one.text for one in draft.suggestions if one.name == draft.chosen), "")
    element: Block = {
        "type": "plain_text_input",
        "action_id": "nudges.text",
        "multiline": True,
        "max_length": LONGEST,
    }
    if text:
        element["initial_value"] = b.clip(typed(text), LONGEST)
    # Slack keeps what was typed as long as the block has the same id: another prompt is another block.
    return b.field(_("What I post"), f"{TEXT}.{draft.chosen}", element)


def _menu(draft: Draft) -> Block:
    _ = draft.words
    options = [b.option(typed(one.text), one.name) for one in draft.suggestions]
    menu: Block = {
        "type": "static_select",
        "action_id": CHOOSE,
        "placeholder": b.plain(_("Another suggestion"), 150),
        "options": options,
    }
    return b.actions(menu, block_id="suggestions")


def _people(draft: Draft) -> Block:
    _ = draft.words
    options = [
        b.option(one.name, one.member_id) | ({"description": b.plain(one.about, 75)} if one.about else {})
        for one in draft.knowers
    ]
    element: Block = {"type": "checkboxes", "action_id": "nudges.people", "options": options}
    hint = _("They are in this channel and listed in the directory, and have agreed to be introduced.")
    return b.field(_("Mention people who may know"), PEOPLE, element, optional=True, hint=hint)


def until_form(_: Words, reference: str, channel_id: str, tomorrow: date) -> Block:
    """Asks until when nothing is to be said about a channel."""
    blocks = [
        b.section(_("I say nothing about {channel} before that day.", channel=channel_link(channel_id))),
        b.field(_("Day"), DAY, _day(tomorrow)),
    ]
    return b.modal(
        _title(_, UNTIL),
        blocks,
        callback_id=UNTIL,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=json.dumps({"about": reference}),
    )


def rest_form(_: Words, reference: str, channel_id: str) -> Block:
    """Asks whether a channel rests for a season, or is finished."""
    options = rest_options(_)
    blocks = [
        b.section(
            _(
                "As long as {channel} rests, I say nothing about it, whatever happens.",
                channel=channel_link(channel_id),
            )
        ),
        b.field(
            _("For how long"),
            FOR,
            {
                "type": "radio_buttons",
                "action_id": "nudges.for",
                "options": options,
                "initial_option": options[0],
            },
        ),
        b.field(_("Its first day again, if it is for a season"), DAY, _day(None), optional=True),
    ]
    return b.modal(
        _title(_, REST),
        blocks,
        callback_id=REST,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=json.dumps({"about": reference}),
    )


def rest_options(_: Words) -> list[Block]:
    return [
        b.option(_("For a season"), "season"),
        b.option(_("For good: its work is finished"), "finished"),
    ]


def _day(first: date | None) -> Block:
    element: Block = {"type": "datepicker", "action_id": "nudges.day"}
    return element | ({"initial_date": first.isoformat()} if first else {})


def said_modal(_: Words, text: str, form: str, typed_text: str = "") -> Block:
    """What became of it, in the place of a form (its callback_id); with what was typed, if that was for nothing."""
    blocks = [b.section(text)]
    if typed_text:
        blocks += [b.context(_("What you had written:")), b.section(escape(typed_text))]
    return b.modal(_title(_, form), blocks, callback_id=form, close=_("Close"))


def _title(_: Words, form: str) -> Markup:
    return {POST_EDITED: _("Before I post it"), UNTIL: _("Not before a day"), REST: _("Put to rest")}[form]
