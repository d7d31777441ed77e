"""What an app offers when somebody types into an external select: `options` or `option_groups`.

https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
"""

from sandbox.blockkit.objects import OPTION, OPTION_GROUP, options, unique_options
from sandbox.blockkit.schema import Array

OPTIONS = options(OPTION, 100, fewest=0)
GROUPS = Array(OPTION_GROUP, most=100)


def check_suggestions(offered: object) -> list[str]:
    """What is wrong with the decoded answer to a `block_suggestion`; nothing to offer is right."""
    problems: list[str] = []
    if not isinstance(offered, dict) or not offered.keys() & {"options", "option_groups"}:
        return ["[ERROR] must define either `options` or `option_groups`"]
    for name, rule in (("options", OPTIONS), ("option_groups", GROUPS)):
        if name in offered:
            rule.check(offered[name], f"/{name}", problems)
    if not problems:
        unique_options(offered, "", problems)
    return problems
