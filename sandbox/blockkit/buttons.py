"""Elements that are pressed: buttons of all kinds and the overflow menu.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from sandbox.blockkit.objects import (
    ASK,
    ID,
    LINK_OPTION,
    NON_EMPTY,
    URL,
    options,
    plain_text,
    unique_options,
)
from sandbox.blockkit.schema import Array, Object, Rule, String, one_of, typed

ACTION: dict[str, Rule] = {"action_id": ID}
_LABELLED: dict[str, Rule] = {"accessibility_label": String(75)}
_SHOWN_TO: dict[str, Rule] = {"visible_to_user_ids": Array(NON_EMPTY)}
_STYLE: dict[str, Rule] = {"style": one_of("primary", "danger")}

BUTTON = typed(
    "button",
    {"text": plain_text(75)},
    {
        **ACTION,
        **ASK,
        **_LABELLED,
        **_STYLE,
        "url": URL,
        "value": String(2000),
        "agent_prompt": String(4000),
        "agent_prompt_display": NON_EMPTY,
        **_SHOWN_TO,
    },
)
OVERFLOW = typed("overflow", {"options": options(LINK_OPTION, 5)}, {**ACTION, **ASK}, also=(unique_options,))

# https://docs.slack.dev/reference/block-kit/composition-objects/workflow-object
_PARAMETER = Object({"name": NON_EMPTY, "value": String(shortest=0)})
_TRIGGER = Object({"url": URL}, {"customizable_input_parameters": Array(_PARAMETER)})
WORKFLOW_BUTTON = typed(
    "workflow_button",
    {"text": plain_text(75), "workflow": Object({"trigger": _TRIGGER}), **ACTION},
    {**_LABELLED, **_STYLE},
)

# These two stand in `context_actions` alone.
ICON_BUTTON = typed(
    "icon_button",
    {"icon": one_of("trash"), "text": plain_text(75)},
    {**ACTION, **ASK, **_LABELLED, **_SHOWN_TO, "value": String(2000)},
)
_OPINION = Object({"text": plain_text(75), "value": String(2000)}, _LABELLED)
FEEDBACK_BUTTONS = typed(
    "feedback_buttons", {"positive_button": _OPINION, "negative_button": _OPINION}, ACTION
)
