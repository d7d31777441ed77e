"""Why two terms can't be made one."""

from bot.errors import Refusal
from bot.i18n import Words


class CuratedStays(Refusal):
    """A curated field can't give up its name: the workspace file has it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def say(self, _: Words) -> str:
        return _(
            "“{name}” is on the workspace's own list, so it keeps its name. Keep that one.", name=self.name
        )


class SameTwice(Refusal):
    def say(self, _: Words) -> str:
        return _("Please choose another one: this is the same.")
