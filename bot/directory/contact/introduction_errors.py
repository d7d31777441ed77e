"""Why somebody can't be introduced, in words that give nothing away."""

from datetime import date

from bot.directory.contact.introduction_rules import MOST_A_DAY
from bot.errors import Refusal
from bot.i18n import Words


class NoIntroduction(Refusal):
    """This introduction can't be made."""


class CannotIntroduce(NoIntroduction):
    """The other may not be found, wants no introductions, has left, is a bot, is oneself: all sound the same."""

    def say(self, _: Words) -> str:
        return _("I can't introduce the two of you. You can still write to people yourself, in Slack.")


class EnoughForToday(NoIntroduction):
    """The day's introductions have been asked for. `again_on` is the next day, where the person is."""

    def __init__(self, again_on: date) -> None:
        super().__init__()
        self.again_on = again_on

    def say(self, _: Words) -> str:
        return _.many(
            "I introduce you to {n} person a day at most. You can ask again tomorrow, {day}.",
            "I introduce you to {n} people a day at most. You can ask again tomorrow, {day}.",
            MOST_A_DAY,
            day=_.day(self.again_on),
        )


class InTouchAlready(NoIntroduction):
    """The two were introduced on `day`, not long ago."""

    def __init__(self, other_id: str, day: date) -> None:
        super().__init__()
        self.other_id = other_id
        self.day = day

    def say(self, _: Words) -> str:
        return _(
            "The two of you were introduced on {day}, so there is a conversation already.",
            day=_.day(self.day),
        )


class NotYours(NoIntroduction):
    """The button is for the person who was introduced."""

    def say(self, _: Words) -> str:
        return _(
            "This button is for the other person. Whether people may be introduced to you, you decide in `/profile`."
        )
