"""The hint about an empty profile, and the button that ends it."""

from typing import Final

from bot.blocks import Block, actions, button, context, section
from bot.directory.contact.hint_rules import MOST_EVER
from bot.directory.pages.cards import EDIT
from bot.i18n import Words

NO_HINTS: Final = "profile.no_hints"


def hint(_: Words, number: int) -> tuple[str, list[Block]]:
    """The direct message: the `number`-th of at most MOST_EVER."""
    text = _("Your profile is still empty, so partners who work in your field or country can't find you.")
    blocks = [
        section(text),
        section(
            _(
                "A minute is enough: what you do, where, and what you know about. You decide who sees it, and whether."
            )
        ),
        actions(
            button(_("Fill in my profile"), EDIT, style="primary"),
            button(_("Don't ask me again"), NO_HINTS),
        ),
        context(_how_often(_, MOST_EVER - number)),
    ]
    return text, blocks


def _how_often(_: Words, left: int) -> str:
    if left == 0:
        return _("This was the last time that I ask.")
    return _.many(
        "I ask once a month, and {n} more time at most.",
        "I ask once a month, and {n} more times at most.",
        left,
    )


def refused(_: Words) -> tuple[str, list[Block]]:
    """What the message turns into when its reader wants no more of them."""
    text = _("Fine, I won't ask again. Whenever you like, `/profile` is there.")
    return text, [section(text)]
