"""What can be wrong with a profile, told beside the field."""

from bot.directory.rules import LONGEST_FIELD, MOST_FIELDS, MOST_LANGUAGES
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


class TooManyFields(Refusal):
    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def say(self, _: Words) -> str:
        return _(
            "Please name at most {limit} fields, those that matter most. These are {count}.",
            limit=MOST_FIELDS,
            count=self.count,
        )


class FieldTooLong(Refusal):
    """One of the fields of expertise is too long: named, so that it is found again."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field

    def say(self, _: Words) -> str:
        return _(
            "“{start}…” is too long. Please use at most {limit} characters a field, with commas in between.",
            start=self.field[:20].rstrip(),
            limit=LONGEST_FIELD,
        )


class TooManyLanguages(Refusal):
    def say(self, _: Words) -> str:
        return _("Please choose at most {limit} languages.", limit=MOST_LANGUAGES)


class NotOnTheList(Refusal):
    """Something that is not one of the choices offered."""

    def say(self, _: Words) -> str:
        return _("Please choose from the list.")


class NothingToShow(Refusal):
    """Somebody wants to be listed with nothing in their profile."""

    def say(self, _: Words) -> str:
        return _("To be listed, say something about yourself first: your role or organisation, for example.")
