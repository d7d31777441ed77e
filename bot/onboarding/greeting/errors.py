"""Why nobody needs to greet a newcomer any more."""

from bot.errors import Refusal
from bot.i18n import Words, mention


class GreetedAlready(Refusal):
    """Somebody has greeted them, or they have left."""

    def say(self, _: Words) -> str:
        return _("That is done: somebody has greeted them by now, or they have left.")


class SomebodyWill(Refusal):
    """Another moderator was first."""

    def __init__(self, by: str) -> None:
        super().__init__()
        self.by = by

    def say(self, _: Words) -> str:
        return _("{member} was first, and will greet them.", member=mention(self.by))
