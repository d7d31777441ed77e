"""Why a calendar file can't be read, in words."""

from typing import Literal

from bot.errors import Refusal
from bot.i18n import Words


class NotACalendar(Refusal):
    """It is no iCalendar file, or only a part of one."""

    def __init__(self, *, is_cut_off: bool = False) -> None:
        super().__init__()
        self.is_cut_off = is_cut_off

    def say(self, _: Words) -> str:
        if self.is_cut_off:
            return _("The file is damaged, or only a part of it has come: please export it again.")
        return _(
            "This is not a calendar file. Export the calendar as iCalendar (.ics), or as a table (.csv)."
        )


class TooMuch(Refusal):
    """There is more in the file than can be taken in at once."""

    def __init__(self, what: Literal["lines", "events", "zones", "levels", "octets"], limit: int) -> None:
        super().__init__()
        self.what, self.limit = what, limit

    def say(self, _: Words) -> str:
        match self.what:
            case "octets":
                return _(
                    "The file is too large: at most {n} MB, please. Export a shorter time, or only this calendar.",
                    n=self.limit // 1_000_000,
                )
            case "lines":
                return _("The file is too long: at most {n} lines, please.", n=self.limit)
            case "events":
                return _(
                    "There is too much in the file: at most {n} activities at once, please. Export a shorter time.",
                    n=self.limit,
                )
            case _zones_or_levels:
                return _("The file is not built as calendar files are. Please export it again.")
