"""A page of people found, with what was understood and what can be done next: in a message or in a modal alike."""

from dataclasses import replace

from bot.blocks import Block, actions, button, context, divider, section
from bot.directory.pages.cards import card
from bot.directory.pages.chips import chips
from bot.directory.pages.nobody import nobody
from bot.directory.pages.place import Place
from bot.directory.search.found import PAGE, Found
from bot.i18n import Markup, Words, mention

NEXT = "partners.next"
BACK = "partners.back"
FILTERS = "partners.filters"


def title(found: Found, like: str = "") -> Markup:
    """One sentence that says what was found: also for notifications and screen readers. `like` is a member's id."""
    _ = found.viewer.words
    is_blank = not found.query.parts
    if not found.total:
        return _("Nobody is listed yet.") if _is_empty(found, like) else _("Nobody found.")
    if like:
        return _("People like {person}", person=mention(like))
    if is_blank:
        return _("New in the directory")
    return _.many("{n} person found", "{n} people found", found.total)


def results(found: Found, like: str = "", *, is_modal: bool = False) -> list[Block]:
    """The blocks of a page, at most 45. `like` is the member whose like were looked for, instead of a text's."""
    _, place = found.viewer.words, Place(found.query.text, found.page, like)
    understood = None if like else chips(found.query, found.viewer, found.terms, found.groups)
    notes = [*_left_out(found, _), *_corrected(found, _)]
    top = [*([understood] if understood else ()), *([context(*notes)] if notes else ())]
    if not found.total:
        alone, *offers = nobody(found, like)
        return [alone, *top, *offers]
    blocks = [_top(found, place), *top]
    asked = frozenset(part.value for part in found.query.parts if part.kind == "group")
    for hit in found.hits:
        matched = {**hit.matched, "groups": asked & hit.groups}
        blocks += [divider(), *card(replace(hit, matched=matched), found.now, found.viewer)]
    if not (found.query.parts or like or is_modal):
        blocks.append(
            context(_("To search, add words: `/partners labour kenya`. More with `/partners help`."))
        )
    pager = [
        *([button(_("Back"), BACK, value=place.turned(-1).written())] if found.page else ()),
        *([button(_("More"), NEXT, value=place.turned(1).written())] if found.has_more else ()),
    ]
    # Whoever turns a page on a phone stands at its end: there, too, it says which it is.
    where = [context(_range(found, _))] if pager and found.total > PAGE else []
    return [*blocks, *where, actions(*pager)] if pager else blocks


def _top(found: Found, place: Place) -> Block:
    _ = found.viewer.words
    filters = None if place.like else button(_("Filters"), FILTERS, value=Place(place.text).written())
    lines = [f"*{title(found, place.like)}*", *([_range(found, _)] if found.total > PAGE else ())]
    return section("\n".join(lines), accessory=filters)


def _range(found: Found, _: Words) -> Markup:
    first = found.page * PAGE + 1
    return _("{first} to {last} of {total}", first=first, last=first + len(found.hits) - 1, total=found.total)


def _left_out(found: Found, _: Words) -> list[Markup]:
    """What was not understood, or fits nobody, and was therefore not searched for."""
    said = []
    if found.unknown and (found.total or found.query.parts):  # or else that is said in the place of people
        said.append(_("I left out {words}: nobody fits.", words=_quoted(found.unknown, _)))
    ignored = tuple(word for word in found.query.ignored if word not in found.unknown)
    if ignored:
        said.append(_("I did not understand {words}.", words=_quoted(ignored, _)))
    if found.query.unknown_keys:
        known = _("`country:` `region:` `field:` `org:` `lang:` `group:` `type:` `name:`")
        words = _quoted(tuple(f"{key}:" for key in found.query.unknown_keys), _)
        said.append(_("I don't know {words} as a filter. There are: {filters}", words=words, filters=known))
    return said


def _corrected(found: Found, _: Words) -> list[Markup]:
    """The words that nobody fits as they were typed, and what was searched for instead."""
    return [
        _("I took “{typed}” for “{word}”.", typed=typed, word=word) for typed, word in found.corrected.items()
    ]


def _quoted(words: tuple[str, ...], _: Words) -> Markup:
    return _.listing(_("“{word}”", word=word) for word in words)


def _is_empty(found: Found, like: str) -> bool:
    return not (found.query.parts or found.unknown or found.query.ignored or like)
