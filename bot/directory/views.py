"""The profile: its form, what others see of it, and the help of `/profile` and `/partners`."""

from datetime import datetime
from typing import Any

from bot.access import Viewer
from bot.blocks import Block, actions, button, clip, context, field, modal, option, plain, section
from bot.directory import countries, languages
from bot.directory.form import COUNTRY, FIELDS, LANGUAGES, LISTED, LISTED_YES, NO_COUNTRY, ORGANISATION, ROLE
from bot.directory.names import Entry
from bot.directory.rules import LONGEST_FIELD, LONGEST_LINE, MOST_FIELDS, MOST_LANGUAGES
from bot.directory.service import OwnProfile
from bot.help import unknown_word
from bot.i18n import Markup, Words, escape, mention, zone
from storage.directory import Profile

EDIT = "profile.edit"
SAVE = "profile.save"  # the form's callback_id
CHOOSE_COUNTRY = "profile.country"
CHOOSE_LANGUAGES = "profile.languages"
MESSAGE = "partners.message"

LONGEST_PLACEHOLDER = 150  # characters (https://docs.slack.dev/reference/block-kit/block-elements)


def form(own: OwnProfile, *, metadata: str = "") -> Block:
    """The form, filled with what is known. `metadata` comes back with the submission."""
    _, profile = own.viewer.words, own.profile
    return modal(
        _("Your profile"),
        [
            section(_("Say who you are, so that the right people find you. Fill in what you like.")),
            field(
                _("Role"),
                ROLE,
                _line("profile.role", profile.role, _("For example: labour inspector")),
                optional=True,
            ),
            field(
                _("Organisation"),
                ORGANISATION,
                _line("profile.organisation", profile.organisation, _("For example: Ministry of Labour")),
                optional=True,
            ),
            field(
                _("Country"),
                COUNTRY,
                _country_menu(profile.country, _),
                optional=True,
                hint=_("To remove it, choose “Leave empty” at the end of the list.")
                if profile.country
                else "",
            ),
            field(
                _("Fields of expertise"),
                FIELDS,
                _fields_input(profile.fields, _),
                optional=True,
                hint=_(
                    "With commas in between: at most {count}, each of at most {limit} characters.",
                    count=MOST_FIELDS,
                    limit=LONGEST_FIELD,
                ),
            ),
            field(_("Languages you speak"), LANGUAGES, _languages_menu(profile.languages, _), optional=True),
            field(
                _("Directory"),
                LISTED,
                _listed_box(own, _),
                optional=True,
                hint=_(
                    "Partners then find you with /partners; guests only if you share a channel. "
                    "Unless this is ticked, nobody sees your profile."
                ),
            ),
        ],
        callback_id=SAVE,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=metadata,
    )


def _line(action_id: str, text: str, example: str) -> Block:
    return _text_input(action_id, text, example) | {"max_length": LONGEST_LINE}


def _fields_input(fields: tuple[str, ...], _: Words) -> Block:
    example = _("For example: child labour, fair recruitment")
    return _text_input("profile.fields", ", ".join(fields), example) | {"multiline": True}


def _text_input(action_id: str, text: str, example: str) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "placeholder": _placeholder(example),
    }
    return element | {"initial_value": text} if text else element


def _placeholder(text: str) -> Block:
    """What an empty element shows. Without it Slack says something general, in the language of the reader's app."""
    return plain(text, LONGEST_PLACEHOLDER)


def _country_menu(code: str | None, _: Words) -> Block:
    menu: Block = {
        "type": "external_select",
        "action_id": CHOOSE_COUNTRY,
        "min_query_length": 1,
        "placeholder": _placeholder(_("Type the first letters: Senegal…")),
    }
    return menu | {"initial_option": option(countries.name(code, _.language), code)} if code else menu


def _languages_menu(codes: tuple[str, ...], _: Words) -> Block:
    menu: Block = {
        "type": "multi_external_select",
        "action_id": CHOOSE_LANGUAGES,
        "min_query_length": 1,
        "max_selected_items": MOST_LANGUAGES,
        "placeholder": _placeholder(_("Type the first letters: French, Wolof…")),
    }
    chosen = [option(languages.name(code, _.language), code) for code in codes]
    return menu | {"initial_options": chosen} if chosen else menu


def _listed_box(own: OwnProfile, _: Words) -> Block:
    choice = option(_("List me in the directory"), LISTED_YES)
    box: Block = {"type": "checkboxes", "action_id": "profile.listed", "options": [choice]}
    return box | {"initial_options": [choice]} if own.is_listed else box


def country_choices(entries: list[Entry], _: Words) -> dict[str, Any]:
    """The answer to what was typed into the menu of countries."""
    return {"options": [*(option(e.shown, e.code) for e in entries), option(_("Leave empty"), NO_COUNTRY)]}


def language_choices(entries: list[Entry]) -> dict[str, Any]:
    """The answer to what was typed into the menu of languages."""
    return {"options": [option(entry.shown, entry.code) for entry in entries]}


def saved(own: OwnProfile) -> Block:
    """What the form turns into: the profile as others see it, and what to do next."""
    _ = own.viewer.words
    if own.is_listed:
        blocks = [
            section(_("*Saved. You are in the directory.* This is what others see:")),
            card(own.profile, own.now, own.viewer),
            context(
                _("Next: find colleagues with `/partners` and a name, an organisation, a country or a field.")
            ),
        ]
    else:
        blocks = [
            section(_("*Saved, for you alone.* You are not listed, so nobody else sees your profile.")),
            context(_("To be found by others, open `/profile` again and tick “List me in the directory”.")),
        ]
    return modal(_("Your profile"), blocks, callback_id="profile.saved", close=_("Done"))


def card(profile: Profile, now: datetime, viewer: Viewer) -> Block:
    """One person, with a way to write to them. What they typed is plain text, which Slack shows as it is."""
    _ = viewer.words
    lines = [
        ", ".join(filter(None, (profile.role, profile.organisation))),
        countries.name(profile.country, _.language) if profile.country else "",
    ]
    texts = [escape(line) for line in lines if line]
    if profile.fields:
        texts.append(_("Knows about: {fields}", fields=", ".join(profile.fields)))
    if profile.languages:
        spoken = ", ".join(_.language_in_text(code) for code in profile.languages)
        texts.append(_("Speaks: {languages}", languages=Markup(spoken)))
    block = section(f"*{mention(profile.member_id)}*\n{_local_time(profile, now, viewer)}")
    if texts:
        block["fields"] = [{"type": "plain_text", "text": clip(text, 2000), "emoji": False} for text in texts]
    return block | {"accessory": _contact(profile, viewer)}


def _local_time(profile: Profile, now: datetime, viewer: Viewer) -> Markup:
    _, there = viewer.words, now.astimezone(zone(profile.timezone))
    if there.date() == now.astimezone(viewer.zone).date():
        return _("{hour} local time", hour=_.hour(there))
    return _("{hour} local time, {day}", hour=_.hour(there), day=_.day(there.date()))


def _contact(profile: Profile, viewer: Viewer) -> Block:
    _ = viewer.words
    if profile.member_id == viewer.id:
        return button(_("Edit"), EDIT)
    return button(_("Message"), MESSAGE, url=direct_message_url(profile.member_id))


def direct_message_url(member_id: str) -> str:
    """A link to the direct message with a member, for the app on desktop and phone and for the browser alike.

    Slack's own redirect page finds whichever client is there, and takes a member's id for the channel's; slack:// links fail
    where the app is not installed, and need the workspace's id (https://docs.slack.dev/interactivity/deep-linking).
    """
    return f"https://slack.com/app_redirect?channel={member_id}"


def profile_help(viewer: Viewer, *, unknown: str = "", meant: str | None = None) -> list[Block]:
    """How the profile works. `unknown` is a word that somebody typed, `meant` the command that they probably meant."""
    _ = viewer.words
    hint = unknown_word(_, unknown, meant)
    return [
        *([section(hint)] if hint else ()),
        section(
            _("`/profile` opens your profile: role, organisation, country, fields of expertise, languages.")
        ),
        section(
            _(
                "Nobody sees it until you tick “List me in the directory”. Partners then find you with `/partners`; "
                "guests only if you share a channel. Untick it and you are no longer listed, at once."
            )
        ),
        actions(button(_("Edit my profile"), EDIT)),
    ]


def partners_help(viewer: Viewer) -> list[Block]:
    _ = viewer.words
    reach = (
        _("You find people with whom you share a channel, if they chose to be listed.")
        if viewer.is_guest
        else _("You find everyone who chose to be listed. Others stay private.")
    )
    return [
        section(
            _(
                "`/partners` and some words find people by name, organisation, role, country, field or language.\n"
                "For example: `/partners labour kenya` or `/partners ministry french`"
            )
        ),
        section(
            _(
                "The beginning of a word is enough, accents don't matter, and countries are found in English, "
                "French and Spanish. Everyone shown fits all of your words."
            )
        ),
        context(reach),
        context(
            _("`/partners` alone shows who is new in the directory. `/profile` is where you list yourself.")
        ),
    ]
