"""What `/partners` answers: a page of people, or what to try when nobody was found."""

import json
from collections.abc import Iterable
from typing import Any

from bot.blocks import Block, actions, button, context, divider, section
from bot.directory.rules import PAGE
from bot.directory.service import Found
from bot.directory.views import EDIT, card
from bot.errors import Gone
from bot.i18n import Markup, Words

NEXT = "partners.next"
BACK = "partners.back"
WITHOUT = "partners.without"  # searches again, without the words that found nobody


def title(found: Found) -> Markup:
    """One sentence that says what was found: also for notifications and screen readers."""
    _ = found.viewer.words
    if not found.total:
        return _("Nobody found.") if found.words else _("Nobody is listed yet.")
    if not found.words:
        return _("New in the directory")
    return _.many("{n} person found", "{n} people found", found.total)


def results(found: Found) -> list[Block]:
    """The blocks of a page."""
    _ = found.viewer.words
    if not found.total:
        return _nobody(found, _)
    blocks = [section(f"*{title(found)}*{_range(found, _)}")]
    for person in found.people:
        blocks += [divider(), card(person, found.now, found.viewer)]
    if not found.words:
        blocks.append(
            context(_("To search, add words: `/partners labour kenya`. More with `/partners help`."))
        )
    pager = [
        *([button(_("Back"), BACK, value=_place(found.words, found.page - 1))] if found.page else ()),
        *([button(_("More"), NEXT, value=_place(found.words, found.page + 1))] if found.has_more else ()),
    ]
    return [*blocks, actions(*pager)] if pager else blocks


def _range(found: Found, _: Words) -> str:
    if found.total <= PAGE:
        return ""
    first = found.page * PAGE + 1
    place = _(
        "{first} to {last} of {total}", first=first, last=first + len(found.people) - 1, total=found.total
    )
    return f"\n{place}"


def _nobody(found: Found, _: Words) -> list[Block]:
    if not found.words:
        return [
            section(_("Nobody whom you could find here is listed yet. Be the first: it takes a minute.")),
            actions(button(_("Fill in my profile"), EDIT)),
        ]
    quoted = _.listing(_("“{word}”", word=word) for word in found.lost)
    kept = [word for word in found.words if word not in found.lost]
    if found.lost and kept:
        return [
            section(_("Nobody found who fits all of your words. Nobody at all fits {words}.", words=quoted)),
            actions(button(_("Search without {words}", words=quoted), WITHOUT, value=_place(kept, 0))),
        ]
    if found.lost:
        return [
            section(_("Nobody found for {words}.", words=quoted)),
            context(_("Try the beginning of a name, another spelling, or a country or field instead.")),
        ]
    return [
        section(_("Each of your words finds somebody, but nobody fits them all.")),
        context(_("Try fewer words. For example, leave out the role or the country.")),
    ]


def _place(words: Iterable[str], page: int) -> str:
    """What a button carries. Not in ASCII escapes, which could be longer than the 2,000 characters that it holds."""
    return json.dumps({"q": " ".join(words), "p": page}, ensure_ascii=False)


def place_of(value: str) -> tuple[str, int]:
    """The words and the page that a button of ours carries. Raises Gone for anything else."""
    try:
        place: Any = json.loads(value)
        return str(place["q"]), int(place["p"])
    except (ValueError, TypeError, KeyError):
        raise Gone from None
