"""Why a file can't be taken over at all, in words."""

from bot.errors import NotForYou, Refusal
from bot.i18n import Words


class NotForPartners(NotForYou):
    """Whoever decides on nothing brings nothing in: they propose."""

    def say(self, _: Words) -> str:
        return _(
            "Calendars are brought in by the Secretariat and by moderators. One activity you can propose yourself: "
            "`/calendar add`"
        )


class NotATable(Refusal):
    """It is no table of activities. `is_table`: it is one of something; `line`: there it is damaged."""

    def __init__(self, *, is_table: bool = False, line: int | None = None) -> None:
        super().__init__()
        self.is_table, self.line = is_table, line

    def say(self, _: Words) -> str:
        if self.line is not None:
            return _(
                "In line {n} a quotation mark is not closed, or stands in the middle of a cell.", n=self.line
            )
        if self.is_table:
            return _("The table needs at least a column “Title” and a column “Starts”.")
        return _(
            "I can't read this as a table. Its first row has the names of the columns, at least “Title” and “Starts”; "
            "save it as CSV in UTF-8."
        )


class UnknownFile(Refusal):
    """Its name says that it is something else."""

    def say(self, _: Words) -> str:
        return _("Please give me a calendar file (.ics) or a table (.csv).")


class NoFile(Refusal):
    """Nothing was uploaded, or it can't be had from Slack."""

    def say(self, _: Words) -> str:
        return _("I could not get the file from Slack. Please upload it again.")


class AnotherFile(Refusal):
    """The file is no longer what was looked at."""

    def say(self, _: Words) -> str:
        return _("The file is no longer the one that I have looked at. Please upload it again.")
