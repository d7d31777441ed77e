"""Block Kit's composition objects: https://docs.slack.dev/reference/block-kit/composition-objects"""

from sandbox.blockkit.schema import (
    JSON,
    Array,
    Boolean,
    ByType,
    Integer,
    Object,
    Rule,
    String,
    Url,
    one_of,
    report,
    typed,
)

ID = String(255)  # action_id, block_id
NON_EMPTY = String()
BOOLEAN = Boolean()
URL = Url()
BLOCK: dict[str, Rule] = {"block_id": ID}  # what every block may have


def plain_text(longest: int) -> Object:
    return typed("plain_text", {"text": String(longest)}, {"emoji": BOOLEAN})


def any_text(longest: int) -> ByType:
    mrkdwn = typed("mrkdwn", {"text": String(longest)}, {"verbatim": BOOLEAN})
    return ByType({"plain_text": plain_text(longest), "mrkdwn": mrkdwn})


CONFIRM = Object(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)

ASK: dict[str, Rule] = {"confirm": CONFIRM}
FOCUS: dict[str, Rule] = {"focus_on_load": BOOLEAN}
PLACEHOLDER: dict[str, Rule] = {"placeholder": plain_text(150)}

DISPATCH = Object(
    {},
    {"trigger_actions_on": Array(one_of("on_enter_pressed", "on_character_entered"), fewest=1, most=2)},
)


def _option(text: Rule, **more: Rule) -> Object:
    return Object({"text": text, "value": String(150)}, {"description": text, **more})


OPTION = _option(plain_text(75))
MRKDWN_OPTION = _option(any_text(75))  # of checkboxes and radio buttons alone
LINK_OPTION = _option(plain_text(75), url=URL)  # of overflow menus alone


def options(item: Object, most: int, fewest: int = 1) -> Array:
    return Array(item, fewest=fewest, most=most)


OPTION_GROUP = Object({"label": plain_text(75), "options": options(OPTION, 100)})


def _something_to_filter_by(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    if not value:
        report(problems, "must have minimum 1 properties", at)


CONVERSATION_FILTER = Object(
    {},
    {
        "include": Array(one_of("im", "mpim", "private", "public"), fewest=1),
        "exclude_external_shared_channels": BOOLEAN,
        "exclude_bot_users": BOOLEAN,
    },
    also=(_something_to_filter_by,),
)


def _id_or_url(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    exactly_one(value, "id", "url", at, problems)


SLACK_FILE = Object({}, {"id": NON_EMPTY, "url": URL}, also=(_id_or_url,))


def exactly_one(value: dict[str, JSON], one: str, other: str, at: str, problems: list[str]) -> None:
    """Exactly one of two fields must be there. Slack points at the `type` of what lacks both."""
    if one not in value and other not in value:
        place = f"{at}/type" if "type" in value else at
        report(problems, f"must define either `{one}` or `{other}`", place)
    elif one in value and other in value:
        report(problems, f"must define only one of `{one}` or `{other}`", at)


def image_source(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    exactly_one(value, "image_url", "slack_file", at, problems)


def offered(value: dict[str, JSON]) -> list[JSON]:
    """All options of an element, those in groups too."""
    groups = value.get("option_groups", [])
    return [*value.get("options", []), *(option for group in groups for option in group["options"])]


def unique_options(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    """ "A unique string value": option-object's reference."""
    values = [option["value"] for option in offered(value)]
    if len(set(values)) < len(values):
        where = "options" if "options" in value else "option_groups"
        report(problems, "Input contains duplicate items", f"{at}/{where}")


def initial_among_options(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    """An initial option must be exactly one that is offered. Slack says the same of an empty list of them."""
    choices = offered(value)
    if "initial_option" in value and value["initial_option"] not in choices:
        report(problems, "must be one of the provided options", f"{at}/initial_option")
    chosen = value.get("initial_options")
    if chosen is not None and not (chosen and all(option in choices for option in chosen)):
        report(problems, "must be one of the provided options", f"{at}/initial_options")


AT_LEAST_ONE = Integer(1)
