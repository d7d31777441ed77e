"""Who sees what: the form in which somebody chooses it part by part. One switch in the profile's form is enough for most people."""

from collections.abc import Mapping
from typing import Any, Final

from bot.blocks import Block, context, field, modal, option, section
from bot.directory.profile.errors import NotOnTheList
from bot.directory.profile.own import OwnProfile
from bot.directory.sight import PARTS, reach_of
from bot.errors import FieldErrors, Refusal
from bot.i18n import Markup, Words
from storage.directory import Reach

SAVE_REACH: Final = "profile.save_reach"  # the form's callback_id
BLOCK: Final = "reach_"  # in front of a part's name: its block id


def form(own: OwnProfile, *, metadata: str = "") -> Block:
    """A menu for each part. `metadata` comes back with the submission."""
    _ = own.viewer.words
    chosen = {part: reach_of(own.profile, part) for part in PARTS}
    return modal(
        _("Who sees what"),
        [
            section(
                _(
                    "Choose for each part of your profile who may see it, and who may find you by it. The Secretariat sees all of it "
                    "as long as you are listed."
                )
            ),
            *(field(label(part, _), f"{BLOCK}{part}", _menu(part, chosen[part], _)) for part in PARTS),
            context(_("Your name, your photo and your local time are seen by all who may find you.")),
        ],
        callback_id=SAVE_REACH,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=metadata,
    )


def _menu(part: str, chosen: Reach, _: Words) -> Block:
    options = {reach: option(name(reach, _), reach.name.lower()) for reach in Reach}
    return {
        "type": "static_select",
        "action_id": f"profile.{BLOCK}{part}",
        "options": list(options.values()),
        "initial_option": options[chosen],
    }


def chosen(entered: Mapping[str, Any]) -> dict[str, int]:
    """The reach of each part that was asked about, by part. Raises FieldErrors for what is no reach."""
    found: dict[str, int] = {}
    wrong: dict[str, Refusal] = {}
    known = {reach.name.lower(): int(reach) for reach in Reach}
    for part in PARTS:
        value = entered.get(f"{BLOCK}{part}")
        if value is None:
            continue
        if isinstance(value, str) and value in known:
            found[part] = known[value]
        else:
            wrong[f"{BLOCK}{part}"] = NotOnTheList()
    if wrong:
        raise FieldErrors(wrong)
    return found


def name(reach: Reach, _: Words) -> Markup:
    """Who is within a reach."""
    match reach:
        case Reach.EVERYONE:
            return _("Everyone in the workspace")
        case Reach.GROUPS:
            return _("People I share a group with")
        case Reach.SECRETARIAT:
            return _("The Secretariat only")


def label(part: str, _: Words) -> Markup:
    """What a part of a profile is called."""
    match part:
        case "role":
            return _("Role")
        case "organisation":
            return _("Organisation and its kind")
        case "country":
            return _("Country you are based in")
        case "works_in":
            return _("Countries you work on")
        case "fields":
            return _("Fields of expertise")
        case "languages":
            return _("Languages you speak")
        case "offers":
            return _("What you can offer")
        case "seeks":
            return _("What you are looking for")
        case "website":
            return _("Website")
    raise ValueError(part)
