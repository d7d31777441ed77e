"""The three answers that one may give to an activity, as buttons: in posts, in direct messages, and where it is shown whole. Pure."""

from typing import Final, Literal

from bot import blocks as b
from bot.blocks import Block
from bot.calendar import wording
from bot.calendar.looking.menus import reference
from bot.i18n import Words
from storage.calendar import Activity

Answer = Literal["going", "interested", "no"]

GOING: Final = "calendar.going"
INTERESTED: Final = "calendar.interested"
CANNOT: Final = "calendar.cannot"
ANSWERS: Final[dict[str, Answer]] = {GOING: "going", INTERESTED: "interested", CANNOT: "no"}
KINDS: Final = frozenset({"event", "campaign", "deadline"})  # that one can go to; news and reports are read


def buttons(activity: Activity, _: Words, given: str | None = None) -> list[Block]:
    """The elements of an actions block; none where there is nothing to go to. The answer that was `given` stands out."""
    if activity.kind not in KINDS or activity.status == "cancelled":
        return []
    title = wording.title(activity)
    labels = {
        GOING: (_("Going"), _("Going: {title}", title=title)),
        INTERESTED: (_("Interested"), _("Interested: {title}", title=title)),
        CANNOT: (_("Can't"), _("Can't: {title}", title=title)),
    }
    return [
        b.button(
            text,
            action_id,
            value=reference(activity),
            style="primary" if ANSWERS[action_id] == given else None,
            label=label,
        )
        for action_id, (text, label) in labels.items()
    ]
