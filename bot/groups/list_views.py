"""`/groups`: a page of groups, as a message or a modal, its help, and the part of Home."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot import blocks as b
from bot.blocks import Block
from bot.errors import Gone
from bot.groups.listing import Group, Page, is_open_to
from bot.help import unknown_word
from bot.i18n import Markup, Words, channel_link, escape, mention
from storage.requests import Request

OPEN: Final = "groups.open"  # the button, and the callback_id of the list in a modal
PAGE: Final = "groups.page"
BACK: Final = "groups.back"  # the way back: two buttons of one block need two ids
ASK: Final = "groups.ask"
WITHDRAW: Final = "groups.withdraw"
WAITING: Final = "groups.waiting"  # opens the requests that wait

PURPOSE: Final = 400  # characters
NAMED: Final = 5  # moderators of a group

Message = tuple[str, list[Block]]


def groups(page: Page) -> Message:
    """A page of groups. What can be done stands beside each."""
    _ = page.viewer.words
    text = _("Groups")
    blocks = [b.header(text), *_listed(page)]
    return text, blocks


def groups_modal(page: Page) -> Block:
    _ = page.viewer.words
    return b.modal(_("Groups"), _listed(page), callback_id=OPEN, close=_("Close"))


def _listed(page: Page) -> list[Block]:
    _ = page.viewer.words
    blocks = [block for group in page.groups for block in _group(group, page, _)]
    if not page.groups:
        blocks.append(b.section(_("There are no groups that you can see here yet.")))
    notes = [_("A channel of a group is private: the Secretariat decides who comes in.")]
    if page.pages > 1:
        notes.append(_("Page {n} of {pages}", n=page.number, pages=page.pages))
    blocks.append(b.context(*notes))
    if buttons := _turns(page, _):
        blocks.append(b.actions(*buttons, block_id=f"groups.{page.number}"))
    return blocks


def _group(group: Group, page: Page, _: Words) -> list[Block]:
    name = f"*{escape(group.title)}*"
    is_open = is_open_to(page.viewer, group.channel)
    lines = [Markup(f"{name}  {channel_link(group.channel.id)}" if group.is_in or is_open else name)]
    if group.channel.purpose:
        lines.append(Markup(escape(b.clip(group.channel.purpose, PURPOSE))))
    button = None
    if not group.is_in and group.request is None and not is_open:
        label = _("Ask to join: {group}", group=group.title)
        button = b.button(_("Ask to join"), ASK, value=group.channel.id, label=label)
    blocks = [b.section(Markup("\n".join(lines)), accessory=button, block_id=f"group.{group.channel.id}")]
    notes = []
    if group.is_in:
        notes.append(_("You are in it"))
    elif is_open:
        notes.append(_("Open to everybody: join it in Slack"))
    if group.active is not None:
        notes.append(_alive(group.active, _))
    if group.moderators:
        who = _.listing(mention(member_id) for member_id in group.moderators[:NAMED])
        notes.append(_("Moderated by {who}", who=who))
    if notes:
        blocks.append(b.context(Markup(" · ".join(notes))))
    if group.coming:
        blocks.append(b.context(Markup("\n".join([_("Next:"), *group.coming]))))
    if group.request is not None and not group.is_in:
        blocks.append(b.section(_asked(group.request, page, _), accessory=withdraw_button(group.request, _)))
    return blocks


def _alive(active: int, _: Words) -> Markup:
    if not active:
        return _("Nobody was active in the last four weeks")
    return _.many(
        "{n} person was active in the last four weeks",
        "{n} people were active in the last four weeks",
        active,
    )


def _asked(request: Request, page: Page, _: Words) -> Markup:
    day = _.day(request.asked_at.astimezone(page.viewer.zone).date())
    if request.state == "waiting":
        return _("You asked to join on {day}. I tell you what is decided.", day=day)
    if request.state == "refused":
        return _(
            "Your request is approved, but Slack did not let me bring you in: the Secretariat has to act."
        )
    return _("Your request is approved. You are being brought in.")


def withdraw_button(request: Request, _: Words) -> Block | None:
    if request.state != "waiting":
        return None
    return b.button(_("Withdraw it"), WITHDRAW, value=str(request.id))


def _turns(page: Page, _: Words) -> list[Block]:
    buttons = []
    if page.number > 1:
        buttons.append(b.button(_("Back"), BACK, value=place(page.number - 1, page.wanted)))
    if page.number < page.pages:
        buttons.append(b.button(_("More groups"), PAGE, value=place(page.number + 1, page.wanted)))
    if page.wanted:
        buttons.append(b.button(_("All groups"), OPEN, value=place(1, "")))
    if page.waiting:
        text = _.many("{n} request waits", "{n} requests wait", page.waiting)
        buttons.append(b.button(text, WAITING))
    return buttons


def place(number: int, wanted: str) -> str:
    """What a button that turns the pages carries."""
    return json.dumps([number, wanted[:100]])


def place_of(value: str) -> tuple[int, str]:
    """Reads what such a button carries. Raises Gone if it isn't ours."""
    if not value:
        return 1, ""
    try:
        number, wanted = json.loads(value)
    except (ValueError, TypeError):
        raise Gone from None
    if not isinstance(number, int) or not isinstance(wanted, str):
        raise Gone
    return number, wanted


def help_message(
    _: Words,
    *,
    is_secretariat: bool,
    is_moderator: bool,
    unknown: str = "",
    meant: str | None = None,
) -> Message:
    """`unknown`: a word that is no command and in no group's name."""
    lines = [
        _("`/groups` shows the groups, what they are for, and who moderates them"),
        _("`/groups migration` shows those with this word in their name or purpose"),
        _("`/groups ask` asks the Secretariat to let you into a group"),
    ]
    if not is_secretariat:  # who reads all requests there instead
        lines.append(_("`/groups requests` shows what you have asked for, and lets you withdraw it"))
    if is_moderator:
        lines.append(_("`/groups settings` is for moderators: whether others read here who you are"))
    if is_secretariat:
        lines += [
            _("`/groups requests` shows the Secretariat all requests that wait"),
            _("`/groups invite` brings many people into a group at once"),
            _("`/groups enter` takes down a request that reached you by other ways"),
        ]
    hint = unknown_word(_, unknown, meant)
    text = _("Help with `/groups`")
    return text, [*([b.section(hint)] if hint else ()), b.section("\n".join(lines))]


def own_requests(
    viewer_words: Words, asked: Sequence[tuple[Request, str]], days: Mapping[int, Any]
) -> Message:
    """The open requests of a person with the groups' names. `days`: on which day each was asked, in their zone."""
    _ = viewer_words
    text = _("Your requests")
    if not asked:
        return text, [
            b.section(_("You have no open request. `/groups` shows the groups that you can ask to join."))
        ]
    blocks = [b.header(text)]
    for request, title in asked:
        line = _(
            "*{group}*, asked on {day}: {state}.",
            group=title,
            day=_.day(days[request.id]),
            state=_state(request, _),
        )
        blocks.append(b.section(line, accessory=withdraw_button(request, _)))
    return text, blocks


def _state(request: Request, _: Words) -> Markup:
    match request.state:
        case "waiting":
            return _("it waits for the Secretariat")
        case "refused":
            return _("it is approved, but Slack did not let me bring you in: the Secretariat has to act")
    return _("it is approved, and you are being brought in")


def home(_: Words, titles: Sequence[str], more: int, asked: Sequence[str]) -> list[Block]:
    """What Home says: groups that one may ask to join, and what one has asked for. Nothing if there is neither."""
    if not titles and not asked:
        return []
    blocks = [b.header(_("Groups you may ask to join"))]
    lines = [f"• {escape(title)}" for title in titles]
    if more:
        lines.append(_.many("and {n} more", "and {n} more", more))
    if lines:
        blocks.append(b.section(Markup("\n".join(lines))))
    if asked:
        names = _.listing(f"*{escape(title)}*" for title in asked)
        blocks.append(b.context(_("You have asked to join {groups}.", groups=Markup(names))))
    return [*blocks, b.actions(b.button(_("See the groups"), OPEN), block_id="groups")]
