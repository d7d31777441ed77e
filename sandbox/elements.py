"""Block Kit's interactive elements: where they are, what they hold at first, and what choosing something gives."""

from typing import Any

from sandbox import rich_text
from sandbox.model import Channel, Json
from sandbox.state import STATEFUL, elements_of

Values = dict[str, dict[str, Json]]

# The field of `state.values` that a kind of element fills, and the one that it starts from.
FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", ""),
}


def find(blocks: list[Json] | None, action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
    """The block and the element with an action id. Raises LookupError if it isn't there, or is in several blocks."""
    found = [
        (block, element)
        for block in blocks or ()
        if block_id in {None, block["block_id"]}
        for element in elements_of(block)
        if element.get("action_id") == action_id
    ]
    if not found:
        raise LookupError(f"there is no element {action_id!r} here")
    if len(found) > 1:
        raise LookupError(f"{action_id!r} is in several blocks: say which with block_id")
    return found[0]


def values_of(
    blocks: list[Json] | None, before: Values | None = None, current: Channel | None = None
) -> Values:
    """`state.values` of these blocks: what was there `before` under the same ids, else what they start with.

    `current` is the conversation that the person is looking at."""
    values: Values = {}
    for block in blocks or ():
        for element in elements_of(block):
            if element["type"] in STATEFUL:
                action_id = element["action_id"]
                kept = (before or {}).get(block["block_id"], {}).get(action_id)
                same = kept and kept["type"] == element["type"]
                values.setdefault(block["block_id"], {})[action_id] = (
                    kept if kept and same else first_value(element, current)
                )
    return values


def first_value(element: Json, current: Channel | None = None) -> Json:
    """An element's entry in `state.values` before anybody touched it."""
    kind = element["type"]
    field, initial = FIELDS[kind]
    if kind == "rich_text_input" and initial not in element:
        return {"type": kind}
    empty: Any = [] if field.endswith("s") else None
    first = element.get(initial, empty)
    if initial not in element and current and defaults_to(element, current):
        first = [current.id] if field.endswith("s") else current.id
    return {"type": kind, field: first}


def defaults_to(element: Json, current: Channel) -> bool:
    """Whether a conversations select begins with the conversation that the person is looking at."""
    included = element.get("filter", {}).get("include", (current.kind,))
    return bool(element.get("default_to_current_conversation")) and current.kind in included


def entry(element: Json, value: Any, suggested: list[Json] | None = None) -> Json:
    """What choosing `value` puts into the action and into `state.values`.

    Options are chosen by their value, or given whole; rich text may be given plain. `suggested` are the options
    last offered by the app."""
    kind = element["type"]
    if kind not in FIELDS:
        return {}
    field = FIELDS[kind][0]
    if field == "selected_option":
        return {field: None if value is None else option(element, value, suggested)}
    if field == "selected_options":
        return {field: [option(element, each, suggested) for each in value or ()]}
    if field == "value":
        return {field: str(value) if value not in {None, ""} else None}
    if field == "rich_text_value" and isinstance(value, str):
        return {field: rich_text.plain(value)} if value else {}
    return {field: value}


def option(element: Json, value: Any, suggested: list[Json] | None) -> Json:
    """The option with that value. Raises LookupError if the element doesn't offer it."""
    if isinstance(value, dict):
        return value
    offered = [*element.get("options", ()), *(suggested or ())]
    for group in element.get("option_groups", ()):
        offered += group["options"]
    for each in offered:
        if each.get("value") == value:
            found: Json = each
            return found
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(value), "emoji": True}, "value": value}
    raise LookupError(f"{element.get('action_id')!r} offers no option {value!r}")
