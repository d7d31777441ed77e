"""What can be wrong with a profile, told beside the field."""

from bot.directory.profile.rules import LONGEST_FIELD, LONGEST_LINE
from bot.errors import Refusal
from bot.i18n import Words


class TooLong(Refusal):
    """A text of `length` characters where `limit` are allowed."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__()
        self.length, self.limit = length, limit

    def say(self, _: Words) -> str:
        return _(
            "Please use at most {limit} characters. This has {length}.", limit=self.limit, length=self.length
        )


class NameTooLong(Refusal):
    """The name of a new organisation is too long."""

    def say(self, _: Words) -> str:
        return _("This name is too long. Please use at most {limit} characters.", limit=LONGEST_LINE)


class FieldTooLong(Refusal):
    """One of the fields of expertise is too long: named, so that it is found again."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def say(self, _: Words) -> str:
        return _(
            "“{start}…” is too long. Please use at most {limit} characters for a field, or choose several.",
            start=self.field[:20].rstrip(),
            limit=LONGEST_FIELD,
        )


class TooMany(Refusal):
    """More things were chosen than a profile takes."""

    def __init__(self, count: int, limit: int) -> None:
        super().__init__()
        self.count, self.limit = count, limit

    def say(self, _: Words) -> str:
        return _(
            "Please choose at most {limit}, those that matter most. These are {count}.",
            limit=self.limit,
            count=self.count,
        )


class NotOnTheList(Refusal):
    """Something that is not one of the choices offered, or no longer is."""

    def say(self, _: Words) -> str:
        return _("Please choose from the list.")


class NoAddress(Refusal):
    """A website that can't be one."""

    def say(self, _: Words) -> str:
        return _("This does not look like the address of a website. For example: www.example.org")


class NothingToShow(Refusal):
    """Somebody wants to be listed with nothing in their profile."""

    def say(self, _: Words) -> str:
        return _("To be listed, say something about yourself first: your role or organisation, for example.")
