"""What a person is told when something can't be done: kind, specific, in their language.

A Refusal is raised by a service or a form; `handlers/errors.py` turns it into a field error or a private message.
"""

from bot.i18n import Words


class Refusal(Exception):
    """Something that can't be done, for a reason that a person can understand. Nothing was changed."""

    def say(self, _: Words) -> str:
        return _("That can't be done right now. Nothing was changed.")


class NotForYou(Refusal):
    """The person may not do this, or may not know whether it exists: both sound the same."""

    def say(self, _: Words) -> str:
        return _("You can't do that here. If you think you should, ask the Secretariat.")


class ForMembers(Refusal):
    """The person is of another workspace, with which a channel is shared."""

    def say(self, _: Words) -> str:
        return _(
            "I can only help the members of this workspace. You see what is posted in the channels that you share "
            "with it, and its Secretariat is glad to help you."
        )


class Gone(Refusal):
    """What the button was about is no longer there."""

    def say(self, _: Words) -> str:
        return _("This is no longer current. Please start again.")


class TooLate(Refusal):
    """Slack lets an app open a form for three seconds only. `typed` is the command to type again; without it a button was pressed."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed

    def say(self, _: Words) -> str:
        if self.typed:
            return _(
                "That took me too long, and Slack did not open the form. Nothing was changed. Please type it again: `{command}`",
                command=self.typed.replace("`", "'"),
            )
        return _(
            "That took me too long, and Slack did not open the form. Nothing was changed. Please press the button again."
        )


class Unstorable(Refusal):
    """The text has characters that no database can hold (NUL, half of a surrogate pair)."""

    def say(self, _: Words) -> str:
        return _("This text has a character that can't be stored. Please type it again without it.")


class FieldErrors(Refusal):
    """A form with something wrong in it: a Refusal for each block id. What was typed is kept by Slack's modal."""

    def __init__(self, fields: dict[str, Refusal]) -> None:
        super().__init__()
        self.fields = fields

    def say(self, _: Words) -> str:
        return "\n".join(refusal.say(_) for refusal in self.fields.values())
