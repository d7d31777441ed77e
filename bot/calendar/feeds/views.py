"""The answer to `/calendar subscribe`: one's own address, and the buttons that change it."""

from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.calendar.feeds.subscribing import Subscription
from bot.i18n import Markup

NEW_ADDRESS: Final = "calendar.new_address"
UNSUBSCRIBE: Final = "calendar.unsubscribe"
CALLBACK: Final = "calendar.subscription"

# What people may type after /calendar, in any of the languages.
WORDS: Final = frozenset(
    {"subscribe", "feed", "abonner", "s'abonner", "s’abonner", "abonnement"}
    | {"suscribir", "suscribirse", "suscribirme", "suscripción", "suscripcion"}
)

Message = tuple[str, list[Block]]


def subscription(found: Subscription) -> Message:
    """How it stands, with what can be done about it."""
    _ = found.words
    heading = _("The calendar in your calendar app")
    texts = _texts(found)
    return heading, [b.header(heading), *map(b.section, texts), *_buttons(found)]


def subscription_modal(found: Subscription) -> Block:
    """The same where there is no message to answer."""
    _ = found.words
    blocks = subscription(found)[1]
    return b.modal(_("Your calendar app"), blocks, callback_id=CALLBACK, close=_("Close"))


def _texts(found: Subscription) -> list[Markup]:
    _ = found.words
    if not found.is_possible:
        return [
            _(
                "I can't give you an address yet: I don't know at which address I am reached from outside. Whoever operates me "
                "can set it (`PUBLIC_URL`). Please tell the Secretariat."
            )
        ]
    if found.address is not None:
        return [
            _("This is your own address of the calendar:"),
            Markup(f"```{found.address}```"),
            _(
                "Add it to your calendar app as a calendar from the internet: in Google Calendar “From URL”, in Outlook “Subscribe "
                "from web”, in Apple's “New Calendar Subscription”. It has what you may see here, and stays up to date."
            ),
            _(
                "*Keep it to yourself: whoever has it sees what you see.* I don't keep it, so I can't show it again. If it has got "
                "into other hands, make a new one: the old one ends at once."
            ),
        ]
    if found.since is not None:
        day = _.day(found.since.astimezone(found.zone).date(), year=True)
        return [
            _(
                "You have had an address since {day}. I don't keep it, so I can't show it again. If you don't have it any more, make a "
                "new one: the old one ends at once.",
                day=day,
            )
        ]
    return [_("You have no address any more. Calendar apps that had it get nothing from now on.")]


def _buttons(found: Subscription) -> list[Block]:
    _ = found.words
    if not found.is_possible:
        return []
    buttons = [b.button(_("Make a new address"), NEW_ADDRESS)]
    if found.since is not None:
        buttons.append(b.button(_("End this address"), UNSUBSCRIBE, style="danger"))
    return [b.actions(*buttons, block_id="subscription")]
