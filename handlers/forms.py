"""What Slack sends, as typed forms. Only what Liaison reads; the rest is ignored.

Sources: https://docs.slack.dev/interactivity/implementing-slash-commands and
https://docs.slack.dev/reference/interaction-payloads.
"""

import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from bot.errors import FieldErrors, Gone, Unstorable

# A Slack timestamp as a number, in seconds since the epoch: of a day that there is.
Stamp = Annotated[float, Field(ge=0, le=253_402_300_799, allow_inf_nan=False)]
SlackId = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]


def storable(text: str) -> str:
    """The text, if a database can hold it. Raises Unstorable for NUL and lone surrogates."""
    if not is_storable(text):
        raise Unstorable
    return text


def is_storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def cleaned(text: str) -> str:
    """The text without what a database can't hold: for what nobody is there to correct, such as a name in an event."""
    return (
        text
        if is_storable(text)
        else "".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff")
    )


class Form(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: Any) -> Any:
        """Slack leaves out what there is not, or sends null for it: either is the default."""
        if isinstance(given, dict) and None in given.values():
            return {name: value for name, value in given.items() if value is not None}
        return given


class Ref(Form):
    """A user, a team or a channel that Slack names by its id."""

    id: SlackId


class Person(Form):
    """A user object, of which all is handed on that Slack says (`bot.roster.people`)."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: SlackId
    profile: dict[str, Any] = {}


class Command(Form):
    """A slash command: `text` is what was typed after it."""

    command: str
    text: Annotated[str, AfterValidator(storable)] = ""
    user_id: SlackId
    channel_id: SlackId
    trigger_id: str = ""
    response_url: str = ""

    @property
    def word(self) -> str:
        """The first word typed, in lower case."""
        return self.text.split(maxsplit=1)[0].lower() if self.text.strip() else ""


class View(Form):
    id: str
    callback_id: str = ""
    private_metadata: str = ""
    hash: str = ""
    type: str = "modal"
    state: dict[str, Any] = {}

    def context(self) -> dict[str, Any]:
        """What we put into private_metadata when we opened the view. Raises Gone if it isn't ours."""
        try:
            found = json.loads(self.private_metadata or "{}")
        except ValueError:
            raise Gone from None
        if not isinstance(found, dict):
            raise Gone
        return found


class Press(Form):
    """One of the actions of a block_actions payload: a button pressed, something chosen."""

    action_id: str
    block_id: str = ""
    action_ts: str = ""
    value: Annotated[str, AfterValidator(storable)] = ""
    selected_option: dict[str, Any] | None = None

    @property
    def chosen(self) -> str:
        """The button's value, or that of the option chosen."""
        return str((self.selected_option or {}).get("value") or self.value)


class Message(Form):
    """The message whose button was pressed."""

    blocks: list[dict[str, Any]] = []


class Action(Form):
    """A block_actions payload."""

    user: Ref
    actions: Annotated[list[Press], Field(min_length=1)]
    message: Message = Message()
    trigger_id: str = ""
    response_url: str = ""
    view: View | None = None

    @property
    def press(self) -> Press:
        return self.actions[0]


class Submission(Form):
    """A view_submission payload: what stands in the fields of a modal."""

    user: Ref
    view: View
    trigger_id: str = ""

    def fields(self) -> dict[str, Any]:
        """What was entered, by block id: a text, the value of the option chosen, or a list of such values; of files their ids.

        Raises FieldErrors if a text has characters that can't be stored.
        """
        found: dict[str, Any] = {}
        wrong: dict[str, Any] = {}
        values = self.view.state.get("values")
        for block_id, elements in (values if isinstance(values, dict) else {}).items():
            for element in elements.values() if isinstance(elements, dict) else ():
                found[block_id] = _entered(element if isinstance(element, dict) else {})
                entered = found[block_id]
                if not all(
                    is_storable(text) for text in (entered if isinstance(entered, list) else [entered or ""])
                ):
                    wrong[block_id] = Unstorable()
        if wrong:
            raise FieldErrors(wrong)
        return found


def _entered(element: dict[str, Any]) -> str | list[str] | None:
    """The value of one input element of `state.values`, whatever its type."""
    if isinstance(many := element.get("selected_options"), list):
        return [str(option.get("value")) for option in many if isinstance(option, dict)]
    if isinstance(one := element.get("selected_option"), dict):
        return str(one.get("value"))
    if isinstance(files := element.get("files"), list):
        return [str(file.get("id")) for file in files if isinstance(file, dict)]
    for name in ("value", "selected_date", "selected_time"):
        if isinstance(text := element.get(name), str):
            return text
    return None


class Subject(Form):
    """The message that somebody chose a shortcut on. An app's message may name no user, and a user who is the app's bot."""

    user: SlackId | Literal[""] = ""
    bot_id: str = ""


class Shortcut(Form):
    """A shortcut payload, of a message or, without one, from anywhere.

    https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload
    """

    callback_id: str
    user: Ref
    trigger_id: str = ""
    response_url: str = ""
    message: Subject = Subject()


class Suggestion(Form):
    """A block_suggestion payload: somebody is typing into a select whose options we provide."""

    user: Ref
    action_id: str
    block_id: str = ""
    value: str = ""

    @field_validator("value")
    @classmethod
    def _clean(cls, value: str) -> str:
        return cleaned(value)


class Event(Form):
    """An Events API callback. `event` is the inner event, whose shape its handler checks."""

    event_id: str
    event: dict[str, Any]
    event_time: Stamp = 0
