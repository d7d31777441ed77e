"""One's own profile as others see it, what is missing in it, and who sees what: the modal of `/profile`."""

from typing import Final

from bot.blocks import Block, actions, button, context, divider, modal, option, section
from bot.directory.pages.person import everything
from bot.directory.profile.own import OwnProfile, is_empty
from bot.directory.profile.views import EDIT
from bot.directory.search.found import Hit
from bot.i18n import Markup, Words
from storage.directory import Reach

WHO_SEES: Final = "profile.who_sees"  # opens who sees what
LIST: Final = "profile.list"
UNLIST: Final = "profile.unlist"
EYES: Final = "profile.eyes"  # as whom to look at oneself


def overview(own: OwnProfile, eyes: Reach | None = None, *, metadata: str = "") -> Block:
    """The profile as those see it who are within the reach `eyes` (the most who see any of it, if not given). `metadata` stays
    with the modal."""
    _ = own.viewer.words
    eyes = own.first_eyes if eyes is None else eyes
    hit = Hit(own.seen_by(eyes))
    return modal(
        _("Your profile"),
        [
            section(_state(own, _)),
            *_eyes(own, eyes, _),
            divider(),
            *everything(hit, own.now, own.viewer),
            *([context(_nothing(_))] if is_empty(hit.profile) and not own.is_empty else ()),
            divider(),
            *_missing(own, _),
            actions(*_buttons(own, _)),
            context(_next(own, _)),
        ],
        callback_id="profile.overview",
        close=_("Close"),
        metadata=metadata,
    )


def _state(own: OwnProfile, _: Words) -> Markup:
    if own.is_draft:
        return _(
            "*The Secretariat has prepared this for you.* Nobody else sees it until you list it. Change what you like first."
        )
    if own.is_listed:
        return _("*You are in the directory.* This is what others see:")
    return _("*You are not listed.* Nobody else sees your profile. Listed, it would look like this:")


def _eyes(own: OwnProfile, eyes: Reach, _: Words) -> list[Block]:
    """Where not everyone sees the same: a choice of whose eyes to look through."""
    if len(own.eyes) == 1:
        return []
    options = {each: option(_seen_as(each, _), each.name.lower()) for each in own.eyes}
    menu: Block = {
        "type": "static_select",
        "action_id": EYES,
        "options": list(options.values()),
        "initial_option": options.get(eyes, options[Reach.EVERYONE]),
    }
    return [section(_("Not everyone sees all of it. Look at it as:"), accessory=menu)]


def _nothing(_: Words) -> Markup:
    return _("They see only your name, your photo and your local time.")


def _seen_as(reach: Reach, _: Words) -> Markup:
    match reach:
        case Reach.EVERYONE:
            return _("Everyone in the workspace")
        case Reach.GROUPS:
            return _("People in your groups")
        case Reach.SECRETARIAT:
            return _("The Secretariat")


def eyes_of(value: str) -> Reach:
    """The reach that a choice of ours names; everyone for anything else."""
    return next((reach for reach in Reach if reach.name.lower() == value), Reach.EVERYONE)


def _missing(own: OwnProfile, _: Words) -> list[Block]:
    lines = [Markup(f"•  {why(part, _)}") for part in own.missing]
    if not lines:
        return []
    return [section(Markup("\n".join([_("*What would help others to find you*"), *lines])))]


def why(part: str, _: Words) -> Markup:
    """What to add, and what it is good for."""
    return {
        "organisation": _("Add your organisation: it is what people look for first."),
        "fields": _("Add fields of expertise, so that those who work on the same find you."),
        "country": _("Add the country you are based in, so that partners there find you."),
        "role": _("Add your role, so that others know what to ask you."),
        "languages": _("Add languages, so that others know in which to write to you."),
        "works_in": _("Add the countries you work on, so that those who need you there find you."),
        "offers": _("Say what you can offer: one line is enough to begin a conversation."),
        "seeks": _("Say what you are looking for, so that others can offer it."),
        "sector": _("Choose your kind of organisation: others search by it."),
        "photo": _("Add a photo to your profile in Slack, so that you are recognised."),
    }[part]


def _buttons(own: OwnProfile, _: Words) -> list[Block]:
    change = button(_("Edit"), EDIT, label=_("Edit my profile"))
    who = button(_("Who sees what"), WHO_SEES)
    if own.is_listed:
        return [change, who, button(_("Take me off the list"), UNLIST)]
    if own.is_empty:
        return [change, who]
    return [button(_("List me"), LIST, value=own.version, style="primary"), change, who]


def _next(own: OwnProfile, _: Words) -> Markup:
    if own.is_listed:
        return _("Next: find colleagues with `/partners` and a name, an organisation, a country or a field.")
    return _("You can take yourself off the list again at any time, at once.")
