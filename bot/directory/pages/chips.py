"""What was understood of a search, as buttons: a press searches again without that part."""

from collections.abc import Mapping

from bot.access import Viewer
from bot.blocks import Block, actions, button
from bot.directory.pages.place import Place
from bot.directory.query.parts import Part, Query
from bot.directory.words import countries, regions, sectors
from bot.i18n import Markup, Words, escape
from storage.vocabulary import Term

WITHOUT = "partners.without"  # with the number of the part: an action_id is unique within its block
MOST_CHIPS = 24  # an actions block holds 25 elements

ACTION_IDS = tuple(f"{WITHOUT}.{index}" for index in range(MOST_CHIPS))


def chips(query: Query, viewer: Viewer, terms: Mapping[int, Term], groups: Mapping[str, str]) -> Block | None:
    """The block of chips. None if nothing was asked for."""
    _ = viewer.words
    shown = [
        _chip(_, said(part, _, terms, groups), action_id, query.without(index).text)
        for index, (part, action_id) in enumerate(zip(query.parts, ACTION_IDS, strict=False))
    ]
    return actions(*shown) if shown else None


def _chip(_: Words, text: Markup, action_id: str, rest: str) -> Block:
    label = _("Remove {part}", part=text)
    return button(f"✕ {text}", action_id, value=Place(rest).written(), label=label)


def said(part: Part, _: Words, terms: Mapping[int, Term], groups: Mapping[str, str]) -> Markup:
    """One part in a person's language; what doesn't speak for itself says what it is."""
    match part.kind:
        case "country":
            return Markup(escape(countries.name(part.value, _.language)))
        case "region":
            return regions.name(part.value, _)
        case "pathfinders":
            return _("Pathfinder countries")
        case "organisation":
            return _("Organisation: {name}", name=called(part, _, terms))
        case "field":
            return _("Field: {name}", name=called(part, _, terms))
        case "language":
            return _("Language: {name}", name=_.language_in_text(part.value))
        case "group":
            return _("Group: {name}", name=groups.get(part.value) or part.typed)
        case "sector":
            return sectors.name(part.value, _)
        case "name":
            return _("Name: {name}", name=part.typed)
    return _("“{word}”", word=part.typed)


def called(part: Part, _: Words, terms: Mapping[int, Term]) -> str:
    """The name of an organisation or a field that was asked for, in a person's language."""
    term = terms.get(int(part.value)) if part.value.isdecimal() else None
    return term.said(_.language) if term else part.typed
