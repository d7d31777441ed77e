"""Why somebody can't say how it was, in words."""

from bot.calendar.ratings.rules import CHANGED_FOR
from bot.errors import Refusal
from bot.i18n import Words


class NotNow(Refusal):
    """It is over for too long, or it is not over: it was moved."""

    def say(self, _: Words) -> str:
        return _(
            "How it was can be said from its end, for {n} days. What you have said stays.", n=CHANGED_FOR.days
        )
