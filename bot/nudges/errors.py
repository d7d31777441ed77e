"""What a moderator is told when a nudge can't be acted on."""

from bot.errors import Refusal
from bot.i18n import Words


class NoLongerSilent(Refusal):
    """Somebody has written in the channel since."""

    def say(self, _: Words) -> str:
        return _("Somebody has written in the channel since: there is nothing to do any more.")


class Answered(Refusal):
    """So many questions have an answer by now, and no other waits."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def say(self, _: Words) -> str:
        return _.many(
            "Answered: somebody has replied to the question.",
            "Answered: somebody has replied to {n} questions.",
            self._number,
        )


class QuestionGone(Refusal):
    """The question is deleted, or somebody has taken care of it, or it is too old by now."""

    def say(self, _: Words) -> str:
        return _("The question is gone, old, or taken care of: there is nothing to do any more.")


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


def over(kind: str, answered: int = 0) -> Refusal:
    """Why there is nothing to do about a concern of this kind any more. `answered`: how many of its questions have an answer."""
    if kind == "unanswered":
        return Answered(answered) if answered else QuestionGone()
    return Past() if kind == "calendar" else NoLongerSilent()
