"""What a moderator is told when a nudge can't be acted on."""

from bot.errors import Refusal
from bot.i18n import Words


class NoLongerSilent(Refusal):
    """Somebody has written in the channel since."""

    def say(self, _: Words) -> str:
        return _("Somebody has written in the channel since: there is nothing to do any more.")


class Answered(Refusal):
    """The question has an answer, or is no more."""

    def say(self, _: Words) -> str:
        return _("The question has an answer, or is gone: there is nothing to do any more.")


class Past(Refusal):
    """What the calendar had is over, moved or called off."""

    def say(self, _: Words) -> str:
        return _("That is over, or on another day now: there is nothing to do any more.")


class PostedLately(Refusal):
    """The channel was given this prompt in the last three months."""

    def say(self, _: Words) -> str:
        return _("This has been asked there lately. Press “Edit first” to choose or write something else.")


class NothingWritten(Refusal):
    """A form without a text."""

    def say(self, _: Words) -> str:
        return _("Write what I should post.")


class DayGone(Refusal):
    """A day that is not ahead, or too far."""

    def say(self, _: Words) -> str:
        return _("Choose a day that is ahead, within a year.")


def over(kind: str) -> Refusal:
    """Why there is nothing to do about a concern of this kind any more."""
    return {"unanswered": Answered(), "calendar": Past()}.get(kind) or NoLongerSilent()
