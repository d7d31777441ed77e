"""What is said when a search finds nobody: kindly, with the nearest search that finds somebody as a button."""

from bot.blocks import Block, actions, button, context, section
from bot.directory.pages.cards import EDIT
from bot.directory.pages.chips import called, said
from bot.directory.pages.place import Place
from bot.directory.query.parts import Part
from bot.directory.search.found import Found, Widening
from bot.directory.words import regions
from bot.i18n import Markup, mention

WIDEN = "partners.widen"


def nobody(found: Found, like: str = "") -> list[Block]:
    """The blocks that stand in the place of people. `like` is the member whose like were looked for."""
    _ = found.viewer.words
    if like:
        return [
            section(_("I found nobody like {person} yet.", person=mention(like))),
            context(_("The more people fill in their profiles, the better this works.")),
        ]
    if not (found.query.parts or found.unknown or found.query.ignored):
        return [
            section(_("Nobody whom you could find here is listed yet. Be the first: it takes a minute.")),
            actions(button(_("Fill in my profile"), EDIT)),
        ]
    if found.widening:
        wider = button(
            _offer(found, found.widening), WIDEN, value=Place(found.widening.text).written(), style="primary"
        )
        return [section(f"{_alone(found)} {_('But there is somebody close by.')}"), actions(wider)]
    return [
        section(_alone(found)),
        context(_("Try the beginning of a name, another spelling, or a country or field instead.")),
    ]


def _alone(found: Found) -> Markup:
    _ = found.viewer.words
    if found.unknown and not found.query.parts:
        words = _.listing(_("“{word}”", word=word) for word in found.unknown)
        return _("Nobody found for {words}.", words=words)
    if len(found.query.parts) > 1:
        return _("Nobody found who fits all of this.")
    return _("Nobody found.")


def _offer(found: Found, widening: Widening) -> Markup:
    """What the button says: within its 75 characters, the number first where the rest may be long."""
    _ = found.viewer.words
    if widening.region:
        return _.many(
            "Show {n} person ({region})",
            "Show {n} people ({region})",
            widening.total,
            region=regions.name(widening.region, _),
        )
    offer = _without(found, widening)
    # A button holds 75 characters: rather the number than half of the words.
    return offer if 0 < len(offer) <= 75 else _.many("Show {n} person", "Show {n} people", widening.total)


def _without(found: Found, widening: Widening) -> Markup:
    """What is left out, or what is left if that is less to read. Empty if nothing is left out."""
    _, gone = found.viewer.words, widening.left_out
    kept = [part for part in found.query.parts if part not in gone]
    if not gone:
        return Markup("")
    if 0 < len(kept) < len(gone):
        return _.many(
            "Search only for {parts}: {n} person",
            "Search only for {parts}: {n} people",
            widening.total,
            parts=_.listing(_named(part, found) for part in kept),
        )
    return _.many(
        "Search without {parts}: {n} person",
        "Search without {parts}: {n} people",
        widening.total,
        parts=_.listing(_named(part, found) for part in gone),
    )


def _named(part: Part, found: Found) -> Markup:
    """A part within a sentence, where “Field: Mining” would stumble."""
    _ = found.viewer.words
    match part.kind:
        case "field" | "organisation":
            return _("“{word}”", word=called(part, _, found.terms))
        case "group":
            return _("“{word}”", word=found.groups.get(part.value) or part.typed)
        case "name":
            return _("“{word}”", word=part.typed)
        case "language":
            return _.language_in_text(part.value)
    return said(part, _, found.terms, found.groups)
