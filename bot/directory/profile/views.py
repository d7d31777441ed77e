"""The form of one's own profile, and the help of `/profile`."""

from typing import Final

from bot.blocks import Block, actions, button, context, field, modal, option, plain, section
from bot.directory.profile import form, rules
from bot.directory.profile.choices import nothing
from bot.directory.profile.own import OwnProfile, one_reach
from bot.directory.profile.reach import label, name
from bot.directory.profile.rules import KNOWN
from bot.directory.words import countries, languages, sectors
from bot.help import unknown_word
from bot.i18n import Words
from storage.directory import Reach
from storage.vocabulary import Term

EDIT: Final = "profile.edit"
SAVE: Final = "profile.save"  # the form's callback_id

CHOOSE_ORGANISATION: Final = f"profile.{form.ORGANISATION}"
CHOOSE_COUNTRY: Final = f"profile.{form.COUNTRY}"
CHOOSE_WORKS_IN: Final = f"profile.{form.WORKS_IN}"
CHOOSE_FIELDS: Final = f"profile.{form.FIELDS}"
CHOOSE_LANGUAGES: Final = f"profile.{form.LANGUAGES}"

LONGEST_PLACEHOLDER = 150  # characters (https://docs.slack.dev/reference/block-kit/block-elements)


def edit(own: OwnProfile, *, metadata: str = "") -> Block:
    """The form, filled with what is known. `metadata` comes back with the submission."""
    _ = own.viewer.words
    return modal(
        _("Your profile"),
        [
            section(_("Say who you are, so that the right people find you. Fill in what you like.")),
            *_about(own, _),
            *_who_sees_it(own, _),
        ],
        callback_id=SAVE,
        submit=_("Save"),
        close=_("Cancel"),
        metadata=metadata,
    )


def _about(own: OwnProfile, _: Words) -> list[Block]:
    profile, language = own.profile, _.language
    organisation = [_term(profile.organisation, language)] if profile.organisation else []
    country = [option(countries.name(profile.country, language), profile.country)] if profile.country else []
    works_in = [option(countries.name(code, language), code) for code in profile.works_in]
    spoken = [option(languages.name(code, language), code) for code in profile.languages]
    letters = _("Type the first letters: Senegal…")
    leave_empty = _("To remove it, choose “Leave empty” at the end of the list.")
    return [
        _field(
            _("Role"),
            form.ROLE,
            _line(profile.role, _("For example: labour inspector"), rules.LONGEST_LINE),
        ),
        _field(
            _("Organisation"),
            form.ORGANISATION,
            _search(organisation, _("Type its name or abbreviation: ILO…")),
            hint=leave_empty
            if organisation
            else _("Choose the one that is known, or add yours at the end of the list."),
        ),
        _field(_("Kind of organisation"), form.SECTOR, _sectors(profile.sector, _)),
        _field(
            label("country", _),
            form.COUNTRY,
            _search(country, letters),
            hint=leave_empty if country else "",
        ),
        _field(label("works_in", _), form.WORKS_IN, _searches(works_in, letters, rules.MOST_COUNTRIES)),
        _field(
            _("Fields of expertise"),
            form.FIELDS,
            _searches(
                [_term(term, language) for term in profile.fields],
                _("Type a few letters: child labour, mining…"),
                rules.MOST_FIELDS,
                at_least=0,
            ),
            hint=_(
                "At most {count}. What is not on the list can be added: type it.", count=rules.MOST_FIELDS
            ),
        ),
        _field(
            _("Languages you speak"),
            form.LANGUAGES,
            _searches(spoken, _("Type the first letters: French, Wolof…"), rules.MOST_LANGUAGES),
        ),
        _field(
            _("What you can offer"),
            form.OFFERS,
            _line(
                profile.offers,
                _("For example: training of labour inspectors, in French"),
                rules.LONGEST_SENTENCE,
            ),
        ),
        _field(
            _("What you are looking for"),
            form.SEEKS,
            _line(
                profile.seeks,
                _("For example: others who work on cocoa in West Africa"),
                rules.LONGEST_SENTENCE,
            ),
        ),
        _field(_("Website"), form.WEBSITE, _line(profile.website, "www.example.org", rules.LONGEST_SENTENCE)),
    ]


def _who_sees_it(own: OwnProfile, _: Words) -> list[Block]:
    profile = own.profile
    # Listed is ticked only by its owner: a draft of the Secretariat's is not.
    return [
        _field(
            _("Directory"),
            form.LISTED,
            _box(_("List me in the directory"), is_ticked=own.is_listed),
            hint=_(
                "Partners then find you with /partners; guests only if you share a channel. "
                "Unless this is ticked, nobody sees your profile."
            ),
        ),
        _field(_("Who may see it"), form.REACH, _who(own, _), is_optional=False),
        context(_("Your name, your photo and your local time are seen by all who may find you.")),
        _field(
            _("Introductions"),
            form.INTRODUCTIONS,
            _box(
                _("Partners may ask Liaison to introduce us"),
                is_ticked=profile.may_introduce,
            ),
        ),
    ]


def _field(text: str, block_id: str, element: Block, *, hint: str = "", is_optional: bool = True) -> Block:
    """A field whose element is called after its block."""
    named = element | {"action_id": f"profile.{block_id}"}
    return field(text, block_id, named, optional=is_optional, hint=hint)


def _line(text: str, example: str, longest: int) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "placeholder": _placeholder(example),
        "max_length": longest,
    }
    return element | {"initial_value": text} if text else element


def _placeholder(text: str) -> Block:
    """What an empty element shows. Without it Slack says something general, in the language of the reader's app."""
    return plain(text, LONGEST_PLACEHOLDER)


def _search(chosen: list[Block], example: str) -> Block:
    menu: Block = {"type": "external_select", "min_query_length": 1, "placeholder": _placeholder(example)}
    return menu | {"initial_option": chosen[0]} if chosen else menu


def _searches(chosen: list[Block], example: str, most: int, *, at_least: int = 1) -> Block:
    menu: Block = {
        "type": "multi_external_select",
        "min_query_length": at_least,
        "max_selected_items": most,
        "placeholder": _placeholder(example),
    }
    return menu | {"initial_options": chosen} if chosen else menu


def _term(term: Term, language: str) -> Block:
    return option(term.said(language), f"{KNOWN}{term.id}")


def _sectors(chosen: str | None, _: Words) -> Block:
    options = {key: option(sectors.name(key, _), key) for key in sectors.SECTORS}
    menu: Block = {
        "type": "static_select",
        "placeholder": _placeholder(_("Choose one")),
        "options": [*options.values(), nothing(_)],
    }
    return menu | {"initial_option": options[chosen]} if chosen in options else menu


def _who(own: OwnProfile, _: Words) -> Block:
    """One switch. A third choice is there for who has set the parts one by one, and keeps them so."""
    uniform = one_reach(own.profile.reach)
    chosen = (
        {Reach.EVERYONE: "everyone", Reach.GROUPS: "groups"}.get(uniform) if uniform is not None else None
    )
    options = {
        "everyone": option(name(Reach.EVERYONE, _), "everyone"),
        "groups": option(name(Reach.GROUPS, _), "groups"),
    }
    if chosen is None:
        options["parts"] = option(_("As I set it, part by part"), "parts")
    return {
        "type": "radio_buttons",
        "options": list(options.values()),
        "initial_option": options[chosen or "parts"],
    }


def _box(text: str, *, is_ticked: bool) -> Block:
    choice = option(text, form.YES)
    box: Block = {"type": "checkboxes", "options": [choice]}
    return box | {"initial_options": [choice]} if is_ticked else box


def profile_help(_: Words, *, unknown: str = "", meant: str | None = None) -> list[Block]:
    """How the profile works. `unknown` is a word that somebody typed, `meant` the command that they probably meant."""
    hint = unknown_word(_, unknown, meant)
    return [
        *([section(hint)] if hint else ()),
        section(
            _(
                "`/profile` shows your profile as others see it, what is missing in it, and who sees what. "
                "`/profile edit` opens the form."
            )
        ),
        section(
            _(
                "Nobody sees it until you tick “List me in the directory”. Partners then find you with `/partners`; "
                "guests only if you share a channel. “Take me off the list” works at once, everywhere."
            )
        ),
        section(
            _(
                "You choose whether everyone sees your profile, or the people with whom you share a group; under “Who sees what”, "
                "part by part."
            )
        ),
        actions(button(_("Edit my profile"), EDIT)),
    ]
