"""What can't be done about a launch, in words."""

from datetime import timedelta
from typing import Final

from bot.errors import Refusal
from bot.i18n import Words, mention
from bot.launches.rules import LONGEST_DAY

HOUR: Final = timedelta(hours=1)


class HourPast(Refusal):
    def say(self, _: Words) -> str:
        return _("This hour is past. Choose one that is ahead.")


class TooFar(Refusal):
    def say(self, _: Words) -> str:
        return _("Choose a day within a year.")


class BeforeWave(Refusal):
    """What belongs to the day comes before the people do."""

    def say(self, _: Words) -> str:
        return _(
            "This is before people are invited, or more than {n} hours later. Choose an hour after that.",
            n=LONGEST_DAY // HOUR,
        )


class AfterEnd(Refusal):
    def say(self, _: Words) -> str:
        return _("This is after the summary, with which the day ends. Choose an earlier hour.")


class HourNeeded(Refusal):
    def say(self, _: Words) -> str:
        return _("Choose the hour at which I post this.")


class TextNeeded(Refusal):
    def say(self, _: Words) -> str:
        return _("Write what I should post at this hour, or choose something from the list.")


class DoneMeanwhile(Refusal):
    def say(self, _: Words) -> str:
        return _(
            "While you were writing, this was posted, or somebody decided about it. Open the form again to see it."
        )


class AlreadyPlanned(Refusal):
    """Somebody else was first to plan one for this group."""

    def __init__(self, by: str) -> None:
        super().__init__()
        self.by = by

    def say(self, _: Words) -> str:
        who = mention(self.by)
        return _(
            "{who} has planned a launch of this group already. Type `/moderate launch` to see it.", who=who
        )


class Overtaken(Refusal):
    """Somebody else has changed it meanwhile, or was first."""

    def __init__(self, by: str | None) -> None:
        super().__init__()
        self.by = by

    def say(self, _: Words) -> str:
        if self.by is None:
            return _("This is no longer as you saw it. Nothing was changed by you: please look at it again.")
        return _("{who} was first. Nothing was changed by you.", who=mention(self.by))


class Ended(Refusal):
    def say(self, _: Words) -> str:
        return _("This launch is over, or was called off.")


class Paused(Refusal):
    def say(self, _: Words) -> str:
        return _("The launch is paused. Press “Go on” first.")


class DayIsOver(Refusal):
    def say(self, _: Words) -> str:
        return _("The day of this launch is over. Press “Change”, choose when the summary comes, then go on.")


class NotConfirmed(Refusal):
    """A moderator has named people, and nobody of the Secretariat has agreed."""

    def say(self, _: Words) -> str:
        return _("The Secretariat has not agreed to the list of people yet. I have asked it.")


class BeingRead(Refusal):
    def say(self, _: Words) -> str:
        return _("I am finding out whom your list means. Please try again in a moment.")
