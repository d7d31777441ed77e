"""What can be wrong with an activity that somebody writes down, told beside the field; and with a decision about it."""

from datetime import date, time

from bot.errors import Refusal
from bot.i18n import Markup, Words, mention


class NoTitle(Refusal):
    def say(self, _: Words) -> str:
        return _("Please give it a title.")


class NoDate(Refusal):
    def say(self, _: Words) -> str:
        return _(
            "When is it? Choose a day, or write below what is known: “first week of March”, “Q2 2019”, or TBC."
        )


class NotADate(Refusal):
    """Words in which no date was found."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed

    def say(self, _: Words) -> str:
        return _(
            "I find no date in “{typed}”. Write for example “3 April 2019”, “first week of March”, “mid-May”, “Q2 2019”, "
            "or TBC.",
            typed=Markup(self.typed[:50]),
        )


class NoSuchDay(Refusal):
    """A day that no calendar has: 31 February."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed

    def say(self, _: Words) -> str:
        return _(
            "There is no such day: “{typed}”. Please look at the calendar.", typed=Markup(self.typed[:80])
        )


class NoSuchHour(Refusal):
    """An hour that no clock has: 25:00."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed

    def say(self, _: Words) -> str:
        return _("There is no such hour: “{typed}”. Days end at 24:00.", typed=Markup(self.typed[:80]))


class WrongWeekday(Refusal):
    """A weekday and a date that don't go together."""

    def say(self, _: Words) -> str:
        return _("That date is another weekday. Please look at the calendar: which of the two is meant?")


class OutOfReach(Refusal):
    def __init__(self, first: int, last: int) -> None:
        super().__init__()
        self.first, self.last = first, last

    def say(self, _: Words) -> str:
        return _("Years go from {first} to {last} here.", first=self.first, last=self.last)


class TwoDates(Refusal):
    """A day was chosen, and words say another."""

    def say(self, _: Words) -> str:
        return _("You have chosen a day, too, and this says another. Please clear one of the two.")


class EndsTooEarly(Refusal):
    """The last day comes before the first."""

    def __init__(self, first: date | None = None) -> None:
        super().__init__()
        self.first = first

    def say(self, _: Words) -> str:
        if self.first is None:
            return _("It ends before it begins.")
        return _("It ends before it begins, on {day}.", day=_.day(self.first, year=True))


class EndsBeforeItsHour(Refusal):
    """The hour at which it ends comes before the one at which it begins, on the same day."""

    def __init__(self, begins: time) -> None:
        super().__init__()
        self.begins = begins

    def say(self, _: Words) -> str:
        return _(
            "It ends before it begins, at {time}. If it goes on past midnight, choose its last day, too.",
            time=_.hour(self.begins),
        )


class NeedsADay(Refusal):
    """An hour, a last day or a rule, where not even the first day is known."""

    def say(self, _: Words) -> str:
        return _("This needs a day: a week, a month, a quarter or TBC has none. Clear it, or choose the day.")


class NeedsABeginning(Refusal):
    def say(self, _: Words) -> str:
        return _("At what time does it begin? An end alone says too little.")


class SkippedHour(Refusal):
    """An hour that does not come on that day, because the clocks go forward over it."""

    def __init__(self, hour: time, day: date, timezone: str) -> None:
        super().__init__()
        self.hour, self.day, self.timezone = hour, day, timezone

    def say(self, _: Words) -> str:
        return _(
            "There is no {time} on {day} in this time zone ({zone}): the clocks go forward over it. Please choose an hour "
            "before or after.",
            time=_.hour(self.hour),
            day=_.day(self.day, year=True),
            zone=Markup(_.city(self.timezone)),
        )


class RepeatedHour(Refusal):
    """An hour that comes twice on that day, because the clocks go back over it."""

    def __init__(self, hour: time, day: date, timezone: str) -> None:
        super().__init__()
        self.hour, self.day, self.timezone = hour, day, timezone

    def say(self, _: Words) -> str:
        return _(
            "{time} comes twice on {day} in this time zone ({zone}): the clocks go back over it, and nobody would know which "
            "of the two. Please choose an hour before or after.",
            time=_.hour(self.hour),
            day=_.day(self.day, year=True),
            zone=Markup(_.city(self.timezone)),
        )


class SkippedHourWritten(Refusal):
    """The same, where the hour is in words."""

    def say(self, _: Words) -> str:
        return _(
            "That hour does not come on that day: the clocks go forward over it. Please choose one before or after."
        )


class RepeatedHourWritten(Refusal):
    def say(self, _: Words) -> str:
        return _(
            "That hour comes twice on that day: the clocks go back over it. Please choose one before or after."
        )


class NeverOccurs(Refusal):
    """A rule without a single date."""

    def say(self, _: Words) -> str:
        return _(
            "With this it would never take place: it stops before its first day, or there is no such day."
        )


class NoRule(Refusal):
    """A rule that was kept from before and fits the new date no more."""

    def say(self, _: Words) -> str:
        return _("This does not fit the new date. Please choose how it repeats.")


class NotForAll(Refusal):
    """Somebody who may decide for one group wants it for others, or for everyone."""

    def say(self, _: Words) -> str:
        return _("You can't put this into that calendar. Choose another, or ask the Secretariat.")


class ForYourGroups(Refusal):
    """A guest without a group."""

    def say(self, _: Words) -> str:
        return _(
            "As a guest you can propose activities for the groups that you are in, and you are in none yet."
        )


class AlreadyDecided(Refusal):
    """Somebody else was first. `stage`: approved, declined, withdrawn."""

    def __init__(self, by: str | None, stage: str) -> None:
        super().__init__()
        self.by, self.stage = by, stage

    def say(self, _: Words) -> str:
        who = mention(self.by) if self.by else _("Somebody")
        match self.stage:
            case "approved":
                return _("{who} was first, and approved it. Nothing was changed by you.", who=who)
            case "declined":
                return _("{who} was first, and declined it. Nothing was changed by you.", who=who)
            case _withdrawn:
                return _("{who} has withdrawn it. Nothing was changed by you.", who=who)


class ChangedMeanwhile(Refusal):
    """The proposal is not what stood above the button any more."""

    def say(self, _: Words) -> str:
        return _("This was changed a moment ago. Please look at it again before you decide.")


class NoReason(Refusal):
    def say(self, _: Words) -> str:
        return _("Please say why, in a sentence: the proposer reads it.")
