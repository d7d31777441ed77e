"""The form with which many are invited. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.groups import entries
from bot.groups.form_views import GROUP, Seats, choose_group, said_of_seats, text
from bot.i18n import Words, channel_link
from storage.channels import Channel

INVITE: Final = "groups.invite"  # the callback_id of the form
PEOPLE, FILE = "people", "file"  # blocks
LONGEST: Final = 3000  # characters of Slack's text inputs


@dataclass(frozen=True, slots=True)
class Blank:
    viewer: Viewer
    groups: Sequence[Channel]
    chosen: str | None
    named: str
    seats: Seats


def form(blank: Blank) -> Block:
    _ = blank.viewer.words
    menu = choose_group(blank.groups)
    if chosen := [option for option in b.offered(menu) if option["value"] == blank.chosen]:
        menu["initial_option"] = chosen[0]
    named, rest = entries.cut(blank.named, LONGEST)
    too_much = b.context(
        _(
            "That is more than this field takes: from “{first}” on it is left out. A CSV file takes up to a thousand people.",
            first=rest[:60],
        )
    )
    take: Block = {"type": "file_input", "action_id": "groups.file", "filetypes": ["csv"], "max_files": 1}
    return b.modal(
        _("Invite many"),
        [
            b.section(_("First I say what would happen. Nobody is invited before you say so.")),
            b.field(_("Group"), GROUP, menu),
            b.field(
                _("People"),
                PEOPLE,
                text("groups.people", LONGEST, multiline=True, initial=named),
                optional=True,
                hint=_("E-mail addresses, @names or Slack IDs, one a line or with commas between them."),
            ),
            b.field(
                _("Or a table"),
                FILE,
                take,
                optional=True,
                hint=_("A CSV file with an e-mail address or a Slack ID in each row."),
            ),
            *([too_much] if rest else ()),
            b.context(said_of_seats(_, blank.seats)),
        ],
        callback_id=INVITE,
        submit=_("Look at it"),
        close=_("Cancel"),
    )


def started(_: Words, n: int, channel_id: str) -> Block:
    """In the place of the form."""
    said = _.many(
        "I am looking for {n} person to invite into {channel}. In a moment I write to you what I found; then you decide.",
        "I am looking for {n} people to invite into {channel}. In a moment I write to you what I found; then you decide.",
        n,
        channel=channel_link(channel_id),
    )
    return b.modal(_("Invite many"), [b.section(said)], callback_id=INVITE, close=_("Close"))
