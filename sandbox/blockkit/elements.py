"""Which elements stand in which block, on which surface.

By the columns 'Blocks' and 'Surfaces' of https://docs.slack.dev/reference/block-kit/block-elements. Fields for an
e-mail address, an address of the web or a number are taken in messages too, which the reference doesn't say.
"""

from sandbox.blockkit.buttons import BUTTON, FEEDBACK_BUTTONS, ICON_BUTTON, OVERFLOW, WORKFLOW_BUTTON
from sandbox.blockkit.inputs import FILE_INPUT, OF_A_KIND, PLAIN_TEXT_INPUT, RICH_TEXT_INPUT
from sandbox.blockkit.menus import DATETIMEPICKER, MENUS, PICKERS
from sandbox.blockkit.objects import SLACK_FILE, image_source
from sandbox.blockkit.schema import ByType, ImageUrl, Object, Rule, String, typed

IMAGE = typed(
    "image",
    {"alt_text": String(2000)},
    {"image_url": ImageUrl(), "slack_file": SLACK_FILE},
    also=(image_source,),
)


def _one_of(*elements: Object) -> ByType:
    return ByType({_kind(element): element for element in elements})


def _kind(element: Object) -> str:
    rule: Rule = element.fields["type"]
    assert isinstance(rule, String)  # noqa: S101 - typed() made it so
    assert rule.one_of  # noqa: S101
    return next(iter(rule.one_of))


_CHOICES = (*MENUS, *PICKERS)

IN_SECTION = _one_of(BUTTON, IMAGE, OVERFLOW, *_CHOICES)
IN_SECTION_OF_MESSAGE = _one_of(BUTTON, IMAGE, OVERFLOW, WORKFLOW_BUTTON, *_CHOICES)

IN_ACTIONS_OF_MESSAGE = _one_of(BUTTON, OVERFLOW, WORKFLOW_BUTTON, *_CHOICES, DATETIMEPICKER)
IN_ACTIONS_OF_MODAL = _one_of(BUTTON, OVERFLOW, *_CHOICES, DATETIMEPICKER)
IN_ACTIONS_OF_HOME = _one_of(BUTTON, OVERFLOW, *_CHOICES)

IN_INPUT_OF_MESSAGE = _one_of(*_CHOICES, DATETIMEPICKER, PLAIN_TEXT_INPUT, *OF_A_KIND)
IN_INPUT_OF_MODAL = _one_of(
    *_CHOICES, DATETIMEPICKER, PLAIN_TEXT_INPUT, RICH_TEXT_INPUT, *OF_A_KIND, FILE_INPUT
)
IN_INPUT_OF_HOME = _one_of(*_CHOICES, PLAIN_TEXT_INPUT, RICH_TEXT_INPUT)

IN_CONTEXT_ACTIONS = _one_of(FEEDBACK_BUTTONS, ICON_BUTTON)
