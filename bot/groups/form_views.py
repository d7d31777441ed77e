"""The forms: asking to join, declining, entering a request from outside, and who is named. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.groups import rules
from bot.groups.list_views import ASK
from bot.groups.review_views import DECLINE, Case, grounds, reference
from bot.i18n import Markup, Words
from storage.channels import Channel

ENTER: Final = "groups.enter"
SETTINGS: Final = "groups.settings"
DONE: Final = "groups.done"
# Blocks.
GROUP, WHY, ORGANISATION, NAME, EMAIL = "group", "why", "organisation", "name", "email"
GROUNDS, REASON, NAMED = "grounds", "reason", "named"
MOST_CHECKBOXES: Final = 10


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks to join. `groups`: which they may ask for; `chosen`: the one whose button they pressed."""

    viewer: Viewer
    groups: Sequence[Channel]
    chosen: Channel | None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Seats:
    """Of Slack's plan. `left` None: the Secretariat has not said how many there are."""

    left: int | None
    taken: int
    guests: int


@dataclass(frozen=True, slots=True)
class Naming:
    """Of which groups a moderator is asked whether they may be named, and in which they are."""

    viewer: Viewer
    titles: Mapping[str, str]
    named: frozenset[str]


def ask_form(asking: Asking) -> Block:
    _ = asking.viewer.words
    blocks: list[Block] = []
    metadata = "{}"
    if asking.chosen is not None:
        blocks.append(b.section(_("You ask to join *{group}*.", group=title(asking.chosen))))
        metadata = json.dumps({"channel": asking.chosen.id})
    else:
        blocks.append(b.field(_("Group"), GROUP, choose_group(asking.groups)))
    blocks += [
        b.field(
            _("Why would you like to join?"),
            WHY,
            text("groups.why", rules.LONGEST_WHY, multiline=True),
            hint=_("The Secretariat reads this."),
        ),
        b.field(
            _("Your organisation"),
            ORGANISATION,
            text("groups.organisation", rules.LONGEST_ORGANISATION, initial=asking.organisation),
            optional=True,
        ),
        b.context(_("The Secretariat also sees your profile in the directory, if you have published one.")),
    ]
    return b.modal(
        _("Ask to join"), blocks, callback_id=ASK, submit=_("Ask"), close=_("Cancel"), metadata=metadata
    )


def decline_form(case: Case) -> Block:
    _ = case.words
    options = [b.option(said, key) for key, said in short_grounds(_).items()]
    select: Block = {"type": "static_select", "action_id": "groups.grounds", "options": options}
    blocks = [
        b.section(_("{who} will not join *{group}*.", who=case.who, group=case.title)),
        b.field(
            _("Reason"), GROUNDS, select, optional=True, hint=_("The person reads it in their language.")
        ),
        b.field(
            _("In your own words"),
            REASON,
            text("groups.reason", rules.LONGEST_WHY, multiline=True),
            optional=True,
            hint=_("The person reads this as you write it."),
        ),
    ]
    if case.request.member_id is None:
        blocks.append(
            b.context(_("They are not in this workspace, so I can't tell them: please write to them."))
        )
    return b.modal(
        _("Decline a request"),
        blocks,
        callback_id=DECLINE,
        submit=_("Decline"),
        close=_("Cancel"),
        metadata=json.dumps({"request": reference(case.request)}),
    )


def short_grounds(_: Words) -> dict[str, Markup]:
    """The reasons as a menu names them; `grounds` says what the person reads."""
    short = {
        "full": _("The group is full"),
        "others": _("For other organisations or countries"),
        "elsewhere": _("Another group fits better"),
        "later": _("Not yet: ask again later"),
    }
    assert short.keys() == grounds(_).keys() == set(rules.GROUNDS)  # noqa: S101 - a sentence for each
    return short


def enter_form(_: Words, groups: Sequence[Channel], seats: Seats) -> Block:
    """Of the Secretariat: a request that came by e-mail or telephone."""
    blocks = [
        b.field(_("Group"), GROUP, choose_group(groups)),
        b.field(_("Name"), NAME, text("groups.name", rules.LONGEST_NAME)),
        b.field(_("E-mail address"), EMAIL, text("groups.email", rules.LONGEST_EMAIL)),
        b.field(
            _("Organisation"),
            ORGANISATION,
            text("groups.organisation", rules.LONGEST_ORGANISATION),
            optional=True,
        ),
        b.field(_("Why"), WHY, text("groups.why", rules.LONGEST_WHY, multiline=True), optional=True),
        b.context(
            said_of_seats(_, seats), _("An address that nobody comes with is forgotten after half a year.")
        ),
    ]
    return b.modal(_("Enter a request"), blocks, callback_id=ENTER, submit=_("Enter"), close=_("Cancel"))


def said_of_seats(_: Words, seats: Seats) -> Markup:
    people = _.many("{n} full member", "{n} full members", seats.taken)
    guests = _.many("{n} guest", "{n} guests", seats.guests) if seats.guests else _("no guests")
    if seats.left is None:
        return _("In this workspace: {people} and {guests}.", people=people, guests=guests)
    left = _.many("{n} seat is left", "{n} seats are left", seats.left)
    return _(
        "{left} under Slack's plan: there are {people} and {guests}. A guest of several channels takes a seat, too.",
        left=left,
        people=people,
        guests=guests,
    )


def settings_form(naming: Naming) -> Block:
    _ = naming.viewer.words
    options = [b.option(name, id_) for id_, name in list(naming.titles.items())[:MOST_CHECKBOXES]]
    boxes: Block = {"type": "checkboxes", "action_id": "groups.named", "options": options}
    if chosen := [option for option in options if option["value"] in naming.named]:
        boxes["initial_options"] = chosen
    blocks = [
        b.section(_("Others read in `/groups` who moderates a group, if you agree.")),
        b.field(_("Name me as a moderator of"), NAMED, boxes, optional=True),
    ]
    return b.modal(_("Groups"), blocks, callback_id=SETTINGS, submit=_("Save"), close=_("Cancel"))


def nothing_to_set(_: Words) -> Block:
    said = b.section(_("You moderate no group, so there is nothing to set here."))
    return b.modal(_("Groups"), [said], callback_id=SETTINGS, close=_("Close"))


def done(_: Words, *lines: str) -> Block:
    """In the place of a form: what came of it."""
    return b.modal(_("Groups"), [b.section(line) for line in lines], callback_id=DONE, close=_("Close"))


def title(channel: Channel) -> str:
    return channel.title or f"#{channel.name}"


def choose_group(groups: Sequence[Channel]) -> Block:
    """A menu of groups: at least one."""
    options = [b.option(title(channel), channel.id) for channel in groups]
    return {"type": "static_select", "action_id": "groups.group", **b.offering(options)}


def text(action_id: str, longest: int, *, multiline: bool = False, initial: str = "") -> Block:
    element: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": longest}
    element["multiline"] = multiline
    return element | ({"initial_value": initial[:longest]} if initial else {})
