"""What a moderator is told when a nudge can't be acted on."""

from bot.errors import Refusal
from bot.i18n import Words


class NoLongerSilent(Refusal):
    """Somebody has written in the channel since."""

    def say(self, _: Words) -> str:
        return _("Somebody has written in the channel since: there is nothing to do any more.")
