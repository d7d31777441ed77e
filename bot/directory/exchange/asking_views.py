"""The message that shows somebody the draft of their profile, with what they can do, and what stands there when they have."""

from typing import Final

from bot.blocks import Block, actions, button, clip, context, divider, plain, section
from bot.directory.pages.person import everything
from bot.directory.profile.own import OwnProfile
from bot.directory.profile.views import EDIT
from bot.directory.search.found import Hit
from bot.i18n import Words

PUBLISH: Final = "drafts.publish"
DELETE: Final = "drafts.delete"

Message = tuple[str, list[Block]]


def question(own: OwnProfile, *, is_new_version: bool = False) -> Message:
    """The draft, as it would be seen, and the buttons."""
    _ = own.viewer.words
    text = (
        _("The Secretariat has changed the draft since. This is how it is now.")
        if is_new_version
        else _("The Secretariat has prepared a profile for you. Nobody sees it until you publish it.")
    )
    why = _(
        "It helps partners who work in your field or country to find you. You can change it, or take it back, at any time."
    )
    return text, [
        section(f"*{text}*\n{why}"),
        divider(),
        *everything(Hit(own.profile), own.now, own.viewer),
        divider(),
        actions(
            button(_("Publish my profile"), PUBLISH, value=own.version, style="primary"),
            button(_("Change it first"), EDIT),
            _delete(_),
        ),
    ]


def _delete(_: Words) -> Block:
    element = button(_("Delete it"), DELETE, style="danger")
    return element | {
        "confirm": {
            "title": plain(_("Delete the draft?"), 100),
            "text": plain(_("You can still make a profile of your own, with /profile."), 300),
            "confirm": plain(_("Delete it"), 30),
            "deny": plain(_("Keep it"), 30),
        }
    }


def published(own: OwnProfile) -> Message:
    _ = own.viewer.words
    text = _("Your profile is in the directory: partners can find you.")
    return text, [
        section(f":white_check_mark: *{text}*"),
        context(_("With `/profile` you change it, choose who sees what, or take it back.")),
    ]


def deleted(own: OwnProfile) -> Message:
    _ = own.viewer.words
    text = _("The draft is deleted. You are not in the directory.")
    return text, [section(text), context(_("With `/profile` you can make a profile of your own."))]


def settled(own: OwnProfile) -> Message:
    """For a button that was pressed before, or after they had decided elsewhere."""
    if own.is_listed:
        return published(own)
    _ = own.viewer.words
    text = _("You have decided about this already. You are not in the directory.")
    return clip(text, 3000), [section(text), context(_("With `/profile` you see and change your profile."))]
