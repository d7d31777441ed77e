"""What can't be done with an answer, in words."""

from bot.errors import Refusal
from bot.i18n import Words


class NothingToGoTo(Refusal):
    """It is over, cancelled, or nothing that one goes to."""

    def say(self, _: Words) -> str:
        return _("It is over or does not take place any more, so nobody needs an answer.")


class NoDayYet(Refusal):
    """A calendar app has no place for what has no day."""

    def say(self, _: Words) -> str:
        return _(
            "It has no day yet, and so your calendar app could not show it. If you go, I tell you when it has one."
        )
