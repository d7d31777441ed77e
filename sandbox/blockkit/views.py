"""View objects, modal and Home: https://docs.slack.dev/reference/views"""

from sandbox.blockkit.objects import BOOLEAN, plain_text
from sandbox.blockkit.schema import JSON, ByType, Rule, String, report, typed
from sandbox.blockkit.surfaces import IN_HOME, IN_MODAL

_ANY: dict[str, Rule] = {
    "private_metadata": String(3000, shortest=0),
    "callback_id": String(255, shortest=0),
    "external_id": String(255, shortest=0),
}


def _inputs_need_submit(view: dict[str, JSON], at: str, problems: list[str]) -> None:
    if "submit" in view:
        return
    for index, block in enumerate(view["blocks"]):
        if block["type"] == "input":
            message = "must define `submit` to use an `input` block in modals"
            report(problems, message, f"{at}/blocks/{index}/input")


MODAL = typed(
    "modal",
    {"title": plain_text(24), "blocks": IN_MODAL},
    {
        **_ANY,
        "submit": plain_text(24),
        "close": plain_text(24),
        "clear_on_close": BOOLEAN,
        "notify_on_close": BOOLEAN,
    },
    also=(_inputs_need_submit,),
)
HOME = typed("home", {"blocks": IN_HOME}, _ANY)
VIEW = ByType({"modal": MODAL, "home": HOME})
